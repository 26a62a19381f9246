"""Totals and their parts: "gồm", brackets, footnotes and colons name all parts, "trong đó" some of them, marks such as "nữ" overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.chosen import a_choice, told_of_other_times
from dangvu.figurecheck.meant.closed import (
    LEAVES_SOME,
    by_label,
    exclusive_groups,
    is_closed,
    is_part,
    near_to,
    of_any_kind,
    of_one_reason,
    of_one_word,
    on_topic,
    overlapping,
)
from dangvu.figurecheck.meant.dues import opposed
from dangvu.figurecheck.meant.heads import (
    as_many_as_announced,
    beside,
    fits,
    in_turn_of_all,
    meant,
    named_by_lead,
    named_by_noun,
    of_a_part,
    of_another_line,
    of_the_paragraph,
    of_two_columns,
    of_two_things,
    parts_before,
    possible_heads,
    rest_of_a_ratio,
    told_before,
    whole_at_end,
)
from dangvu.figurecheck.reading import families
from dangvu.figurecheck.reading.mentions import Listing, Mention

MARKS = "điểm"
ADDED = ("money", "document", "event", "organisation", "object", "team", "case", "topic")  # a thing is of one kind only

FAR = 2  # how many times its head a part may be before the two count different things
EXTREME = re.compile(r"^[^\d]*\bbình quân\b|\b(?:cao|thấp|trẻ|nhỏ|lớn|nhiều|ít) (?:tuổi )?nhất\b")


def judge_sums(context: Context, passage: Passage) -> Iterator[Claim]:
    """The lists of a sentence, each against the counts it may be a part of."""
    for listing in passage.reading.listings:
        alone = len(listing.items) < 2 and (listing.cue != "open" or any(families.REST.search(m.label) for m in listing.more[:1]))
        listed = [*listing.items, *listing.more] if alone else listing.items
        items = [item for item in listed if item.figure.kind in ("count", "ratio") and not EXTREME.search(item.label)]
        items = [item for item in items if not of_a_part(listing, item, items)]
        heads = [head for head in possible_heads(listing, items) if not of_another_line(context, listing, head)]
        if listing.cue == "colon" and not listing.near:
            inner = parts_before(passage)
            heads = [head for head in heads if id(head) not in inner]
        if listing.cue == "implicit":
            heads = [head for head in heads if not beside(passage, head, items)]
        heads = [*whole_at_end(context, items), *heads]
        if named := named_by_lead(context, passage, listing, items) or named_by_noun(context, passage, listing, items):
            heads, listing = [named], replace(listing, heads=[named, *listing.heads], near=1)
        if of_two_things(context, items) or of_two_columns(context, items) or in_turn_of_all(context, heads, items):
            continue
        if not heads or listing.cue == "closed" and not listing.near:
            heads = [*heads, *of_the_paragraph(context, passage, listing, items)]
        if heads and (told := told_before(passage, listing, heads, items)):
            yield _sum_claim(context, listing, told, items, told.figure.value, wrong=False)
        elif heads:
            yield from _judge(context, listing, heads, items)


def _judge(context: Context, listing: Listing, heads: list[Mention], items: list[Mention]) -> Iterator[Claim]:
    heads = meant(listing, heads, items)
    if not heads or (items and heads[0].figure.noun != MARKS and all(item.figure.noun == MARKS for item in items)):
        return  # 4 tổ: tổ Văn 90 điểm, tổ Toán 86 điểm: marks are no parts of what got them
    if all(item.figure.kind == "ratio" for item in items):  # 06/29 nữ, 23/29 nam: they bring their whole with them
        heads = [head for head in heads if {item.figure.other for item in items} == {head.figure.value}]
        if not heads:
            return
    items = _without_marks(heads, items)
    plain = [item for item in items if not item.figure.hedge]
    if len(plain) == len(items) >= 2:
        if (right := _some_reading(context, listing, heads, items)) is not None:
            yield from right
            return
        announced = listing.cue in ("colon", "closed") and near_to(heads[:1], items) and as_many_as_announced(context, heads[0], items)
        all_told = (
            announced
            or is_closed(context, listing, heads, items)
            or (heads[0] in listing.heads[: listing.near] and opposed(context, heads[0], items))
        )
        divisions = [items] if all_told else _divisions(listing, heads, items)
        for division in divisions:
            total = sum((item.figure.value for item in division), Fraction(0))
            if total >= heads[0].figure.value or not LEAVES_SOME.match(context.folded, division[-1].figure.end):
                yield _closed(context, listing, heads, division, total)
        if divisions:
            return
    yield from _too_large(context, listing, heads, plain)


def _some_reading(context: Context, listing: Listing, heads: list[Mention], items: list[Mention]) -> list[Claim] | None:
    """The claims of the first reading by which the list, or what it begins with, makes one of its heads; None where there is none."""
    total = sum((item.figure.value for item in items), Fraction(0))
    if head := next((head for head in heads if fits(total, head, items)), None):
        return [_sum_claim(context, listing, head, items, total, wrong=False)]
    if begun := _before_semicolon(heads, items):
        return [_sum_claim(context, listing, begun[0], begun[1], begun[0].figure.value, wrong=False)]
    if rest_of_a_ratio(heads, items):
        return []
    apart = _apart(heads, items)
    return list(_each_division(context, listing, apart[0], items, apart[1])) if apart else None


def _before_semicolon(heads: list[Mention], items: list[Mention]) -> tuple[Mention, list[Mention]] | None:
    """742, trong đó 361 và 381; 4.118: the list may end at the first semicolon."""
    for count in range(len(items) - 1, len(items)) if len(items) > 2 else ():
        if items[count].piece.mark == ";" and all(item.piece.mark != ";" for item in items[1:count]):
            begun = items[:count]
            total = sum((item.figure.value for item in begun), Fraction(0))
            head = next((head for head in heads if fits(total, head, begun)), None)
            return None if head is None else (head, begun)
    return None


def _apart(heads: list[Mention], items: list[Mention]) -> tuple[Mention, int] | None:
    """214 cán bộ: cấp huyện 49, cấp xã 165; trình độ …: a list that ends at a semicolon, and where what is said after it begins."""
    for place in (place for place, item in enumerate(items) if place > 1 and item.piece.mark == ";"):
        begun = items[:place]
        total = sum((item.figure.value for item in begun), Fraction(0))
        head = next((head for head in heads if fits(total, head, begun)), None)
        of_one_segment = all(item.piece.mark != ";" for item in begun[1:])
        if head is not None and (of_one_segment or items[place].figure.value > head.figure.value):
            return head, place
    return None


def _after_it(head: Mention, rest: list[Mention]) -> Iterator[tuple[list[Mention], bool]]:
    """Of what is said after a list that is complete: what divides the head again, and whether it is sure to."""
    breaks = [0, *(place for place, item in enumerate(rest) if place and item.piece.mark == ";"), len(rest)]
    for segment in (rest[first:last] for first, last in pairwise(breaks)):
        yield segment, len(segment) > 2 and families.REST.search(segment[-1].label) is not None
    for name, group in exclusive_groups(rest).items():
        yield group, families.complete(name, len(group)) and name not in ("nơi", "thời gian")


def _each_division(context: Context, listing: Listing, head: Mention, items: list[Mention], place: int) -> Iterator[Claim]:
    """The first makes the head; of the others those that say they divide it too."""
    yield _sum_claim(context, listing, head, items[:place], head.figure.value, wrong=False)
    for part, sure in _after_it(head, items[place:]):
        total = sum((item.figure.value for item in part), Fraction(0))
        right = len(part) > 1 and fits(total, head, part)
        if right or sure:
            yield _sum_claim(context, listing, head, part, total, wrong=not right)


def _without_marks(heads: list[Mention], items: list[Mention]) -> list[Mention]:
    """9 cấp ủy viên; về đất đai 12, về dân số 8, khác 21: what ends in "khác" divides, the marks before it do not."""
    core = [item for item in items if not families.OVERLAPPING.search(item.label)]
    if len(core) < 2 or not families.REST.search(core[-1].label):
        return items
    all_told, without = (sum((item.figure.value for item in part), Fraction(0)) for part in (items, core))
    if abs(all_told - heads[0].figure.value) < abs(without - heads[0].figure.value):
        return items  # nông dân 92, học sinh 10, thành phần khác 24: here the marks divide
    names = {name for item in core for name, _ in families.families(item.label)}
    return items if any(name in names for item in items if item not in core for name, _ in families.families(item.label)) else core


def _divisions(listing: Listing, heads: list[Mention], items: list[Mention]) -> list[list[Mention]]:
    """chính thức 5.937, dự bị 211; nữ 2.264, dân tộc 1.389: the parts that divide the head, told from marks that overlap."""
    if heads[0] not in listing.heads[: listing.near] and listing.cue != "open":
        return []
    groups = exclusive_groups(items).items()
    meant = [name for name, _ in groups if listing.cue != "implicit" or on_topic(name, heads)]
    meant = [name for name in meant if name != "tuổi đảng" or listing.cue != "open" or not a_choice(heads, items)]
    found = [group for name, group in groups if name in meant and families.complete(name, len(group))]
    divided = {id(item) for group in found for item in group}
    others = [item for item in items if id(item) not in divided]
    apart = next((place for place, item in enumerate(items) if place and item.piece.mark == ";"), len(items))
    before = [group for group in found if all(item in items[:apart] for item in group) and len(group) == apart]
    return found if all(families.OVERLAPPING.search(item.label) for item in others) else before


def _closed(context: Context, listing: Listing, heads: list[Mention], items: list[Mention], total: Fraction) -> Claim:
    longest = [*items, *listing.more]
    whole = any(len(group) == len(items) for group in exclusive_groups(items).values()) or of_any_kind(heads[0], items)
    whole = whole or families.REST.search(items[-1].label) is not None  # what is named last as the rest ends the list
    whole = whole or (len(items) > 2 and all(item.piece.mark == ";" for item in items[1:]))
    whole = whole or (listing.cue == "colon" and len(items) > 2 and all(item.figure.noun == heads[0].figure.noun != "" for item in items))
    of_the_head = all(item.figure.noun == heads[0].figure.noun != "" for item in items)
    whole = whole or (listing.cue == "closed" and len(items) > 2 and items[-1].piece.mark == "và" and of_the_head)
    whole = whole or (listing.cue == "bracket" and items == listing.items and all(item.piece.mark != ";" for item in items[1:]))
    whole = whole or as_many_as_announced(context, heads[0], items)
    for count in range(len(longest), len(items) - 1 if whole else 1, -1):  # the list may end before the enumeration does, or after a verb
        begun = sum((item.figure.value for item in longest[:count]), Fraction(0))
        if head := next((head for head in heads if fits(begun, head, longest[:count])), None):
            return _sum_claim(context, listing, head, longest[:count], begun, wrong=False)
    added = sum((item.figure.value for item in longest), Fraction(0))
    off = abs(heads[0].figure.value - added)
    nearer = 2 * off < heads[0].figure.value and off < abs(heads[0].figure.value - total)
    if nearer and {item.figure.noun for item in longest} == {items[0].figure.noun}:  # 124 cuộc (… 6 cuộc, … 18 cuộc, cấp xã 110 cuộc)
        items, total = longest, added
    nearest = min(heads, key=lambda head: abs(head.figure.value - total))
    most = FAR * max(head.figure.other or head.figure.value for head in heads)
    items = [item for item in items if item.figure.value <= most] or items
    if len(items) < 2:  # 248 đảng bộ cơ sở (14 đảng bộ bộ phận, 2.370 chi bộ): what they hold
        return _open_claim(context, listing, nearest, items)
    total = sum((item.figure.value for item in items), Fraction(0))
    return _sum_claim(context, listing, nearest, items, total, wrong=total not in {head.figure.value for head in heads})


def _sum_claim(context: Context, listing: Listing, head: Mention, items: list[Mention], total: Fraction, *, wrong: bool) -> Claim:
    written = " + ".join(context.written(item.figure).split("/")[0] for item in items)
    stated = _stated(context, head)
    arithmetic = f"{written} = {vn(total)}"
    if wrong:
        arithmetic += f"; văn bản ghi {stated}, lệch {vn(abs(total - head.figure.value))}"
    figures = [head.figure, *(item.figure for item in items)]
    span = head_span(context, head) if listing.cue == "note" else context.covering(*figures)
    return context.claim(span, "sum", "inconsistent" if wrong else "consistent", arithmetic, stated, vn(total), figures)


def head_span(context: Context, head: Mention) -> tuple[int, int]:
    """A count with its noun."""
    return head.figure.start, max(head.figure.end, head.figure.after)


def _stated(context: Context, head: Mention) -> str:
    return context.written(head.figure).split("/")[0].strip()


def _in_turns(context: Context, item: Mention) -> bool:
    """6 tổ chức, trong đó có 15 lượt tổ chức được nhắc nhở."""
    figure = item.figure
    return "lượt" in (figure.noun, figure.group) or re.match(r" (?:lượt|lần)\b", context.folded[figure.end : figure.end + 8]) is not None


def _too_large(context: Context, listing: Listing, heads: list[Mention], items: list[Mention]) -> Iterator[Claim]:
    """Open lists: a part never exceeds its total, and kinds that exclude each other do not together."""
    if listing.nested or told_of_other_times(context, listing, heads[0], items):
        return
    alike = [head for head in heads if items and head.figure.noun == items[0].figure.noun != ""]
    heads = alike if listing.cue == "open" and alike[:1] == heads[:1] else heads
    bounds = [_most(listing, head) for head in heads if head.figure.hedge in ("", "most", "under")]
    if not bounds or len(bounds) < len(heads):
        return
    head = heads[0]
    over = next((item for item in items if max(bounds) < item.figure.value and is_part(listing, head, item)), None)
    over = None if over is not None and _in_turns(context, over) and not _in_turns(context, head) else over
    if over is not None and over.figure.noun != head.figure.noun and over.figure.value > max(bounds) * FAR * FAR:
        return  # 4 dân tộc; trong đó dân tộc Mông có 3.591 người
    if over is not None:
        text = f"{context.written(over.figure)} > {_stated(context, head)}: một phần không thể lớn hơn tổng"
        yield context.claim(
            context.covering(head.figure, over.figure),
            "subset",
            "inconsistent",
            text,
            context.written(over.figure),
            None,
            [head.figure, over.figure],
        )
        return
    for name, group in exclusive_groups(items).items():
        afar = listing.cue == "implicit" or (listing.cue == "colon" and head not in listing.heads[: listing.near])
        labelled = by_label(context, listing) and near_to(heads, group) and len(group) == len(items)
        if afar and not on_topic(name, heads) and not labelled:
            continue
        total = sum((item.figure.value for item in group), Fraction(0))
        if total > max(bounds):
            yield _sum_claim(context, listing, head, group, total, wrong=True)
            return
        if any(total == bound for bound in bounds):
            full = next(h for h in heads if total in (h.figure.value, h.figure.other))
            yield _sum_claim(context, listing, full, group, total, wrong=False)
            return
    if items and (listing.cue == "open" or len(items) > 1):
        yield _open_claim(context, listing, head, items)


def _most(listing: Listing, head: Mention) -> Fraction:
    """18/22 chỉ tiêu đạt (12 vượt, 6 đạt): what a bracket divides is the first number; other lists may be of either."""
    inside = (
        listing.cue in ("bracket", "open")
        and head in listing.heads[: listing.near]
        and any(group.start <= listing.start < group.end for group in head.piece.groups)
    )
    return head.figure.value if inside else max(head.figure.value, head.figure.other or Fraction(0))


def _open_claim(context: Context, listing: Listing, head: Mention, items: list[Mention]) -> Claim:
    figures = [head.figure, *(item.figure for item in items)]
    parts = ", ".join(context.written(item.figure) for item in items)
    total = sum((item.figure.value for item in items), Fraction(0))
    apart = total > head.figure.value and not all(families.OVERLAPPING.search(item.label) for item in items)
    if listing.cue == "open" and not apart and max(item.figure.value for item in items) <= head.figure.value:
        text = f"{parts} ≤ {_stated(context, head)}; danh sách không kể hết hoặc các nhóm chồng nhau nên không cộng"
        return context.claim(context.covering(*figures), "subset", "consistent", text, _stated(context, head), None, figures)
    if apart and listing.cue == "open":
        turns = all(item.figure.noun == "lượt" for item in items)
        turns = turns or ("lượt" in context.folded[head.figure.end : head.figure.after] and all(not item.figure.noun for item in items))
        if turns or of_one_reason(head, items) or ((head.group in ADDED or of_one_word(head, items)) and not overlapping(head, items)):
            return _sum_claim(context, listing, head, items, total, wrong=True)
        text = f"{parts} cộng lại là {vn(total)} > {_stated(context, head)}: chỉ đúng khi các nhóm chồng nhau"
        return context.claim(context.covering(*figures), "sum", "not_decidable", text, _stated(context, head), None, figures)
    text = f"Không rõ {parts} có phải là toàn bộ của {_stated(context, head)} không: cần ghi “gồm” hoặc “trong đó”"
    return context.claim(context.covering(*figures), "sum", "not_decidable", text, _stated(context, head), None, figures)
