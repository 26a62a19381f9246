"""Text of cells, as it is kept and as it is compared."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from dangvu.exchange.rows import Cell

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_SHOWN = 60
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def tidy(cell: Cell) -> str:
    """A cell as text: NFC, single spaces, nothing invisible; whole numbers without a decimal point, days as d/m/y."""
    if isinstance(cell, str):
        text = cell if cell.isascii() else unicodedata.normalize("NFC", cell.translate(_INVISIBLE))
        return " ".join(text.split())
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, date):
        return f"{cell:%d/%m/}{cell.year:04}"
    return str(cell)


def plain(text: str) -> str:
    """Text for comparison: small letters without diacritics and digits, everything else one space."""
    if not text.isascii():
        text = "".join(mark for mark in unicodedata.normalize("NFD", text.lower().replace("đ", "d")) if not unicodedata.combining(mark))
    return _NOT_WORD.sub(" ", text.lower()).strip()


def shown(text: str) -> str:
    """Text in quotation marks for a message, cut where it is long."""
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN]}…”"


def code(cell: Cell) -> str:
    """A code or number of a file, card, unit or locality: no spaces at all, leading zeros as they stand."""
    return tidy(cell).replace(" ", "")
