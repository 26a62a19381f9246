"""A member gives a post up."""

from __future__ import annotations

from datetime import date, timedelta

from dangvu.members.commands import EndPost
from dangvu.members.queries import posts
from dangvu.periods.days import Span
from tests.world import World, decide, refusals

GIVEN, DAY = date(2015, 6, 1), date(2021, 3, 1)


def test_it_is_held_until_the_day_before(world: World) -> None:
    decision = decide(EndPost(on=DAY, person=world.an, title="Bí thư", unit=world.hamlet_one))
    assert [post.span for post in posts(world.an)] == [Span(GIVEN, DAY), Span(date(2020, 1, 1))]
    moment_before = decision.recorded - timedelta(microseconds=1)
    assert [post.span.until for post in posts(world.an, known=moment_before)] == [None, None]


def test_ended_on_its_first_day_it_was_never_held(world: World) -> None:
    decide(EndPost(on=GIVEN, person=world.an, title="Bí thư", unit=world.hamlet_one))
    assert [post.title for post in posts(world.an)] == ["Trưởng ấp"]


def test_a_post_that_is_not_held_is_refused(world: World) -> None:
    assert refusals(EndPost(on=DAY, person=world.an, title="Bí thư", unit=world.hamlet_two)) == ["post_not_held"]
    assert refusals(EndPost(on=GIVEN - timedelta(days=1), person=world.an, title="Bí thư", unit=world.hamlet_one)) == ["post_not_held"]
