"""A figure of the summing-up that stands nowhere in the report, but for a slip of the pen in one of its figures.

Tóm lại, có 161 mô hình được công nhận … được công nhận 116 mô hình · Tóm tắt: 93,7% chi bộ sinh hoạt đúng định kỳ … đạt 97,3%.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import next_word
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance, swapped
from dangvu.figurecheck.told.turned import clause_around, content_of, of_other_names
from dangvu.figurecheck.told.twice import told_again

CUES = ("tóm tắt", "tóm lược", "trích yếu", "tóm lại", "nhìn chung", "kết luận", "đánh giá chung", "tổng hợp chung", "khái quát lại")
SUMMING = re.compile(rf"\W*(?:{'|'.join(CUES)})(?:[^\d;.:]{{0,30}}:|,)")
NOT_SO = re.compile(
    r"\b(?:mục tiêu|chỉ tiêu|kế hoạch|phấn đấu|dự kiến|cùng kỳ|năm trước|năm ngoái|(?<!tháng )đầu (?:năm|nhiệm kỳ)|lũy kế|luỹ kế|"
    r"nhiệm kỳ (?:trước|tới)|khoảng|"
    r"tăng|giảm|thêm|so với|bình quân|mỗi)\b"
)
MEASURED = re.compile(r"\b(?:so với|tăng|giảm|vượt|đầu|cùng kỳ|năm trước)\b.*", re.S)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
PART_OF_YEAR = re.compile(r"\b(?:\d|sáu|chín|ba) tháng\b|\bquý (?:i{1,3}|iv|\d)\b|\bđợt\b")
SMALLEST, SHARED, MANY, FIRST, RUN, MOST, ALIKE = 10, 2, 4000, 60, 12, 100, 40


@dataclass(slots=True)
class Body:
    """What the other sentences tell: the values, the figures by their digits, how many there are of a word, the counts of a word."""

    values: set[tuple[bool, Fraction]] = field(default_factory=set)
    by_digits: dict[tuple[str, Fraction, str], list[tuple[Figure, Passage]]] = field(default_factory=lambda: defaultdict(list))
    many: Counter[str] = field(default_factory=Counter)
    counts: dict[str, list[Fraction]] = field(default_factory=lambda: defaultdict(list))


def judge_summed_up(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """The figures of every sentence that sums up against those of all others."""
    if not any(cue in context.folded for cue in CUES):
        return
    sums = [passage for passage in context.passages if SUMMING.match(context.folded, passage.sentence.start, passage.sentence.end)]
    taken = {id(passage) for passage in sums}
    others = [passage for passage in context.passages if id(passage) not in taken]
    body = [(figure, passage) for passage in others for figure in passage.figures if _plain(figure)]
    if not 0 < len(sums) <= MOST or len(body) > MANY:
        return
    told = _index(context, body)
    for passage in sums:
        for figure in passage.figures:
            if not _plain(figure) or figure.kind == "ratio" or (figure.kind == "percent", figure.value) in told.values:
                continue
            if context.source.back(figure.start, figure.end) not in alarmed and figure.value / figure.step >= SMALLEST:
                yield from _judge(context, figure, passage, told, alarmed)


def _index(context: Context, body: list[tuple[Figure, Passage]]) -> Body:
    told = Body()
    for figure, passage in body:
        word = _word(context, figure)
        told.values.add((figure.kind == "percent", figure.value))
        told.by_digits[word, *_digits(figure)].append((figure, passage))
        told.many[word] += 1
        if figure.kind == "count":
            told.counts[word].append(figure.value)
    return told


def _plain(figure: Figure) -> bool:
    return figure.kind in ("count", "percent", "ratio") and not figure.hedge and not figure.in_words and figure.group != "time"


def _digits(figure: Figure) -> tuple[Fraction, str]:
    """What two figures have in common of which one is the other with two digits changed about."""
    return figure.step, "".join(sorted(str(figure.value / figure.step)))


def _judge(context: Context, figure: Figure, passage: Passage, body: Body, alarmed: Marks) -> Iterator[Claim]:
    own, word = _own(context, figure, passage), _word(context, figure)
    alike = body.by_digits[word, *_digits(figure)]
    if not word or not 0 < len(alike) <= ALIKE or NOT_SO.search(own) or _made_of(figure, body.counts[word][:FIRST]):
        return
    said = _said(own, figure)
    near: list[tuple[Fraction, Figure, Passage]] = []
    for other, where in alike:
        weight = _weight(figure, other)
        if weight <= UNLIKELY:
            told = _own(context, other, where)
            shared = said & _said(_words(context, other, where), other)
            sure = weight * body.many[word] <= UNLIKELY and figure.kind == "count"
            if (sure or len(shared) >= SHARED) and not NOT_SO.search(told) and not _apart(context, figure, passage, other, where):
                near.append((weight, other, where))
    tried = body.many[word] if figure.kind == "percent" else len(near)
    if len({other.value for _, other, _ in near}) != 1 or near[0][0] * tried > UNLIKELY:
        return
    first = near[0][1]
    if context.source.back(first.start, first.end) not in alarmed:
        again, told_first = (figure, first) if figure.start > first.start else (first, figure)
        yield told_again(context, again, told_first)


def _said(text: str, figure: Figure) -> set[str]:
    """The words that tell something; behind a percentage those of what it is of are left out."""
    if figure.kind == "percent":
        return set(content_of(nouns.NOUN.sub(" ", text), figure))
    return set(content_of(text, figure)) | set(figure.noun.split())


def _made_of(figure: Figure, alike: list[Fraction]) -> bool:
    """21 chi hội, where the report tells of 12 and of 9: what some that follow each other make together."""
    starts = range(len(alike))
    return any(sum(alike[first:last]) == figure.value for first in starts for last in range(first + 2, min(len(alike), first + RUN) + 1))


def _weight(figure: Figure, other: Figure) -> Fraction:
    """How often a figure would come as near by chance; one digit mistaken says less than two changed about."""
    one, meant = figure.value / figure.step, other.value / other.step
    return chance(one, meant) if swapped(one, meant) else Fraction(1)


def _word(context: Context, figure: Figure) -> str:
    """The first word of its noun, or where no list has it the word that stands behind; percentages are of one kind."""
    return "%" if figure.kind == "percent" else (figure.noun.split() or [next_word(context, figure)])[0]


def _own(context: Context, figure: Figure, passage: Passage) -> str:
    """The words around a figure in its clause, those of what it is measured on left out."""
    lead = re.split(r"[,;:(]\s", context.folded[max(passage.sentence.start, figure.start - 120) : figure.start])[-1]
    behind = re.split(r"[,;:.()]", context.folded[max(figure.end, figure.after) : passage.sentence.end])[0]
    return f"{lead} {figure.noun} {MEASURED.sub(' ', behind)}"


def _words(context: Context, figure: Figure, passage: Passage) -> str:
    """The words of the sentence near a figure: a rate may be told of the count before it."""
    start = max(passage.sentence.start, figure.start - 120)
    return context.folded[start : figure.start].rsplit(";", 1)[-1] + " " + clause_around(context, figure, passage)


def _apart(context: Context, figure: Figure, passage: Passage, other: Figure, where: Passage) -> bool:
    """Of another year, of a part of the year, or of another place or body."""
    pairs = ((figure, passage), (other, where))
    sentences = [context.folded[p.sentence.start : p.sentence.end] for _, p in pairs]
    years = [set(YEAR.findall(context.folded[p.sentence.start : f.start])) for f, p in pairs]
    parts = [set(PART_OF_YEAR.findall(text)) for text in sentences]
    own = years[0] or ({str(context.report_date.year)} if context.report_date else set())
    if (years[1] and not own & years[1]) or (parts[0] != parts[1] and parts[1]):
        return True
    return of_other_names(context, other, where, figure, passage)
