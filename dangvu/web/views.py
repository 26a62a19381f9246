"""The acts of the frame, and the pages for what went wrong."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from dangvu.periods.clock import now
from dangvu.web.fields import DayField
from dangvu.web.formats import moment
from dangvu.web.overload import trouble
from dangvu.web.problems import incident, is_for_programs, problem
from dangvu.web.shell import DAY, KNOWN

THEMES = ("auto", "light", "dark")
YEAR = 365 * 24 * 3600


class DayForm(forms.Form):
    """The day control of the top bar."""

    on = DayField(
        label=gettext_lazy("Xem số liệu tính đến hết ngày"),
        error_messages={"required": gettext_lazy("Ghi ngày, tháng, năm cần xem.")},
    )
    known = DayField(
        label=gettext_lazy("Theo dữ liệu đã ghi đến lúc"),
        help_text=gettext_lazy("Để trống để xem theo dữ liệu mới nhất. Không ghi giờ là đến hết ngày ấy."),
        required=False,
    )
    hour = forms.TimeField(
        label=gettext_lazy("Giờ"),
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%H.%M", "%Hh"],
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": "5", "size": "5"}),
        error_messages={"invalid": gettext_lazy("Ghi giờ và phút, ví dụ 17:30.")},
    )

    def clean(self) -> dict[str, Any]:
        """An hour belongs to a day."""
        given = super().clean() or {}
        if given.get("hour") and not given.get("known") and "known" not in self.errors:
            self.add_error("known", _("Ghi cả ngày, tháng, năm của giờ này."))
        return given

    def parameters(self, today: date) -> list[tuple[str, str]]:
        """What the address is to say; what will be known at the end of today or later is what is known now."""
        on, known, hour = (self.cleaned_data[name] for name in ("on", "known", "hour"))
        asked = [(DAY, on.isoformat())]
        if known and hour:
            asked.append((KNOWN, f"{known.isoformat()}T{hour:%H:%M}"))
        elif known and known < today:
            asked.append((KNOWN, f"{(known + timedelta(days=1)).isoformat()}T00:00"))
        return asked


def local_address(text: str | None) -> str:
    """The address if it stays on this site, otherwise the front page: nothing sent here can lead elsewhere."""
    if text and text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None):
        return text
    return "/"


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the device has it; kept in a cookie of this browser."""
    theme = request.POST.get("theme")
    if theme not in THEMES:
        raise BadRequest(_("Chọn giao diện Theo máy, Sáng hoặc Tối."))
    response = HttpResponseRedirect(local_address(request.POST.get("back")))
    response.set_cookie("theme", theme, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Vietnamese or English; kept in a cookie of this browser, as the theme is."""
    language = request.POST.get("language")
    if language not in dict(settings.LANGUAGES):
        raise BadRequest(_("Chọn Tiếng Việt hoặc English."))
    response = HttpResponseRedirect(local_address(request.POST.get("back")))
    name = settings.LANGUAGE_COOKIE_NAME
    response.set_cookie(name, language, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


@require_safe
def choose_day(request: HttpRequest) -> HttpResponse:
    """The boxes become parameters of the page that one came from."""
    back = local_address(request.GET.get("back"))
    form = DayForm(request.GET)
    if not form.is_valid():
        return render(request, "web/choose_day.html", {"form": form, "back": back}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    parts = urlsplit(back)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name not in {DAY, KNOWN, "page"}]
    return HttpResponseRedirect(f"{parts.path}?{urlencode([*query, *form.parameters(now().date())])}")


def sorry(request: HttpRequest, status: HTTPStatus, title: str, advice: str) -> HttpResponse:
    """The page of a failure, with the number of the incident; for a program the same as JSON."""
    if is_for_programs(request):
        return problem(request, status, title, advice)
    number = incident(request, status)
    context = {"title": title, "advice": advice, "number": number, "time": moment(now())}
    return render(request, "web/sorry.html", context, status=status)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the sentence of a BadRequest of ours is written for the reader; other causes stay in the log."""
    advice = _("Quay lại trang trước và thử lại.")
    if isinstance(exception, SessionInterrupted):  # the framework's own, in the words of its makers
        advice = _("Phiên làm việc đã kết thúc trong lúc trang đang xử lý. Đăng nhập lại rồi làm lại.")
    elif isinstance(exception, BadRequest):
        advice = str(exception)
    return sorry(request, HTTPStatus.BAD_REQUEST, _("Địa chỉ hoặc dữ liệu gửi lên không hợp lệ"), advice)


@login_not_required
def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: only for an act on something that one may see; its sentence says who can grant it."""
    advice = str(exception) or _("Việc này cần quyền mà tài khoản của đồng chí chưa có. Hỏi người quản trị của đơn vị.")
    return sorry(request, HTTPStatus.FORBIDDEN, _("Chưa có quyền làm việc này"), advice)


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: also for what lies outside the reader's scope, so that nothing is given away."""
    advice = _("Địa chỉ sai, hoặc mục này nằm ngoài phạm vi được xem. Tìm lại từ trang Tổng quan.")
    if is_for_programs(request):
        advice = _("Địa chỉ sai, hoặc mục này nằm ngoài phạm vi được xem của tài khoản.")
    return sorry(request, HTTPStatus.NOT_FOUND, _("Không tìm thấy trang"), advice)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 for what passes; Django logs the frames, `logs.Discreet` writes the number beside them."""
    if found := trouble(sys.exception()):
        response = sorry(request, HTTPStatus.SERVICE_UNAVAILABLE, str(found.title), str(found.advice))
        response["Retry-After"] = str(found.seconds)
        return response
    advice = _("Lỗi ở hệ thống, không phải do đồng chí. Dữ liệu đang nhập dở chưa được ghi. Báo người quản trị số sự cố bên dưới.")
    return sorry(request, HTTPStatus.INTERNAL_SERVER_ERROR, _("Hệ thống gặp sự cố"), advice)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose secret is missing or old."""
    advice = _("Trang để quá lâu hoặc trình duyệt chặn cookie. Quay lại, tải lại trang rồi gửi lại.")
    return sorry(request, HTTPStatus.FORBIDDEN, _("Chưa gửi được biểu mẫu"), advice)
