"""Three provinces become one on a day: districts end, communes are consolidated, small cells merged, all by one decision.

    python -c "import django; django.setup(); from tests.bench.reform import main; main('M')"

prints how long the rehearsal and the act take over three provinces of a size, in a database of its own, and that no earlier figure moved.
"""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from dangvu.commands import Clerk, Command, run
from dangvu.demo.batch import province
from dangvu.demo.build import DAY
from dangvu.demo.plan import Size
from dangvu.demo.printed import DIRECT
from dangvu.demo.tree import COMMUNE
from dangvu.exchange.building import TABLES
from dangvu.exchange.commands import import_of
from dangvu.exchange.importing import DERIVED
from dangvu.exchange.taking import Batch
from dangvu.ledger.bulk import analyze
from dangvu.ledger.queries import last_decision
from dangvu.organisation.trees import numbers_of
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.rehearsal import look, rehearse, seen_after
from dangvu.reorganisation.steps import Changed, Founded, Lineage, Moved, Placed
from dangvu.reports.figures import figures
from tests.bench.scratch import migrated, scratch

CLERK = Clerk("Đo tốc độ")
PROVINCES = ("A", "B", "C")
REFORM = date(2025, 7, 1)
NEW_COMMUNES = 124
CODES = {"code", "parent", "locality", "record_no", "card", "cell", "from_cell", "to_cell"}
PROVINCE, COMMITTEE, BASE_CELL, LOW = "Đảng bộ tỉnh", "Đảng bộ cơ sở", "Chi bộ cơ sở", "Chi bộ trực thuộc"
SMALL = 10
APART = 1_000_000
"""More than a sheet has rows, so that each row keeps a number of its own."""
PAST = (date(2018, 12, 31), DAY, date(2025, 6, 30))


def three_provinces(size: Size) -> Batch:
    """The invented province three times, its codes and numbers made different, as the rows of one batch."""
    one, three = province(size), Batch()
    for turn, letter in enumerate(PROVINCES):
        for sheet, rows in one.rows.items():
            for row in rows:
                named = {name: f"{letter}{value}" for name in CODES & set(row._fields) if (value := getattr(row, name))}
                three.add(sheet, row._replace(row=row.row + turn * APART, **named))
    return three


def load(size: Size) -> None:
    """The three provinces, each under a root of its own, by one decision."""
    batch = three_provinces(size)
    run(import_of(batch, on=DAY, file_name="ba-tinh.xlsx", file_sha256="", checked_at=last_decision()), CLERK)
    analyze((*TABLES, *DERIVED))


class Row(NamedTuple):
    """A unit on the eve of the reform."""

    unit: int
    code: str
    name: str
    kind: str
    sector: str
    parent: int | None
    members: int


def _units() -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.unit, n.code, u.name, u.kind, u.sector, e.parent_id, (SELECT count(*) FROM member_span s WHERE s.cell = u.unit "
            "AND s.since <= %(on)s AND s.until > %(on)s) FROM unit_span u JOIN organisation_unit n ON n.id = u.unit "
            "LEFT JOIN organisation_unitedge e ON e.unit_id = u.unit AND upper_inf(e.recorded) AND e.period @> %(on)s::date "
            "WHERE u.since <= %(on)s AND u.until > %(on)s ORDER BY n.code",
            {"on": REFORM},
        )
        return [Row(*row) for row in cursor.fetchall()]


class Plan:
    """The steps of the reform, gathered body by body."""

    def __init__(self, communes: int) -> None:
        self.rows = _units()
        self.below: dict[int | None, list[Row]] = defaultdict(list)
        for row in self.rows:
            self.below[row.parent].append(row)
        self.steps: dict[str, list[Any]] = defaultdict(list)
        self.heir: dict[int, str] = {}
        self.consolidate_province()
        self.consolidate_communes(communes)
        self.end_districts()

    def consolidate_province(self) -> None:
        """The new root, and one body of the police, the army and the offices out of three."""
        self.steps["founded"].append(Founded("V", "Đảng bộ tỉnh Vĩnh Long", PROVINCE, None))
        kinds: dict[str, list[Row]] = defaultdict(list)
        for root in self.below[None]:
            self.end(root, "V")
            for body in self.below[root.unit]:
                if not self.is_district(body):
                    kinds[body.name].append(body)
        for number, (name, bodies) in enumerate(kinds.items(), 1):
            self.steps["founded"].append(Founded(f"V.B{number}", name, DIRECT, "V"))
            for body in bodies:
                self.end(body, f"V.B{number}")
                self.steps["placed"] += [Placed(row.unit, f"V.B{number}") for row in self.below[body.unit]]

    def is_district(self, body: Row) -> bool:
        """Whether communes stand below it."""
        return any(row.sector == COMMUNE for row in self.below[body.unit])

    def consolidate_communes(self, communes: int) -> None:
        """Neighbours become one; their cells become grassroots cells below it, small ones of a sector become one."""
        old = [row for row in self.rows if row.sector == COMMUNE and row.kind == COMMITTEE]
        for number, group in enumerate(_parts(old, communes), 1):
            code = f"V.{number:03}"
            self.steps["founded"].append(Founded(code, f"Đảng bộ xã {number}", DIRECT, "V", COMMUNE))
            for commune in group:
                self.end(commune, code)
                self.heir[commune.unit] = code
                self.take_cells(self.below[commune.unit], code)

    def take_cells(self, cells: Sequence[Row], code: str) -> None:
        """Small ones go on in the first small one of their sector."""
        first: dict[str, Row] = {}
        for cell in cells:
            if cell.members < SMALL and first.setdefault(cell.sector, cell) is not cell:
                self.steps["moved"].append(Moved(cell.unit, first[cell.sector].unit))
                self.steps["ended"].append(cell.unit)
                self.steps["lineage"].append(Lineage(cell.unit, first[cell.sector].unit, "merge"))
            else:
                self.steps["placed"].append(Placed(cell.unit, code))
                self.steps["changed"].append(Changed(cell.unit, kind=BASE_CELL))

    def end_districts(self) -> None:
        """Each goes on in every new commune that took one of its own; its other committees and cells come under the first of them."""
        for root in self.below[None]:
            for district in filter(self.is_district, self.below[root.unit]):
                below = self.below[district.unit]
                heirs = sorted({self.heir[row.unit] for row in below if row.unit in self.heir})
                self.steps["placed"] += [Placed(row.unit, heirs[0]) for row in below if row.unit not in self.heir]
                self.steps["ended"].append(district.unit)
                self.steps["lineage"] += [Lineage(district.unit, heir, "end") for heir in heirs]

    def end(self, row: Row, heir: str) -> None:
        """A body goes on in another one."""
        self.steps["ended"].append(row.unit)
        self.steps["lineage"].append(Lineage(row.unit, heir, "consolidate"))


def _parts(rows: Sequence[Row], many: int) -> Iterator[Sequence[Row]]:
    edges = [len(rows) * turn // many for turn in range(many + 1)]
    return (rows[first:last] for first, last in itertools.pairwise(edges) if first < last)


def reform(communes: int = NEW_COMMUNES) -> Reorganise:
    """The whole of it as one act."""
    steps = {name: tuple(rows) for name, rows in Plan(communes).steps.items()}
    return Reorganise(on=REFORM, act="plan", body="Bộ Chính trị", document="323-QĐ/TW", **steps)


def past_figures() -> list[Any]:
    """The whole catalogue of the three provinces and of every body below them, on days before the reform."""
    roots = numbers_of([f"{letter}TV" for letter in PROVINCES])
    return [figures(unit, day, since=date(day.year, 1, 1)) for unit in sorted(roots.values()) for day in PAST]


def main(size: Size, communes: int = NEW_COMMUNES) -> None:
    """Load, rehearse, carry out, compare."""
    with scratch() as place:
        name = migrated(place)
        place.use(name)
        _told("nạp ba tỉnh", lambda: load(size))
        before = _told("số liệu trước", past_figures)
        command: Command = reform(communes)
        assert isinstance(command, Reorganise)
        print({name: len(getattr(command, name)) for name in ("founded", "changed", "placed", "moved", "ended", "lineage")})
        effect = _told("diễn tập", lambda: rehearse(command, CLERK))
        seen = _told("nhìn trước", lambda: look(command))
        decision = _told("thực hiện", lambda: run(command, CLERK))
        done = _told("nhìn sau", lambda: seen_after(seen, decision.id))
        after = _told("số liệu sau", past_figures)
        same = done == effect, after == before
        print(f"{effect.before} đảng viên, {effect.moved} người đổi chi bộ; như diễn tập, số liệu cũ như cũ: {same}")


def _told(what: str, do: Any) -> Any:
    began = time.perf_counter()
    found = do()
    print(f"{what}: {time.perf_counter() - began:.1f} s", flush=True)
    return found
