"""A lawful erasure: what names the person is gone, the chain is valid, the counts are the same, and a rebuild leaves the person out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import override_settings

from dangvu.commands import Refused
from dangvu.commands.rebuilding import rebuild
from dangvu.exchange.erasing import erase, erased_among
from dangvu.exchange.verification import verify
from dangvu.ledger.checkpoints import write_checkpoint
from dangvu.members.commands import ChangeAttributes, EndMembership
from dangvu.members.queries import attributes, stays
from dangvu.people.commands import CorrectFacts
from dangvu.people.queries import facts_of
from dangvu.reports.figures import figures, records
from tests.areas.ledger.tampering import tamper
from tests.databases import Database
from tests.exchange.importing import imported
from tests.world import CLERK, DAY, World, decide, find

BASIS = {"body": "Ban Thường vụ Tỉnh ủy", "document": "34-QĐ/TU ngày 05/12/2022"}
ON = date(2022, 12, 5)
OF_THE_ERASED = {"women", "religious", "mean_age", "cells_without_woman"}
"""Figures that count what is erased; everything else counts people, days and cells."""


def texts() -> Iterator[str]:
    """Everything that the database holds, row by row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t")
            yield from (f"{table}: {text}" for (text,) in cursor.fetchall())


def naming(*words: str) -> list[str]:
    return [text for text in texts() if any(word.lower() in text.lower() for word in words)]


def counts(world: World, known: Any = None) -> dict[str, Any]:
    answers = figures(world.province, DAY, since=date(2015, 1, 1), known=known).figures
    return {code: figure.value for code, figure in answers.items() if code not in OF_THE_ERASED}


def gone(world: World) -> None:
    """Em died in 2019; before that his schooling and his name were put right."""
    decide(ChangeAttributes(on=date(2005, 1, 1), person=world.em, education="Thạc sĩ Hải dương", profession="Ngư dân"))
    decide(
        CorrectFacts(
            on=ON, person=world.em, record_no="005", card_no="87.777777", name="Phạm Văn Út Em", born=date(1968, 5, 19), female=False,
            ethnicity="Kinh", religion="Không",
        )
    )  # fmt: skip


def test_nothing_that_names_the_person_is_left(world: World) -> None:
    gone(world)
    words = ("Phạm Út Em", "Phạm Văn Út Em", "pham ut em", "87.777777")
    assert naming(*words)
    erase(world.em, CLERK, on=ON, **BASIS)
    assert naming(*words) == []
    facts = facts_of(world.em)
    assert facts is not None
    assert (facts.erased, facts.name, facts.record_no, facts.card_no, facts.born, facts.female, facts.ethnicity) == (
        True, "", "", "", None, None, "",
    )  # fmt: skip
    assert {(row.education, row.profession) for row in attributes(world.em)} == {("", "")}


def test_the_chain_is_valid_and_what_was_erased_is_counted(committed_world: Database, tmp_path: Path) -> None:
    world, witness = find(), tmp_path / "witness.txt"
    gone(world)
    write_checkpoint(witness)
    erase(world.em, CLERK, on=ON, **BASIS)
    told = verify(witness)
    assert told.valid, told.faults
    assert told.erased == 11 + 4 + 7


def test_the_erasure_of_one_covers_no_other_and_nothing_decided_after_it(committed_world: Database) -> None:
    world = find()
    (number,) = erase(world.em, CLERK, on=ON, **BASIS)
    tamper(
        "UPDATE ledger_personalvalue SET value = NULL, salt = NULL FROM ledger_decision d WHERE d.id = decision_id "
        "AND d.kind = 'members.register' AND d.payload -> 'given' @> to_jsonb(%s)", [world.an]
    )  # fmt: skip
    assert {fault.code for fault in verify().faults} == {"erased_without_decision"}
    tamper("UPDATE ledger_decision SET payload = jsonb_set(payload, '{values,person}', to_jsonb(%s)) WHERE id = %s", [world.an, number])
    assert {fault.code for fault in verify().faults} == {"changed", "erased_without_decision"}, "now that of the other has no decision"


def test_a_rebuild_leaves_the_person_out_and_counts(world: World) -> None:
    gone(world)
    erase(world.em, CLERK, on=ON, **BASIS)
    found = rebuild()
    assert found.empty, (found.failed, [compared for compared in found.tables if compared.differing])
    assert (found.erased, found.skipped) == (1, 5)


def test_a_rebuild_still_finds_what_is_wrong_with_others(world: World) -> None:
    erase(world.em, CLERK, on=ON, **BASIS)
    tamper("UPDATE members_membership SET cell_id = cell_id WHERE person_id = %s", [world.em])
    assert rebuild().empty
    tamper("UPDATE members_membership SET entry = 'readmitted' WHERE person_id = %s", [world.an])
    assert not rebuild().empty


def test_counts_are_the_same_now_and_as_known_before(world: World) -> None:
    gone(world)
    decision = decide(EndMembership(on=date(2022, 11, 1), person=world.phuc, kind="left_on_request"))
    before = counts(world), counts(world, decision.recorded)
    listed = len(records(world.province, "exits", DAY, since=date(2015, 1, 1)))
    erase(world.em, CLERK, on=ON, **BASIS)
    assert (counts(world), counts(world, decision.recorded)) == before
    assert len(records(world.province, "exits", DAY, since=date(2015, 1, 1))) == listed


def test_only_figures_that_count_what_is_erased_lose_the_person(world: World) -> None:
    """Bình, the only woman of her cell, Khmer and Buddhist, has left; asked is a day on which she was a member."""
    day = date(2020, 1, 1)
    decide(EndMembership(on=date(2022, 11, 1), person=world.binh, kind="left_on_request"))
    before = figures(world.province, day).figures
    erase(world.binh, CLERK, on=ON, **BASIS)
    after = figures(world.province, day).figures
    assert {code for code, figure in before.items() if after[code] != figure} == OF_THE_ERASED
    parts = figures(world.province, day, codes=["members"], by="sex").groups["members"]
    assert sum(int(part.figure.value or 0) for part in parts) == after["members"].value == before["members"].value


def test_stays_remain_under_a_number(world: World) -> None:
    before = stays(world.em)
    erase(world.em, CLERK, on=ON, **BASIS)
    assert stays(world.em) == before


def test_others_keep_what_is_theirs(world: World) -> None:
    others = (world.an, world.binh, world.giang)
    before = [(facts_of(person), attributes(person)) for person in others]
    erase(world.em, CLERK, on=ON, **BASIS)
    assert [(facts_of(person), attributes(person)) for person in others] == before


def problems(world: World, person: int, **basis: str) -> set[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        erase(person, CLERK, on=ON, **{**BASIS, **basis})
    return {(problem.code, problem.field) for problem in refused.value.problems}


def test_it_is_refused_without_a_basis(world: World) -> None:
    assert problems(world, world.em, document=" ") == {("missing_basis", "document")}
    assert problems(world, world.em, body="", document="") == {("missing_basis", "body"), ("missing_basis", "document")}


def test_it_is_refused_for_a_member(world: World) -> None:
    assert problems(world, world.an) == {("still_a_member", "person")}


def test_it_is_refused_a_second_time(world: World) -> None:
    erase(world.em, CLERK, on=ON, **BASIS)
    assert problems(world, world.em) == {("unknown_person", "person")}


def test_it_leaves_one_decision_that_names_nobody(world: World) -> None:
    (number,) = erase(world.em, CLERK, on=ON, **BASIS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, body, document, payload -> 'values' FROM ledger_decision WHERE id > %s - 1", [number])
        ((kind, body, document, values),) = cursor.fetchall()
    assert (kind, body, document) == ("people.erase", BASIS["body"], BASIS["document"])
    said = json.loads(values)
    (mark,) = said.pop("marks")
    assert said == {"person": world.em}
    assert re.fullmatch("[0-9a-f]{64}", mark)


def test_what_stands_for_the_erased_number_says_nothing_without_the_key(world: World) -> None:
    erase(world.em, CLERK, on=ON, **BASIS)
    assert erased_among(["004", "005", "006"]) == {"005"}
    with override_settings(SECRET_KEY="the key of another instance"):
        assert erased_among(f"{number:03}" for number in range(1000)) == set()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE members_profile SET education_id = NULL WHERE education_id IS NOT NULL",
        "UPDATE members_profile SET education_id = 1, profession_id = NULL, theory_id = NULL, occupation_id = NULL",
        "UPDATE members_profile SET education_id = NULL, theory_id = NULL, profession_id = NULL, occupation_id = NULL, person_id = 2",
        "DELETE FROM members_profile",
    ],
)
def test_attributes_may_be_emptied_whole_and_nothing_else(world: World, statement: str) -> None:
    decide(ChangeAttributes(on=date(2018, 1, 1), person=world.an, education="Đại học", profession="Kỹ sư"))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_rows_of_an_import_are_emptied_too(tmp_path: Path) -> None:
    imported(tmp_path)
    person, record_no = 65, "000065"
    name = (facts_of(person) or pytest.fail()).name
    assert stays(person)[-1].leaving == "dead"
    assert len(naming(f'"{record_no}"')) == 2, "a row of the members' sheet and a movement"
    erase(person, CLERK, on=ON, **BASIS)
    assert naming(f'"{record_no}"', f"({record_no}") == []
    assert [text for text in naming(name) if "takenrow" not in text and "people_facts" not in text] == []
    told = verify()
    assert told.valid, told.faults
    assert told.erased == 2
    found = rebuild()
    assert found.empty, (found.failed, [compared for compared in found.tables if compared.differing])
    assert (found.erased, found.decisions, found.skipped) == (1, 1, 1)
