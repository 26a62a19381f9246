"""A row is kept as the same bytes whoever writes it: marks of workbooks taken long ago are compared with those of today."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dangvu.demo.batch import province
from dangvu.exchange.rows import FactRow, MovementRow
from dangvu.exchange.taking import ROW_TYPES, as_values, line_of


def _plainly(row: tuple[object, ...]) -> str:
    return json.dumps(row[1:], ensure_ascii=False, default=date.isoformat, separators=(",", ":"))


def test_rows_are_kept_as_the_standard_library_writes_them() -> None:
    batch, compared = province("S"), set()
    for sheet, rows in batch.rows.items():
        for row in rows:
            if not isinstance(row, FactRow):
                compared.add(sheet)
                assert as_values(row) == _plainly(row)
    assert compared >= ROW_TYPES.keys() - {"facts", "reach", "revisions", "endings"}


@pytest.mark.parametrize("odd", ['"', "\\", "/", "\t", "\x1f", "\x7f", "\u2028", "Nguyễn", "\U0001f600"])
def test_no_letter_is_written_otherwise(odd: str) -> None:
    row = MovementRow(7, "0123456789", "transfer", date(2022, 3, 1), odd, "TV.01", "TV.02", "")
    assert as_values(row) == _plainly(row)


def test_the_mark_of_a_row_stays_what_it_was() -> None:
    row = MovementRow(7, "0123456789", "transfer", date(2022, 3, 1), "12-QĐ/HU", "TV.01", "TV.02", "")
    assert line_of("movements", row).digest == bytes.fromhex("353ef0450cb905a1fd2d9d48561a80ad")
