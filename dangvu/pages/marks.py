"""The text of a report as a page shows it: paragraphs and tables whose figures bear the numbers of what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dangvu.figurecheck.claims import SEVERITY, Verdict
from dangvu.pages.drafts import Finding, Span

TONES: dict[Verdict, str] = {"consistent": "ok", "not_decidable": "warn", "rounding": "warn", "inconsistent": "bad"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `numbers` are those of its findings, `anchor` where they lead back to."""

    text: str
    tone: str = ""
    numbers: tuple[int, ...] = ()
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the rows of a table with their cells."""

    pieces: Sequence[Piece] = ()
    rows: Sequence[Sequence[Sequence[Piece]]] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text with the gravest verdict about it and the findings whose figure it is."""

    start: int
    end: int
    tone: str
    numbers: tuple[int, ...]
    places: tuple[int, ...]

    @property
    def anchor(self) -> int | None:
        """The finding after which the place is named."""
        return min(self.places, default=None)


def marks(findings: Mapping[int, Finding], numbers: Mapping[int, int]) -> list[Mark]:
    """The marks of findings by their place in the report; figures that share a character share a mark."""
    spans = [(one.mark, place) for place, one in findings.items()]
    spans += [(span, -1) for one in findings.values() if one.verdict == "consistent" for span in one.figures]
    merged: list[tuple[Span, list[int]]] = []
    for (start, end), place in sorted(spans, key=lambda row: (row[0][0], -row[0][1])):
        if merged and start < merged[-1][0][1]:
            (first, last), places = merged[-1]
            merged[-1] = ((first, max(last, end)), [*places, place])
        else:
            merged.append(((start, end), [place]))
    return [_mark(span, [place for place in places if place >= 0], findings, numbers) for span, places in merged]


def _mark(span: Span, places: list[int], findings: Mapping[int, Finding], numbers: Mapping[int, int]) -> Mark:
    verdicts: list[Verdict] = [findings[place].verdict for place in places]
    gravest: Verdict = max(verdicts, key=SEVERITY.__getitem__, default="consistent")
    shown = tuple(sorted({numbers[place] for place in places if place in numbers}))
    return Mark(*span, TONES[gravest], shown, tuple(places))


def blocks(lines: Sequence[tuple[int, str]], found: Sequence[Mark]) -> Iterator[Block]:
    """Lines with where they begin, as paragraphs and tables."""
    rows: list[list[list[Piece]]] = []
    for start, line in lines:
        if "\t" in line:
            rows.append(list(_cells(start, line, found)))
            continue
        if rows:
            yield Block(rows=rows)
            rows = []
        if line.strip():
            yield Block(pieces=list(_pieces(start, line, found)))
    if rows:
        yield Block(rows=rows)


def _cells(start: int, line: str, found: Sequence[Mark]) -> Iterator[list[Piece]]:
    for cell in line.split("\t"):
        yield list(_pieces(start, cell, found))
        start += len(cell) + 1


def _pieces(start: int, text: str, found: Sequence[Mark]) -> Iterator[Piece]:
    end, at = start + len(text), start
    for mark in found:
        if mark.end <= start or mark.start >= end:
            continue
        first, last = max(mark.start, at), min(mark.end, end)
        if first > at:
            yield Piece(text[at - start : first - start])
        begins = mark.start >= start
        yield Piece(text[first - start : last - start], mark.tone, mark.numbers if begins else (), mark.anchor if begins else None)
        at = last
    if at < end:
        yield Piece(text[at - start :])


def lines_of(text: str) -> list[tuple[int, str]]:
    """Every line with where it begins."""
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, line))
        start += len(line) + 1
    return found
