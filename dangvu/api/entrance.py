"""The way in, before anything is read: by which method, who asks, with which parameters, by which right."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from dangvu.access.gate import needs, public
from dangvu.access.integrations import shown_in
from dangvu.accounts.assurance import is_assured
from dangvu.web.problems import problem

View = Callable[..., HttpResponseBase]


def entrance(view: View, rights: Collection[str], parameters: Collection[str], repeated: Collection[str] = ()) -> View:
    """A view that only reads, for whoever is known and holds any of these rights; for others there is no such address.

    No parameter is passed over: a day that is misspelt would be answered as today. `rights` may be empty for what shows no record.
    """
    gated = needs(*rights)(view) if rights else public(view)

    @login_not_required
    @csrf_exempt
    @wraps(gated)
    def answer(request: HttpRequest, **named: Any) -> HttpResponseBase:
        refused = _not_read(request) or _unknown(request) or _not_understood(request, parameters, repeated)
        return refused or gated(request, **named)

    return answer


def _not_read(request: HttpRequest) -> HttpResponse | None:
    if request.method == "GET":
        return None
    detail = _("Địa chỉ này chỉ để đọc: dùng phương thức GET.")
    response = problem(request, HTTPStatus.METHOD_NOT_ALLOWED, _("Phương thức không dùng được"), detail)
    response["Allow"] = "GET"
    return response


def _unknown(request: HttpRequest) -> HttpResponse | None:
    """401 or 429 for a token that is none; 401 for a browser in which nobody has signed in with both factors."""
    shown = shown_in(request)
    if shown is None:
        if request.user.is_authenticated and is_assured(request):
            return None
        detail = _("Gửi mã truy cập ở đầu đề Authorization: Bearer, hoặc đăng nhập trang web rồi mở lại.")
        return _challenge(request, _("Chưa xác định được người gửi yêu cầu"), detail)
    if shown.by is not None:
        return None
    if shown.is_too_many:
        detail = _("Quá nhiều lần gửi mã truy cập sai. Đợi một phút rồi thử lại với mã đúng.")
        response = problem(request, HTTPStatus.TOO_MANY_REQUESTS, _("Đợi rồi thử lại"), detail)
        response["Retry-After"] = "60"
        return response
    detail = _("Mã truy cập sai, đã hết hạn hoặc đã thu hồi. Hỏi người quản trị máy chủ để có mã mới.")
    return _challenge(request, _("Mã truy cập không dùng được"), detail)


def _challenge(request: HttpRequest, title: str, detail: str) -> HttpResponse:
    response = problem(request, HTTPStatus.UNAUTHORIZED, title, detail)
    response["WWW-Authenticate"] = "Bearer"
    return response


def _not_understood(request: HttpRequest, parameters: Collection[str], repeated: Collection[str]) -> HttpResponse | None:
    unknown = [_("%(name)s: không có tham số này") % {"name": name[:40]} for name in request.GET if name not in parameters]
    twice = [
        _("%(name)s: chỉ ghi một lần") % {"name": name}
        for name, values in request.GET.lists()
        if name in parameters and name not in repeated and len(values) > 1
    ]
    return not_understood(request, [*unknown, *twice]) if unknown or twice else None


def not_understood(request: HttpRequest, errors: list[str]) -> HttpResponse:
    """422 with every place that is wrong."""
    detail = _("Tham số trong địa chỉ chưa đúng: xem từng chỗ ở errors, và cách viết ở openapi.json.")
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, _("Yêu cầu chưa đúng"), detail, errors=errors)
