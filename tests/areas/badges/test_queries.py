"""Whose badge is due in a round."""

from __future__ import annotations

from datetime import date

from dangvu.badges.queries import Candidate, candidates, rounds_from
from dangvu.members.commands import EndMembership, RecogniseOfficial, RestoreMember, SetParticipation
from dangvu.members.party_age import counting_from
from tests.areas.badges.rounds import FULL, ROUND, an_award, award
from tests.world import World, decide

BEFORE, AFTER = date(2023, 11, 7), date(2024, 5, 19)


def due(unit: int, day: date, **narrowed: object) -> list[tuple[int, int, str, bool]]:
    return [(one.person, one.grade, one.manner, one.is_late) for one in candidates(unit, day, **narrowed)]  # type: ignore[arg-type]  # one dict of many types


def test_years_are_full_in_the_round_on_or_after_the_day(world: World) -> None:
    assert due(world.province, BEFORE) == []
    assert due(world.province, ROUND) == [(world.dung, 30, "due", False)]
    assert due(world.province, AFTER) == [(world.dung, 30, "due", True)]


def test_everything_of_the_person_that_a_list_needs_is_there(world: World) -> None:
    (one,) = candidates(world.an_binh, ROUND)
    assert isinstance(one, Candidate)
    assert (one.name, one.cell_name, one.reached, one.counts_from) == ("Trần Quốc Dũng", "Chi bộ ấp Hai", FULL, date(1994, 1, 27))
    assert one.is_exempt and not one.is_suspended


def test_who_has_it_is_not_listed_nor_for_a_lower_one(world: World) -> None:
    an_award(world)
    assert due(world.province, AFTER) == []
    decide(award(world, (world.dung, 40, "early"), on=date(2033, 2, 3)))
    assert due(world.hamlet_two, date(2033, 5, 19)) == [], "nor for the lower one"


def test_only_of_the_unit_and_of_what_the_reader_sees(world: World) -> None:
    assert due(world.ben_man, ROUND) == []
    assert due(world.province, ROUND, within=frozenset({world.school})) == []
    assert due(world.province, ROUND, within=frozenset({world.hamlet_two})) != []


def test_who_died_lately_is_listed_for_what_was_full_within_a_year(world: World) -> None:
    decide(EndMembership(on=date(2023, 3, 1), person=world.dung, kind="dead"))
    assert due(world.province, date(2023, 5, 19)) == [(world.dung, 30, "posthumous", False)]
    assert due(world.province, AFTER) == []


def test_who_left_otherwise_is_not(world: World) -> None:
    decide(EndMembership(on=date(2024, 2, 1), person=world.dung, kind="left_on_request"))
    assert due(world.province, ROUND) == []


def test_the_suspended_are_marked(world: World) -> None:
    decide(SetParticipation(on=date(2024, 2, 1), person=world.dung, value="suspended"))
    assert [one.is_suspended for one in candidates(world.province, ROUND)] == [True]


def test_the_restored_never_left(world: World) -> None:
    """Phúc, of December 2008, was outside from April 2015 to January 2017."""
    assert counting_from([world.phuc], ROUND) == {world.phuc: date(2008, 12, 15)}


def test_the_readmitted_go_on_without_the_time_outside(world: World) -> None:
    decide(EndMembership(on=date(2022, 1, 1), person=world.an, kind="struck_off"))
    decide(RestoreMember(on=date(2026, 1, 1), person=world.an, cell=world.hamlet_one, entry="readmitted"))
    assert counting_from([world.an], date(2026, 6, 1)) == {}, "probation does not count yet"
    decide(RecogniseOfficial(on=date(2027, 1, 1), person=world.an))
    assert counting_from([world.an], date(2027, 1, 1)) == {world.an: date(2004, 2, 23)}
    assert due(world.province, date(2034, 2, 3), within=frozenset({world.hamlet_one})) == []
    assert due(world.province, date(2034, 5, 19), within=frozenset({world.hamlet_one})) == [(world.an, 30, "due", False)]


def test_probation_counts_once_it_is_over(world: World) -> None:
    assert counting_from([world.cuc], date(2023, 5, 1)) == {}
    decide(RecogniseOfficial(on=date(2023, 6, 1), person=world.cuc))
    assert counting_from([world.cuc], date(2023, 6, 1)) == {world.cuc: date(2022, 5, 25)}


def test_the_next_rounds_are_offered(world: World) -> None:
    assert rounds_from(date(2026, 11, 7)) == [date(2026, 11, 7), date(2027, 2, 3), date(2027, 5, 19), date(2027, 9, 2)]
