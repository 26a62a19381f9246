"""The program as a person starts it: its own process, on a database of the test."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests.databases import Database

ROOT = Path(__file__).resolve().parents[2]


class Ended(NamedTuple):
    """How a run ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output, which must be one JSON value and nothing else."""
        return json.loads(self.out)


def dangvu(database: Database, home: Path, *arguments: str | Path) -> Ended:
    """Run a verb to its end."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "dangvu", *map(str, arguments)],
        env={**database.environment(home), "PYTHONPATH": str(ROOT)},
        cwd=home,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)
