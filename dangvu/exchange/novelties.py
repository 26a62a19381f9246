"""What of a checked workbook is new to the register; rows that it has already are left, rows that contradict it are refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dangvu.exchange.folding import tidy
from dangvu.exchange.known import Checked, Counts, Known
from dangvu.exchange.problems import remark
from dangvu.exchange.revising import HeldMember, differences, revision
from dangvu.exchange.rows import EXITS, EndingRow, LocalityRow, MemberRow, ReachRow, Sheet, Sheets, UnitRow
from dangvu.exchange.taking import Batch, Line, line_of

AFTER = "; hãy sửa tệp theo sổ, hoặc ghi thay đổi bằng một quyết định trong sổ"


@dataclass
class Register:
    """What the register holds already, as far as rows of a workbook may repeat it.

    `held` answers for members by the number of their file what is held of them on the cut-off day.
    """

    known: Known
    digests: Collection[bytes]
    fact_days: Collection[tuple[str, date]]
    reported: Collection[tuple[str, date]]
    held: Callable[[Collection[str], date], dict[str, HeldMember]]


@dataclass
class Novelties:
    """The batch to be written and, by the workbook's sheet names, how many accepted rows the register has already."""

    batch: Batch = field(default_factory=Batch)
    unchanged: Counter[str] = field(default_factory=Counter)


def novelties(sheets: Sheets, checked: Checked, register: Register, today: date) -> Novelties:
    """Sort out what is new; refusals are added to `checked`, whose counts stay true."""
    found = Novelties()
    sorting = _Sorting(sheets, checked, register, found, sheets.cut_off or today)
    sorting.places()
    sorting.units()
    sorting.members()
    sorting.movements()
    sorting.meetings()
    return found


@dataclass
class _Sorting:
    sheets: Sheets
    checked: Checked
    register: Register
    found: Novelties
    day: date

    def fresh(self, kind: str, sheet: Sheet[Any] | None, rows: Iterable[Any]) -> Iterable[tuple[Any, Line]]:
        """Rows that no earlier batch took in just this form."""
        digests = self.register.digests
        for row in rows:
            line = line_of(kind, row)
            if line.digest not in digests:
                yield row, line
            elif sheet is not None:
                self.found.unchanged[sheet.name] += 1

    def refuse(self, sheet: Sheet[Any], row: int, key: str, name: str, what: str) -> None:
        checked = self.checked
        checked.problems.append(remark(sheet.name, row, key, sheet.heading(name), "differs_from_register", what + AFTER))
        if row not in checked.refused[sheet.name]:
            checked.refused[sheet.name].add(row)
            read, accepted, rejected = checked.counts[sheet.name]
            checked.counts[sheet.name] = Counts(read, accepted - 1, rejected + 1)

    def places(self) -> None:
        """Localities and their counts; a place is refused where it is described otherwise, a count where that day has one."""
        sheet, known = self.sheets.localities, self.register.known.localities
        if sheet is None:
            return
        counted = {fact.row for fact in self.checked.facts}
        row: LocalityRow
        for row, line in self.fresh("localities", None, self.checked.localities):
            if row.code in known:
                self.refuse(sheet, row.row, row.code, "name", f"địa bàn “{row.code}” có trong sổ với tên, cấp hoặc cấp trên khác")
            else:
                self.found.batch.add("localities", row, line)
        refused = self.checked.refused[sheet.name]
        for fact, line in self.fresh("facts", sheet, self.checked.facts):
            if fact.row in refused:
                continue
            if (fact.locality, fact.day) in self.register.fact_days:
                what = f"số liệu ngày {fact.day:%d/%m/%Y} của địa bàn “{fact.locality}” đã có trong sổ và khác"
                self.refuse(sheet, fact.row, fact.locality, "day", what)
            elif fact.figures:
                self.found.batch.add("facts", fact, line)
        new = {row.code for row in self.found.batch.rows["localities"]}
        self.found.unchanged[sheet.name] += sum(
            row.row not in counted and row.code not in new and row.row not in refused for row in sheet.rows
        )

    def units(self) -> None:
        """Units; a held one may have ended since, and turns out older where members or units below it are."""
        sheet, known = self.sheets.units, self.register.known.units
        batch, reach = self.found.batch, self.checked.reach
        row: UnitRow
        for row, line in self.fresh("units", sheet, self.checked.units):
            if row.code not in known:
                whole = row._replace(founded=reach[row.code])
                batch.add("units", whole, Line(line_of("units", whole).values, line.digest))
            elif row.ended and line_of("units", row._replace(ended=None)).digest in self.register.digests and not known[row.code].until:
                ending = EndingRow(row.row, row.code, row.ended)
                batch.add("endings", ending, Line(line_of("endings", ending).values, line.digest))
            elif sheet is not None:
                self.refuse(sheet, row.row, row.code, "name", f"tổ chức đảng “{row.code}” có trong sổ và khác dòng này")
        listed = {row.code: row.row for row in self.checked.units}
        older = [(code, day) for code, day in reach.items() if code in known and day < known[code].since]
        for number, (code, day) in enumerate(older, 1):
            batch.add("reach", ReachRow(listed.get(code, -number), code, day))

    def members(self) -> None:
        """Members; what a later workbook adds to a held one is a revision, what contradicts it refuses the row."""
        sheet, known = self.sheets.members, self.register.known.members
        if sheet is None:
            return
        later: list[tuple[MemberRow, Line]] = []
        row: MemberRow
        for row, line in self.fresh("members", sheet, self.checked.members):
            if row.record_no in known:
                later.append((row, line))
            else:
                self.found.batch.add("members", row, line)
        held = self.register.held([row.record_no for row, _ in later], self.day)
        moving = {(move.record_no, move.kind in EXITS) for move in self.checked.movements if self._is_new(move)}
        for row, line in later:
            self._revise(sheet, row, line, held.get(row.record_no), moving)

    def _revise(
        self, sheet: Sheet[MemberRow], row: MemberRow, line: Line, held: HeldMember | None, moving: Collection[tuple[str, bool]]
    ) -> None:
        if held is None:
            self.refuse(sheet, row.row, row.record_no, "record_no", f"hồ sơ “{row.record_no}” trong sổ đã bị xóa theo quy định")
            return
        stated = [name for name in sheet.columns if tidy(sheet.cell(row.row, name))]
        for difference in differences(row, held, stated):
            what = f"sổ ghi “{difference.held}”, tệp ghi “{difference.stated}”"
            self.refuse(sheet, row.row, row.record_no, self._column(sheet, difference.field), what)
        if row.row in self.checked.refused[sheet.name]:
            return
        leaving = held.present.left or (row.record_no, True) in moving
        anew = revision(row, held, self.day, sheet.columns, moved=(row.record_no, False) in moving, leaving=leaving)
        if anew is None:
            self.found.unchanged[sheet.name] += 1
        else:
            self.found.batch.add("revisions", anew, Line(line_of("revisions", anew).values, line.digest))

    @staticmethod
    def _column(sheet: Sheet[MemberRow], name: str) -> str:
        """The field as this workbook has it: one column for sex or two, one for both days of admission or two."""
        stand_ins = {"sex": ("sex", "woman", "man"), "decided": ("decided", "admitted", "ceremony"), "ceremony": ("ceremony", "admitted")}
        return next((field for field in stand_ins.get(name, (name,)) if field in sheet.columns), name)

    def _is_new(self, move: Any) -> bool:
        return (move.record_no, move.kind, move.day) not in self.register.known.movements

    def movements(self) -> None:
        """Movements that the register does not have; number, kind and day tell them apart, never the quoted decision."""
        sheet = self.sheets.movements
        for move, line in self.fresh("movements", sheet, self.checked.movements):
            if not self._is_new(move):
                self.found.unchanged[sheet.name if sheet else ""] += 1
            else:
                self.found.batch.add("movements", move, line)

    def meetings(self) -> None:
        """Reports of attendance; a second one for a month is refused where it says otherwise."""
        sheet = self.sheets.meetings
        for meeting, line in self.fresh("meetings", sheet, self.checked.meetings):
            if (meeting.cell, meeting.month) in self.register.reported and sheet is not None:
                what = f"sinh hoạt tháng {meeting.month:%m/%Y} của “{meeting.cell}” đã có trong sổ và khác"
                self.refuse(sheet, meeting.row, meeting.cell, "month", what)
            else:
                self.found.batch.add("meetings", meeting, line)
