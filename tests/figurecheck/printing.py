"""Small PDF files: words at places, ruled lines, letters known by their Unicode number; each letter is half as wide as the type is high."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

LEFT, TOP, LEADING, ACROSS = 85, 770, 20, 72  # points; letters of a full line


class Text(NamedTuple):
    """A text at a place, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 12

    def __str__(self) -> str:
        return f"BT /F {self.size} Tf {self.x} {self.y} Td <{self.text.encode('utf-16-be').hex()}> Tj ET"


class Ruled(NamedTuple):
    """A filled box, mostly a thin one."""

    x: float
    y: float
    width: float
    height: float

    def __str__(self) -> str:
        return f"{self.x} {self.y} {self.width} {self.height} re f"


Mark = Text | Ruled


def paragraph(y: float, text: str, size: float = 12) -> list[Mark]:
    """Lines broken at blanks, as a typesetter would, the first one indented."""
    lines, line = [], "   "
    for word in text.split():
        if len(line) + len(word) > ACROSS:
            lines.append(line.rstrip())
            line = ""
        line += word + " "
    return [
        Text(LEFT + (len(one) - len(one.lstrip())) * size / 2, y - place * LEADING, one.strip(), size)
        for place, one in enumerate([*lines, line.rstrip()])
    ]


def table(y: float, rows: Sequence[Sequence[str | None]], widths: list[float]) -> list[Mark]:
    """Ruled cells; a text with line ends is a wrapped one, an empty text an empty cell, and nothing lengthens the cell before it."""
    marks: list[Mark] = []
    places = [LEFT + sum(widths[:column]) for column in range(len(widths) + 1)]
    for row in rows:
        height = LEADING * max((cell or "").count("\n") + 1 for cell in row)
        marks += [Ruled(places[0], y, places[-1] - places[0], 0.5), Ruled(places[0], y - height, places[-1] - places[0], 0.5)]
        marks += [Ruled(x, y - height, 0.5, height) for x, cell in zip(places, [*row, ""], strict=True) if cell is not None]
        for x, cell in zip(places, row, strict=False):
            marks += [Text(x + 3, y - 14 - place * LEADING, line) for place, line in enumerate((cell or "").split("\n")) if line]
        y -= height
    return marks


def write_pdf(path: Path, *pages: Iterable[Mark]) -> Path:
    """The pages as a file."""
    sheets = [list(page) for page in pages]
    letters = sorted({letter for page in sheets for mark in page if isinstance(mark, Text) for letter in mark.text})
    known = "\n".join(f"<{ord(letter):04x}> <{ord(letter):04x}>" for letter in letters)
    cmap = f"/CMapName /U def 1 begincodespacerange <0000> <ffff> endcodespacerange {len(letters)} beginbfchar {known} endbfchar"
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(sheets)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(sheets)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 500 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        "/FontDescriptor << /Type /FontDescriptor /FontName /F /Flags 4 /Ascent 900 /Descent -200 /FontBBox [0 -200 500 900] >> >>",
        _stream(f"/CIDInit /ProcSet findresource begin begincmap {cmap} endcmap end"),
    ]
    for number, page in enumerate(sheets):
        fonts = "/Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {fonts} /Contents {7 + 2 * number} 0 R >>")
        objects.append(_stream("\n".join(map(str, page))))
    path.write_bytes(_numbered(objects))
    return path


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >> stream\n{content}\nendstream"


def _numbered(objects: list[str]) -> bytes:
    raw, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(raw))
        raw += f"{number} 0 obj\n{content}\nendobj\n".encode()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        raw + f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(raw)}\n%%EOF\n".encode()
    )
