"""What cases there are, who has voted how many, what is next and by when; the day is always asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from dangvu.exits.kinds import DECIDED, EXPELLED, OPEN, STRUCK_OFF, UNFIT, UPHELD
from dangvu.exits.models import Appeal, Case, CaseVote
from dangvu.exits.rules import (
    BASE,
    CELL,
    COMMITTEE,
    DECIDING,
    STAGES,
    Standard,
    Votes,
    counting,
    last_day,
    levels,
    reaches,
    stage,
    standard,
)
from dangvu.ledger.dated import current, held
from dangvu.members.queries import cells_of, stays, three_dates
from dangvu.organisation.queries import UnitOn, units_on
from dangvu.organisation.trees import parents_above
from dangvu.periods.days import add_months
from dangvu.periods.working import Calendar
from dangvu.rulebook.queries import Versions, rule, versions, working_days

BASE_KIND = "Đảng bộ cơ sở"
APPEALABLE = (STRUCK_OFF, EXPELLED)
"""Whoever asked to leave has nothing to appeal against."""
RULES = (
    "exit_votes_struck_off", "exit_votes_left_on_request", "exit_votes_expelled", "exit_appeal_struck_off", "exit_appeal_expelled",
    "exit_unfit_term", "probation_months",
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """A vote as held: of which organ and unit, on which day, its numbers, the share that they had to reach, and where that stands."""

    organ: str
    unit: int
    day: date
    votes: Votes
    share: str
    source: str
    decision: int

    @property
    def is_reached(self) -> bool:
        """Whether it is the share of all entitled."""
        return reaches(self.votes.in_favour, self.votes.entitled, self.share)


@dataclass(frozen=True)
class Appealed:
    """An appeal as held, with the last day for an answer; `unit` is None at the Centre."""

    number: int
    unit: int | None
    received: date
    lodged: date
    answer_by: date
    settled: date | None
    outcome: str
    decision: int


@dataclass(frozen=True)
class Course:
    """A case with its votes and appeals in order; `due` is the last day for the stage that waits, where a rule sets one.

    `cell` is that of the person on the day that was asked for, else the last one; the ground is "" once erased. `is_gone`: the case is open
    about somebody who is no member on that day.
    """

    number: int
    person: int
    cell: int
    kind: str
    reason: str
    opened: date
    state: str
    ended: date | None
    unit: int | None
    dropped: str
    decision: int
    votes: Sequence[Held]
    appeals: Sequence[Appealed]
    due: date | None
    is_gone: bool = False

    @property
    def is_erased(self) -> bool:
        """Whether a lawful erasure took the ground."""
        return not self.reason

    @property
    def counting(self) -> Mapping[str, Held]:
        """The vote that counts of each stage: the last, unless a stage below voted again after it."""
        return {at: self.votes[place] for at, place in counting([vote.organ for vote in self.votes]).items()}

    @property
    def open_appeal(self) -> Appealed | None:
        """The one that waits for an answer."""
        return next((one for one in self.appeals if not one.outcome), None)

    @property
    def is_overturned(self) -> bool:
        """Whether an appeal gave the membership back."""
        return any(one.outcome not in {"", UPHELD} for one in self.appeals)


Chain = Sequence[UnitOn]
"""The units above a cell, the root first."""


def chains(cells: Collection[int], on: date) -> dict[int, Chain]:
    """The units above each of several cells on a day; two queries however many they are."""
    parents = parents_above(cells, on)
    found = {row.id: row for row in units_on(sorted(set(parents.values())), on)}
    told: dict[int, Chain] = {}
    for cell in cells:
        upwards, unit = [], cell
        while (parent := parents.get(unit)) is not None:
            upwards.append(found[parent])
            unit = parent
        told[cell] = upwards[::-1]
    return told


def waits(case: Course, chain: Chain, decided_by: Mapping[str, str]) -> tuple[str, int | None]:
    """The stage that is next and the unit that it waits for; of a deciding body the nearest competent one, any may be."""
    done, base = case.counting, base_of(chain)
    if DECIDING in done:
        return DECIDING, done[DECIDING].unit
    if CELL not in done:
        return CELL, case.cell
    if base is not None and BASE not in done:
        return BASE, base
    return DECIDING, competent(chain, decided_by)


def base_of(chain: Chain) -> int | None:
    """The grassroots committee among the units above a cell."""
    return next((row.id for row in chain if row.kind == BASE_KIND), None)


def competent(chain: Chain, decided_by: Mapping[str, str]) -> int | None:
    """The nearest body above a cell that may decide; a grassroots committee that must be authorised only where there is no other."""
    able = [row for row in reversed(chain) if row.kind in decided_by]
    return next((row.id for row in able if decided_by[row.kind] != COMMITTEE), able[0].id if able else None)


def decided_by_on(on: date) -> Mapping[str, str]:
    """The kinds of bodies that may end a membership on a day, each with the organ through which it decides."""
    found: Mapping[str, str] = rule("exit_decided_by", on).value
    return found


def needed(chain: Chain, decider: int | None) -> tuple[str, ...]:
    """The stages before and with the decision of a body."""
    base = base_of(chain)
    return levels(has_base=base is not None, base_decides=base is not None and base == decider)


def standard_on(kind: str, on: date) -> Standard:
    """What the rule of a day asks of votes about an exit of this kind."""
    found = rule(f"exit_votes_{kind}", on)
    return standard(found.value, found.source)


def courses(on: date, known: datetime | None = None, **asked: Any) -> list[Course]:
    """Cases with everything in them, the oldest first."""
    return _told(held(Case, known, **asked), on, known)


def waiting(on: date) -> list[Course]:
    """Cases that nobody has decided, and decided ones whose appeal waits for an answer; the oldest first."""
    appealed = current(Appeal, settled=None).values("case_id")
    return _told(current(Case).filter(Q(state=OPEN, opened__lte=on) | Q(state=DECIDED, issue_id__in=appealed)), on, None)


def case(number: int, on: date) -> Course | None:
    """One case by its number."""
    return next(iter(courses(on, issue_id=number)), None)


def vote_written(number: int, decision: int) -> tuple[str, int, date] | None:
    """Of which organ, unit and day the vote of a case is that a decision wrote, whatever came of its numbers."""
    return CaseVote.objects.filter(case_id=number, opened_by=decision).values_list("organ", "unit_id", "day").first()


def open_case_of(person: int) -> int | None:
    """The number of the case that is open about somebody."""
    return current(Case, person_id=person, state=OPEN).values_list("issue_id", flat=True).first()


def open_about(cells: Collection[int], on: date) -> dict[int, int]:
    """About which members of these cells a case is open on a day, by the person the cell; cases go along with the members."""
    here = cells_of(list(current(Case, state=OPEN).values_list("person_id", flat=True)), on)
    return {person: cell for person, cell in here.items() if cell in cells}


def ground_of(person: int, kind: str, day: date) -> str:
    """The ground on which somebody left in this way on this day, "" where the register knows no case of it or an appeal gave it back."""
    decided = [one for one in courses(day, person_id=person, state=DECIDED, kind=kind, ended=day) if not one.is_overturned]
    return decided[-1].reason if decided else ""


def last_exit(person: int) -> tuple[date, str, str] | None:
    """The day on which somebody left at last, how, and on what ground, "" where the register does not know it; None of who never left."""
    gone = [stay for stay in stays(person) if stay.leaving and stay.span.until is not None]
    if not gone:
        return None
    last = max(gone, key=lambda stay: stay.span.since)
    day = last.span.until
    return (day, last.leaving, ground_of(person, last.leaving, day)) if day is not None else None


def _told(found: QuerySet[Case], on: date, known: datetime | None) -> list[Course]:
    """Six queries however many they are, and one more for each probationary member who is not fit and waits for the cell."""
    rows = list(found.order_by("opened", "issue_id"))
    if not rows:
        return []
    rules, calendar = versions(*RULES), working_days()
    numbers, kinds = [row.issue_id for row in rows], {row.issue_id: row.kind for row in rows}
    votes: dict[int, list[Held]] = defaultdict(list)
    for vote in held(CaseVote, known, case_id__in=numbers).order_by("day", "opened_by_id"):
        votes[vote.case_id].append(_held(vote, kinds[vote.case_id], rules))
    for of_case in votes.values():
        of_case.sort(key=lambda one: (one.day, STAGES.index(stage(one.organ))))
    appeals: dict[int, list[Appealed]] = defaultdict(list)
    for appeal in held(Appeal, known, case_id__in=numbers).order_by("lodged", "issue_id"):
        appeals[appeal.case_id].append(_appealed(appeal, kinds[appeal.case_id], rules, calendar))
    cells = cells_of([row.person_id for row in rows], on)
    return [
        Course(
            row.issue_id, row.person_id, cells.get(row.person_id, row.cell_id), row.kind, row.reason or "", row.opened, row.state,
            row.ended, row.unit_id, row.dropped, row.opened_by_id, votes[row.issue_id], appeals[row.issue_id],
            None if votes[row.issue_id] else _due(row, rules, calendar), row.state == OPEN and row.person_id not in cells,
        )
        for row in rows
    ]  # fmt: skip


def _held(row: CaseVote, kind: str, rules: Versions) -> Held:
    asked = rules.rule(f"exit_votes_{kind}", row.day)
    votes = Votes(row.entitled, row.present, row.in_favour, row.against, row.blank)
    return Held(row.organ, row.unit_id, row.day, votes, asked.value[row.organ], asked.source, row.opened_by_id)


def _appealed(row: Appeal, kind: str, rules: Versions, calendar: Calendar) -> Appealed:
    term = rules.rule(f"exit_appeal_{kind}", row.lodged).value["answer_centre" if row.unit_id is None else "answer"]
    last = last_day(row.lodged, term, calendar)
    return Appealed(row.issue_id, row.unit_id, row.received, row.lodged, last, row.settled, row.outcome, row.opened_by_id)


def _due(row: Case, rules: Versions, calendar: Calendar) -> date | None:
    """Of a probationary member who is not fit the cell considers within the term for whom it proposes to recognise."""
    dates = three_dates(row.person_id) if row.state == OPEN and row.reason == UNFIT else None
    if dates is None:
        return None
    served = add_months(dates.ceremony, rules.rule("probation_months", row.opened).value)
    return last_day(served, rules.rule("exit_unfit_term", served).value, calendar)
