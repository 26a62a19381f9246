"""The mass act: a plan in a workbook is handed in, its faults are shown cell by cell or its effect, and it is proposed with its paper."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dangvu.access.connections import registrar
from dangvu.access.gate import needs
from dangvu.access.officer import Officer
from dangvu.commands import Problem, Refused
from dangvu.exchange.plans import CALLED, NAMES, USES, AtCell
from dangvu.filegate.refused import Refused as FileRefused
from dangvu.pages.arranging.forms import BasisForm
from dangvu.pages.effect import Rehearsed, rehearsed
from dangvu.pages.frame import Scope, with_scope
from dangvu.pages.plan_form import PlanForm, WaitingPlan, receive_plan, waiting_plan
from dangvu.proposals.proposing import propose
from dangvu.proposals.queries import PROPOSE, sent_before
from dangvu.proposals.subjects import Stale
from dangvu.web.formats import number
from dangvu.web.parts import Cell, Column, Figure, Row, Step, Table
from dangvu.web.shell import Link

SHOWN = 200
"""So many faults are shown at once."""


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_scope
def arrange_plan(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Hand a plan in; one with faults is not kept."""
    _demand_reach(scope)
    may_whole = scope.viewer.whole(PROPOSE)
    if request.method != "POST":
        return _ask(request, scope, PlanForm(None, unit=scope.unit, may_whole=may_whole, initial={"on": scope.shell.today}))
    _demand_today(scope)
    form = PlanForm(request.POST, request.FILES, unit=scope.unit, may_whole=may_whole)
    if not form.is_valid():
        return _ask(request, scope, form)
    file = form.cleaned_data["file"]
    kept = receive_plan(file.chunks(), request.session, name=file.name, on=form.cleaned_data["on"], is_whole=form.is_whole)
    try:
        kept.command(scope.unit.id, scope.viewer.units(PROPOSE))
    except FileRefused as refused:
        form.add_error("file", str(refused))
    except Refused as refused:
        kept.drop(request.session)
        return _ask(request, scope, form, faults=refused.problems)
    if form.errors:
        kept.drop(request.session)
        return _ask(request, scope, form)
    return HttpResponseRedirect(scope.address("plan", kept.id))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_scope
def plan(request: HttpRequest, scope: Scope, upload: UUID) -> HttpResponse:
    """What the plan would do, and the paper with which it is proposed; or it is forgotten."""
    _demand_reach(scope)
    if request.method == "POST" and (made := _sent_before(request, scope)):
        return HttpResponseRedirect(scope.address("task", made))
    kept = waiting_plan(upload, request.session)
    if request.method != "POST":
        return _show(request, scope, kept, _paper())
    _demand_today(scope)
    if "drop" in request.POST:
        kept.drop(request.session)
        return HttpResponseRedirect(scope.address("arrange_plan"))
    form = BasisForm(request.POST)
    if not form.is_valid():
        return _show(request, scope, kept, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _send(request, scope, kept, form)


def _send(request: HttpRequest, scope: Scope, kept: WaitingPlan, form: BasisForm) -> HttpResponse:
    """The page of the proposal, or the effect once more where the register moved on."""
    given = form.cleaned_data
    try:
        command = kept.command(scope.unit.id, scope.viewer.units(PROPOSE), given["document"], given["body"])
        made = propose(command, Officer(scope.viewer.account_id or 0, scope.viewer.label), key=given["key"], read=given["read"])
    except Stale:
        again = _paper(document=given["document"], body=given["body"])
        return _show(request, scope, kept, again, status=HTTPStatus.CONFLICT, is_stale=True)
    except Refused as refused:
        said = [problem.message for problem in refused.problems[:SHOWN]]
        return _show(request, scope, kept, form, status=HTTPStatus.UNPROCESSABLE_ENTITY, said=said)
    kept.drop(request.session)
    return HttpResponseRedirect(scope.address("task", made))


def _sent_before(request: HttpRequest, scope: Scope) -> UUID | None:
    """The proposal of a form that was sent twice; its file is gone since."""
    with registrar():
        return sent_before(scope.viewer.account_id or 0, request.POST.get("key", ""))


def _paper(**written: str) -> BasisForm:
    return BasisForm(None, initial={"key": uuid4(), **written})


def _demand_reach(scope: Scope) -> None:
    if not scope.viewer.sees(scope.unit.id, PROPOSE):
        raise Http404("nothing of this unit for this reader to arrange")


def _demand_today(scope: Scope) -> None:
    if scope.shell.is_read_only:
        raise PermissionDenied(_("Chỉ đề nghị được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))


def _ask(request: HttpRequest, scope: Scope, form: PlanForm, faults: Sequence[Problem] = ()) -> HttpResponse:
    context = scope.context(
        _("Phương án sắp xếp từ Excel"),
        form=form,
        verb=_("Tải lên và xem ảnh hưởng"),
        back=scope.address("arrange"),
        steps=_steps(0),
        faults=_faults(faults) if faults else None,
        count=len(faults),
        more=max(0, len(faults) - SHOWN),
        columns=_columns(),
        crumbs=_crumbs(scope),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors or faults else HTTPStatus.OK
    return render(request, "pages/arrange_plan.html", context, status=status)


def _show(
    request: HttpRequest, scope: Scope, kept: WaitingPlan, form: BasisForm, *, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    """The effect with the paper below it; without one, why there is none."""
    faults: Sequence[Problem] = ()
    seen = Rehearsed(0)
    try:
        seen = rehearsed(request, scope, kept.command(scope.unit.id, scope.viewer.units(PROPOSE)))
    except Refused as refused:  # the register has changed since the file was handed in
        faults = refused.problems
    form.initial["read"] = seen.read
    if form.is_bound and seen.effect:
        form.data = {**form.data.dict(), "read": str(seen.read)}  # type: ignore[attr-defined]  # what was sent is a QueryDict
    context = scope.context(
        _("Phương án sắp xếp từ Excel"),
        kept=kept,
        form=form,
        steps=_steps(1),
        effect=seen.effect,
        main=_main(seen) if seen.effect else (),
        refused=seen.refused[:SHOWN],
        faults=_faults(faults) if faults else None,
        crumbs=_crumbs(scope),
        **more,
    )
    return render(request, "pages/plan.html", context, status=status)


def _steps(current: int) -> list[Step]:
    texts = (_("Tải phương án"), _("Xem ảnh hưởng, trình"), _("Người khác duyệt"))
    return [Step(text, "done" if place < current else "current" if place == current else "ahead") for place, text in enumerate(texts)]


def _crumbs(scope: Scope) -> list[Link]:
    return [Link(scope.unit.name, scope.address("unit", unit=scope.unit)), Link(_("Sắp xếp tổ chức"), scope.address("arrange"))]


def _main(seen: Rehearsed) -> list[Figure]:
    effect = seen.effect
    if effect is None:
        return []
    return [
        Figure(_("Đảng viên trước"), effect.before),
        Figure(_("Đảng viên sau"), effect.after),
        Figure(_("Đổi chi bộ"), effect.moved, note=_("đảng viên")),
        Figure(_("Thành lập"), number(effect.founded), note=_("tổ chức")),
        Figure(_("Kết thúc"), number(effect.closed), note=_("tổ chức")),
    ]


def _faults(problems: Sequence[Problem]) -> Table:
    """Each fault by its cell; those of the whole file name none."""
    rows = []
    for problem in problems[:SHOWN]:
        where = (
            (_("Dòng %(row)s") % {"row": problem.row}, problem.column, problem.what)
            if isinstance(problem, AtCell)
            else (_("Cả tệp"), "–", problem.message)
        )
        rows.append(Row(Cell(where[0]), [Cell(where[1]), Cell(where[2])]))
    columns = [Column(_("Dòng")), Column(_("Cột")), Column(_("Vấn đề và cách sửa"))]
    return Table(_("Lỗi trong phương án"), columns, rows, is_stacked=True)


def _columns() -> Table:
    """For every act the columns that it needs and those that it may fill in besides."""
    rows = []
    for act, (needed, also) in USES.items():
        wanted, free = ([CALLED[name] for name in CALLED if name in chosen] for chosen in (needed, also))
        rows.append(Row(Cell(NAMES[act][:1].upper() + NAMES[act][1:]), [Cell(", ".join(wanted) or "–"), Cell(", ".join(free) or "–")]))
    return Table(_("Các cột theo từng việc"), [Column(_("Việc")), Column(_("Cần ghi")), Column(_("Có thể ghi"))], rows, is_stacked=True)
