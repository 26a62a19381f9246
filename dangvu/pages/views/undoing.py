"""An act of reorganisation that was recorded wrongly: what undoing it would do, or what rests on it; proposed to a second person."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dangvu.access.connections import registrar
from dangvu.access.gate import needs
from dangvu.access.officer import Officer
from dangvu.commands import Refused
from dangvu.ledger.queries import DecisionLine, decisions
from dangvu.pages.arranging.forms import BasisForm
from dangvu.pages.effect import Rehearsed, rehearsed
from dangvu.pages.frame import Scope, with_frame
from dangvu.pages.history import name_of
from dangvu.pages.words import ACTS_OF_UNITS
from dangvu.proposals.proposing import propose
from dangvu.proposals.queries import PROPOSE
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.undoing import UndoReorganisation, act_of, resting
from dangvu.web.formats import day, number
from dangvu.web.parts import Cell, Column, Row, Table
from dangvu.web.shell import Link

LISTED = 100
"""So many of the decisions that rest on an act are listed."""


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE, whole=True)
@with_frame
def propose_undoing(request: HttpRequest, scope: Scope, number_: int) -> HttpResponse:
    """The effect with the paper on which it is proposed; while other decisions rest on the act, the list of them in its place."""
    with registrar():  # what was decided in detail is not for the web's role
        act = act_of(number_)
    if act is None:
        raise Http404("no such act")
    if request.method != "POST":
        return _show(request, scope, number_, act, _paper())
    if scope.shell.is_read_only:
        raise PermissionDenied(_("Chỉ đề nghị được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))
    form = BasisForm(request.POST)
    if not form.is_valid():
        return _show(request, scope, number_, act, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    given = form.cleaned_data
    command = UndoReorganisation(on=scope.shell.today, decision=number_, document=given["document"], body=given["body"])
    try:
        made = propose(command, Officer(scope.viewer.account_id or 0, scope.viewer.label), key=given["key"], read=given["read"])
    except Refused as refused:
        said = [problem.message for problem in refused.problems]
        return _show(request, scope, number_, act, form, status=HTTPStatus.UNPROCESSABLE_ENTITY, said=said)
    return HttpResponseRedirect(scope.address("task", made))


def _paper() -> BasisForm:
    return BasisForm(None, initial={"key": uuid4()})


def _show(
    request: HttpRequest, scope: Scope, number_: int, act: Reorganise, form: BasisForm, *, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    with registrar():
        rests = resting(number_)
        lines = decisions(rests[:LISTED])
    seen = Rehearsed(0) if rests else rehearsed(request, scope, UndoReorganisation(on=scope.shell.today, decision=number_))
    form.initial["read"] = seen.read
    context = scope.context(
        _("Hủy việc sắp xếp ghi nhầm"),
        form=form,
        effect=seen.effect,
        refused=seen.refused,
        rests=_table(scope, lines) if rests else None,
        count=len(rests),
        more=max(0, len(rests) - LISTED),
        number_=number_,
        act=ACTS_OF_UNITS.get(act.act, act.act),
        act_on=act.on,
        paper=", ".join(text for text in (act.document, act.body) if text),
        crumbs=[Link(_("Sổ quyết định"), scope.address("ledger")), Link(_entry(number_), scope.address("ledger_entry", number_))],
        **more,
    )
    return render(request, "pages/undo_act.html", context, status=status)


def _entry(number_: int) -> str:
    return _("Lần ghi sổ số %(number)s") % {"number": number(number_)}


def _table(scope: Scope, lines: dict[int, DecisionLine]) -> Table:
    """What rests on the act, latest first, each leading to its entry."""
    columns = [Column(_("Lần ghi sổ")), Column(_("Việc")), Column(_("Có hiệu lực từ ngày")), Column(_("Văn bản"))]
    rows = [
        Row(
            Cell(number(one.id), scope.address("ledger_entry", one.id)),
            [Cell(name_of(one.kind)), Cell(day(one.on)), Cell(one.document or "–")],
        )
        for one in sorted(lines.values(), key=lambda one: -one.id)
    ]
    return Table(_("Các lần ghi sổ dựa trên việc này"), columns, rows, is_stacked=True)
