"""The calendar behind every term of working days, and a change of it, which two people of the province decide."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dangvu.access.gate import needs
from dangvu.access.officer import Officer
from dangvu.commands import Refused
from dangvu.pages.calendar_form import CalendarForm
from dangvu.pages.frame import Scope, with_frame
from dangvu.pages.words import CALENDAR
from dangvu.proposals.proposing import propose
from dangvu.proposals.queries import PROPOSE
from dangvu.rulebook.queries import SpecialDay, has_holidays_of, special_days
from dangvu.web.formats import day
from dangvu.web.parts import Cell, Column, Row, Table
from dangvu.web.shell import Link

YEAR = "nam"
FIRST, LAST = 2016, 2100
"""Years that can be asked for: from the first of which the rulebook knows the holidays."""


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def working_days(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The days off and the days worked instead of a year; whoever holds the whole register proposes others."""
    year = _asked_year(request, scope)
    may = scope.viewer.whole(PROPOSE)
    if request.method != "POST":
        return _show(request, scope, year, _empty() if may else None)
    if not may:
        raise PermissionDenied(_("Lịch làm việc do Ban Tổ chức tỉnh ủy ghi, cho toàn bộ sổ."))
    if scope.shell.is_read_only:
        raise PermissionDenied(_("Chỉ đề nghị được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))
    form = CalendarForm(request.POST)
    if not form.is_valid():
        return _show(request, scope, year, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    given, officer = form.cleaned_data, Officer(scope.viewer.account_id or 0, scope.viewer.label)
    try:
        made = propose(form.command(), officer, key=given["key"], read=given["read"])
    except Refused as refused:
        for problem in refused.problems:
            form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return _show(request, scope, year, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return HttpResponseRedirect(scope.address("task", made))


def _empty() -> CalendarForm:
    return CalendarForm(None, initial={"key": uuid4(), "read": 0})


def _asked_year(request: HttpRequest, scope: Scope) -> int:
    text = request.GET.get(YEAR, str(min(max(scope.on.year, FIRST), LAST)))
    if not (text.isascii() and text.isdigit() and len(text) == 4 and FIRST <= int(text) <= LAST):
        raise Http404("no such year")
    return int(text)


def _show(request: HttpRequest, scope: Scope, year: int, form: CalendarForm | None, *, status: int = HTTPStatus.OK) -> HttpResponse:
    today = scope.shell.today.year
    found = special_days(year)
    context: dict[str, Any] = scope.context(
        _("Lịch làm việc"),
        year=year,
        years=[Link(str(one), scope.address("working_days", **{YEAR: one}), is_current=one == year) for one in range(today - 2, today + 3)],
        years_label=_("Năm"),
        days=_table(scope, found) if found else None,
        is_known=has_holidays_of(scope.on.replace(year=year, month=1, day=1)),
        form=form,
        crumbs=(),
    )
    return render(request, "pages/working_days.html", context, status=status)


def _table(scope: Scope, found: list[SpecialDay]) -> Table:
    entries = scope.viewer.has("ledger")
    rows = []
    for one in found:
        address = scope.address("ledger_entry", one.decision) if one.decision and entries else ""
        source = Cell(_("Lần ghi sổ số %(number)s") % {"number": one.decision}, address) if one.decision else Cell(_("Lịch chung của năm"))
        rows.append(Row(Cell(f"{_weekday(one)} {day(one.day)}"), [Cell(CALENDAR[one.kind]), Cell(one.name or "–"), source]))
    return Table(
        _("Ngày nghỉ, ngày làm bù"), [Column(_("Ngày")), Column(_("Là")), Column(_("Tên, lý do")), Column(_("Theo"))], rows, is_stacked=True
    )


def _weekday(one: SpecialDay) -> str:
    names = (_("Thứ hai"), _("Thứ ba"), _("Thứ tư"), _("Thứ năm"), _("Thứ sáu"), _("Thứ bảy"), _("Chủ nhật"))
    return names[one.day.weekday()]
