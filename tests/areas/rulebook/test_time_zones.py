"""Terms are the same whatever zone the session of the database is in: what is asked are days, never instants."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from dangvu.rulebook.queries import rule, working_days
from dangvu.transfers.queries import outgoing
from tests.areas.transfers.letters import sent
from tests.world import World

ZONES = ("Asia/Ho_Chi_Minh", "Pacific/Kiritimati", "America/Los_Angeles")
REFORM = date(2026, 7, 26)


def within(zone: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('timezone', %s, true)", [zone])


@pytest.mark.django_db
def test_every_day_of_ten_years_by_the_calendar_of_the_rulebook() -> None:
    """3,652 days by the four terms in three zones."""
    ends = []
    for zone in ZONES:
        within(zone)
        days = working_days()
        ends.append([days.after(date(2017, 1, 1) + timedelta(days=place), number) for place in range(3652) for number in (30, 60, 90, 180)])
    assert ends[0] == ends[1] == ends[2]


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ZONES)
def test_a_rule_changes_on_its_day_in_every_zone(zone: str) -> None:
    within(zone)
    assert [rule("transfer_term", day).value["must"] for day in (REFORM - timedelta(days=1), REFORM)] == ["begin", "complete"]


def test_a_letter_has_the_same_terms_in_every_zone(world: World) -> None:
    sent(world)
    found = []
    for zone in ZONES:
        within(zone)
        found.append([(one.terms, one.left) for one in outgoing(None, date(2022, 6, 1))])
    assert found[0] == found[1] == found[2] != []
