"""Figures under the boundaries of another day, and the same counted one person and one day at a time over trails told by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

import pytest
from django.db import connection, transaction

from dangvu.commands import Refused
from dangvu.indicators.evaluation import Unanswerable
from dangvu.reports.figures import CATALOGUE, figures
from tests.areas.rows import execute, opened
from tests.databases import Database
from tests.property import oracle
from tests.property.comparison import CODES
from tests.property.decisions import DAYS, PROPOSALS, propose
from tests.property.hung import Pair, hung
from tests.property.oracle import Told, at, read_ledger, told_again
from tests.world import decide

QUESTIONS = 300
AT_ONCE = 10

History = tuple[list[Told], list[Pair]]


@pytest.fixture(scope="module")
def history(small_province: Database) -> Iterator[History]:
    """Some hundred attempted decisions by one seed; what ends or begins often goes on in, or comes from, one or two others."""
    draw = Random(2025)
    with transaction.atomic():
        state = told_again(read_ledger())
        pairs: list[Pair] = []
        kinds = [*sorted(PROPOSALS), *["found_unit", "end_unit", "transfer_member", "move_unit"] * 5]
        for _ in range(300):
            try:
                decision = decide(propose(draw.choice(kinds), state, draw.choice))
            except Refused:
                continue
            told = read_ledger(after=decision.id - 1)[0]
            state.take(told)
            if told.kind in {"organisation.end", "organisation.found"} and draw.random() < 0.6:
                pairs += _lineage(told, state, draw, pairs)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield read_ledger(), pairs
        transaction.set_rollback(True)


def _lineage(told: Told, state: oracle.State, draw: Random, before: list[Pair]) -> list[Pair]:
    """Whom a unit goes on in or comes from; of two units a day knows one succession."""
    ends = told.kind == "organisation.end"
    unit = told.values["unit"] if ends else told.given[0]
    others = [number for number in state.units if number != unit and state.alive(number, told.on)]
    chosen = draw.sample(others, min(len(others), draw.choice((1, 1, 2))))
    made = [Pair(unit, other, told.on, told.recorded) if ends else Pair(other, unit, told.on, told.recorded) for other in chosen]
    known = {(pair.before, pair.after, pair.day) for pair in before}
    made = [pair for pair in made if (pair.before, pair.after, pair.day) not in known]
    for pair in made:
        execute(opened("organisation_succession", predecessor_id=pair.before, successor_id=pair.after, day=pair.day, act="merge"))
    return made


class Asked(NamedTuple):
    """One question: ten figures of a unit over a period, by what was known, under the boundaries of a day."""

    unit: int
    since: date
    on: date
    nailed: date
    known: datetime | None
    codes: list[str]


def _questions(history: History) -> Iterator[Asked]:
    told, _pairs = history
    draw, final = Random(30), told_again(told)
    for _ in range(QUESTIONS):
        recorded = draw.choice(told).recorded
        known = draw.choice((None, None, recorded, recorded - timedelta(microseconds=1)))
        since, on = sorted((draw.choice(DAYS) + timedelta(days=draw.randrange(-1, 2)), draw.choice(DAYS)))
        nailed = draw.choice(DAYS)
        living = [number for number in sorted(final.units) if final.alive(number, nailed)]
        yield Asked(draw.choice(living), since, on, nailed, known, draw.sample(CODES, AT_ONCE))


def _compared(history: History) -> Iterator[tuple[Asked, str, object, object]]:
    """Each figure as it was counted by hand and as it was answered."""
    for asked in _questions(history):
        state = hung(*history, asked.nailed, asked.known)
        if asked.unit not in state.units or not state.alive(asked.unit, asked.nailed):
            with pytest.raises(Unanswerable):  # not known to have lived then
                figures(asked.unit, asked.on, known=asked.known, boundaries=asked.nailed)
            continue
        told = oracle.figures(state, asked.unit, asked.on, asked.since)
        found = figures(
            asked.unit, asked.on, since=asked.since, known=asked.known, codes=asked.codes, boundaries=asked.nailed
        ).figures  # fmt: skip
        yield from ((asked, code, told[code], found[code].value) for code in asked.codes)


def test_figures_under_other_boundaries_are_those_of_the_second_opinion(history: History) -> None:
    compared = list(_compared(history))
    different = [one for one in compared if one[2] != one[3]]
    assert not different, f"{len(different)} of {len(compared)}: {different[:5]}"
    assert len(compared) > 2000


DAMAGES = {
    "a lineage that is not followed": ("s.day = g.until", "false"),
    "an origin that is not followed": ("s.day = g.since", "false"),
    "the trail of whoever lives on": ("s.day = g.until", "s.day <= g.until"),
    "a split that is guessed": ("WHERE inside = ends", "WHERE inside > 0"),
    "a unit without lineage that is lost": ("WHERE g.unit NOT IN (SELECT unit FROM pair)", "WHERE false"),
    "the place at the beginning taken for that at the end": ("ELSE e.until = g.until END", "ELSE e.since = g.since END"),
    "an origin looked for where it ended": ("since > %(tree)s AS later", "false AS later"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_tree_is_noticed(history: History, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    sound = CATALOGUE.boundaries
    assert sound is not None
    was, instead = DAMAGES[damage]
    assert was in sound.placed
    monkeypatch.setattr(CATALOGUE, "boundaries", replace(sound, placed=sound.placed.replace(was, instead)))
    assert any(told != found for _asked, _code, told, found in _compared(history))


def test_children_and_what_is_no_childs_add_up_and_splits_are_told(history: History) -> None:
    told, _pairs = history
    numbers = {unit.code: number for number, unit in told_again(told).units.items()}
    draw, own, split = Random(7), 0, 0
    for _ in range(150):
        nailed, on = draw.choice(DAYS), draw.choice(DAYS)
        state = hung(*history, nailed)
        unit = draw.choice([number for number in sorted(state.units) if state.alive(number, nailed)])
        answer = figures(unit, on, codes=["members"], child=True, boundaries=nailed)
        parts = {numbers[part.key]: part.figure.numerator for part in answer.groups["members"]}
        assert sum(part or 0 for part in parts.values()) == answer.figures["members"].numerator
        assert {child: len(state.members(child, on)) for child in parts if child != unit} == {
            child: count for child, count in parts.items() if child != unit
        }
        own += parts.get(unit, 0) or 0
        sharing = [number for number in state.units if state.shares(unit, number)]
        crew = [person for person in state.people.values() if at(person.cell, on) in sharing]
        assert (answer.shared["members"].numerator if answer.shared else 0) == len(crew)
        split += len(crew)
    assert own and split
