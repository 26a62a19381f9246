"""Totals and their parts: "gồm", brackets, footnotes and colons name all parts, "trong đó" some of them, marks such as "nữ" overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from dangvu.figurecheck import families, phrases
from dangvu.figurecheck.arithmetic import room, vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.figures import Figure
from dangvu.figurecheck.mentions import ELLIPSIS, Listing, Mention, compatible

ANYTHING = ("đơn vị", "tổ chức", "văn bản", "đầu mối", "đối tượng")
ADDED = ("money", "document", "event", "organisation", "object", "team")
"""What a report counts by kind: a thing is of one kind only, unless its words say otherwise."""

SENT = re.compile(r"\bcử\b|đào tạo|bồi dưỡng|đi học|tham gia (?:các )?lớp")
LEARNT = re.compile(
    r"lý luận|chính trị|nhà nước|trung cấp|cao cấp|sơ cấp|đại học|thạc sĩ|ngoại ngữ|tin học|nghiệp vụ|kỹ năng|"
    r"chuyên viên|quốc phòng|lớp"
)
BY_KIND = re.compile(r"(?:trong đó |được )?(?:chia|phân)(?: ra)? theo [^\d:;.]{2,30}:?")
MASS_BODY = re.compile(
    r"(?:và |do )*(?:(?:trung ương |tỉnh |huyện )?(?:hội|đoàn (?:thanh niên|tncs|xã|phường)|công đoàn|liên đoàn)\b|mặt trận)"
)
BY_LABEL = re.compile(r"(?:^|[.;\n])\s*(?:[-+*]\s)?(?:về )?(?:trình độ|độ tuổi|lý luận chính trị|chuyên môn)[^:;.\d]{0,30}:\s*$")
MOST_SENTENCES = 12
TELLING = 10
"""A smaller count equals a sum by chance."""

SHORT = Fraction(7, 10)
"""A list that tells of less than this part of its head may be a choice of the largest."""

EXTREME = re.compile(r"\b(?:cao|thấp|trẻ|nhỏ|lớn|nhiều|ít) (?:tuổi )?nhất\b")
NEW_SUBJECT = 3  # words before "gồm"
Groups = dict[str, list[Mention]]


def judge_sums(context: Context, passage: Passage) -> Iterator[Claim]:
    """The lists of a sentence, each against the counts it may be a part of."""
    for listing in passage.reading.listings:
        listed = listing.items if len(listing.items) > 1 or listing.cue == "open" else [*listing.items, *listing.more]
        items = [item for item in listed if item.figure.kind in ("count", "ratio") and not EXTREME.search(item.label)]
        heads = [head for head in possible_heads(listing, items) if not _of_another_line(context, listing, head)]
        heads = heads or _whole_at_end(context, items)
        if not heads or listing.cue == "closed" and not listing.near:
            heads = [*heads, *_of_the_paragraph(context, passage, listing, items)]
        if heads and (told := _told_before(passage, listing, heads, items)):
            yield _sum_claim(context, listing, told, items, told.figure.value, wrong=False)
        elif heads:
            yield from _judge(context, listing, heads, items)


def _told_before(passage: Passage, listing: Listing, heads: list[Mention], items: list[Mention]) -> Mention | None:
    """A count some sentences before that is what the parts make together, where none of the nearer ones is."""
    total = sum((item.figure.value for item in items), Fraction(0))
    if len(items) < 2 or total < TELLING or any(item.figure.hedge for item in items) or any(fits(total, head, items) for head in heads):
        return None
    for earlier in _paragraph(passage):
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


def _of_the_paragraph(context: Context, passage: Passage, listing: Listing, items: list[Mention]) -> list[Mention]:
    """Chia theo khối: … at the head of a sentence divides what its paragraph speaks of, if the parts come near to it."""
    opens = not re.search(r"\w", BY_KIND.sub("", context.folded[passage.sentence.start : listing.start]))
    here = [earlier for earlier in _paragraph(passage) if earlier.paragraph == passage.paragraph]
    if not opens or listing.near or len(items) < 3 or not here:
        return []
    total = sum((item.figure.value for item in items), Fraction(0))
    first = next((m for m in here[-1].reading.mentions if all(compatible(m, item.figure) for item in items)), None)
    near = first is not None and not first.figure.hedge and total / 2 < first.figure.value < 2 * total
    return [first] if first is not None and near else []


def _of_another_line(context: Context, listing: Listing, head: Mention) -> bool:
    """Đảng viên mới gồm 60 nam, 40 nữ: the line names what it divides, without a figure; no count above it is meant."""
    if listing.cue != "closed" or listing.near:
        return False
    line = context.folded.rfind("\n", 0, listing.start) + 1
    named = len(context.folded[line : listing.start].split()) > NEW_SUBJECT
    return head.figure.end <= line and named


def possible_heads(listing: Listing, items: list[Mention]) -> list[Mention]:
    """The counts before the list whose noun fits all its parts, the nearest first."""
    if not items:
        return []
    return [
        head
        for head in listing.heads
        if head not in items
        and not (head.figure.in_words and head.figure.value < 2)
        and not (listing.cue == "colon" and any(_of_other_things(head, item) for item in items))
        and (all(compatible(head, item.figure) for item in items) or _badges(head, items))
        and (head.group or not items[0].group or head.figure.noun == items[0].figure.noun != "")
    ]


def _of_other_things(head: Mention, item: Mention) -> bool:
    """bầu bổ sung 2 đồng chí: số phiếu phát ra 36: a larger number whose own words name another kind of thing."""
    return (
        item.figure.value > head.figure.value and not item.figure.group and "" not in (head.group, item.group) and head.group != item.group
    )


def _badges(head: Mention, items: list[Mention]) -> bool:
    """18 đảng viên được trao Huy hiệu Đảng: 1 huy hiệu 55 năm, …: nobody is given two."""
    return head.group == "person" and "huy hiệu" in head.label and all(item.figure.noun.startswith("huy hiệu") for item in items)


def _whole_at_end(context: Context, items: list[Mention]) -> list[Mention]:
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


def _judge(context: Context, listing: Listing, heads: list[Mention], items: list[Mention]) -> Iterator[Claim]:
    near = [head for head in heads if head in listing.heads[: listing.near]]
    if near and listing.cue != "implicit":  # what stands right before is what is divided
        heads = near
    if all(item.figure.kind == "ratio" for item in items):  # 06/29 nữ, 23/29 nam: they bring their whole with them
        heads = [head for head in heads if {item.figure.other for item in items} == {head.figure.value}]
        if not heads:
            return
    items = _without_marks(heads, items)
    plain = [item for item in items if not item.figure.hedge]
    total = sum((item.figure.value for item in plain), Fraction(0))
    if len(plain) == len(items) >= 2:
        if head := next((head for head in heads if fits(total, head, items)), None):
            yield _sum_claim(context, listing, head, items, total, wrong=False)
            return
        if begun := _before_semicolon(heads, items):
            yield _sum_claim(context, listing, begun[0], begun[1], begun[0].figure.value, wrong=False)
            return
        if _rest_of_a_ratio(heads, items):
            return
        divisions = [items] if is_closed(context, listing, heads, items) else _divisions(listing, heads, items)
        for division in divisions:
            yield _closed(context, listing, heads, division, sum((item.figure.value for item in division), Fraction(0)))
        if divisions:
            return
    yield from _too_large(context, listing, heads, plain)


def _before_semicolon(heads: list[Mention], items: list[Mention]) -> tuple[Mention, list[Mention]] | None:
    """742, trong đó 361 và 381; 4.118: the list may end at the first semicolon."""
    for count in range(len(items) - 1, len(items)) if len(items) > 2 else ():
        if items[count].piece.mark == ";" and all(item.piece.mark != ";" for item in items[1:count]):
            begun = items[:count]
            total = sum((item.figure.value for item in begun), Fraction(0))
            head = next((head for head in heads if fits(total, head, begun)), None)
            return None if head is None else (head, begun)
    return None


def _rest_of_a_ratio(heads: list[Mention], items: list[Mention]) -> bool:
    """88/110 xã, trong đó 33 A và 8 B; 22 xã còn lại: the rest is that of the ratio."""
    rest = items[-1].figure.value
    ratios = [head.figure for head in heads if head.figure.other is not None]
    return families.REST.search(items[-1].label) is not None and any(f.other is not None and f.other - f.value == rest for f in ratios)


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


def _beside(items: list[Mention]) -> bool:
    """96 đảng viên (tháng này 11, tháng trước 9): stretches told beside a longer one."""
    return any(families.RECENT.search(item.label) for item in items)


def _divisions(listing: Listing, heads: list[Mention], items: list[Mention]) -> list[list[Mention]]:
    """chính thức 5.937, dự bị 211; nữ 2.264, dân tộc 1.389: the parts that divide the head, told from marks that overlap."""
    if heads[0] not in listing.heads[: listing.near] and listing.cue != "open":
        return []
    found = [group for name, group in exclusive_groups(items).items() if families.complete(name, len(group))]
    divided = {id(item) for group in found for item in group}
    others = [item for item in items if id(item) not in divided]
    apart = next((place for place, item in enumerate(items) if place and item.piece.mark == ";"), len(items))
    before = [group for group in found if all(item in items[:apart] for item in group) and len(group) == apart]
    return found if all(families.OVERLAPPING.search(item.label) for item in others) else before


def fits(total: Fraction, head: Mention, items: list[Mention]) -> bool:
    """Whether the parts may add up to the head, as rounded as each is written."""
    slack = sum((item.figure.step / 2 for item in items if item.figure.step != 1), Fraction(0))
    return any(_within(total, value, head.figure, slack) for value in (head.figure.value, head.figure.other) if value is not None)


def _within(total: Fraction, value: Fraction, head: Figure, slack: Fraction) -> bool:
    if head.hedge:
        low, high = room(value, head.step, head.hedge)
        return low <= total <= high
    half = head.step / 2 if head.step != 1 else Fraction(0)
    return abs(total - value) <= slack + half


def is_closed(context: Context, listing: Listing, heads: list[Mention], items: list[Mention]) -> bool:
    """Whether the list claims to name every part of its head."""
    text = _told(context, listing, items)
    if listing.nested or ELLIPSIS.search(text) or _beside(items) or any(item.figure.in_words for item in items[:-1]) and len(items) < 2:
        return False
    if families.REST.search(text):
        here = heads[0] in listing.heads[: listing.near] or "\n" not in context.folded[heads[0].figure.end : listing.start]
        return here and any(families.REST.search(item.label) for item in items)
    groups = exclusive_groups(items)
    near = heads[0] in listing.heads[: listing.near]
    if _each_alone(heads[0], items) and not any(families.complete(name, len(group)) for name, group in groups.items()):
        return False
    for name, group in groups.items():
        if len(group) == len(items) and _complete(context, listing, name, group):
            return near or listing.cue == "open" or _on_topic(name, heads)
    if not near or listing.cue in ("open", "implicit") or _overlapping(heads[0], items):
        return False
    if listing.cue == "colon":
        one_family = any(len(group) == len(items) for group in groups.values())
        if _of_any_kind(heads[0], items):
            return True
        one_noun = all(_same_noun(heads[0], item) for item in items) or _plain_rows(heads[0], items)
        return (one_family or one_noun) and not _is_period(groups, items)
    return not _is_period(groups, items) and all(
        item.group == heads[0].group or not item.figure.group or item.figure.noun == "lượt" for item in items
    )


def _told(context: Context, listing: Listing, items: list[Mention]) -> str:
    """The words of a list and a few behind it, not those behind its bracket or its clause."""
    end = items[-1].piece.end
    behind = context.folded[end : end + 40]
    return context.folded[listing.start : end] + re.split(r"[);\n]|\.\s", behind, maxsplit=1)[0]


def _same_noun(head: Mention, item: Mention) -> bool:
    """đơn of đơn, and khối of cụm, khối."""
    return item.figure.noun != "" and item.figure.noun in (head.figure.noun, *head.figure.noun.split(", "))


def _plain_rows(head: Mention, items: list[Mention]) -> bool:
    """428 quyết định: bổ nhiệm 121, điều động 87, …: three or more bare kinds, which fall short of the whole by little or exceed it."""
    bare = all(not item.figure.noun and item.label for item in items)
    total = sum((item.figure.value for item in items), Fraction(0))
    return bare and len(items) >= 3 and total >= head.figure.value * SHORT and head.figure.noun != ""


def _of_any_kind(head: Mention, items: list[Mention]) -> bool:
    """9 đơn vị: 5 xã, 2 phường, 2 cơ quan: every part has a noun of its own."""
    kinds = {item.figure.noun for item in items}
    return head.figure.noun in ANYTHING and "" not in kinds and len(kinds) == len(items)


def _each_alone(head: Mention, items: list[Mention]) -> bool:
    """40 chi bộ …: 40 làm A, 25 làm B, 18 làm C: a part as large as the whole leaves nothing to the others."""
    return any(item.figure.value == head.figure.value for item in items) and sum(item.figure.value > 0 for item in items) > 1


def _overlapping(head: Mention, items: list[Mention]) -> bool:
    """Whether a part is named by a mark that others may bear too; money and things have no such marks."""
    marks = {"person": families.OVERLAPPING, "case": families.OVERLAPPING, "household": families.OVERLAPPING}
    marks["organisation"] = families.SHARED_BY_BODIES
    mark = marks.get(head.group)
    if mark is None or (SENT.search(head.label) and all(LEARNT.search(item.label) for item in items)):
        return False
    if all(MASS_BODY.match(item.label) for item in items):
        return False
    return any(mark.search(item.label) and not phrases.ACTION.match(item.label) for item in items)


def _on_topic(family: str, heads: list[Mention]) -> bool:
    """Whether a count of another sentence is said to be of that kind: "thi hành kỷ luật 62 đảng viên"."""
    if family == "thời gian":  # chỉ tiêu năm 2025 là 160 đảng viên. Quý I: 30, …
        return "năm" in heads[0].label and "quý" not in heads[0].label
    topic, whole = families.TOPICS.get(family), families.HALVES.get(family)
    if whole is not None:
        return whole.search(heads[0].label) is not None
    return topic is not None and any(topic.search(head.label) for head in heads)


def exclusive_groups(items: list[Mention]) -> Groups:
    """Items of one family with different kinds; places and years are families too."""
    found: dict[str, dict[object, Mention]] = {}
    for item in items:
        for family, kind in kinds_of(item):
            found.setdefault(family, {}).setdefault((kind, id(item)) if family == "tuổi đảng" else kind, item)
    groups = {family: list(dict.fromkeys(kinds.values())) for family, kinds in found.items()}
    return {family: group for family, group in groups.items() if len(group) >= 2}


def kinds_of(item: Mention) -> set[tuple[str, object]]:
    """The families the words of an item place it in."""
    kinds: set[tuple[str, object]] = set(families.families(item.label))
    if period := families.PERIOD.search(item.label):
        kinds.add(("thời gian", period[0]))
    if item.named:
        kinds.add(("nơi", item.label.split(" ", 1)[0] + item.label[-40:]))
    return kinds


def _is_period(groups: Groups, items: list[Mention]) -> bool:
    return any(item in groups.get("thời gian", ()) for item in items)


def _complete(context: Context, listing: Listing, family: str, group: list[Mention]) -> bool:
    if family == "thời gian":
        return _covers_period(context, listing, group)
    bodies = family == "kỷ luật" and listing.heads[0].group == "organisation"  # a body is dissolved rarely, and then it is said
    return families.complete(family, len(group) + bodies)


def _covers_period(context: Context, listing: Listing, group: list[Mention]) -> bool:
    """Whether the years of the parts run on without a gap from the first year named before them."""
    quarters = sum(re.search(r"\bquý\b", item.label) is not None for item in group)
    if quarters == len(group):
        said = " ".join(head.label for head in listing.heads[:2])
        return quarters == 4 or (quarters == 2 and "6 tháng" in said) or (quarters == 3 and "9 tháng" in said)
    years = sorted(int(found[0]) for item in group for found in [re.search(r"(?:19|20)\d{2}", item.label)] if found)
    if len(years) != len(group) or years != list(range(years[0], years[0] + len(years))):
        return False
    head = listing.heads[0].piece if listing.heads else None
    before = context.folded[
        max(0, (head.start if head else listing.start) - 160) : min(listing.start, (head.end if head else listing.start))
    ]
    named = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", before)]
    if not named:
        return len(years) >= 3 and listing.cue != "open"
    return named[-1] >= years[0] and (len(named) < 2 or named[-2] >= years[0])


def _closed(context: Context, listing: Listing, heads: list[Mention], items: list[Mention], total: Fraction) -> Claim:
    longest = [*items, *listing.more]
    whole = any(len(group) == len(items) for group in exclusive_groups(items).values()) or _of_any_kind(heads[0], items)
    whole = whole or families.REST.search(items[-1].label) is not None  # what is named last as the rest ends the list
    whole = whole or (len(items) > 2 and all(item.piece.mark == ";" for item in items[1:]))
    whole = whole or (listing.cue == "bracket" and items == listing.items and all(item.piece.mark != ";" for item in items[1:]))
    for count in range(len(longest), len(items) - 1 if whole else 1, -1):  # the list may end before the enumeration does, or after a verb
        begun = sum((item.figure.value for item in longest[:count]), Fraction(0))
        if head := next((head for head in heads if fits(begun, head, longest[:count])), None):
            return _sum_claim(context, listing, head, longest[:count], begun, wrong=False)
    nearest = min(heads, key=lambda head: abs(head.figure.value - total))
    return _sum_claim(context, listing, nearest, items, total, wrong=True)


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


def _too_large(context: Context, listing: Listing, heads: list[Mention], items: list[Mention]) -> Iterator[Claim]:
    """Open lists: a part never exceeds its total, and kinds that exclude each other do not together."""
    if listing.nested:
        return
    bounds = [_most(listing, head) for head in heads if head.figure.hedge in ("", "most")]
    if not bounds or len(bounds) < len(heads):
        return
    head = heads[0]
    over = next((item for item in items if item.figure.value > max(bounds) and _is_part(listing, head, item)), None)
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
        afar = listing.cue in ("implicit", "colon") and head not in listing.heads[: listing.near]
        if afar and not _on_topic(name, heads) and not _by_label(context, listing):
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


def _by_label(context: Context, listing: Listing) -> bool:
    """Về trình độ: …; lý luận chính trị: …: the words before the colon say by what the count before is divided."""
    return listing.cue == "colon" and BY_LABEL.search(context.folded, max(0, listing.start - 60), listing.start) is not None


def _most(listing: Listing, head: Mention) -> Fraction:
    """18/22 chỉ tiêu đạt (12 vượt, 6 đạt): what a bracket divides is the first number; other lists may be of either."""
    inside = listing.cue in ("bracket", "open") and head in listing.heads[: listing.near] and listing.start in _brackets(head)
    return head.figure.value if inside else max(head.figure.value, head.figure.other or Fraction(0))


def _brackets(head: Mention) -> set[int]:
    return {place for group in head.piece.groups for place in range(group.start, group.end)}


def _is_part(listing: Listing, head: Mention, item: Mention) -> bool:
    """Only words that promise parts make a larger count an error, and only among people or things of one name."""
    alike = item.figure.noun in ("", head.figure.noun) or item.figure.group == "person"
    bare = len(listing.items) > 1 and all(not one.figure.noun and not one.figure.hedge for one in listing.items) and head.figure.noun != ""
    known = bool(item.figure.noun or families.families(item.label) or bare)
    return listing.cue == "open" and alike and known and (bool(item.figure.group) or bare or not item.group)


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
        if turns or (head.group in ADDED and not _overlapping(head, items)):
            return _sum_claim(context, listing, head, items, total, wrong=True)
        text = f"{parts} cộng lại là {vn(total)} > {_stated(context, head)}: chỉ đúng khi các nhóm chồng nhau"
        return context.claim(context.covering(*figures), "sum", "not_decidable", text, _stated(context, head), None, figures)
    text = f"Không rõ {parts} có phải là toàn bộ của {_stated(context, head)} không: cần ghi “gồm” hoặc “trong đó”"
    return context.claim(context.covering(*figures), "sum", "not_decidable", text, _stated(context, head), None, figures)
