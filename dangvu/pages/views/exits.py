"""Memberships that may end: the queue, one case with its stages, and what the reader proposes about it; readmissions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dangvu.access.connections import registrar
from dangvu.access.gate import needs
from dangvu.exits.commands import OpenCase
from dangvu.exits.kinds import GROUNDS
from dangvu.exits.queries import Course, Held, case, last_exit, vote_written
from dangvu.exits.ways import answering, way_back
from dangvu.members.heads import officials
from dangvu.members.queries import cell_of
from dangvu.organisation.queries import ancestors, hanging_below, last_day_of_unit, units_on
from dangvu.pages.exit_forms import AppealForm, CaseForm, DecideForm, DropForm, OpenForm, ReadmitForm, SettleForm, VoteAgainForm, VoteForm
from dangvu.pages.exit_lines import acts, appeals, facts, lines, places, redoable, seen, settlers, stages, state_of
from dangvu.pages.exit_words import KINDS, ORGANS
from dangvu.pages.frame import Scope, with_frame, with_scope
from dangvu.pages.proposal_forms import ProposalForm
from dangvu.pages.views.asking import Asked, answer, whose
from dangvu.people.names import ERASED
from dangvu.people.queries import names_of
from dangvu.proposals.queries import PROPOSE
from dangvu.proposals.subjects import version
from dangvu.readings.noting import note
from dangvu.rulebook.queries import working_days
from dangvu.web.shell import Link


@require_safe
@needs("see")
@with_scope
def exits(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Cases and appeals that wait, of the unit and what hangs below it; always of today."""
    if scope.published is not None:
        raise Http404("the people of this unit are not the reader's to list")
    today = scope.shell.today
    here = hanging_below([scope.unit.id], today)
    found = [one for one in seen(scope.viewer, today) if one.cell in here]
    names = names_of({one.person for one in found})
    note(request, "list", {public_id for public_id, _name in names.values()}, scope.unit.id, scope.on)
    calendar = working_days()
    open_ones = lines(scope, [one for one in found if one.open_appeal is None], names, calendar)
    appealed = lines(scope, [one for one in found if one.open_appeal is not None], names, calendar)
    context = scope.context(
        _("Ra khỏi Đảng"),
        found=open_ones,
        appealed=appealed,
        late=sum(line.tone == "bad" for line in (*open_ones, *appealed)),
        is_wide=True,
    )
    return render(request, "pages/exits.html", context)


@dataclass(frozen=True)
class Act:
    """What is proposed about a case: its title and its form."""

    title: Any
    form: type[CaseForm]


A_DAY = timedelta(days=1)
AGAIN = "bieu-quyet-lai"
LONG = 10
"""No number of a decision has so many digits."""
ACTS = {
    "bieu-quyet": Act(gettext_lazy("Ghi kết quả biểu quyết"), VoteForm),
    AGAIN: Act(gettext_lazy("Sửa số hoặc ghi biểu quyết lại"), VoteAgainForm),
    "quyet-dinh": Act(gettext_lazy("Ghi quyết định"), DecideForm),
    "ket-thuc": Act(gettext_lazy("Dừng việc xem xét"), DropForm),
    "khieu-nai": Act(gettext_lazy("Ghi khiếu nại"), AppealForm),
    "giai-quyet": Act(gettext_lazy("Ghi kết quả giải quyết"), SettleForm),
}


@require_safe
@needs("see")
@with_frame
def exit_case(request: HttpRequest, scope: Scope, number_: int) -> HttpResponse:
    """One case: its votes as numbers, the decision, the appeals, and what may be proposed next."""
    found, today = _seen(scope, number_), scope.shell.today
    public_id, name = _named(found.person)
    note(request, "file", [public_id], found.cell, scope.on)
    chain, calendar = ancestors(found.cell, today), working_days()
    called = {row.id: row.name for row in units_on([unit for unit in (found.cell, found.unit) if unit is not None], today)}
    is_back = _is_back(found)
    state, tone = state_of(found, is_back=is_back)
    context = scope.context(
        f"{KINDS[found.kind]}: {name}",
        state=state,
        state_tone=tone,
        stages=stages(found, chain, today, _to_redo(scope, found)),
        sources=sorted({vote.source for vote in found.votes}),
        appeals=appeals(found, today, calendar),
        facts=list(facts(found, called.get(found.cell, ""), called.get(found.unit or 0, ""), today, is_back=is_back)),
        member=scope.files([public_id]).get(public_id, ""),
        links=[Link(str(ACTS[one].title), scope.address("act_on_case", found.number, one)) for one in acts(scope, found, chain)],
        crumbs=[Link(_("Ra khỏi Đảng"), scope.address("exits"))],
    )
    return render(request, "pages/exit_case.html", context)


def _is_back(found: Course) -> bool:
    """Whether the roll has the person from the very day of the exit on, as after a quashing; not of whoever was readmitted before it."""
    with registrar():
        return found.is_overturned and found.ended is not None and cell_of(found.person, found.ended) is not None


def _to_redo(scope: Scope, found: Course) -> dict[int, str]:
    return {vote.decision: scope.address("act_on_case", found.number, AGAIN, vote=str(vote.decision)) for vote in redoable(scope, found)}


def _seen(scope: Scope, number_: int) -> Course:
    """The case, where the file of the person lies open to the reader; else there is none."""
    found = case(number_, scope.shell.today)
    if found is None or not scope.viewer.sees_person(found.person):
        raise Http404("no such case")
    return found


def _named(person: int) -> tuple[UUID, str]:
    public_id, name = names_of([person])[person]
    return public_id, name or ERASED


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def act_on_case(request: HttpRequest, scope: Scope, number_: int, act: str) -> HttpResponse:
    """What the reader proposes about a case; no page for what cannot be proposed of it now."""
    found, today = _seen(scope, number_), scope.shell.today
    chain = ancestors(found.cell, today)
    vote = _vote_of(scope, found, request.GET.get("vote", "")) if act == AGAIN else None
    if vote is None and act not in acts(scope, found, chain):
        raise Http404("nothing of this kind can be proposed now")
    given: dict[str, Any] = {"case": found, "read": _read(scope, found.person), "initial": {"on": today}}
    if vote is not None:
        given["places"] = [(f"{vote.organ}:{vote.unit}", f"{ORGANS[vote.organ]}, {_called(vote.unit, today)}")]
        given["initial"] = {"on": vote.day, **asdict(vote.votes)}
    if act == "bieu-quyet":
        given["places"] = places(scope, found, chain)
    if act == "khieu-nai":
        given["places"] = _named_here(scope, _since(found, today))
    if act == "giai-quyet" and found.ended is not None:
        given |= _going_on(scope, found.person, found.ended)
        given["bodies"] = _settling(scope, found)
    chosen = ACTS[act]

    def make(data: Mapping[str, Any] | None) -> ProposalForm:
        return chosen.form(data, **given)

    public_id, name = _named(found.person)
    back = scope.address("exit_case", found.number)
    return answer(request, Asked(scope, f"{chosen.title}: {name}", make, public_id, found.cell, back, str(KINDS[found.kind])))


def _vote_of(scope: Scope, found: Course, decision: str) -> Held | None:
    """The vote that an address names by its decision, by a later one where it was put right since: so the form says that it is stale."""
    with registrar():
        named = vote_written(found.number, int(decision)) if decision.isascii() and decision.isdigit() and len(decision) < LONG else None
    return next((one for one in redoable(scope, found) if (one.organ, one.unit, one.day) == named), None)


def _since(found: Course, today: date) -> list[int]:
    """Who may answer an appeal that is lodged today, or was on an earlier day since there is something to appeal against."""
    since = max([found.ended or found.opened, *(one.settled for one in found.appeals if one.settled)])
    with registrar():
        return list(dict.fromkeys([*answering(found, today), *answering(found, since)]))


def _settling(scope: Scope, found: Course) -> list[tuple[str, str]]:
    appeal = found.open_appeal
    return _named_here(scope, settlers(scope, appeal.unit)) if appeal is not None and appeal.unit is not None else []


def _going_on(scope: Scope, person: int, ended: date) -> dict[str, Any]:
    """What the form asks of going on: nothing of a member again, else the cells of the reader's where it is not plain in which."""
    with registrar():
        going = way_back(person, ended)
    if not going.asks:
        return {"is_again": going.cell is None}
    places = _named_here(scope, going.heirs)
    return {"places": places, "is_beyond": len(places) < len(going.heirs)}


def _named_here(scope: Scope, units: Sequence[int]) -> list[tuple[str, str]]:
    """Units by number and name, as far as the reader may propose there; of what has ended the last name."""
    able = [unit for unit in units if scope.viewer.sees(unit, PROPOSE)]
    called = {row.id: row.name for row in units_on(able, scope.shell.today)}
    for unit in able:
        if unit not in called and (until := last_day_of_unit(unit)) is not None:
            called[unit] = _called(unit, until - A_DAY)
    return [(str(unit), called[unit]) for unit in able if called.get(unit)]


def _called(unit: int, on: date) -> str:
    return next((row.name for row in units_on([unit], on)), "")


def _read(scope: Scope, person: int) -> int:
    """The version of what is held of the person and the case."""
    with registrar():
        return version(OpenCase(on=scope.shell.today, person=person, kind="", reason=""))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def propose_case(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """The cell begins to consider whether a membership ends."""
    held, today = whose(scope, person), scope.shell.today
    is_official, read = held.person in officials([held.person], today), _read(scope, held.person)

    def make(data: Mapping[str, Any] | None) -> ProposalForm:
        return OpenForm(data, person=held.person, read=read, initial={"on": today}, is_official=is_official)

    title, cell = _("Xem xét ra khỏi Đảng: %(name)s") % {"name": held.name}, cell_of(held.person, scope.on)
    return answer(request, Asked(scope, title, make, person, cell, scope.address("member", person)))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def propose_readmission(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """A former member is to be admitted again."""
    held, today = whose(scope, person), scope.shell.today
    read, left = _read(scope, held.person), last_exit(held.person)
    asks = GROUNDS.get(left[1], ()) if left is not None and not left[2] else ()

    def make(data: Mapping[str, Any] | None) -> ProposalForm:
        return ReadmitForm(data, person=held.person, read=read, initial={"on": today}, asks=asks)

    title = _("Kết nạp lại: %(name)s") % {"name": held.name}
    return answer(request, Asked(scope, title, make, person, None, scope.address("member", person)))
