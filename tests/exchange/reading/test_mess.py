"""Whatever the layout, the spelling and the faults: exactly the rows with faults, and what hangs on them, are refused."""

from __future__ import annotations

import random
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from dangvu.exchange.checking import check
from dangvu.exchange.known import Checked, Known
from dangvu.exchange.reading import read
from dangvu.exchange.rows import Sheets
from tests.exchange.reading.mess import make_mess, otherwise
from tests.exchange.reading.province import Layout, province, write

EMPTY = Known(date(2026, 1, 1))


def read_and_check(path: Path) -> tuple[Sheets, Checked]:
    sheets = read(path)
    return sheets, check(sheets, EMPTY)


def accepted(checked: Checked) -> dict[str, list[tuple[object, ...]]]:
    """What may be written, without row numbers and in no order; a member's name as small letters."""
    rows = {name: getattr(checked, name) for name in ("units", "localities", "facts", "members", "movements", "meetings")}
    return {name: sorted((row[1:] for row in found), key=repr) for name, found in rows.items()}


def test_a_clean_workbook_has_no_problems(tmp_path: Path) -> None:
    tables = province()
    write(tmp_path / "clean.xlsx", tables)
    sheets, checked = read_and_check(tmp_path / "clean.xlsx")
    assert checked.problems == []
    assert {name: (count.read, count.accepted) for name, count in checked.counts.items()} == {
        "Tổ chức đảng": (22, 22), "Địa bàn": (31, 31), "Đảng viên": (240, 240), "Biến động": (90, 90), "Sinh hoạt": (84, 84),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_layout_and_spelling_change_nothing(seed: int, tmp_path: Path) -> None:
    tables = province(seed)
    write(tmp_path / "clean.xlsx", tables)
    _, clean = read_and_check(tmp_path / "clean.xlsx")
    chance = random.Random(seed)
    layout = Layout(random.Random(seed), cell=lambda sheet, name, place, value: otherwise(chance, sheet, name, value))
    write(tmp_path / "other.xlsx", tables, layout)
    _, other = read_and_check(tmp_path / "other.xlsx")
    assert other.problems == []
    assert accepted(other) == accepted(clean)


@pytest.mark.parametrize("seed", range(60))
def test_exactly_the_faulty_rows_and_their_dependents_are_refused(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    mess = make_mess(deepcopy(province(seed)), chance)

    def typed(sheet: str, name: str, place: int, value: object) -> object:
        return value if place in mess.touched[sheet] else otherwise(chance, sheet, name, value)

    layout = write(tmp_path / "mess.xlsx", mess.tables, Layout(random.Random(seed), cell=typed))
    sheets, checked = read_and_check(tmp_path / "mess.xlsx")
    expected = set().union(*(layout.place(sheet, places) for sheet, places in mess.refused.items()))
    refused = {(name, row) for name, rows in checked.refused.items() for row in rows}
    assert refused == expected
    assert {problem.code for problem in checked.problems if not problem.rejected} <= {"unknown_locality"}
    assert {(problem.sheet, problem.row) for problem in checked.problems if problem.rejected} == expected
    for count in checked.counts.values():
        assert count.accepted + count.rejected == count.read
    assert sum(count.read for count in checked.counts.values()) == sum(map(len, mess.tables.values()))
