"""The check judges units and ages by the rulebook of the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from dangvu.exchange.checking import check
from dangvu.exchange.importing import prepare, take
from dangvu.exchange.known import Known
from dangvu.exchange.reading import read
from dangvu.exchange.register import known_now, spellings
from tests.exchange.importing import imported, prepared
from tests.exchange.reading.province import province, write
from tests.world import CLERK

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 1)


def set_rule(key: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rulebook_rule SET value = %s::jsonb WHERE key = %s AND upper_inf(period)", [value, key])


def test_the_kinds_and_the_age_that_a_check_falls_back_on_are_those_of_the_first_rules() -> None:
    known = known_now(TODAY)
    assert known == Known(TODAY, nesting=known.nesting)


def test_a_unit_below_a_kind_that_the_rule_does_not_put_it_under_is_taken_with_one_warning(tmp_path: Path) -> None:
    tables = province()
    write(tmp_path / "a.xlsx", tables)
    assert prepare(tmp_path / "a.xlsx").checked.problems == []
    commune = next(row for row in tables["units"] if row["kind"] == "Đảng bộ cơ sở")
    odd = [{**commune, "code": code, "kind": "Đảng bộ tỉnh", "parent": commune["code"]} for code in ("TT.N1", "TT.N2")]
    tables["units"] += [*odd, {**odd[0], "code": "TT.N3", "ended": date(2020, 1, 1)}]
    write(tmp_path / "b.xlsx", tables)
    ready = prepare(tmp_path / "b.xlsx")
    (problem,) = ready.checked.problems
    assert (problem.key, problem.code, problem.rejected) == ("TT.N1", "nesting", False)
    assert "“Đảng bộ tỉnh” không trực thuộc “Đảng bộ cơ sở” (2 dòng như vậy)" in problem.message


def test_the_rule_of_nesting_is_that_of_the_cut_off(tmp_path: Path) -> None:
    tables = province()
    tables["units"].append({"code": "TT.X9", "name": "Đảng bộ xã 9", "kind": "Đảng bộ cơ sở", "parent": "TT", "founded": date(2020, 1, 1)})
    write(tmp_path / "a.xlsx", tables)
    sheets = read(tmp_path / "a.xlsx")
    day = date(2026, 8, 1)
    assert [problem.code for problem in check(sheets, known_now(day, sheets.cut_off)).problems] == ["nesting"]
    assert check(sheets, known_now(day, day)).problems == []


def test_a_held_unit_is_known_with_its_kind_and_told_of_no_second_time(tmp_path: Path) -> None:
    tables = province()
    cell = {"code": "TT.01.C9", "name": "Chi bộ 9", "kind": "Chi bộ trực thuộc", "parent": "TT.01", "founded": date(2020, 1, 1)}
    imported(tmp_path)
    ready = prepared(tmp_path, {"units": [cell]})
    assert [(problem.key, problem.code) for problem in ready.checked.problems] == [("TT.01.C9", "nesting")]
    assert take(ready, CLERK)
    tables["units"].append(cell)
    assert prepared(tmp_path, tables).checked.problems == []


def test_a_kind_that_the_rulebook_adds_is_known_in_its_spelling(tmp_path: Path) -> None:
    set_rule("org_cell_kinds", '["Chi bộ cơ sở", "Chi bộ trực thuộc", "Chi bộ sinh viên"]')
    set_rule("admission_min_age", "17")
    tables = province()
    tables["units"][-2]["kind"] = "CHI BỘ SINH VIÊN"
    write(tmp_path / "a.xlsx", tables)
    known = known_now(TODAY)
    assert (known.unit_kinds["Chi bộ sinh viên"], known.admission_age, "Chi bộ" in known.unit_kinds) == (True, 17, False)
    checked = check(read(tmp_path / "a.xlsx", held=spellings()), known)
    assert checked.problems == []
    assert [row.kind for row in checked.units].count("Chi bộ sinh viên") == 1


def test_a_kind_that_only_sounds_like_a_cell_is_refused_before_anything_is_loaded(tmp_path: Path) -> None:
    tables = province()
    tables["units"][-2]["kind"] = "Chi bộ ấp"
    write(tmp_path / "a.xlsx", tables)
    ready = prepare(tmp_path / "a.xlsx")
    assert {problem.code for problem in ready.checked.problems} == {"unknown_kind", "depends_on_refused_row"}
    assert ready.checked.counts["Tổ chức đảng"].rejected == 1
