"""A member is exempt, away or suspended, or active again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dangvu.members.commands import SetParticipation
from dangvu.members.queries import overdue, statuses
from dangvu.periods.days import Span
from dangvu.reports.figures import figures
from tests.world import World, decide, refusals

DAY = date(2021, 3, 1)


def _participation(person: int) -> list[tuple[str, Span]]:
    return [(status.value, status.span) for status in statuses(person) if status.dimension == "participation"]


def test_it_holds_from_the_day_on_and_the_member_still_counts(world: World) -> None:
    decide(SetParticipation(on=DAY, person=world.an, value="exempt"))
    found = [figures(world.hamlet_one, day, codes=["exempt", "members"]).figures for day in (date(2021, 2, 28), DAY)]
    assert [(figure["exempt"].value, figure["members"].value) for figure in found] == [(0, 2), (1, 2)]


def test_before_the_first_turn_one_is_active(world: World) -> None:
    decide(SetParticipation(on=DAY, person=world.an, value="away"))
    decide(SetParticipation(on=date(2021, 9, 1), person=world.an, value="active"))
    assert _participation(world.an) == [("away", Span(DAY, date(2021, 9, 1))), ("active", Span(date(2021, 9, 1)))]


def test_an_earlier_turn_recorded_later_lasts_until_the_next(world: World) -> None:
    """Dũng has been exempt since 2018."""
    decide(SetParticipation(on=date(2017, 6, 1), person=world.dung, value="away"))
    assert _participation(world.dung) == [("away", Span(date(2017, 6, 1), date(2018, 1, 1))), ("exempt", Span(date(2018, 1, 1)))]


def test_it_ends_with_the_membership(world: World) -> None:
    """Em died on 5 October 2019."""
    decide(SetParticipation(on=date(2019, 1, 1), person=world.em, value="exempt"))
    assert _participation(world.em) == [("exempt", Span(date(2019, 1, 1), date(2019, 10, 5)))]


def test_standing_is_another_dimension(world: World) -> None:
    decide(SetParticipation(on=DAY, person=world.an, value="suspended"))
    assert [status.value for status in statuses(world.an) if status.dimension == "standing"] == ["probationary", "official"]


def test_the_ground_and_the_planned_day_are_kept_and_it_does_not_end_by_itself(world: World) -> None:
    planned = date(2021, 9, 1)
    decide(SetParticipation(on=DAY, person=world.an, value="exempt", reason="maternity", planned=planned))
    status = next(status for status in statuses(world.an) if status.value == "exempt")
    assert (status.reason, status.planned, status.span) == ("maternity", planned, Span(DAY))
    assert [(one.person, one.since) for one in overdue(planned)] == [(world.an, DAY)]
    assert overdue(planned - timedelta(days=1)) == []


def test_another_planned_day_is_a_change(world: World) -> None:
    decide(SetParticipation(on=DAY, person=world.an, value="exempt", reason="abroad", planned=date(2021, 9, 1)))
    decide(SetParticipation(on=date(2021, 8, 20), person=world.an, value="exempt", reason="abroad", planned=date(2021, 12, 1)))
    assert [(one.value, one.planned) for one in statuses(world.an) if one.dimension == "participation"] == [
        ("exempt", date(2021, 9, 1)), ("exempt", date(2021, 12, 1)),
    ]  # fmt: skip


def test_a_suspension_by_decision_ends_within_ninety_days_since_the_rule_is_in_force(world: World) -> None:
    since = date(2026, 4, 11)

    def suspended(days: int | None, on: date = since) -> SetParticipation:
        planned = on + timedelta(days=days) if days else None
        return SetParticipation(on=on, person=world.an, value="suspended", reason="decision", planned=planned)

    assert refusals(suspended(91)) == refusals(suspended(None)) == ["suspended_too_long"]
    decide(suspended(None, date(2026, 4, 10)))
    decide(suspended(90))


RULED = date(2026, 4, 11)


def _suspended(person: int, on: int, until: int) -> SetParticipation:
    """By decision, days counted from the beginning of the rule."""
    since, planned = RULED + timedelta(days=on), RULED + timedelta(days=until)
    return SetParticipation(on=since, person=person, value="suspended", reason="decision", planned=planned)


def test_a_suspension_is_extended_once_by_thirty_days_however_often_it_is_written(world: World) -> None:
    suspended = [_suspended(world.an, *days) for days in ((0, 90), (90, 121), (90, 120), (120, 121), (119, 150))]
    first, too_long, extended, again, within = suspended
    decide(first)
    assert refusals(too_long) == ["suspended_too_long"]
    decide(extended)
    assert refusals(again) == refusals(within) == ["suspended_too_long"]


def test_after_a_return_another_suspension_counts_anew(world: World) -> None:
    decide(_suspended(world.an, 0, 90))
    decide(SetParticipation(on=RULED + timedelta(days=90), person=world.an, value="active"))
    anew = _suspended(world.an, 91, 182)
    assert refusals(anew) == ["suspended_too_long"]
    decide(replace(anew, planned=RULED + timedelta(days=181)))


def test_an_earlier_beginning_recorded_late_counts_for_what_follows(world: World) -> None:
    decide(_suspended(world.an, 40, 130))
    assert refusals(_suspended(world.an, 0, 40)) == ["suspended_too_long"], "130 days in all"
    decide(_suspended(world.an, 10, 40))


def test_a_wrong_end_is_put_right_on_the_first_day(world: World) -> None:
    decide(_suspended(world.an, 0, 60))
    assert refusals(_suspended(world.an, 0, 91)) == ["suspended_too_long"]
    decide(_suspended(world.an, 0, 90))


@pytest.mark.parametrize(
    ("value", "reason", "planned", "codes"),
    [
        ("exempt", "far_work", None, ["unknown_reason"]),
        ("active", "abroad", None, ["unknown_reason"]),
        ("away", "abroad", DAY, ["planned_past"]),
    ],
)
def test_grounds_and_ends_that_do_not_fit(world: World, value: str, reason: str, planned: date | None, codes: list[str]) -> None:
    assert refusals(SetParticipation(on=DAY, person=world.an, value=value, reason=reason, planned=planned)) == codes


@pytest.mark.parametrize(
    ("person", "value", "codes"),
    [
        ("an", "active", ["no_change"]),
        ("dung", "exempt", ["no_change"]),
        ("an", "on holiday", ["unknown_status"]),
        ("em", "away", ["not_a_member"]),
    ],
)
def test_it_is_refused(world: World, person: str, value: str, codes: list[str]) -> None:
    assert refusals(SetParticipation(on=DAY, person=getattr(world, person), value=value)) == codes
