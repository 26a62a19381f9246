"""An import from file to commit against the bare reading of the same file, into an empty register and into one that holds half."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from django.db import connections

from dangvu.commands import Clerk
from dangvu.demo.build import DAY
from dangvu.demo.tree import ROOT
from dangvu.exchange.importing import prepare, take
from dangvu.exchange.taking import Batch
from dangvu.organisation.queries import unit_codes
from dangvu.reports.figures import figures
from tests.bench.baseline import bare_read, openpyxl_rows
from tests.bench.scratch import Scratch
from tests.bench.timing import ROUNDS, Measured, ratio, same, seconds
from tests.bench.workbooks import as_of, halves, whole, write

CLERK = Clerk("Đo tốc độ")
QUARTER = date(2022, 3, 31)
"""The cut-off of the workbook before the last."""


@dataclass
class Took:
    """Seconds of each round."""

    read: list[float] = field(default_factory=list)
    imported: list[float] = field(default_factory=list)
    by_rows: list[float] = field(default_factory=list)


def import_whole(path: Path) -> dict[str, int]:
    """What the command line does with a file, and how many rows of each sheet were taken."""
    prepared = prepare(path)
    take(prepared, CLERK)
    return {name: counts["accepted"] for name, counts in prepared.report()["sheets"].items()}


def measure(place: Scratch, empty: str, batch: Batch, folder: Path, rounds: int = ROUNDS) -> list[Measured]:
    """The first load of everything, a later batch of new bodies, the next quarter's workbook, and the usual way to load everything."""
    early, late = halves(batch)
    before, everything = as_of(batch, QUARTER), whole(batch)
    files = {name: folder / f"{name}.xlsx" for name in ("whole", "early", "late", "before")}
    for name, part, day in (("whole", everything, DAY), ("early", early, DAY), ("late", late, DAY), ("before", before, QUARTER)):
        write(part, files[name], day)
    half, last_quarter = _holding(place, empty, files["early"], "half"), _holding(place, empty, files["before"], "quarter")
    first, later, following = Took(), Took(), Took()
    for _ in range(rounds):
        held = _round(place, empty, files["whole"], first, everything.members)
        _round(place, half, files["late"], later, late.members)
        same("members held", _round(place, last_quarter, files["whole"], following, everything.members), held)
        _round_by_rows(place, empty, files["whole"], first, held)
    return [
        ratio("import_vs_bare_read", first.imported, first.read),
        ratio("import_vs_bare_read_later", later.imported, later.read),
        ratio("import_vs_bare_read_next_quarter", following.imported, following.read),
        ratio("openpyxl_rows_vs_import", first.by_rows, first.imported),
    ]


def _holding(place: Scratch, empty: str, path: Path, part: str) -> str:
    """A register that holds a file already."""
    name = place.make(part, empty)
    place.use(name)
    import_whole(path)
    connections["default"].close()
    return name


def _round(place: Scratch, template: str, path: Path, took: Took, expected: int) -> int:
    """One reading and one import, into a copy of the template that is dropped again; the members then held."""
    took.read.append(seconds(lambda: bare_read.read(path)))
    name = place.make("copy", template)
    place.use(name)
    accepted: dict[str, int] = {}
    took.imported.append(seconds(lambda: accepted.update(import_whole(path))))
    same("rows taken", accepted["Đảng viên"], expected)
    held = members()
    place.drop(name)
    return held


def _round_by_rows(place: Scratch, template: str, path: Path, took: Took, expected: int) -> None:
    name = place.make("copy", template)
    with place.connect(name) as register:
        took.by_rows.append(seconds(partial(openpyxl_rows.load, path, register)))
        (held,) = register.execute("SELECT count(*) FROM office.membership WHERE upper_inf(period)").fetchone() or (0,)
    same("members held", held, expected)
    place.drop(name)


def members() -> int:
    """Members of the register that Django is connected to, on its day."""
    return figures(unit_codes()[ROOT], DAY, codes=["members"]).figures["members"].numerator or 0
