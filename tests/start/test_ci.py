"""`.ci/run`: browser tests that were skipped are a failure there, whichever module they stand in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.start.checkout import NO_PROGRAMS, ROOT

SENTENCE = "Browser tests were skipped."


def _pytest_without_programs(*paths: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DANGVU_", "PYTEST_"))}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-ra", *paths]
    return subprocess.run(
        command, cwd=ROOT, env={**environment, "PATH": NO_PROGRAMS, "CI": "true"}, capture_output=True, text=True, check=False
    ).stdout


def _judged(output: str, folder: Path) -> tuple[int, str]:
    """What `.ci/run` makes of that output of pytest."""
    (folder / "output").write_text(output)
    command = ["bash", "-c", '. .ci/run; refuse_skipped_browser_tests "$1"', "judge", folder / "output"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _needs_a_browser(module: Path) -> bool:
    return any(line.startswith(("import playwright", "from playwright")) for line in module.read_text(encoding="utf-8").splitlines())


def test_a_machine_without_chromium_fails_and_every_module_that_needs_one_is_named(tmp_path: Path) -> None:
    modules = [path for path in sorted((ROOT / "tests").rglob("test_*.py")) if _needs_a_browser(path)]
    assert modules
    output = _pytest_without_programs(*modules)
    assert "failed" not in output.splitlines()[-1], output
    code, said = _judged(output, tmp_path)
    assert code == 1
    assert SENTENCE in said
    assert [module for module in modules if module.relative_to(ROOT).as_posix() not in said] == []


def test_other_skipped_tests_are_let_pass(tmp_path: Path) -> None:
    module = tmp_path / "test_other.py"
    module.write_text("import pytest\n\ndef test_it():\n    pytest.skip('user namespaces are forbidden here')\n")
    output = _pytest_without_programs(module)
    assert "user namespaces are forbidden here" in output
    assert _judged(output, tmp_path) == (0, "")


def test_it_can_be_read_by_bash_and_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=False).returncode == 0
