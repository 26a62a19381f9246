"""Text of cells, as it is kept and as it is compared."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from dangvu.exchange.rows import Cell

_CONTROLS = (chr(number) for number in (*range(0x20), *range(0x7F, 0xA0)))
_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
_INVISIBLE |= dict.fromkeys(ord(mark) for mark in _CONTROLS if not mark.isspace())
"""Marks without a shape, those that turn the direction of writing, and control characters that are no space or line break."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
_STROKES = " -_./…" + "‐‑‒–—―−﹣－"
_SHOWN = 60
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_ETH = re.compile(r"\b[Ðð]")
"""The letter of Iceland that looks like Đ, where a word may begin with it; within a word a font of old has left it."""


def tidy(cell: Cell) -> str:
    """A cell as text: NFC, single spaces, Ð as Đ, nothing that cannot be seen; whole numbers without a decimal point, days as d/m/y."""
    if isinstance(cell, str):
        if cell.isascii() and cell.isalnum():
            return cell
        text = cell if cell.isprintable() else cell.translate(_INVISIBLE)
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
            if "Ð" in text or "ð" in text:
                text = _ETH.sub(lambda eth: "Đ" if eth[0] == "Ð" else "đ", text)
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


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def same_spelling(one: str, other: str) -> bool:
    """Whether two texts differ by no more than capitals and the vowel over which a tone stands: Hoà is Hòa, Thuý is Thúy."""
    return one == other or one.casefold() == other.casefold() or _toned(one) == _toned(other)


def _toned(text: str) -> list[tuple[str, str]]:
    """Every word without its tone, and the tone."""
    words = (unicodedata.normalize("NFD", word) for word in text.casefold().split())
    return [("".join(mark for mark in word if mark not in _TONES), "".join(mark for mark in word if mark in _TONES)) for word in words]


def blank(text: str) -> bool:
    """Whether a text is empty, or only a dash or dots such as stand where there is nothing to say."""
    return not text.strip(_STROKES)


def straight(text: str) -> str:
    """Digits and signs in their plain shape: no full-width digits, every dash a hyphen, no apostrophe that made a cell a text."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return text[1:].lstrip() if text.startswith("'") else text


def shown(text: str) -> str:
    """Text in quotation marks for a message, cut where it is long."""
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN]}…”"


def code(cell: Cell) -> str:
    """A code or number of a file, card, unit or locality: no spaces at all, leading zeros as they stand; nothing for a mere dash."""
    text = tidy(cell).replace(" ", "")
    if text[:1].isalnum() and text.isascii():
        return text
    return "" if blank(text) else straight(text)
