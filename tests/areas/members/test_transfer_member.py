"""A member moves to another cell of the register."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.members.commands import GivePost, TransferMember
from dangvu.members.queries import cell_of, posts, stays
from dangvu.periods.days import Span
from dangvu.reports.figures import figures
from tests.world import World, decide, refusals

BEFORE, DAY = date(2020, 5, 31), date(2020, 6, 1)


def test_it_is_in_one_cell_the_day_before_and_in_the_other_on_the_day(world: World) -> None:
    decide(TransferMember(on=DAY, person=world.an, cell=world.school))
    assert (cell_of(world.an, BEFORE), cell_of(world.an, DAY)) == (world.hamlet_one, world.school)
    assert [(stay.cell, stay.entry, stay.leaving) for stay in stays(world.an)] == [
        (world.hamlet_one, "admitted", "transfer"), (world.school, "transfer", ""),
    ]  # fmt: skip


def test_what_was_known_stays_known(world: World) -> None:
    decision = decide(TransferMember(on=DAY, person=world.an, cell=world.school))
    assert cell_of(world.an, DAY, known=decision.recorded - timedelta(microseconds=1)) == world.hamlet_one
    assert cell_of(world.an, DAY, known=decision.recorded) == world.school


def test_the_body_above_both_cells_neither_gains_nor_loses(world: World) -> None:
    decide(TransferMember(on=DAY, person=world.an, cell=world.hamlet_two))
    codes = ["opening", "transfers_in", "transfers_out", "closing"]

    def moved(unit: int) -> list[int]:
        found = figures(unit, DAY, since=DAY, codes=codes).figures
        return [int(found[code].value or 0) for code in codes]

    assert moved(world.an_binh) == [4, 0, 0, 4]
    assert moved(world.hamlet_one) == [2, 0, 1, 1]
    assert moved(world.hamlet_two) == [2, 1, 0, 3]


def test_posts_of_the_old_cell_end_and_others_do_not(world: World) -> None:
    decide(GivePost(on=date(2016, 1, 1), person=world.an, title="Đảng ủy viên", unit=world.an_binh))
    decide(TransferMember(on=DAY, person=world.an, cell=world.school))
    assert {post.title: post.span.until for post in posts(world.an)} == {"Bí thư": DAY, "Đảng ủy viên": None, "Trưởng ấp": None}


def test_posts_of_the_old_cell_that_begin_later_are_taken_back(world: World) -> None:
    """An was head of the cell from 2015 on; a transfer of 2012, recorded only now, leaves nothing of that."""
    decide(TransferMember(on=date(2012, 1, 1), person=world.an, cell=world.school))
    assert [post.title for post in posts(world.an)] == ["Trưởng ấp"]


def test_an_earlier_transfer_recorded_later_lasts_until_the_next(world: World) -> None:
    """Bình is known to have moved from the first to the second hamlet in 2010; the school lay between."""
    decide(TransferMember(on=date(2008, 1, 1), person=world.binh, cell=world.school))
    assert [(stay.cell, stay.span) for stay in stays(world.binh)] == [
        (world.hamlet_one, Span(date(2005, 9, 2), date(2008, 1, 1))),
        (world.school, Span(date(2008, 1, 1), date(2010, 3, 1))),
        (world.hamlet_two, Span(date(2010, 3, 1))),
    ]


def test_a_transfer_that_took_place_earlier_is_said_again_for_the_earlier_day(world: World) -> None:
    """Bình moved to the second hamlet on 1 March 2010, as was recorded; it was in truth on 1 December 2009."""
    earlier = date(2009, 12, 1)
    decision = decide(TransferMember(on=earlier, person=world.binh, cell=world.hamlet_two))
    assert [(stay.cell, stay.span, stay.entry, stay.leaving) for stay in stays(world.binh)] == [
        (world.hamlet_one, Span(date(2005, 9, 2), earlier), "admitted", "transfer"),
        (world.hamlet_two, Span(earlier), "transfer", ""),
    ]
    assert cell_of(world.binh, earlier, known=decision.recorded - timedelta(microseconds=1)) == world.hamlet_one


@pytest.mark.parametrize(
    ("person", "on", "cell", "codes"),
    [
        ("an", DAY, "hamlet_one", ["same_cell"]),
        ("an", DAY, "an_binh", ["no_such_cell"]),
        ("an", DAY, "post_office", ["no_such_cell"]),
        ("an", date(1999, 1, 1), "hamlet_two", ["not_a_member"]),
        ("em", DAY, "hamlet_one", ["not_a_member"]),
        ("binh", date(2010, 3, 1), "hamlet_one", ["same_day"]),
        ("an", date(2005, 1, 1), "post_office", ["cell_has_members"]),
    ],
    ids=["the same cell", "no cell", "an ended cell", "before admission", "after death", "the day of another transfer", "a cell that ends"],
)
def test_it_is_refused(world: World, person: str, on: date, cell: str, codes: list[str]) -> None:
    assert refusals(TransferMember(on=on, person=getattr(world, person), cell=getattr(world, cell))) == codes
