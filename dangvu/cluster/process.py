"""The running server, found by its lock file in the data directory and by the system's list of processes."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from dangvu.cluster.errors import ClusterError

LOCK_FILE = "postmaster.pid"
STOP_SECONDS = 60


def postmaster(data: Path) -> int | None:
    """The process that the lock file names, if that process is in truth a server of this data directory."""
    process = _named_process(data / LOCK_FILE)
    return process if process is not None and _serves(process, data) else None


def shut_down(data: Path) -> None:
    """PostgreSQL's fast shutdown: ends the connections, writes a checkpoint; returns when the process has gone."""
    process = postmaster(data)
    if process is None:
        return
    os.kill(process, signal.SIGINT)
    deadline = time.monotonic() + STOP_SECONDS
    while _serves(process, data):
        if time.monotonic() > deadline:
            raise ClusterError(f"PostgreSQL chưa tắt xong sau {STOP_SECONDS} giây.", "đợi thêm rồi thử lại.")
        time.sleep(0.02)


def drop_stale_lock_files(data: Path, socket: Path) -> None:
    """Removes lock files whose process is a zombie or another program by now; PostgreSQL would take either for a running server.

    Processes that a killed server left behind are still found by PostgreSQL itself, through the memory they share.
    """
    for path in (data / LOCK_FILE, *socket.glob(".s.PGSQL.*.lock")):
        process = _named_process(path)
        if process is not None and not _arguments(process)[0].endswith(b"postgres"):
            path.unlink(missing_ok=True)


def _named_process(lock_file: Path) -> int | None:
    try:
        return int(lock_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _serves(process: int, data: Path) -> bool:
    return os.fsencode(data) in _arguments(process)


def _arguments(process: int) -> list[bytes]:
    """The command line of a process; a single empty argument for a zombie or for none at all."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return [b""]
