"""A member takes a post in a party body or in the government of a locality."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.members.commands import EndMembership, GivePost, TransferMember
from dangvu.members.queries import Holding, posts
from dangvu.periods.days import Span
from tests.world import World, decide, refusals

DAY = date(2021, 3, 1)


def _of(person: int, title: str) -> list[Holding]:
    return [post for post in posts(person) if post.title == title]


def test_it_is_held_from_the_day_on(world: World) -> None:
    decide(GivePost(on=DAY, person=world.giang, title="Bí thư", unit=world.school))
    (post,) = _of(world.giang, "Bí thư")
    assert (post.unit, post.locality, post.span) == (world.school, None, Span(DAY))


def test_a_party_post_and_a_government_post_go_together(world: World) -> None:
    """An leads both the cell and the hamlet."""
    assert [(post.title, post.unit, post.locality) for post in posts(world.an)] == [
        ("Bí thư", world.hamlet_one, None), ("Trưởng ấp", None, world.place_one),
    ]  # fmt: skip


def test_one_held_before_an_exit_that_is_known_ends_with_it(world: World) -> None:
    decide(GivePost(on=date(2019, 1, 1), person=world.em, title="Trưởng ấp", locality=world.place_two))
    assert [post.span for post in _of(world.em, "Trưởng ấp")] == [Span(date(2019, 1, 1), date(2019, 10, 5))]


def test_one_in_the_own_cell_ends_with_a_transfer_that_is_known(world: World) -> None:
    """Bình left the first hamlet on 1 March 2010; a post in the committee above outlasts the transfer."""
    decide(GivePost(on=date(2008, 1, 1), person=world.binh, title="Bí thư", unit=world.hamlet_one))
    decide(GivePost(on=date(2008, 1, 1), person=world.binh, title="Đảng ủy viên", unit=world.an_binh))
    assert [post.span for post in posts(world.binh)] == [Span(date(2008, 1, 1), date(2010, 3, 1)), Span(date(2008, 1, 1))]


def test_every_post_ends_when_the_membership_does(world: World) -> None:
    decide(EndMembership(on=DAY, person=world.an, kind="left_on_request"))
    assert [post.span.until for post in posts(world.an)] == [DAY, DAY]


def test_the_same_post_may_be_taken_again_in_another_cell(world: World) -> None:
    decide(TransferMember(on=DAY, person=world.an, cell=world.school))
    decide(GivePost(on=DAY, person=world.an, title="Bí thư", unit=world.school))
    assert [(post.unit, post.span.until) for post in _of(world.an, "Bí thư")] == [(world.hamlet_one, DAY), (world.school, None)]


@pytest.mark.parametrize(
    ("person", "title", "unit", "locality", "codes"),
    [
        ("em", "Bí thư", "hamlet_two", None, ["not_a_member"]),
        ("an", " ", "hamlet_one", None, ["missing_title"]),
        ("an", "Bí thư", None, None, ["one_place"]),
        ("an", "Bí thư", "hamlet_one", "place_one", ["one_place"]),
        ("an", "Bí thư", "post_office", None, ["unit_not_alive"]),
        ("an", "Bí thư", "hamlet_one", None, ["post_held"]),
    ],
    ids=["dead", "no title", "nowhere", "in two places", "an ended unit", "held already"],
)
def test_it_is_refused(world: World, person: str, title: str, unit: str | None, locality: str | None, codes: list[str]) -> None:
    where = {"unit": getattr(world, unit) if unit else None, "locality": getattr(world, locality) if locality else None}
    assert refusals(GivePost(on=DAY, person=getattr(world, person), title=title, **where)) == codes


def test_an_unknown_place_is_refused(world: World) -> None:
    assert refusals(GivePost(on=DAY, person=world.an, title="Trưởng ấp", locality=999)) == ["unknown_locality"]
