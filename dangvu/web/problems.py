"""What went wrong, for programs: one JSON form (RFC 9457) with the number of the incident, under the addresses of the API."""

from __future__ import annotations

import json
import logging
import secrets
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dangvu.web.logs import INCIDENT, page_of

logger = logging.getLogger("dangvu.web.views")

FORM = "application/problem+json"


def is_for_programs(request: HttpRequest) -> bool:
    """Whether a program asks, which reads no pages."""
    return request.path_info.startswith(settings.API_ROOT)


def incident_number() -> str:
    """A number that a reader can tell an administrator, who finds it in the log."""
    return f"SC-{secrets.token_hex(4).upper()}"


def incident(request: HttpRequest, status: HTTPStatus) -> str:
    """The number of a failure, which stands in the log beside the page; of a fault in the line in which Django logs its frames."""
    number = request.META[INCIDENT] = incident_number()
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.warning("%s: %d at %s", number, status, page_of(request))
    return number


def problem(request: HttpRequest, status: HTTPStatus, title: str, detail: str, **more: Any) -> HttpResponse:
    """A failure as JSON; `more` are further members of the object."""
    told = {"title": title, "status": int(status), "detail": detail, "incident": incident(request, status), **more}
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type=FORM, status=status)
