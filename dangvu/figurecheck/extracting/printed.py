"""The text of printed pages: wrapped lines joined, tables as lines with tabs, notes at the end, page numbers and running heads left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dangvu.figurecheck.extracting.columns import columns
from dangvu.figurecheck.extracting.grids import Grid, grids
from dangvu.figurecheck.extracting.sheet import Box, Sheet, Word
from dangvu.figurecheck.reading.layout import BULLET

CELL_GAP = 0.8  # of a letter's height; the words of one cell stand closer, even in a justified line
SMALL, RAISED = 0.8, 0.15  # of a letter's height: the mark of a note
FINE_PRINT = 0.92  # of the height of the text: a note at the foot of its page
FULL = 24  # points from the right margin; enough lines end so near it
PAGE_NUMBER = re.compile(r"[-–— ]*(?:trang )?\d{1,3}(?: ?(?:/|-|của) ?\d{1,3})?[-–— ]*", re.IGNORECASE)
NOTE_HEAD = re.compile(r"\[\d{1,3}\]")
SQUARED = re.compile(r"(?:^|[\d\s])[kcd]?m$")
SENTENCE_ENDS = ".;:!?"


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line or a row of a table; `first` is the width of its first word."""

    box: Box
    text: str
    first: float = 0.0
    row: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether it may go on in the next line."""
        return not self.row and "\t" not in self.text


@dataclass(frozen=True, slots=True)
class Measure:
    """Where the lines of a page, or of a column, begin and end."""

    left: float
    right: float
    is_column: bool = False


def read_sheets(sheets: Iterable[Sheet]) -> str:
    """The text of all pages, in the order of reading."""
    read = [[(line, (part.width, part.width != sheet.width)) for part in columns(sheet) for line in _lines(part)] for sheet in sheets]
    widths = {id(line): width for page in read for line, width in page}
    pages = _without_running_lines([[line for line, _ in page] for page in read])
    heights = sorted(line.box.height for page in pages for line in page)
    usual = heights[len(heights) // 2] if heights else 0.0
    every = [line for page in pages for line in page]
    measures = {
        (width, is_column): _measure([line for line in every if widths[id(line)] == (width, is_column)], width, is_column=is_column)
        for width, is_column in set(widths.values())
    }
    body: list[tuple[Line, Measure]] = []
    notes: list[tuple[Line, Measure]] = []
    for page in pages:
        first = _first_note(page, usual)
        body += [(line, measures[widths[id(line)]]) for line in page[:first]]
        notes += [(line, measures[widths[id(line)]]) for line in page[first:]]
    return "\n\n".join(text for text in (_joined(body), _joined(notes)) if text)


def _lines(sheet: Sheet) -> Iterator[Line]:
    """Lines and rows; a table stands where its first word does."""
    tables = [(grid, [word for word in sheet.words if grid.cell_of(word)]) for grid in grids(sheet.rules)]
    dots = [rule for rule in sheet.rules if rule.is_dot]
    told: set[int] = set()
    line: list[Word] = []
    for word in sheet.words:
        inside = next((place for place, (grid, _) in enumerate(tables) if grid.cell_of(word)), None)
        if line and (inside is not None or not _goes_on(line[-1], word)):
            yield _line(line, dots)
            line = []
        if inside is None:
            line.append(word)
        elif inside not in told:
            told.add(inside)
            yield from _rows(*tables[inside])
    if line:
        yield _line(line, dots)


def _rows(grid: Grid, words: list[Word]) -> Iterator[Line]:
    for text in grid.rows(words):
        yield Line(grid.box, text, row=True)


def _goes_on(before: Word, word: Word) -> bool:
    """Whether a word stands on the same line, to the right."""
    overlap = min(before.box.top, word.box.top) - max(before.box.bottom, word.box.bottom)
    height = min(before.box.height, word.box.height)
    return overlap > height / 2 and word.box.left > before.box.middle[0]


def _line(words: list[Word], dots: list[Box]) -> Line:
    heights = sorted(word.box.height for word in words)
    usual, foot = heights[len(heights) // 2], min(word.box.bottom for word in words)
    shown = "• " if any(_dotted(words[0].box, dot) for dot in dots) else ""
    for before, word in zip([None, *words], words, strict=False):
        raised = word.box.height < SMALL * heights[-1] and word.box.bottom > foot + RAISED * usual
        if before is not None and word.box.left - before.box.right > CELL_GAP * usual:
            shown += "\t"
        elif before is not None and word.apart:
            shown += " "
        shown += f"[{word.text}]" if raised and word.text.isdecimal() and not SQUARED.search(shown) else word.text
    lefts, bottoms, rights, tops = zip(*(word.box for word in words), strict=True)
    return Line(Box(min(lefts), min(bottoms), max(rights), max(tops)), shown, words[0].box.right - words[0].box.left)


def _dotted(first: Box, dot: Box) -> bool:
    return 0 < first.left - dot.right < 2 * first.height and first.bottom < dot.middle[1] < first.top


def _without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """Leave out page numbers, and what stands at the head or foot of most pages."""
    for _ in range(3):
        ends = [_ends(page) for page in pages]
        seen = Counter(_masked(line) for page in ends for line in page)
        common = {text for text, times in seen.items() if times >= 2 and times * 2 > len(pages)}
        running = [{id(line) for line in page if PAGE_NUMBER.fullmatch(line.text) or _masked(line) in common} for page in ends]
        if not any(running):
            break
        pages = [[line for line in page if id(line) not in gone] for page, gone in zip(pages, running, strict=True)]
    return pages


def _ends(page: list[Line]) -> list[Line]:
    """The uppermost and the lowest line of a page; tables never run."""
    if not page:
        return []
    both = [max(page, key=lambda line: line.box.top), min(page, key=lambda line: line.box.bottom)]
    return [line for line in dict.fromkeys(both) if not line.row]


def _masked(line: Line) -> tuple[str, int]:
    """What a running head keeps from page to page: its words and its height on the paper."""
    return re.sub(r"\d+", "0", line.text), round(line.box.bottom / 10)


def _first_note(page: list[Line], usual: float) -> int:
    """Where the notes at the foot of a page begin: small letters from there on."""
    first = len(page)
    for place in range(len(page) - 1, -1, -1):
        if page[place].row or page[place].box.height >= FINE_PRINT * usual:
            break
        if NOTE_HEAD.match(page[place].text):
            first = place
    return first


def _measure(lines: list[Line], width: float, *, is_column: bool) -> Measure:
    """From the lines of all pages of one width; where all are short, the right margin is taken as no wider than the left one."""
    prose = [line.box for line in lines if line.is_prose]
    left = min((box.left for box in prose), default=0.0)
    rights = [box.right for box in prose if box.left < left + (width - left) / 3]
    longest = max(rights, default=left)
    full = sum(right > longest - FULL for right in rights)
    return Measure(left, longest if full >= 3 or is_column else max(longest, width - left), is_column)


def _joined(lines: list[tuple[Line, Measure]]) -> str:
    if not lines:
        return ""
    shown = lines[0][0].text
    for (before, measure), (line, own) in pairwise(lines):
        if measure.is_column != own.is_column or not _wrapped(before, line, measure):
            shown += "\n"
        elif not (before.text.endswith(("-", "/")) and before.text[-2:-1].strip()):
            shown += " "
        shown += line.text
    return shown


def _wrapped(before: Line, line: Line, measure: Measure) -> bool:
    """Whether the next line goes on with the sentence: its first word had no room, and it does not begin like a new paragraph."""
    if not (before.is_prose and line.is_prose) or NOTE_HEAD.match(line.text):
        return False
    if before.box.left > measure.left + (measure.right - measure.left) / 3:  # a dateline, a heading
        return False
    indented = line.box.left > before.box.left + before.box.height / 3 and not BULLET.match(before.text.lower())
    room = measure.right - before.box.right
    if indented or room > line.first + before.box.height / 2:
        return False
    entry = BULLET.match(line.text.lower())
    if line.box.left > measure.left + line.box.height / 3 and before.text[-1] in SENTENCE_ENDS and not line.text[0].islower():
        return False  # two indented lines: paragraphs of one line, or a list further in
    return entry is None or (line.text[:1] in "-+" and line.text[2:3].islower() and before.text[-1] not in ".;:,")
