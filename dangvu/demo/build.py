"""Fills an empty register with the invented province, by the one decision that an import would be."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dangvu.commands import Clerk, Problem, Refused, run
from dangvu.demo.batch import province
from dangvu.demo.doings import live_on
from dangvu.demo.known import hash_of, name_of
from dangvu.demo.neighbours import three_provinces
from dangvu.demo.officers import charge_officers
from dangvu.demo.plan import Size
from dangvu.demo.printed import JUNE
from dangvu.demo.tree import ROOT
from dangvu.exchange.building import TABLES
from dangvu.exchange.commands import import_of
from dangvu.exchange.importing import DERIVED
from dangvu.exchange.rows import EXITS
from dangvu.ledger.bulk import analyze
from dangvu.ledger.queries import is_untouched, last_decision

CLERK = Clerk("Văn thư dữ liệu mẫu")
DAY = JUNE
"""The last day of the register, the one to look at."""

Progress = Callable[[str, int, int], None]
"""Told the name of a step, how many rows of it are done, and how many there are."""


@dataclass(frozen=True)
class Built:
    """What was built: the code of the topmost unit, the day to look at, the decision, and how much and how fast."""

    size: Size
    unit: str
    day: date
    decision: int
    members: int
    rows: int
    seconds: float


def build(size: Size, progress: Progress | None = None, *, neighbours: bool = False) -> Built:
    """Generate and load, with two neighbouring provinces or without; `Refused` where anything was decided in this register before."""
    if not is_untouched():
        raise Refused([Problem("register_not_empty", "Sổ đã có dữ liệu; dữ liệu mẫu chỉ nạp vào sổ trống, hãy dùng DANGVU_HOME khác.")])
    began, checked_at = time.monotonic(), last_decision()
    tell = progress or _silence
    tell("Sinh dữ liệu mẫu", 0, 0)
    batch = three_provinces(size) if neighbours else province(size)
    tell("Ghi vào sổ", 0, len(batch))
    name, sha256 = name_of(size, neighbours=neighbours), hash_of(size, neighbours=neighbours)
    decision = run(import_of(batch, on=DAY, file_name=name, file_sha256=sha256, checked_at=checked_at), CLERK)
    analyze((*TABLES, *DERIVED))
    charge_officers(CLERK)
    live_on(size, CLERK)
    tell("Ghi vào sổ", len(batch), len(batch))
    left = sum(row.kind in EXITS for row in batch.rows["movements"])
    return Built(size, ROOT, DAY, decision.id, len(batch.rows["members"]) - left, len(batch), time.monotonic() - began)


def _silence(step: str, done: int, of: int) -> None:
    """Nobody watches."""
