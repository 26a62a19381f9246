"""Letters and stays elsewhere as lines of the queue: who, from where to where, by when, and what the reader may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dangvu.ledger.queries import decisions
from dangvu.members.queries import Overdue
from dangvu.pages import words
from dangvu.pages.frame import Scope
from dangvu.pages.transfer_forms import PAPERS, REASONS, STAY_REASONS
from dangvu.people.names import ERASED
from dangvu.proposals.queries import PROPOSE
from dangvu.transfers.queries import Elsewhere, Mover, OnTheWay
from dangvu.web.formats import day, number
from dangvu.web.parts import Tone
from dangvu.web.shell import Link

SOON = 5
"""So many working days before the end of a term it is shown as near."""


class _Act(Protocol):
    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> Any: ...
    @property
    def of_receiver(self) -> bool: ...
    def fits(self, letter: OnTheWay) -> bool: ...


@dataclass(frozen=True)
class Line:
    """A letter on the way, in words."""

    name: str
    address: str
    record_no: str
    home: str
    destination: str
    letter: str
    reason: str
    papers: str
    last: str
    term: str
    tone: Tone
    acts: Sequence[Link]


def lines(scope: Scope, letters: Sequence[OnTheWay], acts: Sequence[_Act]) -> list[Line]:
    """Letters with the links that the reader's side may use; none while another day is looked at."""
    papers = decisions([one.number for one in letters])
    files = scope.files(one.who.public_id for one in letters)
    found = []
    for one in letters:
        term, tone = _term(one.left)
        paper = papers.get(one.number)
        found.append(
            Line(
                one.who.name or ERASED, files.get(one.who.public_id, ""), one.who.record_no, one.who.home, one.who.destination,
                _letter(paper.document if paper else "", one), str(REASONS.get(one.reason, "")),
                ", ".join(str(PAPERS[name]) for name in one.papers if name in PAPERS), day(one.terms.last), term, tone,
                [] if scope.shell.is_read_only else _links(scope, one, acts),
            )
        )  # fmt: skip
    return found


def _letter(document: str, one: OnTheWay) -> str:
    return _("%(document)s, ngày %(day)s") % {"document": document, "day": day(one.issued)} if document else day(one.issued)


def _links(scope: Scope, one: OnTheWay, acts: Sequence[_Act]) -> list[Link]:
    offered = []
    for act in acts:
        side = one.who.there if act.of_receiver else one.who.cell
        if side is not None and act.fits(one) and scope.viewer.sees(side, PROPOSE):
            offered.append(Link(str(act.title), scope.address("answer_letter", one.number, act.slug)))
    return offered


def _term(left: int) -> tuple[str, Tone]:
    """How many working days are left of the term."""
    if left < 0:
        text = ngettext("Quá hạn %(days)s ngày làm việc", "Quá hạn %(days)s ngày làm việc", -left) % {"days": number(-left)}
        return text, "bad"
    if left == 0:
        return _("Hạn hôm nay"), "warn"
    text = ngettext("Còn %(days)s ngày làm việc", "Còn %(days)s ngày làm việc", left) % {"days": number(left)}
    return text, "warn" if left <= SOON else ""


@dataclass(frozen=True)
class StayLine:
    """A stay elsewhere, in words."""

    name: str
    address: str
    home: str
    destination: str
    reason: str
    since: str
    planned: str
    is_over: bool
    acts: Sequence[Link]


def stay_lines(scope: Scope, stays: Sequence[tuple[Elsewhere, Mover]], *, is_home: bool) -> list[StayLine]:
    """Stays with the way back for the side where the member counts."""
    files = scope.files(who.public_id for _stay, who in stays)
    return [
        StayLine(
            who.name or ERASED, files.get(who.public_id, ""), who.home, who.destination, str(STAY_REASONS.get(stay.reason, "")),
            day(stay.since), day(stay.planned), stay.planned <= scope.shell.today,
            _back(scope, who.cell, who.public_id) if is_home and not scope.shell.is_read_only else [],
        )
        for stay, who in stays
    ]  # fmt: skip


@dataclass(frozen=True)
class OverdueLine:
    """A participation that was meant to be over, in words."""

    name: str
    address: str
    state: str
    ground: str
    since: str
    planned: str
    act: str


def overdue_lines(scope: Scope, found: Sequence[Overdue], names: Mapping[int, tuple[UUID, str]]) -> list[OverdueLine]:
    """Whoever should be asked whether it still holds, with the way to say so."""
    files = scope.files(public_id for public_id, _name in names.values())
    told = []
    for one in found:
        public_id, name = names[one.person]
        act = "" if scope.shell.is_read_only or public_id not in files else scope.address("propose_participation", public_id)
        told.append(
            OverdueLine(
                name or ERASED, files.get(public_id, ""), words.PARTICIPATION[one.value], words.GROUNDS.get(one.reason, ""), day(one.since),
                day(one.planned), act if scope.viewer.sees_person(one.person, PROPOSE) else "",
            )
        )  # fmt: skip
    return told


def _back(scope: Scope, cell: int, public_id: UUID) -> list[Link]:
    may = scope.viewer.sees(cell, PROPOSE)
    offered = (("propose_extension", _("Gia hạn")), ("propose_back", _("Ghi trở về")))
    return [Link(text, scope.address(name, public_id)) for name, text in offered] if may else []
