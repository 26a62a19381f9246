"""A case may end without a decision; the member never left, and another may be opened."""

from __future__ import annotations

from datetime import date

from dangvu.exits.commands import DropCase
from dangvu.exits.queries import case, waiting
from dangvu.members.commands import EndMembership
from dangvu.members.queries import cell_of
from tests.areas.exits.cases import IN_BASE, opened, vote, voted
from tests.world import World, decide, refusals


def dropping(world: World, number: int, **differing: object) -> DropCase:
    usual: dict[str, object] = {"on": IN_BASE, "case": number, "person": world.an, "reason": "not_agreed"}
    return DropCase(**{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


def test_the_member_stays_and_another_case_may_be_opened(world: World) -> None:
    number = voted(world, "cell")
    decide(dropping(world, number))
    found = case(number, IN_BASE)
    assert (found and found.state, waiting(IN_BASE)) == ("dropped", [])
    assert cell_of(world.an, date(2023, 1, 1)) == world.hamlet_one
    assert opened(world, on=date(2022, 7, 1)) > number


def test_it_is_refused_without_a_reason_before_a_stage_or_twice(world: World) -> None:
    number = voted(world, "cell")
    assert refusals(dropping(world, number, reason="bored")) == ["unknown_reason"]
    assert refusals(dropping(world, number, on=date(2022, 6, 9))) == ["before_stage"]
    decide(dropping(world, number))
    assert refusals(dropping(world, number)) == ["case_closed"]


def test_whoever_left_in_another_way_is_voted_on_no_more_and_the_case_ends_so(world: World) -> None:
    number = voted(world, "cell")
    assert refusals(dropping(world, number, reason="other_way")) == ["unknown_reason"]
    decide(EndMembership(on=date(2022, 6, 13), person=world.an, kind="dead"))
    assert refusals(vote(world, number, "base")) == ["not_a_member"]
    (waits,) = waiting(IN_BASE)
    assert waits.is_gone and refusals(dropping(world, number)) == ["unknown_reason"]
    decide(dropping(world, number, reason="other_way"))
    assert waiting(IN_BASE) == []


def test_only_who_asked_to_leave_withdraws(world: World) -> None:
    assert refusals(dropping(world, opened(world), reason="request_withdrawn")) == ["unknown_reason"]
    number = opened(world, person=world.phuc, kind="left_on_request", reason="own_request")
    decide(dropping(world, number, person=world.phuc, reason="request_withdrawn"))
