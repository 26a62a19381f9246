"""A sentence cut into pieces at commas, semicolons, brackets and words such as "trong đó", each with its figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from dangvu.figurecheck.reading.figures import Figure

OPEN_CUES = r"trong đó|trong số đó|trong số này|trong số trên|trong số tiền (?:này|đó|trên)"
CLOSED_CUES = (
    r"bao gồm|gồm có|gồm|cụ thể như sau|cụ thể là|cụ thể|chia ra|phân ra|chia theo|phân theo|(?:với|bằng|"
    r"theo) các hình thức|(?:với|bằng) hình thức|"
    r"hình thức kỷ luật|các hình thức|lần lượt là|được chia thành|chia thành"
)
BREAK = re.compile(
    rf"(?P<bracket>[(\[])|(?P<mark>[;,])(?!\d)|(?P<late>(?<!\d),(?=\d))|(?P<colon>:)(?=\s|$)|(?P<dash>(?:(?<![^\W\d_])\s-|\s[+•])\s(?!\d))|(?P<tab>\t)"
    rf"|\b(?P<open>{OPEN_CUES})\b|\b(?P<closed>{CLOSED_CUES})\b|\s(?P<and>và|cùng(?=\s\d)|thì(?=\s(?:có\s)?(?:\d|(?:hai|ba|bốn|sáu|bảy|tám|chín|mười)\s)))\s"
)
BETWEEN_CUES = re.compile(r"\s*(?:có|là)?\s*")
MAX_DEPTH = 4
MAX_PIECES = 400


@dataclass(slots=True, eq=False)
class Piece:
    """A stretch without separators; `cue` is the word that opened it, `mark` the separator before it."""

    start: int
    end: int
    mark: str = ""
    cue: str = ""
    figures: list[Figure] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def text(self, folded: str) -> str:
        """The folded words, brackets left out."""
        shown, at = [], self.start
        for group in self.groups:
            shown.append(folded[at : group.start])
            at = group.end
        return "".join([*shown, folded[at : self.end]]).strip()


@dataclass(slots=True, eq=False)
class Group:
    """What stands in brackets or in a footnote, and whose place is `at`."""

    start: int
    end: int
    at: int
    pieces: list[Piece]
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """The folded text, its figures, the footnotes by the end of their marks and the brackets that are closed."""

    folded: str
    figures: list[Figure]
    starts: list[int]
    notes: dict[int, tuple[int, int]]
    closed: dict[int, int]

    def between(self, start: int, end: int) -> list[Figure]:
        """The figures that lie within a span."""
        return self.figures[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def cut(self, start: int, end: int, depth: int = 0) -> list[Piece]:
        """The pieces of a span in reading order."""
        pieces = [Piece(start, end)]
        at = start
        while at < end and len(pieces) < MAX_PIECES:
            match = BREAK.search(self.folded, at, end)
            if match is None:
                break
            at = self._step(match, pieces, end, depth)
        pieces[-1].end = end
        whole = [piece for piece in pieces if self.folded[piece.start : piece.end].strip(" .,;:") or piece.cue]
        for piece in whole:
            piece.figures = self._outside(piece)
            _adopt(piece)
        return self._rejoined(whole)

    def _step(self, match: re.Match[str], pieces: list[Piece], end: int, depth: int) -> int:
        """Handle one separator; the position to go on from."""
        if match["bracket"]:
            close = self.closed.get(match.start(), end + 1)
            if close > end:
                return match.end()
            note = self.notes.get(close)
            if note is not None and depth < MAX_DEPTH:
                pieces[-1].groups.append(Group(match.start(), close, match.start(), self._note(note), is_note=True))
            elif depth < MAX_DEPTH:
                inner = self.cut(match.start() + 1, close - 1, depth + 1)
                pieces[-1].groups.append(Group(match.start(), close, match.start(), inner))
            return close
        kind = match.lastgroup or ""
        word = match[kind]
        last = pieces[-1]
        if kind == "mark" and any(
            figure.after > match.start() for figure in self.between(max(last.start, match.start() - 24), match.start())
        ):
            return match.end()  # 12 cụm, khối: the comma of a noun
        if last.cue and kind in ("colon", "open", "closed") and BETWEEN_CUES.fullmatch(self.folded, last.start, match.start(kind)):
            last.cue = last.cue if kind == "colon" else kind  # "trong đó gồm:" is one cue
            last.start = match.end()
            return match.end()
        if kind == "colon" and self._labels_a_value(last.start, match.end(), end):
            return match.end()
        last.end = match.start(kind)
        cue = kind if kind in ("open", "closed") else "colon" if kind == "colon" else ""
        mark = ";" if word in ";\t" or kind == "dash" else "," if kind in ("mark", "late") else word if kind == "and" else ""
        pieces.append(Piece(match.end(), end, mark, cue))
        return match.end()

    def _labels_a_value(self, start: int, colon: int, end: int) -> bool:
        """Dân tộc thiểu số: 14 — the colon stands before the figure of its own words, not before a list."""
        value = re.compile(r"\s*(?:có |gần |trên |hơn |khoảng )?\d").match(self.folded, colon, end)
        first = next(iter(self.between(colon, value.end())), None) if value else None
        banded = first is not None and first.kind == "range"  # Tuổi đời: 18 - 30 tuổi 612
        return value is not None and not banded and not any(figure.counts for figure in self.between(start, colon))

    def _note(self, span: tuple[int, int]) -> list[Piece]:
        return self.cut(*span, depth=MAX_DEPTH)

    def _outside(self, piece: Piece) -> list[Figure]:
        figures = self.between(piece.start, piece.end)
        for group in piece.groups:
            figures = [figure for figure in figures if not group.start <= figure.start < group.end]
        return figures

    def _rejoined(self, pieces: list[Piece]) -> list[Piece]:
        """Undo a cut at "và" unless a figure stands on both sides."""
        kept: list[Piece] = []
        for piece in pieces:
            before = kept if piece.mark == "thì" else kept[-1:]
            if kept and piece.mark in ("và", "cùng", "thì") and not (any(map(_weighs, before)) and _weighs(piece)):
                last = kept[-1]
                last.end = piece.end
                last.figures += piece.figures
                last.groups += piece.groups
            else:
                kept.append(piece)
        return kept


def _adopt(piece: Piece) -> None:
    """khiển trách (12 đồng chí): the bracket holds the count of the words before it."""
    if piece.figures or len(piece.groups) != 1 or piece.groups[0].is_note or len(piece.groups[0].pieces) != 1:
        return
    inner = piece.groups[0].pieces[0]
    if inner.figures and inner.figures[0].counts and not inner.cue:
        piece.figures = inner.figures
        piece.groups = inner.groups


def _weighs(piece: Piece) -> bool:
    return any(figure.kind in ("count", "ratio", "percent", "range") for figure in piece.figures)


def closings(folded: str) -> dict[int, int]:
    """The position after the closing bracket for every bracket that is closed in its own line."""
    closed: dict[int, int] = {}
    waiting: list[int] = []
    for match in re.finditer(r"[(\[)\]\n]", folded):
        if match[0] == "\n":
            waiting.clear()
        elif match[0] in "([":
            waiting.append(match.start())
        elif waiting:
            closed[waiting.pop()] = match.end()
    return closed
