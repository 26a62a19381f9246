"""Word files of our own: paragraphs, tables of plain cells, comments; values only, nothing that leads out of the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Literal
from xml.sax.saxutils import escape

from dangvu.periods.clock import HANOI

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
AUTHOR = "Sổ Đảng vụ"
INITIALS = "SĐV"
EPOCH = (1980, 1, 1, 0, 0, 0)

Style = Literal["body", "centre", "title", "heading", "line"]
LOOKS: dict[Style, str] = {
    "body": '<w:pPr><w:spacing w:after="120" w:line="380" w:lineRule="exact"/><w:ind w:firstLine="567"/><w:jc w:val="both"/></w:pPr>',
    "centre": '<w:pPr><w:jc w:val="center"/></w:pPr>',
    "title": '<w:pPr><w:spacing w:before="120"/><w:jc w:val="center"/></w:pPr>',
    "heading": '<w:pPr><w:keepNext/><w:spacing w:before="120" w:after="120"/><w:ind w:firstLine="567"/></w:pPr>',
    "line": '<w:pPr><w:spacing w:after="120" w:line="380" w:lineRule="exact"/></w:pPr>',
}
BOLD = frozenset({"title", "heading"})
STYLES = (
    f'{HEAD}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
    'w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr>'
    "</w:rPrDefault></w:docDefaults></w:styles>"
)
# A4; 20, 20, 30 and 15 mm.
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:bottom="1134" w:left="1701" w:right="851" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)


@dataclass(frozen=True, slots=True)
class Note:
    """What is said about a span of the text; `instead` replaces the span."""

    start: int
    end: int
    text: str
    instead: str | None = None


ACROSS = 9350
"""The width of the text in twentieths of a point."""

SHORTEST, LONGEST = 6, 40
"""Letters of a cell that its column is measured by."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; one with tabs is a row of a table."""

    text: str
    style: Style = "line"


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns side by side without lines: the head of a document, or its signature."""

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()

    def plain(self) -> list[str]:
        """The columns below each other, for plain text."""
        return [line for line in (*self.left, *self.right) if line]

    def table(self) -> str:
        """The columns as Word shows them."""
        sides = ((self.left, 4300), (self.right, 5050))
        cells = (f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_column(lines)}</w:tc>' for lines, width in sides)
        grid = _grid([width for _lines, width in sides])
        return f'<w:tbl><w:tblPr><w:tblW w:w="{ACROSS}" w:type="dxa"/></w:tblPr>{grid}<w:tr>{"".join(cells)}</w:tr></w:tbl>'


def _grid(widths: Sequence[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _column(lines: Sequence[str]) -> str:
    """Centred paragraphs, capitals in bold; a cell is never empty."""
    return "".join(f"<w:p>{LOOKS['centre']}{run(line, is_bold=line.isupper())}</w:p>" for line in lines or ("",))


def applied(notes: Iterable[Note]) -> list[Note]:
    """The notes that replace something, in the order of the text; of two that overlap the first counts."""
    chosen: list[Note] = []
    for note in sorted((one for one in notes if one.instead is not None), key=lambda one: (one.start, one.end)):
        if not chosen or note.start >= chosen[-1].end:
            chosen.append(note)
    return chosen


def corrected(text: str, notes: Iterable[Note]) -> str:
    """The text with its corrections made."""
    pieces, at = [], 0
    for note in applied(notes):
        pieces += [text[at : note.start], note.instead or ""]
        at = note.end
    return "".join([*pieces, text[at:]])


def plain(text: str) -> str:
    """Escaped text without the characters that no XML may hold."""
    return escape("".join(c for c in text if c in "\t\n" or (c >= " " and not 0xD800 <= ord(c) <= 0xDFFF and c not in "\ufffe\uffff")))


def comments_xml(notes: Sequence[Note], now: datetime, *, first: int = 0) -> str:
    """The comments themselves, numbered from `first`."""
    stamp = now.astimezone(HANOI).strftime("%Y-%m-%dT%H:%M:%SZ")
    return "".join(
        f'<w:comment xmlns:w="{MAIN}" w:id="{first + place}" w:author="{AUTHOR}" w:date="{stamp}" w:initials="{INITIALS}">'
        f'<w:p><w:r><w:t xml:space="preserve">{plain(note.text)}</w:t></w:r></w:p></w:comment>'
        for place, note in enumerate(notes)
    )


def write_docx(
    lines: Sequence[Line], notes: Sequence[Note] = (), *, now: datetime, head: Columns | None = None, foot: Columns | None = None
) -> bytes:
    """A Word file of paragraphs; the spans of notes count in the texts of the lines joined by line feeds."""
    body = "".join(_blocks(lines, list(notes)))
    if head:
        body = f"{head.table()}{_paragraph(Line(''), 0, [])}{body}"
    if foot:
        body = f"{body}{foot.table()}{_paragraph(Line(''), 0, [])}"
    files = {
        "[Content_Types].xml": content_types(["comments"] if notes else []),
        "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{MAIN}"><w:body>{body}{SECTION}</w:body></w:document>',
        "word/styles.xml": STYLES,
        "word/_rels/document.xml.rels": relations([("styles", "styles.xml"), *([("comments", "comments.xml")] if notes else [])]),
    }
    if notes:
        files["word/comments.xml"] = f'{HEAD}<w:comments xmlns:w="{MAIN}">{comments_xml(notes, now)}</w:comments>'
    return pack({name: text.encode() for name, text in files.items()})


def pack(files: dict[str, bytes]) -> bytes:
    """The parts as one file, the same bytes for the same parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def content_types(more: Sequence[str] = ()) -> str:
    """The parts of a file: text and styles, and others named like their type."""
    kinds = {"document": "document.main", "styles": "styles", **dict(zip(more, more, strict=True))}
    parts = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>' for name, kind in kinds.items())
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{defaults}{parts}</Types>'


def relations(targets: Sequence[tuple[str, str]]) -> str:
    """What a part leads to, numbered from rId1: the type and the place of each."""
    rows = "".join(f'<Relationship Id="rId{n}" Type="{RELATION}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1))
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _blocks(lines: Sequence[Line], notes: list[Note]) -> Iterator[str]:
    at, row = 0, False
    widths: list[int] = []
    for place, line in enumerate(lines):
        end = at + len(line.text)
        inner = [(n, note) for n, note in enumerate(notes) if note.start < max(end, at + 1) and note.end > at and at <= note.start]
        if "\t" in line.text:
            if not row:
                widths = _widths([one.text.split("\t") for one in takewhile(lambda one: "\t" in one.text, lines[place:])])
                yield _TABLE + _grid(widths)
            yield f"<w:tr>{''.join(_cells(line.text, at, inner, widths))}</w:tr>"
        else:
            yield ("</w:tbl>" if row else "") + _paragraph(line, at, inner)
        row = "\t" in line.text
        at = end + 1
    if row:
        yield "</w:tbl>" + _paragraph(Line(""), at, [])


EDGE = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("top", "left", "bottom", "right"))
INNER = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("insideH", "insideV"))
_TABLE = f'<w:tbl><w:tblPr><w:tblW w:w="{ACROSS}" w:type="dxa"/><w:tblBorders>{EDGE}{INNER}</w:tblBorders></w:tblPr>'


def _widths(rows: list[list[str]]) -> list[int]:
    """The columns of a table over the width of the text, each by its longest cell, so that no program pushes one off the paper."""
    longest = [max((len(row[place]) for row in rows if place < len(row)), default=0) for place in range(max(map(len, rows)))]
    weights = [min(max(length, SHORTEST), LONGEST) for length in longest]
    return [ACROSS * weight // sum(weights) for weight in weights]


def _cells(text: str, at: int, notes: list[tuple[int, Note]], widths: list[int]) -> Iterator[str]:
    for cell, width in zip(text.split("\t"), widths, strict=False):
        own = [(n, note) for n, note in notes if at <= note.start < at + max(len(cell), 1)]
        yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(Line(cell), at, own)}</w:tc>'
        at += len(cell) + 1


def _paragraph(line: Line, at: int, notes: list[tuple[int, Note]]) -> str:
    return f"<w:p>{LOOKS[line.style]}{''.join(_runs(line, at, notes))}</w:p>"


def _runs(line: Line, at: int, notes: list[tuple[int, Note]]) -> Iterator[str]:
    """The text of a paragraph, cut where comments begin and end; replaced spans are written as they shall read."""
    end = at + len(line.text)
    made = applied(note for _n, note in notes if note.end <= end)
    cuts = sorted({at, end, *(place for _n, note in notes for place in (note.start, min(note.end, end)))})
    cuts = [cut for cut in cuts if not any(note.start < cut < note.end for note in made)]
    for start, stop in zip(cuts, [*cuts[1:], end], strict=True):
        ends = [n for n, note in notes if _held(min(note.end, end), made, last=True) == start and note.start < start]
        yield "".join(comment_end(n) for n in ends)
        yield "".join(
            f'<w:commentRangeStart w:id="{n}"/>' for n, note in notes if _held(note.start, made, last=False) == start and start < end
        )
        instead = next((note.instead for note in made if note.start == start and note.end == stop), None)
        yield run(line.text[start - at : stop - at] if instead is None else instead, is_bold=line.style in BOLD)


def _held(place: int, made: Sequence[Note], *, last: bool) -> int:
    """A place inside a replaced span moves to its edge."""
    inside = next((note for note in made if note.start < place < note.end), None)
    return place if inside is None else inside.end if last else inside.start


def run(text: str, *, is_bold: bool = False, more: str = "") -> str:
    """A piece of text of one look; nothing for no text. `more` are further properties in the order of the standard."""
    look = f"{'<w:b/>' if is_bold else ''}{more}"
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{plain(text)}</w:t></w:r>' if text else ""


def comment_end(number: int, prefix: str = "w:") -> str:
    """The end of a commented span with the mark that leads to the comment."""
    return f'<{prefix}commentRangeEnd {prefix}id="{number}"/><{prefix}r><{prefix}commentReference {prefix}id="{number}"/></{prefix}r>'
