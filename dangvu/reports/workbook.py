"""A return as a workbook: values only; nothing in it is computed by the reader's program, and no text becomes a formula."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter

from dangvu.reports.provincial import Column, Return, Row
from dangvu.web.formats import NONE, day, moment

TITLE = "BÁO CÁO THỐNG KÊ TỔ CHỨC ĐẢNG VÀ ĐẢNG VIÊN"
NOT_ADDED = "(*)"
ROUNDED = "(làm tròn)"
HIDDEN = "*"
HEAD = 5
"""The row of the section headings; the names of the figures follow, then the units."""

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_xlsx(path: Path, return_: Return) -> None:
    """Write a return to a file, which is replaced if it is there."""
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        sheet = book.add_worksheet("Thống kê")
        formats = _formats(book)
        _title(sheet, return_, formats)
        _headings(sheet, return_.columns, formats)
        for place, row in enumerate([*return_.rows, return_.total]):
            _row(sheet, HEAD + 2 + place, row, return_, formats)
        _notes(sheet, HEAD + 4 + len(return_.rows), return_)
        _print_setup(sheet, return_)


def _formats(book: Any) -> dict[str, Any]:
    cell = {"border": 1, "font_name": "Times New Roman", "font_size": 11}
    head = {**cell, "bold": True, "quote_prefix": True, "text_wrap": True, "align": "center", "valign": "vcenter"}
    text = {**cell, "quote_prefix": True}
    return {
        "title": book.add_format({"bold": True, "font_name": "Times New Roman", "font_size": 13, "quote_prefix": True}),
        "head": book.add_format(head),
        "text": book.add_format(text),
        "text total": book.add_format({**text, "bold": True}),
        "none": book.add_format({**cell, "align": "right"}),
        **{f"{places}": book.add_format({**cell, "num_format": _number_format(places)}) for places in range(3)},
        **{f"{places} total": book.add_format({**cell, "bold": True, "num_format": _number_format(places)}) for places in range(3)},
    }


def _number_format(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")


def _title(sheet: Any, return_: Return, formats: dict[str, Any]) -> None:
    sheet.write_string(0, 0, return_.name, formats["title"])
    sheet.write_string(1, 0, TITLE, formats["title"])
    sheet.write_string(2, 0, f"Số liệu ngày {day(return_.on)}; biến động từ {day(return_.since)} đến {day(return_.on)}")
    known = f", theo những gì đã ghi đến {moment(return_.known)}" if return_.known else ""
    sheet.write_string(3, 0, f"Tính lúc {moment(return_.computed)}{known}")


def _headings(sheet: Any, columns: tuple[Column, ...], formats: dict[str, Any]) -> None:
    for place, name in enumerate(("Mã", "Tổ chức đảng")):
        sheet.write_string(HEAD, place, "", formats["head"])
        sheet.write_string(HEAD + 1, place, name, formats["head"])
    first = 2
    for section, members in groupby(columns, key=lambda column: column.section):
        width = len(list(members))
        for place in range(first, first + width):
            sheet.write_string(HEAD, place, section if place == first else "", formats["head"])
        if width > 1:
            sheet.merge_range(HEAD, first, HEAD, first + width - 1, section, formats["head"])
        first += width
    for place, column in enumerate(columns, start=2):
        sheet.write_string(HEAD + 1, place, _name(column), formats["head"])


def _name(column: Column) -> str:
    if column.rounded:
        return f"{column.name} {ROUNDED}"
    return column.name if column.adds_up else f"{column.name} {NOT_ADDED}"


def _row(sheet: Any, line: int, row: Row, return_: Return, formats: dict[str, Any]) -> None:
    total = " total" if row is return_.total else ""
    sheet.write_string(line, 0, row.code, formats["text" + total])
    sheet.write_string(line, 1, f"{row.name} (trực tiếp)" if row.own else row.name, formats["text" + total])
    for place, (column, figure) in enumerate(zip(return_.columns, row.figures, strict=True), start=2):
        if figure.value is None:
            sheet.write_string(line, place, HIDDEN if figure.shown == "hidden" else NONE, formats["none"])
        else:
            value = float(figure.value) if isinstance(figure.value, Decimal) else figure.value
            sheet.write_number(line, place, value, formats[f"{0 if column.rounded else column.decimals}{total}"])


PARTIAL = "Biểu chỉ tính phần thuộc phạm vi của người lập: có tổ chức từng hoặc sẽ trực thuộc đơn vị này nhưng nay thuộc nơi khác quản lý."


def _notes(sheet: Any, line: int, return_: Return) -> None:
    balance = f"Không cân đối: {', '.join(return_.unbalanced)}." if return_.unbalanced else "Đầu kỳ + tăng − giảm = cuối kỳ ở mọi dòng."
    notes = (
        f"{NOT_ADDED} Tổng số không bằng tổng các dòng: tỷ lệ, bình quân, hoặc chuyển giữa các tổ chức trong bảng.",
        f"{NONE} Chưa có số liệu.",
        balance,
        *rounded_notes(return_.rounded_on),
        *((PARTIAL,) if return_.is_partial else ()),
    )
    for place, note in enumerate(notes):
        sheet.write_string(line + place, 0, note)


def rounded_notes(on: date | None) -> tuple[str, ...]:
    """What a reader of rounded figures has to know; nothing where all are exact."""
    if on is None:
        return ()
    return (
        f"{ROUNDED} Số làm tròn đến bội số của 5, lấy đến hết ngày {day(on)}; không cộng được và không dùng để đối chiếu.",
        f"{HIDDEN} Số nhỏ không nêu, để không ai bị nhận ra.",
    )


def _print_setup(sheet: Any, return_: Return) -> None:
    """A4 landscape, each section on a page of its own with the names of the units repeated."""
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 42)
    sheet.set_column(2, 1 + len(return_.columns), 11)
    sheet.set_row(HEAD + 1, 64)
    sheet.freeze_panes(HEAD + 2, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_print_scale(60)
    sheet.repeat_rows(0, HEAD + 1)
    sheet.repeat_columns(0, 1)
    sheet.set_footer("&R&P/&N")
    starts = [place for place, column in enumerate(return_.columns, start=2) if column.section != _before(return_.columns, place - 2)]
    sheet.set_v_pagebreaks(starts[1:])


def _before(columns: tuple[Column, ...], place: int) -> str:
    return columns[place - 1].section if place else ""
