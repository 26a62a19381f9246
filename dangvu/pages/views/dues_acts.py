"""What the treasurer of a cell writes: who paid for a month, what was written wrongly, at which rate somebody pays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dangvu.access.gate import needs
from dangvu.dues.queries import Line, amounts, is_closed, is_recorded, keys_of, lines, paid_in, rates_of, rates_on
from dangvu.dues.rules import CAME, COMING, UNKNOWN, UNPAID
from dangvu.members.queries import cell_of
from dangvu.organisation.queries import unit_on
from dangvu.pages.dues_forms import CorrectForm, RateForm, RecordForm, rate_in_words
from dangvu.pages.frame import Scope, with_frame, with_scope
from dangvu.pages.views.deciding import decided, must_be_today
from dangvu.pages.views.dues import RIGHT, STATES, month_of, to_pay, written
from dangvu.people.queries import Facts, facts_of, person_by_public_id
from dangvu.periods.days import add_months
from dangvu.readings.noting import note
from dangvu.web.formats import number


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if context["form"].is_bound else HTTPStatus.OK
    return render(request, template, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(RIGHT)
@with_scope
def record_dues(request: HttpRequest, scope: Scope, month: str) -> HttpResponseBase:
    """A box for everybody of the cell who has not paid for the month; sent, one decision."""
    cell, first = scope.unit, month_of(month)
    if not (cell.cell and scope.viewer.sees(cell.id, RIGHT)):
        raise Http404("not the treasurer of this cell")
    must_be_today(request, scope)
    everybody = lines(cell.id, first, scope.on)
    unpaid, today = to_pay(everybody), scope.shell.today
    held = amounts(cell.id, first, today) if request.method == "POST" else {}
    paid = [(line, held[line.person]) for line in everybody if line.person in held]
    note(request, "list", [line.public_id for line in (*unpaid, *(line for line, _amount in paid))], cell.id, scope.on)
    closed, is_over = is_closed(cell.id, first, today), today >= add_months(first, 1)
    form = RecordForm(
        request.POST if request.method == "POST" else None, unpaid=unpaid, paid=paid, told=_told(first, unpaid),
        today=today, may_close=is_over and not is_recorded(cell.id, first, today), is_closed=closed,
    )  # fmt: skip
    back = scope.address("dues", month=month)
    context = scope.context(
        _("Thu đảng phí tháng %(month)s") % {"month": written(first)}, form=form, verb=_("Ghi sổ"), back=back, about=cell.name,
        people=[form[f"so_tien_{line.public_id}"] for line in unpaid],
        others=[form[name] for name in ("on", "document", "nobody", "mistaken") if name in form.fields],
    )  # fmt: skip
    page = partial(_shown, request, "pages/record_dues.html", context)
    if form.is_bound and form.is_valid():
        return decided(request, scope, form, form.command(cell.id, first), page, back)
    return page()


def _told(month: date, unpaid: Sequence[Line]) -> dict[int, str]:
    """Beside each box: why nothing is owed here, where that is so, and the rate."""
    rates, keys = rates_of([line.person for line in unpaid], month)
    told = {person: f"{rates[key].label}: {rate_in_words(rates[key])}" for person, key in keys.items() if key in rates}

    def beside(line: Line) -> str:
        if line.state in {UNPAID, COMING, UNKNOWN}:
            return told.get(line.person) or _("Chưa ghi mức đóng")
        return _("Vào chi bộ trong tháng: thu ở đây nếu nơi cũ chưa thu") if line.state == CAME else str(STATES[line.state][0])

    return {line.person: beside(line) for line in unpaid}


def _about(person: UUID) -> Facts:
    number_ = person_by_public_id(person)
    facts = facts_of(number_) if number_ is not None else None
    if facts is None or facts.erased:
        raise Http404("no such person")
    return facts


@require_http_methods(["GET", "HEAD", "POST"])
@needs(RIGHT)
@with_frame
def correct_dues(request: HttpRequest, scope: Scope, person: UUID, month: str) -> HttpResponseBase:
    """What was written of a member and month, to be put right by a later decision."""
    facts, first = _about(person), month_of(month)
    cell = paid_in(facts.person, first) or (cell_of(facts.person, first) if request.POST.get("read") else None)
    if cell is None or not scope.viewer.sees(cell, RIGHT):
        raise Http404("nothing of this month to this treasurer")
    must_be_today(request, scope)
    held = amounts(cell, first, scope.on).get(facts.person)
    shown = "" if held is None else number(held)
    note(request, "list", [person], cell, scope.on, _("Số tiền đảng phí tháng %(month)s") % {"month": written(first)})
    form = CorrectForm(
        request.POST if request.method == "POST" else None, held="" if held is None else str(held), initial={"amount": shown}
    )  # fmt: skip
    back = _to_the_month(scope, cell, first)
    title = _("Sửa đảng phí tháng %(month)s: %(name)s") % {"month": written(first), "name": facts.name}
    context = scope.context(title, form=form, verb=_("Ghi sổ"), back=back, about=_("Đang ghi %(amount)s đ") % {"amount": shown or "0"})
    page = partial(_shown, request, "pages/dues_act.html", context)
    if form.is_bound and form.is_valid():
        return decided(request, scope, form, form.command(cell, first, facts.person, scope.shell.today), page, back)
    return page()


def _to_the_month(scope: Scope, cell: int, month: date) -> str:
    return scope.address("dues", unit=unit_on(cell, scope.on), month=f"{month:%Y-%m}")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(RIGHT)
@with_frame
def dues_rate(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponseBase:
    """At which rate of the list somebody pays from a day on."""
    facts = _about(person)
    cell = cell_of(facts.person, scope.on)
    if cell is None or not scope.viewer.sees(cell, RIGHT):
        raise Http404("not the treasurer of this member")
    must_be_today(request, scope)
    today = scope.shell.today
    rates, source = rates_on(today)
    note(request, "list", [person], cell, scope.on)
    held = keys_of([facts.person], today).get(facts.person, "")
    form = RateForm(request.POST if request.method == "POST" else None, held=held, rates=rates, on=today.replace(day=1))
    back = scope.address("dues", unit=unit_on(cell, scope.on))
    title = _("Mức đóng đảng phí: %(name)s") % {"name": facts.name}
    context = scope.context(title, form=form, verb=_("Ghi sổ"), back=back, about=source)
    page = partial(_shown, request, "pages/dues_act.html", context)
    if form.is_bound and form.is_valid():
        return decided(request, scope, form, form.command(facts.person), page, back)
    return page()
