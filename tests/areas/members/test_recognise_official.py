"""A probationary member becomes official."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.members.commands import EndMembership, RecogniseOfficial, RestoreMember, judge_official
from dangvu.members.queries import statuses, three_dates
from dangvu.periods.days import Span
from dangvu.reports.figures import figures
from tests.world import World, decide, refusals

CEREMONY, DAY = date(2022, 6, 1), date(2023, 6, 1)


def test_it_is_official_from_the_day_on(world: World) -> None:
    """Cúc was admitted on 1 June 2022."""
    decide(RecogniseOfficial(on=DAY, person=world.cuc, decided=date(2023, 7, 15)))
    assert [(status.value, status.span) for status in statuses(world.cuc)] == [
        ("probationary", Span(CEREMONY, DAY)),
        ("official", Span(DAY)),
    ]
    dates = three_dates(world.cuc)
    assert dates and dates.official == DAY


def test_the_count_of_official_members_turns_on_the_day(world: World) -> None:
    decide(RecogniseOfficial(on=DAY, person=world.cuc))
    days = (date(2023, 5, 31), DAY)
    assert [int(figures(world.hamlet_two, day, codes=["official"]).figures["official"].value or 0) for day in days] == [2, 3]


def test_a_day_too_early_is_refused_with_the_source(world: World) -> None:
    early = RecogniseOfficial(on=date(2023, 5, 31), person=world.cuc)
    assert refusals(early) == ["probation_not_served"]
    assert [problem.source for problem in judge_official(early)] == ["Điều lệ Đảng (2011), Điều 5"]


def test_somebody_restored_since_is_official_there_too(world: World) -> None:
    decide(EndMembership(on=date(2023, 9, 1), person=world.cuc, kind="struck_off"))
    decide(RestoreMember(on=date(2024, 1, 1), person=world.cuc, cell=world.hamlet_two))
    decide(RecogniseOfficial(on=DAY, person=world.cuc))
    assert [status.value for status in statuses(world.cuc)] == ["probationary", "official", "official"]


@pytest.mark.parametrize(
    ("person", "on", "codes"),
    [("an", DAY, ["already_official"]), ("em", DAY, ["not_a_member"]), ("cuc", date(2022, 5, 31), ["not_a_member"])],
    ids=["already official", "dead", "not yet admitted"],
)
def test_it_is_refused(world: World, person: str, on: date, codes: list[str]) -> None:
    assert refusals(RecogniseOfficial(on=on, person=getattr(world, person))) == codes
