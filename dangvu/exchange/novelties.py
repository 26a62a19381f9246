"""What of a checked workbook is new to the register; rows that it has already are left, rows that contradict it are refused."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dangvu.exchange import contradictions
from dangvu.exchange.contradictions import Difference
from dangvu.exchange.findings import hanging_on
from dangvu.exchange.folding import tidy
from dangvu.exchange.held import Register
from dangvu.exchange.known import Checked, Counts
from dangvu.exchange.problems import remark
from dangvu.exchange.revising import HeldMember, differences, revision
from dangvu.exchange.rows import EXITS, EndingRow, FactRow, MemberRow, MovementRow, ReachRow, Sheet, Sheets, UnitRow
from dangvu.exchange.taking import FURTHER, MEMBER_COLUMNS, Batch, Line, line_of

AFTER = "; hãy sửa tệp theo sổ, hoặc ghi thay đổi ấy vào sổ kèm văn bản làm căn cứ"
NAMED = 5


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
    sorting.endings()
    sorting.meetings()
    order = {name: number for number, name in enumerate(checked.counts)}
    checked.problems.sort(key=lambda problem: (order[problem.sheet], problem.row))
    return found


@dataclass
class _Sorting:
    sheets: Sheets
    checked: Checked
    register: Register
    found: Novelties
    day: date
    ending: list[EndingRow] = field(default_factory=list)
    """Units that would end, before it is seen who would still be in them."""
    fallen: dict[str, int] = field(default_factory=dict)
    """Rows of members refused here, by record number."""

    def refuse(self, sheet: Sheet[Any], row: int, key: str, name: str, code: str, what: str) -> None:
        checked = self.checked
        checked.problems.append(remark(sheet.name, row, key, sheet.heading(name), code, what))
        if row not in checked.refused[sheet.name]:
            checked.refused[sheet.name].add(row)
            read, accepted, rejected = checked.counts[sheet.name]
            checked.counts[sheet.name] = Counts(read, accepted - 1, rejected + 1)

    def contradict(self, sheet: Sheet[Any], row: int, key: str, found: Iterable[Difference]) -> bool:
        """Refuse a row for each difference; whether there was any."""
        any_found = False
        for name, held, stated in found:
            column = contradictions.stand_ins(name, sheet.columns)
            self.refuse(sheet, row, key, column, "differs_from_register", f"sổ ghi “{held}”, tệp ghi “{stated}”{AFTER}")
            any_found = True
        return any_found

    def places(self) -> None:
        """Localities and their counts; a row is new where the place is, or where the register lacks one of its counts on that day."""
        sheet, register, batch = self.sheets.localities, self.register, self.found.batch
        if sheet is None:
            return
        different = set()
        for row in self.checked.localities:
            if row.code not in register.places:
                batch.add("localities", row)
            elif self.contradict(sheet, row.row, row.code, contradictions.of_place(row, register.places[row.code])):
                different.add(row.code)
        further: Counter[int] = Counter()
        for fact in self.checked.facts:
            if fact.locality not in different:
                self._counts(sheet, fact, further)
        refused = self.checked.refused[sheet.name]
        new = {row.code for row in batch.rows["localities"]}
        counted = {fact.row % FURTHER for fact in batch.rows["facts"]}
        self.found.unchanged[sheet.name] += sum(
            row.row not in counted and row.code not in new and row.row not in refused for row in sheet.rows
        )

    def _counts(self, sheet: Sheet[Any], fact: FactRow, further: Counter[int]) -> None:
        held = self.register.counts.get((fact.locality, fact.day), {})
        if not self.contradict(sheet, fact.row, fact.locality, contradictions.of_counts(fact, held)):
            figures = {count: value for count, value in fact.figures.items() if count not in held}
            if figures:
                self.found.batch.add("facts", fact._replace(row=fact.row + FURTHER * further[fact.row], figures=figures))
                further[fact.row] += 1

    def units(self) -> None:
        """Units; a held one may end, and turns out older where members or units below it are."""
        sheet, held, batch, reach = self.sheets.units, self.register.units, self.found.batch, self.checked.reach
        doubtful = [row.code for row in self.checked.units if row.founded and row.code in held and row.founded > held[row.code].since]
        needed = self.register.eldest(doubtful) if doubtful else {}
        for row in self.checked.units:
            if row.code not in held:
                batch.add("units", row._replace(founded=reach[row.code]))
            elif sheet is not None:
                self._held_unit(sheet, row, needed.get(row.code))
        known, listed = self.register.known.units, {row.code: row.row for row in self.checked.units}
        older = [(code, day) for code, day in reach.items() if code in known and day < known[code].since]
        for number, (code, day) in enumerate(older, 1):
            batch.add("reach", ReachRow(listed.get(code, -number), code, day))

    def _held_unit(self, sheet: Sheet[Any], row: UnitRow, needed: date | None) -> None:
        held, new = self.register.units[row.code], self.found.batch.rows["localities"]
        places = self.register.places.keys() | {place.code for place in new}
        if self.contradict(sheet, row.row, row.code, contradictions.of_unit(row, held, sheet.columns, places, needed)):
            return
        if not row.ended or held.until:
            self.found.unchanged[sheet.name] += 1
        elif held.turned > row.ended:
            what = f"sổ có thay đổi của tổ chức này ngày {held.turned:%d/%m/%Y}, sau ngày kết thúc; hãy sửa ngày"
            self.refuse(sheet, row.row, row.code, "ended", "later_state", what)
        else:
            self.ending.append(EndingRow(row.row, row.code, row.ended))

    def members(self) -> None:
        """Members; what a later workbook adds to a held one is a revision, what contradicts it refuses the row.

        A row is taken to be known without comparison where it is the last one taken of that member.
        """
        sheet, known, digests = self.sheets.members, self.register.known.members, self.register.digests
        if sheet is None:
            return
        lacking = [name for name in MEMBER_COLUMNS if name not in sheet.columns]
        new: list[tuple[MemberRow, Line]] = []
        later: list[tuple[MemberRow, Line]] = []
        for row in self.checked.members:
            line = line_of("members", row, lacking)
            if line.digest in digests:
                self.found.unchanged[sheet.name] += 1
            elif row.record_no in known:
                later.append((row, line))
            else:
                new.append((row, line))
        self._newcomers(sheet, new)
        held = self.register.members([row.record_no for row, _ in later], self.day) if later else {}
        moving = {(move.record_no, move.kind in EXITS) for move in self.checked.movements if self._is_new(move)} if later else set()
        for row, line in later:
            self._revise(sheet, row, line, held[row.record_no], moving)

    def _newcomers(self, sheet: Sheet[MemberRow], rows: list[tuple[MemberRow, Line]]) -> None:
        erased = self.register.erased([row.record_no for row, _ in rows])
        for row, line in rows:
            if row.record_no in erased:
                self.fallen[row.record_no] = row.row
                what = (
                    "hồ sơ mang số lý lịch này đã xóa theo quy định; hãy bỏ dòng này khỏi tệp, nếu là người khác hãy ghi vào sổ từng người"
                )
                self.refuse(sheet, row.row, row.record_no, "record_no", "erased", what)
            else:
                self.found.batch.add("members", row, line)

    def _revise(self, sheet: Sheet[MemberRow], row: MemberRow, line: Line, held: HeldMember, moving: Collection[tuple[str, bool]]) -> None:
        stated = [name for name in sheet.columns if tidy(sheet.cell(row.row, name))]
        if self.contradict(sheet, row.row, row.record_no, differences(row, held, stated)):
            self.fallen[row.record_no] = row.row
            return
        leaving = held.present.left or (row.record_no, True) in moving
        anew = revision(row, held, self.day, sheet.columns, moved=(row.record_no, False) in moving, leaving=leaving)
        if anew is None:
            self.found.unchanged[sheet.name] += 1
        else:
            self.found.batch.add("revisions", anew, Line(line_of("revisions", anew).values, line.digest))

    def _is_new(self, move: MovementRow) -> bool:
        return (move.record_no, move.kind, move.day) not in self.register.known.movements

    def movements(self) -> None:
        """Movements that the register does not have; number, kind and day tell them apart, never the quoted decision."""
        sheet, members = self.sheets.movements, self.sheets.members
        for move in self.checked.movements if sheet else ():
            line = line_of("movements", move)
            if sheet is None or not self._is_new(move) or line.digest in self.register.digests:
                self.found.unchanged[sheet.name if sheet else ""] += 1
            elif move.record_no in self.fallen and members:
                self.refuse(sheet, move.row, move.record_no, "record_no", *hanging_on(members, self.fallen[move.record_no]))
            else:
                self.found.batch.add("movements", move, line)

    def endings(self) -> None:
        """Units that end, from below; one in which somebody or something would remain does not."""
        sheet, lives = self.sheets.units, self.register.known.units
        moves: dict[str, list[MovementRow]] = defaultdict(list)
        for move in sorted(self.found.batch.rows["movements"], key=lambda one: one.day) if self.ending else ():
            for cell in {move.from_cell, move.to_cell}:
                moves[cell].append(move)
        ends = {row.code: row.ended for row in self.ending}
        below = defaultdict(list)
        for code, life in lives.items() if ends else ():
            below[life.parent].append((code, life.until))
        for row in reversed(self.ending):  # units come with those above them first
            remaining = self._remaining(row, moves[row.code])
            units = [code for code, until in below[row.code] if (ends.get(code) or until or date.max) > row.ended]
            if remaining and sheet:
                what = f"còn {len(remaining)} đảng viên chưa có biến động chuyển đi trước ngày này (số lý lịch {_some(remaining)})"
                self.refuse(sheet, row.row, row.code, "ended", "cell_has_members", f"{what}; hãy thêm biến động hoặc sửa ngày")
            elif units and sheet:
                what = (
                    f"còn {len(units)} tổ chức trực thuộc hoạt động sau ngày này ({_some(units)}); hãy ghi ngày kết thúc của các tổ chức ấy"
                )
                self.refuse(sheet, row.row, row.code, "ended", "unit_has_units", what)
            else:
                self.found.batch.add("endings", row)
                continue
            del ends[row.code]

    def _remaining(self, row: EndingRow, moves: Iterable[MovementRow]) -> set[str]:
        """Who would be in the unit on its last day and after it, once the new movements are carried out."""
        there = self.register.remaining(row.code, row.ended)
        for move in moves:
            if move.from_cell == row.code and move.day <= row.ended:
                there.discard(move.record_no)
            elif move.to_cell == row.code:
                there.add(move.record_no)
        return there

    def meetings(self) -> None:
        """Reports of attendance; a second one for a month is refused where it says otherwise."""
        sheet, reports = self.sheets.meetings, self.register.reports
        for meeting in self.checked.meetings if sheet else ():
            held = reports.get((meeting.cell, meeting.month))
            if held is None or sheet is None:
                self.found.batch.add("meetings", meeting)
            elif not self.contradict(sheet, meeting.row, meeting.cell, contradictions.of_report(meeting, held)):
                self.found.unchanged[sheet.name] += 1


def _some(names: Collection[str]) -> str:
    few = ", ".join(sorted(names)[:NAMED])
    return f"{few}, …" if len(names) > NAMED else few
