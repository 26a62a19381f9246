"""By how much, and what it was then told again by the words that name the base.

75 suất, nhiều hơn năm học trước 17 suất (năm học trước 58 suất) · 43 cuộc, tăng 7 cuộc so với năm 2022; năm 2022 giám sát 36 cuộc.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.changes.changes import difference_claim, grown, growth_claim
from dangvu.figurecheck.changes.compared import moves_in
from dangvu.figurecheck.changes.rates import points
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import PEOPLE, of_one_kind, words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Move
from dangvu.figurecheck.reading.source import words

BASE = r"(?P<base>[^\W\d]+(?: (?:[^\W\d]+|(?:19|20)\d{2}(?!\d)|\d{1,2}/(?:19|20)\d{2}|\d{1,2}(?= tháng))){1,6}?)"
BEFORE = re.compile(
    rf"\b(?:so với|(?:cao|thấp|nhiều|ít|lớn|nhỏ|đông|trẻ|già|dài|ngắn) hơn|hơn|kém)(?: so với)? {BASE},?"
    r"(?: (?:đã |thì )?(?:tăng|giảm|nhiều hơn|ít hơn|cao hơn|thấp hơn))?(?: (?:là|tới|đến|thêm|được))* $"
)
BEHIND = re.compile(rf"[^\d,;.()%]{{0,24}}?\bso với {BASE}(?=\s?[,;.(:])")
TELLS = re.compile(r"[\s,:]*(?:(?!trong đó\b)[^\W\d]+[\s,:]+){0,6}")
LEADS = re.compile(r"\W*(?:vì |do |bởi |bởi vì |trong khi |khi |số liệu (?:của )?|riêng )?")
OTHERWISE = re.compile(r"\b(?:tăng|giảm|hơn|kém|vượt|mỗi|bình quân|chỉ tiêu|kế hoạch|trong đó|riêng|thêm)\b")
FILLERS = words(
    "chỉ là có đạt mới được ở mức con số tỷ lệ tỉ này của toàn cả tổng chiếm còn thì đã năm với trong xảy ra ghi nhận tổ chức thực hiện"
)
OTHER_THINGS = frozenset({"household", "money", "measure"})


def judge_base_told(context: Context, decided: Marks) -> Iterator[Claim]:
    """The moves of each sentence, of which the base is told behind them or in the sentence that follows."""
    for passage, later in zip(context.passages, [*context.passages[1:], None], strict=False):
        if not any(cue in context.folded[passage.sentence.start : passage.sentence.end] for cue in ("so với", "hơn ", "kém ")):
            continue
        following = later if later is not None and later.paragraph == passage.paragraph else None
        for move in moves_in(context, passage, passage.figures):
            if context.source.back(move.by.start, move.by.end) in decided:
                continue
            then = _then(context, passage, following, move.by)
            if then is not None:
                yield from _judge(context, passage, move, then)


def _then(context: Context, passage: Passage, following: Passage | None, by: Figure) -> Figure | None:
    """The figure that the words of the base lead to once more."""
    lead = context.folded[max(passage.sentence.start, by.start - 90) : by.start]
    behind = BEHIND.match(context.folded, max(by.end, by.after), passage.sentence.end)
    named = behind or BEFORE.search(lead)
    if named is None:
        return None
    base, start = named["base"], behind.end() if behind else max(by.end, by.after)
    here = next((f for f in passage.figures if f.start >= start), None)
    if here is not None:
        return here if _is_told(context, passage, start, here, base) else None
    if following is None or not following.figures:
        return None
    first, *others = following.figures
    several = any(f.kind == first.kind and (first.kind == "percent" or alike(first, f)) for f in others)
    return first if not several and _is_told(context, passage, following.sentence.start, first, base) else None


def _is_told(context: Context, passage: Passage, start: int, figure: Figure, base: str) -> bool:
    """… (năm học trước 58 suất): nothing stands before those words, and none behind them that the move does not have."""
    at = context.folded.find(base, start, figure.start)
    if at < 0 or not LEADS.fullmatch(context.folded, start, at) or figure.hedge or figure.in_words:
        return False
    told = context.folded[at + len(base) : figure.start]
    strange = words_of(told) - FILLERS - words_of(context.folded[passage.sentence.start : passage.sentence.end])
    return TELLS.fullmatch(told) is not None and OTHERWISE.search(told) is None and not strange


def _judge(context: Context, passage: Passage, move: Move, then: Figure) -> Iterator[Claim]:
    by, sign = move.by, move.sign
    if by.kind in ("points", "percent") and then.kind == "percent":
        kind = "percent"
    elif by.kind in ("count", "percent", "times") and then.kind == "count" and then.value > 0:
        kind = "count"
        if by.kind == "count" and not alike(by, then):
            return
    else:
        return
    like = by if kind == "count" and by.kind == "count" and by.noun else then
    nows = [f for f in _nows(context, passage, by) if f.kind == kind and (kind == "percent" or alike(like, f))]
    right = next((now for now in nows if _fits(move, now, then)), None)
    if right is None and len({now.value for now in nows}) != 1:
        return
    now = right or nows[0]
    if kind == "percent":
        yield points(context, now, then, by, sign)
    elif by.kind == "count":
        yield difference_claim(context, now, by, then, VERDICTS["exact" if right else "off"])
    else:
        yield growth_claim(context, now, then.value, by, sign, VERDICTS[grown(now.value, then.value, by, sign)], [then])


def _nows(context: Context, passage: Passage, by: Figure) -> list[Figure]:
    """What the sentence tells before the move, or else the one before it."""
    here = [f for f in passage.figures if f.end <= by.start and not f.hedge and not f.in_words]
    earlier = passage.before
    if any(f.kind in ("count", "percent") for f in here) or earlier is None or earlier.paragraph != passage.paragraph:
        return here
    return [f for f in earlier.figures if not f.hedge and not f.in_words]


def _fits(move: Move, now: Figure, then: Figure) -> bool:
    if move.by.kind in ("count", "points") or now.kind == "percent":
        return (now.value - then.value) * move.sign == move.by.value
    return grown(now.value, then.value, move.by, move.sign) != "off"


def alike(one: Figure, other: Figure) -> bool:
    """Of one kind, or one of them told shortly: suất of suất học bổng, but not hộ of hộ nghèo."""
    if of_one_kind(one, other) or (not (one.noun and other.noun) and PEOPLE & {one.noun, other.noun} != set()):
        return True
    shorter, longer = sorted((one.noun, other.noun), key=len)
    return bool(shorter) and longer.startswith(f"{shorter} ") and one.group not in OTHER_THINGS
