"""Questions about persons."""

from __future__ import annotations

from datetime import date, timedelta

from dangvu.people.commands import CorrectFacts
from dangvu.people.queries import card_numbers, facts_ever, facts_of, facts_of_all, names_of, person_by_public_id, record_numbers, terms
from tests.world import DAY, PEOPLE, World, decide


def _renamed(world: World) -> CorrectFacts:
    return CorrectFacts(
        on=DAY, person=world.cuc, record_no="003", name="Lê Thị Cúc Hoa", born=date(1992, 6, 1), female=True, ethnicity="Hoa", religion=""
    )  # fmt: skip


def test_a_person_is_found_by_the_number_in_addresses(world: World) -> None:
    facts = facts_of(world.an)
    assert facts and person_by_public_id(facts.public_id) == world.an
    assert facts_of(999) is None


def test_numbers_of_files_are_texts_and_cards_go_by_their_digits(world: World) -> None:
    assert record_numbers() == {number: getattr(world, name) for name, number in PEOPLE.items()}
    assert list(card_numbers()) == ["87000001"]


def test_words_are_kept_once_a_list(world: World) -> None:
    assert set(terms("ethnicity")) == {"Kinh", "Khmer"}
    decide(_renamed(world))
    assert set(terms("ethnicity")) == {"Kinh", "Khmer", "Hoa"}
    assert "Hoa" not in terms("religion")


def test_what_was_held_of_a_person_is_told_in_order(world: World) -> None:
    decision = decide(_renamed(world))
    assert [held.facts.name for held in facts_ever(world.cuc)] == ["Lê Thị Cúc", "Lê Thị Cúc Hoa"]
    moment_before = decision.recorded - timedelta(microseconds=1)
    assert [held.facts.name for held in facts_ever(world.cuc, moment_before)] == ["Lê Thị Cúc"]
    assert names_of([world.cuc, world.an], moment_before)[world.cuc][1] == "Lê Thị Cúc"
    assert {number: facts.name for number, facts in facts_of_all([world.cuc]).items()} == {world.cuc: "Lê Thị Cúc Hoa"}
