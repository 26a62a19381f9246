"""How answers and failures are written: JSON in plain Vietnamese letters, and one form for whatever went wrong."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

from dangvu.api.entrance import not_understood
from dangvu.indicators.evaluation import Unanswerable
from dangvu.web.problems import problem
from dangvu.web.views import not_found


class _Plain(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        """JSON with its letters as they are."""
        return json.dumps(data, cls=NinjaJSONEncoder, ensure_ascii=False)


write = _Plain()


def failed(api: NinjaAPI) -> None:
    """Say of everything that the library answers itself how it is told; faults are left to Django, which logs them."""
    api.add_exception_handler(Http404, _absent)
    api.add_exception_handler(BadRequest, _impossible)
    api.add_exception_handler(Unanswerable, _impossible)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Exception, _fault)


def _absent(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return not_found(request, Http404())


WRONG = {
    "greater_than_equal": gettext_lazy("nhỏ hơn mức cho phép"),
    "less_than_equal": gettext_lazy("lớn hơn mức cho phép"),
    "string_too_short": gettext_lazy("không được để trống"),
    "int_parsing": gettext_lazy("phải là số nguyên"),
    "int_parsing_size": gettext_lazy("lớn hơn mức cho phép"),
}
"""By the library's names of errors."""


def _impossible(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return problem(request, HTTPStatus.BAD_REQUEST, _("Không trả lời được câu hỏi này"), str(error))


def _invalid(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    assert isinstance(error, ValidationError)
    return not_understood(request, [f"{one['loc'][-1]}: {_wrong(one)}" for one in error.errors])


def _wrong(error: dict[str, Any]) -> str:
    """What is wrong with a value; our own sentences stand in the error that they were raised with."""
    raised = error.get("ctx", {}).get("error")
    return str(WRONG.get(error["type"], raised or _("giá trị chưa đúng")))


def _fault(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    raise error
