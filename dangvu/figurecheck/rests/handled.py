"""What came in, what of it was done, and what is left, in two sentences: nhận 48 đơn, gồm …. Đã giải quyết 44 đơn, còn 4 đơn.

The count that the sentence before gives first is the whole; what came over from an earlier time may be told beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import next_word
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.rests.flows import opened_before

DONE = re.compile(
    r"^\W*(?:[-+*]\s)?(?:(?:đến nay|hiện nay|hiện|kết quả|trong đó|tính đến nay|qua đó),?\s)?(?:[^\W\d]+\s){0,5}?(?:đã |được )+"
    r"(?:giải quyết|xử lý|trả lời|hoàn thành|kiểm tra|giám sát|hòa giải|khắc phục|thực hiện|trả(?: kết quả)?|thẩm định|nghiệm thu|xét xử|"
    r"khám|cấp|sửa chữa|xây dựng|bàn giao|tháo dỡ|giải ngân|chi trả|tiêm|nộp|thu|điều tra|thi hành|công nhận|tổ chức|tiếp thu)"
    r"(?: [^\W\d]+){0,4} $"
)
ANY = re.compile(
    r"^\W*(?:đến nay|hiện nay|hiện|tính đến nay|kết quả),?\s(?:[^\W\d]+\s){0,4}?đã (?P<deed>[^\W\d]+(?: [^\W\d]+)?)(?: xong| được)? $"
)
LEFT = re.compile(r"[^\d;.:()%]{0,40}[,;] (?:hiện |số |chỉ |và |đang )*còn(?: lại| tồn)? $")
ENDS = re.compile(r"[^\d;:,]{0,60}(?:[.;\n]|$)")
APART = re.compile(r"\b(?:trong đó|ngoài ra|riêng|so với|cùng kỳ|năm (?:trước|ngoái)|mỗi|bình quân)\b")
MOST = 6


def judge_handled(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every sentence of what was done and what is left, behind one that tells the whole."""
    for place, passage in enumerate(context.passages):
        earlier = passage.before
        if earlier is None or earlier.paragraph != passage.paragraph or not 2 <= len(passage.figures) <= MOST:
            continue
        done, rest = passage.figures[:2]
        if any(f.kind != "count" or f.hedge for f in (done, rest)) or not _of_one_word(context, done, rest):
            continue
        lead = context.folded[passage.sentence.start : done.start]
        if context.source.back(rest.start, rest.end) in decided or not (DONE.match(lead) or _of_the_deed(context, earlier, lead)):
            continue
        between = context.folded[max(done.end, done.after) : rest.start]
        if not LEFT.fullmatch(between) or not ENDS.match(context.folded[max(rest.end, rest.after) : passage.sentence.end]):
            continue
        if any(_of_one_word(context, f, done) for f in passage.figures[2:]) or opened_before(context, passage):
            continue
        following = context.passages[place + 1 : place + 2]
        yield from _judge(context, earlier, done, rest, [f for p in following if p.paragraph == passage.paragraph for f in p.figures])


def _of_the_deed(context: Context, earlier: Passage, lead: str) -> bool:
    """31 hộ phải di dời. Đến nay đã di dời 24 hộ: the deed that the sentence before says is to be done."""
    done = ANY.match(lead)
    return done is not None and done["deed"] in context.folded[earlier.sentence.start : earlier.sentence.end]


def _of_one_word(context: Context, one: Figure, other: Figure) -> bool:
    if one.noun and other.noun and one.group == other.group != "household":
        shorter, longer = sorted((one.noun, other.noun), key=len)
        return longer == shorter or longer.startswith(f"{shorter} ")  # tổ chức of tổ chức đảng
    return one.noun == other.noun and (one.noun != "" or next_word(context, one) == next_word(context, other) != "")


def _judge(context: Context, earlier: Passage, done: Figure, rest: Figure, later: list[Figure]) -> Iterator[Claim]:
    """Of the whole, by what was done; `later` are the counts of the next sentence, which may be what went another way."""
    told = [f for f in earlier.figures if _of_one_word(context, f, done) and f.kind in ("count", "ratio")]
    clauses = [
        c for c in context.folded[earlier.sentence.start : earlier.sentence.end].split(";") if told and context.written(told[0]) in c
    ]
    said = ";".join(clauses[:1])
    if not told or any(f.hedge or f.kind == "ratio" for f in told) or len(told) > MOST:
        return
    whole = told[0]
    right = whole.value - done.value
    values = {f.value for f in told} | {one.value + other.value for one, other in combinations(told, 2)}
    if right != rest.value and (done.value + rest.value in values or APART.search(said) or whole.value != max(f.value for f in told)):
        return
    others = [f.value for f in later if f.kind == "count" and _of_one_word(context, f, done)]
    if right != rest.value and others and right - rest.value in (sum(others, Fraction(0)), *others):
        return  # còn 5 đơn. Chuyển cơ quan khác 3 đơn
    if right >= 0:
        text = f"{vn(whole.value)} - {vn(done.value)} = {vn(right)}"
        yield context.outcome("difference", rest, [whole, done], text, vn(right), wrong=right != rest.value)
