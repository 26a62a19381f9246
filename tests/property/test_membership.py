"""Nobody in two cells and nobody in none, held by the database alone: random operations past every command, right ones and wrong ones.

20,000 by default, a million with DANGVU_PROPERTY=long, as `python3 run.py drills membership` asks them.
"""

from __future__ import annotations

import os
import sys

import pytest
from django.db import connection, transaction

from tests.databases import Database
from tests.property.operations import Faults, faults, operate, prepare

HOW_MANY = {"brief": 5_000, "quick": 20_000, "full": 50_000, "long": 1_000_000}[os.environ.get("DANGVU_PROPERTY", "quick")]
PEOPLE = HOW_MANY // 50
CONTROL = 5_000

GUARDS = {
    "one_cell_a_day", "no_day_without_a_cell", "cell_lives_as_long_as_its_members", "left_when_it_ended", "membership_of_some_days",
    "known_entry", "known_exit", "one_status_a_day", "standing_of_some_days", "one_temporary_stay_a_day",
}  # fmt: skip


def test_no_day_in_two_cells_or_in_none_whatever_is_written(committed_world: Database) -> None:
    prepare(PEOPLE)
    outcome = operate(HOW_MANY, PEOPLE)
    told = "\n".join(f"  {count:>9,}  {reason}" for reason, count in outcome.by_reason().most_common())
    print(f"{HOW_MANY:,} operations on {PEOPLE:,} people:\n{told}", file=sys.stderr)
    assert faults() == Faults(0, 0, 0)
    assert sum(outcome.tried.values()) == HOW_MANY
    assert outcome.accepted > HOW_MANY / 5, told
    refused = set(outcome.by_reason())
    assert refused >= GUARDS, f"never refused: {GUARDS - refused}"
    halves = {count for (operation, reason), count in outcome.tried.items() if (operation, reason) == ("half a transfer", "accepted")}
    assert sum(halves) < HOW_MANY / 100, "a half is whole only where the other half was there already"


WITHOUT = {
    "nobody forbids two cells a day": ("ALTER TABLE members_membership DROP CONSTRAINT one_cell_a_day", "overlaps"),
    "nobody looks for gaps": ("DROP TRIGGER settle ON members_touched", "gaps"),
    "nobody looks whether the cell is there": ("DROP TRIGGER settle ON members_touched", "dead_cells"),
}


@pytest.mark.parametrize(("dropped", "found"), WITHOUT.values(), ids=WITHOUT)
def test_without_a_guard_the_same_count_finds_faults(committed_world: Database, dropped: str, found: str) -> None:
    """Control."""
    prepare(CONTROL // 50)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(dropped)
    operate(CONTROL, CONTROL // 50)
    assert getattr(faults(), found) > 100
