"""Alarms that the sentence itself takes back: two of its counts give the percentage; a head is a mean, a bound, a rate or what is lacking.

giảm 9 đơn so với cùng kỳ năm 2023 (36 đơn), tương ứng giảm 25% · trong 9 chi bộ thôn có 7 bí thư kiêm trưởng thôn, chiếm 77,8% ·
bình quân mỗi năm 204 đảng viên; trong đó 459 là người dân tộc thiểu số · 4 chi bộ có dưới 10 đảng viên, gồm …
"""

from __future__ import annotations

import re
from bisect import bisect_right
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.figures import Figure

MOVED = re.compile(r"\b(?:giảm|tăng)(?: thêm| được)? $")
WAY = re.compile(r"\b(?:giảm|thấp hơn|ít hơn|hụt|kém|tăng|vượt|cao hơn|nhiều hơn)\b")
DOWN = ("giảm", "thấp hơn", "ít hơn", "hụt", "kém")
MEAN = re.compile(r"\b(?:bình quân|trung bình)\b[^\d;.]{0,20}$")
BOUND = re.compile(r"\b(?:dưới|chưa đến|không quá) $")
GOAL = re.compile(r"(?<!\d )\b(?:dự toán|kế hoạch(?! hóa)|chỉ tiêu) [^\d,;:.()]{0,16}$")
OF_THOSE_IN_NEED = re.compile(r" (?:tổng )?số [^\d,;.:()]{2,30} có nhu cầu\b")
REST_UNTOLD = re.compile(r"(?: [^\W\d]+){0,4}[,;.] (?:và )?(?:số )?còn lại (?!\d)[^\d;.:]*(?:[.;\n]|$)")
REST_TOLD = re.compile(r"[^.;\d]{0,60}[,;] (?:và )?(?:số )?còn lại (?:đang|chưa|là|sẽ|thuộc|đều|đã)\b")
REACHED = re.compile(r"\b(?:đạt|hoàn thành) $")
ALL, AIMS = 100, ("chỉ tiêu", "kế hoạch", "mục tiêu")
CAME, CLAUSE = re.compile(r"\b(?:chuyển đến|đến|nhập học|tiếp nhận|vào|phát sinh|mới|bổ sung|sinh)\b"), 24
OF_SO_MANY = re.compile(r"\bcứ $")
OWN_SUBJECT = re.compile(r"\s(?!có |đã |trong )(?:[^\W\d]+ ){1,7}(?:hiện )?có ")
BASE_SAID = re.compile(r"\)\s?,?\s?(?:đã |thì )?(?:tăng|giảm)(?: thêm| được)? ")
OTHERS_BEHIND = re.compile(r"(?: [^\W\d]+){0,6},?(?: và|,| cùng) (?:các|những|một số|nhiều|đại diện) [^\W\d]+")
COMMITTEE, BUREAU = re.compile(r"\bban chấp hành\b[^\d;.:]*$"), re.compile(r"(?: ủy viên)?(?: ban)? thường vụ\b")
LACKING = re.compile(r"\b(?:thiếu|vắng) $")
MOST, BESIDE = 6, 4


def comes_out_beside(context: Context, claim: Claim, figures: list[Figure]) -> bool:
    """Whether another reading within the sentence makes an alarm of `figures` groundless; the first of them is the one accused."""
    first, *others = figures
    if claim.kind == "subset":
        return _has_its_own_subject(context, first, others[-1:]) or any(
            MEAN.search(context.folded, max(0, one.start - 40), one.start) for one in figures
        )
    if claim.kind == "sum":
        return _makes_no_sum(context, first, others)
    if claim.kind == "difference":
        return _of_one_whole(context, figures) or REST_TOLD.match(context.folded, max(one.end for one in figures)) is not None
    if claim.kind == "feasibility" and any(LACKING.search(context.folded, max(0, one.start - 10), one.start) for one in others):
        return True
    if first.kind != "percent" or not others:
        return False
    if claim.kind == "share":
        return _is_of_another_whole(context, first, others)
    counts = _counts_beside(context, first)
    if claim.kind == "feasibility" and first.decimals:
        return any(_gives(one, other, first) for one in others for other in counts if one is not other)
    return claim.kind == "growth" and (_is_of_what_moved(context, first, others[0], counts) or _has_its_base_behind(context, first, counts))


def _makes_no_sum(context: Context, head: Figure, parts: list[Figure]) -> bool:
    """The head is a rate (cứ 100 hộ) or a bound, a part is an aim, what came stands beside what went, or the rest bears no number."""
    if OF_SO_MANY.search(context.folded, max(0, head.start - 6), head.start) or BOUND.search(
        context.folded, max(0, head.start - 14), head.start
    ):
        return True
    aims = any(GOAL.search(context.folded, max(0, one.start - 30), one.start) for one in parts)
    if aims and not any(one.noun in AIMS for one in (head, *parts)):
        return True
    less = bool(parts) and sum(one.value for one in parts) < head.value
    if less and OTHERS_BEHIND.match(context.folded, max(max(one.end, one.after) for one in parts)):
        return True  # 19 đồng chí, gồm 1 trưởng ban, 3 phó ban và các thành viên ở xã
    if less and COMMITTEE.search(context.folded, max(0, head.start - 60), head.start) and _of_bureau(context, parts[-1]):
        return True
    return _comes_out_net(context, head, parts) or _leaves_the_rest(context, head, parts)


def _of_bureau(context: Context, last: Figure) -> bool:
    """Ban Chấp hành có 13 đồng chí, gồm 1 bí thư, 1 phó bí thư và 5 ủy viên ban thường vụ: the others bear no office."""
    return BUREAU.match(context.folded, last.end) is not None


def _is_of_another_whole(context: Context, percent: Figure, others: list[Figure]) -> bool:
    if OF_THOSE_IN_NEED.match(context.folded, percent.end):  # 300 hộ, đạt 75% số hộ có nhu cầu
        return True
    if len(others) > 1 and percent.decimals and _another_gives(context, percent, others[0], others[1]):
        return True
    return len(others) > 1 and (
        _is_of_its_own_plan(context, percent, others[0], others[1]) or _of_a_part_behind(context, percent, others[0], others[1])
    )


def _is_of_what_moved(context: Context, percent: Figure, amount: Figure, counts: list[Figure]) -> bool:
    """giảm 9 đơn so với năm 2023 (36 đơn), giảm 25%: of the base, not from it."""
    said = [one for one in counts if one.end < amount.start and BASE_SAID.fullmatch(context.folded, max(one.end, one.after), amount.start)]
    if said:  # so với năm 2017 (684 đồng chí) tăng 228 đồng chí, tăng 25%: no other base is meant
        counts = said
    moved = MOVED.search(context.folded, max(0, amount.start - 16), amount.start) is not None
    return moved and any(_gives(amount, base, percent) for base in counts if base.noun == amount.noun and base is not amount)


def _has_its_base_behind(context: Context, percent: Figure, counts: list[Figure]) -> bool:
    """đạt 2.352 triệu đồng, vượt 12% dự toán huyện giao (2.100 triệu đồng)."""
    now = next((one for one in reversed(counts) if one.end <= percent.start), None)
    base = next((one for one in counts if one.start > percent.end), None)
    if now is None or base is None or now.noun != base.noun or context.folded[base.start - 1] != "(":
        return False
    way = WAY.search(context.folded, now.end, percent.start)  # còn 5.240 con, tăng 8,2% so với năm trước (5.710 con): the other way
    if way is not None and (way[0] in DOWN) != (now.value < base.value):
        return False
    return fit(100 * abs(now.value - base.value) / base.value, percent.value, percent.step) == "exact"


def _has_its_own_subject(context: Context, head: Figure, over: list[Figure]) -> bool:
    """120 đảng viên, trong đó 12 đảng viên dự bị; Hội Nông dân có 310 hội viên: the last clause speaks of another body."""
    for one in over:
        if one.noun in ("", head.noun, "đồng chí", "người") or one.start < head.end:
            continue
        clause = context.folded[head.end : one.start].rpartition(";")
        if clause[1] and OWN_SUBJECT.fullmatch(clause[2]):
            return True
    return False


def _of_a_part_behind(context: Context, percent: Figure, part: Figure, whole: Figure) -> bool:
    """4 đảng viên, đạt 100% chỉ tiêu (giáo viên 2, học sinh 2): the bracket divides what was done, it holds no aim."""
    opened = context.folded.rfind("(", percent.end, whole.start)
    if opened < 0 or ")" in context.folded[percent.end : whole.start]:
        return False
    inside = [one for one in context.reader.between(opened, context.folded.find(")", whole.end)) if one.kind == "count"]
    return len(inside) > 1 and sum(one.value for one in inside) == part.value


def _is_of_its_own_plan(context: Context, percent: Figure, part: Figure, whole: Figure) -> bool:
    """trồng 120 ha, chỉ tiêu 100 ha, đạt 120%; chăm sóc 300 ha, đạt 100%: all that was to be done, not of what another clause tells."""
    reached = percent.value == ALL and REACHED.search(context.folded, max(0, percent.start - 16), percent.start) is not None
    return reached and whole.end < part.start and ";" in context.folded[whole.end : part.start] and part.value > 2 * whole.value


def _leaves_the_rest(context: Context, head: Figure, parts: list[Figure]) -> bool:
    """540 hội viên, trong đó: xuất sắc 120; tốt 350; còn lại hoàn thành: what is left bears no number."""
    if not parts or sum(one.value for one in parts) >= head.value:
        return False
    return REST_UNTOLD.match(context.folded, max(max(one.end, one.after) for one in parts)) is not None


def _comes_out_net(context: Context, head: Figure, parts: list[Figure]) -> bool:
    """giảm 5 em so với đầu năm (2 em chuyển đi, 4 em bỏ học, 1 em chuyển đến): what came is taken from what went."""
    moved = MOVED.search(context.folded, max(0, head.start - 16), head.start)
    if moved is None or len(parts) < 2:
        return False
    ends = [*(one.start for one in parts[1:]), parts[-1].end + CLAUSE]
    said = [re.split(r"[;.)]", context.folded[one.end : end])[0] for one, end in zip(parts, ends, strict=True)]
    came = sum(one.value for one, words in zip(parts, said, strict=True) if CAME.search(words))
    went = sum(one.value for one, words in zip(parts, said, strict=True) if not CAME.search(words))
    return came > 0 < went and abs(went - came) == head.value


def _another_gives(context: Context, percent: Figure, part: Figure, whole: Figure) -> bool:
    """8 xã đạt, 4 xã chưa đạt, trên tổng số 12 xã, đạt tỷ lệ 66,7%: another count of its noun is that percentage of the whole."""
    counts = [one for one in _counts_beside(context, percent) if one.noun == part.noun != "" and one.end <= percent.start]
    return any(_gives(one, whole, percent) for one in counts if one not in (part, whole) and one.value < whole.value)


def _of_one_whole(context: Context, figures: list[Figure]) -> bool:
    """khá 288 em (45%), đạt 240 em (37,5%), chưa đạt 16 em (2,5%): each a share of the same whole, so none is left of another."""
    low, high = Fraction(0), Fraction(10**12)
    for one in figures:
        behind = context.reader.between(one.end, max(one.end, one.after) + BESIDE)
        share = behind[0] if behind and behind[0].kind == "percent" and context.folded[behind[0].start - 1] == "(" else None
        if share is None or share.hedge or share.value <= share.step:
            return False
        low = max(low, one.value * 100 / (share.value + share.step / 2))
        high = min(high, one.value * 100 / (share.value - share.step / 2))
    return len(figures) > 2 and low <= high


def _gives(one: Figure, other: Figure, percent: Figure) -> bool:
    part, whole = sorted((one.value, other.value))
    return fit(100 * part / whole, percent.value, percent.step) == "exact"


def _counts_beside(context: Context, percent: Figure) -> list[Figure]:
    """The exact counts of the sentence."""
    place = bisect_right(context.passages, percent.start, key=lambda one: one.sentence.start) - 1
    told = context.passages[place].figures if place >= 0 else []
    return [one for one in told if one.kind == "count" and one.value > 1 and not one.hedge][:MOST]
