"""What the lines above a list say: the day on which it was closed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from dangvu.exchange.folding import plain, tidy
from dangvu.exchange.rows import Cell
from dangvu.exchange.values import day

_TITLE_DAY = re.compile(r"\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{4}|\d{4}-\d{2}-\d{2}|(?<!\d)\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}(?!\d)")
_SHORT_YEAR = re.compile(r"(?<=[/.\-])(?=\d{2}$)")
_TITLE_SPELT = re.compile(r"(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_TITLE_SAYS = (
    "chot so lieu", "so lieu chot", "thoi diem", "tinh den", "den ngay", "den het ngay", "so lieu ngay", "so lieu tai", "ngay chot",
    "chot ngay", "cap nhat",
)  # fmt: skip


def cut_off_in(row: Iterable[Cell], *, since_1904: bool = False) -> date | None:
    """The day that a title line names as the one up to which the figures hold; the last one where it names a span."""
    cells = [cell for cell in row if cell != ""]
    key = plain(" ".join(tidy(cell) for cell in cells))
    if not any(says in key for says in _TITLE_SAYS):
        return None
    days = [value for cell in cells for value in _days_within(cell, since_1904=since_1904)]
    return days[-1] if days else None


def _days_within(cell: Cell, *, since_1904: bool) -> list[date]:
    if not isinstance(cell, str):
        found = [day(cell, since_1904=since_1904)]
    else:
        text = tidy(cell)
        found = [day(_in_full(part)) for part in _TITLE_DAY.findall(text)]
        found += [day(f"{d}/{m}/{y}") for d, m, y in _TITLE_SPELT.findall(plain(text))]
    return [value for value in found if isinstance(value, date)]


def _in_full(text: str) -> str:
    """A day whose year has two digits, in this century: no list was closed in the last one."""
    return text if text[:4].isdigit() else _SHORT_YEAR.sub("20", text)
