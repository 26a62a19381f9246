"""Counts of several days in one row are written, told again and known again as those in a row for each day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dangvu.exchange.importing import prepare, take
from dangvu.organisation.places import counts_held
from tests.exchange.importing import assert_whole
from tests.exchange.reading.test_reading import workbook
from tests.world import CLERK

pytestmark = pytest.mark.django_db

PLACE = ["Mã địa bàn", "Tên địa bàn", "Cấp", "Mã cấp trên"]
OLD, NEW = date(2015, 12, 31), date(2021, 12, 31)
HELD = {("84", OLD): {("population", ""): 10, ("households", ""): 3}, ("84", NEW): {("population", ""): 12, ("households", ""): 4}}


def test_each_day_of_a_row_is_written_and_known_again(tmp_path: Path) -> None:
    headings = ["Dân số (31/12/2015)", "Số hộ (31/12/2015)", "Dân số (31/12/2021)", "Số hộ (31/12/2021)"]
    wide = workbook(tmp_path / "wide.xlsx", A=[[*PLACE, *headings], ["84", "Tỉnh Thử", "Tỉnh", "", 10, 3, 12, 4]])
    ready = prepare(wide)
    assert ready.checked.problems == [] and take(ready, CLERK) is not None
    assert counts_held() == HELD
    assert_whole()
    again = prepare(wide)
    assert again.new_rows == 0 and again.novelties.unchanged["A"] == 1


def test_a_row_for_each_day_and_columns_for_each_say_the_same(tmp_path: Path) -> None:
    place = ["84", "Tỉnh Thử", "Tỉnh", ""]
    rows: list[list[object]] = [[*PLACE, "Tại ngày", "Dân số", "Số hộ"], [*place, OLD, 10, 3], [*place, NEW, 12, 4]]
    take(prepare(workbook(tmp_path / "long.xlsx", A=rows)), CLERK)
    assert counts_held() == HELD
    headings = [f"{what} ({day:%d/%m/%Y})" for day in (OLD, NEW) for what in ("Dân số", "Số hộ")]
    other = prepare(workbook(tmp_path / "wide.xlsx", A=[[*PLACE, *headings], [*place, 10, 3, 12, 5]]))
    (problem,) = other.checked.problems
    assert (problem.code, problem.column) == ("differs_from_register", "Số hộ (31/12/2021)")
    assert other.new_rows == 0
