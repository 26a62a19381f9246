"""A whole instance: a copy of this checkout in a folder with an odd name, with its own data, driven through run.py alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from dangvu.cluster import Cluster
from tests.start.checkout import ROOT, Outcome, interpreter, outcome


@dataclass(frozen=True)
class Instance:
    """The checkout's folder; the data lie in `dữ liệu` beside it."""

    root: Path
    python: Path
    user: int | None = None

    @property
    def home(self) -> Path:
        """DANGVU_HOME."""
        return self.root.parent / "dữ liệu"

    @property
    def server(self) -> Cluster:
        """The embedded server, to look at and to kill."""
        return Cluster(self.home)

    def begin(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """`python3 run.py ARGUMENTS` in a process group of its own."""
        return self._program(self.python, self.root / "run.py", *arguments)

    def run(self, *arguments: str | Path) -> Outcome:
        """The same, waited for."""
        return outcome(self.begin(*arguments))

    def done(self, *arguments: str | Path) -> str:
        """What a verb printed that must succeed."""
        end = self.run(*arguments)
        assert end.code == 0, end.told
        return end.printed.strip()

    def ask(self, question: str) -> list[str]:
        """The lines of the answer to a question in SQL; the server is started for it if need be."""
        return self.done("psql", "-XAtc", question).splitlines()

    def program(self, code: str, *arguments: str | Path) -> subprocess.Popen[str]:
        """Another program that works on this instance."""
        return self._program(self.root / ".venv" / "bin" / "python", "-c", code, *arguments)

    def _program(self, *command: str | Path) -> subprocess.Popen[str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DANGVU_", "DATABASE_URL", "PYTHON"))}
        own = {"DANGVU_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "dangvu.config.settings", "HOME": str(self.root.parent)}
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=inherited | own,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
        )


def make_instance(folder: Path, *, python: Path | None = None, user: int | None = None) -> Instance:
    """With the packages of these tests; for another user with none, so that its first start has to install them."""
    root = folder / "Sổ Đảng vụ — bản 'văn phòng', số 1"
    for name in ("dangvu", "requirements"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "run.py", root)
    if user is None:
        (root / ".venv").symlink_to(sys.prefix)
    else:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user, user)
    return Instance(root, python or interpreter(), user)
