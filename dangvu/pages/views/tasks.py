"""Things to do: what waits for the reader, what the reader proposed, and one proposal with what may be answered to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dangvu.access.connections import registrar
from dangvu.access.gate import needs
from dangvu.access.officer import Officer
from dangvu.access.viewer import INSPECT, Viewer
from dangvu.accounts.stepup import recently
from dangvu.badges.commands import AwardBadges
from dangvu.commands import Refused
from dangvu.pages.acts_in_words import persons_in
from dangvu.pages.effect import Act, Shown, effect_of
from dangvu.pages.exit_lines import seen
from dangvu.pages.frame import Scope, with_frame
from dangvu.pages.history import name_of
from dangvu.pages.papers import OF_KINDS
from dangvu.pages.proposal_forms import AnswerForm
from dangvu.pages.proposed import Waiting, course, differences, lines, term_of
from dangvu.pages.transfer_told import introduced_in
from dangvu.pages.views.proposing import CORRECTION, OFFICIAL, TRANSFER
from dangvu.people.queries import facts_of, names_of
from dangvu.periods import clock
from dangvu.proposals.answering import approve, confirm, give_back, refuse, withdraw
from dangvu.proposals.kinds import CELL, OFFICE, RETURNED
from dangvu.proposals.queries import (
    APPROVE,
    MOST,
    WORKING,
    Asked,
    how_many_wait,
    is_within,
    proposal,
    proposed_by,
    returned_to,
    waiting_for,
)
from dangvu.proposals.subjects import Stale, version
from dangvu.readings.commands import DeferDisclosure
from dangvu.readings.noting import note
from dangvu.reorganisation.commands import Reorganise, steps_of
from dangvu.reorganisation.undoing import UndoReorganisation, act_of
from dangvu.web.shell import Link

WAITS, DECIDES = "waits", "decides"
FEW_STEPS = 200
"""An act that names more units than that is not rehearsed while its page is opened."""
KEPT = timedelta(days=30)
"""So long one's own answered proposals stand in the list."""
FORBIDDEN = {"no_mandate_to_answer", "own_proposal", "about_oneself", "confirmed_it", "not_the_proposer", "signs_later"}

Answer = Callable[[UUID, Officer, str], object]
ACTS: Mapping[str, Answer] = {
    "confirm": lambda public_id, officer, _reason: confirm(public_id, officer),
    "return": give_back,
    "refuse": refuse,
    "withdraw": withdraw,
}


@require_safe
@needs(*WORKING)
@with_frame
def tasks(request: HttpRequest, scope: Scope) -> HttpResponse:
    """What waits for the reader, the earliest deadline first, then the reader's own proposals."""
    viewer, now = scope.viewer, clock.now()
    asked = lines(waiting_for(viewer), now.date())
    lists = [
        (_("Chờ đồng chí duyệt"), DECIDES, [line for line in asked if line.asked.lies == OFFICE]),
        (_("Chờ chi bộ xác nhận"), WAITS, [line for line in asked if line.asked.lies == CELL]),
        (_("Trả lại đồng chí"), "returned", lines(returned_to(viewer), now.date())),
    ]
    mine = lines(proposed_by(viewer, now - KEPT), now.date())
    note(request, "list", {line.person for line in (*asked, *lists[-1][-1], *mine) if line.person}, scope.unit.id, scope.on)
    context = scope.context(
        _("Việc cần làm"),
        lists=[one for one in lists if one[-1]],
        late=sum(line.tone == "bad" for line in asked),
        count=how_many_wait(viewer),
        more=MOST if len(asked) == MOST else 0,
        together=_together(scope, asked),
        is_picked=request.GET.get("select") == "page",
        mine=mine,
        own_file=_own_file(request, scope),
        cases=_cases(scope),
        defer=scope.address("defer") if viewer.has(INSPECT) and not scope.shell.is_read_only else "",
        crumbs=(),
    )
    return render(request, "pages/tasks.html", context)


def _together(scope: Scope, waiting: Sequence[Waiting]) -> str:
    """Where several that are about people are approved together; none where nothing can be."""
    may = scope.viewer.has(APPROVE) and not scope.shell.is_read_only
    some = any(line.asked.lies == OFFICE and line.asked.person is not None for line in waiting)
    return scope.address("approve_together") if may and some else ""


def _cases(scope: Scope) -> dict[str, Any]:
    """How many memberships may end and how many appeals wait where the reader sees people, how many are late, and the way to them."""
    found = seen(scope.viewer, scope.shell.today)
    terms = [one.open_appeal.answer_by if one.open_appeal else one.due for one in found]
    late = sum(term is not None and term < scope.shell.today for term in terms)
    return {"count": len(found), "late": late, "address": scope.address("exits")} if found else {}


def _own_file(request: HttpRequest, scope: Scope) -> str:
    """Where the reader asks for the own record to be corrected."""
    facts = facts_of(scope.viewer.person) if scope.viewer.person is not None else None
    if facts is None:
        return ""
    note(request, "own", [facts.public_id], None, scope.on)
    return scope.address(CORRECTION.address, facts.public_id)


@require_safe
@needs(*WORKING)
@with_frame
def task(request: HttpRequest, scope: Scope, public_id: UUID) -> HttpResponse:
    """One proposal: what it changes, on which paper, and what the reader may answer."""
    return _page(request, scope, _asked(scope, public_id))


@require_POST
@needs(APPROVE, INSPECT)
@recently()
@with_frame
def approve_task(request: HttpRequest, scope: Scope, public_id: UUID) -> HttpResponse:
    """Carry it out, exactly as the page showed it; asked for the second factor before."""
    try:
        shown = bytes.fromhex(request.POST.get("hash", ""))
    except ValueError:
        shown = b""
    return _act(request, scope, public_id, lambda one, officer, _reason: approve(one, officer, hash=shown), "")


@require_POST
@needs(*WORKING)
@with_frame
def answer_task(request: HttpRequest, scope: Scope, public_id: UUID) -> HttpResponse:
    """Confirm for the cell, give back, refuse or withdraw."""
    form = AnswerForm(request.POST)
    act = ACTS[form.cleaned_data["act"]] if form.is_valid() else None
    return _act(request, scope, public_id, act, form.cleaned_data.get("reason", ""))


def _act(request: HttpRequest, scope: Scope, public_id: UUID, act: Answer | None, reason: str) -> HttpResponse:
    asked = _asked(scope, public_id)
    if act is None:
        raise BadRequest(_("Quay lại trang trước và thử lại."))
    if scope.shell.is_read_only:
        raise PermissionDenied(_("Chỉ trả lời được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))
    try:
        act(public_id, Officer(scope.viewer.account_id or 0, scope.viewer.label), reason)
    except Stale:
        return _page(request, scope, asked, status=HTTPStatus.CONFLICT)
    except Refused as refused:
        if any(problem.code in FORBIDDEN for problem in refused.problems):
            raise PermissionDenied(" ".join(problem.message for problem in refused.problems)) from refused
        said = [problem.message for problem in refused.problems]
        return _page(request, scope, _asked(scope, public_id), status=HTTPStatus.CONFLICT, said=said)
    return HttpResponseRedirect(scope.address("task", public_id))


def _asked(scope: Scope, public_id: UUID) -> Asked:
    asked = proposal(public_id, scope.viewer)
    if asked is None:
        raise Http404("no such proposal for this reader")
    return asked


def _page(request: HttpRequest, scope: Scope, asked: Asked, *, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    today = clock.today()
    (line,) = lines([asked], today)
    is_open = _is_open(asked, scope.viewer)
    if line.person:
        is_own = asked.person == scope.viewer.person
        unit, why = (None, "") if is_own else (next(iter(asked.units), None), f"Xem đề nghị: {name_of(asked.kind)}")
        note(request, "own" if is_own else "file", [line.person], unit, scope.on, why)
    act = asked.command if is_open and isinstance(asked.command, Reorganise | UndoReorganisation) else None
    may = _may(asked, scope.viewer)
    may["decide"] &= is_open and asked.command is not None  # nobody approves what the page cannot show
    effect = _effect(act, scope.viewer) if act and may["decide"] else None
    if act:
        of_act, unit = (persons_in(act), act.unit) if isinstance(act, Reorganise) else (set[int](), scope.unit.id)
        named = [public_id for public_id, _name in names_of(of_act).values()]
        note(request, "list", {*named, *(effect.persons if effect else ())}, unit, act.on)
    if is_open and isinstance(asked.command, AwardBadges):
        listed = names_of([person for person, _grade, _manner in asked.command.awards]).values()
        note(request, "list", [public_id for public_id, _name in listed], asked.command.unit, asked.command.on)
    _note_introduced(request, scope, asked)
    changed = differences(asked.command, asked.read, asked.at, is_over=not asked.lies) if asked.command and is_open else []
    term, tone = term_of(asked.deadline, today)
    context = scope.context(
        line.title,
        line=line,
        asked=asked,
        command=asked.command,
        is_open=is_open,
        changed=[one for one in changed if one.is_change or one.has_moved],
        same=[one for one in changed if not one.is_change and not one.has_moved],
        is_stale=is_stale(asked),
        term=term,
        term_tone=tone,
        course=course(asked),
        may=may,
        effect=effect,
        no_effect=bool(act) and may["decide"] and effect is None,
        again=_again(asked, scope),
        paper=_paper(asked, scope),
        member=_member(asked, scope),
        crumbs=[Link(_("Việc cần làm"), scope.address("tasks"))],
        **more,
    )
    return render(request, "pages/task.html", context, status=status)


def _effect(act: Act, viewer: Viewer) -> Shown | None:
    """What approving an act would do, for whoever may approve it; None where it would be refused now, which approving it tells."""
    carried: Reorganise | None
    if isinstance(act, UndoReorganisation):
        with registrar():
            carried = act_of(act.decision)
        is_named = True
    else:
        carried, is_named = act, act.unit is None or viewer.sees(act.unit)
    if carried is None or len(list(steps_of(carried).refs())) > FEW_STEPS:
        return None
    try:
        return effect_of(act, viewer, named=is_named)
    except Refused:
        return None


def _note_introduced(request: HttpRequest, scope: Scope, asked: Asked) -> None:
    """Whom a letter introduces to the reader's side is shown with the proposal, though the file lies elsewhere until the receipt."""
    person = introduced_in(asked.command)
    if person is None:
        return
    with registrar():
        facts = facts_of(person)
    if facts is not None:
        note(request, "list", [facts.public_id], next(iter(asked.units), None), scope.on)


def _is_open(asked: Asked, viewer: Viewer) -> bool:
    """Whether the register beside it lies open to the reader still, who may have proposed it in another office."""
    person = asked.person
    return is_within(asked, viewer) or person is not None and (person == viewer.person or viewer.sees_person(person))


def is_stale(asked: Asked) -> bool:
    """Whether the register moved on since it was proposed, so that it can no longer be approved."""
    if not asked.lies or asked.command is None:
        return False
    with registrar():
        return version(asked.command) != asked.read


def _may(asked: Asked, viewer: Viewer) -> dict[str, bool]:
    """Which buttons the reader gets; the acts themselves ask once more."""
    mine, waits = asked.proposer == viewer.account_id, bool(asked.lies)
    other = waits and not mine and (asked.person is None or asked.person != viewer.person)
    decides = other and asked.lies == OFFICE and is_within(asked, viewer, ("approve",))
    confirms = other and asked.lies == CELL and is_within(asked, viewer, ("propose",))
    confirmed = any(said.by == viewer.label for said in asked.said)
    return {"withdraw": waits and mine, "decide": decides and not confirmed, "confirm": confirms}


def _paper(asked: Asked, scope: Scope) -> str:
    """Where what was approved is put into writing."""
    decision = asked.end.decision if asked.end else None
    may = decision is not None and asked.kind in OF_KINDS and is_within(asked, scope.viewer, (APPROVE,))
    return scope.address("issue_paper", decision) if may else ""


def _again(asked: Asked, scope: Scope) -> str:
    """Where a proposal that came back is made anew by its proposer."""
    came_back = asked.end is not None and asked.end.verdict == RETURNED and not asked.replaced
    if came_back and isinstance(asked.command, DeferDisclosure) and asked.proposer == scope.viewer.account_id:
        return scope.address("defer", thay=str(asked.public_id))
    act = next((one for one in (CORRECTION, TRANSFER, OFFICIAL) if isinstance(asked.command, one.command)), None)
    facts = facts_of(asked.person) if asked.person is not None else None
    if asked.proposer != scope.viewer.account_id or not came_back or act is None or facts is None:
        return ""
    return scope.address(act.address, facts.public_id, thay=str(asked.public_id))


def _member(asked: Asked, scope: Scope) -> str:
    """The file of whom it is about, for whoever sees it; what the inspection office decides leads nowhere."""
    if asked.person is None or asked.by_inspection or not scope.viewer.sees_person(asked.person):
        return ""
    facts = facts_of(asked.person)
    return scope.address("member", facts.public_id) if facts else ""
