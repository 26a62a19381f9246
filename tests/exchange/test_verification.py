"""The rows that an import took lie beside the ledger; a change of any of them is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangvu.exchange.models import TakenRow
from dangvu.exchange.verification import verify
from tests.areas.ledger.tampering import tamper
from tests.exchange.importing import LATER, imported, next_year
from tests.exchange.reading.province import province

pytestmark = pytest.mark.django_db


def codes() -> set[str]:
    return {fault.code for fault in verify().faults}


def test_the_rows_of_an_import_are_valid(tmp_path: Path) -> None:
    imported(tmp_path)
    imported(tmp_path, next_year(province()), LATER)
    told = verify()
    assert told.valid, told.faults
    assert told.rows == TakenRow.objects.count() > 400
    assert (told.decisions, told.erased) == (2, 0)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE exchange_takenrow SET values = replace(values, 'Nguyễn', 'Trần') WHERE sheet = 'members'", {"row_changed"}),
        ("UPDATE exchange_takenrow SET values = NULL WHERE row = 9", {"row_changed"}),
        ("UPDATE exchange_takenrow SET salt = NULL WHERE row = 9", {"row_changed"}),
        ("DELETE FROM exchange_takenrow WHERE sheet = 'meetings' AND row = 9", {"rows_changed"}),
        ("DELETE FROM exchange_takenrow", {"rows_missing"}),
        ("UPDATE exchange_takenrow SET id = id + 100000 WHERE row = 9", {"rows_changed"}),
        (
            "UPDATE exchange_takenrow SET values = '[]', commitment = sha256("
            "convert_to('dangvu/row/1', 'UTF8') || '\\x00'::bytea || salt || '[]'::bytea) WHERE sheet = 'units' AND row = 9",
            {"rows_changed"},
        ),
        ("UPDATE exchange_takenrow SET decision_id = 2", {"rows_changed", "rows_missing"}),
    ],
    ids=["values", "emptied", "without salt", "one gone", "all gone", "another order", "committed anew", "another decision"],
)  # fmt: skip
def test_a_changed_row_is_found(tmp_path: Path, change: str, found: set[str]) -> None:
    imported(tmp_path)
    tamper(change)
    assert codes() == found


@pytest.mark.parametrize("sheet", ["members", "units"])
def test_a_row_erased_with_its_salt_but_without_a_decision_is_found(tmp_path: Path, sheet: str) -> None:
    imported(tmp_path)
    TakenRow.objects.filter(sheet=sheet, row=5).update(values=None, salt=None, digest=None)
    told = verify()
    assert [fault.code for fault in told.faults] == ["erased_without_decision"]
    assert told.erased == 1
