"""A batch leaves the register as the same decisions one at a time would, but for the numbers of the decisions."""

from __future__ import annotations

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from dangvu.demo.batch import province
from dangvu.exchange.taking import Batch
from dangvu.ledger.models import Decision
from tests.conftest import Clone
from tests.databases import Database, connected_to
from tests.demo.one_by_one import decide

UNIT, PLACE = "(SELECT code FROM organisation_unit WHERE id = x.{})", "(SELECT code FROM organisation_locality WHERE id = x.{})"
PERSON = "(SELECT record_no FROM people_facts f WHERE f.person_id = x.{} AND upper_inf(f.recorded))"
WORD = "(SELECT label FROM people_term WHERE id = x.{})"
HELD = "upper_inf(recorded)"


def _words(*columns: str) -> list[str]:
    return [WORD.format(column) for column in columns]


TABLES: dict[str, tuple[list[str], str]] = {
    "organisation_unitstate": ([UNIT.format("unit_id"), "name", "kind", "cell", "sector", PLACE.format("locality_id"), "period"], HELD),
    "organisation_unitedge": ([UNIT.format("unit_id"), UNIT.format("parent_id"), "period"], HELD),
    "organisation_localitystate": ([PLACE.format("locality_id"), "name", "level", PLACE.format("parent_id"), "period"], HELD),
    "organisation_localityfact": ([PLACE.format("locality_id"), "measure", "people", "value", "period"], HELD),
    "people_facts": (
        ["record_no", "card_no", "name", "sort_key", "search", "born", "female", *_words("ethnicity_id", "religion_id"), "erased"], HELD,
    ),
    "members_membership": ([PERSON.format("person_id"), UNIT.format("cell_id"), "entry", "leaving", "period"], HELD),
    "members_admission": ([PERSON.format("person_id"), "decided", "ceremony", "official", "official_decided"], HELD),
    "members_standing": ([PERSON.format("person_id"), "dimension", "value", "period"], HELD),
    "members_profile": (
        [PERSON.format("person_id"), *_words("education_id", "profession_id", "theory_id", "occupation_id"), "since_unknown", "period"],
        HELD,
    ),
    "members_post": (
        [PERSON.format("person_id"), "title", UNIT.format("unit_id"), PLACE.format("locality_id"), "since_unknown", "period"], HELD,
    ),
    "meetings_attendance": ([UNIT.format("cell_id"), "month", "due", "present"], HELD),
    "unit_leaf": ([UNIT.format("ancestor"), UNIT.format("child"), UNIT.format("unit"), "since", "until"], "true"),
    "member_span": (
        [PERSON.format("person"), UNIT.format("cell"), "since", "until", "standing", "participation", "female", "born", "decided",
         "sort_key", *_words("ethnicity", "religion", "education", "profession", "theory", "occupation")], "true",
    ),
    "member_event": ([PERSON.format("person"), UNIT.format("cell"), "day", "tree_day", "kind", "inward"], "true"),
    "meeting_summary": ([UNIT.format("cell"), "month", "due", "present"], "true"),
}  # fmt: skip
"""What is true by the register now, subjects under the office's own codes."""


def contents(table: str) -> list[str]:
    columns, where = TABLES[table]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST(ROW({', '.join(columns)}) AS text) AS line FROM {table} x WHERE {where} ORDER BY line")
        return [line for (line,) in cursor.fetchall()]


def everything(database: Database) -> dict[str, list[str]]:
    with connected_to(database):
        return {table: contents(table) for table in TABLES}


@pytest.fixture(scope="module")
def batch() -> Batch:
    return province("S")


@pytest.mark.slow
def test_a_batch_equals_its_commands_one_at_a_time(
    batch: Batch, small_template: Database, empty_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), clone(small_template) as at_once, clone(empty_template) as one_by_one:
        whole = everything(at_once)
        with connected_to(one_by_one):
            given = decide(batch)
            assert Decision.objects.count() == given > len(batch.rows["members"])
        assert {table: len(lines) for table, lines in whole.items() if not lines} == {}
        assert everything(one_by_one) == whole


@pytest.mark.slow
def test_the_comparison_sees_a_single_decision(small_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> None:
    """Control: one more report, and the tables differ."""
    with django_db_blocker.unblock(), clone(small_template) as one, clone(small_template) as other:
        with connected_to(other), connection.cursor() as cursor:
            cursor.execute("UPDATE meeting_summary SET present = present - 1 WHERE ctid = (SELECT min(ctid) FROM meeting_summary)")
        left, right = everything(one), everything(other)
        assert [table for table in TABLES if left[table] != right[table]] == ["meeting_summary"]
