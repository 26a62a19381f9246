"""Checkpoints: the head of the chain noted outside the database, since a chain alone cannot show that its tail was cut off.

A file of lines `number hash instant`, the oldest first; whoever keeps a copy elsewhere is a witness.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.db import connection

from dangvu.ledger.chain import instant
from dangvu.ledger.models import Decision


class Checkpoint(NamedTuple):
    """The hash that a decision had when it was the last one, and when that decision was recorded."""

    number: int
    hash: bytes
    recorded: datetime


@dataclass(frozen=True)
class Witnessed:
    """The checkpoints of a file, and the numbers of its lines that cannot be read."""

    checkpoints: tuple[Checkpoint, ...]
    unreadable: tuple[int, ...]


def checkpoint_file(home: Path) -> Path:
    """Where an instance keeps its own checkpoints, to be copied to another machine or printed."""
    return home / "checkpoints" / "ledger.txt"


def write_checkpoint(path: Path) -> Checkpoint | None:
    """Note the last decision at the end of the file, unless it is noted already; None while nothing is decided.

    To be called after a transaction: what may still be rolled back must not be witnessed.
    """
    if connection.in_atomic_block:
        raise RuntimeError("a checkpoint is written of what is committed")
    last = Decision.objects.order_by("-id").values_list("id", "hash", "recorded").first()
    if last is None:
        return None
    checkpoint = Checkpoint(last[0], bytes(last[1]), last[2])
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = path.read_bytes() if path.exists() else b""
    line = f"{checkpoint.number} {checkpoint.hash.hex()} {instant(checkpoint.recorded)}\n".encode()
    if not written.endswith(line):
        _append(path, line if not written or written.endswith(b"\n") else b"\n" + line)
    return checkpoint


def note(home: Path) -> Checkpoint | None:
    """Witness the last decision in the instance's own file; to be called after whatever was decided."""
    return write_checkpoint(checkpoint_file(home))


def _append(path: Path, line: bytes) -> None:
    """One write that is on the disk when it returns."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, line)
        os.fsync(file)
    finally:
        os.close(file)


def read_checkpoints(path: Path) -> Witnessed:
    """The checkpoints of a file; lines that are not checkpoints are told by their number."""
    checkpoints: list[Checkpoint] = []
    unreadable: list[int] = []
    for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
        try:
            sequence, digest, recorded = line.split()
            checkpoints.append(Checkpoint(int(sequence), bytes.fromhex(digest), datetime.fromisoformat(recorded)))
        except ValueError:
            if line.strip():
                unreadable.append(number)
    return Witnessed(tuple(checkpoints), tuple(unreadable))
