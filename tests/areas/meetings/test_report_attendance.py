"""A cell reports who was due and who came."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.meetings.commands import ReportAttendance
from dangvu.reports.figures import figures
from tests.world import World, decide, refusals

NOVEMBER = date(2022, 11, 3)
CODES = ["attendance_due", "attendance_present"]


def _attendance(unit: int, since: date, on: date, **known: object) -> list[int]:
    found = figures(unit, on, since=since, codes=CODES, **known).figures  # type: ignore[arg-type]  # `known` alone
    return [int(found[code].value or 0) for code in CODES]


def test_the_months_of_a_period_are_summed(world: World) -> None:
    """The first hamlet reported 2 of 2 in September and 1 of 2 in October."""
    decide(ReportAttendance(on=NOVEMBER, cell=world.hamlet_one, due=2, present=2))
    assert _attendance(world.hamlet_one, date(2022, 9, 1), date(2022, 10, 31)) == [4, 3]
    assert _attendance(world.hamlet_one, date(2022, 9, 1), date(2022, 11, 30)) == [6, 5]


def test_a_later_report_of_the_month_takes_the_place_of_the_first(world: World) -> None:
    decision = decide(ReportAttendance(on=date(2022, 10, 20), cell=world.hamlet_one, due=3, present=3))
    october = (date(2022, 10, 1), date(2022, 10, 31))
    assert _attendance(world.hamlet_one, *october) == [3, 3]
    assert _attendance(world.hamlet_one, *october, known=decision.recorded - timedelta(microseconds=1)) == [2, 1]


@pytest.mark.parametrize(
    ("cell", "due", "present", "codes"),
    [
        ("hamlet_one", 2, 3, ["present_exceeds_due"]),
        ("hamlet_one", 2, -1, ["present_exceeds_due"]),
        ("an_binh", 2, 2, ["no_such_cell"]),
        ("post_office", 2, 2, ["no_such_cell"]),
    ],
    ids=["more than were due", "fewer than nobody", "not a cell", "an ended cell"],
)
def test_it_is_refused(world: World, cell: str, due: int, present: int, codes: list[str]) -> None:
    assert refusals(ReportAttendance(on=NOVEMBER, cell=getattr(world, cell), due=due, present=present)) == codes


def test_an_unknown_cell_is_refused(world: World) -> None:
    assert refusals(ReportAttendance(on=NOVEMBER, cell=999, due=1, present=1)) == ["no_such_cell"]
