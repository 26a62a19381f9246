"""The sending side takes a letter back: nothing has changed, and another one may be written."""

from __future__ import annotations

from datetime import date

from dangvu.members.queries import stays
from dangvu.transfers.commands import WithdrawLetter
from dangvu.transfers.queries import letters_of, outgoing
from tests.areas.transfers.letters import sent
from tests.world import World, decide, refusals

DAY = date(2022, 5, 23)


def test_the_member_never_left(world: World) -> None:
    before = stays(world.an)
    decide(WithdrawLetter(on=DAY, letter=sent(world), person=world.an))
    assert stays(world.an) == before
    assert outgoing(None, DAY) == []


def test_then_another_letter_may_be_written(world: World) -> None:
    first = sent(world)
    decide(WithdrawLetter(on=DAY, letter=first, person=world.an))
    second = sent(world, on=DAY, to=world.ben_man)
    assert [(one.number, one.state) for one in letters_of(world.an)] == [(first, "withdrawn"), (second, "on_the_way")]


def test_a_withdrawn_letter_is_closed(world: World) -> None:
    number = sent(world)
    decide(WithdrawLetter(on=DAY, letter=number, person=world.an))
    assert refusals(WithdrawLetter(on=DAY, letter=number, person=world.an)) == ["letter_closed"]
    assert refusals(WithdrawLetter(on=DAY, letter=number, person=world.binh)) == ["unknown_letter"]
