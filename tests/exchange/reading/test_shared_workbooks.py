"""The reference workbooks: one clean, one with known faults; every refusal as their authors expect, and no other."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dangvu.exchange.checking import check
from dangvu.exchange.known import Checked, Known
from dangvu.exchange.reading import read
from dangvu.exchange.rows import Sheets

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
pytestmark = [pytest.mark.shared, pytest.mark.slow]


def checked(name: str) -> tuple[Sheets, Checked, dict[str, list[list[object]]]]:
    path = SHARED / f"{name}.xlsx"
    if not path.exists():
        pytest.skip("the reference workbooks are not beside the checkout")
    sheets = read(path)
    expected = json.loads(path.with_suffix(".expected.json").read_text())
    return sheets, check(sheets, Known(date(2026, 1, 1))), expected


def test_nothing_in_the_clean_workbook_is_refused_or_flagged() -> None:
    sheets, found, _ = checked("travinh_2022")
    assert found.problems == []
    assert sheets.cut_off == date(2022, 6, 30)
    assert {name: count.accepted for name, count in found.counts.items()} == {
        "Tổ chức đảng": 2542,
        "Địa bàn": 1628,
        "Đảng viên": 48823,
        "Biến động": 3719,
        "Sinh hoạt": 55440,
    }


def test_exactly_the_faulty_rows_and_their_dependents_are_refused() -> None:
    _, found, expected = checked("travinh_2022_mess1")
    wanted = {(row[0], row[1]) for name in ("bad_rows", "dependent_rows") for row in expected[name]}
    refused = {(name, row) for name, rows in found.refused.items() for row in rows}
    assert refused == wanted
    assert len({(problem.sheet, problem.row) for problem in found.problems} - wanted) <= 48
    keys = {(problem.sheet, problem.row): problem.key for problem in found.problems}
    assert all(keys[str(row[0]), int(str(row[1]))] == row[2] for row in expected["bad_rows"])


def test_messy_spelling_leaves_the_words_of_the_clean_workbook() -> None:
    clean, _, _ = checked("travinh_2022")
    messy, _, _ = checked("travinh_2022_mess1")
    assert clean.members is not None and messy.members is not None
    known = {row.row: row for row in clean.members.rows}
    changed = [row for row in messy.members.rows if row._replace(record_no="", cell="") != known[row.row]._replace(record_no="", cell="")]
    assert Counter(row.row for row in changed) == Counter()
