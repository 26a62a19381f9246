"""A member stays elsewhere for a time: counted at home, due at no meeting there, and never in the roll of the host."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.members.commands import SetParticipation
from dangvu.members.queries import cell_of, statuses
from dangvu.reports.figures import figures
from dangvu.transfers.commands import BeginTemporaryStay
from dangvu.transfers.queries import staying, temporary_stays
from tests.world import World, decide, refusals

SINCE, BACK = date(2022, 3, 1), date(2022, 9, 1)


def stay(world: World, **differing: object) -> BeginTemporaryStay:
    usual: dict[str, object] = {"on": SINCE, "person": world.an, "host": world.school, "reason": "work", "planned": BACK}
    return BeginTemporaryStay(**{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


def counts(unit: int, day: date) -> list[int]:
    found = figures(unit, day, codes=["members", "away"]).figures
    return [int(found[code].value or 0) for code in ("members", "away")]


def test_it_counts_at_home_alone(world: World) -> None:
    before = counts(world.school, SINCE)
    decide(stay(world))
    assert [counts(world.hamlet_one, day) for day in (SINCE - timedelta(days=1), SINCE)] == [[2, 0], [2, 1]]
    assert counts(world.school, SINCE) == before
    assert cell_of(world.an, SINCE) == world.hamlet_one


def test_home_and_host_list_it(world: World) -> None:
    decide(stay(world))
    ((one, who),) = staying(SINCE)
    assert (one.person, one.host, one.planned) == (world.an, world.school, BACK)
    assert (who.name, who.home, who.destination) == ("Nguyễn Văn An", "Chi bộ ấp Một", "Chi bộ Trường Trung học Bến Mận")
    assert staying(SINCE - timedelta(days=1)) == []


def test_it_lasts_until_somebody_says_otherwise_not_until_the_planned_day(world: World) -> None:
    decide(stay(world))
    assert counts(world.hamlet_one, date(2023, 1, 1)) == [2, 1]
    assert [(one.since, one.until, one.planned) for one in temporary_stays(world.an)] == [(SINCE, None, BACK)]
    assert [status.value for status in statuses(world.an) if status.dimension == "participation"] == ["away"]


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"planned": date(2022, 5, 31)}, ["too_short"]),
        ({"planned": date(2023, 3, 1)}, ["too_long"]),
        ({"planned": date(2024, 3, 2), "reason": "study"}, ["too_long"]),
        ({"reason": "holiday"}, ["unknown_reason"]),
        ({"host": None}, ["one_place"]),
        ({"host": "hamlet_one"}, ["same_cell"]),
        ({"host": "post_office"}, ["unit_not_alive"]),
        ({"person": "em"}, ["not_a_member"]),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    named = {
        key: getattr(world, value) if key in {"person", "host"} and isinstance(value, str) else value for key, value in differing.items()
    }
    assert refusals(stay(world, **named)) == codes


@pytest.mark.parametrize(
    "differing",
    [{"planned": date(2022, 6, 1)}, {"planned": date(2023, 2, 28)}, {"planned": date(2024, 3, 1), "reason": "study"}],
    ids=["three months", "a day short of a year", "two years of study"],
)
def test_the_limits_are_within(world: World, differing: dict[str, object]) -> None:
    decide(stay(world, **differing))


def test_nobody_stays_at_two_places_for_a_time(world: World) -> None:
    decide(stay(world))
    assert refusals(stay(world, on=date(2022, 4, 1), planned=date(2022, 8, 1))) == ["no_change", "away_already"]


def test_who_is_already_exempt_is_away_instead_from_the_day_on(world: World) -> None:
    """Dũng has been exempt since 2018."""
    decide(stay(world, person=world.dung))
    spans = [(one.value, one.span.until) for one in statuses(world.dung) if one.dimension == "participation"]
    assert spans == [("exempt", SINCE), ("away", None)]
    decide(SetParticipation(on=BACK, person=world.dung, value="exempt"))
