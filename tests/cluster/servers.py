"""What the tests do to servers and see of them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from dangvu.cluster import Cluster

ROOT = Path(__file__).parents[2]


def ask(cluster: Cluster, question: str) -> str:
    """The first value of the answer, as text."""
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        row = connection.execute(question).fetchone()  # type: ignore[call-overload]  # psycopg wants literals
    assert row is not None
    return str(row[0])


def tell(cluster: Cluster, *statements: str) -> None:
    """Statements without an answer, each committed by itself."""
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]  # psycopg wants literals


def process_of(cluster: Cluster) -> int:
    """The postmaster."""
    return int((cluster.data / "postmaster.pid").read_text().split("\n", 1)[0])


def kill_everything(cluster: Cluster) -> None:
    """SIGKILL to the postmaster and to all its children at once, as when the machine runs out of memory."""
    postmaster = process_of(cluster)
    children = [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/stat") if _parent(path) == postmaster]
    os.kill(postmaster, signal.SIGKILL)
    for child in children:
        with contextlib.suppress(ProcessLookupError):  # a child that saw the postmaster die may have ended by itself
            os.kill(child, signal.SIGKILL)


def _parent(stat: Path) -> int | None:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return None


def until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Waits for what must come true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.002)


def python(code: str, *arguments: str | Path) -> subprocess.Popen[str]:
    """Another process that knows the package, in a process group of its own."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def answer_of(process: subprocess.Popen[str]) -> str:
    """What a process of `python` printed; its failure is the test's failure."""
    said, complained = process.communicate(timeout=120)
    assert process.returncode == 0, complained
    return said.strip()
