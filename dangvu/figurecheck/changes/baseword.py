"""A base told by its words: a percentage that repeats what stands behind another count, a move that names its base and tells it after.

450 giường kế hoạch, thực kê 520 giường (bằng 115,6% giường kế hoạch) · 21 tổ, bằng 58,33% tổng số tổ dân phố · 26 em, nhiều hơn năm học
trước 8 em; năm học trước có 18 em · so với tổng số 160 đại biểu, bằng 95,63% · giao 16 đồng chí, như vậy đã vượt 31,25%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, parts_for, rounded, vn
from dangvu.figurecheck.changes.changes import difference_claim
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import slipped, swapped

TIED = re.compile(r"[^\d;.:()%]{0,40}[,(]? ?(?:chỉ |mới )?(?:bằng|chiếm|đạt|tỷ lệ|tương đương|tức)(?: tỷ lệ| là)? $")
TAIL = re.compile(r"\s(?:so với |của |trong )*(?P<all>(?:tổng )?số )?(?P<words>[^\W\d]+(?: [^\W\d]+)*)")
OF_ALL = re.compile(r"\bso với(?: tổng)? số $")
RATED = re.compile(r"[^\d;.:()%]{0,40}, (?:chỉ |mới )?(?:bằng|đạt|chiếm)(?: tỷ lệ)? $")
THEN = r"(?:năm học trước|năm trước|năm ngoái|kỳ trước|nhiệm kỳ trước|quý trước|tháng trước|khóa trước|cùng kỳ(?: năm trước)?|năm \d{4})"
MORE = re.compile(
    rf"\b(?P<verb>nhiều hơn|cao hơn|tăng(?: thêm)? so với|ít hơn|thấp hơn|giảm so với)(?: so với)? (?P<then>{THEN})(?: là| tới)? $"
)
DOWN = ("ít", "thấp", "giảm")
WITH = re.compile(r",? \(?(?:với|tức|ứng với|tương ứng|tương đương)(?: là| với)? ")
RATIO_LABEL = re.compile(r"(?:^|[.;,] )\W*(?:riêng|trong đó|số|về)(?: số)? (?P<label>[^\W\d]+(?: [^\W\d]+){1,5}?)(?: là| có| gồm)? $")
SMALL = 300
NOT_HERE = re.compile(r"\b(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|nghị quyết|cùng kỳ|năm trước|dân số|diện tích)\b")


def judge_base_words(context: Context) -> Iterator[Claim]:
    """The percentages and moves of every sentence that tell their base by its words."""
    for passage in context.passages:
        for place, figure in enumerate(passage.figures):
            if figure.hedge or figure.in_words:
                continue
            if figure.kind == "percent":
                behind = (_named(context, passage, place) or _of_all(context, passage, place)) if place else []
                yield from behind or _with(context, passage, place)
            elif figure.kind == "ratio":
                yield from _told_as_rate(context, passage, figure)
            elif figure.kind == "count" and place:
                yield from _told_after(context, passage, place)


def _named(context: Context, passage: Passage, place: int) -> list[Claim]:
    percent, part = passage.figures[place], passage.figures[place - 1]
    tail = TAIL.match(context.folded, percent.end)
    if tail is None or part.kind != "count" or part.hedge or NOT_HERE.match(tail["words"]):
        return []
    between = context.folded[part.end : percent.start]
    if not TIED.fullmatch(between) and not re.fullmatch(r"[^\d;.:()%]{0,30} \((?:bằng |chiếm |đạt |tức )?", between):
        return []
    words = re.split(r" (?:của|trong|ở|tại|toàn|và|để|là|có|đã|được|tham gia|dự|theo)\b", tail["words"])[0]
    unit = nouns.UNIT.match(f" {words}")
    exact = bool(tail["all"]) and unit is not None and unit["noun"] == words
    if exact and re.match(r" (?!của|toàn|ở|trong|và)", tail["words"][len(words) :]):
        return []  # 60,59% số hội viên được kết nạp: of some of them
    if not exact and (len(words.split()) < 2 or unit is not None):
        return []
    before = passage.before if passage.before and passage.before.paragraph == passage.paragraph else None
    told = [*(before.figures if before else []), *passage.figures[:place]]
    bears = [f for f in told if f.kind == "count" and not f.hedge and f is not part and _bears(context, f, words)]
    values = {f.value for f in bears}
    alike = [f for f in told if f.kind == "count" and exact and f.noun == words and f not in bears and f is not part]
    if any(f.value and fit(part.value * 100 / f.value, percent.value, percent.step) != "off" for f in alike):
        return []
    if len(values) != 1 or not bears or (exact and part.value > bears[0].value) or bears[0].value <= 0:
        return []
    return [_share(context, part, bears[0], percent)]


def _bears(context: Context, figure: Figure, words: str) -> bool:
    """Whether just these words stand behind the count."""
    return re.match(rf" {re.escape(words)}(?!\w)(?! [^\W\d])", context.folded[figure.end : figure.end + len(words) + 12]) is not None


def _of_all(context: Context, passage: Passage, place: int) -> list[Claim]:
    """153/156 …; so với tổng số 160 đại biểu được triệu tập, bằng 95,63%: the last count before is the part, but for a slip."""
    percent, whole = passage.figures[place], passage.figures[place - 1]
    if whole.kind != "count" or not OF_ALL.search(context.folded, max(0, whole.start - 24), whole.start):
        return []
    if not RATED.fullmatch(context.folded, max(whole.end, whole.after), percent.start):
        return []
    parts = [f for f in passage.figures[: place - 1] if f.kind in ("count", "ratio") and f.value <= whole.value]
    right = next((f for f in parts if fit(f.value * 100 / whole.value, percent.value, percent.step) != "off"), None)
    ratio = [f for f in parts if f.kind == "ratio"]
    part = right or (ratio[-1] if len(ratio) == 1 else None)
    return [_share(context, part, whole, percent)] if part else []


def _with(context: Context, passage: Passage, place: int) -> list[Claim]:
    """58 giáo viên … Tỷ lệ giáo viên trên chuẩn là 15,52%, với 9 người: of so few hardly a rate is possible, so they are the whole."""
    percent, before = passage.figures[place], passage.before
    part = passage.figures[place + 1] if place + 1 < len(passage.figures) else None
    if part is None or part.kind != "count" or part.hedge or part.group != "person" or percent.decimals < 2 or before is None:
        return []
    if not WITH.fullmatch(context.folded, percent.end, part.start) or before.paragraph != passage.paragraph:
        return []
    told = [f for f in (*before.figures, *passage.figures[:place]) if f.kind == "count" and f.group == "person" and not f.hedge]
    if any(f.value and fit(part.value * 100 / f.value, percent.value, percent.step) != "off" for f in told):
        return []
    wholes = {f.value: f for f in told if f.value <= SMALL and parts_for(f.value, percent.value, percent.step) is not None}
    return [_share(context, part, next(iter(wholes.values())), percent)] if len(wholes) == 1 else []


def _told_as_rate(context: Context, passage: Passage, ratio: Figure) -> Iterator[Claim]:
    """Lao động trực tiếp 58%. Riêng lao động trực tiếp là 145 người trong tổng số 250 đảng viên."""
    label = RATIO_LABEL.search(context.folded, max(passage.sentence.start, ratio.start - 60), ratio.start)
    before = passage.before
    if label is None or ratio.other is None or before is None or before.paragraph != passage.paragraph:
        return
    rates = [f for f in before.figures if f.kind == "percent" and not f.hedge and not f.in_words]
    said = [
        f
        for f in rates
        if re.search(rf"[,;:] (?:và )?{re.escape(label['label'])}(?: chiếm| là| đạt)? $", context.folded[max(0, f.start - 80) : f.start])
    ]
    if len(said) == 1:
        whole = Figure("count", ratio.start, ratio.end, ratio.other, noun=ratio.noun, group=ratio.group, after=ratio.after)
        yield _share(context, ratio, whole, said[0])


def _told_after(context: Context, passage: Passage, place: int) -> Iterator[Claim]:
    """26 em, nhiều hơn năm học trước 8 em; năm học trước có 18 em."""
    figures = passage.figures
    by, now = figures[place], figures[place - 1]
    said = MORE.search(context.folded, max(passage.sentence.start, by.start - 60), by.start)
    if (
        said is None
        or place + 1 >= len(figures)
        or now.kind != "count"
        or now.hedge
        or said.start() < now.end
        or ")" in context.folded[now.end : said.start()]
    ):
        return
    base = figures[place + 1]
    lead = context.folded[max(by.end, by.after) : base.start]
    if (
        not re.fullmatch(rf"[^\d;.]{{0,20}}[;,(] ?(?:trong khi )?{re.escape(said['then'])}(?: chỉ)?(?: có| là| đạt|:)? ", lead)
        or base.hedge
    ):
        return
    if base.kind == "count" and of_one_kind(by, base) and of_one_kind(now, base):
        gap = (now.value - base.value) * (-1 if said["verb"].startswith(DOWN) else 1)
        yield difference_claim(context, now, by, base, VERDICTS[fit(gap, by.value, by.step)])


def _share(context: Context, part: Figure, whole: Figure, percent: Figure) -> Claim:
    if whole.value <= 0:
        return context.of_nothing("share", percent, [part, whole])
    actual = part.value * 100 / whole.value
    how = fit(actual, percent.value, percent.step)
    right = vn(rounded(actual, percent.step), percent.decimals) + "%"
    stated = context.written(percent)
    text = f"{vn(part.value)} / {vn(whole.value)} = {vn(actual, max(2, percent.decimals + 2))}% ≈ {right}"
    text += "" if how == "exact" else f"; văn bản ghi {stated}"
    figures = [percent, part, whole]
    return context.claim(context.covering(percent, part), "share", VERDICTS[how], text, stated, right, figures)


def judge_labelled_rates(context: Context, decided: Marks) -> Iterator[Claim]:
    """Số chi bộ: 108. Số chi bộ đã tổ chức kiểm điểm: 99. … Tiến độ chung: 91,7%: a rate with a label of its own, after such counts."""
    for passage in context.passages:
        figures = passage.figures
        if len(figures) != 1 or figures[0].kind != "percent" or not figures[0].decimals or figures[0].hedge:
            continue
        rate = figures[0]
        label = re.fullmatch(r"\W*(?:tiến độ|tỷ lệ)[^\d;.()%,]{0,60}(?::| đạt| là) ", context.folded[passage.sentence.start : rate.start])
        if label is None or context.source.back(rate.start, rate.end) in decided:
            continue
        told: list[Figure] = []
        earlier = passage.before
        while earlier is not None and earlier.paragraph == passage.paragraph and len(told) < 4:
            counts = [f for f in earlier.figures if f.kind == "count" and not f.hedge]
            if len(earlier.figures) != 1 or not counts:
                break
            told.insert(0, counts[0])
            earlier = earlier.before
        pairs = [(part, whole) for part in told for whole in told if part.value < whole.value]
        right = next((pair for pair in pairs if fit(pair[0].value * 100 / pair[1].value, rate.value, rate.step) != "off"), None)
        slips = [pair for pair in pairs if _slip(rate, pair[0].value * 100 / pair[1].value)]
        if right or (len(slips) == 1 and len(told) > 1):
            part, whole = right or slips[0]
            yield _share(context, part, whole, rate)


def _slip(percent: Figure, actual: Fraction) -> bool:
    return slipped(percent.value, actual, percent.decimals) or swapped(percent.value, actual, percent.decimals)
