"""An import from file to decision: prepared first, which writes nothing, then taken whole or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dangvu.commands import Actor, run
from dangvu.exchange.checking import check
from dangvu.exchange.commands import import_of
from dangvu.exchange.held import register_on
from dangvu.exchange.known import Checked
from dangvu.exchange.novelties import Novelties, novelties
from dangvu.exchange.reading import Progress, read
from dangvu.exchange.refused import write_refused
from dangvu.exchange.register import known_now, spellings
from dangvu.exchange.rows import Sheets
from dangvu.ledger.bulk import analyze
from dangvu.ledger.queries import last_decision
from dangvu.memory.collection import no_collection
from dangvu.people.queries import record_numbers
from dangvu.periods import clock

DERIVED = ("unit_leaf", "member_span", "member_event", "meeting_summary")


@dataclass(frozen=True)
class Prepared:
    """A workbook as read and checked against the register after decision `checked_at`; nothing is written yet."""

    name: str
    sha256: str
    sheets: Sheets
    checked: Checked
    novelties: Novelties
    on: date
    checked_at: int

    @property
    def new_rows(self) -> int:
        """Rows that would be written."""
        return len(self.novelties.batch)

    def report(self) -> dict[str, Any]:
        """Counts by the workbook's own sheet names, and every problem by row and column."""
        checked = self.checked
        return {
            "sheets": {name: {"read": n.read, "accepted": n.accepted, "rejected": n.rejected} for name, n in checked.counts.items()},
            "unchanged": {name: self.novelties.unchanged[name] for name in checked.counts},
            "problems": [problem._asdict() for problem in checked.problems],
            "notes": self.sheets.notes,
        }

    def write_refused(self, path: Path) -> None:
        """The refused rows as a workbook that can be corrected and handed in again."""
        write_refused(path, self.sheets, self.checked)


def prepare(path: Path, *, name: str = "", progress: Progress | None = None) -> Prepared:
    """Read and check a workbook; raises `filegate` Refused where it cannot be taken as a whole."""
    with no_collection():
        today, checked_at = clock.today(), last_decision()
        sha256 = _sha256(path)
        sheets = read(path, progress=progress, held=spellings(), numbers=record_numbers)
        known = known_now(today, sheets.cut_off)
        checked = check(sheets, known)
        found = novelties(sheets, checked, register_on(sheets.cut_off or today, known), today)
        return Prepared(name or path.name, sha256, sheets, checked, found, sheets.cut_off or today, checked_at)


def take(prepared: Prepared, actor: Actor) -> int | None:
    """Write what is new as one decision and answer its number; None where nothing is new. Raises `Refused` of commands, whole."""
    if not prepared.new_rows:
        return None
    with no_collection():
        command = import_of(
            prepared.novelties.batch, on=prepared.on, file_name=prepared.name, file_sha256=prepared.sha256, checked_at=prepared.checked_at
        )
        decision = run(command, actor)
        if prepared.checked_at == 0:
            analyze(DERIVED)  # the load has analysed the others; what a later batch adds the server's own upkeep sees within a minute
    return decision.id


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
