"""Changes whose two ends are named: the base by its name, the count of now in the sentence before, then and now in two sentences.

hội nghị thứ hai có 864 đảng viên, tăng 18 đồng chí so với hội nghị thứ nhất · Tiếp nhận 57 đơn. Số đơn giảm 24% so với quý II (75 đơn) ·
Cuối năm 2023 còn 143 hộ nghèo. Qua rà soát năm 2024 còn 97 hộ, giảm 46 hộ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.changes.changes import difference_claim, grown, growth_claim
from dangvu.figurecheck.changes.rates import of_two_things, points
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind, words_of
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import words

CUE = re.compile(r"\b(?:tăng|giảm|gấp|hơn|kém)\b")
VERB = r"(?P<verb>tăng|giảm|nhiều hơn|đông hơn|cao hơn|ít hơn|thấp hơn)"
MOVED = re.compile(rf"[,(;] ?(?:tức |và |đã |như vậy )*{VERB}(?: thêm| được| tới| đi| là)? $")
SINCE = re.compile(r"(?: [^\W\d]+){0,3}? so với (?P<name>[^\d,;.()%]{3,40}?(?: \d{1,2})?)(?=[,.;()]| đạt\b| và\b|$)")
ABOVE = re.compile(
    r"[,;] ?(?:và |còn )?(?P<verb>nhiều hơn|đông hơn|cao hơn|hơn|ít hơn|thấp hơn|kém) (?:so với )?"
    r"(?P<name>[^\d,;.()%]{3,40}?(?: \d{1,2})?) (?:là |tới )?$"
)
SUBJECT = re.compile(
    r"\W*(?:\d{1,2}[.)] )?(?:(?:như vậy|theo đó|tính chung),? )?(?:tổng )?(?:số(?: lượng)?|giá trị|lượng) "
    r"(?P<what>[^\d,;.:()%]{2,50}?) (?:đã |cũng |này |trên )*(?P<verb>tăng|giảm|gấp)(?: thêm| được| đi)? $"
)
IN_BRACKET = re.compile(r"(?: [^\W\d]+){0,2}?(?: so với)?(?: cùng kỳ| [^\d,;.()%]{2,24}(?:(?:19|20)\d{2})?) ?\((?:[^\W\d]+ ){0,4}$")
MERE_TIMES = re.compile(r"(?:cùng kỳ|năm|tháng|quý|kỳ|nhiệm kỳ|đầu|cuối|giai đoạn|kế hoạch|chỉ tiêu|mục tiêu|trước|dự toán|nghị quyết)\b")
THEN = re.compile(r"\b(?:đầu|cuối|năm (?:19|20)\d{2}|trước|ban đầu|tháng \d{1,2}|quý)\b")
NOW = re.compile(r"\b(?:nay|hiện|đến|cuối|rà soát|năm (?:19|20)\d{2}|tháng \d{1,2}|quý|sau)\b")
STATE = re.compile(r"\b(?:còn|có|là|đạt|lên|xuống)(?: lại)? $")
DOWN = ("giảm", "ít hơn", "thấp hơn", "kém")
COMMON = words("số tổng giá trị lượng của các và đã được là có")
LAST_WORD = re.compile(r"(?P<word>[^\W\d]+) $")
PLAIN_VERBS = words("có là đạt còn được dự với gồm chiếm thu nhất hai ba trên")
OVER_BRACKET = re.compile(
    r"[^\d;.()%]{0,40}[,;(] ?(?:và )?(?P<verb>tăng|giảm|cao hơn|thấp hơn|nhiều hơn|đông hơn|ít hơn|vượt|hơn|kém)(?: so với)? "
    r"(?:[^\d;.()%]|(?:19|20)\d{2}|\d{1,2}(?= )){2,40} ?\((?:[^\W\d]+ ){0,3}"
)
CLOSED = re.compile(r"[^\d;.(),%]{0,12}\),?(?: là| tới| được)? ")
WITH_BASE = 2
BACK, BEHIND = 12, 45


def judge_by_name(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every change that no other step has read."""
    for place, passage in enumerate(context.passages):
        if len(passage.figures) == 0 or CUE.search(context.folded, passage.sentence.start, passage.sentence.end) is None:
            continue
        for number, by in enumerate(passage.figures):
            if by.hedge or by.in_words or context.source.back(by.start, by.end) in decided:
                continue
            if number:
                yield from _of_its_name(context, passage, number)
                yield from _of_its_bracket(context, passage, number)
                yield from _of_the_sentence_before(context, passage, number)
            else:
                yield from _of_what_was_told(context, place, passage)


def _of_its_name(context: Context, passage: Passage, number: int) -> Iterator[Claim]:
    """… có 846/900 dự; hội nghị thứ hai có 864, tăng 18 so với hội nghị thứ nhất: the count behind the name told before."""
    by = passage.figures[number]
    lead = context.folded[max(passage.figures[number - 1].end, by.start - 60) : by.start]
    moved = MOVED.search(lead)
    named = SINCE.match(context.folded, max(by.end, by.after), passage.sentence.end) if moved else ABOVE.search(lead)
    verb = moved["verb"] if moved else named["verb"] if named else ""
    if named is None or MERE_TIMES.match(named["name"]) or len(named["name"].split()) < 2:
        return
    kinds = ("percent",) if by.kind == "points" else ("count", "ratio") if by.kind == "count" else ("count", "ratio", "percent")
    before = [f for f in passage.figures[:number] if f.kind in kinds and not f.hedge]
    earlier = passage.before
    told = [*(earlier.figures if earlier is not None and earlier.paragraph == passage.paragraph else []), *before]
    name = re.compile(rf"\b{re.escape(named['name'].strip())}\b(?! (?:\d|i))[^\d.;]{{0,{BEHIND}}}$")
    bases = [f for f in told if f.kind in kinds and not f.hedge and name.search(context.folded, max(0, f.start - BEHIND - 45), f.start)]
    if len(bases) != 1 or not before or before[-1] is bases[0]:
        return
    now, base = before[-1], bases[0]
    if _deed(context, now) != _deed(context, base):
        return  # thôn Đông có 34 đảng viên, thôn Tây kết nạp 5: of two things
    same = now.kind == base.kind or {now.kind, base.kind} == {"count", "ratio"}
    if same and (now.kind == "percent" or (of_one_kind(now, base) and (by.kind != "count" or of_one_kind(by, now)))):
        yield _claim(context, now, base, by, -1 if verb in DOWN else 1)


def _of_its_bracket(context: Context, passage: Passage, number: int) -> Iterator[Claim]:
    """Quý III thu 312 triệu đồng, cao hơn quý II (286 triệu đồng) 26 triệu đồng: the base between the verb and the amount."""
    if number < WITH_BASE:
        return
    now, base, by = passage.figures[number - WITH_BASE : number + 1]
    moved = OVER_BRACKET.fullmatch(context.folded, max(now.end, now.after), base.start)
    closed = CLOSED.fullmatch(context.folded, max(base.end, base.after), by.start)
    plain = now.kind == base.kind in ("count", "percent") and not now.hedge and not base.hedge and base.value
    if moved is None or closed is None or not plain or not of_one_kind(now, base):
        return
    if (by.kind == "points") != (now.kind == "percent") or by.kind == "times" or (by.kind == "count" and not of_one_kind(by, now)):
        return
    yield _claim(context, now, base, by, -1 if moved["verb"] in DOWN else 1)


def _deed(context: Context, figure: Figure) -> str:
    """The word right before a count; nothing where it only says that there are so many."""
    said = LAST_WORD.search(context.folded, max(0, figure.start - 16), figure.start)
    return said["word"] if said and said["word"] not in PLAIN_VERBS else ""


def _of_the_sentence_before(context: Context, passage: Passage, number: int) -> Iterator[Claim]:
    """Cuối năm 2023 còn 143 hộ nghèo. Qua rà soát năm 2024 còn 97 hộ, giảm 46 hộ."""
    by, now, earlier = passage.figures[number], passage.figures[number - 1], passage.before
    counts = [f for f in passage.figures[:number] if f.kind not in ("year", "label")]
    rate = now.kind == "percent" and by.kind == "points"
    plain = not now.hedge and (rate or (now.kind == "count" and now.noun and by.kind in ("count", "percent")))
    if earlier is None or earlier.paragraph != passage.paragraph or counts != [now] or not plain:
        return
    moved = MOVED.fullmatch(context.folded[now.after : by.start].lstrip())
    tail = context.folded[max(by.end, by.after) : passage.sentence.end]
    lead = context.folded[passage.sentence.start : now.start]
    alike = [f for f in earlier.figures if f.kind == now.kind and f.noun.split(" ")[0] == now.noun.split(" ")[0]]
    if (
        moved is None
        or len(alike) != 1
        or alike[0].hedge
        or not re.match(r"[.;,)]|$", tail)
        or (by.kind == "count" and not of_one_kind(by, now))
    ):
        return
    said = context.folded[earlier.sentence.start : alike[0].start]
    if rate and of_two_things(said, lead):
        return
    years, later = YEAR.findall(said), YEAR.findall(lead)
    if not (THEN.search(said) and NOW.search(lead) and STATE.search(said) and STATE.search(lead)) or (years and later and later <= years):
        return
    yield _claim(context, now, alike[0], by, -1 if moved["verb"] in DOWN else 1)


def _of_what_was_told(context: Context, place: int, passage: Passage) -> Iterator[Claim]:
    """Tiếp nhận 57 đơn thư; … Số đơn thư giảm 24% so với quý II (75 đơn thư): from the count that was told before."""
    by, base = passage.figures[0], passage.figures[1] if len(passage.figures) > 1 else None
    subject = SUBJECT.fullmatch(context.folded, passage.sentence.start, by.start)
    if (
        subject is None
        or base is None
        or base.kind != "count"
        or base.hedge
        or not base.noun
        or by.kind not in ("percent", "times", "count")
    ):
        return
    if not IN_BRACKET.fullmatch(context.folded, max(by.end, by.after), base.start) or not base.value:
        return
    said, sign = words_of(subject["what"]) - COMMON, -1 if subject["verb"] in DOWN else 1
    earlier = context.passages[max(0, place - BACK) : place]
    alike = [f for passage in reversed(earlier) for f in passage.figures if f.kind == "count" and f.noun == base.noun and not f.hedge]
    right = next((f for f in alike if _comes_out(f, base, by, sign)), None)
    if right is not None:
        yield _claim(context, right, base, by, sign)
    elif len({f.value for f in alike}) == 1 and said <= words_of(context.folded[earlier[0].sentence.start : passage.sentence.start]):
        yield _claim(context, alike[0], base, by, sign)


def _comes_out(now: Figure, base: Figure, by: Figure, sign: int) -> bool:
    if by.kind == "count":
        return (now.value - base.value) * sign == by.value
    return grown(now.value, base.value, by, sign) != "off"


def _claim(context: Context, now: Figure, base: Figure, by: Figure, sign: int) -> Claim:
    if now.kind == "percent":
        return points(context, now, base, by, sign)
    if by.kind == "count":
        right = fit((now.value - base.value) * sign, by.value, by.step) != "off"
        return difference_claim(context, now, by, base, VERDICTS["exact" if right else "off"])
    return growth_claim(context, now, base.value, by, sign, VERDICTS[grown(now.value, base.value, by, sign)], [base])
