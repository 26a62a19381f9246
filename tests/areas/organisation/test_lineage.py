"""What became of a unit, and what it was before, through every chain and on every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from django.db import IntegrityError

from dangvu.ledger.models import Decision
from dangvu.organisation import lives as lives_of_units
from dangvu.organisation.commands import EndUnit, FoundUnit
from dangvu.organisation.lineage import Step, became, began_from, came_from, ended_in, predecessors_on, successors_on
from dangvu.organisation.lives import followed, line_of
from tests.areas.rows import closed, execute, opened
from tests.world import CELL, World, decide

ENDED = date(2012, 7, 1)
FIRST, LAST = date(2010, 1, 1), date(2010, 12, 1)


def succession(predecessor: int, successor: int, day: date, act: str = "merge") -> str:
    """One row, held since the last decision."""
    return opened("organisation_succession", predecessor_id=predecessor, successor_id=successor, day=day, act=act)


@pytest.fixture
def merged(world: World) -> World:
    """The members of the old post office went on in the school."""
    execute(succession(world.post_office, world.school, ENDED))
    return world


def test_one_step_is_told_from_both_sides(merged: World) -> None:
    by = Decision.objects.latest("id").id
    assert became(merged.post_office, ENDED) == [Step(merged.school, ENDED, "merge", by)]
    assert came_from(merged.school, ENDED) == [Step(merged.post_office, ENDED, "merge", by)]
    assert became(merged.post_office, ENDED - timedelta(days=1)) == came_from(merged.school, ENDED - timedelta(days=1)) == []


def test_a_closed_unit_ended_in_what_lives_and_a_living_one_is_itself(merged: World) -> None:
    assert successors_on(merged.post_office, ENDED) == [merged.school]
    assert successors_on(merged.post_office, ENDED - timedelta(days=1)) == [merged.post_office]
    assert predecessors_on(merged.school, ENDED - timedelta(days=1)) == [merged.school]


def test_before_it_was_recorded_nothing_was_known_of_it(merged: World) -> None:
    before = Decision.objects.latest("id").recorded - timedelta(microseconds=1)
    assert became(merged.post_office, ENDED, before) == []
    assert successors_on(merged.post_office, ENDED, before) == []
    execute(closed("organisation_succession", "true"))
    assert successors_on(merged.post_office, ENDED) == []


def test_a_unit_that_lives_on_after_a_split_is_still_itself(world: World) -> None:
    day, ended = date(2016, 1, 1), date(2018, 1, 1)
    born = decide(FoundUnit(on=day, code="N", name="Chi bộ mới", kind=CELL, parent=world.an_binh)).payload["given"][0]
    other = decide(FoundUnit(on=date(2000, 1, 1), code="O", name="Chi bộ khác", kind=CELL, parent=world.an_binh)).payload["given"][0]
    execute(succession(other, born, day, "split"))
    assert successors_on(other, day) == [other]
    assert predecessors_on(born, day - timedelta(days=1)) == [other]
    decide(EndUnit(on=ended, unit=other))
    execute(succession(other, world.hamlet_two, ended))
    assert successors_on(other, ended) == [world.hamlet_two]


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [("SELF", "no_successor_of_itself"), ("TWICE", "one_succession_a_day"), ("ACT", "known_act")],
)
def test_the_database_refuses_a_lineage_that_cannot_be(merged: World, statement: str, constraint: str) -> None:
    attempt = {
        "SELF": succession(merged.school, merged.school, ENDED),
        "TWICE": succession(merged.post_office, merged.school, ENDED, "end"),
        "ACT": succession(merged.post_office, merged.hamlet_one, ENDED, "abolish"),
    }
    with pytest.raises(IntegrityError, match=constraint):
        execute(attempt[statement])


def _random_lineage(world: World, draw: Random) -> tuple[dict[int, tuple[date, date | None]], list[tuple[int, int, date]]]:
    """Generations of cells; each that ends goes on in some of those that begin then or live on."""
    days = [FIRST + timedelta(days=91 * step) for step in range(4)]
    lives: dict[int, tuple[date, date | None]] = {}
    rows: list[tuple[int, int, date]] = []
    for generation, day in enumerate(days):
        born = [_cell(f"G{generation}{turn}", world, day) for turn in range(draw.randint(1, 3))]
        lives |= {number: (day, None) for number in born}
        living = [number for number, (since, until) in lives.items() if until is None and since < day]
        for number in draw.sample(living, draw.randint(0, max(len(living) - 1, 0))):
            decide(EndUnit(on=day, unit=number))
            lives[number] = (lives[number][0], day)
        after = [number for number, (_, until) in lives.items() if until is None]
        for number in living:
            heirs = [heir for heir in draw.sample(after, draw.randint(0, min(2, len(after)))) if heir != number]
            rows += [(number, heir, day) for heir in heirs]
    execute(*(succession(*row) for row in rows))
    return lives, rows


def _cell(code: str, world: World, day: date) -> int:
    number: int = decide(FoundUnit(on=day, code=code, name=code, kind=CELL, parent=world.an_binh)).payload["given"][0]
    return number


def _slowly(
    unit: int, day: date, lives: dict[int, tuple[date, date | None]], rows: list[tuple[int, int, date]]
) -> tuple[set[int], set[int]]:
    """Both chains by walking every path."""

    def lived(number: int, on: date) -> bool:
        since, until = lives[number]
        return since <= on and (until is None or on < until)

    def forward(number: int, since: date) -> Iterator[int]:
        if lived(number, day):
            yield number
            return
        for one, other, turn in rows:
            if one == number and since <= turn <= day and not lived(number, turn):
                yield from forward(other, turn)

    def backward(number: int, until: date) -> Iterator[int]:
        if lived(number, day):
            yield number
            return
        for one, other, turn in rows:
            if other == number and day < turn <= until and not lived(number, turn - timedelta(days=1)):
                yield from backward(one, turn)

    return set(forward(unit, date.min)), set(backward(unit, date.max))


@pytest.mark.parametrize("chance", range(6))
def test_chains_are_those_that_one_finds_by_walking(world: World, chance: int) -> None:
    lives, rows = _random_lineage(world, Random(chance))
    compared = 0
    for day in (FIRST, FIRST + timedelta(days=100), FIRST + timedelta(days=200), LAST):
        ahead, back = ended_in(lives, day), began_from(lives, day)
        for unit in lives:
            found = set(ahead.get(unit, [])), set(back.get(unit, []))
            assert found == _slowly(unit, day, lives, rows), (unit, day)
            compared += len(found[0]) + len(found[1])
    assert compared > 20


def _paths(unit: int, rows: list[tuple[int, int, date]], *, forwards: bool) -> set[tuple[int, int, date]]:
    """Every step on any path away from a unit, or to it, on which days never go back."""

    def walk(here: int, on: date) -> Iterator[tuple[int, int, date]]:
        for row in rows:
            near, far = row[:2] if forwards else (row[1], row[0])
            if near == here and (on <= row[2] if forwards else row[2] <= on):
                yield row
                yield from walk(far, row[2])

    return set(walk(unit, date.min if forwards else date.max))


def _told(unit: int, *, forwards: bool) -> set[tuple[int, int, date]]:
    rows, is_whole = followed(unit, forwards=forwards)
    assert is_whole
    return {(row.predecessor_id, row.successor_id, row.day) for row in rows}


@pytest.mark.parametrize("chance", range(6))
def test_the_line_of_life_is_that_of_every_path(world: World, chance: int) -> None:
    """Units that live on give and take many times; of what leads on from the best day alone something is found on none of the others."""
    draw = Random(chance)
    units = [_cell(f"G{turn}", world, FIRST) for turn in range(6)]
    days = [FIRST + timedelta(days=30 * turn) for turn in range(8)]
    rows = sorted({(*draw.sample(units, 2), day) for day in days for _ in range(2)})
    rows = [(one, other, day) for one, other, day in rows if (other, one, day) not in rows]  # no circle on one day
    execute(*(succession(*row, act="split") for row in rows))
    compared = 0
    for unit in units:
        for forwards in (True, False):
            expected = _paths(unit, rows, forwards=forwards)
            assert _told(unit, forwards=forwards) == expected, (unit, forwards)
            compared += len(expected)
    assert compared > 40


def test_who_gives_before_and_after_it_takes_in_hands_on_what_it_took(world: World) -> None:
    """The later of two ways into a unit leads further back, the earlier of two ways out further on, also by more steps."""
    a, b, c, d, x = (_cell(code, world, FIRST) for code in "ABCDX")
    one, two, three = (FIRST + timedelta(days=30 * turn) for turn in (1, 2, 3))
    into = [(a, b, one), (x, a, two), (a, b, three)]
    execute(*(succession(*row, act="split") for row in into))
    assert _told(b, forwards=False) == set(into)
    out = [(c, d, three), (c, x, one), (x, d, one), (d, b, two)]
    execute(*(succession(*row, act="split") for row in out))
    assert (d, b, two) in _told(c, forwards=True)


def test_a_family_too_large_to_be_followed_is_told_as_cut(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = [_cell(f"G{turn}", world, FIRST) for turn in range(6)]
    execute(*(succession(*pair, FIRST + timedelta(days=turn), "split") for turn, pair in enumerate(pairwise(chain))))
    assert line_of(chain[0]).whole and len(line_of(chain[0]).passages) == 5
    monkeypatch.setattr(lives_of_units, "FARTHEST", 4)
    cut = line_of(chain[0])
    assert not cut.whole and len(cut.passages) == 3
