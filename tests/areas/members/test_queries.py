"""Questions about members."""

from __future__ import annotations

from datetime import date, timedelta

from dangvu.members.commands import EndMembership, GivePost, SetParticipation
from dangvu.members.present import present
from dangvu.members.queries import cell_of, holders, last_stays, moves, posts, stays, three_dates
from tests.world import DAY, World, decide


def test_a_stay_names_the_decision_by_which_we_hold_it_and_the_first_that_said_so(world: World) -> None:
    before = stays(world.an)[0]
    decision = decide(EndMembership(on=DAY, person=world.an, kind="dead"))
    (after,) = stays(world.an)
    assert (before.decision, after.decision) == (before.begun_by, decision.id)
    assert after.begun_by == before.decision


def test_stays_as_known_before(world: World) -> None:
    decision = decide(EndMembership(on=DAY, person=world.an, kind="dead"))
    assert [stay.leaving for stay in stays(world.an, decision.recorded - timedelta(microseconds=1))] == [""]


def test_holders_of_posts_are_those_of_the_day(world: World) -> None:
    decide(GivePost(on=date(2020, 1, 1), person=world.phuc, title="Phó bí thư", unit=world.hamlet_one))
    assert holders(world.hamlet_one, date(2019, 12, 31)) == [(world.an, "Bí thư")]
    assert holders(world.hamlet_one, DAY) == [(world.an, "Bí thư"), (world.phuc, "Phó bí thư")]


def test_the_three_dates_as_held(world: World) -> None:
    dates = three_dates(world.an)
    assert dates and (dates.decided, dates.ceremony, dates.official) == (date(2000, 2, 23), date(2000, 3, 1), date(2001, 3, 1))
    assert three_dates(999) is None


def test_everybody_has_a_last_stay_and_the_first_day_of_all(world: World) -> None:
    found = {stay.person: stay for stay in last_stays()}
    assert (found[world.phuc].first, found[world.phuc].since, found[world.phuc].until) == (date(2008, 12, 22), date(2017, 1, 1), None)
    assert (found[world.em].until, found[world.hanh].cell) == (date(2019, 10, 5), world.school)


def test_moves_are_transfers_arrivals_and_ways_out(world: World) -> None:
    assert set(moves()) == {
        (world.binh, "transfer", date(2010, 3, 1)), (world.hanh, "transfer", date(2012, 7, 1)), (world.em, "dead", date(2019, 10, 5)),
        (world.phuc, "expelled", date(2015, 4, 1)), (world.giang, "transferred_in", date(2015, 8, 15)),
    }  # fmt: skip


def test_who_is_present_with_posts_of_the_cell_and_its_place(world: World) -> None:
    found = present([world.an, world.em, world.dung], DAY)
    assert (found[world.an].posts, found[world.an].cell, found[world.an].left) == ({"Bí thư", "Trưởng ấp"}, world.hamlet_one, False)
    assert (found[world.em].left, found[world.dung].exempt_from) == (True, date(2018, 1, 1))


def test_nobody_is_in_a_cell_before_coming_or_after_going(world: World) -> None:
    assert [cell_of(world.em, day) for day in (date(1998, 5, 18), date(1998, 5, 19), date(2019, 10, 4), date(2019, 10, 5))] == [
        None, world.hamlet_two, world.hamlet_two, None,
    ]  # fmt: skip
    assert posts(world.em) == []


def test_an_exemption_that_is_over_does_not_hold_and_one_that_came_after_it_does(world: World) -> None:
    over, again = date(2020, 3, 1), date(2021, 3, 1)
    decide(SetParticipation(on=over, person=world.dung, value="active"))
    decide(SetParticipation(on=again, person=world.dung, value="exempt"))
    found = [present([world.dung], day)[world.dung] for day in (over - timedelta(1), over, again)]
    assert [(held.exempt_from, held.settled) for held in found] == [(date(2018, 1, 1), None), (again, None), (again, None)]
    decide(SetParticipation(on=date(2021, 6, 1), person=world.dung, value="active"))
    held = present([world.dung], date(2021, 7, 1))[world.dung]
    assert (held.exempt_from, held.settled) == (None, date(2021, 6, 1))


def test_an_exemption_continued_on_another_ground_is_one(world: World) -> None:
    decide(SetParticipation(on=date(2020, 3, 1), person=world.dung, value="exempt", reason="abroad"))
    assert present([world.dung], DAY)[world.dung].exempt_from == date(2018, 1, 1)


def test_somebody_who_left_is_exempt_as_on_the_last_day(world: World) -> None:
    decide(EndMembership(on=date(2020, 3, 1), person=world.dung, kind="dead"))
    assert present([world.dung], DAY)[world.dung].exempt_from == date(2018, 1, 1)
