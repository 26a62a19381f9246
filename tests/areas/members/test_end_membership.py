"""A member ceases to be counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.members.commands import EndMembership, TransferMember
from dangvu.members.kinds import EXITS
from dangvu.members.queries import attributes, cell_of, posts, statuses, stays
from dangvu.reports.figures import figures
from tests.world import World, decide, refusals

BEFORE, DAY = date(2021, 2, 28), date(2021, 3, 1)


@pytest.mark.parametrize("kind", EXITS)
def test_each_kind_counts_until_the_day_before(world: World, kind: str) -> None:
    decide(EndMembership(on=DAY, person=world.an, kind=kind))
    assert (cell_of(world.an, BEFORE), cell_of(world.an, DAY)) == (world.hamlet_one, None)
    assert stays(world.an)[-1].leaving == kind
    exits = figures(world.province, DAY, since=DAY, codes=["exits"], by="kind").groups["exits"]
    assert {part.key: part.figure.value for part in exits} == {kind: 1}


def test_it_balances(world: World) -> None:
    decide(EndMembership(on=DAY, person=world.an, kind="dead"))
    found = figures(world.hamlet_one, DAY, since=DAY, codes=["opening", "exits", "closing"]).figures
    assert [found[code].value for code in ("opening", "exits", "closing")] == [2, 1, 1]


def test_status_attributes_and_posts_end_too(world: World) -> None:
    decide(EndMembership(on=DAY, person=world.an, kind="expelled"))
    ends = [statuses(world.an)[-1].span.until, attributes(world.an)[-1].span.until, *(post.span.until for post in posts(world.an))]
    assert ends == [DAY, DAY, DAY, DAY]


def test_what_was_known_stays_known(world: World) -> None:
    decision = decide(EndMembership(on=DAY, person=world.an, kind="dead"))
    assert cell_of(world.an, DAY, known=decision.recorded - timedelta(microseconds=1)) == world.hamlet_one


@pytest.mark.parametrize(
    ("person", "on", "kind", "codes"),
    [
        ("an", DAY, "retired", ["unknown_kind"]),
        ("em", DAY, "dead", ["not_a_member"]),
        ("an", date(2000, 3, 1), "dead", ["same_day"]),
        ("binh", date(2008, 1, 1), "dead", ["later_decision"]),
        ("em", date(2018, 1, 1), "expelled", ["later_decision"]),
    ],
    ids=["no kind of exit", "dead already", "on the day of admission", "before a transfer", "before another exit"],
)
def test_it_is_refused(world: World, person: str, on: date, kind: str, codes: list[str]) -> None:
    assert refusals(EndMembership(on=on, person=getattr(world, person), kind=kind)) == codes


def test_a_transfer_after_the_exit_is_refused(world: World) -> None:
    decide(EndMembership(on=DAY, person=world.an, kind="transferred_out"))
    assert refusals(TransferMember(on=DAY, person=world.an, cell=world.school)) == ["not_a_member"]
