"""What an official paper says, as plain values; both printers (`typesetting`, `official`) set the same one.

Values are data: nothing in them is markup to either printer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

Kind = Literal["paragraph", "ground", "heading", "article", "centre"]
"""A paragraph; what the paper rests on; a line in bold in the middle; an article, which is numbered; a line in the middle."""

GLYPHS = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x1A0, 0x1B0), (0x1EA0, 0x1EF9), (0x2010, 0x2026), (0x2030, 0x2030), (0x20AB, 0x20AB), (0x2212, 0x2212),
)  # fmt: skip
"""The letters of the fonts beside this file: Latin with everything Vietnamese."""


class Unprintable(ValueError):
    """A letter that the fonts of official papers do not have: the paper is not printed rather than printed with a hole in a name."""

    def __init__(self, letters: str):
        self.letters = letters
        super().__init__(f"Phông chữ của văn bản không có ký tự {', '.join(f'“{letter}”' for letter in letters)}; hãy sửa rồi in lại.")


@dataclass(frozen=True)
class Layout:
    """How papers of a day look: margins in millimetres (top, bottom, left, right), the size in points, what ends the text."""

    margins: tuple[int, int, int, int]
    size: int
    closing: str
    source: str


@dataclass(frozen=True)
class Block:
    """A piece of the text."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Table:
    """Rows of cells under a head that is repeated on every page; `widths` are shares, `aligns` are c(entre) or l(eft), one each."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    aligns: str
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if {len(self.widths), len(self.aligns), *map(len, self.rows)} != {len(self.heads)}:
            raise ValueError("a table whose rows and columns do not agree")


@dataclass(frozen=True)
class Signature:
    """On whose behalf (one line each, in capitals), in which office and by whom a paper is signed."""

    authority: tuple[str, ...]
    office: str
    signer: str


@dataclass(frozen=True)
class Text:
    """What a paper says, whoever issues it: its type, title, text, signature and receivers, and whom it names."""

    kind: str
    title: str
    blocks: tuple[Block | Table, ...]
    signature: Signature
    recipients: tuple[str, ...] = ()
    persons: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paper:
    """One paper of one day. `number` is its number with symbol: a draft shows the symbol alone, a list beside another paper nothing."""

    above: str
    body: str
    number: str
    place: str
    day: date
    kind: str
    title: str
    blocks: tuple[Block | Table, ...]
    signature: Signature
    recipients: tuple[str, ...]
    layout: Layout
    is_draft: bool = False

    def values(self) -> dict[str, Any]:
        """The paper as JSON values in one spelling (NFC), without what no text holds; `Unprintable` where a letter is missing."""
        plain: dict[str, Any] = _spelt(asdict(self))
        if missing := sorted({letter for text in _texts(plain) for letter in text if not _is_printable(letter)}):
            raise Unprintable("".join(missing))
        plain["blocks"] = _numbered(_closed(plain["blocks"], self.layout.closing))
        return plain

    @property
    def place_and_day(self) -> str:
        """As it stands in the head: days below ten and the first two months in two digits."""
        return f"{self.place}, {written(self.day)}"


def written(day: date) -> str:
    """A day in words, as papers write it."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _spelt(value: Any) -> Any:
    match value:
        case str():
            return "".join(letter for letter in unicodedata.normalize("NFC", value) if letter >= " " and letter != "\x7f")
        case date():
            return written(value)
        case dict():
            return {name: _spelt(one) for name, one in value.items()}
        case list() | tuple():
            return [_spelt(one) for one in value]
    return value


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _texts(one)
        case list():
            for one in value:
                yield from _texts(one)


def _is_printable(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in GLYPHS)


def _closed(blocks: list[dict[str, Any]], closing: str) -> list[dict[str, Any]]:
    """The text ends as the rules of the day want it; a table at the end needs no mark."""
    if blocks and "text" in blocks[-1]:
        blocks[-1]["text"] = blocks[-1]["text"].rstrip("./ ") + closing
    return blocks


def _numbered(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Articles carry their numbers, and every block says what it is."""
    place = 0
    for block in blocks:
        if "heads" in block:
            block["kind"] = "table"
        if block["kind"] == "article":
            place += 1
            block["lead"] = f"Điều {place}. "
    return blocks
