"""What scripts may rely on: one JSON value on standard output, progress elsewhere, and three exit codes."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from dangvu.cli.checking import DRILLS
from tests.cli.program import ROOT, dangvu
from tests.databases import Database
from tests.exchange.reading.province import province, write


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "tỉnh nhỏ.xlsx"
    write(path, province())
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """The same province with an unknown cell for one member and a birth after the admission of another."""
    tables = deepcopy(province())
    tables["members"][0]["cell"] = "KHÔNG.CÓ"
    tables["members"][1]["born"] = "30/2/1980"
    path = tmp_path / "tỉnh có lỗi.xlsx"
    write(path, tables)
    return path


def test_a_dry_run_tells_everything_and_writes_nothing(fresh_world: Database, tmp_path: Path, faulty: Path) -> None:
    tried = dangvu(fresh_world, tmp_path, "import", faulty, "--dry-run", "--json")
    assert tried.code == 0
    report = tried.json()
    assert (report["dry_run"], report["decision"]) == (True, None)
    assert {problem["code"] for problem in report["problems"] if problem["rejected"]} >= {"unknown_cell", "impossible_date"}
    assert "dòng/giây" in tried.err
    assert dangvu(fresh_world, tmp_path, "figures", "TT", "--on", "2022-06-30").code == 1


def test_good_rows_go_in_and_bad_rows_come_back_as_a_workbook_with_exit_code_0(fresh_world: Database, tmp_path: Path, faulty: Path) -> None:
    back = tmp_path / "trả lại.xlsx"
    taken = dangvu(fresh_world, tmp_path, "import", faulty, "--json", "--refused", back)
    report = taken.json()
    assert taken.code == 0
    assert report["decision"] is not None
    members = report["sheets"]["Đảng viên"]
    assert members["rejected"] >= 2
    assert members["accepted"] + members["rejected"] == members["read"]
    assert back.stat().st_size > 0
    figures = dangvu(fresh_world, tmp_path, "figures", "TT", "--on", "30/6/2022", "--code", "members")
    assert figures.code == 0
    assert figures.json()["figures"]["members"]["value"] > 0
    undone = dangvu(fresh_world, tmp_path, "undo", report["decision"])
    assert undone.code == 0, undone.err
    assert dangvu(fresh_world, tmp_path, "figures", "TT", "--on", "2022-06-30").code == 1
    assert dangvu(fresh_world, tmp_path, "rebuild", "--check").code == 0
    assert dangvu(fresh_world, tmp_path, "ledger", "verify").code == 0


def test_a_file_that_is_no_workbook_is_refused_whole_with_exit_code_1(fresh_world: Database, tmp_path: Path) -> None:
    path = tmp_path / "thư.xlsx"
    path.write_text("Kính gửi Ban Tổ chức")
    refused = dangvu(fresh_world, tmp_path, "import", path, "--json")
    assert refused.code == 1
    assert "thư.xlsx" in refused.err
    assert refused.json()["sheets"] == {}


@pytest.mark.parametrize(
    "arguments",
    [
        ["figures", "SX"],
        ["figures", "SX", "--on", "31/2/2022"],
        ["figures", "SX", "--on", "2022-11-30", "--known", "hôm qua"],
        ["import", "không có.xlsx"],
        ["rebuild"],
        ["serve", "--bind", "0.0.0.0:8000"],
        ["demo", "--size", "XL"],
        ["drills", "bay"],
        ["bay"],
    ],
)
def test_wrong_words_end_with_exit_code_2(fresh_world: Database, tmp_path: Path, arguments: list[str]) -> None:
    ended = dangvu(fresh_world, tmp_path, *arguments)
    assert ended.code == 2
    assert ended.out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["figures", "SX.99", "--on", "2022-11-30"], "SX.99"),
        (["figures", "SX", "--on", "2022-11-30", "--code", "happiness"], "happiness"),
        (["figures", "SX", "--on", "2022-11-30", "--from", "2023-01-01"], "hãy xem lại hai ngày"),
        (["records", "SX", "members", "--on", "2022-11-30", "--by", "sex"], "Hãy cho cả cách phân tích"),
        (["demo", "--size", "S"], "sổ trống"),
        (["undo", "1"], "không phải là một lần nhập"),
    ],
)
def test_what_cannot_be_answered_is_said_with_exit_code_1(fresh_world: Database, tmp_path: Path, arguments: list[str], said: str) -> None:
    ended = dangvu(fresh_world, tmp_path, *arguments)
    assert ended.code == 1
    assert said in ended.err
    assert ended.out == ""


def test_records_make_up_their_figure_and_the_return_is_written(fresh_world: Database, tmp_path: Path) -> None:
    asked = ["SX", "--on", "2022-11-30"]
    answer = dangvu(fresh_world, tmp_path, "figures", *asked, "--child", "--by", "sex", "--code", "members").json()
    assert {part["child"] for part in answer["groups"]["members"]} == {"SX.01", "SX.02"}
    records = dangvu(fresh_world, tmp_path, "records", "SX", "members", "--on", "2022-11-30").json()
    assert len(records) == answer["figures"]["members"]["value"] == 7
    before = dangvu(fresh_world, tmp_path, "figures", *asked, "--known", "2022-11-30", "--code", "members").json()
    assert before["figures"]["members"]["value"] in {0, None}
    path = tmp_path / "biểu.xlsx"
    made = dangvu(fresh_world, tmp_path, "return", *asked, "-o", path)
    assert made.json()["columns"] >= 60
    assert path.read_bytes()[:2] == b"PK"


def test_figures_and_records_are_asked_under_the_boundaries_of_another_day(fresh_world: Database, tmp_path: Path) -> None:
    asked = ["--on", "2022-11-30", "--boundaries", "2012-06-30"]
    answer = dangvu(fresh_world, tmp_path, "figures", "SX.02", *asked, "--child", "--code", "members").json()
    assert (answer["boundaries"], answer["shared"], answer["split"]) == ("2012-06-30", {}, [])
    assert {part["child"] if "child" in part else part["key"]: part["value"] for part in answer["groups"]["members"]} == {
        "SX.02.B": 2,
        "SX.02.C": 0,
    }
    assert len(dangvu(fresh_world, tmp_path, "records", "SX.02", "members", *asked).json()) == answer["figures"]["members"]["value"] == 2
    ended = dangvu(fresh_world, tmp_path, "figures", "SX.02.C", "--on", "2010-01-01", "--boundaries", "2022-11-30")
    assert (ended.code, "Ngày 30/11/2022 không có tổ chức đảng này" in ended.err) == (1, True)
    assert "boundaries" not in dangvu(fresh_world, tmp_path, "figures", "SX", "--on", "2022-11-30", "--code", "members").json()


def test_every_drill_has_its_tests() -> None:
    assert [file for files in DRILLS.values() for file in files if not (ROOT / file).exists()] == []
