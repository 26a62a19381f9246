"""Paragraphs, sentences, bullet lists, tables and footnotes of a plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dangvu.figurecheck.reading.source import Source

SENTENCE_END = re.compile(r"(?:[.!?…]|\.{3})[\"')\]]{0,2}(?=\s+[\"'(\[]?(?:[^\W\d_]|\d))|\n")
ABBREVIATION = re.compile(r"(?:^|[\s(])(?:tp|tx|tt|ths|ts|pgs|gs|bs|đ/c|đc|tr|ks|cn|ubnd|mttq|(?<!\d\s)[^\W\d_])\.$")
NUMBER_SIGN = re.compile(r"(?<!\w)số\.$")
BULLET = re.compile(r"\s*(?:[-+•*●▪◦o]\s|\.\s(?=[^\W\d_])|[a-zđ]\)\s|\(?[a-zđ\d]{1,2}\)\s|\d{1,2}[.)]\s)")
NOTE = re.compile(r"\(?\[(\d{1,3})\]\)?")
ROUND_MARK = re.compile(r"(?<=[^\W_])(?:\((\d{1,2})\)| \((\d{1,2})\)(?=\s*(?:[,.;:]|$)))", re.MULTILINE)
ROUND_BODY = re.compile(r"^[ \t]*\((\d{1,2})\)[ \t]+(.+)$", re.MULTILINE)
STARRED = r"\(\*{1,3}\)|\*{1,3}|[¹²³⁴-⁹]"
STARRED_MARK = re.compile(rf"(?<=[^\W\d_]) ?({STARRED})(?=[\s,.;:)]|$)", re.MULTILINE)
STARRED_BODY = re.compile(rf"^[ \t]*({STARRED})[ \t]*(?=[^\s*])(.+)$", re.MULTILINE)
LONGEST = 2500
MOST_ENTRIES = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of one sentence; `bullet` marks an entry of a list."""

    start: int
    end: int
    bullet: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph with its sentences; `entries` are the bullets that follow it when it ends with a colon."""

    start: int
    end: int
    sentences: list[Sentence] = field(default_factory=list)
    entries: list[Sentence] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the text consists of; `notes` maps a footnote's mark in the text (its end) to the span of the note."""

    paragraphs: list[Paragraph]
    tables: list[list[tuple[int, int]]]
    notes: dict[int, tuple[int, int]]
    note_starts: frozenset[int]

    def is_note(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph begins with the text of a footnote; it is read where its mark stands."""
        return any(start in self.note_starts for start in range(paragraph.start, paragraph.start + 12))


def lay_out(source: Source) -> Layout:
    """Split the text; table rows (cells by tabs or bars) belong to no paragraph."""
    paragraphs: list[Paragraph] = []
    tables: list[list[tuple[int, int]]] = []
    in_table = False
    for start, end in _lines(source.text):
        if _is_row(source.text[start:end]):
            if not in_table:
                tables.append([])
            tables[-1].append((start, end))
            in_table = True
            continue
        in_table = in_table and not source.text[start:end].strip()
        if source.text[start:end].strip():
            _add_line(source, paragraphs, start, end)
    for paragraph in paragraphs:
        paragraph.sentences = list(_sentences(source, paragraph.start, paragraph.end))
    _gather_entries(source, paragraphs)
    notes = _notes(source)
    return Layout(paragraphs, tables, notes, frozenset(start for start, _ in notes.values()))


def _lines(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        spans.append((start, start + len(line.rstrip("\r\n"))))
        start += len(line)
    return spans


def _is_row(line: str) -> bool:
    return "\t" in line.strip() or line.count("|") >= 2


def _add_line(source: Source, paragraphs: list[Paragraph], start: int, end: int) -> None:
    """A line that goes on with a small letter after an unfinished long line is the same paragraph (hard-wrapped text)."""
    line = source.text[start:end].lstrip()
    if paragraphs and line.lstrip('("“')[:1].islower() and not BULLET.match(line):
        last = paragraphs[-1]
        tail = source.text[last.start : last.end].rstrip()
        if start - last.end <= 2 and len(tail) > 25 and tail[-1] not in ".:;!?…":
            last.end = end
            return
    paragraphs.append(Paragraph(start, end))


def _sentences(source: Source, start: int, end: int) -> Iterator[Sentence]:
    begin = start
    for match in SENTENCE_END.finditer(source.folded, start, end):
        if source.folded[match.start()] != "\n" and _ends(source, begin, match):
            yield from _bounded(source, begin, match.end())
            begin = match.end()
    if source.text[begin:end].strip():
        yield from _bounded(source, begin, end)


def _bounded(source: Source, start: int, end: int) -> Iterator[Sentence]:
    """No sentence is longer than `LONGEST`: what has no full stop is cut at a blank, so that no check works on a whole file."""
    while end - start > LONGEST:
        blank = max(source.text.rfind(" ", start + 1, start + LONGEST), source.text.rfind("\n", start + 1, start + LONGEST))
        stop = blank if blank > 0 else start + LONGEST
        yield Sentence(start, stop)
        start = stop
    yield Sentence(start, end)


def _ends(source: Source, begin: int, match: re.Match[str]) -> bool:
    following = source.text[match.end() : match.end() + 3].lstrip("\"'“( [")
    if following[:1].islower() or (following[:1].isdigit() and source.text[match.start() - 1 : match.start()].isdigit()):
        return False
    if source.text[begin : match.start()].strip(" (").isdigit():  # 1. Nâng cao
        return False
    if following[:1].isdigit() and NUMBER_SIGN.search(source.folded, begin, match.start() + 1):
        return False
    return match[0][0] != "." or not ABBREVIATION.search(source.folded, max(begin, match.start() - 12), match.start() + 1)


def _gather_entries(source: Source, paragraphs: list[Paragraph]) -> None:
    """Bullets belong to the line with a colon above them; a bullet with a colon opens a list of its own until its mark comes again."""
    openers: list[tuple[str, Paragraph]] = []
    for paragraph in paragraphs:
        bullet = BULLET.match(source.folded, paragraph.start)
        mark = _kind_of(bullet[0].strip()) if bullet else ""
        if any(mark == own for own, _ in openers):
            del openers[next(place for place, (own, _) in enumerate(openers) if own == mark) :]
        if not bullet:
            openers.clear()
        elif openers and len(openers[-1][1].entries) < MOST_ENTRIES:
            openers[-1][1].entries.append(Sentence(paragraph.start, paragraph.end, bullet=True))
        if source.text[paragraph.start : paragraph.end].rstrip().endswith(":"):
            openers.append((mark or "\n", paragraph))


def _kind_of(bullet: str) -> str:
    """What a bullet has in common with the next of its list: c) with b), 4. with 3."""
    if bullet[-1:] not in (")", "."):
        return bullet[:1]
    return re.sub(r"\d+", "1", bullet) if re.search(r"\d", bullet) else re.sub(r"[a-zđ]", "a", bullet)


def _notes(source: Source) -> dict[int, tuple[int, int]]:
    """Marks [1] or ([1]) that come again at the head of a line, and marks (1), (2) … whose texts follow as lines (1), (2) …"""
    notes: dict[int, tuple[int, int]] = {}
    waiting: dict[str, re.Match[str]] = {}
    for match in NOTE.finditer(source.text):
        opens_line = not source.text[source.text.rfind("\n", 0, match.start()) + 1 : match.start()].strip(" (")
        if opens_line and match[1] in waiting:
            stop = source.text.find("\n", match.end())
            notes[waiting.pop(match[1]).end()] = (match.end(), len(source.text) if stop < 0 else stop)
        else:
            waiting[match[1]] = match
    return notes | _round_notes(source.text) | _starred_notes(source.text)


def _round_notes(text: str) -> dict[int, tuple[int, int]]:
    bodies = list(ROUND_BODY.finditer(text))
    marks = [mark for mark in ROUND_MARK.finditer(text, 0, bodies[0].start() if bodies else 0)]
    first = int(bodies[0][1]) if bodies else 1
    running = [str(number) for number in range(first, first + len(bodies))]
    if [body[1] for body in bodies] != running or [mark[1] or mark[2] for mark in marks] != running:
        return {}
    return {mark.end(): body.span(2) for mark, body in zip(marks, bodies, strict=True)}


def _starred_notes(text: str) -> dict[int, tuple[int, int]]:
    """Marks (*), (**), * and ¹ behind a word, whose texts follow as lines that begin with them."""
    notes: dict[int, tuple[int, int]] = {}
    for body in STARRED_BODY.finditer(text):
        marks = [mark for mark in STARRED_MARK.finditer(text, 0, body.start()) if mark[1] == body[1]]
        if len(marks) == 1:
            notes[marks[0].end()] = body.span(2)
    return notes
