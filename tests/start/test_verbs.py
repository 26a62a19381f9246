"""What stands between `python3 run.py VERB` and the command line: nothing that can be noticed."""

from __future__ import annotations

import ast
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import run
from tests.start.checkout import CTRL_C_ALLOWED, ROOT, Checkout, send_to_group

OLD = "sys.version_info, sys.version = (3, 9, 2, 'final', 0), '3.9.2 (default)'"
NO_ENSUREPIP = "sys.modules['ensurepip'] = None"


def test_arguments_folder_and_exit_code_pass_through(ready: Checkout, tmp_path: Path) -> None:
    end = ready.run("fail", "--on", "2022-12-31", "tệp của tôi.xlsx", "", folder=tmp_path)
    assert end.code == 3
    assert end.answer["arguments"] == ["fail", "--on", "2022-12-31", "tệp của tôi.xlsx", ""]
    assert Path(end.answer["folder"]) == tmp_path


def test_without_a_verb_it_serves(ready: Checkout) -> None:
    assert ready.run().answer["arguments"] == ["serve"]


def test_nothing_is_imported_from_the_callers_folder(ready: Checkout, tmp_path: Path) -> None:
    for name in ("json", "phrasebook"):
        (tmp_path / f"{name}.py").write_text("import sys; sys.modules['decoy'] = sys\nGREETING = 'decoy'\n")
    (tmp_path / "dangvu").mkdir()
    (tmp_path / "dangvu" / "__main__.py").write_text("print('decoy')")
    end = ready.run("greet", folder=tmp_path)
    assert (end.answer["greeting"], end.answer["decoy"]) == ("xin chào", False)


def test_the_verb_is_the_process_that_was_started_and_ctrl_c_is_its_own(ready: Checkout) -> None:
    process = ready.begin("wait")
    assert process.stdout is not None
    assert f'"process": {process.pid}' in process.stdout.readline()
    end = send_to_group(process, signal.SIGINT)
    assert (end.code, end.printed, end.told) == (7, "cleared away\n", "")


def test_an_old_python_is_told_which_one_is_needed(ready: Checkout) -> None:
    refused = ready.run("greet", before=OLD)
    assert (refused.code, refused.printed) == (1, "")
    assert refused.told == "Cần Python 3.11 trở lên; đây là 3.9.2. Hãy chạy bằng bản mới hơn, ví dụ: python3.11 run.py\n"


def test_an_old_python_can_read_the_file_far_enough_to_say_so() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    with pytest.raises(SyntaxError):
        ast.parse("match 1:\n    case 1: pass", feature_version=(3, 8))


def test_a_debian_without_the_venv_package_is_told_what_to_install(fresh: Checkout) -> None:
    refused = fresh.run("greet", before=NO_ENSUREPIP)
    assert (refused.code, refused.printed) == (1, "")
    assert "apt-get install python3-venv" in refused.told
    assert "Traceback" not in refused.told


def test_it_is_short_and_needs_the_standard_library_only() -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) < 200
    assert _imported(source) <= sys.stdlib_module_names
    assert not _imported("import django.db") <= sys.stdlib_module_names


def _imported(source: str) -> set[str]:
    """The top names of all modules that a source imports."""
    nodes = list(ast.walk(ast.parse(source)))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}


def test_all_checks_are_run_and_one_that_fails_fails_the_whole(capfd: pytest.CaptureFixture[str]) -> None:
    def python(code: str) -> list[str | Path]:
        return [sys.executable, "-c", code]

    assert run.run_checks([("first", python("raise SystemExit(1)")), ("second", python("print('reached')"))]) == 1
    said = capfd.readouterr().out
    assert "reached" in said
    assert "HỎNG first" in said
    assert "ĐẠT  second" in said
    assert run.run_checks([("second", python(""))]) == 0


SLOW_TO_CLEAR = """
import time
try:
    print("begun", flush=True)
    time.sleep(600)
except KeyboardInterrupt:
    time.sleep(1)
    print("cleared away", flush=True)
"""


def test_ctrl_c_gives_the_running_check_the_time_to_clear_away_what_it_made() -> None:
    code = f"import sys, run; run.run_checks([('slow', [sys.executable, '-c', {SLOW_TO_CLEAR!r}])])"
    command = [*CTRL_C_ALLOWED, sys.executable, "-c", code]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    assert "begun\n" in iter(process.stdout.readline, "")
    assert "cleared away" in send_to_group(process, signal.SIGINT).printed


def test_a_run_in_which_no_test_was_selected_is_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    assert run.run_checks([("pytest", [sys.executable, "-c", "raise SystemExit(5)"])]) == 1
    assert "không có bài kiểm nào được chọn" in capfd.readouterr().out


def test_the_checks_are_those_of_the_contributors_page_and_end_with_the_callers_words() -> None:
    checks = dict(run.checks(["-k", "tên"]))
    assert list(checks) == ["ruff check", "ruff format --check", "mypy", "lint-imports", "pytest"]
    assert checks["pytest"][-2:] == ["-k", "tên"]
