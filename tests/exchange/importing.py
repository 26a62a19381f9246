"""Imports of the small invented province, as an office would make them."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

from dangvu.commands.rebuilding import rebuild
from dangvu.exchange.importing import Prepared, prepare, take
from dangvu.exchange.verification import verify
from dangvu.ledger import withdrawal
from dangvu.ledger.dated import Remembered
from tests.exchange.reading.province import CUT_OFF, Layout, Row, Tables, province, write
from tests.property.comparison import assert_as_defined
from tests.world import CLERK

LATER = date(2022, 12, 31)


def prepared(folder: Path, tables: Tables, cut_off: date | None = None, layout: Layout | None = None) -> Prepared:
    """A workbook of these tables, read and checked; the layout may leave out or shuffle columns and learns where rows went."""
    layout = layout or Layout()
    layout.title = f"Thời điểm chốt số liệu: {cut_off or CUT_OFF:%d/%m/%Y}"
    path = folder / f"{len(list(folder.iterdir()))}.xlsx"
    write(path, tables, layout)
    return prepare(path)


def imported(folder: Path, tables: Tables | None = None, cut_off: date | None = None, layout: Layout | None = None) -> int:
    """The number of the decision that took all rows of these tables, none refused."""
    ready = prepared(folder, province() if tables is None else tables, cut_off, layout)
    assert [problem for problem in ready.checked.problems if problem.rejected] == []
    decision = take(ready, CLERK)
    assert decision is not None
    return decision


def next_year(tables: Tables, cell: str = "TT.01.X1.A1", other: str = "TT.01.X1.A2") -> Tables:
    """The same province half a year later: a new cell, a newcomer in it, one moved twice, one died, one promoted, a report each."""
    later = deepcopy(tables)
    unit: Row = {
        "code": "TT.01.X1.A9",
        "name": "Chi bộ ấp 9",
        "kind": "Chi bộ trực thuộc",
        "parent": "TT.01.X1",
        "founded": date(2022, 8, 1),
    }
    later["units"].append(unit)
    newcomer = {**later["members"][239], "record_no": "000241", "card": "", "name": "Lê Thị Mới", "born": date(1990, 1, 1), "sex": "Nữ"}
    later["members"].append({**newcomer, "admitted": date(2022, 9, 2), "official": "", "cell": "TT.01.X1.A9"})
    staying = [row for row in later["members"] if row["cell"] == cell and int(str(row["record_no"])) > 80]
    moved, dead, taught = staying[:3]
    for day, here, there in ((date(2022, 7, 10), cell, other), (date(2022, 9, 10), other, "TT.01.X1.A9")):
        later["movements"].append(
            {"record_no": moved["record_no"], "kind": "Chuyển sinh hoạt", "day": day, "from_cell": here, "to_cell": there}
        )
    moved["cell"] = "TT.01.X1.A9"
    later["movements"].append(
        {"record_no": dead["record_no"], "kind": "Từ trần", "day": date(2022, 10, 1), "from_cell": cell, "to_cell": ""}
    )
    taught["theory"] = "Trung cấp"
    later["meetings"].append({"cell": cell, "year": 2022, "month": 9, "due": 9, "present": 8})
    return later


def held() -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is held now, whoever opened it."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if issubclass(model, Remembered):
                columns = [field.column for field in model._meta.concrete_fields if field.column not in withdrawal.OWN]
                cursor.execute(
                    f"SELECT {', '.join(columns)} FROM {model._meta.db_table} WHERE upper_inf(recorded) ORDER BY {', '.join(columns)}"
                )
                found[model._meta.db_table] = cursor.fetchall()
        for table in ("unit_leaf", "member_span", "member_event", "meeting_summary"):
            cursor.execute(f"SELECT t FROM {table} t ORDER BY t::text")
            found[table] = cursor.fetchall()
    return found


def assert_whole() -> None:
    """Derived tables as defined, the ledger valid, the register as its decisions say."""
    connection.check_constraints()
    assert_as_defined()
    told = verify()
    assert told.valid, told.faults
    found = rebuild()
    assert found.empty, (found.failed, [compared for compared in found.tables if compared.differing])
