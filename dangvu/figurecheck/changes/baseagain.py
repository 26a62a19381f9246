"""By how much, since a base that is told by its words and then told again with its figure.

41 tổ chức, tăng 5 so với năm 2022; năm 2022 giám sát 36 tổ chức · đạt 97,8%, cao hơn 2,3 điểm % so với đợt trước; đợt trước chỉ đạt 95,5%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.changes.changes import difference_claim, growth_claim
from dangvu.figurecheck.changes.compared import figures_in, moves_in
from dangvu.figurecheck.changes.rates import points
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import next_word
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.meant.others import says_more, told_of_others
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Move

WORD = r"(?:[^\W\d_]+|(?:19|20)\d{2}(?:\s?-\s?(?:19|20)\d{2})?|(?:[ivx]+|\d{1,2})/(?:19|20)\d{2})"
BASE = rf"(?P<base>{WORD}(?: {WORD}){{1,7}}?)"
LINK = r"\s?(?:;|,|\.|\(|-)\s?(?:trong khi |trong khi đó,? |còn |mà |vì |và |biết rằng )?(?:số |tỷ lệ |mức |ở |vào )?"
TOLD = r"(?P<told>(?: (?:năm|học|quý) ?(?:[ivx]+/)?(?:19|20)\d{2}(?:\s?-\s?(?:19|20)\d{2})?)?[^\d;.()%]{0,50}?)"
BEHIND = re.compile(rf"[^\d;.()%,]{{0,30}}?\b(?:so với|hơn|kém) (?:mức |của |số |với )?{BASE}{LINK}(?P=base)\b{TOLD}")
BEFORE = re.compile(
    rf"\b(?:so với|hơn|kém|gấp|bằng|lần) (?:so với |mức |của |số )?{BASE}(?:,? (?:là|tới|thì|đã|tăng|giảm|thêm|được|cao hơn|thấp hơn|"
    r"nhiều hơn|ít hơn))* $"
)
AGAIN = rf"[^\d;.()%,]{{0,24}}?{LINK}"
TIMES_BEHIND = re.compile(rf" (?:so với )?(?:mức |của |số )?{BASE}{LINK}(?P=base)\b{TOLD}")
HUNDRED, HALF = 100, 2


def judge_base_again(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every move that nothing has decided, with the next figure behind it."""
    for place, passage in enumerate(context.passages):
        figures = figures_in(context, passage)
        for move in moves_in(context, passage, figures):
            if context.source.back(move.by.start, move.by.end) in decided:
                continue
            at = figures.index(move.by)
            following = context.passages[place + 1] if place + 1 < len(context.passages) else None
            beside = figures[at + 1 : at + 2]
            if not beside and following is not None and following.paragraph == passage.paragraph:
                beside = following.figures[:1]
            then = beside[0] if beside else None
            if then is not None and not then.hedge and not then.in_words:
                told = _told_of_base(context, passage, figures, move, then)
                if told is not None:
                    said = context.folded[passage.sentence.start : move.by.start]
                    new = says_more(said, told, context.folded, max(then.end, then.after))
                    yield from _judge(context, figures[:at], move, then, new=new)


def _told_of_base(context: Context, passage: Passage, figures: list[Figure], move: Move, then: Figure) -> str | None:
    """The words before the other figure, where those that name the base stand there again."""
    by, at = move.by, figures.index(move.by)
    between = context.folded[max(by.end, by.after) : then.start]
    told = BEHIND.fullmatch(between) or (TIMES_BEHIND.fullmatch(between) if by.kind == "times" else None)
    if told is not None:
        return None if told_of_others(told["base"], told["told"]) else str(told["told"])
    last = figures[at - 1].end if at else passage.sentence.start
    named = BEFORE.search(context.folded, last, by.start)
    again = re.fullmatch(AGAIN + re.escape(named["base"]) + r"\b" + TOLD, between) if named else None
    if named is None or again is None or told_of_others(named["base"], again["told"]):
        return None
    return str(again["told"])


def _judge(context: Context, before: list[Figure], move: Move, then: Figure, *, new: bool) -> Iterator[Claim]:
    """What the sentence counts of the kind of the base; where several are told, none of them may come out."""
    by = move.by
    kinds = {"points": ("percent",), "count": ("count",), "times": ("count",)}.get(by.kind, ("count", "percent"))
    if then.kind not in kinds or (by.kind == "count" and not of_one_kind(by, then)):
        return
    alike = [f for f in before if f.kind == then.kind and not f.hedge and (f.kind == "percent" or _alike(context, f, then))]
    alike = [f for f in alike if f.noun == then.noun] or alike
    fitting = next((f for f in alike if _comes_out(f, by, then, move.sign)), None)
    now = fitting or (alike[-1] if alike and (len(alike) == 1 or alike[-1] is before[-1]) else None)
    if now is None or not then.value or (fitting is None and (new or not _is_near(now, by, then, move.sign))):
        return
    verdict = VERDICTS["exact" if fitting else "off"]
    if now.kind == "percent":
        yield points(context, now, then, by, move.sign)
    elif by.kind == "count":
        yield difference_claim(context, now, by, then, verdict)
    else:
        yield growth_claim(context, now, then.value, by, move.sign, verdict, [then])


def _is_near(now: Figure, by: Figure, then: Figure, sign: int) -> bool:
    """Whether the other figure is at most by half off what the base must have been."""
    if by.kind == "times":
        was = now.value / by.value if by.value else Fraction(0)
    elif now.kind == "percent" or by.kind == "count":
        was = now.value - by.value * sign
    else:
        was = now.value * HUNDRED / (HUNDRED + by.value * sign) if by.value < HUNDRED or sign > 0 else Fraction(0)
    return HALF * abs(then.value - was) <= was


def _alike(context: Context, one: Figure, then: Figure) -> bool:
    """Of one kind, or with the same word behind: 85 suất học bổng and 58 suất."""
    named = bool(then.noun) and one.noun.startswith(f"{then.noun} ")
    return named or of_one_kind(one, then) or (not then.noun and next_word(context, one) == next_word(context, then) != "")


def _comes_out(now: Figure, by: Figure, then: Figure, sign: int) -> bool:
    gap = (now.value - then.value) * sign
    if by.kind == "times":
        return bool(then.value) and fit(now.value / then.value, by.value, by.step) != "off"
    if now.kind == "percent" or by.kind == "count":
        return fit(gap, by.value, by.step) != "off"
    return bool(then.value) and fit(gap * 100 / then.value, by.value, by.step) != "off"
