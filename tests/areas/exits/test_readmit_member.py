"""Who may come back is judged by how the membership ended, when, on what ground, and by the consent of the province."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dangvu.exits.commands import ReadmitMember
from dangvu.members.commands import EndMembership, RestoreMember
from dangvu.members.queries import cell_of, stays, three_dates
from tests.areas.exits.cases import answer, appeal, decided
from tests.world import World, decide, refusals

BACK = date(2025, 7, 1)
"""Thirty-six months after the decision."""


def readmission(world: World, **differing: object) -> ReadmitMember:
    usual: dict[str, Any] = {
        "on": BACK, "person": world.an, "cell": world.hamlet_two, "consented_by": "province_standing", "consent": "15-CV/TU",
        "document": "30-QĐ/ĐU",
    }  # fmt: skip
    return ReadmitMember(**{**usual, **differing})


def test_probation_begins_anew_in_another_cell(world: World) -> None:
    decided(world, reason="card")
    decide(readmission(world))
    dates = three_dates(world.an)
    assert (cell_of(world.an, BACK), stays(world.an)[-1].entry) == (world.hamlet_two, "readmitted")
    assert (dates and dates.ceremony, dates and dates.official) == (BACK, None)


@pytest.mark.parametrize(
    ("case", "differing", "codes"),
    [
        ({"reason": "card"}, {"on": date(2025, 6, 30)}, ["readmitted_too_soon"]),
        ({"reason": "card"}, {"consent": " "}, ["missing_document"]),
        ({"reason": "card"}, {"consented_by": "province_permanent"}, ["no_consent"]),
        ({"reason": "no_meetings"}, {}, ["never_again"]),
        ({"kind": "expelled", "reason": "corruption"}, {}, ["never_again"]),
        ({"kind": "expelled", "reason": "lesser_crime"}, {}, ["record_not_cleared"]),
        ({"kind": "expelled", "reason": "lesser_crime"}, {"cleared": date(2024, 1, 1)}, ["record_not_cleared"]),
        ({"kind": "expelled", "reason": "lesser_crime"}, {"on": date(2026, 7, 1), "cleared": date(2020, 1, 1)}, ["record_not_cleared"]),
        ({"kind": "left_on_request", "reason": "own_request"}, {}, ["left_on_own_request"]),
        ({"kind": "left_on_request", "reason": "own_request"}, {"ground": "family"}, ["left_on_own_request", "ground_known"]),
    ],
)
def test_it_is_refused(world: World, case: dict[str, object], differing: dict[str, object], codes: list[str]) -> None:
    decided(world, **case)
    assert refusals(readmission(world, **differing)) == codes


def test_very_hard_family_reasons_are_no_bar(world: World) -> None:
    decided(world, kind="left_on_request", reason="family")
    decide(readmission(world))
    assert cell_of(world.an, BACK) == world.hamlet_two


@pytest.mark.parametrize(("on", "codes"), [(date(2026, 7, 24), []), (date(2026, 7, 27), ["never_again"])])
def test_waste_and_negative_acts_bar_it_from_26_july_2026_on(world: World, on: date, codes: list[str]) -> None:
    decided(world, kind="expelled", reason="waste_negative")
    if codes:
        assert refusals(readmission(world, on=on)) == codes
    else:
        decide(readmission(world, on=on))


def test_since_26_july_2026_the_permanent_few_may_consent(world: World) -> None:
    decided(world, reason="card")
    decide(readmission(world, on=date(2026, 7, 27), consented_by="province_permanent"))
    assert stays(world.an)[-1].entry == "readmitted"


def test_nobody_is_readmitted_who_was_restored(world: World) -> None:
    number = decided(world)
    decide(appeal(world, number))
    decide(answer(world, number, "quashed"))
    assert "still_a_member" in refusals(readmission(world))


def test_whoever_never_was_here_is_admitted_and_not_readmitted(world: World) -> None:
    assert "still_a_member" in refusals(readmission(world, person=world.binh))


@pytest.mark.parametrize(
    ("ground", "codes"), [("", ["unknown_reason"]), ("corruption", ["unknown_reason", "never_again"]), ("no_meetings", ["never_again"])]
)
def test_where_no_case_is_known_the_ground_is_asked_for(world: World, ground: str, codes: list[str]) -> None:
    decide(EndMembership(on=date(2020, 1, 1), person=world.an, kind="struck_off"))
    assert refusals(readmission(world, ground=ground)) == codes
    decide(readmission(world, ground="card"))


def test_the_ground_of_an_earlier_exit_says_nothing_of_the_last(world: World) -> None:
    """The case of 2022 barred it for ever; of the exit of 2024 nothing is known."""
    decided(world, reason="no_meetings")
    decide(RestoreMember(on=date(2023, 1, 1), person=world.an, cell=world.hamlet_two, entry="restored"))
    decide(EndMembership(on=date(2024, 1, 1), person=world.an, kind="struck_off"))
    assert refusals(readmission(world, on=date(2028, 1, 1))) == ["unknown_reason"]
    decide(readmission(world, on=date(2028, 1, 1), ground="card"))
