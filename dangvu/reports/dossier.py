"""Everything that one reader may know of a person, put together from what people, members and organisation answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dangvu.access.viewer import SEE, Viewer
from dangvu.badges.queries import Given, badges_of
from dangvu.members.queries import (
    Attributes,
    Holding,
    Status,
    Stay,
    ThreeDates,
    attributes,
    posts,
    statuses,
    stays,
    three_dates,
)
from dangvu.organisation.queries import UnitOn, units_on
from dangvu.people.queries import CardHeld, Facts, FactsHeld, cards_of, facts_ever
from dangvu.transfers.queries import Elsewhere, Sent, letters_of, temporary_stays


@dataclass(frozen=True)
class Dossier:
    """What is known of a person; `units` are those named in it as they were on the day, `cited` the decisions that it rests on."""

    ever: Sequence[FactsHeld]
    stays: Sequence[Stay]
    statuses: Sequence[Status]
    attributes: Sequence[Attributes]
    posts: Sequence[Holding]
    dates: ThreeDates | None
    letters: Sequence[Sent]
    away: Sequence[Elsewhere]
    badges: Sequence[Given]
    cards: Sequence[CardHeld]
    units: Mapping[int, UnitOn]
    cited: frozenset[int]

    @property
    def facts(self) -> Facts:
        """What is held of the person."""
        return next(row.facts for row in self.ever if row.is_held)


def dossier(person: int, viewer: Viewer, on: date, known: datetime | None) -> Dossier | None:
    """What the reader may know at an instant, None where nothing was: of stays elsewhere an office sees nothing, the person everything."""
    ever = facts_ever(person, known)
    if not any(row.is_held for row in ever):
        return None
    is_whole = viewer.whole(SEE) or person == viewer.person
    lived = [stay for stay in stays(person, known) if is_whole or viewer.sees(stay.cell)]
    stood, learnt = statuses(person, known), attributes(person, known)
    served, dates = posts(person, known), three_dates(person, known)
    given, cards = badges_of(person, known), cards_of(person, known)
    sent, away = letters_of(person, known), temporary_stays(person, known)
    turns: list[Stay | Status | Attributes | Holding] = [*lived, *stood, *learnt, *served]
    cited = (
        {row.decision for row in (*ever, *turns, *sent, *away, *given, *cards)}
        | {letter.number for letter in sent}
        | {row.begun_by for row in turns}
        | ({dates.decision} if dates else set())
    )
    there = {letter.to for letter in sent} | {letter.origin for letter in sent} | {stay.host for stay in away}
    placed = {post.unit for post in served if post.unit} | {unit for unit in there if unit is not None}
    units = {stay.cell for stay in lived} | (placed if is_whole else viewer.named(placed))
    found = {row.id: row for row in units_on(sorted(units), on)}
    return Dossier(ever, lived, stood, learnt, served, dates, sent, away, given, cards, found, frozenset(cited))
