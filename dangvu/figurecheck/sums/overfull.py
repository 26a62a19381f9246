"""Parts that together exceed what they are part of, where their words keep them apart.

11/15 chi bộ được xếp loại tốt, 5 chi bộ xếp loại khá · 24 đảng viên, 9 miễn sinh hoạt, 17 sinh hoạt thường xuyên · còn 19, đã kết nạp 11,
đang hoàn thiện 18 · khoảng 3,2 tỷ đồng, trong đó Nhà nước 1,9 tỷ, nhân dân 3,1 tỷ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import next_word
from dangvu.figurecheck.meant.closed import exclusive_groups
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.reading.figures import Figure

GRADE = re.compile(r"(?:[^\W\d]+\s){0,3}?(?:xếp loại|đánh giá|loại|đạt loại|được xếp)\b")
APART = (
    (re.compile(r"\bmiễn (?:sinh hoạt|công tác)\b"), re.compile(r"(?<!miễn )\bsinh hoạt (?:thường xuyên|đều|đầy đủ|định kỳ)?")),
    (re.compile(r"\b(?:có mặt|dự họp|tham dự)\b"), re.compile(r"\bvắng\b")),
    (re.compile(r"\b(?:nghỉ hưu|hưu trí)\b"), re.compile(r"\b(?:đương chức|đang công tác)\b")),
    (re.compile(r"\b(?:chuyên trách)\b"), re.compile(r"\bkiêm nhiệm\b")),
    (re.compile(r"(?<!chưa )\bđã (?:kết nạp|hoàn thành|giải quyết|xử lý|tổ chức|được)\b"), re.compile(r"\b(?:đang|chưa|còn)\b")),
)
WELL = re.compile(
    r"\b(?:(?:làm|thực hiện|chấp hành|triển khai|hoàn thành|lãnh đạo|bảo quản) (?:tốt|nghiêm|đúng|đầy đủ)|đạt (?:yêu cầu|chuẩn|loại)|"
    r"không (?:có |để xảy ra )?(?:vi phạm|khuyết điểm|sai phạm|sai sót)|đúng (?:quy định|quy trình|hạn)|chuyển biến rõ)\b"
)
BADLY = re.compile(
    r"\b(?:còn (?:có |mắc |để xảy ra )?(?:khuyết điểm|hạn chế|thiếu sót|vi phạm|sai sót|chậm|yếu)|"
    r"phải (?:kiểm điểm|kỷ luật|xử lý|rút kinh nghiệm|nhắc nhở|chấn chỉnh)|"
    r"có (?:vi phạm|khuyết điểm|sai phạm|thiếu sót)|bị (?:nhắc nhở|phê bình|kỷ luật|xử lý|lập biên bản)|chưa|quá hạn|tái phạm)\b"
)
RESULT = re.compile(
    r"\W*(?:[-+*]\s)?(?:qua (?:đó|[^\d,;.:()]{3,30})|kết quả(?: [^\d,;.:()]{3,30})?|kết luận|trong đó|nhìn chung|đến nay),?:? (?:có |đã )?"
)
AMONG = re.compile(r"[^\d;.:()%]{0,40}[,(] ?trong (?:đó|số (?:đó|này|ấy))(?: có| thì)?(?: [^\W\d]+){0,4} $")
OF_THESE = re.compile(r"[^\d;.:()%,]{0,30} (?:trong số|trong) (?:này|đó|ấy)\b")
LEFT = re.compile(r"\bcòn(?: lại)? $")
SPLIT = re.compile(r"[^\d;.:()]{0,24}[,:;]\s(?:trong đó )?(?:có )?[^\d;.:()]{0,40}$")
UNDER_WAY = re.compile(r"\b(?:đang|chưa|số còn lại|chờ)\b")
MONEY = re.compile(r"[^\d;.:()]{0,20}[,;]\s(?:trong đó|gồm|bao gồm)\b[^\d;.()]{0,60}$")
MIXED = re.compile(r"\b(?:tăng|giảm|so với|cùng kỳ|thêm|mới|trong đó|lượt|kỳ trước|năm trước)\b")
GRADED = re.compile(r"\W*(?:về )?trình độ\b")
FAR, AMOUNTS = Fraction(6, 5), ("money", "measure", "time", "score")


def judge_overfull(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """The wholes of every sentence with the parts behind them."""
    for passage in context.passages:
        figures = [f for f in passage.figures if f.group != "time"]
        for claim in _claims(context, passage, figures):
            if not alarmed & set(claim.figures):
                yield claim


def _claims(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    yield from _by_grade(context, passage)
    yield from _by_quality(context, passage, figures)
    for place, whole in enumerate(figures):
        if place + 1 < len(figures):
            yield from _above_it(context, figures, place)
        parts = figures[place + 1 : place + 3]
        if not parts or any(p.kind != "count" or p.hedge for p in parts):
            continue
        if whole.kind == "ratio" and whole.other is not None:
            yield from _beside_ratio(context, whole, parts[0])
        elif whole.kind == "count" and len(parts) == 2:
            yield from _two(context, passage, whole, parts, figures)


def _beside_ratio(context: Context, ratio: Figure, part: Figure) -> Iterator[Claim]:
    """11/15 chi bộ được xếp loại tốt, 5 chi bộ xếp loại khá: of one noun and each with a grade of its own."""
    between = context.folded[max(ratio.end, ratio.after) : part.start]
    behind = context.folded[max(part.end, part.after) : max(part.end, part.after) + 40]
    graded = GRADE.match(between.lstrip()) and GRADE.match(behind.lstrip())
    if ratio.noun != part.noun or not ratio.noun or not graded or not re.search(r"[,;]\s(?:và )?(?:có )?$", between):
        return
    if MIXED.search(between) or ratio.other is None or not ratio.value < ratio.other < ratio.value + part.value:
        return
    yield _claim(context, part, [ratio, part], ratio.other, ratio)


def _two(context: Context, passage: Passage, whole: Figure, parts: list[Figure], figures: list[Figure]) -> Iterator[Claim]:
    one, other = parts
    total = one.value + other.value
    lead = context.folded[max(passage.sentence.start, whole.start - 40) : whole.start]
    first = context.folded[max(whole.end, whole.after) : one.start]
    second = context.folded[max(one.end, one.after) : other.start]
    behind = context.folded[max(other.end, other.after) : passage.sentence.end]
    last = other is figures[-1] and not re.search(r"\d", behind)
    if whole.hedge in ("about", "under", "over"):
        money = whole.group == one.group == other.group == "money" and MONEY.fullmatch(first) and not MIXED.search(second)
        if money and last and total > whole.value * FAR:
            yield _claim(context, whole, [one, other], whole.value, whole)
        return
    if whole.hedge or total <= whole.value or max(one.value, other.value) > whole.value or not last:
        return
    if LEFT.search(lead) and SPLIT.fullmatch(first) and UNDER_WAY.search(second) and not MIXED.search(first + second):
        if all(not p.noun or of_one_kind(p, whole) for p in parts):
            yield _claim(context, whole, [one, other], whole.value, whole)
        return
    if not whole.noun or {one.noun, other.noun} - {whole.noun, "đồng chí", "người", ""} or MIXED.search(first + second):
        return
    if not re.fullmatch(r"[^;.:()]{0,40}[,;]\s(?:trong đó |hiện )?(?:có |gồm )?(?:[^\W\d]+ ){0,4}", first):
        return
    words = [_words(context, one, second), _words(context, other, behind)]
    for a, b in APART:
        if (a.search(words[0]) and b.search(words[1])) or (b.search(words[0]) and a.search(words[1])):
            yield _claim(context, whole, [one, other], whole.value, whole)
            return


def _by_quality(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """Kiểm tra 118 đảng viên. Qua kiểm tra, 112 đảng viên thực hiện tốt, 9 đảng viên còn khuyết điểm: nobody is both."""
    counts = [f for f in figures if f.kind == "count"]
    if len(counts) < 2 or any(f.hedge for f in counts) or not BADLY.search(context.folded, passage.sentence.start, passage.sentence.end):
        return
    one, other = counts[-2:]
    second = context.folded[max(one.end, one.after) : other.start]
    behind = context.folded[max(other.end, other.after) : passage.sentence.end]
    words = [_words(context, one, second), _words(context, other, behind)]
    good = [WELL.search(said) is not None and BADLY.search(said) is None for said in words]
    bad = [BADLY.search(said) is not None and WELL.search(said) is None for said in words]
    if not ((good[0] and bad[1]) or (bad[0] and good[1])) or ";" in second and "." in second:
        return
    earlier = passage.before
    if len(counts) == 2 and earlier is not None and earlier.paragraph == passage.paragraph:
        if not RESULT.fullmatch(context.folded, passage.sentence.start, one.start):
            return
        alike = [f for f in earlier.figures if f.kind == "count" and _of_one_word(context, f, one)]
    else:
        alike = [f for f in counts[:-2] if _of_one_word(context, f, one)][-1:]
    whole = max(alike, key=lambda f: f.value, default=None)
    if whole is None or alike[0] is not whole or whole.hedge or not (of_one_kind(one, other) and _of_one_word(context, one, other)):
        return
    if max(one.value, other.value) <= whole.value < one.value + other.value:
        yield _claim(context, other, [one, other], whole.value, whole)


def _above_it(context: Context, figures: list[Figure], place: int) -> Iterator[Claim]:
    """12 chi bộ, phát hiện 13 chi bộ trong số này …: some of them are more than all."""
    whole, part = figures[place : place + 2]
    plain = whole.kind == part.kind == "count" and not whole.hedge and part.hedge in ("", "least", "over") and whole.group not in AMOUNTS
    if part.value <= whole.value or not plain or not _of_one_word(context, whole, part):
        return
    between = context.folded[max(whole.end, whole.after) : part.start]
    these = OF_THESE.match(context.folded, max(part.end, part.after)) and not re.search(r"[;.:(]", between)
    if not AMONG.fullmatch(between) and not these:
        return
    if any(_of_one_word(context, f, part) and f.value >= part.value for f in figures[:place] if f.kind == "count"):
        return
    text = f"{context.written(part)} > {context.written(whole)}: một phần không thể lớn hơn tổng"
    stated, marks = context.written(part), [part, whole]
    yield context.claim(context.covering(*marks), "subset", VERDICTS["off"], text, stated, None, marks)


def _of_one_word(context: Context, one: Figure, other: Figure) -> bool:
    """lượt of lượt ý kiến."""
    words = [context.folded[f.end : f.after].strip() or next_word(context, f) for f in (one, other)]
    shorter, longer = sorted(words, key=len)
    return shorter != "" and (longer == shorter or longer.startswith(f"{shorter} "))


def _words(context: Context, figure: Figure, behind: str) -> str:
    """The words of a count: those right before it in its clause and those behind."""
    lead = re.split(r"[,;.:(]", context.folded[max(0, figure.start - 40) : figure.start])[-1]
    return f"{lead} {re.split(r'[,;.:(]', behind)[0]}"


def _by_grade(context: Context, passage: Passage) -> Iterator[Claim]:
    """… có 85 đồng chí. Trình độ trung học phổ thông 81 đồng chí, trung học cơ sở 14 đồng chí: of one ladder, more than all."""
    earlier = passage.before
    if earlier is None or earlier.paragraph != passage.paragraph or not GRADED.match(context.folded, passage.sentence.start):
        return
    heads = [m for m in earlier.reading.mentions if m.figure.kind == "count" and not m.figure.hedge and m.group == "person"]
    if len(heads) != 1:
        return
    stop = context.folded.find(";", passage.sentence.start, passage.sentence.end)
    items = [m for m in passage.reading.mentions if m.figure.kind == "count" and (stop < 0 or m.figure.start < stop)]
    for name, group in exclusive_groups(items).items():
        total = sum((m.figure.value for m in group), Fraction(0))
        if (
            name.startswith(("trình độ", "học vấn"))
            and total > heads[0].figure.value
            and max(m.figure.value for m in group) <= heads[0].figure.value
        ):
            yield _claim(context, heads[0].figure, [m.figure for m in group], heads[0].figure.value, heads[0].figure)
            return


def _claim(context: Context, first: Figure, parts: list[Figure], whole: Fraction, head: Figure) -> Claim:
    total = sum((p.value for p in parts), Fraction(0))
    stated = context.written(first)
    text = " + ".join(vn(p.value) for p in parts) + f" = {vn(total)} > {vn(whole)}: các phần cộng lại không thể lớn hơn tổng"
    figures = [first, *(f for f in (head, *parts) if f is not first)]
    return context.claim(context.covering(*figures), "sum", VERDICTS["off"], text, stated, vn(total), figures)
