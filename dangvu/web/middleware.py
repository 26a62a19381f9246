"""What no address may hold."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _


class RefuseNul:
    """No parameter of an address holds the character NUL, which the database cannot keep; nobody types it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, 400 where a name or a value holds one."""
        if any("\0" in text for name, values in request.GET.lists() for text in (name, *values)):
            raise BadRequest(_("Địa chỉ có ký tự không hợp lệ. Mở lại trang từ bảng chọn rồi thử lại."))
        return self.get_response(request)
