"""Somebody who was introduced outside this register is counted here until the other side has received."""

from __future__ import annotations

from datetime import date, timedelta

from dangvu.members.queries import cell_of, stays
from dangvu.reports.figures import figures
from dangvu.transfers.commands import ConfirmDeparture
from dangvu.transfers.queries import letters_of, outgoing
from tests.areas.transfers.letters import sent
from tests.world import World, decide, refusals

WENT = date(2022, 6, 13)


def outside(world: World) -> int:
    return sent(world, to=None, place="Đảng ủy phường Ninh Kiều, Cần Thơ")


def test_until_then_the_member_counts_and_from_then_on_not(world: World) -> None:
    number = outside(world)
    decide(ConfirmDeparture(on=WENT, letter=number, person=world.an))
    roll = [figures(world.hamlet_one, day, codes=["members"]).figures["members"].value for day in (WENT - timedelta(days=1), WENT)]
    assert roll == [2, 1]
    assert [stay.leaving for stay in stays(world.an)] == ["transferred_out"]
    assert [(one.state, one.ended) for one in letters_of(world.an)] == [("received", WENT)]


def test_it_is_listed_as_outgoing_until_then(world: World) -> None:
    number = outside(world)
    assert [(one.number, one.who.destination) for one in outgoing({world.hamlet_one}, WENT)] == [
        (number, "Đảng ủy phường Ninh Kiều, Cần Thơ")
    ]


def test_a_letter_within_the_register_is_for_the_other_side_to_receive(world: World) -> None:
    assert refusals(ConfirmDeparture(on=WENT, letter=sent(world), person=world.an)) == ["inside"]
    assert cell_of(world.an, WENT) == world.hamlet_one


def test_it_is_confirmed_once(world: World) -> None:
    number = outside(world)
    decide(ConfirmDeparture(on=WENT, letter=number, person=world.an))
    assert refusals(ConfirmDeparture(on=WENT, letter=number, person=world.an)) == ["letter_closed", "not_a_member"]
