"""The totals a percentage may be taken of: in its own words, at the head of the list, said before, a target, the population."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import moves_of
from dangvu.figurecheck.reading import families, nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.layout import BULLET
from dangvu.figurecheck.reading.mentions import Listing, Mention, Share, compatible
from dangvu.figurecheck.reading.source import words

TARGET = re.compile(r"chỉ tiêu|dự toán|chương trình|kế hoạch|mục tiêu|\bkh\b|nghị quyết|đề ra|được giao|\bgiao\b|phấn đấu")
PERIOD = re.compile(
    r"cùng kỳ|năm trước|năm ngoái|năm \d{4}|(?:nửa )?nhiệm kỳ (?:trước|\d{4})|đầu nhiệm kỳ|đầu năm|so với năm|"
    r"giai đoạn trước|so cùng|quý trước|tháng trước"
)
OF_ANOTHER_TIME = re.compile(r"\s*\((?:(?:cuối |đầu )?(?:năm|quý|tháng|nhiệm kỳ)|cùng kỳ|kỳ trước)\b")
PEOPLE = re.compile(r"dân số|số dân")
WHOLE_IN_TAIL = re.compile(r"(?:tổng số|so với|trong|trên|của|/)\s[^%;.]{0,40}$")
NAMED_WHOLE = re.compile(r"(?:so với |trong |trên |của )*(?:(?:tổng )?số |tổng |(?=nhu cầu|dư nợ))(?P<words>[^,.;()%\d]{2,60})")
ALL_OF = re.compile(
    r"(?:so với |trong |trên )*tổng số(?: (?P<noun>[^\W\d]+(?: [^\W\d]+){0,3}?))?"
    r"(?: (?:của |trong |trên địa bàn )?(?:toàn |cả )?(?:tỉnh|huyện|thành phố|xã|phường|đảng bộ)"
    r"(?: (?:tỉnh|huyện|xã|thành phố|phường))?)?[\s.,;)]*$"
)
TOTAL_BEFORE = re.compile(r"\b(?:tổng số|có tổng số|tổng cộng)(?: [^\W\d]+){0,6}:?\s$")
WHOLE_OF_ALL = re.compile(r"(?:tổng số|tổng cộng|cả thảy)(?: là| có)? (?:\w+ )?$")
DUE = re.compile(r"phải (?:thu|nộp|chi|trả|dự|tham gia|tham dự|sinh hoạt)|dự toán|được giao")
DONE = re.compile(r"\b(?:đã|mới|hỗ trợ)\b")
ATTENDING = re.compile(r"\b(?:số|đã|được|có) (?:dự|tham gia|tham dự|có mặt)\b|\bcó mặt\b")
OF_PEOPLE = re.compile(r"(?<![\d.,/])\d{1,3}(?:\.\d{3})+ dân(?=\s?[,.;:)\n]| (?:và|sinh sống|với|ở|trên)\b)")
GENERIC = ("", "đồng chí", "đ/c", "người", "trường hợp")
FILLERS = words("so với tổng số trong trên của các được là đã toàn này đó đảng viên đồng chí mới")
COMPANY = 6
MARKING = 2
"""A whole without a noun is known by two words at least: "số đăng ký mới"."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A total a count may be a share of; `sure` = the text itself ties the two together."""

    value: Fraction
    words: str
    sure: bool
    figure: Figure | None = None


def kind_of(share: Share) -> str:
    """What the percentage is taken of, by the words around it."""
    tail = share.tail
    if PEOPLE.search(tail):
        return "population"
    if TARGET.search(tail) and not tail.startswith("tổng số"):
        return "target"
    if OF_ANOTHER_TIME.match(tail) and ("chiếm" in share.verb or share.verb == "("):
        return "total"
    return "period" if PERIOD.search(tail) and "tổng số" not in tail else "total"


def wholes_of(context: Context, passage: Passage, mention: Mention, share: Share, listing: Listing | None) -> Iterator[Whole]:
    """Every total the share may be of, the surest first; a ratio has its own and no other."""
    if mention.figure.other is not None and (explicit := list(_in_tail(context, share))):
        yield from explicit  # 436/420 đồng chí; tỷ lệ kết nạp 3% so với tổng số đảng viên đầu năm (14.532 đồng chí)
        return
    if mention.figure.other is not None:
        yield Whole(mention.figure.other, vn(mention.figure.other), sure=True, figure=mention.figure)
        return
    if share.of is not None:
        yield Whole(share.of.figure.value, context.written(share.of.figure), sure=True, figure=share.of.figure)
    explicit = list(_in_tail(context, share))
    yield from explicit
    named = names_another_whole(share, listing)
    if listing is not None:
        heads = [
            head
            for place, head in enumerate(listing.heads)  # of a number without a noun the group is a guess: số việc làm mới là 1.150
            if (compatible(head, mention.figure) or (not head.figure.noun and place < listing.near and listing.cue == "open"))
            and head.figure.value >= mention.figure.value
        ]
        for place, head in enumerate(heads):
            tied = not named and not explicit and (head in listing.heads[: listing.near] or listing.cue == "open")
            if head.figure.other:  # 2.112 trong tổng số 2.640 em loại tốt; loại khá 396 em, tỷ lệ 15%
                yield Whole(head.figure.other, vn(head.figure.other), sure=tied and place == 0, figure=head.figure)
            first = tied and place == 0 and not head.figure.other
            yield Whole(head.figure.value, context.written(head.figure), sure=first, figure=head.figure)
        if len(listing.items) > 1:
            total = sum((item.figure.value for item in listing.items), Fraction(0))
            yield Whole(total, vn(total), sure=False)
    yield from _around(context, passage, mention, share, sure=listing is None and not named and not explicit)


def _in_tail(context: Context, share: Share) -> Iterator[Whole]:
    """A total written after the percentage: chiếm 46,04% trong tổng số 6.913 đảng viên."""
    for figure in context.reader.between(share.percent.end, share.end):
        before = context.folded[share.percent.end : figure.start]
        named = WHOLE_IN_TAIL.search(before) or re.fullmatch(
            r"\s*(?:so với |trong |trên |của )*(?:tổng )?(?:số|lượng|diện tích|nhu cầu|dư nợ) [^\d(;,.]{3,50}\(\s*", before
        )
        if figure.kind == "count" and named and not _where_they_are(before, figure):
            yield Whole(figure.value, context.written(figure), sure=True, figure=figure)


def _where_they_are(before: str, figure: Figure) -> bool:
    """70% tổng số hộ của 4 xã: the whole is of other things, and its number is not told."""
    said = re.search(r"\bsố (?P<noun>[^;,.()\d]+) (?:của|ở|tại|trong|thuộc)(?: các| cả| toàn)? $", before)
    unit = nouns.UNIT.match(f" {said['noun']}") if said else None
    group = nouns.group_of(unit["noun"]) if unit else ""
    return figure.group in ("place", "hamlet", "organisation", "company") and group not in ("", figure.group)


def names_another_whole(share: Share, listing: Listing | None) -> bool:
    """Whether the words after the percentage name a total that is not the head of the list."""
    if not re.match(r"(?:so với|tổng số|trong tổng|trên tổng|của|trong|trên|số\b|toàn)", share.tail):
        return False
    if listing is None or not listing.heads:
        return True
    said = set(re.findall(r"\w+", share.tail)) - FILLERS
    known = set(re.findall(r"\w+", " ".join(head.label for head in listing.heads[: max(1, listing.near)])))
    return not said <= known


def _around(context: Context, passage: Passage, mention: Mention, share: Share, *, sure: bool) -> Iterator[Whole]:
    """Counts said earlier in the paragraph; the first of the sentence is sure when it is the only one that can hold the part."""
    then = dict(moves_of(context, passage)).get(mention.figure.start)  # từ 2.952 hộ (9,6%) xuống còn 615 hộ (2%): no whole of it
    before = [m for m in passage.reading.mentions if m.figure.start < mention.figure.start and _holds(m, mention) and m.figure is not then]
    yield from _due(context, mention, before, sure=sure)
    parts = {id(item) for listing in passage.reading.listings if len(listing.items) > 1 for item in listing.items}
    whole = [m for m in before if id(m) not in parts and not any(kind_of(share) in ("total", "target") for share in m.shares)]
    of_total = len(whole) == 1 and (
        "tổng" in whole[0].label or DUE.search(whole[0].label) is not None and DONE.search(mention.label) is not None
    )
    marked = families.OVERLAPPING.search(mention.label) is not None
    sure = sure and (of_total or marked or not share.verb or re.search(r"chiếm|lệ|trọng|\(", share.verb) is not None)
    only = sure and len(whole) == 1 and whole[0].group == mention.group != "" and _one_noun(mention.figure.noun, whole[0].figure.noun)
    totals = {m.figure.other for m in passage.reading.mentions if m.figure.start < mention.figure.start and m.figure.other}
    only_total = sure and not whole and len(totals) == 1
    for later in passage.reading.mentions:
        if later.figure.start > mention.figure.start and WHOLE_OF_ALL.search(context.folded, passage.sentence.start, later.figure.start):
            yield Whole(later.figure.value, context.written(later.figure), sure=_holds(later, mention), figure=later.figure)
    told = _told(passage, mention, share)
    if told is not None:
        yield Whole(told.figure.value, context.written(told.figure), sure=True, figure=told.figure)
    for other in before[-12:]:
        tied = only and other is whole[0]
        yield Whole(other.figure.value, context.written(other.figure), sure=tied, figure=other.figure)
        if other.figure.other:
            yield Whole(other.figure.other, vn(other.figure.other), sure=only_total and other.group == mention.group, figure=other.figure)
    earlier = passage.before
    for _ in range(COMPANY if passage.sentence.bullet or is_bullet(context, passage) else 3):
        if earlier is None or passage.paragraph - earlier.paragraph > COMPANY:
            return
        for other in earlier.reading.mentions[-12:]:
            if _holds(other, mention):
                total = sure and (
                    _is_sum_of_bullets(context, passage, earlier, other, mention) or _is_only_one(passage, earlier, other, mention, share)
                )
                yield Whole(other.figure.value, context.written(other.figure), sure=total, figure=other.figure)
        earlier = earlier.before


def _is_only_one(passage: Passage, earlier: Passage, other: Mention, mention: Mention, share: Share) -> bool:
    """Toàn tỉnh còn 412 nhà tạm: … Đã khởi công 231 nhà (56,1%): the one whole of the sentence before, whose parts are told."""
    if earlier is not passage.before or earlier.paragraph != passage.paragraph or share.tail.strip(" .,;") or other.figure.kind != "count":
        return False
    parts = {id(item) for listing in earlier.reading.listings if len(listing.items) > 1 for item in listing.items}
    alike = [m for m in earlier.reading.mentions if m.figure.noun == mention.figure.noun != "" and id(m) not in parts]
    heads = {id(listing.heads[0]) for listing in earlier.reading.listings if len(listing.items) > 1 and listing.near}
    first = next(m for m in passage.reading.mentions) is mention
    return first and alike == [other] and id(other) in heads and not other.figure.hedge


def _is_sum_of_bullets(context: Context, passage: Passage, earlier: Passage, other: Mention, mention: Mention) -> bool:
    """+ Tổng số hộ: 245 hộ. + Đã chi trả: 198 hộ (80,8%): the total at the head of the bullets of one mark."""
    if not (is_bullet(context, passage) and is_bullet(context, earlier)) or other.figure.hedge:
        return False
    marks = {context.folded[one.sentence.start : one.sentence.end].lstrip()[:1] for one in (passage, earlier)}
    return len(marks) == 1 and "tổng số" in other.label and other.figure.noun == mention.figure.noun != ""


def _due(context: Context, mention: Mention, before: list[Mention], *, sure: bool) -> Iterator[Whole]:
    """108 đảng viên phải tham gia sinh hoạt, số dự 101: those who had to come are the whole of those who came."""
    due = [m for m in before if ATTENDING.search(mention.label) and DUE.search(m.label) and m.group == mention.group]
    if len(due) == 1:
        yield Whole(due[0].figure.value, context.written(due[0].figure), sure=sure, figure=due[0].figure)


def _one_noun(part: str, whole: str) -> bool:
    """đơn of đơn thư, đồng chí of đảng viên."""
    return part in GENERIC or part == whole or whole.startswith(f"{part} ") or part.startswith(f"{whole} ")


def _told(passage: Passage, mention: Mention, share: Share) -> Mention | None:
    """The one count that the words after the percentage name: "tổng số hộ", "số chi bộ đăng ký"."""
    words = NAMED_WHOLE.match(share.tail)
    unit = nouns.UNIT.match(words["words"]) if words else None
    if words is None:
        return None
    said = set(re.findall(r"[^\W\d]+", words["words"])) - FILLERS - set(unit["noun"].split() if unit else ())
    if unit is None and len(said) < MARKING:
        return None
    found: dict[Fraction, Mention] = {}
    here: Passage | None = passage
    for _ in range(4):
        if here is None or passage.paragraph - here.paragraph > 1:
            break
        for other in here.reading.mentions:
            if other.figure.start < mention.figure.start and _holds(other, mention) and _is_told(other, unit["noun"] if unit else "", said):
                found.setdefault(other.figure.value, other)
        here = here.before
    return next(iter(found.values())) if len(found) == 1 else None


def _is_told(other: Mention, noun: str, said: set[str]) -> bool:
    """By the words that narrow it, or by its noun alone when it is no part of anything itself."""
    if said:
        return said <= set(re.findall(r"[^\W\d]+", other.label))
    return other.figure.noun == noun and not other.figure.hedge and all(kind_of(share) not in ("total", "target") for share in other.shares)


def of_the_report(context: Context, mention: Mention, share: Share) -> list[Figure]:
    """Counts before that the report calls the total of what "so với tổng số đảng viên" names, and near ones, perhaps of other days."""
    named = ALL_OF.match(share.tail)
    noun = (named["noun"] or mention.figure.noun) if named is not None else ""
    if nouns.UNIT.fullmatch(f" {noun}") is None:
        return []
    counts = [
        other.figure
        for passage in context.passages
        if passage.sentence.start < share.percent.start
        for other in passage.reading.mentions
        if other.figure is not mention.figure
        and other.figure.kind == "count"
        and other.group == mention.group
        and other.figure.value >= mention.figure.value
    ]
    totals = [
        figure
        for figure in counts
        if (told := TOTAL_BEFORE.search(context.folded[max(0, figure.start - 48) : figure.start]))
        and (figure.noun == noun or told[0].startswith(f"tổng số {noun}"))
    ]
    totals = [figure for figure in totals if not figure.hedge and figure.start < share.percent.start]
    return [figure for figure in counts if any(abs(figure.value - total.value) * 5 < total.value for total in totals)]


def is_bullet(context: Context, passage: Passage) -> bool:
    """Whether the sentence is an entry of a list, whose total stands some entries above."""
    return BULLET.match(context.folded, passage.sentence.start) is not None


def _holds(other: Mention, mention: Mention) -> bool:
    return other is not mention and compatible(other, mention.figure) and other.figure.value >= mention.figure.value


def targets_of(context: Context, passage: Passage, mention: Mention) -> Iterator[Whole]:
    """Counts named as a target in this sentence or the one before it."""
    for passage_ in (passage, passage.before):
        if passage_ is None:
            continue
        for other in passage_.reading.mentions:
            near = context.folded[max(other.piece.start, other.figure.start - 40) : other.figure.start]
            if other is not mention and not other.shares and TARGET.search(near) and compatible(other, mention.figure):
                yield Whole(other.figure.value, context.written(other.figure), sure=True, figure=other.figure)


def people_in(context: Context) -> Iterator[Fraction]:
    """A population the report states itself."""
    for match in re.finditer(r"dân số[^.;,:)%\d]{0,40}", context.folded):
        for figure in context.reader.between(match.end(), match.end() + 12):
            if figure.kind == "count" and figure.group == "person":
                yield figure.value


def people_told(context: Context) -> list[Fraction]:
    """96.000 dân: the one such count of the text."""
    told = {figure.value for match in OF_PEOPLE.finditer(context.folded) for figure in context.reader.between(match.start(), match.end())}
    return list(told) if len(told) == 1 else []


def inhabitants_in(context: Context) -> Figure | None:
    """The one count of nhân khẩu in the text."""
    ends = [match.start() for match in re.finditer(r"\bnhân khẩu\b", context.folded)]
    counts = [f for end in ends for f in context.reader.between(max(0, end - 14), end) if f.kind == "count" and f.noun == "nhân khẩu"]
    return counts[0] if len({figure.value for figure in counts}) == 1 and not counts[0].hedge else None
