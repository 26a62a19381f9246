"""Questions about proposals: what waits for somebody, what became of one's own, and one of them whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, IntegerField, Q, QuerySet, Value

from dangvu.access.connections import registrar
from dangvu.access.queries import kinds_of_the_whole, kinds_that_need
from dangvu.access.viewer import INSPECT, OWN, Viewer
from dangvu.accounts.queries import usernames
from dangvu.commands import Command, kinds
from dangvu.periods.clock import HANOI
from dangvu.proposals.content import command_in
from dangvu.proposals.kinds import CELL, CONFIRMED, OFFICE
from dangvu.proposals.models import Proposal

REMEMBERED = timedelta(days=60)
"""So long after it was made a proposal that came back waits for its proposer."""
MOST = 200
PROPOSE, APPROVE = "propose", "approve"
WORKING = (PROPOSE, APPROVE, INSPECT, OWN)
"""Whoever holds any of these has things to do."""


def _reached(right: str) -> str:
    """Whether all that a proposal names lies within the units of a right."""
    return f"(%({right}_all)s OR proposal.units <@ %({right}_units)s::int[] AND cardinality(proposal.units) > 0)"


def _confirmed(more: str = "") -> str:
    return f"EXISTS (SELECT FROM proposals_answer said WHERE said.proposal_id = proposal.id AND said.verdict = '{CONFIRMED}'{more})"


WAITING = f"""
SELECT proposal.id, proposal.person_id, pending.returned
FROM proposals_pending pending
    JOIN proposals_proposal proposal ON proposal.id = pending.proposal_id
    JOIN access_act act ON act.kind = proposal.kind
WHERE CASE
    WHEN pending.returned
        THEN proposal.proposer_id = %(account)s AND proposal.at >= %(since)s AND (%(inspects)s OR act."right" <> '{INSPECT}')
    WHEN proposal.proposer_id = %(account)s THEN false
    WHEN act."right" = '{INSPECT}' THEN {_reached(INSPECT)}
    ELSE proposal.own AND {_reached(PROPOSE)} AND NOT {_confirmed()}
        OR {_reached(APPROVE)} AND (%(approve_all)s OR NOT act.whole) AND (NOT proposal.own OR {_confirmed()})
            AND NOT {_confirmed(" AND said.answerer_id = %(account)s")}
END"""
"""What came back to its proposer; what a member asks and the cell confirms; then what the office decides; nobody answers the own."""


@dataclass(frozen=True)
class Said:
    """An answer as it is told."""

    verdict: str
    by: str
    at: datetime
    reason: str
    decision: int | None


@dataclass(frozen=True)
class Asked:
    """A proposal; `lies` says where an open one lies and is empty once it is over, `command` is None once it is erased."""

    public_id: UUID
    kind: str
    command: Command | None
    person: int | None
    units: Sequence[int]
    proposer: int
    by: str
    at: datetime
    deadline: date
    read: int
    hash: bytes
    lies: str
    said: Sequence[Said]
    replaced: bool
    by_inspection: bool = False
    """Whether the inspection office alone proposes and decides it."""
    of_the_whole: bool = False
    """Whether it is decided over the whole register alone, whatever it names."""

    @property
    def end(self) -> Said | None:
        """The answer that ended it."""
        return next((said for said in self.said if said.verdict != CONFIRMED), None)


def waiting_for(viewer: Viewer) -> list[Asked]:
    """What the viewer may decide or confirm, the earliest deadline first; at most so many as one reads in a day."""
    return _told(Proposal.objects.filter(pk__in=_to_answer(viewer)).order_by("deadline", "at")[:MOST])


def returned_to(viewer: Viewer) -> list[Asked]:
    """The viewer's own proposals that came back and were not made anew."""
    return _told(Proposal.objects.filter(pk__in=_to_make_anew(viewer)).order_by("-at"))


def proposed_by(viewer: Viewer, since: datetime) -> list[Asked]:
    """The viewer's own proposals that are open, or were made since an instant and answered; those that came back are told apart."""
    own = Proposal.objects.filter(Q(at__gte=since) | Q(pending__returned=False), _open_to(viewer), proposer_id=viewer.account_id)
    return _told(own.exclude(pending__returned=True).order_by("-at"))


def sent_before(account: int, key: str) -> UUID | None:
    """The proposal that an account made by a form of this key, as the owner of the tables; None where nothing was sent."""
    try:
        sent = UUID(key)
    except ValueError:
        return None
    return Proposal.objects.filter(proposer_id=account, key=sent).values_list("public_id", flat=True).first()


@dataclass(frozen=True)
class InProgress:
    """A proposal that nobody has answered yet, and the units that it names or reaches."""

    public_id: UUID
    kind: str
    units: Sequence[int]


def in_progress(units: Collection[int], viewer: Viewer | None) -> list[InProgress]:
    """The open proposals that name any of these units, as far as the viewer finds them, the oldest first; as the owner of the tables.

    The operator of the machine, who is no viewer, finds all of them. Nobody finds here what the inspection office decides.
    """
    wide = [name for name, kind in kinds().items() if kind.command.reach is not Command.reach]
    rows = Proposal.objects.filter(Q(units__overlap=list(units)) | Q(kind__in=wide), ~_by_inspection(), pending__returned=False)
    if viewer is not None:
        rows = rows.filter(_within(viewer, PROPOSE, APPROVE) | Q(proposer_id=viewer.account_id))
    found = [InProgress(row.public_id, row.kind, _named(row)) for row in rows.prefetch_related("values").order_by("at", "id")]
    return [one for one in found if not set(units).isdisjoint(one.units)]


def _named(row: Proposal) -> list[int]:
    """The units that decide who may answer a proposal, and those that its command reaches besides."""
    command = command_in(row.content, list(row.values.all()))
    return sorted({*row.units, *(command.reach() if command else ())})


def how_many_wait(viewer: Viewer) -> int:
    """How many things there are for the viewer to do; asked on every page."""
    if not any(viewer.has(right) for right in WORKING):
        return 0
    rows = _waiting(viewer)
    return len(_to_answer(viewer, rows)) + len(_to_make_anew(viewer, rows))


def proposal(public_id: UUID, viewer: Viewer) -> Asked | None:
    """A proposal of the viewer's own, or that lies wholly within what the viewer may propose or decide about.

    What the inspection office decides is told to that office alone, whoever proposed it.
    """
    found = _told(Proposal.objects.filter(public_id=public_id))
    if not found or not (is_within(found[0], viewer) or (found[0].proposer == viewer.account_id and not found[0].by_inspection)):
        return None
    return found[0]


def is_within(asked: Asked, viewer: Viewer, rights: Sequence[str] = (PROPOSE, APPROVE)) -> bool:
    """Whether every unit that a proposal names lies within these rights; what names none, or is of the whole, needs the whole instance."""
    rights = (INSPECT,) if asked.by_inspection else rights
    held = [viewer.units(right) for right in rights if viewer.has(right)]
    if any(units is None for units in held):
        return True
    if asked.of_the_whole:
        return False
    units = frozenset().union(*(units for units in held if units is not None))
    return bool(asked.units) and units.issuperset(asked.units)


def _by_inspection() -> Q:
    return Q(kind__in=kinds_that_need(INSPECT))


def _open_to(viewer: Viewer) -> Q:
    """What the inspection office decides lies open to it alone."""
    return Q(pk__isnull=False) if viewer.has(INSPECT) else ~_by_inspection()


def _within(viewer: Viewer, *rights: str) -> Q:
    """Wholly within the units of these rights together."""
    held = [viewer.units(right) for right in rights if viewer.has(right)]
    if any(units is None for units in held):
        return Q(pk__isnull=False)
    units = sorted({unit for some in held for unit in some or ()})
    whole = Value(units, ArrayField(IntegerField()))  # one parameter however many there are
    return Q(units__contained_by=whole, units__len__gt=0) if units else Q(pk__in=[])


class Waiting(NamedTuple):
    """An open proposal that waits for somebody: for an answer, or to be made anew."""

    proposal: int
    person: int | None
    returned: bool


def _to_answer(viewer: Viewer, rows: Sequence[Waiting] | None = None) -> list[int]:
    """Nobody answers about the own record."""
    rows = _waiting(viewer) if rows is None else rows
    return [one.proposal for one in rows if not one.returned and (one.person is None or one.person != viewer.person)]


def _to_make_anew(viewer: Viewer, rows: Sequence[Waiting] | None = None) -> list[int]:
    return [one.proposal for one in (_waiting(viewer) if rows is None else rows) if one.returned]


def _waiting(viewer: Viewer) -> list[Waiting]:
    """By one statement as it stands: to build it anew from parts took a sixth of the time of every page."""
    rights = {right: viewer.units(right) if viewer.has(right) else frozenset() for right in (PROPOSE, APPROVE, INSPECT)}
    values: dict[str, Any] = {
        "account": viewer.account_id,
        "since": datetime.combine(viewer.on - REMEMBERED, time(), HANOI),
        "inspects": viewer.has(INSPECT),
    }
    for right, units in rights.items():
        values |= {f"{right}_all": units is None, f"{right}_units": sorted(units or ())}
    with connection.cursor() as cursor:
        cursor.execute(WAITING, values)
        return [Waiting(*row) for row in cursor.fetchall()]


def _told(rows: QuerySet[Proposal]) -> list[Asked]:
    kept = ExpressionWrapper(_by_inspection(), output_field=BooleanField())
    whole = ExpressionWrapper(Q(kind__in=kinds_of_the_whole()), output_field=BooleanField())
    found = list(rows.annotate(is_kept=kept, is_whole=whole).select_related("replaced_by").prefetch_related("answers", "values"))
    accounts = {row.proposer_id for row in found} | {answer.answerer_id for row in found for answer in row.answers.all()}
    with registrar():  # whoever sees a proposal sees whose it is; of accounts the web shows a session the own one alone
        names = usernames(accounts)
    return [_asked(row, names, by_inspection=row.is_kept, of_the_whole=row.is_whole) for row in found]


def _asked(row: Proposal, names: dict[int, str], *, by_inspection: bool, of_the_whole: bool) -> Asked:
    answers = sorted(row.answers.all(), key=lambda answer: answer.at)
    said = [Said(one.verdict, names.get(one.answerer_id, ""), one.at, one.reason, one.decision_id) for one in answers]
    verdicts = {one.verdict for one in said}
    lies = "" if verdicts - {CONFIRMED} else CELL if row.own and CONFIRMED not in verdicts else OFFICE
    return Asked(
        row.public_id, row.kind, command_in(row.content, list(row.values.all())), row.person_id, row.units, row.proposer_id,
        names.get(row.proposer_id, ""), row.at, row.deadline, row.read, bytes(row.hash), lies, said, hasattr(row, "replaced_by"),
        by_inspection, of_the_whole,
    )  # fmt: skip
