"""The stack of packages: enforced by import-linter, told in ARCHITECTURE, and each contract shown to notice a breach."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.stack import ROOT, packages, stack

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.argv = ['lint-imports', '--no-cache']; lint_imports_command()"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contracts and the modules, to be spoilt."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / ".importlinter", folder)
    shutil.copytree(ROOT / "dangvu", folder / "dangvu", ignore=lambda _, names: [name for name in names if name in UNREAD])
    return folder


UNREAD = {"__pycache__", "static", "templates", "migrations"}


def _lint(folder: Path) -> tuple[int, str]:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run([sys.executable, "-P", "-c", LINT], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_every_contract_is_kept(copy: Path) -> None:
    code, said = _lint(copy)
    assert code == 0, said


BREACHES = [
    ("Areas form one stack", "organisation/queries.py", "import dangvu.members.queries"),
    ("Areas form one stack", "overlooked/__init__.py", '"""A package that nobody put on the stack."""'),
    ("Inside an area", "members/rules.py", "import dangvu.members.queries"),
    ("Rules, periods", "members/rules.py", "import django.utils.timezone"),
    ("know no web", "members/queries.py", "import dangvu.web.formats"),
    ("Only the command runner writes the ledger", "reports/figures.py", "import dangvu.ledger.writer"),
    ("Rows come by COPY only", "members/commands/stays.py", "import dangvu.ledger.bulk"),
]


@pytest.mark.parametrize(("contract", "module", "line"), BREACHES, ids=[f"{module}: {line[:40]}" for _, module, line in BREACHES])
def test_a_breach_is_noticed(copy: Path, contract: str, module: str, line: str) -> None:
    path = copy / "dangvu" / module
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{line}\n")
    try:
        code, said = _lint(copy)
    finally:
        if before is None:
            shutil.rmtree(path.parent)
        else:
            path.write_text(before)
    assert code != 0
    assert re.search(rf"{contract}.* BROKEN|Missing layers", said), said


def test_no_import_is_excused() -> None:
    assert "ignore_imports" not in (ROOT / ".importlinter").read_text()


def listed_in(document: str) -> list[str]:
    """The packages in the first column of the table of packages."""
    return re.findall(r"^\| `([a-z]+)` \|", document.partition("## The stack")[2].partition("\n## ")[0], re.MULTILINE)


def test_architecture_lists_the_packages_in_their_order() -> None:
    assert listed_in((ROOT / "ARCHITECTURE.md").read_text()) == stack() == packages()


def test_a_package_that_architecture_forgets_is_noticed() -> None:
    document = (ROOT / "ARCHITECTURE.md").read_text()
    forgetful = re.sub(r"^\| `rulebook` \|.*\n", "", document, flags=re.MULTILINE)
    assert listed_in(forgetful) == [name for name in stack() if name != "rulebook"]
