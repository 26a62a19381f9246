"""An import is one decision: the rows it takes are kept, and everything it writes names the batch and the source row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dangvu.commands import Change, Command, Problem, register
from dangvu.exchange.building import load_batch
from dangvu.exchange.taking import Batch, keep, read_taken, write_taken
from dangvu.ledger.queries import last_decision


@dataclass(frozen=True, kw_only=True)
class ImportWorkbook(Command):
    """A batch of rows taken from a file, as checked after decision `checked_at`; `rows_hash` binds the rows, kept beside the ledger."""

    file_name: str
    file_sha256: str
    checked_at: int
    rows_hash: str
    counts: dict[str, int]
    batch: Batch | None = field(default=None, repr=False, compare=False, metadata={"ledger": False})


def import_of(batch: Batch, *, on: date, file_name: str, file_sha256: str, checked_at: int) -> ImportWorkbook:
    """The command that takes a batch, whose rows are salted and committed to here."""
    return ImportWorkbook(
        on=on, file_name=file_name, file_sha256=file_sha256, checked_at=checked_at,
        rows_hash=keep(batch), counts=batch.counts(), batch=batch,
    )  # fmt: skip


def judge_import(command: ImportWorkbook) -> list[Problem]:
    """Rows were judged when they were read, so nothing may have been decided since; an empty batch is no decision."""
    if not command.batch:
        return [Problem("nothing_new", "Tệp không có dòng nào mới so với sổ.")]
    if last_decision() != command.checked_at:
        return [Problem("register_changed", "Sổ vừa được ghi thêm sau khi kiểm tra tệp; hãy kiểm tra lại tệp rồi nhập.")]
    return []


def apply_import(command: ImportWorkbook, change: Change) -> None:
    """Keep the rows and write what they say; a replay reads the rows back."""
    if command.batch is None:
        load_batch(read_taken(change.decision), change)
    else:
        load_batch(command.batch, change)
        write_taken(command.batch, change.decision)


register("exchange.import", ImportWorkbook, judge=judge_import, apply=apply_import)
