"""Plans of reorganisation as an office writes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

HEADINGS = ("STT", "Việc", "Mã tổ chức", "Tên mới", "Loại hình mới", "Mã cấp trên mới", "Mã tổ chức kế thừa")


def written(path: Path, rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS) -> Path:
    """A workbook with a title, a row of headings, and these rows."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Phương án")
        sheet.write(0, 0, "Phương án sắp xếp tổ chức đảng")
        for place, row in enumerate([headings, *rows], 2):
            for column, value in enumerate(row):
                sheet.write(place, column, value)
    return path
