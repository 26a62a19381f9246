"""Which counts a list may be the parts of: those before it, in its paragraph, or named by its last part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from dangvu.figurecheck.arithmetic import room
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.closed import exclusive_groups, on_topic
from dangvu.figurecheck.meant.portions import fits as percent_fits
from dangvu.figurecheck.reading import families, nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Listing, Mention, compatible

MOST_OF_IT = Fraction(3, 4)
"""Two counts above this part of a third are not beside each other in it."""

BY_KIND = re.compile(r"(?:trong đó |được )?(?:chia|phân)(?: ra)? theo [^\d:;.]{2,30}:?")
OF_THOSE = re.compile(r"\s*(?:[-+*]\s)?trong (?:tổng )?số (?P<words>[^\d:;.,]{4,60}?)(?: (?:trên|này|đó))?\s*:\s*")
MOST_SENTENCES = 12
TELLING = 10
"""A smaller count equals a sum by chance."""
OF_ALL = re.compile(r"\b(?:trên|trong) (?:tổng )?số\s$")
NEW_SUBJECT = 3  # words before "gồm"


WORD_BEHIND = re.compile(r"\s([^\W\d]+)")
ROWS, ANNOUNCED = 2, 80


def told_before(passage: Passage, listing: Listing, heads: list[Mention], items: list[Mention]) -> Mention | None:
    """A count some sentences before that is what the parts make together, where none of the nearer ones is."""
    total = sum((item.figure.value for item in items), Fraction(0))
    if len(items) < 2 or total < TELLING or any(item.figure.hedge for item in items) or any(fits(total, head, items) for head in heads):
        return None
    for earlier in _paragraph(passage):
        if listing.near and earlier.paragraph != passage.paragraph:
            return None
        for mention in earlier.reading.mentions:
            if mention.figure.value == total and not mention.figure.hedge and all(compatible(mention, item.figure) for item in items):
                return mention
    return None


def _paragraph(passage: Passage) -> Iterator[Passage]:
    """The sentences before this one in its paragraph and the one above, the nearest first."""
    earlier = passage.before
    for _ in range(MOST_SENTENCES):
        if earlier is None or passage.paragraph - earlier.paragraph > 1:
            return
        yield earlier
        earlier = earlier.before


def parts_before(passage: Passage) -> set[int]:
    """The counts of the sentences before that are parts of lists themselves."""
    lists = [listing for earlier in _paragraph(passage) for listing in earlier.reading.listings if len(listing.items) > 1]
    return {id(item) for listing in lists for item in listing.items}


def beside(passage: Passage, head: Mention, items: list[Mention]) -> bool:
    """Học lực: giỏi 189 em (17,9%), khá 521 em (49,5%), …: a list has the head among these parts, and one of them exceeds it."""
    if not items or head.figure.value >= max(item.figure.value for item in items):
        return False
    parts = {id(item) for item in items}
    return any(
        listing.cue == "colon" and id(head) in (inside := {id(item) for item in listing.items}) and parts <= inside
        for listing in passage.reading.listings
    )


def of_the_paragraph(context: Context, passage: Passage, listing: Listing, items: list[Mention]) -> list[Mention]:
    """Chia theo khối: … at the head of a sentence divides what its paragraph speaks of, if the parts come near to it."""
    opens = not re.search(r"\w", BY_KIND.sub("", context.folded[passage.sentence.start : listing.start]))
    here = [earlier for earlier in _paragraph(passage) if earlier.paragraph == passage.paragraph]
    if not opens or listing.near or len(items) < 3 or not here:
        return []
    total = sum((item.figure.value for item in items), Fraction(0))
    first = next((m for m in here[-1].reading.mentions if all(compatible(m, item.figure) for item in items)), None)
    near = first is not None and not first.figure.hedge and total / 2 < first.figure.value < 2 * total
    return [first] if first is not None and near else []


def named_by_lead(context: Context, passage: Passage, listing: Listing, items: list[Mention]) -> Mention | None:
    """Trong số tổ chức đảng được kiểm tra: …: the count some sentences before whose noun and words the lead repeats."""
    here = listing.cue == "colon" and not listing.near and len(items) > 1
    lead = OF_THOSE.fullmatch(context.folded, passage.sentence.start, listing.start) if here else None
    if lead is None:
        return None
    said = set(re.findall(r"[^\W\d]+", lead["words"])) - {"được", "bị", "đã", "là", "trên", "này"}
    for earlier in _paragraph(passage):
        for mention in earlier.reading.mentions:
            words = set(re.findall(r"[^\W\d]+", f"{mention.label} {mention.figure.noun}"))
            if said <= words and mention.figure.kind == "count" and all(compatible(mention, item.figure) for item in items):
                return mention
    return None


def named_by_noun(context: Context, passage: Passage, listing: Listing, items: list[Mention]) -> Mention | None:
    """Xếp loại đối với tổ chức cơ sở đảng: …: what kinds that leave nothing out divide is the count of the noun before the colon."""
    if listing.cue != "colon" or listing.near:
        return None
    lead = context.folded[passage.sentence.start : listing.start].rstrip(" :")
    named = [noun[0] for noun in nouns.NOUN.finditer(lead) if noun.end() == len(lead)]
    whole = any(len(group) == len(items) and families.complete(name, len(group)) for name, group in exclusive_groups(items).items())
    if not named or not whole:
        return None
    most, total = max(item.figure.value for item in items), sum((item.figure.value for item in items), Fraction(0))
    told: Mention | None = None
    for earlier in context.passages:
        if earlier is passage:
            break
        for mention in earlier.reading.mentions:
            if (
                mention.figure.noun == named[0]
                and mention.figure.kind == "count"
                and not mention.figure.hedge
                and mention.figure.value >= most
            ):
                told = mention if told is None or told.figure.value != total else told
    return told


def of_another_line(context: Context, listing: Listing, head: Mention) -> bool:
    """Đảng viên mới gồm 60 nam, 40 nữ: the line names what it divides, without a figure; no count above it is meant."""
    if context.folded[head.figure.after : head.figure.after + 1] == "/":
        return True  # 5,2 triệu đồng/người/tháng, trong đó công nhân 6,1 triệu đồng: a rate has no parts
    if listing.cue != "closed" or listing.near:
        return False
    line = context.folded.rfind("\n", 0, listing.start) + 1
    named = len(context.folded[line : listing.start].split()) > NEW_SUBJECT
    return head.figure.end <= line and named


def possible_heads(listing: Listing, items: list[Mention]) -> list[Mention]:
    """The counts before the list whose noun fits all its parts, the nearest first."""
    if not items:
        return []
    nameless = listing.cue == "open" and listing.near > 0 and not (listing.heads[0].group or listing.heads[0].named)
    return [
        head
        for head in (listing.heads[:1] if nameless else listing.heads)
        if head not in items
        and not _is_average(head, items)
        and not (head.figure.in_words and head.figure.value < 2)
        and not (listing.cue == "colon" and any(_of_other_things(head, item) for item in items))
        and (all(compatible(head, item.figure) for item in items) or _badges(head, items))
        and (head.group or nameless or _each_named(head, items) or not items[0].group or head.figure.noun == items[0].figure.noun != "")
    ]


def _is_average(head: Mention, items: list[Mention]) -> bool:
    """tuổi bình quân 42,8: no number of people."""
    broken = head.figure.value.denominator != 1 and head.group not in ("money", "measure")
    return "bình quân" in head.label or (broken and all(item.figure.value.denominator == 1 for item in items))


def _of_other_things(head: Mention, item: Mention) -> bool:
    """bầu bổ sung 2 đồng chí: số phiếu phát ra 36: a larger number whose own words name another kind of thing."""
    return (
        item.figure.value > head.figure.value and not item.figure.group and "" not in (head.group, item.group) and head.group != item.group
    )


def _badges(head: Mention, items: list[Mention]) -> bool:
    """18 đảng viên được trao Huy hiệu Đảng: 1 huy hiệu 55 năm, …: nobody is given two."""
    return head.group == "person" and "huy hiệu" in head.label and all(item.figure.noun.startswith("huy hiệu") for item in items)


def _each_named(head: Mention, items: list[Mention]) -> bool:
    """1.126 tập thể, cá nhân: 284 tập thể, 842 cá nhân."""
    return "," in head.figure.noun and {item.figure.noun for item in items} <= set(head.figure.noun.split(", "))


def whole_at_end(context: Context, items: list[Mention]) -> list[Mention]:
    """tốt 198, khá 71, yếu 3 chi bộ trong tổng số 287: the last part names the whole."""
    last = items[-1].figure if len(items) > 1 else None
    if last is None or last.other is None or any(item.figure.kind == "ratio" for item in items[:-1]):
        return []
    number = re.search(r"(?:trong|trên)\s(?:tổng\s)?(?:số\s)?([\d.]+)", context.folded[last.start : items[-1].piece.end])
    if number is None:
        return []
    start, end = last.start + number.start(1), last.start + number.end(1)
    whole = replace(last, kind="count", start=start, end=end, after=end, value=last.other, other=None)
    return [replace(items[-1], figure=whole, peers=[], shares=[], changes=[])]


def fits(total: Fraction, head: Mention, items: list[Mention]) -> bool:
    """Whether the parts may add up to the head, as rounded as each is written."""
    steps = [item.figure.step for item in items if item.figure.step != 1]
    mixed = len(set(steps)) > 1 and head.figure.step == min(steps)  # 35,6 triệu: 14 triệu, 12 triệu, 10,5 triệu: written as finely
    slack = min(steps) * len(steps) if mixed else sum((step / 2 for step in steps), Fraction(0))
    return any(_within(total, value, head.figure, slack) for value in (head.figure.value, head.figure.other) if value is not None)


def _within(total: Fraction, value: Fraction, head: Figure, slack: Fraction) -> bool:
    if head.hedge:
        low, high = room(value, head.step, head.hedge)
        return low <= total <= high
    half = head.step / 2 if head.step != 1 else Fraction(0)
    return abs(total - value) <= slack + half


def of_a_part(listing: Listing, item: Mention, items: list[Mention]) -> bool:
    """250 phiếu phát ra, thu về 245; 221 phiếu hài lòng, chiếm 90,2% số phiếu thu về: of the part before it, no part beside it."""
    place = items.index(item)
    whole = items[place - 1].figure if place else item.figure
    head = listing.heads[0].figure if listing.heads and listing.near else None
    if whole.value <= item.figure.value or head is None:
        return False
    if (
        listing.cue == "open"
        and len(items) == 2
        and min(item.figure.value, whole.value) > head.value * MOST_OF_IT
        and whole.noun == head.noun != ""
    ):
        return True
    return any(
        percent_fits(item.figure.value, whole.value, share.percent) == "exact"
        and percent_fits(item.figure.value, head.value, share.percent) == "off"
        for share in item.shares
        if share.percent.decimals and not share.percent.hedge
    )


def of_two_things(context: Context, items: list[Mention]) -> bool:
    """số tổ chức và đảng viên được kiểm tra lần lượt là 37 và 79: each of its own noun."""
    lead = context.folded[max(0, items[0].figure.start - 90) : items[0].figure.start] if len(items) == 2 else ""
    return "lần lượt" in lead and " và " in re.split(r"[;.:]", lead)[-1]


def as_many_as_announced(context: Context, head: Mention, items: list[Mention]) -> bool:
    """Bốn tổ chức đoàn thể tập hợp được 3.075 hội viên: so many parts as the words before the whole say there are."""
    before = context.reader.between(max(0, head.figure.start - ANNOUNCED), head.figure.start)
    before = [one for one in before if "\n" not in context.folded[one.start : head.figure.start]]
    behind = context.reader.between(head.figure.end, items[0].figure.start) if items else []  # 197 đảng viên qua 4 đợt: …
    behind = [one for one in behind if one.noun and one.noun != head.figure.noun and one.end < items[0].figure.start][:1]
    return len(items) > ROWS and any(one.kind == "count" and one.value == len(items) for one in (*before[-1:], *behind))


def of_two_columns(context: Context, items: list[Mention]) -> bool:
    """vùng thấp 18 trạm, 142 giường; vùng cao 16 trạm, 119 giường: the words behind the numbers take turns."""
    marks = [item.piece.mark for item in items[1:]]
    if len(items) <= ROWS or any(one == other for one, other in pairwise(marks)) or ";" not in marks:
        return False
    behind = [WORD_BEHIND.match(context.folded, item.figure.end) for item in items]
    said = [match[1] if match else "" for match in behind]
    return "" not in said and said[0] != said[1] and all(one == other for one, other in zip(said, said[2:], strict=False))


def in_turn_of_all(context: Context, heads: list[Mention], items: list[Mention]) -> bool:
    """Tính trên tổng số 66 cấp ủy viên thì lần lượt là 18, 21 và 54: parts of which each was told before."""
    if not heads or not items or heads[0].figure.end > items[0].figure.start:
        return False
    lead = context.folded[heads[0].figure.end : items[0].figure.start]
    if "lần lượt" in lead and heads[0].figure.value in (len(items), len(items) + 1):
        return True  # ba lớp lần lượt là 7,2; 6,8; 7,6: so many figures, the last of which may have a noun of its own
    return "lần lượt" in lead and OF_ALL.search(context.folded, max(0, heads[0].figure.start - 24), heads[0].figure.start) is not None


def rest_of_a_ratio(heads: list[Mention], items: list[Mention]) -> bool:
    """88/110 xã, trong đó 33 A và 8 B; 22 xã còn lại: the rest is that of the ratio."""
    rest = items[-1].figure.value
    ratios = [head.figure for head in heads if head.figure.other is not None]
    return families.REST.search(items[-1].label) is not None and any(f.other is not None and f.other - f.value == rest for f in ratios)


def meant(listing: Listing, heads: list[Mention], items: list[Mention]) -> list[Mention]:
    """What stands right before is what is divided; a count of another sentence that a part exceeds is not."""
    near = [head for head in heads if head in listing.heads[: listing.near]]
    if near and listing.cue == "implicit":  # what is told of in the sentence is not divided in the one before
        return [head for head in near if any(on_topic(name, [head]) for name in exclusive_groups(items))] or heads
    if near:
        return near
    if items and listing.cue != "open":
        most = max(item.figure.value for item in items)
        return [head for head in heads if max(head.figure.value, head.figure.other or head.figure.value) >= most]
    return heads
