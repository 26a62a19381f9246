"""The invented province as the workbook that an office would hand in, whole or in two parts of which one comes later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from dangvu.demo.build import DAY
from dangvu.exchange.rows import TRANSFER, TRANSFERRED_IN, FactRow, LocalityRow, MeetingRow, MemberRow, MovementRow, UnitRow
from dangvu.exchange.taking import Batch
from dangvu.members.kinds import NAMES

HEADINGS = {
    "Tổ chức đảng": ("Mã tổ chức đảng", "Tên tổ chức đảng", "Loại tổ chức", "Mã tổ chức cấp trên", "Ngày thành lập",
                     "Ngày giải thể/sáp nhập", "Mã địa bàn", "Loại hình"),
    "Địa bàn": ("Mã địa bàn", "Tên địa bàn", "Cấp", "Mã địa bàn cấp trên", "Số liệu tại ngày", "Dân số", "Dân số Khmer", "Số hộ",
                "Số hộ Khmer", "Hộ nghèo", "Hộ nghèo Khmer", "Hộ cận nghèo"),
    "Đảng viên": ("STT", "Số lý lịch", "Số thẻ đảng viên", "Họ và tên khai sinh", "Ngày sinh", "Giới tính", "Dân tộc", "Tôn giáo",
                  "Giáo dục phổ thông", "Trình độ chuyên môn", "Lý luận chính trị", "Nghề nghiệp", "Ngày vào Đảng", "Ngày chính thức",
                  "Mã chi bộ", "Chức vụ trong Đảng", "Chức vụ chính quyền", "Miễn công tác, sinh hoạt từ ngày"),
    "Biến động": ("Số lý lịch", "Loại biến động", "Ngày hiệu lực", "Số quyết định", "Mã chi bộ đi", "Mã chi bộ đến", "Ghi chú"),
    "Sinh hoạt": ("Mã chi bộ", "Năm", "Tháng", "Số đảng viên phải dự", "Số đảng viên dự"),
}  # fmt: skip
COUNTS = (("population", ""), ("population", "Khmer"), ("households", ""), ("households", "Khmer"), ("poor_households", ""),
          ("poor_households", "Khmer"), ("near_poor_households", ""))  # fmt: skip


@dataclass(frozen=True)
class Part:
    """The rows of a workbook: all, or those of some bodies directly under the province."""

    rows: dict[str, list[Any]]

    @property
    def members(self) -> int:
        """Rows of the members' sheet."""
        return len(self.rows["members"])


def whole(batch: Batch) -> Part:
    """Everything."""
    return Part(batch.rows)


def halves(batch: Batch) -> tuple[Part, Part]:
    """The province and about half of its bodies, then the others; the places are known from the first on."""
    bodies = sorted({row.code for row in batch.rows["units"] if row.code.count(".") == 1})
    first = set(bodies[: len(bodies) // 2])

    def of(here: Callable[[str], bool]) -> Part:
        members = {row.record_no for row in batch.rows["members"] if here(row.cell)}
        return Part({
            "units": [row for row in batch.rows["units"] if here(row.code)],
            "members": [row for row in batch.rows["members"] if here(row.cell)],
            "movements": [row for row in batch.rows["movements"] if row.record_no in members and here(row.from_cell or row.to_cell)],
            "meetings": [row for row in batch.rows["meetings"] if here(row.cell)],
        })  # fmt: skip

    early, late = of(lambda code: _body(code) in first or "." not in code), of(lambda code: "." in code and _body(code) not in first)
    early.rows.update({name: batch.rows[name] for name in ("localities", "facts")})
    late.rows.update(localities=[], facts=[])
    return early, late


def _body(code: str) -> str:
    return ".".join(code.split(".")[:2])


def as_of(batch: Batch, day: date) -> Part:
    """What the office would have handed in at an earlier cut-off; the places with their counts as they are now."""
    later = [row for row in batch.rows["movements"] if row.day > day]
    came = {row.record_no for row in later if row.kind == TRANSFERRED_IN}
    was_in = {row.record_no: row.from_cell for row in later if row.kind == TRANSFER}
    members = [
        _member_as_of(row, day, was_in.get(row.record_no, row.cell))
        for row in batch.rows["members"]
        if row.ceremony <= day and row.record_no not in came
    ]
    return Part({
        **{name: batch.rows[name] for name in ("units", "localities", "facts")},
        "members": members,
        "movements": [row for row in batch.rows["movements"] if row.day <= day],
        "meetings": [row for row in batch.rows["meetings"] if row.month <= day],
    })  # fmt: skip


def _member_as_of(row: MemberRow, day: date, cell: str) -> MemberRow:
    official = row.official if row.official and row.official <= day else None
    exempt = row.exempt_from if row.exempt_from and row.exempt_from <= day else None
    moved = cell != row.cell
    return row._replace(
        official=official, card=row.card if official else "", exempt_from=exempt, cell=cell,
        party_post="" if moved else row.party_post, government_post="" if moved else row.government_post,
    )  # fmt: skip


def write(part: Part, path: Path, day: date = DAY) -> None:
    """The workbook: three lines of title, the headings, the rows; days are days, numbers numbers, codes text."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    as_day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, lines in _sheets(part).items():
        sheet = book.add_worksheet(name)
        sheet.write_string(0, 0, name.upper())
        sheet.write_string(1, 0, f"Thời điểm chốt số liệu: {day:%d/%m/%Y}")
        sheet.write_row(3, 0, HEADINGS[name])
        for number, line in enumerate(lines, 4):
            for column, value in enumerate(line):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, as_day)
                elif value not in {"", None}:
                    sheet.write(number, column, value)
    book.close()


def _sheets(part: Part) -> dict[str, Iterable[Sequence[Any]]]:
    rows = part.rows
    return {
        "Tổ chức đảng": map(_unit, rows["units"]),
        "Địa bàn": _places(rows["localities"], rows["facts"]),
        "Đảng viên": map(_member, rows["members"]),
        "Biến động": map(_movement, rows["movements"]),
        "Sinh hoạt": map(_meeting, rows["meetings"]),
    }


def _unit(row: UnitRow) -> Sequence[Any]:
    return row.code, row.name, row.kind, row.parent, row.founded, row.ended, row.locality, row.sector


def _places(localities: Iterable[LocalityRow], facts: Iterable[FactRow]) -> Iterable[Sequence[Any]]:
    """A line for each count of a place; places without any have one line."""
    counted: dict[str, list[FactRow]] = {}
    for fact in facts:
        counted.setdefault(fact.locality, []).append(fact)
    for place in localities:
        about = (place.code, place.name, place.level, place.parent)
        lines = [(*about, fact.day, *(fact.figures.get(count) for count in COUNTS)) for fact in counted.get(place.code, ())]
        yield from lines or [about]


def _member(row: MemberRow) -> Sequence[Any]:
    return (
        row.row, row.record_no, row.card, row.name, row.born, "Nữ" if row.female else "Nam", row.ethnicity, row.religion, row.education,
        row.profession, row.theory, row.occupation, row.ceremony, row.official, row.cell, row.party_post, row.government_post,
        row.exempt_from,
    )  # fmt: skip


def _movement(row: MovementRow) -> Sequence[Any]:
    return row.record_no, NAMES[row.kind], row.day, row.quoted, row.from_cell, row.to_cell, row.note


def _meeting(row: MeetingRow) -> Sequence[Any]:
    return row.cell, row.month.year, row.month.month, row.due, row.present
