"""A temporary stay is extended with the consent of the host, within what the rule allows."""

from __future__ import annotations

from datetime import date, timedelta

from dangvu.transfers.commands import EndTemporaryStay, ExtendTemporaryStay
from dangvu.transfers.queries import temporary_stays
from tests.areas.transfers.test_begin_temporary_stay import BACK, SINCE, stay
from tests.world import World, decide, refusals

CONSENT = date(2022, 8, 15)


def test_the_planned_day_moves_and_what_was_planned_stays_known(world: World) -> None:
    decide(stay(world))
    decision = decide(ExtendTemporaryStay(on=CONSENT, person=world.an, planned=date(2022, 12, 1)))
    assert [(one.since, one.until, one.planned) for one in temporary_stays(world.an)] == [(SINCE, None, date(2022, 12, 1))]
    assert [one.planned for one in temporary_stays(world.an, known=decision.recorded - timedelta(microseconds=1))] == [BACK]


def test_no_longer_than_the_rule_allows_from_the_first_day_on(world: World) -> None:
    decide(stay(world))
    assert refusals(ExtendTemporaryStay(on=CONSENT, person=world.an, planned=date(2023, 3, 1))) == ["too_long"]


def test_extended_twice_it_is_still_counted_from_its_first_day(world: World) -> None:
    decide(stay(world))
    decide(ExtendTemporaryStay(on=CONSENT, person=world.an, planned=date(2022, 12, 1)))
    assert refusals(ExtendTemporaryStay(on=date(2022, 11, 20), person=world.an, planned=date(2023, 4, 1))) == ["too_long"]


def test_it_is_refused(world: World) -> None:
    assert refusals(ExtendTemporaryStay(on=CONSENT, person=world.an, planned=date(2022, 12, 1))) == ["no_stay"]
    decide(stay(world))
    assert refusals(ExtendTemporaryStay(on=CONSENT, person=world.an, planned=CONSENT - timedelta(days=1))) == ["planned_past"]


def test_what_has_ended_is_not_extended(world: World) -> None:
    decide(stay(world))
    decide(EndTemporaryStay(on=date(2022, 9, 1), person=world.an))
    assert refusals(ExtendTemporaryStay(on=CONSENT, person=world.an, planned=date(2022, 12, 1))) == ["stay_ended"]
