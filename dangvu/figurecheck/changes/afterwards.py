"""What a change or a share is measured from, told in a sentence of its own: "vượt dự toán 90 triệu. Dự toán được duyệt 800 triệu".

Also the two figures of now and then before a conclusion: "6 tháng là 14, cùng kỳ là 20. Như vậy giảm 30%".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.changes.changes import difference_claim, grown, growth_claim
from dangvu.figurecheck.changes.compared import MOVED, moves_in
from dangvu.figurecheck.changes.rates import points
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.meant.portions import fits, share_claim
from dangvu.figurecheck.meant.wholes import Whole
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention, Move, Share

NAMED = re.compile(
    r"(?:\bso với (?:mức |của |số |thời điểm )?|\b(?:vượt|cao hơn|thấp hơn|nhiều hơn|ít hơn|hơn|kém)\s(?:mức |so với )?)"
    r"(?P<base>(?!so với)[^\d,;.()%]{3,40}?)\s(?:thì |đã |là |được |mới |chỉ )*(?:(?:tăng|giảm|thêm|bớt|cao hơn|thấp hơn)\s(?:được |"
    r"thêm )?)?$"
)
BEHIND = re.compile(r"[^\d,;.()%]{0,24}?\bso với (?:mức |của |số )?(?P<base>[^\d,;.()%]{3,40}?)\s?(?=[.,;)\n]|$)")
PLAN = re.compile(r"\s?(?:so với )?(?P<base>(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)[^\d,;.()%]{0,30}?)\s?(?=[.;\n]|$)")
SO = re.compile(
    r"\s*(?:như vậy|như thế|vậy là|theo đó|do đó|nhờ đó|nhờ vậy|tính ra|tức là|qua đó|so sánh|kết quả|vì thế|vì vậy|"
    r"[^\d.;]{0,60}\b(?:nhờ đó|"
    r"như vậy|vì thế|nhờ vậy|theo đó|do đó))\b"
)
THEN = re.compile(
    r"\b(?:cùng kỳ|năm trước|năm ngoái|kỳ trước|quý trước|tháng trước|(?:nhiệm kỳ|khóa|năm học|mùa|vụ|đợt|lần) trước|đầu (?:năm|kỳ|"
    r"nhiệm kỳ)|"
    r"trước (?:đây|đó)|ban đầu|lúc đầu)\b[^\d;.]{0,30}(?:(?:19|20)\d{2}\D{0,20})?$"
)
THIS = re.compile(r"\bcon số (?:này|đó|ấy)\s(?:là|chỉ|mới|đã|còn|được)\s(?:là |có |còn )?$")
DEED = re.compile(r"\b(?:kết nạp|tuyển|tiếp nhận|chuyển|phát triển|bổ sung|thành lập|thêm|mới|mua|xây|giảm|mất|chết|nghỉ)\b")
EMPTY = frozenset({"mức", "số", "so", "với", "của", "là", "năm", "cùng", "kỳ"})
FEW = 2


def judge_afterwards(context: Context, decided: Marks) -> Iterator[Claim]:
    """The changes and shares whose base has a sentence of its own."""
    for place, passage in enumerate(context.passages):
        later = context.passages[place + 1] if place + 1 < len(context.passages) else None
        later = later if later is not None and later.paragraph == passage.paragraph else None
        figures = passage.figures
        for move in moves_in(context, passage, figures):
            if context.source.back(move.by.start, move.by.end) not in decided:
                yield from _of_named(context, passage, later, move, figures)
                yield from _concluded(context, passage, move, figures)
        if later is not None:
            yield from _of_plan(context, passage, later, figures, decided)


def _of_named(context: Context, passage: Passage, later: Passage | None, move: Move, figures: list[Figure]) -> Iterator[Claim]:
    """By the base of these words, told in the next sentence or in the one before."""
    place = figures.index(move.by)
    last = figures[place - 1].end if place else passage.sentence.start
    named = NAMED.search(context.folded, last, move.by.start) or BEHIND.match(
        context.folded, max(move.by.end, move.by.after), passage.sentence.end
    )
    if named is None:
        return
    base = _told_as(context, later, named["base"], move.by) or _told_as(context, passage.before, named["base"], move.by)
    kinds = ("percent",) if move.by.kind == "points" else ("count", "percent") if move.by.kind == "percent" else ("count",)
    nows = [f for f in figures[:place] if f.kind in kinds and not f.hedge]
    if base is None or not nows or (base.start < move.by.start and passage.before is None):
        return
    now = nows[-1]
    if now.kind != base.kind or (now.kind == "count" and not of_one_kind(now, base)) or len({f.value for f in nows}) > 1:
        return
    yield _claim(context, move, now, base)


def _told_as(context: Context, passage: Passage | None, words: str, by: Figure) -> Figure | None:
    """The one figure of a sentence that opens with these words, or tells them right before it."""
    if passage is None or not set(words.split()) - EMPTY and "cùng kỳ" not in words:
        return None
    text = context.folded[passage.sentence.start : passage.sentence.end]
    figures = [f for f in passage.figures if f.kind in ("count", "percent") and not f.hedge]
    opens = re.match(rf"\W*(?:trong khi |còn |số |tỷ lệ )?{re.escape(words)}\b", text)
    if opens and passage.sentence.start > by.start:
        return figures[0] if len(figures) == 1 else None
    told = [
        f
        for f in figures
        if re.search(rf"\b{re.escape(words)}\b[^\d;.]{{0,40}}$", context.folded[max(passage.sentence.start, f.start - 80) : f.start])
    ]
    return told[0] if len(told) == 1 and passage.sentence.start < by.start else None


def _concluded(context: Context, passage: Passage, move: Move, figures: list[Figure]) -> Iterator[Claim]:
    """By the two figures of the sentence before, one of them of an earlier time."""
    earlier = passage.before
    if earlier is None or earlier.paragraph != passage.paragraph or figures[0] is not move.by:
        this = _this(context, passage, move, figures)
        if this is not None:
            yield this
        return
    told = [f for f in earlier.figures if f.kind in ("count", "percent") and f.group != "time"]
    if not SO.match(context.folded, passage.sentence.start, move.by.start) or len(told) != FEW or any(f.hedge for f in told):
        return
    if told[0].kind != told[1].kind or (told[0].kind == "count" and not of_one_kind(*told)):
        return
    then = [f for n, f in enumerate(told) if THEN.search(context.folded[told[n - 1].end if n else earlier.sentence.start : f.start])]
    now = told[1 - told.index(then[0])] if len(then) == 1 else None
    added = now is not None and DEED.search(context.folded[max(earlier.sentence.start, now.start - 40) : now.start])
    if now is not None and not (added and now.value * 2 < then[0].value):  # đầu năm có 312, trong năm kết nạp 24
        yield _claim(context, move, now, then[0])


def _this(context: Context, passage: Passage, move: Move, figures: list[Figure]) -> Claim | None:
    """Ngày 30/6 có 9.846 đảng viên. Cuối năm trước con số này là 9.702, tăng 144: the same thing counted twice."""
    place, earlier = figures.index(move.by), passage.before
    if place != 1 or earlier is None or not THIS.search(context.folded, max(0, figures[0].start - 40), figures[0].start):
        return None
    told = [f for f in earlier.figures if f.kind == figures[0].kind and not f.hedge]
    if len(told) != 1 or earlier.paragraph != passage.paragraph:
        return None
    now, then = (told[0], figures[0]) if (told[0].value > figures[0].value) == (move.sign > 0) else (figures[0], told[0])
    return _claim(context, move, now, then)


def _claim(context: Context, move: Move, now: Figure, base: Figure) -> Claim:
    gap = (now.value - base.value) * move.sign
    if now.kind == "percent":
        return points(context, now, base, move.by, move.sign)
    if move.by.kind == "count":
        return difference_claim(context, now, move.by, base, VERDICTS["exact" if fit(gap, move.by.value, move.by.step) != "off" else "off"])
    how = grown(now.value, base.value, move.by, move.sign)
    return growth_claim(context, now, base.value, move.by, move.sign, VERDICTS[how], [base])


def _of_plan(context: Context, passage: Passage, later: Passage, figures: list[Figure], decided: Marks) -> Iterator[Claim]:
    """mới bằng 46,5% kế hoạch năm. Kế hoạch năm Tổng công ty giao là 40.000 tấn."""
    for place, percent in enumerate(figures):
        named = PLAN.match(context.folded, percent.end, passage.sentence.end) if percent.kind == "percent" and place else None
        if named is None or percent.hedge in ("least", "most") or context.source.back(percent.start, percent.end) in decided:
            continue
        lead = context.folded[figures[place - 1].end : percent.start]
        whole, part = _told_as(context, later, named["base"], percent), figures[place - 1]
        if whole is None or part.kind != "count" or part.hedge or MOVED.search(lead) or not of_one_kind(part, whole) or not whole.value:
            continue
        how = fits(part.value, whole.value, percent)
        owner = Mention(part, passage.pieces[0], "", part.group, named=False)
        meant = Whole(Fraction(whole.value), context.written(whole), sure=True, figure=whole)
        yield share_claim(context, owner, Share(percent, "", "", percent.end), meant, VERDICTS[how])
