"""Hostile files are refused quickly and in little memory; good ones pass; and each guard is what stops its bomb."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dangvu.filegate.inspection import inspect
from dangvu.filegate.limits import Limits
from dangvu.filegate.refused import Refused
from tests.filegate.corpus import HOSTILE, good

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
SECONDS, MIB = 1.0, 200.0
HUGE = 1 << 40


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """What each hostile file and the good one came to, each inspected in a process of its own."""
    folder = tmp_path_factory.mktemp("corpus")
    files = [build(folder / f"{name.replace('/', ' ')}.xlsx") for name, (_, build) in HOSTILE.items()]
    files.append(good(folder / "good.xlsx"))
    command = [sys.executable, "-m", "tests.filegate.measured", *map(str, files)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    for file in files:
        file.unlink()
    found: dict[str, dict[str, object]] = {name.removesuffix(".xlsx"): answer for name, answer in json.loads(ran.stdout).items()}
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_it_refuses_a_hostile_file_for_the_right_reason(name: str, answers: dict[str, dict[str, object]]) -> None:
    assert answers[name]["code"] == HOSTILE[name][0]


@pytest.mark.parametrize("name", HOSTILE)
def test_it_refuses_within_a_second_and_200_mebibytes(name: str, answers: dict[str, dict[str, object]]) -> None:
    seconds, mib, pace = (answers[name][key] for key in ("seconds", "mib", "pace"))
    assert isinstance(seconds, float) and isinstance(pace, float) and seconds <= SECONDS * pace
    assert isinstance(mib, float) and mib <= MIB


def test_it_opens_nothing_but_the_file(answers: dict[str, dict[str, object]]) -> None:
    for name, answer in answers.items():
        touched = answer["touched"]
        assert isinstance(touched, list)
        assert all(one.startswith("open ") and one.endswith(f"{name}.xlsx") for one in touched)


def test_a_refusal_says_what_to_do(answers: dict[str, dict[str, object]]) -> None:
    messages = {name: str(answers[name]["message"]) for name in HOSTILE}
    assert [name for name, message in messages.items() if "hãy" not in message] == []


def test_the_corpus_has_at_least_forty_files() -> None:
    assert len(HOSTILE) >= 40


def test_a_good_workbook_passes(answers: dict[str, dict[str, object]]) -> None:
    assert answers["good"]["code"] == ""


def test_it_refuses_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.xlsx"):
        with pytest.raises(Refused) as refused:
            inspect(path)
        assert refused.value.code == "no_file"


def test_it_refuses_a_file_larger_than_an_upload_may_be(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        inspect(good(tmp_path / "a.xlsx"), limit=Limits(packed=1000))
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    ("name", "guards"),
    [
        ("packed 1000 times", {"ratio": HUGE, "unpacked": HUGE, "run": HUGE}),
        ("too much in all", {"unpacked": HUGE}),
        ("too many parts", {"parts": HUGE}),
        ("billion cells declared", {"declared_cells": HUGE}),
        ("two cells far apart", {"cells": HUGE, "columns": HUGE}),
        ("too many columns", {"columns": HUGE}),
        ("huge string table", {"strings": HUGE, "string_count": HUGE}),
        ("countless strings", {"string_count": HUGE}),
        ("a string written 50,000 times", {"text": HUGE, "columns": HUGE}),
        ("endless text", {"run": HUGE}),
    ],
)
def test_a_guard_switched_off_lets_its_bomb_through(name: str, guards: dict[str, int], tmp_path: Path) -> None:
    bomb = HOSTILE[name][1](tmp_path / "bomb.xlsx")
    with pytest.raises(Refused):
        inspect(bomb)
    inspect(bomb, limit=replace(Limits(), **guards))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["travinh_2022.xlsx", "travinh_2022_mess1.xlsx"])
def test_a_real_workbook_passes(name: str) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip("the reference workbooks are not beside the checkout")
    inspect(path)
