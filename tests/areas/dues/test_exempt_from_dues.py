"""A member owes no dues by decision, for a ground of the list."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.access.officer import Officer
from dangvu.commands.rebuilding import rebuild
from dangvu.dues.queries import exemptions, lines
from dangvu.periods.days import Span
from tests.areas.dues.months import APRIL, MARCH, exemption, paid
from tests.areas.rows import opened, refusal
from tests.world import World, decide, refusals


def test_months_within_it_are_not_owed(world: World) -> None:
    decide(exemption(world))
    paid(world, (world.cuc, 71_500))
    paid(world, (world.cuc, 71_500), month=date(2026, 9, 1), on=date(2026, 9, 5))
    told = [{one.person: one.state for one in lines(world.hamlet_two, month, date(2026, 12, 1))} for month in (MARCH, date(2026, 9, 1))]
    assert [states[world.binh] for states in told] == ["exempt", "unpaid"]
    assert [exemptions([world.binh], day) for day in (MARCH, date(2026, 9, 1))] == [{world.binh: "hardship"}, {}]
    assert rebuild().empty


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"until": None}, ["exempt_too_long"]),
        ({"until": date(2027, 3, 2)}, ["exempt_too_long"]),
        ({"until": MARCH}, ["empty_term"]),
        ({"reason": "old"}, ["unknown_reason"]),
        ({"document": " "}, ["missing_document"]),
        ({"person": 5}, ["not_a_member"]),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    assert refusals(exemption(world, **differing)) == codes


def test_a_year_of_hardship_and_a_pension_without_end_are_allowed(world: World) -> None:
    decide(exemption(world, until=date(2027, 3, 1)))
    decide(exemption(world, person=world.cuc, reason="social_pension", until=None))
    assert exemptions([world.binh, world.cuc], date(2027, 6, 1)) == {world.cuc: "social_pension"}


def test_nobody_is_exempt_twice(world: World) -> None:
    decide(exemption(world))
    assert refusals(exemption(world, on=APRIL, reason="poor")) == ["exempt_already"]
    again = opened("dues_exemption", person_id=world.binh, reason="poor", period=Span(APRIL), erased=False)
    assert refusal(again) == "one_dues_exemption_a_day"


def test_the_committee_above_decides(world: World) -> None:
    assert Officer(world.commune, "xa-an-binh", MARCH).may("dues.exempt", exemption(world))
    assert not Officer(world.secretary, "bi-thu", MARCH).may("dues.exempt", exemption(world, person=world.an))
