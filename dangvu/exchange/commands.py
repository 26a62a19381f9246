"""An import is one decision: the rows it takes are kept, and everything it writes names the batch and the source row."""

from __future__ import annotations

from dataclasses import dataclass, field

from dangvu.commands import Change, Command, Problem, register
from dangvu.exchange.building import load_batch
from dangvu.exchange.taking import Batch, read_taken, write_taken


@dataclass(frozen=True, kw_only=True)
class ImportWorkbook(Command):
    """A batch of rows taken from a file; `rows_hash` binds the kept rows, which lie beside the ledger."""

    file_name: str
    file_sha256: str
    rows_hash: str
    counts: dict[str, int]
    batch: Batch | None = field(default=None, repr=False, compare=False, metadata={"ledger": False})


def judge_import(command: ImportWorkbook) -> list[Problem]:
    """Rows were judged one by one when they were read; an empty batch is no decision."""
    return [] if command.batch else [Problem("nothing_new", "Tệp không có dòng nào mới so với sổ.")]


def apply_import(command: ImportWorkbook, change: Change) -> None:
    """Keep the rows and write what they say; a replay reads the rows back."""
    batch = read_taken(change.decision) if command.batch is None else command.batch
    load_batch(batch, change)
    if command.batch is not None:
        write_taken(batch, change.decision)


register("exchange.import", ImportWorkbook, judge=judge_import, apply=apply_import)
