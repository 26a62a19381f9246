"""A plan of reorganisation in a workbook, one line a unit, into one act; what is wrong is told line by line and nothing is taken in part.

A line that ends a unit takes along what is not told elsewhere: a cell's members go to its successor, and what stands directly below a body
comes under it. Where there are several successors every unit below has a line of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from dangvu.commands import Problem, Refused
from dangvu.exchange.failures import failed_formula, places_of, says_failed, with_errors
from dangvu.exchange.folding import code, plain, tidy
from dangvu.exchange.rows import Cell
from dangvu.filegate import refused as filegate
from dangvu.filegate.inspection import inspect
from dangvu.filegate.limits import MIB, Limits
from dangvu.filegate.seen import Seen
from dangvu.organisation.places import locality_codes
from dangvu.organisation.queries import unit_codes, units_on
from dangvu.organisation.trees import directly_below
from dangvu.reorganisation.steps import Changed, Founded, Lineage, Moved, Placed, Ref

HEADINGS = {
    "viec": "act", "loai viec": "act", "ma to chuc": "code", "ma to chuc dang": "code", "ten moi": "name",
    "loai hinh moi": "kind", "ma cap tren moi": "parent", "ma to chuc ke thua": "heirs",
    "ke thua": "heirs", "nganh": "sector", "ma dia ban": "locality",
}  # fmt: skip
NEEDED = {"act": "Việc", "code": "Mã tổ chức"}
HEADER_WITHIN = 20
MOST_LINES = 3000
"""The reform of a whole province has some hundreds."""
SMALL = Limits(packed=4 * MIB, unpacked=32 * MIB, strings=8 * MIB, string_count=200_000, text=32 * MIB, cells=400_000)
"""What a plan is held to: it is read while somebody waits for the page."""
ACTS = {
    "thanh lap": "found", "sap nhap": "merge", "hop nhat": "consolidate", "ket thuc": "end", "ket thuc hoat dong": "end",
    "giai the": "dissolve", "chia tach": "split", "chuyen giao": "move", "doi ten": "rename", "nang cap": "upgrade", "ha cap": "downgrade",
}  # fmt: skip
NAMES = {
    "found": "thành lập", "merge": "sáp nhập", "consolidate": "hợp nhất", "end": "kết thúc", "dissolve": "giải thể", "split": "chia tách",
    "move": "chuyển giao", "rename": "đổi tên", "upgrade": "nâng cấp", "downgrade": "hạ cấp",
}  # fmt: skip
ENDING = {"merge", "consolidate", "end", "dissolve"}
COLUMNS = {
    "name": "Tên mới", "kind": "Loại hình mới", "parent": "Mã cấp trên mới", "heirs": "Mã tổ chức kế thừa", "sector": "Ngành",
    "locality": "Mã địa bàn",
}  # fmt: skip
CALLED = {**NEEDED, **COLUMNS}
USES: Mapping[str, tuple[set[str], set[str]]] = {
    "found": ({"name", "kind"}, {"parent", "sector", "locality"}),
    "merge": ({"heirs"}, set()),
    "consolidate": ({"heirs"}, set()),
    "end": (set(), {"heirs"}),
    "dissolve": (set(), {"heirs"}),
    "split": ({"heirs"}, {"name", "kind", "parent", "sector"}),
    "move": ({"parent"}, {"name", "sector"}),
    "rename": ({"name"}, {"parent", "sector"}),
    "upgrade": ({"kind"}, {"name", "parent", "sector", "heirs"}),
    "downgrade": ({"kind"}, {"name", "parent", "sector"}),
}
"""Of every act the columns that it needs, and those that it may fill in besides; what stands in any other would do nothing."""


@dataclass(frozen=True)
class AtCell(Problem):
    """A reason against one line: the row of the sheet, the heading of the column, and what is wrong there without them."""

    row: int = 0
    column: str = ""
    what: str = ""


class Line(NamedTuple):
    """A line as it was understood; `row` is its number in the sheet, `heirs` the codes of its successors."""

    row: int
    act: str
    code: str
    name: str = ""
    kind: str = ""
    parent: str = ""
    heirs: tuple[str, ...] = ()
    sector: str = ""
    locality: str = ""


def read_plan(path: Path) -> list[Line]:
    """The lines of the first sheet with the columns of a plan; `filegate.Refused` for the file, `Refused` for its lines."""
    seen = inspect(path, limit=SMALL)
    try:
        for cells, first in _sheets(path, seen):
            for place, texts in enumerate(cells[:HEADER_WITHIN]):
                columns = {HEADINGS[key]: at for at, text in enumerate(texts) if (key := plain(tidy(text))) in HEADINGS}
                if NEEDED.keys() <= columns.keys():
                    return _lines(cells[place + 1 :], columns, first + place + 1)
    except CalamineError as error:
        raise filegate.Refused("unreadable", "Không đọc được bảng tính; hãy mở bằng Excel, lưu lại dạng .xlsx rồi nộp lại.") from error
    names = " và ".join(f"“{name}”" for name in NEEDED.values())
    raise Refused([Problem("no_plan", f"Không trang tính nào có dòng tiêu đề với các cột {names}; hãy xem mẫu phương án.")])


def _sheets(path: Path, seen: Seen) -> Iterator[tuple[list[list[Cell]], int]]:
    workbook = CalamineWorkbook.from_path(path)
    for about, errors in with_errors(workbook, seen):
        if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
            sheet = workbook.get_sheet_by_name(about.name)
            cells: list[list[Cell]] = sheet.to_python()
            for place, column, text in places_of(errors, sheet, cells):
                cells[place][column] = text
            yield cells, (sheet.start or (0, 0))[0] + 1


def _lines(cells: Sequence[list[Cell]], columns: Mapping[str, int], first: int) -> list[Line]:
    found, problems = [], []
    for row, texts in enumerate(cells, first):
        if not any(tidy(text) for text in texts):
            continue

        def cell(field: str, fold: Callable[[Cell], str] = tidy, texts: list[Cell] = texts) -> str:
            return fold(texts[columns[field]]) if field in columns else ""

        failed = next((field for field, at in columns.items() if says_failed(texts[at])), None)
        if failed:
            problems.append(_at(row, "failed_formula", failed_formula(cell(failed)), failed))
            continue
        heirs = tuple(filter(None, (code(part) for part in cell("heirs").replace(",", ";").split(";"))))
        act = ACTS.get(plain(cell("act")))
        if act is None:
            said = f"không hiểu việc “{cell('act')}”; hãy ghi một trong: {', '.join(NAMES.values())}"
            problems.append(_at(row, "unknown_act", said, "act"))
        elif not cell("code", code):
            problems.append(_at(row, "missing_code", "chưa ghi mã tổ chức", "code"))
        else:
            found.append(Line(row, act, cell("code", code), cell("name"), cell("kind"), cell("parent", code), heirs, cell("sector"),
                              cell("locality", code)))  # fmt: skip
    if len(found) + len(problems) > MOST_LINES:
        raise Refused([Problem("too_many_lines", f"Phương án có hơn {MOST_LINES} dòng; hãy chia thành nhiều phương án.")])
    if not found and not problems:
        raise Refused([Problem("no_lines", "Phương án chưa có dòng nào dưới dòng tiêu đề; hãy ghi mỗi tổ chức một dòng.")])
    if problems:
        raise Refused(problems)
    return found


def _at(row: int, problem: str, what: str, column: str) -> AtCell:
    return AtCell(problem, f"Dòng {row}: {what}.", row=row, column=CALLED[column], what=f"{what[:1].upper()}{what[1:]}.")


def _misfits(line: Line) -> Iterator[Problem]:
    """Columns that the act of a line needs and that are empty, or that it has no use for and that are filled in."""
    needed, also = USES[line.act]
    for column, heading in COLUMNS.items():
        if column in needed and not getattr(line, column):
            yield _at(line.row, "missing_column", f"việc “{NAMES[line.act]}” cần ghi cột “{heading}”", column)
        elif getattr(line, column) and column not in needed | also:
            yield _at(
                line.row, "column_not_used",
                f"cột “{heading}” không dùng cho việc “{NAMES[line.act]}”; hãy để trống, hoặc ghi việc ấy ở một dòng riêng",
                column,
            )  # fmt: skip


def act_of(lines: Sequence[Line], on: date, within: Collection[int] | None = None) -> dict[str, Any]:
    """The fields of a `Reorganise` of the kind `plan`; `Refused` names every line that leads nowhere.

    What does not lie `within` the scope of whoever reads the plan is told as what is not there; None where all of the register does.
    """
    plan = _Plan(lines, on, within)
    if plan.problems:
        raise Refused(plan.problems)
    return {"act": "plan", **{name: tuple(steps) for name, steps in plan.steps.items()}}


class _Plan:
    """The steps, gathered line by line."""

    def __init__(self, lines: Sequence[Line], on: date, within: Collection[int] | None) -> None:
        self.problems: list[Problem] = []
        self.steps: dict[str, list[Any]] = defaultdict(list)
        self.whereabouts = "sổ" if within is None else "phạm vi được giao"
        self.numbers = {code: unit for code, unit in unit_codes().items() if within is None or unit in within}
        self.places = locality_codes()
        self.new = {line.code for line in lines if line.act == "found"}
        self.told = {line.code for line in lines if line.act in ENDING or line.parent}
        ending = [self.numbers[line.code] for line in lines if line.act in ENDING and line.code in self.numbers]
        self.seen = {unit.id: unit for unit in units_on(ending, on)}
        self.below = directly_below(ending, on)
        self.codes = {unit.id: unit.code for unit in units_on(sorted({one for units in self.below.values() for one in units}), on)}
        for line in lines:
            self.take(line)

    def take(self, line: Line) -> None:
        """One line; of one that does not say all of its act, or more, nothing."""
        if misfits := list(_misfits(line)):
            self.problems += misfits
            return
        if line.act == "found":
            self.found(line)
            return
        unit = self.existing(line, line.code, "code")
        if unit is None:
            return
        heirs = [ref for heir in line.heirs if (ref := self.ref(line, heir, "heirs")) is not None]
        self.steps["lineage"] += [Lineage(unit, heir, line.act) for heir in heirs]
        if line.act in ENDING:
            self.end(line, unit, heirs)
        elif line.name or line.kind or line.sector:
            self.steps["changed"].append(Changed(unit, line.name, line.kind, line.sector))
        if line.parent and line.act not in ENDING and (parent := self.ref(line, line.parent, "parent")) is not None:
            self.steps["placed"].append(Placed(unit, parent))

    def found(self, line: Line) -> None:
        """A unit that begins."""
        parent = self.ref(line, line.parent, "parent") if line.parent else None
        place = self.places.get(line.locality) if line.locality else None
        if line.locality and place is None:
            self.problems.append(_at(line.row, "unknown_locality", f"không có địa bàn mã {line.locality}", "locality"))
        self.steps["founded"].append(Founded(line.code, line.name, line.kind, parent, line.sector, place))

    def end(self, line: Line, unit: int, heirs: Sequence[Ref]) -> None:
        """What a unit that ends leaves goes to its successor."""
        self.steps["ended"].append(unit)
        left = [child for child in self.below.get(unit, ()) if self.codes.get(child) not in self.told]
        if len(heirs) == 1:
            self.steps["placed"] += [Placed(child, heirs[0]) for child in left]
        elif left:
            names = ", ".join(sorted(filter(None, map(self.codes.get, left)))[:5])
            self.problems.append(
                _at(
                    line.row,
                    "several_heirs",
                    f"còn {len(left)} tổ chức trực thuộc ({names}) chưa ghi về đâu; hãy ghi mỗi tổ chức một dòng",
                    "heirs",
                )
            )
        if heirs and unit in self.seen and self.seen[unit].cell:
            self.steps["moved"].append(Moved(unit, heirs[0]))
            if len(heirs) > 1:
                self.problems.append(
                    _at(line.row, "several_heirs", "chi bộ có nhiều nơi kế thừa thì phải chọn từng đảng viên trên màn hình", "heirs")
                )

    def existing(self, line: Line, unit: str, column: str) -> int | None:
        """The number of a unit that is there."""
        if unit not in self.numbers:
            self.problems.append(_at(line.row, "unknown_unit", f"không có tổ chức mã {unit} trong {self.whereabouts}", column))
        return self.numbers.get(unit)

    def ref(self, line: Line, unit: str, column: str) -> Ref | None:
        """A unit that is there, or that the plan founds."""
        return unit if unit in self.new else self.existing(line, unit, column)
