"""A workbook into typed rows: sheets found by their headings, cells folded, faults told cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from dangvu.exchange import values
from dangvu.exchange.ahead import sheets_of
from dangvu.exchange.body import Body
from dangvu.exchange.cutoff import Titles, counts_day, look_elsewhere, note_cut_off
from dangvu.exchange.failures import places_of, put_back, with_errors
from dangvu.exchange.folding import plain
from dangvu.exchange.header import Header
from dangvu.exchange.headings import HEADER_WITHIN, KINDS, find_header
from dangvu.exchange.memberlist import read_members
from dangvu.exchange.memo import Fault, Memo
from dangvu.exchange.placelist import read_localities
from dangvu.exchange.rows import Cell, MeetingRow, MovementRow, Sheet, Sheets, UnitRow
from dangvu.exchange.spelling import Spellings
from dangvu.exchange.ticks import HEADING, add_groups
from dangvu.exchange.twins import called, with_values
from dangvu.exchange.zeros import restore_zeros, say_fractions
from dangvu.filegate.inspection import inspect
from dangvu.filegate.refused import Refused
from dangvu.filegate.seen import Seen

Progress = Callable[[str, int, int], None]
"""Told the sheet's name, rows done and rows in all."""

_KEYS = {"units": "code", "localities": "code", "members": "record_no", "movements": "record_no", "meetings": "cell"}
_CODES = {"units": ("code", "parent", "locality"), "localities": ("code", "parent")}
_COUNTERS = {"stt", "tt", "so tt", "so thu tu"}


class _Found(NamedTuple):
    name: str
    first: int
    left: int
    cells: list[list[Cell]]
    header: Header
    since_1904: bool
    day: date | None = None

    def body(self) -> Body:
        header = self.header
        if add_groups(header.columns, header.place, self.cells):
            header = header._replace(texts=(*header.texts, HEADING), columns=header.columns | {"ethnicity": len(header.texts)})
        return Body(self.name, header, self.first, self.cells, _KEYS[header.kind], since_1904=self.since_1904)

    def unused(self) -> list[int]:
        """Columns with a heading that is none of the list's, counters apart."""
        used = self.header.columns.values()
        return [at for at, text in enumerate(self.header.texts) if text and at not in used and plain(text) not in _COUNTERS]

    def sums_up(self) -> bool:
        """Whether units or places are listed with several numbers that no such list has."""
        below = self.cells[self.header.place + 1 : self.header.place + 1 + HEADER_WITHIN]
        columns = ([row[at] for row in below if row[at] != ""] for at in self.unused())
        numbers = sum(len(cells) * 2 > len(below) and all(isinstance(cell, float) for cell in cells) for cells in columns)
        return self.header.kind in {"units", "localities"} and numbers >= 2


def read(
    path: Path,
    *,
    progress: Progress | None = None,
    held: Mapping[str, Iterable[str]] | None = None,
    numbers: Callable[[], Iterable[str]] = tuple,
) -> Sheets:
    """Everything that a workbook says; raises Refused where the file or one of its sheets cannot be taken as a whole.

    `held` gives, by list (ethnicity, religion, occupation …), the spellings that the register uses already; `numbers` is asked for
    the numbers of its members where the workbook has lost the zeros of its own.
    """
    seen = inspect(path)
    sheets = Sheets(None, since_1904=seen.since_1904)
    found = _choose(list(_load(path, seen, sheets, progress)), sheets)
    if not found:
        named = ", ".join(kind.title for kind in KINDS.values())
        raise Refused(
            "no_known_sheet",
            f"Không trang tính nào có tiêu đề cột của một trong các danh sách: {named}. "
            f"Hãy đặt một dòng tiêu đề cột trong {HEADER_WITHIN} dòng đầu của mỗi trang tính rồi nộp lại.",
        )
    _note_unused(found.values(), sheets)
    spellings = Spellings(held or {})
    bodies = {kind: one.body() for kind, one in found.items()}
    _note_left_out(bodies.values(), sheets)
    notes, warnings = restore_zeros((bodies[kind] for kind in ("members", "movements") if kind in bodies), numbers)
    sheets.notes += notes
    for kind, fields in _CODES.items():
        sheets.notes += [note for field in fields if kind in bodies for note in say_fractions(bodies[kind], field)]
    if "units" in bodies:
        sheets.units = _units(bodies["units"], spellings)
    if "localities" in bodies:
        sheets.localities = read_localities(bodies["localities"], spellings, sheets, found["localities"].day)
    if "members" in bodies:
        sheets.members = read_members(bodies["members"], spellings, sheets.notes)
        sheets.members.problems += warnings.get(sheets.members.name, [])
    if "movements" in bodies:
        sheets.movements = _movements(bodies["movements"])
        sheets.movements.problems += warnings.get(sheets.movements.name, [])
    if "meetings" in bodies:
        sheets.meetings = _meetings(bodies["meetings"])
    sheets.notes += [note for body in bodies.values() for note in body.notes]
    return sheets


def _open(path: Path) -> CalamineWorkbook:
    """A workbook by what it holds: calamine believes the ending of a name, the gate has looked inside."""
    if path.suffix.lower() in {"", ".xlsx"}:
        return CalamineWorkbook.from_path(path)
    with path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


def _load(path: Path, seen: Seen, sheets: Sheets, progress: Progress | None) -> Iterable[_Found]:
    """The sheets that have a known header; the cut-off is taken from titles above them, where none names one from any other sheet."""
    covers, counts, lists = list[Titles](), list[Titles](), 0
    try:
        shown = []
        for about, errors in with_errors(_open(path), seen):
            if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
                sheets.notes.append(f"Bỏ qua “{about.name}”: trang bị ẩn hoặc không phải trang tính; nếu cần nhập hãy bỏ ẩn rồi nộp lại.")
            else:
                shown.append((about.name, errors))
        for (name, errors), sheet in zip(shown, sheets_of(partial(_open, path), [name for name, _ in shown]), strict=True):
            if progress:
                progress(name, 0, sheet.height)
            cells: list[list[Cell]] = sheet.to_python()
            if progress:
                progress(name, len(cells), sheet.height)
            top, left = sheet.start or (0, 0)
            first = top + 1
            header = find_header(cells)
            if header is None:
                sheets.notes.append(f"Bỏ qua trang tính “{name}”: không có dòng tiêu đề của danh sách nào đã biết.")
                covers.append(Titles(name, first, cells[:HEADER_WITHIN]))
                continue
            failed = list(places_of(errors, sheet, cells))
            put_back(cells, header, failed, _KEYS[header.kind])
            header, notes = with_values(header, cells, left)
            if notes:
                put_back(cells, header, failed, _KEYS[header.kind])
            sheets.notes += [f"Trang tính “{name}”: {note}." for note in notes]
            titles = Titles(name, first, cells[: header.top])
            lists += 1
            day = counts_day(titles, sheets) if header.kind == "localities" else None
            if day:
                counts.append(titles)
            else:
                note_cut_off(sheets, titles)
            yield _Found(name, first, left, cells, header, seen.since_1904, day)
        look_elsewhere(sheets, covers, counts, lists=lists)
    except CalamineError as error:
        raise Refused(
            "unreadable", "Không đọc được nội dung bảng tính, tệp có thể đã hỏng; hãy mở bằng Excel, lưu lại dạng .xlsx rồi nộp lại."
        ) from error


def _choose(found: list[_Found], sheets: Sheets) -> dict[str, _Found]:
    """One sheet of each sort; one that lacks a column is refused unless another is whole, or it sums up what whole sheets list."""
    chosen: dict[str, _Found] = {}
    for candidate in sorted(found, key=lambda one: len(one.header.lacking)):
        header = candidate.header
        if header.lacking and header.kind not in chosen and chosen and candidate.sums_up():
            sheets.notes.append(
                f"Bỏ qua trang tính “{candidate.name}”: giống bảng tổng hợp (có các cột số lượng, thiếu cột {_quoted(header.lacking)}); "
                f"nếu là danh sách {KINDS[header.kind].title} hãy thêm cột rồi nộp lại."
            )
        elif header.kind not in chosen:
            if header.lacking:
                _refuse_lacking(candidate)
            chosen[header.kind] = candidate
        elif header.lacking:
            sheets.notes.append(f"Bỏ qua trang tính “{candidate.name}”: thiếu cột {_quoted(header.lacking)}.")
        else:
            raise Refused(
                "repeated_sheet",
                f"Hai trang tính “{chosen[header.kind].name}” và “{candidate.name}” cùng là danh sách {KINDS[header.kind].title}; "
                "hãy gộp lại thành một hoặc xóa trang thừa rồi nộp lại.",
            )
    return chosen


def _refuse_lacking(candidate: _Found) -> None:
    header = candidate.header
    raise Refused(
        "missing_column",
        f"Trang tính “{candidate.name}” ({KINDS[header.kind].title}, tiêu đề ở dòng {candidate.first + header.place}) thiếu cột "
        f"{_quoted(header.lacking)}; hãy thêm cột hoặc sửa tiêu đề cột rồi nộp lại.",
    )


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


_MOST_NAMED = 20


def _note_unused(found: Iterable[_Found], sheets: Sheets) -> None:
    for one in found:
        if unused := [called(one.header, at, one.left) for at in one.unused()]:
            sheets.notes.append(f"Trang tính “{one.name}”: không dùng tới cột {', '.join(unused)}.")


def _note_left_out(bodies: Iterable[Body], sheets: Sheets) -> None:
    for body in bodies:
        if body.left_out:
            rows = ", ".join(map(str, body.left_out[:_MOST_NAMED])) + (" …" if len(body.left_out) > _MOST_NAMED else "")
            sheets.notes.append(
                f"Trang tính “{body.name}”: dòng {rows} là dòng tổng cộng, tên nhóm hoặc ký tên, không tính là dòng của danh sách."
            )


def _units(body: Body, spellings: Spellings) -> Sheet[UnitRow]:
    days = Memo(body.read_day)
    names = body.take("name", Memo(values.words))
    kinds = body.take("kind", spellings.of("unit_kind"))
    body.need("code", body.keys, Fault("missing_code", "thiếu mã tổ chức đảng; hãy ghi mã"))
    body.need("name", names, Fault("missing_name", "thiếu tên tổ chức đảng; hãy ghi tên"))
    body.need("kind", kinds, Fault("missing_kind", "thiếu loại tổ chức; hãy ghi loại, ví dụ Chi bộ trực thuộc"))
    parents, founded, ended = body.codes("parent"), body.days("founded", days), body.days("ended", days)
    places, sectors = body.codes("locality"), body.take("sector", spellings.of("sector"))
    return body.sheet(body.build(UnitRow._make, body.keys, names, kinds, parents, founded, ended, places, sectors))


def _movements(body: Body) -> Sheet[MovementRow]:
    days = body.days("day", Memo(body.read_day))
    body.need("record_no", body.keys, Fault("missing_record_number", "thiếu số lý lịch; hãy ghi số"))
    body.need("day", days, Fault("missing_day", "thiếu ngày hiệu lực; hãy ghi ngày/tháng/năm"))
    kinds = body.take("kind", Memo(values.kind_of_movement))
    quoted, note = body.take("quoted", Memo(values.words)), body.take("note", Memo(values.words))
    departures, arrivals = body.take("from_cell", Memo(values.number)), body.take("to_cell", Memo(values.number))
    rows = body.build(MovementRow._make, body.keys, kinds, days, quoted, departures, arrivals, note)
    return body.sheet(rows, days)


def _meetings(body: Body) -> Sheet[MeetingRow]:
    counts = Memo(values.count)
    body.need("cell", body.keys, Fault("missing_cell", "thiếu mã chi bộ; hãy ghi mã"))
    months = body.cells("month")
    if "year" in body.columns:
        read = body.understand("month", zip(body.cells("year"), months, strict=True), Memo(partial(values.month_of, day=body.read_day)))
    else:
        read = body.take("month", Memo(partial(values.month, day=body.read_day)))
    body.need("month", read, Fault("missing_month", "thiếu tháng sinh hoạt; hãy ghi tháng và năm"))
    due, present = body.take("due", counts), body.take("present", counts)
    body.need("due", due, Fault("missing_count", "thiếu số đảng viên phải dự; hãy ghi số"))
    body.need("present", present, Fault("missing_count", "thiếu số đảng viên dự; hãy ghi số"))
    return body.sheet(body.build(MeetingRow._make, body.keys, read, due, present), read)
