"""Badges are given by one decision for a list, and none twice."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.access.officer import Officer
from dangvu.badges.queries import Given, badges_of
from dangvu.commands.rebuilding import rebuild
from dangvu.members.commands import SetParticipation, TransferMember
from tests.areas.badges.rounds import FULL, PAPER, ROUND, an_award, award
from tests.areas.rows import opened, refusal
from tests.world import World, decide, refusals


def test_one_decision_gives_a_list(world: World) -> None:
    decision = decide(award(world, (world.dung, 30, "due"), (world.phuc, 30, "due"), on=date(2039, 2, 3)))
    assert badges_of(world.dung) == [Given(30, date(2039, 2, 3), "due", decision.id)]
    assert badges_of(world.phuc) == [Given(30, date(2039, 2, 3), "due", decision.id)]


def test_the_exempt_get_theirs(world: World) -> None:
    """Dũng is exempt since 2018."""
    an_award(world)
    assert [one.grade for one in badges_of(world.dung)] == [30]


def test_none_is_given_twice(world: World) -> None:
    an_award(world)
    assert refusals(award(world, on=date(2024, 5, 19))) == ["given_already"]
    assert refusal(opened("badges_badge", person_id=world.dung, grade=30, awarded=ROUND, manner="due")) == "a_badge_once"


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"awards": ()}, ["nobody"]),
        ({"document": ""}, ["missing_document"]),
        ({"unit": 999}, ["unit_not_alive"]),
        ({"awards": ((999, 30, "due"),)}, ["unknown_person"]),
        ({"awards": ((4, 30, "due"), (4, 30, "due"))}, ["named_twice"]),
        ({"awards": ((4, 30, "as a gift"),)}, ["unknown_manner"]),
        ({"awards": ((7, 30, "due"),), "on": date(2035, 2, 3)}, ["elsewhere"]),
        ({"on": date(2024, 1, 26)}, ["too_early"]),
        ({"awards": ((4, 35, "due"),), "on": date(2025, 2, 3)}, ["no_such_grade"]),
        ({"awards": ((3, 30, "due"),)}, ["not_official"]),
        ({"awards": ((5, 30, "posthumous"),)}, ["too_early"]),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    on = differing.pop("on", ROUND)
    assert refusals(award(world, on=on, **differing)) == codes  # type: ignore[arg-type]  # a day


def test_thirty_five_years_have_a_badge_since_the_guidance_of_2026(world: World) -> None:
    decide(award(world, (world.dung, 35, "due"), on=date(2029, 2, 3)))
    assert [one.grade for one in badges_of(world.dung)] == [35]


def test_it_is_given_where_the_file_lies(world: World) -> None:
    decide(TransferMember(on=FULL, person=world.dung, cell=world.school))
    assert refusals(award(world)) == ["elsewhere"]
    decide(award(world, unit=world.ben_man))


def test_what_was_given_elsewhere_before_is_recorded_by_its_day(world: World) -> None:
    """Giang came in 2015, official since 2000: a badge of earlier days is judged by these dates."""
    assert refusals(award(world, (world.giang, 30, "due"), unit=world.school, on=date(2014, 2, 3))) == ["too_early"]


def test_the_suspended_wait(world: World) -> None:
    decide(SetParticipation(on=date(2024, 2, 1), person=world.dung, value="suspended"))
    assert refusals(award(world)) == ["suspended"]


def test_the_province_alone_gives_them(world: World) -> None:
    command = award(world)
    assert Officer(world.officer, "quan-tri", date(2024, 2, 1)).may("badges.award", command)
    assert not Officer(world.commune, "xa-an-binh", date(2024, 2, 1)).may("badges.award", command)


def test_told_again_it_is_the_same(world: World) -> None:
    decide(award(world, (world.dung, 30, "early"), on=date(2023, 9, 2), document=PAPER))
    assert rebuild().empty
