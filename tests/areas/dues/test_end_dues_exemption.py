"""A member owes dues again."""

from __future__ import annotations

from datetime import date

from dangvu.dues.commands import EndDuesExemption
from dangvu.dues.queries import exemptions
from tests.areas.dues.months import APRIL, MARCH, exemption
from tests.world import World, decide, refusals


def test_it_ends_before_the_day_and_another_may_follow(world: World) -> None:
    decide(exemption(world))
    decide(EndDuesExemption(on=APRIL, person=world.binh))
    assert [exemptions([world.binh], day) for day in (date(2026, 3, 31), APRIL)] == [{world.binh: "hardship"}, {}]
    decide(exemption(world, on=APRIL, reason="poor", until=None))
    assert exemptions([world.binh], APRIL) == {world.binh: "poor"}


def test_who_is_not_exempt_has_none_to_end(world: World) -> None:
    decide(exemption(world))
    assert refusals(EndDuesExemption(on=date(2026, 2, 28), person=world.binh)) == ["not_exempt"]
    decide(EndDuesExemption(on=MARCH, person=world.binh))
    assert refusals(EndDuesExemption(on=APRIL, person=world.binh)) == ["not_exempt"]
