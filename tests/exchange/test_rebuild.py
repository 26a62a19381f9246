"""Imports told again from the rows that they took give the same register."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangvu.commands.rebuilding import rebuild
from tests.areas.ledger.tampering import tamper
from tests.exchange.importing import LATER, imported, next_year
from tests.exchange.reading.province import province

pytestmark = pytest.mark.django_db


def test_two_imports_told_again_are_the_register(tmp_path: Path) -> None:
    imported(tmp_path)
    imported(tmp_path, next_year(province()), LATER)
    found = rebuild()
    assert found.empty, (found.failed, [compared for compared in found.tables if compared.differing])
    assert found.decisions == 2


@pytest.mark.parametrize(
    ("change", "tables"),
    [
        ("UPDATE exchange_takenrow SET row = row + 1000 WHERE sheet = 'meetings'", {"meetings_attendance"}),
        ("DELETE FROM exchange_takenrow WHERE sheet = 'facts'", {"organisation_localityfact"}),
        ("UPDATE exchange_takenrow SET subject = subject + 1000 WHERE sheet = 'localities' AND values LIKE '%\"120.01\"%'",
         {"organisation_locality", "organisation_localitystate", "organisation_localityfact", "organisation_unitstate", "members_post"}),
        ("UPDATE organisation_unitstate SET source_row = source_row + 1", {"organisation_unitstate"}),
    ],
    ids=["another row number", "counts gone", "another subject", "another source row in the register"],
)  # fmt: skip
def test_what_the_rows_do_not_say_is_found(tmp_path: Path, change: str, tables: set[str]) -> None:
    imported(tmp_path)
    tamper(change)
    found = rebuild()
    assert {compared.table for compared in found.tables if compared.differing} == tables
