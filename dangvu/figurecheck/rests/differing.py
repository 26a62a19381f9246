"""What is missing, left, too much or between: the two counts beside such a word, whatever it was that was counted.

58 biên chế được giao, hiện có mặt 54, còn thiếu 4 · kế hoạch 125, thực hiện 132, vượt 7 · chuyển đi 94, chuyển đến 107, chênh lệch 13.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations

from dangvu.figurecheck.changes.changes import difference_claim
from dangvu.figurecheck.changes.rates import points
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.dues import left_by_all
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance

CUE = re.compile(
    r"\b(?P<cue>còn thiếu|thiếu|hụt|còn tồn|tồn quỹ|còn dư|dư quỹ|tồn|dư|thừa|dôi dư|vượt(?: chỉ tiêu| kế hoạch| mục tiêu| định mức|"
    r" dự toán)?|"
    r"chênh lệch(?: tăng| giảm| thêm)?|vắng(?: mặt)?|tăng thuần|tăng thực|giảm thực)(?: là| tới| đến| những| hơn)? $"
)
ABSENT = re.compile(r"\s[^\d,;.()%]{0,16}?(?:vắng(?: mặt)?(?! buổi| phiên| một)|không (?:dự|tham dự|có mặt|đến dự))\b")
DENIED = re.compile(r"\s(?:(?!còn |là |có )[^\W\d]+ ){0,2}?(?:chưa|không)(?: được| có)? (?P<deed>[^\W\d]+ [^\W\d]+)")
CAME = re.compile(r"\b(?:đi bầu|bỏ phiếu)\b.*(?:tham gia|đi bầu|bỏ phiếu|đi bỏ)$", re.S)
ENDS = re.compile(r"\s?(?:[,;.()]|$|(?:vì|do|bỏ phiếu|bầu cử|bỏ|với|gồm|là|nên|mà)\b)")
SAID = 120
GOAL_AND_DONE = re.compile(r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|giao|được giao|định mức|dự toán|nhu cầu|cần|phải có|biên chế)\b")
CASH = re.compile(r"\b(?:thu|tổng thu|nhận|quỹ|vận động)\b.*\b(?:chi|đã chi|tổng cộng|sử dụng|hỗ trợ)\b", re.S)
MOVED_BOTH = re.compile(r"\b(?:chuyển|thu|đến|vào|tăng|sinh|nhập|xuất|mua|nam)\b.*\b(?:chuyển|chi|đi|ra|giảm|tử|xuất|nhập|bán|nữ)\b", re.S)
NOT_THIS = re.compile(r"\b(?:chưa kể|không kể|không tính|kể cả|cộng|trong đó|số|mỗi|bình quân)\b[^\d,;.]{0,20}$")
WITH_MORE = re.compile(
    r"[^.;]{0,30}\b(?:năm trước|kỳ trước|đầu kỳ|đầu năm|chuyển sang(?! (?:năm|kỳ|quý|tháng) (?:sau|tới))|kể cả|"
    r"gồm cả|cộng)\b"
)
MEASURED = re.compile(
    r"\W*(?:như vậy,? )?so với (?:tổng )?(?:số )?(?:biên chế|định biên|định mức|chỉ tiêu|kế hoạch|yêu cầu|nhu cầu|quy định)"
    r"[^\d;:.()%]{0,40}"
)
SHORT_OF = re.compile(r",? (?:thì |hiện |vẫn |nay )*(?P<cue>còn thiếu|thiếu|hụt|vượt|thừa|dôi dư|dư) ")
HAS = re.compile(r"\b(?:có|bố trí|hiện|hiện có|biên chế|tổng số|số)\b[^\d;.]{0,30}$")
NUMBER_ABSENT = re.compile(r"[,;(] (?:số )?(?:đảng viên |đại biểu |người )?vắng(?: mặt)? (?:là |có )?$")
NEXT = re.compile(r"\)?[,;] (?:và |có |hiện )?")
OPEN = re.compile(
    r"\s(?:[^\W\d]+ )?(?:chưa|đang|vượt thẩm quyền|không (?:thuộc|đủ|được|có mặt|dự|tham gia)|"
    r"vắng|chờ|quá hạn|tồn đọng|còn lại|bị trả|phải làm lại)\b"
)
GENERIC = ("người", "đồng chí", "trường hợp")
RATE_CUE = re.compile(
    r"[,;(]\s(?:tức |nghĩa là |và )?(?:còn |mới |chỉ )*(?:thiếu|vượt|hụt|cách|chênh lệch|chênh|thấp hơn|cao hơn|"
    r"kém)(?: so với)?(?: (?:chỉ tiêu|kế hoạch|mục tiêu))?(?: là| tới)?\s$"
)
PRESENT = re.compile(r"\s(?:đã |về |đến |tham )*(?:dự|có mặt|tham gia)\b[^\d;.]{0,60},\s[^\d;.]{0,12}$")
MOST, INVITED = 6, 2


def judge_differing(context: Context, decided: Marks, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Every count behind such a word, and the rest of a share."""
    shares = [claim for claim in claims if claim.kind == "share" and claim.verdict == "consistent" and len(claim.figures) == 3]
    for passage in context.passages:
        figures = passage.figures
        for place, rest in enumerate(figures):
            if rest.kind != "count" or rest.hedge or context.source.back(rest.start, rest.end) in decided:
                continue
            if place > 1 and figures[place - 1].kind == "percent" and (claim := _absent(context, figures[: place - 1], rest)):
                yield claim
                continue
            if place == 1 and (short := _of_the_sentence_before(context, passage, figures[0], rest)):
                yield short
                continue
            if claim := _absent(context, figures[:place], rest) or _of_a_share(context, passage, figures[:place], rest, shares):
                yield claim
                continue
            last = figures[place - 1].end if place else passage.sentence.start
            cue = CUE.search(context.folded, last, rest.start)
            if cue is not None and place > 1 and not _of_another(context, passage, last, cue.start(), rest):
                yield from _between_two(context, passage, figures[:place], rest, cue["cue"])


def _of_another(context: Context, passage: Passage, last: int, cue: int, rest: Figure) -> bool:
    """chưa kể số dư 21 triệu đồng của năm trước · còn dư 45 triệu đồng do năm trước chuyển sang: something else comes in."""
    tail = context.folded[max(rest.end, rest.after) : passage.sentence.end]
    return NOT_THIS.search(context.folded[last:cue]) is not None or WITH_MORE.match(tail) is not None


def judge_rates_differing(context: Context, decided: Marks) -> Iterator[Claim]:
    """So với chỉ tiêu 95%, tỷ lệ mới đạt 92,4%, còn thiếu 2,6%: the two rates before, one of them an aim or of another time."""
    for passage in context.passages:
        for place, by in enumerate(passage.figures):
            before = passage.figures[:place]
            if by.kind not in ("percent", "points") or len(before) != 2 or any(f.kind != "percent" or f.hedge for f in before) or by.hedge:
                continue
            cue = RATE_CUE.search(context.folded, before[1].end, by.start)
            lead = context.folded[passage.sentence.start : before[0].start]
            if cue is None or not GOAL_AND_DONE.search(lead) or context.source.back(by.start, by.end) in decided:
                continue
            low, high = sorted(before, key=_value)
            yield points(context, high, low, by, 1)


def _absent(context: Context, before: list[Figure], rest: Figure) -> Claim | None:
    """148/150 đại biểu có mặt, 2 đại biểu vắng: never more than the ratio leaves."""
    ratio = before[-2] if len(before) > 1 and before[-1].kind == "percent" else before[-1] if before else None
    if ratio is not None and ratio.kind == "count" and (claim := _absent_of_two(context, before, rest)):
        return claim
    if ratio is None or ratio.kind != "ratio" or ratio.other is None or not of_one_kind(ratio, rest) or not rest.noun:
        return None
    between = context.folded[ratio.end : rest.start]
    absent = _is_absent(context, ratio, rest) and not re.search(r"\.\s|;.*;", between)
    if not absent and not NUMBER_ABSENT.search(between):
        return None
    left = ratio.other - ratio.value
    of_several = rest.value != left and rest.value == left_by_all(f for f in before if of_one_kind(f, rest))
    if left < 0 or rest.value < left or of_several:
        return None
    whole = Figure("count", ratio.start, ratio.end, ratio.other, noun=ratio.noun, group=ratio.group, after=ratio.after)
    return difference_claim(context, whole, rest, ratio, VERDICTS["exact" if left == rest.value else "off"])


def _of_the_sentence_before(context: Context, passage: Passage, goal: Figure, rest: Figure) -> Claim | None:
    """Bố trí 61 cán bộ, công chức: … So với định biên 65 người còn thiếu 4 người: the first count of the sentence before."""
    earlier = passage.before
    lead = MEASURED.fullmatch(context.folded, passage.sentence.start, goal.start)
    cue = SHORT_OF.fullmatch(context.folded, max(goal.end, goal.after), rest.start)
    if lead is None or cue is None or goal.kind != "count" or goal.hedge or earlier is None or earlier.paragraph != passage.paragraph:
        return None
    counts = [f for f in earlier.figures if f.kind == "count" and not f.hedge and of_one_kind(f, goal) and of_one_kind(f, rest)]
    if not counts or goal.noun not in (rest.noun, *GENERIC) or rest.noun not in (goal.noun, *GENERIC):
        return None
    sign = 1 if "thiếu" in cue["cue"] or "hụt" in cue["cue"] else -1
    right = next((one for one in counts if sign * (goal.value - one.value) == rest.value), None)
    first = counts[0]
    if right is None and any(sign * (goal.value - abs(a.value - b.value)) == rest.value for a, b in combinations(counts, 2)):
        return None  # 52 giáo viên, trong đó 4 hợp đồng: the others are meant
    if right is None and (sign * (goal.value - first.value) <= 0 or not HAS.search(context.folded, max(0, first.start - 40), first.start)):
        return None
    now, then = sorted((right or first, goal), key=_value, reverse=True)
    return difference_claim(context, now, rest, then, VERDICTS["exact" if right else "off"])


def _absent_of_two(context: Context, before: list[Figure], rest: Figure) -> Claim | None:
    """Trong 58 đoàn viên được mời có 53 đoàn viên đến dự, 5 đoàn viên xin vắng."""
    if len(before) != INVITED or not rest.noun or any(one.noun != rest.noun or one.kind != "count" or one.hedge for one in before):
        return None
    whole, came = before
    here = PRESENT.match(context.folded, came.after, rest.start)
    left = whole.value - came.value
    if not here or not ABSENT.match(context.folded, max(rest.after, rest.end)) or left < 0 or rest.value < left:
        return None
    return difference_claim(context, whole, rest, came, VERDICTS["exact" if left == rest.value else "off"])


def _is_absent(context: Context, ratio: Figure, rest: Figure) -> bool:
    """2 đại biểu vắng · 8.936/8.951 cử tri đi bầu, 15 cử tri không đi bầu: what the others did is denied of them."""
    behind = max(rest.after, rest.end)
    if ABSENT.match(context.folded, behind):
        return True
    denied = DENIED.match(context.folded, behind)
    if denied is None:
        return False
    if not ENDS.match(context.folded, denied.end()):
        return False  # 5 đại biểu chưa tham gia phát biểu
    said = context.folded[max(0, ratio.start - SAID) : rest.start]
    return (
        re.search(rf"(?<!chưa )(?<!không )\b{re.escape(denied['deed'])}\b", said) is not None
        or CAME.search(said + denied["deed"]) is not None
    )


def _of_a_share(context: Context, passage: Passage, before: list[Figure], rest: Figure, shares: list[Claim]) -> Claim | None:
    """có 161 cuộc tốt, chiếm 95,83%, còn 7 cuộc trung bình: what the percentage leaves of its whole."""
    if len(before) < 2 or before[-1].kind != "percent" or before[-2].kind != "count" or not of_one_kind(before[-2], rest):
        return None
    lead = context.folded[before[-1].end : rest.start]
    if (
        not (
            cue := re.fullmatch(
                r"\)?(?: (?:nghị quyết|chỉ tiêu|kế hoạch)(?: [^\W\d]+){0,3})?[,;]? (?:chỉ |và |như vậy |hiện |tức )*"
                r"(?P<cue>còn thiếu|thiếu|chưa đạt|vượt|còn)(?: lại)?(?: lại là| có| là)? ",
                lead,
            )
        )
        or rest.noun != before[-2].noun
    ):
        if rest.noun != before[-2].noun or not NEXT.fullmatch(lead) or not OPEN.match(context.folded, max(rest.end, rest.after)):
            return None
        cue = None  # đã giải quyết 17 việc, đạt 85%, 3 việc vượt thẩm quyền
    marks = [context.source.back(one.start, one.end) for one in (before[-1], before[-2])]
    told = next((claim for claim in shares if list(claim.figures[:2]) == marks), None)
    if told is None:
        return None
    whole = next((f for f in context.reader.figures if context.source.back(f.start, f.end) == told.figures[2]), None)
    if whole is None or whole.kind != "count":
        return None
    left = abs(whole.value - before[-2].value) if cue and cue["cue"] == "vượt" else whole.value - before[-2].value
    return (
        difference_claim(context, whole, rest, before[-2], VERDICTS["exact" if left == rest.value else "off"])
        if rest.value >= left or (cue and cue["cue"] != "còn")
        else None
    )


def _between_two(context: Context, passage: Passage, before: list[Figure], rest: Figure, cue: str) -> Iterator[Claim]:
    counts = [f for f in before if f.kind == "count" and not f.hedge and f.group != "time" and _alike(context, f, rest)][-MOST:]
    pairs = [(one, other) for one, other in combinations(counts, 2)]
    if any(other.value - one.value == rest.value or one.value - other.value == rest.value for one, other in pairs):
        one, other = next(pair for pair in pairs if abs(pair[0].value - pair[1].value) == rest.value)
        yield difference_claim(context, max(one, other, key=_value), rest, min(one, other, key=_value), "consistent")
        return
    ways = [(one, other) for one, other in pairs if one.value != other.value]
    weighed = sorted(ways, key=lambda pair: chance(rest.value, abs(pair[0].value - pair[1].value)))
    if not ways:
        return
    words = context.folded[max(passage.sentence.start, counts[0].start - 60) : rest.start]
    structure = len(counts) == 2 and (
        (cue.startswith(("vượt", "còn thiếu", "thiếu", "hụt")) and GOAL_AND_DONE.search(words))
        or (
            cue.startswith(("chênh", "tăng t", "giảm t", "dư", "còn dư", "còn tồn", "tồn"))
            and (MOVED_BOTH.search(words) or CASH.search(words))
        )
    )
    best = weighed[0]
    slip = chance(rest.value, abs(best[0].value - best[1].value)) * len(ways) <= UNLIKELY
    if slip or structure:
        yield difference_claim(context, max(best, key=_value), rest, min(best, key=_value), "inconsistent")


def _value(figure: Figure) -> Fraction:
    return figure.value


def _alike(context: Context, one: Figure, rest: Figure) -> bool:
    return of_one_kind(one, rest) or (not rest.noun or not one.noun) and {one.group, rest.group} != {"money", "person"}
