"""Votes are numbers of an organ, in the order of the levels, judged by the rules of their day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.exits.queries import case
from dangvu.members.commands import SetParticipation
from dangvu.periods.clock import today
from tests.areas.exits.cases import IN_BASE, IN_CELL, IN_DISTRICT, appeal, decided, next_stage, opened, opening, vote, voted
from tests.world import World, decide, refusals

STAGES = [((), "cell", "hamlet_one"), (("cell",), "base", "an_binh"), (("cell", "base"), "deciding", "cau_go")]


@pytest.mark.parametrize(("organs", "stage", "unit"), STAGES)
def test_after_each_vote_it_waits_for_the_next(world: World, organs: tuple[str, ...], stage: str, unit: str) -> None:
    assert next_stage(voted(world, *organs), IN_DISTRICT) == (stage, getattr(world, unit))


def test_two_thirds_of_all_are_asked_and_not_of_those_present(world: World) -> None:
    """Ten of fifteen reach it, nine of ten present do not."""
    number = voted(world, "cell")
    decide(vote(world, number, "base", present=10, in_favour=9, against=1))
    decide(vote(world, number, "base", on=date(2022, 6, 20), present=12, in_favour=10, against=1, blank=1))
    found = case(number, IN_DISTRICT)
    assert found is not None
    assert [(one.votes.in_favour, one.share, one.is_reached) for one in found.votes if one.organ == "base"] == [
        (9, ">=2/3", False), (10, ">=2/3", True),
    ]  # fmt: skip
    assert found.counting["base"].is_reached


@pytest.mark.parametrize(("kind", "ground", "codes"), [("expelled", "discipline", ["fell_short"]), ("struck_off", "card", [])])
def test_an_expulsion_without_its_two_thirds_goes_no_further_and_a_striking_off_is_reported(
    world: World, kind: str, ground: str, codes: list[str]
) -> None:
    number = opened(world, kind=kind, reason=ground)
    decide(vote(world, number, "cell", in_favour=1, against=1))
    if codes:
        assert refusals(vote(world, number, "base")) == codes
    else:
        decide(vote(world, number, "base"))


@pytest.mark.parametrize(
    ("organs", "organ", "differing", "codes"),
    [
        ((), "base", {}, ["earlier_stage"]),
        (("cell",), "standing", {}, ["earlier_stage"]),
        ((), "cell", {"unit": "hamlet_two"}, ["other_unit"]),
        ((), "cell", {"entitled": 3}, ["not_the_roll"]),
        ((), "cell", {"entitled": 1, "present": 1, "in_favour": 1}, ["not_the_roll"]),
        ((), "cell", {"organ": "friends"}, ["unknown_organ"]),
        ((), "cell", {"document": ""}, ["missing_document"]),
        ((), "cell", {"in_favour": 2, "against": 1}, ["wrong_count"]),
        ((), "cell", {"on": date(2022, 6, 2)}, ["before_stage"]),
        (("cell",), "base", {"unit": "cau_go"}, ["other_unit"]),
        (("cell",), "base", {"on": date(2022, 6, 9)}, ["before_stage"]),
        (("cell", "base"), "standing", {"unit": "ben_man"}, ["not_competent"]),
        (("cell", "base"), "standing", {"unit": "an_binh"}, ["not_competent"]),
        (("cell", "base"), "standing", {"organ": "committee"}, ["not_competent"]),
        (("cell",), "cell", {}, ["voted_already"]),
    ],
)
def test_it_is_refused(world: World, organs: tuple[str, ...], organ: str, differing: dict[str, object], codes: list[str]) -> None:
    named = {key: getattr(world, str(value)) if key == "unit" else value for key, value in differing.items()}
    assert refusals(vote(world, voted(world, *organs), organ, **named)) == codes


def test_an_authorised_grassroots_committee_votes_once(world: World) -> None:
    number = voted(world, "cell", "committee")
    found = case(number, IN_BASE)
    assert found is not None
    assert (next_stage(number, IN_BASE), found.counting["deciding"].share) == (("deciding", world.an_binh), ">=2/3")


def test_from_26_july_2026_on_a_grassroots_committee_decides_through_its_standing_committee(world: World) -> None:
    number = opened(world, on=date(2026, 7, 20))
    decide(vote(world, number, "cell", on=date(2026, 7, 24)))
    whole = vote(world, number, "committee", on=date(2026, 7, 27))
    few = vote(world, number, "standing", on=date(2026, 7, 27), unit=world.an_binh, entitled=5, present=5, in_favour=3, against=2)
    assert refusals(whole) == ["not_competent"]
    decide(few)
    found = case(number, date(2026, 7, 27))
    assert found is not None
    assert found.counting["deciding"].is_reached


def test_of_the_exempt_only_those_who_came_are_counted(world: World) -> None:
    number = opened(world)
    decide(SetParticipation(on=date(2022, 6, 8), person=world.phuc, value="exempt", reason="old_age"))
    alone = {"entitled": 1, "present": 1, "in_favour": 1}
    assert refusals(vote(world, number, "cell", entitled=3, present=3, in_favour=3)) == ["not_the_roll"]
    decide(vote(world, number, "cell", **alone))
    decide(vote(world, number, "cell", on=date(2022, 6, 13)))
    found = case(number, IN_CELL)
    assert found is not None
    assert [one.votes.entitled for one in found.votes] == [1, 2]


def test_who_is_suspended_is_not_counted_at_all(world: World) -> None:
    number = opened(world)
    decide(SetParticipation(on=date(2022, 6, 8), person=world.phuc, value="suspended", reason="decision", planned=date(2022, 9, 6)))
    assert refusals(vote(world, number, "cell")) == ["not_the_roll"]
    decide(vote(world, number, "cell", entitled=1, present=1, in_favour=1))


def test_a_case_of_another_person_is_not_found(world: World) -> None:
    assert refusals(vote(world, opened(world), "cell", person=world.phuc)) == ["unknown_case"]


def test_wrong_numbers_are_put_right_on_the_same_day_also_after_later_votes(world: World) -> None:
    number = voted(world, "cell", "base")
    decide(vote(world, number, "cell", in_favour=1, against=1))
    found = case(number, IN_DISTRICT)
    assert found is not None
    assert [(one.organ, one.votes.in_favour) for one in found.votes] == [("cell", 1), ("base", 15)]
    assert set(found.counting) == {"cell", "base"}
    assert refusals(vote(world, number, "cell", in_favour=1, against=1)) == ["voted_already"]


def test_nothing_is_recorded_of_a_day_to_come(world: World) -> None:
    tomorrow = today() + timedelta(days=1)
    assert refusals(opening(world, on=tomorrow)) == ["to_come"]
    assert refusals(vote(world, opened(world, person=world.phuc), "cell", person=world.phuc, on=tomorrow)) == ["to_come"]
    decide(opening(world, on=today()))


def test_no_appeal_comes_on_a_day_to_come(world: World) -> None:
    tomorrow = today() + timedelta(days=1)
    assert "to_come" in refusals(appeal(world, decided(world), on=tomorrow, received=tomorrow))
