"""What a change is measured from: so với 130 · cùng kỳ (130) · năm 2022 kết nạp 130 · từ 120 lên 150."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Change, Mention, compatible
from dangvu.figurecheck.reading.source import words

BASE_BEFORE = re.compile(
    r"(?:so với|so cùng kỳ|cùng kỳ|so năm|năm (?:trước|\d{4})|nhiệm kỳ (?:trước|\d{4})|"
    r"(?:kỳ|quý|tháng) trước|chỉ tiêu|kế hoạch|mục tiêu)(?:(?!tăng|giảm|vượt|\)\s?,)[^%;]){0,60}$"
)
EARLIER = re.compile(
    r"khi mới|ban đầu|lúc đầu|trước đây|từ chỗ|trước khi|cùng kỳ|năm trước|năm ngoái|kỳ trước|quý trước|tháng trước|đầu (?:nhiệm kỳ|kỳ)"
)
UNTIL_NOW = re.compile(r"\b(?:lũy kế|luỹ kế|tính chung|cộng dồn)\b")
NOW = re.compile(r"\b(?:nay|hiện nay|hiện có|hiện|đến nay|bây giờ)\b")
ENDS_OF = re.compile(r"\bđầu (?:nhiệm kỳ|năm|kỳ|giai đoạn|quý|khóa)\b")
LATER_END = re.compile(r"\b(?:cuối|hết) (?:nhiệm kỳ|năm|kỳ|giai đoạn|quý|khóa)\b")
GOAL = re.compile(r"chỉ tiêu|kế hoạch|mục tiêu|nghị quyết|\bgiao\b|đề ra")
TO = re.compile(
    r"\s*(?:[^\d,;.()%]{0,40}\s)?(?:(?:tăng|giảm) )?(?:lên thành|lên đến|lên tới|lên|xuống còn|xuống|còn|đến|"
    r"thành)\s*(?:còn\s|là\s|[^\d,;.()%]{0,24}\s)?(?:gần |hơn |trên )?$"
)
WITH = re.compile(r"\s*(?:với|và|,|cùng)\s*")
WHEN = re.compile(
    r"\(?\s?(?:vào |của |ở |hồi )?(?:\d{1,2} tháng )?(?:cuối |đầu )?(?:năm|quý|tháng|nhiệm kỳ)\s[\d/ivx-]+(?:\s?-\s?\d{4})?\)?"
)
FROM = re.compile(r"(?:\btừ\s(?:chỗ\s)?(?:có\s|mức\s|chỉ\s)?|\b(?:sáp nhập|sắp xếp|hợp nhất|gộp|ghép|chuyển)\s|\()$")
OF_A_PART = re.compile(r"[,;)] (?:trong đó|riêng)\b")
"""Tăng 36 triệu đồng, trong đó khối thôn tăng 3,6%: the rate of a part."""
ONLY = re.compile(r"\b(?:chiếm|đạt|có|là|được|ở mức)\s$")
THEN_NOW = re.compile(
    r"\s*,?\s*thì\s(?:đến |tới |sang )?(?:(?:nay|cuối |hết |năm|tháng|quý|hiện)[^,;.()%]{0,24}?)?\s*(?:đã )?"
    r"(?:tăng lên|nâng lên|giảm còn|đạt|là|có|lên|còn)"
    r"(?: đến| tới)?\s$"
)
AS_MUCH = re.compile(r",\s(?:bằng|đạt|tương đương|tương ứng)\s$")
DATED = re.compile(r"\((?:ngày |tính đến |tháng |từ )*[\d/.-]{4,10}\)")
BRACKET = re.compile(r"\([^()\d]{0,20}\d[\d.,]*%\)")
TAILS = words(
    "so và với là thì tương tức đạt bằng trong ở tại do để nhưng cùng còn lên xuống từ đến nữa theo khi vì tính chủ riêng đã được này trên"
)
ANYTHING = ("đơn vị", "đầu mối", "tổ chức")
ALONE = re.compile(r"\s*(?:[,.;()]|$|so với|tương|bằng|và)")
AROUND = re.compile(
    r"[\s),(]*(?:và |tức |tức là |như vậy |nghĩa là |hay |tương đương |tương ứng |bằng |là )*(?:với )?(?:đã )?"
    r"(?:(?:tỷ|tỉ) lệ |mức )?(?:tăng|giảm|(?:cao|thấp|nhiều|ít|trẻ|già|hơn)(?: hơn)?)?\s*(?:thêm |được )?(?:(?:hơn|gần|trên|khoảng) )?"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The figures of a change: by how many, by how much in per cent or times, and from what."""

    by: Figure | None
    percent: Figure | None
    base: Figure | None


def parts_of(context: Context, change: Change, kind: str) -> Parts:
    """Sort the figures of a change; those after "so với", a period or a target are the base."""
    by = percent = base = None
    for figure in change.figures:
        if figure.kind == "percent" and by is not None and OF_A_PART.search(context.folded, by.end, figure.start):
            continue
        named = percent is not None and figure.kind == kind and context.folded[percent.end : figure.start].strip() == "("
        if named and change.verb == "vượt" and by is None:  # vượt kế hoạch 3% (400 triệu kWh)
            base = base or figure
            continue
        as_much = kind == "count" and figure.kind == "percent" and AS_MUCH.search(context.folded, change.start, figure.start) is not None
        if figure.kind != "points" and not as_much and _is_base(context, change, figure, known=bool(by or percent)):
            if figure.kind == kind and (figure.counts or kind != "count"):
                base = base or figure
        elif figure.kind in ("percent", "points", "times"):
            percent = percent or figure
        elif figure.kind == "count" and figure.counts:
            by = by or figure
    return Parts(by, percent, base)


def _is_base(context: Context, change: Change, figure: Figure, *, known: bool) -> bool:
    """Whether a figure says what the change is measured from: so với 130 · cùng kỳ (130) · năm 2022 là 130."""
    before = BASE_BEFORE.search(context.folded, change.start, figure.start)
    if before is not None and not known and change.verb.endswith("hơn") and before[0].rstrip().endswith("là"):
        return False  # nhiều hơn năm 2022 là 118 người
    return before is not None and (known or re.search(r"(?:[(:]|so với|\blà|\bcó|\bđạt|\bchỉ|\bkết nạp)\s*$", before[0]) is not None)


def moves_of(context: Context, passage: Passage) -> list[tuple[int, Figure]]:
    """từ 120 lên 150: the start of the later figure, with the earlier one."""
    if passage.moves is None:
        passage.moves = list(_moves(context, passage))
    return passage.moves


def _moves(context: Context, passage: Passage) -> Iterator[tuple[int, Figure]]:
    figures = [f for f in context.reader.between(passage.sentence.start, passage.sentence.end) if f.kind in ("count", "percent", "range")]
    pairs = {(earlier.start, later.start): (earlier, later) for earlier, later in pairwise(figures)}
    counts = pairwise([f for f in figures if f.kind == "count"])  # từ 2.952 hộ (chiếm 9,6%) xuống còn 615 hộ
    pairs |= {(earlier.start, later.start): (earlier, later) for earlier, later in counts}
    things = pairwise([f for f in figures if f.counts])  # từ 32 vụ (9 tháng năm 2021) xuống 27 vụ (9 tháng năm 2022)
    pairs |= {(earlier.start, later.start): (earlier, later) for earlier, later in things}
    for earlier, later in pairs.values():
        if earlier.kind != later.kind or earlier.kind not in ("count", "percent") or earlier.counts < later.counts:
            continue
        before = context.folded[max(passage.sentence.start, earlier.start - 12) : earlier.start]
        if not FROM.search(before) and not ONLY.search(before):
            continue
        between = WHEN.sub(" ", BRACKET.sub(" ", context.folded[earlier.after or earlier.end : later.start]))
        if FROM.search(before) and TO.fullmatch(between) or ONLY.search(before) and THEN_NOW.fullmatch(between):
            yield later.start, earlier


def earlier_counts(context: Context, passage: Passage, mention: Mention, change: Change) -> list[Mention]:
    """Counts of the same sentence said of an earlier period, or of a target when the change is measured from one."""
    goal = change.verb == "vượt" or GOAL.search(context.folded, change.start, change.end) is not None
    listed = {id(item) for listing in passage.reading.listings if len(listing.items) > 1 for item in listing.items}
    now = _year(context, passage, mention)
    found = []
    for other in passage.reading.mentions:
        if other is mention or id(other) in listed or other.figure.kind not in ("count", "ratio") or not compatible(other, mention.figure):
            continue
        words, year = _words_before(context, passage, other), _year(context, passage, other)
        if (
            change.end <= other.figure.start and context.folded[change.end] in ",;"
        ):  # giảm 12 vụ so với cùng kỳ, làm rõ 79 vụ: the words of the change are its own
            words = words[max(0, len(words) - (other.figure.start - change.end)) :]
        if UNTIL_NOW.search(words) and other.figure.start > mention.figure.start:  # lũy kế từ đầu nhiệm kỳ đến nay kết nạp 64/100
            continue
        then = (now and year and year < now) or (year and not now and NOW.search(_words_before(context, passage, mention)))
        beside = any(group.start <= other.figure.start < group.end for group in mention.piece.groups) and WHEN.search(words) is not None
        if GOAL.search(words) if goal else (EARLIER.search(words) and not GOAL.search(words)) or then or beside:
            found.append(other)
    return found[-4:]


def _words_before(context: Context, passage: Passage, mention: Mention) -> str:
    """The words that lead to a count from the figure before it; a bracket belongs to the words before it."""
    start = max(passage.sentence.start, mention.figure.start - 70)
    last = start
    at = mention.figure.start
    for figure in reversed(context.reader.between(start, mention.figure.start)):
        if figure.kind != "year":
            last = figure.end
            if not (figure.counts and WITH.fullmatch(context.folded, figure.after, at)):
                break
            last, at = start, figure.start
    words = DATED.sub(" ", context.folded[last : mention.figure.start])
    return words[max(words.rfind(")"), words.rfind(";")) + 1 :]


def _year(context: Context, passage: Passage, mention: Mention) -> Fraction | None:
    """The year a count is said of: the last one named between the count before and itself."""
    clause = context.folded.rfind(";", 0, mention.figure.start) + 1
    before = context.reader.between(max(passage.sentence.start, clause, mention.figure.start - 90), mention.figure.start)
    for figure in reversed(before):
        if figure.kind == "year":
            return figure.value
        if figure.counts and figure.noun in ("", mention.figure.noun):
            return None
    return None


def earlier_rate(context: Context, passage: Passage, rate: Mention, change: Change) -> Figure | None:
    """The only other rate of the sentence, when it is said of an earlier period or of a target."""
    others = [other.figure for other in passage.reading.rates if other is not rate and other.figure.start < change.start]
    if len(others) > 1:
        return _year_before(context, passage, rate.figure, others, change)
    if not others:
        return None
    words = context.folded[max(passage.sentence.start, others[0].start - 70) : others[0].start]
    years = [re.findall(r"(?:19|20)\d{2}", text) for text in (words, context.folded[others[0].end : rate.figure.start])]
    later = bool(years[0] and years[1]) and years[0][-1] < years[1][-1]
    return others[0] if later or EARLIER.search(words) or GOAL.search(words) else None


def _year_before(context: Context, passage: Passage, now: Figure, others: list[Figure], change: Change) -> Figure | None:
    """năm 2022 đạt 88,2%, năm 2023 đạt 93,1% (tăng 4,9%): of a row of years, the one before."""
    ends = [passage.sentence.start, *(other.end for other in others)]
    spans = zip(ends, [*(other.start for other in others), now.start], strict=True)
    years = [re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", context.folded[start:end]) for start, end in spans]
    if not years[-1] or not years[-2] or int(years[-1][-1]) != int(years[-2][-1]) + 1:
        return None
    named = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", context.folded[change.start : change.end])
    return others[-1] if not named or named == [years[-2][-1]] else None


def amount_after(context: Context, later: Figure, end: int) -> Figure | None:
    """từ 120 lên 150 đảng viên (25%)."""
    for figure in context.reader.between(later.end, min(end, later.end + 60)):
        between = context.folded[later.after or later.end : figure.start]
        if AROUND.fullmatch(WHEN.sub("", between)):
            said = re.search(r"tăng|giảm|hơn|tức|tương|bằng|lệ", between) is not None
            return figure if figure.kind in ("percent", "points", "times") or (figure.kind == "count" and said) else None
        if figure.kind != "year":
            return None
    return None


def amount_before(context: Context, earlier: Figure, start: int) -> Figure | None:
    """tăng gấp 1,5 lần, từ 1.200 lên 1.800 · giảm 31 thôn (từ 118 xuống còn 87)."""
    before = [f for f in context.reader.between(max(start, earlier.start - 90), earlier.start) if f.kind != "year"]
    if not before or before[-1].hedge:
        return None
    amount = before[-1]
    between = WHEN.sub(" ", context.folded[amount.after or amount.end : earlier.start])
    verb = re.search(r"\b(?:tăng|giảm|gấp)\s(?:\w+\s)?$", context.folded[max(start, amount.start - 20) : amount.start])
    return amount if verb and re.fullmatch(r"[^\d.;]{0,70}(?:\btừ\s(?:\w+\s)?|\()", between) else None


def told_of_earlier(context: Context, figure: Figure, change: Change) -> bool:
    """Whether a count is said of a year before the one in which the change came."""
    years = [
        re.findall(r"(?:19|20)\d{2}", text) for text in (context.folded[max(0, figure.start - 40) : figure.start], _led(context, change))
    ]
    return bool(years[0] and years[1]) and years[0][-1] < years[1][0]


def _led(context: Context, change: Change) -> str:
    """The words of a change before its verb."""
    words = context.folded[change.start : change.end]
    return words[: max(words.find("tăng"), words.find("giảm"), 0)]


def given_bases(mention: Mention, change: Change, base: Figure | None) -> list[Figure]:
    """What the words name, or the target of the ratio: 12/10 đảng viên, vượt 20% chỉ tiêu."""
    if base is None and change.verb == "vượt" and mention.figure.other:
        return [replace(mention.figure, value=mention.figure.other, other=None)]
    return [base] if base is not None else []


def next_word(context: Context, figure: Figure) -> str:
    """The word behind a number whose noun is in no list."""
    word = re.match(r" ([^\W\d]+)", context.folded[figure.end : figure.end + 16])
    return word[1] if word else ""


def of_one_kind(context: Context, subject: Mention, by: Figure | None, bases: list[Figure]) -> bool:
    """tăng 3 tổ chức … (28 đảng viên): bodies are not measured from people, nor phòng from biên chế."""
    if by is None or not bases:
        return (
            not bases or subject.figure.group != "money" or bases[0].group in ("", "money")
        )  # trị giá 168 triệu đồng; tăng 20% số phần quà (3 xã cũ …)
    words = [figure.noun or next_word(context, figure) for figure in (by, bases[0], subject.figure)]
    if not by.noun and words[0] and words[0] not in TAILS and not any(words[0] in word.split() for word in (words[1], words[2])):
        return words[2] == "" or subject.figure.noun == "" != words[2]  # 87,46 điểm, tăng 2,19 điểm và 4 bậc
    others = words[0] == words[1] != "" and words[2] not in ("", words[0]) and "" in (by.noun, bases[0].noun)
    return by.kind != "count" or (compatible(subject, by) and compatible(subject, bases[0]) and not others)


def of_the_move(context: Context, amount: Figure, later: Figure) -> bool:
    """từ 12 phòng còn 9 phòng, giảm 3 đơn vị; not "giảm 6 đơn vị sự nghiệp", which tells what they are."""
    same = amount.noun in ("", later.noun, "đồng chí", "người", "trường hợp") or later.noun == ""
    return same or (amount.noun in ANYTHING and ALONE.match(context.folded, amount.after) is not None)


def with_the_change_before(context: Context, mention: Mention, change: Change, parts: Parts) -> Parts:
    """What the change before was measured from, unless each of the two names its own period."""
    last = mention.changes[mention.changes.index(change) - 1]
    before = parts_of(context, last, "count")
    both = all("so với" in context.folded[one.start : one.end] for one in (last, change))
    times = before.percent is not None and before.percent.kind == "times"  # gấp hai lần cùng kỳ (46.000 lượt), tăng 110%
    return parts if both or (before.percent is not None and not times) else Parts(before.by, parts.percent, before.base)
