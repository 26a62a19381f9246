"""The text with everything read from it once, shared by the checks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dangvu.figurecheck.claims import VERDICTS, Claim, Verdict
from dangvu.figurecheck.reading.days import Day, find_days
from dangvu.figurecheck.reading.figures import Figure, find_figures
from dangvu.figurecheck.reading.layout import Layout, Paragraph, Sentence, lay_out
from dangvu.figurecheck.reading.levels import Level
from dangvu.figurecheck.reading.mentions import Mention, Move, Reading
from dangvu.figurecheck.reading.pieces import Piece, Reader, closings
from dangvu.figurecheck.reading.source import Source, read
from dangvu.figurecheck.reading.symbols import Citation, find_citations
from dangvu.figurecheck.register import Population, PopulationOf

LONG_ENTRY = 400
LONG_QUOTE = 700
NEW_SENTENCE = re.compile(r"[^\W\d]{2}[)\"”]?[.!?]\s+[A-ZĐÀ-Ỹ]|[\d)%][.]\s+[A-ZĐÀ-Ỹ]")


@dataclass(slots=True)
class Passage:
    """One sentence as it was read, with the passage before it and its paragraph's number.

    `figures` are those of the sentence without years and labels; what `bases.moves_of` and `compared.moves_in` found is kept.
    """

    sentence: Sentence
    paragraph: int
    pieces: list[Piece]
    reading: Reading
    figures: list[Figure]
    before: Passage | None = None
    moves: list[tuple[int, Figure]] | None = None
    moved: list[Move] | None = None


@dataclass(slots=True)
class Context:
    """All that the checks look at."""

    source: Source
    layout: Layout
    days: list[Day]
    citations: list[Citation]
    reader: Reader
    report_date: date | None
    population: int | PopulationOf | None
    passages: list[Passage] = field(default_factory=list)
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        self.folded = self.source.folded

    def day_between(self, start: int, end: int) -> Day | None:
        """The first written date of a span."""
        return next(iter(self.days_between(start, end)), None)

    def days_between(self, start: int, end: int) -> list[Day]:
        """The written dates of a span."""
        first, last = (bisect_left(self.days, place, key=lambda day: day.start) for place in (start, end))
        return self.days[first:last]

    def population_of(self, figure: Figure) -> Population | None:
        """The population that a count is a share of, as far as it was given."""
        if self.population is None or isinstance(self.population, int):
            return Population(self.population) if self.population else None
        return self.population(self.source.back(figure.start, figure.end))

    def claim(
        self,
        span: tuple[int, int],
        kind: str,
        verdict: Verdict,
        arithmetic: str,
        stated: str,
        recomputed: str | None = None,
        figures: Iterable[Figure] = (),
    ) -> Claim:
        """A claim in the characters of the given text."""
        marks = tuple(self.source.back(figure.start, figure.end) for figure in figures)
        return Claim(self.source.back(*span), self.source.quote(*span), kind, verdict, arithmetic, stated, recomputed, marks)

    def outcome(self, kind: str, stated: Figure, sources: Iterable[Figure], arithmetic: str, right: str, *, wrong: bool) -> Claim:
        """A claim of a figure that others make: what comes out, and what stands there instead where that is wrong."""
        figures, written = [stated, *sources], self.written(stated)
        text = arithmetic + (f"; văn bản ghi {written}" if wrong else "")
        return self.claim(self.covering(*figures), kind, VERDICTS["off" if wrong else "exact"], text, written, right, figures)

    def of_nothing(self, kind: str, stated: Figure, sources: Iterable[Figure]) -> Claim:
        """A claim of a rate whose base is nought: nothing comes out, and nothing is said of it."""
        figures = [stated, *sources]
        text = "Số gốc bằng 0 nên không tính được tỷ lệ; hãy chỉ ghi số lượng"
        return self.claim(self.covering(*figures), kind, "not_decidable", text, self.written(stated), None, figures)

    def written(self, figure: Figure) -> str:
        """The figure as it stands in the text."""
        return self.source.text[figure.start : figure.end].strip()

    def covering(self, *figures: Figure) -> tuple[int, int]:
        """From the first figure to the last with its noun; the first alone when they stand far apart."""
        start = min(figure.start for figure in figures)
        end = max(max(figure.end, figure.after) for figure in figures)
        if end - start > LONG_QUOTE:
            return figures[0].start, max(figures[0].end, figures[0].after)
        return start, end


def open_context(text: str, report_date: date | None, population: int | PopulationOf | None) -> Context:
    """Read a text once."""
    source = read(text)
    days = find_days(source)
    citations = find_citations(source, days)
    layout = lay_out(source)
    figures = find_figures(source, days, citations, layout.notes)
    reader = Reader(source.folded, figures, [figure.start for figure in figures], layout.notes, closings(source.folded))
    context = Context(source, layout, days, citations, reader, report_date, population)
    before: Passage | None = None
    for number, paragraph in enumerate(layout.paragraphs):
        if layout.is_note(paragraph):
            continue
        for sentence in paragraph.sentences:
            before = _passage(context, paragraph, number, sentence, before)
            context.passages.append(before)
    return context


def _passage(context: Context, paragraph: Paragraph, number: int, sentence: Sentence, before: Passage | None) -> Passage:
    pieces = context.reader.cut(sentence.start, sentence.end)
    if paragraph.entries and sentence is paragraph.sentences[-1]:
        pieces += _entries(context, paragraph.entries)
    wholes: list[Mention] = []
    parts: list[Mention] = []
    earlier, steps = before, 0
    while earlier is not None and number - earlier.paragraph <= 1 and steps < (4 if earlier.paragraph == number else 2):
        listed = {id(item) for listing in earlier.reading.listings if len(listing.items) > 1 for item in listing.items}
        for mention in reversed(earlier.reading.mentions[-8:]):
            (parts if id(mention) in listed else wholes).append(mention)
        earlier, steps = earlier.before, steps + 1
    outer = wholes + parts
    reading = Level(context.reader, context.source.text, outer).read(pieces)
    figures = [f for f in context.reader.between(sentence.start, sentence.end) if f.kind not in ("year", "years", "label")]
    return Passage(sentence, number, pieces, reading, figures, before)


def _entries(context: Context, entries: list[Sentence]) -> list[Piece]:
    """The bullets of a list as parts of the sentence that announced them, when they are short enough to be parts."""
    if any(entry.end - entry.start > LONG_ENTRY for entry in entries) or _talk(context.source.text, entries):
        return []
    pieces = []
    for entry in entries:
        first = NEW_SENTENCE.search(context.source.text, entry.start, entry.end)  # what a second sentence tells is no part
        cut = context.reader.cut(entry.start, first.start() + first[0].index(" ") if first else entry.end)
        if cut:
            cut[0].mark = ";"
        pieces += cut
    return pieces


def _talk(text: str, entries: list[Sentence]) -> bool:
    """1. Kết nạp 88 đảng viên. Có 9 …: entries of several sentences each speak for themselves."""
    return 2 * sum(NEW_SENTENCE.search(text, entry.start, entry.end) is not None for entry in entries) > len(entries)
