"""`check`: by itself without an instance, with the register where there is one, with a population and a list of documents."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dangvu.cluster import Cluster
from tests.cli.program import ROOT, Ended, dangvu
from tests.databases import Database

DAY = "Đến ngày 30/11/2022, Đảng bộ tỉnh Sông Xanh có"
KEYS = {"span", "quote", "kind", "verdict", "arithmetic", "stated", "recomputed"}


def alone(home: Path, *arguments: str) -> Ended:
    """A run that has no instance to ask."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "dangvu", "check", *arguments],
        env={**environment, "DANGVU_HOME": str(home / "none"), "PYTHONPATH": str(ROOT)},
        cwd=home, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return Ended(done.returncode, done.stdout, done.stderr)


def written(home: Path, text: str, name: str = "bao-cao.txt") -> str:
    (home / name).write_text(text)
    return name


def test_a_wrong_figure_of_the_register_ends_with_one(committed_world: Database, tmp_path: Path) -> None:
    right = written(tmp_path, f"{DAY} 7 đảng viên.", "dung.txt")
    wrong = written(tmp_path, f"{DAY} 9 đảng viên.", "sai.txt")
    assert dangvu(committed_world, tmp_path, "check", right).code == 0
    told = dangvu(committed_world, tmp_path, "check", wrong)
    assert told.code == 1
    assert "KHÁC SỔ · “Đảng bộ tỉnh Sông Xanh có 9 đảng viên”" in told.out
    assert "1 số đối chiếu với sổ" in told.out
    assert dangvu(committed_world, tmp_path, "check", wrong, "--no-register").code == 0


def test_the_answer_for_programs_has_the_promised_form(committed_world: Database, tmp_path: Path) -> None:
    name = written(tmp_path, f"{DAY} 9 đảng viên, gồm 4 nam và 3 nữ.")
    found = dangvu(committed_world, tmp_path, "check", name, "--json").json()
    assert list(found) == ["claims"]
    assert {frozenset(claim) for claim in found["claims"]} == {frozenset(KEYS)}
    assert {claim["kind"] for claim in found["claims"] if claim["verdict"] == "inconsistent"} == {"register", "sum"}
    assert {claim["recomputed"] for claim in found["claims"] if claim["kind"] == "register" and claim["stated"] == "9"} == {"7"}


def test_the_unit_of_the_report_may_be_named(committed_world: Database, tmp_path: Path) -> None:
    name = written(tmp_path, "Đến ngày 30/11/2022, toàn Đảng bộ có 5 đảng viên.")
    assert dangvu(committed_world, tmp_path, "check", name).code == 0
    assert dangvu(committed_world, tmp_path, "check", name, "--unit", "SX.01").code == 0
    assert dangvu(committed_world, tmp_path, "check", name, "--unit", "SX").code == 1
    assert "KHONG" in dangvu(committed_world, tmp_path, "check", name, "--unit", "KHONG").err


def test_the_population_of_the_register_is_used_for_the_unit_that_is_named(committed_world: Database, tmp_path: Path) -> None:
    name = written(tmp_path, f"{DAY} 7 đảng viên, chiếm 0,43% dân số.")
    told = dangvu(committed_world, tmp_path, "check", name)
    assert told.code == 1
    assert "7 / 2.110 (dân số trong sổ, ngày 30/11/2022) = 0,3318%" in told.out
    assert dangvu(committed_world, tmp_path, "check", written(tmp_path, f"{DAY} 7 đảng viên, chiếm 0,33% dân số.")).code == 0


@pytest.mark.parametrize(("people", "code"), [("1288463", 1), ("1390250", 0)])
def test_a_population_may_be_given(tmp_path: Path, people: str, code: int) -> None:
    name = written(tmp_path, "Toàn tỉnh có 55.610 đảng viên, chiếm gần 4% dân số.")
    assert alone(tmp_path, name, "--population", people).code == code
    assert alone(tmp_path, name).code == 0


def test_a_list_of_documents_may_be_given(tmp_path: Path) -> None:
    name = written(tmp_path, "Quán triệt Nghị quyết Trung ương 4 (khóa XIII).")
    listed = written(tmp_path, "STT\tVăn bản\nKết luận số 21-KL/TW ngày 25/10/2021, Hội nghị Trung ương 4 khóa XIII\nnăm 2021\n", "vb.txt")
    told = alone(tmp_path, name, "--documents", listed)
    assert told.code == 1
    assert "Kết luận 21-KL/TW ngày 25/10/2021" in told.out
    assert "bỏ qua dòng 3" in told.err
    assert "không đối chiếu với sổ" in told.out
    assert alone(tmp_path, name).code == 0
    refused = alone(tmp_path, name, "--documents", written(tmp_path, "không có gì 1", "rong.txt"))
    assert refused.code == 2
    assert "21-KL/TW" in refused.err


def test_nothing_is_made_where_there_is_no_instance(tmp_path: Path) -> None:
    name = written(tmp_path, "Chi bộ có 5 đảng viên.")
    assert alone(tmp_path, name).code == 0
    assert not Cluster(tmp_path / "none").data.exists()
    assert alone(tmp_path, "khong-co.txt").code == 2
