"""What a sentence divides by its places alone: the count before "gồm", a colon, a bracket or a note, and a count in each segment behind.

No list of nouns is asked: 07 đồng chí: 01 tổ trưởng, 02 tổ phó và 04 thành viên · 24 em (3 giải nhất, 6 giải nhì, …).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.meant.closed import ANYTHING, LEAVES_SOME, UNTOLD, unnumbered
from dangvu.figurecheck.meant.segments import Segment, Stretch, stretches_of
from dangvu.figurecheck.reading import families, phrases
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import ELLIPSIS
from dangvu.figurecheck.slips import chance
from dangvu.figurecheck.sums.added import sum_claim

ANY_THING = frozenset({"nội dung", "vấn đề", "việc", "vị trí", "văn bản", "tài sản"})
BODIES = frozenset({"organisation", "place", "hamlet", "company", "team"})
COMPARED = re.compile(
    r"\b(?:tăng|giảm|so với|cùng kỳ|bình quân|trung bình|mỗi|kế hoạch|"
    r"chỉ tiêu|trở lên|năm \d{4}|lần lượt|lượt|cao nhất|thấp nhất|nhất là)\b"
)
REMAIN = re.compile(r"\bcòn lại\b")
SECTOR = frozenset({"khối", "khu", "cấp", "ngành", "cụm"})
MARKED = {"person": families.OVERLAPPING, "household": families.OVERLAPPING, "case": families.OVERLAPPING}
MARKED["organisation"] = families.SHARED_BY_BODIES
ONE_EACH = {("person", "object")}
"""24 em (3 giải nhất, …): one to each."""
ALMOST = Fraction(6, 5)
MOST_OF_IT, FAR = Fraction(7, 10), 4
UNLIKELY, SURE = Fraction(1, 16), Fraction(1, 10)
TEN, ZERO_FIRST = 10, Fraction(1, 90)
TELLING, RANKS = 20, 3
PLAIN_RANK = re.compile(r"(?:có )?\d+ (?:đồng chí )?(?:ủy viên|thành viên|tổ viên|đội viên)(?: (?:ban chấp hành|ban chỉ đạo|hội đồng))?")


@dataclass(frozen=True, slots=True)
class Division:
    """A head with the segments that may divide it."""

    stretch: Stretch
    items: list[Segment]

    @property
    def head(self) -> Figure:
        """The count that is divided."""
        return self.stretch.head

    @property
    def total(self) -> Fraction:
        """What the parts make."""
        return sum((item.figure.value for item in self.items), Fraction(0))


def judge_divisions(context: Context, summed: Marks, alarmed: Marks) -> Iterator[Claim]:
    """Every stretch of the text that divides a count and that no other rule has added up."""
    for stretch in stretches_of(context):
        marks = {context.source.back(one.start, one.end) for one in (stretch.head, *(item.figure for item in stretch.items))}
        if marks & alarmed or not stretch.items or any(item.figure.hedge for item in stretch.items) or stretch.head.hedge:
            continue
        if len(marks & summed) > 1:
            continue
        yield from _judge(context, Division(stretch, stretch.items))


def _judge(context: Context, one: Division) -> Iterator[Claim]:
    if not all(_fits(context, one.head, item.figure) for item in one.items):
        return
    if len(one.items) > 1 and one.total == one.head.value:
        yield _said(context, one)
        return
    if over := next((item for item in one.items if _exceeds(context, one, item)), None):
        yield _too_large(context, one, over)
    elif len(one.items) > 1 and not _leaves_some(context, one) and _is_wrong(context, one):
        yield _said(context, one)


def _leaves_some(context: Context, one: Division) -> bool:
    """120 chi bộ ấp, 60 chi bộ trường học và các chi bộ khác: no count of what is left."""
    return one.total < one.head.value and LEAVES_SOME.match(context.folded, one.items[-1].figure.end) is not None


def _fits(context: Context, head: Figure, item: Figure) -> bool:
    """Whether the item may be of the same things: by noun or group, or where the noun is unknown."""
    if head.group in ("money", "measure", "time") or item.group in ("money", "measure", "time"):
        return head.noun == item.noun or (not item.group and head.group != "time")
    if head.noun == "lượt" or item.noun == "lượt":
        return head.noun == item.noun or "lượt" in context.folded[head.end : head.after]
    if not item.group or not head.group or head.group == item.group or head.noun in ANY_THING:
        return True
    if item.noun == "trường hợp" and head.group in MARKED:
        return True
    return (head.group, item.group) in ONE_EACH or (head.noun in ANYTHING and {head.group, item.group} <= BODIES)


def _overlap(one: Division) -> bool:
    mark = MARKED.get(one.head.group)
    if mark is None or (len({item.words.split(" ", 1)[0] for item in one.items}) == 1 and one.items[0].words.split(" ", 1)[0] in SECTOR):
        return False
    kinds = [families.families(item.words) for item in one.items]
    shared = {name for name, _ in frozenset.intersection(*(frozenset((n, 0) for n, _ in kind) for kind in kinds))}
    apart = any(len({kind for own in kinds for name, kind in own if name == family}) == len(kinds) for family in shared)
    return not apart and any(mark.search(item.words) for item in one.items)


def _exceeds(context: Context, one: Division, item: Segment) -> bool:
    """Huy động 78 cán bộ, trong đó 84 giám thị · 24 đảng viên (nữ 11, đoàn viên 32): a part larger than its whole."""
    if item.figure.value <= one.head.value or item.figure.value > FAR * one.head.value or COMPARED.search(item.words):
        return False
    promised = one.stretch.cue == "open" or (one.stretch.cue in ("bracket", "closed") and len(one.items) > 1)
    people = one.head.group == "person" and item.figure.group in ("person", "")
    alike = item.figure.noun == one.head.noun != "" or people
    return promised and alike and one.head.value >= 2 and not _begins(context, one, item)


def _begins(context: Context, one: Division, item: Segment) -> bool:
    """Trong đó cao nhất là … : a segment that begins with a verb of its own counts other things."""
    return phrases.ACTION.match(item.words) is not None and (item.figure.noun != one.head.noun or item is not one.items[0])


def _is_wrong(context: Context, one: Division) -> bool:
    """Whether the list names all parts, so that it must make the head."""
    told = context.folded[one.stretch.start : one.items[-1].end]
    if ELLIPSIS.search(told) or any(COMPARED.search(item.words) for item in one.items):
        return False
    rest = any(families.REST.search(item.words) for item in one.items[-1:]) and not UNTOLD.search(
        context.folded[one.items[-1].figure.end : one.items[-1].end]
    )
    if (_overlap(one) and not rest) or any(item.figure.value > FAR * one.head.value for item in one.items):
        return False
    over = one.total > one.head.value
    named = unnumbered(context.folded[one.stretch.start : one.items[0].figure.start])
    if not over and one.head.value - one.total <= named:
        return False  # 11 đồng chí, gồm bí thư, 2 phó bí thư và 8 ủy viên
    if not over and REMAIN.search(context.folded, one.items[-1].end, one.items[-1].end + 30):
        return False
    if _of_ranks(one):
        return one.stretch.ended and (over or PLAIN_RANK.fullmatch(one.items[-1].words) is not None)
    one_noun = all(item.figure.noun == one.head.noun or not item.figure.noun for item in one.items)
    if one.stretch.cue == "open":
        if one.head.noun in ANY_THING and over and len(one.items) > 2:
            return one.stretch.ended  # 18 nội dung, trong đó 13 nghị quyết, 4 tờ trình, 2 nội dung khác
        return one.stretch.ended if rest else _by_a_slip(one) or _of_its_noun(one)
    if one.stretch.cue == "has":
        return one.stretch.ended and (rest or (one_noun and (_by_a_slip(one) or (over and len(one.items) > 2))))
    if over:
        return one.stretch.ended or one.total <= one.head.value * 2
    whole = one.stretch.joined or one.total >= one.head.value * MOST_OF_IT or rest
    return one.stretch.ended and (one.stretch.cue == "closed" or whole) and (one_noun or one.stretch.joined or len(one.items) > 2)


def _of_its_noun(one: Division) -> bool:
    """15 chi bộ …, trong đó có 11 chi bộ ấp, 3 chi bộ trường học, 1 chi bộ quân sự, 1 chi bộ công an: kinds of it, just more than it."""
    alike = all(item.figure.noun == one.head.noun != "" for item in one.items) and one.head.group in BODIES | {"event"}
    return one.stretch.ended and alike and len(one.items) > 2 and one.head.value < one.total <= one.head.value * ALMOST


def _of_ranks(one: Division) -> bool:
    """1 chủ tịch, 2 phó chủ tịch, 12 ủy viên: the offices of a body, each in its segment."""
    ranks = [{kind for name, kind in families.families(item.words) if name == "chức danh"} for item in one.items]
    return len(one.items) == RANKS and len(set().union(*ranks)) == RANKS and all(len(rank) == 1 for rank in ranks)


def _by_a_slip(one: Division) -> bool:
    """One figure with two digits changed about, or one of many digits mistaken, and the list makes its head."""
    off = one.head.value - one.total
    if one.head.value < TELLING or not one.stretch.ended:
        return False
    readings = [(one.head, one.total), *((item.figure, item.figure.value + off) for item in one.items)]
    weights = [_weight(figure, meant) for figure, meant in readings]
    return min(weights) * len(readings) <= (SURE if len(one.items) > 2 else UNLIKELY)


def _weight(figure: Figure, meant: Fraction) -> Fraction:
    if meant <= 0:
        return Fraction(1)
    if figure.value < TEN <= meant and figure.end - figure.start == 2 and meant == figure.value * TEN:
        return ZERO_FIRST  # 02 for 20
    stated, right = figure.value / figure.step, meant / figure.step
    return chance(stated, right) if right.denominator == 1 else Fraction(1)


def _said(context: Context, one: Division) -> Claim:
    span = (one.head.start, one.head.after) if one.stretch.cue == "note" else None
    return sum_claim(context, one.head, [item.figure for item in one.items], span=span)


def _too_large(context: Context, one: Division, item: Segment) -> Claim:
    text = f"{context.written(item.figure)} > {context.written(one.head)}: một phần không thể lớn hơn tổng"
    figures = [one.head, item.figure]
    return context.claim(context.covering(*figures), "subset", "inconsistent", text, context.written(item.figure), None, figures)
