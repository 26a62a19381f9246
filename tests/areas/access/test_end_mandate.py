"""A mandate ends, and with it what is held on its behalf."""

from __future__ import annotations

from datetime import date, timedelta

from dangvu.access.commands import DelegateMandate, EndMandate
from dangvu.access.queries import mandates_of
from tests.areas.access.offices import charges, stranger
from tests.areas.rows import closed, refusal
from tests.world import CHARGED, World, decide, refusals

DAY = date(2026, 2, 1)


def number_of(account: int, on: date = DAY) -> int:
    """The only mandate of an account on a day."""
    (held,) = mandates_of(account, on)
    return held.number


def test_it_is_held_until_the_day_before(world: World) -> None:
    before = charges(world.commune, DAY)
    decision = decide(EndMandate(on=DAY, mandate=number_of(world.commune)))
    assert charges(world.commune, DAY - timedelta(days=1)) == before
    assert charges(world.commune, DAY) == []
    assert mandates_of(world.commune, DAY, decision.recorded - timedelta(microseconds=1)) != []


def test_it_keeps_its_number_and_can_end_earlier_still(world: World) -> None:
    number = number_of(world.commune)
    decide(EndMandate(on=DAY, mandate=number))
    decide(EndMandate(on=date(2026, 1, 1), mandate=number))
    assert charges(world.commune, date(2025, 12, 31)) != []
    assert charges(world.commune, date(2026, 1, 1)) == []


def test_ended_on_its_first_day_it_was_never_held(world: World) -> None:
    decide(EndMandate(on=CHARGED, mandate=number_of(world.commune)))
    assert charges(world.commune, CHARGED) == []


def test_other_mandates_stay(world: World) -> None:
    decide(EndMandate(on=DAY, mandate=number_of(world.commune)))
    assert charges(world.secretary, DAY) == [("cell_secretary", world.hamlet_one)]


def test_a_mandate_that_is_none_is_refused(world: World) -> None:
    assert refusals(EndMandate(on=DAY, mandate=1)) == ["unknown_mandate"]


def test_what_has_ended_ends_no_more(world: World) -> None:
    number = number_of(world.commune)
    decide(EndMandate(on=DAY, mandate=number))
    assert refusals(EndMandate(on=DAY, mandate=number)) == ["mandate_ended"]


def test_who_acts_on_its_behalf_ends_with_it(world: World) -> None:
    number, other = number_of(world.commune), stranger()
    decide(DelegateMandate(on=date(2026, 1, 10), until=date(2026, 3, 1), mandate=number, account=other, document="07-QĐ/ĐU"))
    decide(DelegateMandate(on=date(2026, 3, 10), until=date(2026, 4, 1), mandate=number, account=other, document="08-QĐ/ĐU"))
    decide(EndMandate(on=DAY, mandate=number))
    assert charges(other, date(2026, 1, 31)) == [("commune_approver", world.an_binh)]
    assert charges(other, DAY) == charges(other, date(2026, 3, 15)) == []


def test_by_plain_sql_it_does_not_end_alone(world: World) -> None:
    number, other = number_of(world.commune), stranger()
    decide(DelegateMandate(on=DAY, until=date(2026, 3, 1), mandate=number, account=other, document="07-QĐ/ĐU"))
    assert refusal(closed("access_mandate", f"grant_id = {number}")) == "delegation_within_its_mandate"
