"""Dues of a unit: of a cell who has paid for a month, of what stands above it sums; and who is behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dangvu.access.gate import needs
from dangvu.dues.queries import Behind, Line, amounts, behind, is_closed, lines, months_to_tell, rates_of
from dangvu.dues.rules import CAME, COMING, DETAINED, ELSEWHERE, EXEMPT, PAID, PAID_AWAY, UNKNOWN, UNPAID, YEARS
from dangvu.dues.sums import Sum, shares, sums
from dangvu.organisation.queries import units_on
from dangvu.pages.dues_forms import rate_in_words
from dangvu.pages.frame import Scope, with_scope
from dangvu.periods.days import add_months
from dangvu.readings.noting import note
from dangvu.web.formats import NONE, day, number
from dangvu.web.parts import Paging, asked_page
from dangvu.web.shell import Link, as_day

TITLE = gettext_lazy("Đảng phí")
RIGHT = "dues"
MONTHS = 6
A_PAGE = 50
STATES: Mapping[str, tuple[Any, str]] = {
    PAID: (gettext_lazy("Đã đóng"), "ok"),
    PAID_AWAY: (gettext_lazy("Đã đóng ở chi bộ khác"), "line"),
    UNPAID: (gettext_lazy("Chưa đóng"), "warn"),
    EXEMPT: (gettext_lazy("Miễn theo quyết định"), "line"),
    YEARS: (gettext_lazy("Miễn theo tuổi Đảng"), "line"),
    DETAINED: (gettext_lazy("Không thu: tạm giữ, tạm giam"), "line"),
    ELSEWHERE: (gettext_lazy("Sinh hoạt tạm thời nơi khác"), "line"),
    CAME: (gettext_lazy("Vào chi bộ trong tháng"), "line"),
    COMING: (gettext_lazy("Chưa hết tháng"), ""),
    UNKNOWN: (gettext_lazy("Chi bộ chưa ghi tháng này"), ""),
}


def month_of(text: str) -> date:
    """The first day of a month in an address, as 2026-03; BadRequest for what is none or what no register reaches."""
    return as_day(f"{text}-01")


def written(month: date) -> str:
    """03/2026."""
    return f"{month.month:02}/{month.year}"


def _asked_month(request: HttpRequest, scope: Scope) -> date:
    """The month of the address, else that of the day looked at. Only what is held now is asked."""
    if scope.known is not None:
        raise BadRequest(_("Đảng phí chỉ xem theo những gì đang ghi; hãy bỏ thời điểm đã biết."))
    text = request.GET.get("month")
    return month_of(text) if text else scope.on.replace(day=1)


@require_safe
@needs("see", "figures")
@with_scope
def dues(request: HttpRequest, scope: Scope) -> HttpResponse:
    """A month: by name for whoever lists the people of a cell, as sums for everybody else; amounts of people for its treasurer."""
    month = _asked_month(request, scope)
    is_listed = scope.unit.cell and scope.published is None
    is_treasurer = scope.unit.cell and scope.viewer.sees(scope.unit.id, RIGHT)
    found = lines(scope.unit.id, month, scope.on) if is_listed else []
    paid = amounts(scope.unit.id, month, scope.on) if is_treasurer else {}
    why = _("Số tiền đảng phí tháng %(month)s") % {"month": written(month)} if is_treasurer else ""
    note(request, "list", [line.public_id for line in found], scope.unit.id, scope.on, why)
    totals = sums(scope.unit.id, month, scope.on, scope.within)
    may_write = is_treasurer and not scope.shell.is_read_only
    context = scope.context(
        str(TITLE),
        month=written(month),
        tabs=_months(scope, month),
        tabs_label=_("Tháng"),
        rows=_rows(scope, month, found, paid, may_write=may_write) if is_listed else [],
        is_listed=is_listed,
        is_closed=is_listed and all(line.state != PAID for line in found) and is_closed(scope.unit.id, month, scope.on),
        is_treasurer=is_treasurer,
        told=_told(found, _of_the_cell(scope, month, paid) if is_treasurer else []),
        sums=[] if is_listed and is_treasurer else _sums(scope, totals, month),
        total=_total(totals) if len(totals) > 1 else None,
        withheld=sum(one.withheld for one in totals),
        erased=sum(one.erased for one in totals),
        unruled=sum(one.unruled for one in totals),
        record=scope.address("record_dues", f"{month:%Y-%m}") if may_write and to_pay(found) else "",
        behind=scope.address("dues_behind", year=str(month.year)) if scope.published is None else "",
        is_cell=scope.unit.cell,
    )
    return render(request, "pages/dues.html", context)


def to_pay(found: Sequence[Line]) -> list[Line]:
    """Whoever has not paid for the month; the exempt too, since nobody is kept from paying."""
    return [line for line in found if line.state not in {PAID, PAID_AWAY}]


def _months(scope: Scope, month: date) -> list[Link]:
    last = max(month, scope.on.replace(day=1))
    shown = [add_months(last, -back) for back in range(MONTHS - 1, -1, -1)]
    return [
        Link(written(one), scope.address("dues", month=f"{one:%Y-%m}"), is_current=one == month)
        for one in ([month] if month not in shown else []) + shown
    ]


def _rows(scope: Scope, month: date, found: Sequence[Line], paid: Mapping[int, int], *, may_write: bool) -> list[dict[str, Any]]:
    files = scope.files([line.public_id for line in found])
    rates, keys = rates_of([line.person for line in found], month)
    return [
        {
            "name": line.name,
            "address": files.get(line.public_id, ""),
            "state": STATES[line.state],
            "paid_on": day(line.paid_on),
            "amount": number(paid[line.person]) if line.person in paid else NONE,
            "rate": rates[key].label if (key := keys.get(line.person, "")) in rates else "",
            "share": rate_in_words(rates[key]) if key in rates else "",
            "correct": scope.address("correct_dues", line.public_id, f"{line.month:%Y-%m}") if may_write and line.person in paid else "",
            "set_rate": scope.address("dues_rate", line.public_id) if may_write else "",
        }
        for line in found
    ]


def _told(found: Sequence[Line], money: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
    """The month in figures, for whoever lists the people."""
    counted = [(state, sum(line.state == state for line in found)) for state in (PAID, UNPAID, COMING, UNKNOWN)]
    shown = [(str(STATES[state][0]), number(count)) for state, count in counted if count or state == PAID]
    return [*shown, *((label, f"{number(amount)} đ") for label, amount in money)]


def _of_the_cell(scope: Scope, month: date, paid: Mapping[int, int]) -> list[tuple[str, int]]:
    """What the treasurer has taken in, and how it is divided."""
    amount = sum(paid.values())
    divided = shares(scope.unit.id, month, amount)
    kept = [(_("Giữ lại"), divided[0]), (_("Nộp lên"), divided[1])] if divided else []
    return [(_("Đã thu"), amount), *kept]


def _sums(scope: Scope, totals: Sequence[Sum], month: date) -> list[dict[str, Any]]:
    names = {row.id: row for row in units_on(sorted(scope.viewer.named([one.unit for one in totals])), month)}
    return [
        {
            "name": names[one.unit].name if one.unit in names else _("tổ chức ngoài phạm vi được xem"),
            "address": scope.address("dues", unit=names[one.unit], month=f"{month:%Y-%m}")
            if one.unit in names and one.unit != scope.unit.id and scope.viewer.shows(one.unit)
            else "",
            "cells": number(one.cells),
            "payers": number(one.payers),
            "amount": NONE if one.withheld == one.cells else number(one.amount),
            "kept": number(one.kept) if one.kept else NONE,
            "sent": number(one.sent) if one.sent else NONE,
        }
        for one in totals
    ]


def _total(totals: Sequence[Sum]) -> dict[str, str]:
    """What all of them took in together, as far as it is told."""
    cells, payers = sum(one.cells for one in totals), sum(one.payers for one in totals)
    amount, kept, sent = (sum(part) for part in zip(*((one.amount, one.kept, one.sent) for one in totals), strict=True))
    is_told = sum(one.withheld for one in totals) < cells
    return {
        "cells": number(cells), "payers": number(payers), "amount": number(amount) if is_told else NONE,
        "kept": number(kept) if kept else NONE, "sent": number(sent) if sent else NONE,
    }  # fmt: skip


@require_safe
@needs("see")
@with_scope
def dues_behind(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Who has not paid for months of a year that are over; whether there is a good reason is for the cell to say."""
    if scope.published is not None:
        raise Http404("the people of this unit are not the reader's to list")
    if scope.known is not None:
        raise BadRequest(_("Đảng phí chỉ xem theo những gì đang ghi; hãy bỏ thời điểm đã biết."))
    text = request.GET.get("year", "")
    year = as_day(f"{text}-01-01").year if text else scope.on.year
    part = scope.viewer.units("see")
    within = scope.within if part is None else part if scope.within is None else part & scope.within
    found, place = behind(scope.unit.id, year, scope.on, within), asked_page(request.GET.get("page"))
    shown = found[(place - 1) * A_PAGE : place * A_PAGE]
    note(request, "list", [one.public_id for one in shown], scope.unit.id, scope.on)
    limit, source = months_to_tell(scope.on)
    context = scope.context(
        _("Còn thiếu đảng phí"),
        year=year,
        tabs=[
            Link(str(one), scope.address("dues_behind", year=str(one)), is_current=one == year)
            for one in sorted({scope.on.year - 1, scope.on.year, year})
        ],
        tabs_label=_("Năm"),
        rows=_late(scope, shown),
        paging=Paging(place, A_PAGE, len(found)),
        ground=sum(one.is_ground for one in found),
        limit=limit,
        source=source,
        back=scope.address("dues"),
    )
    return render(request, "pages/dues_behind.html", context)


def _late(scope: Scope, shown: Sequence[Behind]) -> list[dict[str, Any]]:
    files = scope.files([one.public_id for one in shown])
    cells = {row.id: row.name for row in units_on(sorted({one.cell for one in shown}), scope.on)}
    return [
        {
            "name": one.name,
            "address": files.get(one.public_id, ""),
            "cell": cells.get(one.cell, ""),
            "months": ", ".join(f"{month.month:02}" for month in one.months),
            "count": number(len(one.months)),
            "is_ground": one.is_ground,
        }
        for one in shown
    ]
