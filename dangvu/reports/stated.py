"""The figures of a report that name what the register counts: which figure, of which unit, on which day. Pure: nothing is looked up here.

A number is taken only when all words of its clause are accounted for: a figure's name, a unit, a day, and words that say nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from dangvu.figurecheck.context import Context, Passage, open_context
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.pieces import Piece
from dangvu.figurecheck.tables.derived import value_of
from dangvu.reports.moments import Moment, When, as_of, moments, resolved
from dangvu.reports.naming import Named, Names, named_units
from dangvu.reports.tabled import Tables
from dangvu.reports.wording import PLANNED, Meaning, Wording

COMPARED = re.compile(r"(?<!\w)so(?: với)?(?!\w)")
LONGEST = 300
"""No name of a unit with the ones above it, and no period, is written longer."""

PART_OF = re.compile(r"\s*(?:[-+•]\s*)?trong (?:đó|số đó|số này)")
CHANGE = re.compile(r"(?:và )?(?:tăng|giảm|vượt|cao hơn|thấp hơn|nhiều hơn|ít hơn|chiếm|bằng|tương đương|tương ứng|tỷ lệ)(?!\w)")
HEDGING = re.compile(r"(?<!\w)(?:gần|trên|hơn|khoảng|xấp xỉ|dưới|ngót|chừng)(?!\w)")


@dataclass(frozen=True, slots=True)
class Stated:
    """A number with what it is said to count; `units` are several where the name fits several, none where none is named.

    `other` is the second number of "4/6": what a rate was taken of, or the whole of a part.
    `day` is what a figure of a day is asked for, `period` one of a period; each may be the likely one of several, then it is not sure.
    `doubts` are what else the words may mean (Vietnamese).
    """

    span: tuple[int, int]
    quote: tuple[int, int]
    written: str
    value: Fraction
    step: Fraction
    hedge: str
    meaning: Meaning
    units: frozenset[int]
    day: When | None
    period: When | None
    doubts: tuple[str, ...] = ()
    other: Fraction | None = None


@dataclass(slots=True)
class _Scene:
    """What was named up to a place: units, days, periods, the figure spoken of, and words not understood."""

    units: list[frozenset[int]] = field(default_factory=list)
    day: Moment | None = None
    period: Moment | None = None
    head: Meaning | None = None
    lost: bool = False  # a count was met whose words were not understood: what follows may be parts of it
    waiting: str = ""
    doubts: tuple[str, ...] = ()
    compares: bool = False  # inside the bracket of a comparison: "so với cùng kỳ (147 đảng viên)"

    def inner(self) -> _Scene:
        """The same within a bracket, whose words do not reach outside."""
        return _Scene(list(self.units), self.day, self.period, self.head, self.lost, "", self.doubts, self.compares)

    def meet(self, found: Moment) -> None:
        """Take a day or a period over as the one that is spoken of."""
        moment = resolved(found, self.period)
        if moment is None:
            self.period = self.day = None
        elif moment.kind == "period":
            self.period, self.day = moment, None if found.kind == "same" else self.day
        else:
            self.day = moment


@dataclass(slots=True)
class _Reader:
    context: Context
    names: Names
    wording: Wording
    units: list[Named]
    moments: list[Moment]
    report_date: date | None
    begin: int = 0

    def passage(self, passage: Passage, before: _Scene) -> tuple[list[Stated], _Scene]:
        """The figures of a sentence; what it names holds for the next sentence of its paragraph too."""
        sentence = passage.sentence
        self.begin = sentence.start
        keeps = PART_OF.match(self.context.folded, sentence.start) or (before.head is not None and before.head.code == "members")
        lost = before.lost or (before.head is not None and not keeps)
        scene = _Scene(before.units[-1:], before.day, before.period, before.head if keeps else None, lost)
        if found := PLANNED.search(self.context.folded, sentence.start, sentence.end):
            scene.doubts = (f"câu có “{found[0]}”, có thể không nói về số đã đạt",)
        self._look_ahead(passage, scene)
        return list(self._pieces(passage.pieces, scene)), scene

    def _look_ahead(self, passage: Passage, scene: _Scene) -> None:
        """A unit or day named only behind the figures counts when the sentence names one and no other."""
        start, end = passage.sentence.start, passage.sentence.end
        units = {named.units for named in self._units(start, end)}
        if len(units) == 1:
            scene.units = list(units)
        for kind in ("day", "period"):
            found = {(m.since, m.on): m for m in self._moments(start, end) if m.kind == kind}
            if len(found) == 1:
                scene.meet(next(iter(found.values())))

    def _pieces(self, pieces: list[Piece], scene: _Scene) -> Iterator[Stated]:
        for piece in pieces:
            yield from self._piece(piece, scene)

    def _piece(self, piece: Piece, scene: _Scene) -> Iterator[Stated]:
        named = [one for one in self._units(piece.start, piece.end) if not _within(piece, one.start)]
        met = [one for one in self._moments(piece.start, piece.end) if not _within(piece, one.start)]
        compared = COMPARED.search(self.context.folded, piece.start, piece.end)
        after = scene.inner()
        for moment in met:
            later = compared is not None and moment.start > compared.start()
            (after if later else scene).meet(moment)
            if not later:
                after.meet(moment)
        self._meet_units(named, scene)
        after.units = scene.units
        words = self._words(piece, named, met)
        figures = [one for one in piece.figures if one.kind not in ("label", "year", "years") and not self._dates(one)]
        dated = self._dates_in_brackets(piece, scene)
        if len(figures) == 1 and compared is not None and figures[0].start > compared.end() and words.startswith("không thay đổi"):
            after.head, after.lost, after.compares = scene.head, scene.lost, True  # so với ngày 31/12/2021 (5.100 đảng viên)
            yield from self._figure(piece, figures[0], COMPARED.split(words, maxsplit=1)[-1], after.inner(), named)
        elif len(figures) == 1:
            yield from self._figure(piece, figures[0], words, scene, named)
        elif not figures:
            scene.waiting = f"{scene.waiting} {words}".strip()
        else:
            scene.waiting, scene.head, scene.lost = "", None, True
        after.head, after.lost = scene.head, scene.lost
        after.compares = compared is not None
        for group in piece.groups:
            if group not in dated:
                yield from self._pieces(group.pieces, after.inner())

    def _units(self, start: int, end: int) -> list[Named]:
        """The mentions that reach into a span; a name is never cut."""
        first = bisect_left(self.units, start - LONGEST, key=lambda one: one.start)
        last = bisect_left(self.units, end, key=lambda one: one.start)
        return [one for one in self.units[first:last] if one.end > start]

    def _moments(self, start: int, end: int) -> list[Moment]:
        """The days and periods that begin in a span."""
        first = bisect_left(self.moments, start, key=lambda one: one.start)
        return self.moments[first : bisect_left(self.moments, end, key=lambda one: one.start)]

    def _dates(self, figure: Figure) -> bool:
        """The six of "6 tháng đầu năm 2022"."""
        return any(figure.start < one.end for one in self._moments(figure.start - LONGEST, figure.start + 1))

    def _dates_in_brackets(self, piece: Piece, scene: _Scene) -> list[object]:
        """5.120 đảng viên (30/6/2022): a bracket with a day and no count belongs to the count."""
        found: list[object] = []
        for group in piece.groups:
            if any(figure.kind not in ("label", "year", "years") for part in group.pieces for figure in part.figures):
                continue
            within = self._moments(group.start, group.end)
            if len(within) == 1:
                scene.meet(within[0])
                found.append(group)
        return found

    def _meet_units(self, named: list[Named], scene: _Scene) -> None:
        if named:
            scene.units = [one.units for one in named]
        else:
            scene.units = scene.units[-1:]

    def _words(self, piece: Piece, named: list[Named], met: list[Moment]) -> str:
        """The words of a piece without its figures, units, days and brackets."""
        letters = list(self.context.folded[piece.start : piece.end])
        spans = [(one.start, one.end) for one in named] + [(one.start, one.end) for one in met]
        spans += [(one.start, one.end) for one in piece.groups] + [(one.start, one.end) for one in piece.figures]
        for start, end in spans:
            first, last = max(start, piece.start), min(end, piece.end)
            letters[first - piece.start : last - piece.start] = " " * (last - first)
        return " ".join(re.sub(r"[^\w,% ]", " ", "".join(letters)).replace(",", " ").split())

    def _figure(self, piece: Piece, figure: Figure, words: str, scene: _Scene, named: list[Named]) -> Iterator[Stated]:
        waiting, scene.waiting = scene.waiting, ""
        if CHANGE.match(words) and figure.kind != "percent" or words.startswith("chiếm"):
            return
        plain = HEDGING.sub(" ", words) if figure.hedge else words
        alone = bool(self._moments(piece.start, piece.end)) or (figure.kind == "ratio" and self._is_rate(scene.head))
        meaning, doubts = self._meaning(waiting, plain, scene, is_alone=alone)
        if meaning is None:
            if figure.kind != "percent":
                scene.head, scene.lost = None, True
            return
        if not (meaning.by and scene.head is not None and meaning.code == scene.head.code):
            scene.head, scene.lost = Meaning(meaning.code), False
        if figure.kind == "ratio" and not (meaning.by or self._is_rate(meaning)):
            return  # 12/15 chi bộ: of what the 12 are, the words say nothing that is counted
        if figure.kind not in ("count", "percent", "ratio") or figure.in_words:
            return
        units: frozenset[int] = scene.units[-1] if len(scene.units) == 1 else frozenset().union(*scene.units)
        if not meaning.sure:
            doubts = (*doubts, "tên gọi này có thể chỉ nhiều loại tổ chức")
        yield Stated(
            self.context.source.back(figure.start, figure.end),
            self.context.source.back(min([figure.start, *(one.start for one in named)]), max(figure.end, figure.after)),
            self.context.written(figure),
            figure.value,
            figure.step,
            figure.hedge,
            meaning,
            units,
            self._day(scene),
            self._period(scene),
            tuple(dict.fromkeys(doubts)),
            figure.other if figure.kind == "ratio" else None,
        )

    def _is_rate(self, meaning: Meaning | None) -> bool:
        return meaning is not None and meaning.code in self.wording.rates

    def _day(self, scene: _Scene) -> When | None:
        """The day of a figure of a day: the one named here, else the last day of a period, else the one named before."""
        day, period = scene.day, scene.period
        here = period is not None and period.start >= self.begin
        if day is not None and (day.start >= self.begin or not here):
            on = self.report_date if day.kind == "now" else day.on
            return When(None, on, day.kind == "day") if on else None
        if period is None or period.on is None:
            return None
        return When(None, period.on, sure=day is not None and day.on == period.on)

    def _period(self, scene: _Scene) -> When | None:
        """The period of a figure of a period; a day alone means the year up to it, if anything."""
        day, period = scene.day, scene.period
        alone = day is not None and day.start >= self.begin and (period is None or period.start < self.begin)
        if period is not None and period.on and not (alone and day is not None and day.on != period.on):
            return When(period.since, period.on)
        if day is None or day.kind != "day" or day.on is None:
            return None
        return When(day.on.replace(month=1, day=1), day.on, sure=False)

    def _meaning(self, waiting: str, plain: str, scene: _Scene, *, is_alone: bool) -> tuple[Meaning | None, tuple[str, ...]]:
        """What the words name, and what leaves it in doubt; None where it is nothing or several things."""
        doubts, head = scene.doubts, scene.head
        meanings = self.wording.meanings(f"{waiting} {plain}")
        if not meanings and waiting:
            meanings, doubts = self.wording.meanings(plain), (*doubts, f"chưa rõ “{waiting}” nói về điều gì")
        if not meanings and head and not plain.strip() and is_alone:
            meanings = {head}  # năm 2021: 1.135 · đạt 66,7% (4/6)
        if head and scene.compares and meanings == {Meaning("members")}:
            meanings = {head}  # so với cùng kỳ (147 đảng viên)
        if scene.lost and any(not one.code for one in meanings):
            return None, doubts
        meant = {found for one in meanings if (found := one.of(head)) is not None}
        return (meant.pop(), doubts) if len(meant) == 1 else (None, doubts)


def _within(piece: Piece, place: int) -> bool:
    return any(group.start <= place < group.end for group in piece.groups)


def _of_tables(context: Context, names: Names, wording: Wording, declared: Moment | None) -> Iterator[Stated]:
    for one in Tables(context, names, wording, declared).read():
        value, number = value_of(one.row, one.column), one.cell.number
        if value is None or number is None:
            continue
        step = number.step if value == number.value else Fraction(1)  # 1,540 đảng viên: people are whole
        quote, span = context.source.back(*one.quote), context.source.back(*one.span)
        yield Stated(span, quote, one.cell.text, value, step, "", one.meaning, one.units, one.day, one.period, one.doubts)


def find_stated(text: str, names: Names, wording: Wording, *, report_date: date | None = None, days: Iterable[date] = ()) -> list[Stated]:
    """Every figure of a text that names something the register counts, in reading order.

    `report_date` is the day of "hiện nay"; a day in `days`, or else the one the text declares, holds where a sentence names none.
    """
    context = open_context(text, report_date, None)
    declared = next((Moment(-1, -1, "day", None, day) for day in days), None) or as_of(context.folded)
    size = len(context.folded)
    units = named_units(context.source, 0, size, names)
    reader = _Reader(context, names, wording, units, list(moments(context.folded, 0, size)), report_date)
    found: list[Stated] = []
    scene, paragraph = _Scene(day=declared), -1
    for passage in context.passages:
        if passage.paragraph != paragraph:
            goes_on = PART_OF.match(context.folded, passage.sentence.start)
            scene, paragraph = scene if goes_on else _Scene(day=declared), passage.paragraph
        stated, scene = reader.passage(passage, scene)
        found += stated
    found += _of_tables(context, names, wording, declared)
    return sorted(found, key=lambda one: one.span)
