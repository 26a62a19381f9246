"""A list of people as a workbook: values only, every text marked as text, and on top whose list it is and who took it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from dangvu.reports.workbook import OPTIONS

LONGEST = 32_767
"""A cell takes no longer text."""
WIDEST, NARROWEST = 42, 8


@dataclass(frozen=True)
class Sheet:
    """What is written: a title, lines about the list, column headings, rows of texts, and what is printed below every page."""

    name: str
    title: str
    lines: Sequence[str]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    foot: str


def write_roll(path: Path, sheet: Sheet) -> None:
    """Write a list to a file, which is replaced if it is there; numbers of files and cards stay texts."""
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        page = book.add_worksheet(sheet.name)
        font = {"font_name": "Times New Roman", "quote_prefix": True}
        title = book.add_format({**font, "bold": True, "font_size": 13})
        line = book.add_format({**font, "font_size": 11})
        head = book.add_format({**font, "bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"})
        cell = book.add_format({**font, "border": 1, "font_size": 11})
        page.write_string(0, 0, sheet.title, title)
        for place, text in enumerate(sheet.lines, start=1):
            page.write_string(place, 0, text[:LONGEST], line)
        top = len(sheet.lines) + 2
        for place, text in enumerate(sheet.heads):
            page.write_string(top, place, text, head)
            lengths = [len(text), *(len(row[place]) for row in sheet.rows)]
            page.set_column(place, place, min(WIDEST, max(NARROWEST, *lengths) + 1))
        for number, row in enumerate(sheet.rows, start=top + 1):
            for place, text in enumerate(row):
                page.write_string(number, place, text[:LONGEST], cell)
        page.freeze_panes(top + 1, 2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(top)
        page.set_footer(f"&L{sheet.foot.replace('&', '&&')[:200]}&R&P/&N")
