"""What no address may hold, what every answer carries, and how answers are counted."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from dangvu.metrics.counting import count_answer
from dangvu.web.logs import page_of

logger = logging.getLogger("dangvu.requests")

Answer = Callable[[HttpRequest], HttpResponse]

UNUSED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "sync-xhr", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""What a browser can do and no page of ours asks for, by names that Chromium knows, since it complains of others.

Keys for signing in are not among them.
"""

CARRIED = {
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Cache-Control": "no-store",
}
"""On every answer that does not say something else itself; static files say how long they may be kept."""

STATIC, NOWHERE = "static", "none"
"""How files and addresses that lead nowhere are counted."""


class Watch:
    """Every answer is counted by the name of its page and, where the log takes it, noted; the outermost of all."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response."""
        began = time.perf_counter()
        response = self.get_response(request)
        took = time.perf_counter() - began
        page = _name(request)
        count_answer(page, response.status_code, took)
        if logger.isEnabledFor(logging.INFO):
            method = request.method if request.method in METHODS else "?"
            told = {"page": page, "method": method, "status": response.status_code, "milliseconds": round(took * 1000, 1)}
            logger.info("%s %s %d", method, page, response.status_code, extra=told)
        return response


METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}


def _name(request: HttpRequest) -> str:
    """The name of a page comes from our own list of addresses, never from the address that was sent."""
    if request.resolver_match is not None:
        return page_of(request)
    return STATIC if request.path_info.startswith(settings.STATIC_URL) else NOWHERE


class Headers:
    """Every answer, also of files and of faults, says what a browser may do with it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response with what it did not say itself."""
        response = self.get_response(request)
        for name, value in CARRIED.items():
            response.headers.setdefault(name, value)
        return response


class Language:
    """The language that this browser has chosen, else Vietnamese; the languages of which a browser speaks by itself decide nothing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, with the language it is in."""
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        chosen = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(chosen):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        return response


class RefuseNul:
    """No parameter of an address holds the character NUL, which the database cannot keep; nobody types it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, 400 where a name or a value holds one."""
        if any("\0" in text for name, values in request.GET.lists() for text in (name, *values)):
            raise BadRequest(_("Địa chỉ có ký tự không hợp lệ. Mở lại trang từ bảng chọn rồi thử lại."))
        return self.get_response(request)
