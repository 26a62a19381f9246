"""What we hold a person's facts to be was wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.people.commands import CorrectFacts
from dangvu.people.queries import facts_of, person_by_record_no
from dangvu.reports.figures import figures
from tests.world import DAY, World, decide, refusals

BINH: dict[str, object] = {
    "on": DAY, "record_no": "002", "name": "Thạch Thị Bình", "born": date(1975, 9, 2), "female": True, "ethnicity": "Khmer",
    "religion": "Phật giáo",
}  # fmt: skip


def _correct(person: int, **differing: object) -> CorrectFacts:
    return CorrectFacts(person=person, **{**BINH, **differing})  # type: ignore[arg-type]  # one dict of many types


def test_the_new_facts_hold_for_every_day(world: World) -> None:
    """Facts have no day: a member was always born when born."""
    decide(_correct(world.binh, religion="Không"))
    assert [figures(world.province, day, codes=["religious"]).figures["religious"].value for day in (date(2010, 1, 1), DAY)] == [0, 1]


def test_what_was_held_before_is_still_known(world: World) -> None:
    decision = decide(_correct(world.binh, name="Thạch Thị Bình An", born=date(1976, 9, 2)))
    before, now = facts_of(world.binh, known=decision.recorded - timedelta(microseconds=1)), facts_of(world.binh)
    assert before and now
    assert (before.name, before.born) == ("Thạch Thị Bình", date(1975, 9, 2))
    assert (now.name, now.born) == ("Thạch Thị Bình An", date(1976, 9, 2))


def test_figures_as_known_before_count_what_was_held_then(world: World) -> None:
    decision = decide(_correct(world.binh, female=False))
    moment_before = decision.recorded - timedelta(microseconds=1)
    found = [figures(world.hamlet_two, DAY, codes=["women"], known=known).figures["women"].value for known in (moment_before, None)]
    assert found == [2, 1]


def test_a_person_is_found_by_the_new_file_number(world: World) -> None:
    decide(_correct(world.binh, record_no="002a"))
    assert (person_by_record_no("002"), person_by_record_no("002a")) == (None, world.binh)


def test_a_file_number_that_is_free_again_may_be_given(world: World) -> None:
    decide(_correct(world.binh, record_no="099"))
    decide(_correct(world.cuc, record_no="002"))
    assert person_by_record_no("002") == world.cuc


def test_the_values_lie_beside_the_chain(world: World) -> None:
    decision = decide(_correct(world.binh))
    assert set(decision.payload["personal"]) == {"record_no", "card_no", "name", "born", "female", "ethnicity", "religion"}
    assert decision.payload["values"] == {"person": world.binh}


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"record_no": "001"}, ["repeated_record_number"]),
        ({"record_no": ""}, ["missing_record_number"]),
        ({"card_no": "87.000001"}, ["card_of_another"]),
        ({"card_no": "87000001"}, ["card_of_another"]),
        ({"name": " "}, ["missing_name"]),
        ({"born": date(2005, 8, 26)}, ["born_after_admission"]),
        ({"born": date(1987, 8, 27)}, ["too_young"]),
        ({"person": 999}, ["unknown_person", "repeated_record_number"]),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else None,
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    """Bình was admitted by a decision of 26 August 2005."""
    assert refusals(CorrectFacts(**{"person": world.binh, **BINH, **differing})) == codes  # type: ignore[arg-type]  # one dict of many types
