"""Whether a list names every part of its head: by its cue, its kinds, its nouns, or the rest named last."""

from __future__ import annotations

import re
from fractions import Fraction

from dangvu.figurecheck.context import Context
from dangvu.figurecheck.meant.chosen import SHORT, a_choice, left_out
from dangvu.figurecheck.reading import families, phrases
from dangvu.figurecheck.reading.mentions import ELLIPSIS, Listing, Mention
from dangvu.figurecheck.reading.source import words

ANYTHING = ("đơn vị", "tổ chức", "văn bản", "đầu mối", "đối tượng")
SENT = re.compile(r"\bcử\b|đào tạo|bồi dưỡng|đi học|tham gia (?:các )?lớp")
LEARNT = re.compile(
    r"lý luận|chính trị|nhà nước|trung cấp|cao cấp|sơ cấp|đại học|thạc sĩ|ngoại ngữ|tin học|nghiệp vụ|kỹ năng|"
    r"chuyên viên|quốc phòng|lớp"
)
MASS_BODY = re.compile(
    r"(?:và |do )*(?:(?:trung ương |tỉnh |huyện )?(?:hội|đoàn (?:thanh niên|tncs|xã|phường)|công đoàn|liên đoàn)\b|mặt trận)"
)
DEED = re.compile(
    r"kết nạp|thành lập|kiểm tra|giám sát|thi hành kỷ luật|trao tặng|tổ chức|ban hành|"
    r"tiếp nhận|xóa tên|giải quyết|xây dựng|bồi dưỡng"
)
WITHOUT = re.compile(r"\b(?:chưa|không|vắng)\b")
BY_LABEL = re.compile(r"(?:^|[.;\n])\s*(?:[-+*]\s)?(?:về )?(?:trình độ|độ tuổi|tuổi đời|lý luận chính trị|chuyên môn)[^:;.\d]{0,30}:\s*$")
CHOICE = re.compile(r"\bnhất trong\b|\b(?:dẫn đầu|tiêu biểu) trong\b|\b(?:về|hình thức) (?:khen thưởng|khen|danh hiệu)[^;.\d]{0,20}:")
OF_NOW = re.compile(r"\bhiện (?:có|nay)\b")
UNTIL_NOW = re.compile(r"\b(?:tháng|quý) đầu\b|đến (?:nay|hết|tháng)|\bđầu năm\b")
WORD_BEHIND = re.compile(r"\s([^\W\d]+)")
NO_NOUN = words("là có được bị và trong trên của so với thì đã hiện")
UNTOLD = re.compile(r"\s?[;,.]?\s(?:và )?(?:số |phần )?còn lại (?:là|thuộc|do|của|ở|tại|đạt|được|chỉ|đều)\s[^\d;.]*(?:\d sao)?(?:[;.]|$)")
BODIES = {"chi bộ", "đảng bộ", "chi đoàn", "chi hội", "tổ đảng", "đoàn xã", "hội xã"}
NEAREST, FEWEST_KINDS = 4, 3
APART = {"từ", "ở", "khối", "cấp", "tỉnh", "huyện", "xã"}
Groups = dict[str, list[Mention]]
LEAVES_SOME = re.compile(r"[^\d;.:()]{0,40}?\bvà (?:các|những|một số|nhiều) [^\d;.:()]{2,40}\b(?:khác|còn lại)\b")
"""120 chi bộ ấp, 60 chi bộ trường học và các chi bộ khác: no count of what is left."""


def is_closed(context: Context, listing: Listing, heads: list[Mention], items: list[Mention]) -> bool:
    """Whether the list claims to name every part of its head."""
    text = _told(context, listing, items)
    if (
        UNTOLD.match(context.folded, items[-1].piece.end)
        or left_out(listing, heads[0], items)
        or listing.nested
        or ELLIPSIS.search(text)
        or _beside(items)
        or CHOICE.search(context.folded, max(0, heads[0].figure.start - 60), items[0].figure.start)
        or any(item.figure.in_words for item in items[:-1])
        and len(items) < 2
    ):
        return False
    if families.REST.search(text):
        here = heads[0] in listing.heads[: listing.near] or "\n" not in context.folded[heads[0].figure.end : listing.start]
        return here and any(families.REST.search(item.label) for item in items)
    named = unnumbered(context.folded[listing.start : items[0].figure.start])
    if named and 0 < heads[0].figure.value - sum(item.figure.value for item in items) <= named:
        return False
    groups = exclusive_groups(items)
    near = heads[0] in listing.heads[: listing.near]
    one_of_each = near and (_one_of_each(heads[0], items) or (listing.cue == "colon" and _each_of_a_body(heads[0], items)))
    one_of_each = one_of_each or (near and _of_kinds_named(context, heads[0], items))
    if one_of_each or (_each_alone(heads[0], items) and not any(families.complete(name, len(group)) for name, group in groups.items())):
        return one_of_each
    for name, group in groups.items():
        if name == "tuổi đảng" and listing.cue == "open" and a_choice(heads, items):
            return False
        if len(group) == len(items) and _complete(context, listing, name, group):
            return (
                (near and listing.cue != "implicit")
                or listing.cue == "open"
                or on_topic(name, heads)
                or (by_label(context, listing) and near_to(heads, items))
                or (listing.cue == "closed" and _of_one_deed(heads, items))
                or _too_many(heads, items)
            )
    if not near or listing.cue in ("open", "implicit") or (overlapping(heads[0], items) and not _reasons(listing, heads[0], items)):
        return False
    return of_any_kind(heads[0], items) or _names_all(context, listing, heads[0], items, groups)


def unnumbered(lead: str) -> int:
    """How many parts stand before the first number: gồm bí thư, 2 phó bí thư, …"""
    return len([part for part in re.split(r"[,;]\s", lead)[:-1] if re.search(r"[^\W\d]", part)])


def _names_all(context: Context, listing: Listing, head: Mention, items: list[Mention], groups: Groups) -> bool:
    """Whether the nouns of the parts are those of the whole, and none of them a stretch of time beside others."""
    if listing.cue == "colon":
        one_family = any(len(group) == len(items) for group in groups.values())
        one_noun = all(_same_noun(head, item) for item in items) or _plain_rows(head, items) or _same_word(context, head, items)
        return (one_family or one_noun) and not _is_period(groups, items)
    one_noun = all(_same_noun(head, item) for item in items) or _in_turns(context, head, items)
    if _is_period(groups, items) and not (listing.cue == "closed" and one_noun):
        return False
    return all(item.group == head.group or not item.figure.group or item.figure.noun == "lượt" for item in items)


def _too_many(heads: list[Mention], items: list[Mention]) -> bool:
    """64 chi bộ … 41 chi bộ loại tốt, 27 loại khá, …: kinds that exclude each other, of the noun of the count before, exceed it."""
    alike = all(item.figure.noun == heads[0].figure.noun != "" for item in items)
    return alike and sum((item.figure.value for item in items), Fraction(0)) > max(head.figure.value for head in heads)


def _reasons(listing: Listing, head: Mention, items: list[Mention]) -> bool:
    """167 đồng chí không xếp loại (147 miễn sinh hoạt, 20 mới kết nạp): one reason each."""
    return listing.cue == "bracket" and WITHOUT.search(head.label) is not None and all(not item.figure.noun for item in items)


def _told(context: Context, listing: Listing, items: list[Mention]) -> str:
    """The words of a list and a few behind it, not those behind its bracket or its clause."""
    end = items[-1].piece.end
    behind = context.folded[end : end + 40]
    return context.folded[listing.start : end] + re.split(r"[);\n]|\.\s", behind, maxsplit=1)[0]


def _same_noun(head: Mention, item: Mention) -> bool:
    """đơn of đơn, and khối of cụm, khối."""
    return item.figure.noun != "" and item.figure.noun in (head.figure.noun, *head.figure.noun.split(", "))


def _one_of_each(head: Mention, items: list[Mention]) -> bool:
    """Trong 152 thôn, tổ dân phố có 118 tổ dân phố và 34 thôn: the noun of the whole names its kinds."""
    kinds = head.figure.noun.split(", ")
    return len(kinds) > 1 and sorted(item.figure.noun for item in items) == sorted(kinds)


def _of_kinds_named(context: Context, head: Mention, items: list[Mention]) -> bool:
    """64 cán bộ, giáo viên, nhân viên; trong đó: Ban Giám hiệu 03, giáo viên 52, nhân viên phục vụ 09: the whole names its kinds."""
    told = re.split(r"[;:.()\d]|\btrong\b", context.folded[head.figure.end : head.figure.end + 80])[0]
    kinds = [kind.strip() for kind in re.split(r",| và ", told) if kind.strip()]
    named = sum(any(item.label.lstrip().startswith(kind) for item in items) for kind in kinds)
    total = sum((item.figure.value for item in items), Fraction(0))
    near = SHORT * head.figure.value <= total and SHORT * total <= head.figure.value
    return near and FEWEST_KINDS <= len(kinds) <= len(items) and named >= len(kinds) - 1


def _same_word(context: Context, head: Mention, items: list[Mention]) -> bool:
    """46 giải: 2 giải nhất, 9 giải nhì, …: the word behind every number is that behind the whole, whether it is known or not."""
    behind = {WORD_BEHIND.match(context.folded, one.figure.end) for one in (head, *items)}
    said = {match[1] if match else "" for match in behind}
    return len(said) == 1 and not said & {"", *NO_NOUN}


def _each_of_a_body(head: Mention, items: list[Mention]) -> bool:
    """66 đảng viên: Chi bộ Cơ quan 23 đồng chí, Chi bộ Kho 20 đồng chí, …: bodies of one kind, each with its people."""
    people = all(item.figure.noun in ("đồng chí", "người", head.figure.noun) for item in items)
    bodies = {" ".join(item.label.split()[:2]) for item in items}
    return head.group == "person" and people and len(items) >= 3 and len(bodies) == 1 and bodies <= BODIES


def _in_turns(context: Context, head: Mention, items: list[Mention]) -> bool:
    """871 lượt đảng viên, gồm tháng 3: 298 lượt, …."""
    return all(item.figure.noun == "lượt" for item in items) and "lượt" in context.folded[head.figure.end : head.figure.after]


def _plain_rows(head: Mention, items: list[Mention]) -> bool:
    """428 quyết định: bổ nhiệm 121, điều động 87, …: three or more bare kinds, which fall short of the whole by little or exceed it."""
    bare = all(not item.figure.noun and item.label for item in items)
    total = sum((item.figure.value for item in items), Fraction(0))
    return bare and len(items) >= 3 and total >= head.figure.value * SHORT and head.figure.noun != ""


def of_any_kind(head: Mention, items: list[Mention]) -> bool:
    """9 đơn vị: 5 xã, 2 phường, 2 cơ quan: every part has a noun of its own."""
    kinds = {item.figure.noun for item in items}
    return head.figure.noun in ANYTHING and "" not in kinds and len(kinds) == len(items)


def _each_alone(head: Mention, items: list[Mention]) -> bool:
    """40 chi bộ …: 40 làm A, 25 làm B, 18 làm C: a part as large as the whole leaves nothing to the others."""
    return any(item.figure.value == head.figure.value for item in items) and sum(item.figure.value > 0 for item in items) > 1


def overlapping(head: Mention, items: list[Mention]) -> bool:
    """Whether a part is named by a mark that others may bear too; money and things have no such marks."""
    marks = {"person": families.OVERLAPPING, "case": families.OVERLAPPING, "household": families.OVERLAPPING}
    marks["organisation"] = families.SHARED_BY_BODIES
    mark = marks.get(head.group)
    if mark is None or (SENT.search(head.label) and all(LEARNT.search(item.label) for item in items)):
        return False
    if all(MASS_BODY.match(item.label) for item in items):
        return False
    return any(mark.search(item.label) and not phrases.ACTION.match(item.label) for item in items)


def by_label(context: Context, listing: Listing) -> bool:
    """Về trình độ: …; lý luận chính trị: …: the words before the colon say by what the count before is divided."""
    return listing.cue == "colon" and BY_LABEL.search(context.folded, max(0, listing.start - 60), listing.start) is not None


def near_to(heads: list[Mention], items: list[Mention]) -> bool:
    """Whether a count of another sentence comes near to the sum, so that it may be the one that is divided."""
    total = sum((item.figure.value for item in items), Fraction(0))
    return any(total * 4 <= head.figure.value * 5 and head.figure.value * 4 <= total * 5 for head in heads)


def _of_one_deed(heads: list[Mention], items: list[Mention]) -> bool:
    """Đã kết nạp 4.215 đảng viên. Cụ thể: năm 2020 kết nạp 986, …: head and parts tell of the same deed."""
    deeds = {deed[0] if (deed := DEED.search(item.label)) else "" for item in items}
    return len(deeds) == 1 and "" not in deeds and any(next(iter(deeds)) in head.label for head in heads)


def on_topic(family: str, heads: list[Mention]) -> bool:
    """Whether a count of another sentence is said to be of that kind: "thi hành kỷ luật 62 đảng viên"."""
    if family == "thời gian":  # chỉ tiêu năm 2025 là 160 đảng viên. Quý I: 30, …
        return "năm" in heads[0].label and "quý" not in heads[0].label
    topic, whole = families.TOPICS.get(family), families.HALVES.get(family)
    if whole is not None:
        return any(whole.search(head.label) for head in heads[:NEAREST])
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
    if family == "tuổi đảng" and listing.cue == "open" and listing.heads and a_choice(listing.heads[:1], group):
        return False
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
    if len(years) >= 3 and UNTIL_NOW.search(group[-1].label):  # năm 2021: 221, năm 2022: 262, 6 tháng đầu năm 2023: 123
        return True
    if not named:
        return len(years) >= 3 and listing.cue != "open"
    return named[-1] >= years[0] and (len(named) < 2 or named[-2] >= years[0])


def _beside(items: list[Mention]) -> bool:
    """96 đảng viên (tháng này 11, tháng trước 9): stretches told beside a longer one."""
    return any(families.RECENT.search(item.label) for item in items)


def of_one_reason(head: Mention, items: list[Mention]) -> bool:
    """Trong 737 đoàn viên chưa được kết nạp có 412 người đang …, 206 người …: one reason each."""
    return head.group == "person" and WITHOUT.search(head.label) is not None and len(items) > 2


def of_one_word(head: Mention, items: list[Mention]) -> bool:
    """1.250 ha rừng, trong đó rừng sản xuất 1.080 ha, rừng phòng hộ 170 ha: kinds of the same."""
    first = {item.label.split(" ", 1)[0] for item in items}
    return len(first) == 1 and (
        head.group in ("measure", "object", "document")
        or (head.figure.noun == "" and len(items) > 1 and all(item.figure.noun == "" for item in items))
        or (head.group == "person" and first <= APART)
    )


def is_part(listing: Listing, head: Mention, item: Mention) -> bool:
    """Only words that promise parts make a larger count an error, and only among people or things of one name."""
    alike = item.figure.noun in ("", head.figure.noun) or item.figure.group == "person"
    bare = len(listing.items) > 1 and all(not one.figure.noun and not one.figure.hedge for one in listing.items) and head.figure.noun != ""
    known = bool(item.figure.noun or families.families(item.label) or bare)
    alike = alike or (item.figure.noun == "lượt" and "lượt" in head.label)  # khám cho 45 lượt người, trong đó 54 lượt trẻ em
    alike = alike and not (item.piece.mark == ";" and OF_NOW.search(item.label))  # …; Đảng bộ hiện có 1.065 đảng viên
    return listing.cue == "open" and alike and known and (bool(item.figure.group) or bare or not item.group)
