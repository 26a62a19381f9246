"""Whoever owns the tables forges no approval: 0 of all forgeries pass, and each guard is shown to be needed."""

from __future__ import annotations

import pytest
from django.db import connection

from dangvu.ledger.dated import settle
from tests.areas.proposals.forging import FORGERIES, accepted, genuine
from tests.world import World

TABLES = ("proposals_proposal", "proposals_proposedvalue", "proposals_answer")


def without(statement: str) -> None:
    with connection.cursor() as cursor:
        settle()
        cursor.execute(statement)


def test_what_is_forged_alters_one_thing_of_a_row_that_passes(world: World) -> None:
    assert genuine(world) == 1


def test_no_forgery_passes(world: World) -> None:
    assert len(FORGERIES) >= 40
    assert accepted(world) == []


GUARDS = {
    "ALTER TABLE proposals_answer DISABLE TRIGGER judge": "another's mandate",
    "ALTER TABLE proposals_answer DROP CONSTRAINT answers_what_was_proposed": "another hash",
    "ALTER TABLE proposals_answer DISABLE TRIGGER only_erase": "a withdrawal deleted",
    "ALTER TABLE proposals_answer DISABLE TRIGGER no_truncate": "answers emptied",
    "ALTER TABLE proposals_proposal DISABLE TRIGGER judge": "a proposal in another's name",
    "ALTER TABLE proposals_proposal DROP CONSTRAINT hash_of_the_content": "a proposal under another hash",
    "ALTER TABLE proposals_proposal DISABLE TRIGGER no_change": "content and hash rewritten",
    "ALTER TABLE proposals_proposedvalue DISABLE TRIGGER only_erase": "the proposed values deleted",
    "DROP INDEX one_end_of_a_proposal; ALTER TABLE proposals_answer DISABLE TRIGGER judge": "a second approval",
    "ALTER TABLE proposals_answer DROP CONSTRAINT answered_by_another": "an approver the own proposal",
    "ALTER TABLE proposals_answer DROP CONSTRAINT proposals_answer_decision_id_key": "a decision that another approval has",
}


@pytest.mark.parametrize("guard", GUARDS)
def test_without_a_guard_forgeries_pass(world: World, guard: str) -> None:
    without(guard)
    assert accepted(world, [GUARDS[guard]]) == [GUARDS[guard]]


def test_without_any_guard_nearly_all_pass(world: World) -> None:
    """Control: what stops a forgery is a guard and not a mistake in its statement."""
    with connection.cursor() as cursor:
        settle()
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE conrelid = ANY (%s::regclass[]) AND contype IN ('c', 'f') "
            "UNION SELECT 'proposals_answer', conname FROM pg_constraint WHERE conname = 'proposals_answer_decision_id_key'",
            [list(TABLES)],
        )
        for table, name in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute("DROP INDEX one_end_of_a_proposal")
    assert set(FORGERIES) - set(accepted(world)) == set()
