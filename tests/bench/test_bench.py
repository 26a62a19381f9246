"""The measurements measure what they say: equal answers only, on databases of their own, by names that stay."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from dangvu.demo.batch import province
from dangvu.demo.build import DAY
from dangvu.demo.officers import first_branch
from tests.authz.unguarded import unguarded
from tests.bench import changing, imports, offices, questions, reading, trees
from tests.bench.__main__ import HOW, absent
from tests.bench.baseline import duckdb_register, duckdb_return, orm_loop
from tests.bench.http import percentile
from tests.bench.scratch import Scratch, export, scratch
from tests.bench.timing import AnswersDiffer, ratio, same, side_by_side
from tests.conftest import Clone
from tests.databases import Database, connected_to

NAMES = {
    "province_return_vs_duckdb", "commune_return_vs_duckdb", "head_count_vs_duckdb", "page_of_50_vs_duckdb",
    "page_of_50_in_the_middle_vs_duckdb", "attendance_summary_vs_raw", "known_vs_live",
}  # fmt: skip
ROOT = Path(__file__).parents[2]


def test_different_answers_are_not_measured() -> None:
    same("equal", {"a": 1}, {"a": 1})
    with pytest.raises(AnswersDiffer, match=r"unequal: b: 2 / 3"):
        same("unequal", {"a": 1, "b": 2}, {"a": 1, "b": 3})
    with pytest.raises(AnswersDiffer, match=r"page: \[1\] / \[2\]"):
        same("page", [1], [2])


def test_a_ratio_is_that_of_the_medians() -> None:
    assert ratio("r", [3.0, 100.0, 2.0], [1.0, 0.5, 90.0]).ratio == 3.0


def test_what_takes_longer_has_the_greater_ratio() -> None:
    measured = side_by_side("work", lambda: sum(range(1_000_000)), lambda: sum(range(1_000)), rounds=3)
    assert measured.ratio > 3
    assert measured.ours > measured.theirs


@pytest.mark.slow
def test_every_question_has_its_rival_and_equal_answers(small: Database) -> None:
    with scratch() as place:
        assert {measured.name for measured in reading.measure(place, small.name, rounds=1)} == NAMES


@pytest.mark.slow
def test_pages_are_timed_with_rights_and_without(small_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> None:
    with clone(small_template) as database, connected_to(database), django_db_blocker.unblock():
        measured = {one.name for one in offices.compare(database, rounds=1)}
        beside = [f"of_{name}_vs_unguarded" for name in offices.OFFICES] + ["vs_empty"]
        assert measured == {f"{page}_{other}" for page in offices.PAGES for other in beside}
        province, cell = first_branch()[0], first_branch()[-1]
        page = offices.addresses(province, DAY)["unit"]
        client = offices.office("do-quyen", "cell_deputy", cell)
        assert client.get(page).status_code == 404
        with unguarded():
            assert client.get(page).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize(
    "fault",
    [
        "DELETE FROM member_span WHERE rowid = (SELECT max(rowid) FROM member_span WHERE until > DATE '2022-06-30')",
        "UPDATE meeting SET present = present + 1 WHERE rowid = (SELECT max(rowid) FROM meeting WHERE month = DATE '2022-05-01')",
        "UPDATE unit_leaf SET child = ancestor WHERE rowid = (SELECT max(rowid) FROM unit_leaf WHERE ancestor = 1 AND child <> 1)",
        "DELETE FROM member_event WHERE rowid = (SELECT max(rowid) FROM member_event WHERE day > DATE '2022-01-01')",
    ],
)
def test_a_rival_over_other_facts_is_found_out(small: Database, tmp_path: Path, fault: str) -> None:
    """Control: one row of the rival's is spoilt."""
    with scratch() as place:
        export(place, small.name, tmp_path)
        rival = duckdb_register.load(tmp_path)
        place.use(small.name)
        asked = questions.province()
        made = questions.statistical_return(asked)
        ours = questions.as_table(made)
        same("sound", ours, questions.of_rival(duckdb_return.statistical_return(rival, asked), made))
        rival.execute(fault)
        with pytest.raises(AnswersDiffer):
            same("spoilt", ours, questions.of_rival(duckdb_return.statistical_return(rival, asked), made))


@pytest.mark.slow
def test_the_loop_agrees_with_the_return(small: Database) -> None:
    with scratch() as place:
        assert reading.orm_loop(place, small.name, rounds=1).ratio > 1
        asked = questions.commune()
        made = questions.statistical_return(asked)
        same("commune", questions.as_table(made), questions.of_rival(orm_loop.statistical_return(asked), made))


@pytest.mark.slow
def test_moves_are_carried_out_on_a_copy(small_template: Database, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), connected_to(small_template), scratch() as place:
        assert changing.measure(place, small_template.name, rounds=2).ratio > 1
        assert databases_of(place) == []


@pytest.mark.slow
def test_another_tree_shows_the_numbers_of_its_day(small_template: Database, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), connected_to(small_template), scratch() as place:
        measured = trees.measure(place, small_template.name, rounds=3)
        assert measured.name == "head_count_other_tree_vs_own"
        assert databases_of(place) == []


@pytest.mark.slow
def test_imports_take_every_row(tmp_path: Path, empty_template: Database, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), connected_to(empty_template), scratch() as place:
        measured = imports.measure(place, empty_template.name, province("S"), tmp_path, rounds=1)
    later = {"import_vs_bare_read_later", "import_vs_bare_read_next_quarter"}
    assert {one.name for one in measured} == {"import_vs_bare_read", *later, "openpyxl_rows_vs_import"}


@pytest.mark.slow
def test_the_register_in_use_is_left_alone_and_nothing_stays(small: Database) -> None:
    before = dict(connections["default"].settings_dict)
    with pytest.raises(ZeroDivisionError), scratch() as place:
        place.use(place.make("one"))
        place.make("two")
        assert len(databases_of(place)) == 2
        raise ZeroDivisionError
    assert databases_of(place) == []
    assert dict(connections["default"].settings_dict) == before


def databases_of(place: Scratch) -> list[str]:
    with place.connect() as server:
        rows = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [place.name]).fetchall()
    return [str(name) for (name,) in rows]


def test_a_missing_rival_is_told_with_the_way_to_get_it() -> None:
    assert absent({"duckdb": "duckdb"}) == []
    assert absent({"duckdb": "duckdb", "rival": "no_such_module"}) == ["rival"]
    named = [word for word in HOW.split() if word.startswith("requirements/")]
    assert named
    assert all((ROOT / name).exists() for name in named)


def test_the_command_says_how_it_is_used() -> None:
    asked = subprocess.run([sys.executable, "-m", "tests.bench", "--size", "XL"], capture_output=True, text=True, check=False, cwd=ROOT)
    assert asked.returncode == 2
    assert "--size" in asked.stderr


def test_baselines_are_read_without_the_product_where_they_are_not_about_it() -> None:
    """DuckDB's scripts and those for files import nothing of ours, so that their authors can judge them alone."""
    alone = ("duckdb_register", "duckdb_return", "duckdb_questions", "bare_read", "bare_write", "openpyxl_rows", "raw_attendance")
    for name in alone:
        text = (ROOT / "tests" / "bench" / "baseline" / f"{name}.py").read_text()
        assert "dangvu" not in text, name


@pytest.mark.parametrize(
    ("values", "share", "expected"), [([3.0, 1.0, 2.0], 0.5, 2.0), ([1.0], 0.95, 1.0), ([*map(float, range(1, 101))], 0.95, 95.0)]
)
def test_a_percentile_is_a_value_that_was_measured(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected
