"""Members as they stand on a day, whole, for whoever compares them with what somebody else says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dangvu.ledger.dated import current, span_of
from dangvu.members.models import Admission, Membership, Post, Profile, Standing
from dangvu.organisation.places import cell_localities
from dangvu.periods.days import Span


@dataclass(frozen=True)
class Present:
    """A member as held on a day: the last cell, the three dates, since when exempt, what changes, posts of the cell and its place.

    `attributes` are education, profession, theory and occupation in this order; `posts` are titles, `government` those held in the place
    of the cell, where it has one (`placed`). `spans` are the days of all stays in order. Of somebody who is not exempt `settled` is the
    last day up to which the register tells of the participation.
    """

    cell: int
    left: bool
    decided: date
    ceremony: date
    official: date | None
    exempt_from: date | None
    attributes: tuple[str, ...]
    posts: frozenset[str]
    government: frozenset[str] = frozenset()
    placed: bool = False
    spans: tuple[Span, ...] = ()
    settled: date | None = None


def present(persons: Collection[int], on: date) -> dict[int, Present]:
    """Members as held on a day, by person; five queries however many they are."""
    mine = {"person_id__in": list(persons)}
    last: dict[int, Membership] = {}
    spans: dict[int, list[Span]] = defaultdict(list)
    for row in current(Membership, **mine).order_by("period"):
        last[row.person_id] = row
        spans[row.person_id].append(span_of(row))
    turns: dict[int, list[Standing]] = defaultdict(list)
    for turn in current(Standing, **mine, dimension="participation").order_by("period"):
        turns[turn.person_id].append(turn)
    profiles = {
        row.person_id: row
        for row in current(Profile, **mine)
        .filter(period__startswith__lte=on)
        .select_related("education", "profession", "theory", "occupation")
        .order_by("period")
    }
    places = cell_localities()
    in_cell: dict[int, set[str]] = defaultdict(set)
    in_place: dict[int, set[str]] = defaultdict(set)
    for post in current(Post, **mine).filter(period__contains=on):
        stay = last.get(post.person_id)
        if stay and post.unit_id == stay.cell_id:
            in_cell[post.person_id].add(post.title)
        elif stay and post.locality_id and post.locality_id == places.get(stay.cell_id):
            in_place[post.person_id].add(post.title)
    found = {}
    for admission in current(Admission, **mine):
        number = admission.person_id
        if number in last:
            profile = profiles.get(number)
            until = spans[number][-1].until
            exempt_from, settled = _exemption(turns[number], on if until is None else min(on, until - timedelta(1)))
            words = [getattr(profile, name) for name in ("education", "profession", "theory", "occupation")] if profile else [None] * 4
            found[number] = Present(
                last[number].cell_id, bool(last[number].leaving), admission.decided, admission.ceremony, admission.official,
                exempt_from, tuple(word.label if word else "" for word in words), frozenset(in_cell[number] | in_place[number]),
                frozenset(in_place[number]), last[number].cell_id in places, tuple(spans[number]), settled,
            )  # fmt: skip
    return found


def _exemption(turns: Iterable[Standing], on: date) -> tuple[date | None, date | None]:
    """Since when somebody is exempt on a day, or from when on later; for whoever is not, up to which day that is told.

    Exemptions that meet are one, on whatever grounds.
    """
    since, until, settled = None, None, None
    for turn in turns:
        lower, upper = turn.period.lower, turn.period.upper
        if turn.value == "exempt":
            since, until = lower if since is None or until != lower else since, upper
            if upper is None or on < upper:
                return since, None
        if lower <= on:
            settled = lower if upper is None or on < upper else upper - timedelta(1)
    return None, settled
