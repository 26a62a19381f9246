"""Rows with two times: what `assign` and `cut` leave, and that nothing held once is ever lost."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangvu.commands import Change
from dangvu.ledger.dated import current, cut, held, span_of
from dangvu.members.models import Post
from dangvu.organisation.commands import RecordLocalityFact
from dangvu.organisation.models import LocalityFact
from dangvu.periods.clock import HANOI
from dangvu.periods.days import Span
from tests.world import World, decide

FIRST = date(2000, 1, 1)


def _facts(locality: int) -> list[tuple[Span, int]]:
    rows = current(LocalityFact, locality_id=locality, measure="households", people="")
    return sorted((span_of(row), row.value) for row in rows)


def _record(world: World, on: date, value: int) -> None:
    decide(RecordLocalityFact(on=on, locality=world.place, measure="households", value=value))


def test_a_value_holds_until_the_next_turn(world: World) -> None:
    for year, value in ((2000, 1), (2010, 3), (2005, 2)):
        _record(world, date(year, 1, 1), value)
    assert _facts(world.place) == [
        (Span(date(2000, 1, 1), date(2005, 1, 1)), 1), (Span(date(2005, 1, 1), date(2010, 1, 1)), 2), (Span(date(2010, 1, 1)), 3),
    ]  # fmt: skip


def test_a_value_before_the_first_turn_holds_until_it(world: World) -> None:
    _record(world, date(2010, 1, 1), 2)
    _record(world, date(2000, 1, 1), 1)
    assert _facts(world.place) == [(Span(date(2000, 1, 1), date(2010, 1, 1)), 1), (Span(date(2010, 1, 1)), 2)]


def test_a_value_of_the_same_day_takes_the_place_of_the_first(world: World) -> None:
    _record(world, FIRST, 1)
    _record(world, FIRST, 2)
    assert _facts(world.place) == [(Span(FIRST), 2)]
    assert LocalityFact.objects.filter(locality_id=world.place, measure="households").count() == 2


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 99)), min_size=1, max_size=8))
def test_what_holds_on_a_day_is_what_was_said_last_of_the_latest_turn(world: World, turns: list[tuple[int, int]]) -> None:
    """In whatever order the turns are recorded, and as known after each of them."""
    values = {"locality_id": world.place, "measure": "poor_households", "people": str(len(turns)) + repr(turns)}
    told: dict[int, int] = {}
    known = []
    start = decide(RecordLocalityFact(on=FIRST, locality=world.place, measure="households", value=0))
    for step, (day, value) in enumerate(turns):
        change = Change(start.id, start.recorded + timedelta(seconds=step + 1))
        change.assign(LocalityFact, values, FIRST + timedelta(days=day), value=value)
        told[day] = value
        known.append((change.recorded, dict(told)))
    for instant, then in known:
        rows = {span_of(row).since: row for row in held(LocalityFact, instant, **values)}
        assert {(since - FIRST).days: row.value for since, row in rows.items()} == then
        for earlier, later in pairwise(sorted(rows)):
            assert span_of(rows[earlier]).until == later
        assert span_of(rows[max(rows)]).until is None


def test_a_row_cut_on_its_first_day_was_never_true(world: World) -> None:
    decision = decide(RecordLocalityFact(on=FIRST, locality=world.place, measure="households", value=1))
    (row,) = current(LocalityFact, locality_id=world.place, measure="households")
    later = decision.recorded + timedelta(seconds=1)
    cut(row, FIRST, decision=decision.id, recorded=later)
    assert _facts(world.place) == []
    assert [span_of(known) for known in held(LocalityFact, decision.recorded, locality_id=world.place, measure="households")] == [
        Span(FIRST)
    ]


def test_a_cut_row_keeps_everything_but_its_end(world: World) -> None:
    (row,) = current(Post, person_id=world.an, title="Bí thư")
    decision = decide(RecordLocalityFact(on=FIRST, locality=world.place, measure="households", value=1))
    cut(row, date(2020, 1, 1), decision=decision.id, recorded=decision.recorded)
    (shorter,) = current(Post, person_id=world.an, title="Bí thư")
    assert span_of(shorter) == Span(span_of(row).since, date(2020, 1, 1))
    assert (shorter.unit_id, shorter.locality_id, shorter.since_unknown, shorter.opened_by_id) == (
        row.unit_id, row.locality_id, row.since_unknown, decision.id,
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.closed_by_id, row.recorded.upper.astimezone(HANOI)) == (decision.id, decision.recorded)
