"""What the sentence before told and this one takes up: với 4.812 nhân khẩu ấy · nguồn vốn này (1.360 triệu đồng) · cả 15 xã, thị trấn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.counted import counted
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.hedges import hedge
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.told.toldback import slip
from dangvu.figurecheck.told.twice import told_again

THESE = re.compile(r"(?:\s[^\W\d]+){0,3}?\s(?:ấy|này|đó|nói trên|nêu trên|kể trên)\b")
TAKES_UP = re.compile(
    r"\d (?:[^\W\d]+ ){1,4}(?:ấy|này|đó|nói trên|nêu trên|kể trên)\b|\b(?:cả|toàn bộ|tất cả|toàn thể) (?:số )?\d|"
    r"^\W*(?:[^\W\d]+ ){1,5}(?:này|trên|đó|ấy)(?: \(|, )"
)
MONEY = re.compile(
    r"\W*(?:toàn bộ |tổng |tất cả )?(?:số|nguồn|khoản)?\s?(?:tiền|vốn|kinh phí|khoản|quỹ|dự toán|chi phí|ngân sách)"
    r"(?:\s[^\W\d]+){0,2}?\s(?:này|trên|đó|ấy|nói trên|nêu trên)\s?(?:\(|, (?:tức|tương đương|bằng|hay|cụ thể)(?: là| với)? )"
)
ALL = re.compile(
    r"\b(?:cả|toàn bộ|tất cả|toàn thể)\s(?:số\s)?(?P<number>\d+)\s(?P<one>[^\W\d]+(?: (?:trấn|phố|xã|khu))?), "
    r"(?P<other>[^\W\d]+(?: (?:trấn|phố|xã))?)"
    r"(?=\s(?:đã|đều|cùng|có|hoàn thành|của (?:huyện|tỉnh|xã|thành phố|thị xã)|trên địa bàn)\b|[.;]|$)"
)
WHOLE = re.compile(r"\b(?:cả|toàn bộ|tất cả|toàn thể)\s(?:số\s)?$")
OWNED = re.compile(r"\s(?:[^\W\d]+\s)?(?:của|thuộc|dự|tham dự|trong|tham gia)\s(?P<body>[^\W\d]+(?: [^\W\d]+)?)")
HOLDS = re.compile(r"\b(?:có|gồm|hiện có|với|là|còn)\s$")
PLANNED = re.compile(
    r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|cùng kỳ|tăng|giảm|thêm|mỗi|bình quân|dự kiến|năm (?:trước|ngoái)|đầu năm)\b"
)
SECOND = re.compile(r"\s([^\W\d]+)")
PLAIN = frozenset(
    {"này", "ấy", "đó", "nói", "nêu", "kể", "của", "thuộc", "đã", "đều", "tham", "dự", "và", "với", "ở", "tại", "trong", "cùng"}
)
WITH_OTHERS = re.compile(r"\b(?:tính|kể|gồm|bao gồm) (?:cả|thêm)\b|\bcộng\b")
LEAST, FAR = 10, 40


def judge_these(context: Context, decided: Marks, alarmed: Marks) -> Iterator[Claim]:
    """Every sentence against the one before it in its paragraph, or in the paragraph before."""
    for passage in context.passages:
        earlier = passage.before
        if earlier is None or passage.paragraph - earlier.paragraph > 1:
            continue
        said = context.folded[passage.sentence.start : passage.sentence.end]
        if TAKES_UP.search(said) is None:
            continue
        before = _plain(context, earlier)
        if not before:
            continue
        if said.lstrip().startswith(("số ", "nguồn", "khoản", "kinh phí", "dự toán", "quỹ", "toàn bộ", "tổng", "chi phí", "vốn")):
            yield from _same_money(context, passage, before)
        if ", " in said and re.search(r"\b(?:cả|toàn bộ|tất cả|toàn thể) ", said):
            yield from _two_nouns(context, passage, before, alarmed)
        for figure in _plain(context, passage):
            mark = context.source.back(figure.start, figure.end)
            first = None if mark in alarmed or figure.in_words else _taken_up(context, passage, figure, before)
            if first is not None and (first.value != figure.value or mark not in decided):
                yield told_again(context, figure, replace(first, noun=_named(context, first)))


def _plain(context: Context, passage: Passage) -> list[Figure]:
    found = counted(context.folded, passage.sentence.start, passage.sentence.end)
    return [one for one in found if not hedge(context.folded[max(0, one.start - 40) : one.start])]


def _taken_up(context: Context, passage: Passage, figure: Figure, before: list[Figure]) -> Figure | None:
    """Với 4.812 nhân khẩu ấy · cả 138 thành viên của hợp tác xã: the only count of its noun before it, but for a slip."""
    alike = [one for one in before if one.noun == figure.noun and not one.in_words and _same_thing(context, one, figure)]
    if len(alike) != 1 or figure.value < LEAST or alike[0].step != figure.step:
        return None
    first = alike[0]
    lead = context.folded[passage.sentence.start : figure.start]
    tail = context.folded[figure.end : passage.sentence.end]
    these = len(lead) < FAR and THESE.match(tail)
    whole = OWNED.match(context.folded[figure.after : passage.sentence.end]) if WHOLE.search(lead) else None
    if whole is not None:
        body = whole["body"].split()[0]
        told = context.folded[max(0, first.start - 160) : first.start]
        whole = whole if body in told and HOLDS.search(told) else None
    if (not these and whole is None) or WITH_OTHERS.search(lead):
        return None
    if PLANNED.search(re.split(r"[,;:(]\s?", context.folded[max(0, first.start - 60) : first.start])[-1]):
        return None
    if first.value == figure.value:
        return first
    others = [one.value for one in before]
    made = {sum(some, Fraction(0)) for some in combinations(others[:8], 2)} | {abs(a - b) for a, b in combinations(others[:8], 2)}
    if figure.value in made or figure.value in others:
        return None
    near = swapped(first.value / first.step, figure.value / figure.step) if whole else slip(figure.value, first.value, figure.step)
    return first if near else None


def _named(context: Context, figure: Figure) -> str:
    """The two words behind a number, as the reader is told of it."""
    second = SECOND.match(context.folded, figure.after)
    return f"{figure.noun} {second[1]}" if second and second[1] not in PLAIN else figure.noun


def _same_thing(context: Context, one: Figure, other: Figure) -> bool:
    """Whether the words behind the first word of the nouns say no other thing: thành viên is no thành phố."""
    second = [SECOND.match(context.folded, figure.after) for figure in (one, other)]
    said = {match[1] for match in second if match and match[1] not in PLAIN}
    return len(said) <= 1


def _same_money(context: Context, passage: Passage, before: list[Figure]) -> Iterator[Claim]:
    """Là 1,36 tỷ đồng. Nguồn vốn này (1.360 triệu đồng) …: one amount in two scales."""
    lead = MONEY.match(context.folded, passage.sentence.start, passage.sentence.end)
    amounts = [one for one in before if one.noun == "đồng"]
    here = [one for one in _plain(context, passage) if lead and one.start == lead.end() and one.noun == "đồng"]
    if not here or len(amounts) != 1:
        return
    first, again = amounts[0], here[0]
    wrong = abs(first.value - again.value) > max(first.step, again.step) / 2
    text = f"{context.written(first)} đồng = {vn(first.value)} đồng; {context.written(again)} đồng = {vn(again.value)} đồng"
    span = again.start, again.after
    yield context.claim(
        span, "repeat", "inconsistent" if wrong else "consistent", text, context.written(again), vn(first.value), [again, first]
    )


def _two_nouns(context: Context, passage: Passage, before: list[Figure], alarmed: Marks) -> Iterator[Claim]:
    """Có 14 xã và 1 thị trấn. Cả 15 xã, thị trấn …: what the two make."""
    for match in ALL.finditer(context.folded, passage.sentence.start, passage.sentence.end):
        kinds = [[one for one in before if context.folded.startswith(match[name], one.end + 1)] for name in ("one", "other")]
        if any(len(kind) != 1 for kind in kinds) or kinds[0][0] is kinds[1][0]:
            continue
        parts = [kinds[0][0], kinds[1][0]]
        if not re.fullmatch(r"[^\d;.]{1,40}", context.folded[min(parts[0].after, parts[1].after) : max(parts[0].start, parts[1].start)]):
            continue
        total = Figure("count", match.start("number"), match.end("number"), Fraction(match["number"]), after=match.end())
        right = parts[0].value + parts[1].value
        if context.source.back(total.start, total.end) not in alarmed:
            text = f"{vn(parts[0].value)} + {vn(parts[1].value)} = {vn(right)}"
            yield context.outcome("sum", total, parts, text, vn(right), wrong=right != total.value)
