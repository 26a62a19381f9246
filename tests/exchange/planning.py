"""Plans of reorganisation as an office writes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

HEADINGS = ("STT", "Việc", "Mã tổ chức", "Tên mới", "Loại hình mới", "Mã cấp trên mới", "Mã tổ chức kế thừa")


def written(path: Path, rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS) -> Path:
    """A workbook with a title, a row of headings, and these rows; what begins with # is a formula that failed."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Phương án")
        sheet.write(0, 0, "Phương án sắp xếp tổ chức đảng")
        for place, row in enumerate([headings, *rows], 2):
            for column, value in enumerate(row):
                if isinstance(value, str) and value.startswith("#"):
                    sheet.write_formula(place, column, "=1/0", value=value)
                else:
                    sheet.write(place, column, value)
    return path
