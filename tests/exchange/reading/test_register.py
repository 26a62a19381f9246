"""The check judges units and ages by the rulebook of the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from dangvu.exchange.checking import check
from dangvu.exchange.importing import prepare
from dangvu.exchange.known import Known
from dangvu.exchange.reading import read
from dangvu.exchange.register import known_now, spellings
from tests.exchange.reading.province import province, write

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 1)


def set_rule(key: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rulebook_rule SET value = %s::jsonb WHERE key = %s AND upper_inf(period)", [value, key])


def test_the_kinds_and_the_age_that_a_check_falls_back_on_are_those_of_the_first_rules() -> None:
    assert known_now(TODAY) == Known(TODAY)


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
