"""What is read for a case is told to the person on the day after its end, and to the log at once; nothing else is left out."""

from __future__ import annotations

from dangvu.periods.clock import today
from dangvu.readings.noting import note
from dangvu.readings.queries import Asked, all_readings, readings_of
from tests.areas.readings.inspectors import A_DAY, CASE, deferral, deferred, first, months, second
from tests.readings.later import ten_days_pass
from tests.readings.readers import asking, numbers
from tests.world import World


def look(world: World, account: int, label: str, *persons: int, kind: str = "file") -> None:
    note(asking(account, label), kind, numbers(*persons), world.hamlet_two)


def told(person: int, days: int = 0) -> list[tuple[str, str, str]]:
    """Who read somebody, as told so many days from now."""
    return [(one.account, one.kind, one.case) for one in readings_of(person, 50, on=today() + days * A_DAY)[0]]


def test_a_reading_for_the_case_is_told_on_the_day_after_its_end(world: World) -> None:
    deferred(deferral(world, until=today() + 10 * A_DAY))
    look(world, first().account, "kiem-tra-1", world.binh)
    assert told(world.binh) == told(world.binh, days=9) == []
    assert told(world.binh, days=10) == [("kiem-tra-1", "file", CASE)]
    assert readings_of(world.binh, 10, on=today() + 10 * A_DAY)[1] == 1


def test_nothing_else_is_left_out(world: World) -> None:
    """Neither what was read before, nor other accounts, nor other people in the same list."""
    look(world, first().account, "kiem-tra-1", world.binh)
    deferred(deferral(world))
    look(world, second().account, "kiem-tra-2", world.binh)
    look(world, world.officer, "quan-tri", world.binh)
    look(world, first().account, "kiem-tra-1", world.binh, world.cuc, kind="list")
    assert [account for account, _kind, _case in told(world.binh)] == ["quan-tri", "kiem-tra-2", "kiem-tra-1"]
    assert told(world.cuc) == [("kiem-tra-1", "list", "")]
    assert [case for _account, _kind, case in told(world.binh, days=400)] == [CASE, "", "", ""]


def test_after_the_end_new_readings_are_told_at_once(world: World) -> None:
    deferred(deferral(world, until=today() + A_DAY))
    ten_days_pass()
    look(world, first().account, "kiem-tra-1", world.binh)
    assert told(world.binh) == [("kiem-tra-1", "file", "")]


def test_a_prolongation_keeps_what_was_deferred(world: World) -> None:
    deferred(deferral(world, until=today() + 10 * A_DAY))
    look(world, first().account, "kiem-tra-1", world.binh)
    deferred(deferral(world, until=months(2)))
    assert told(world.binh, days=10) == []
    assert len(told(world.binh, days=62)) == 1


def test_the_log_tells_it_at_once_with_its_case(world: World) -> None:
    deferred(deferral(world))
    look(world, first().account, "kiem-tra-1", world.binh, world.an, kind="list")
    look(world, first().account, "kiem-tra-1", world.an)
    lines, total = all_readings(Asked(), 10)
    assert total == 2
    assert [(one.account, one.persons, one.case, one.told_on) for one in lines] == [
        ("kiem-tra-1", 1, "", None),
        ("kiem-tra-1", 2, CASE, months(3)),
    ]
