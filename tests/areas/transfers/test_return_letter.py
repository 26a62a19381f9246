"""The receiving side sends a letter back, and says why."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.members.queries import cell_of
from dangvu.transfers.commands import ReturnLetter
from dangvu.transfers.queries import incoming, letters_of
from tests.areas.transfers.letters import sent
from tests.world import World, decide, refusals

DAY = date(2022, 5, 23)


def test_the_member_never_left_and_the_letter_is_no_longer_on_the_way(world: World) -> None:
    decide(ReturnLetter(on=DAY, letter=sent(world), introduced=world.an, unit=world.school, reason="papers"))
    assert cell_of(world.an, DAY) == world.hamlet_one
    assert incoming(None, DAY) == []
    assert [(one.state, one.ended) for one in letters_of(world.an)] == [("returned", DAY)]


@pytest.mark.parametrize(("unit", "reason", "codes"), [("ben_man", "papers", ["other_address"]), ("school", "dislike", ["unknown_reason"])])
def test_it_is_refused(world: World, unit: str, reason: str, codes: list[str]) -> None:
    number = sent(world)
    assert refusals(ReturnLetter(on=DAY, letter=number, introduced=world.an, unit=getattr(world, unit), reason=reason)) == codes
