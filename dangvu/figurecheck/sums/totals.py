"""Totals that close what they add up: 5 đảng bộ, 12 chi bộ cơ sở, tổng cộng 17 tổ chức."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.closed import DEED, exclusive_groups
from dangvu.figurecheck.reading.mentions import Mention, compatible
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.sums.added import sum_claim

TOTAL_AFTER = re.compile(
    r"(?:và )?(?:(?:tổng số|tổng|tất cả)(?: là| có| được|:)?|(?:tổng cộng|cộng chung|cộng(?! với)|cả thảy)\b[^,;.:]{0,24}:?|"
    r"tức(?: là)?(?: có)?)\s*"
)
SO = re.compile(r"\s*(?:[-+*]\s)?(?:như vậy|tính chung|cộng chung|tính ra|tổng cộng)\b")
PURSE = re.compile(r"tổng (chi|thu)(?: là)?\s*")


def _run_before(total: Mention, mentions: list[Mention]) -> list[Mention]:
    """The counts right before a total that it can hold, without a gap."""
    turns = total.figure.noun in ("lượt", "trường hợp")  # bổ nhiệm 23, điều động 14, nghỉ hưu 12 cán bộ; tổng số 49 lượt
    gaps = [place for place, mention in enumerate(mentions) if not (turns or compatible(total, mention.figure))]
    return mentions[gaps[-1] + 1 :] if gaps else mentions


def _of_one_purse(lead: str, parts: list[Mention]) -> bool:
    """Chi A …; chi B …; chi khác …. Tổng chi …: all parts say what the total says, and the last is the rest."""
    purse = PURSE.fullmatch(lead)
    return purse is not None and bool(parts) and all(m.label.startswith(purse[1]) for m in parts) and "khác" in parts[-1].label


def _divided(total: Mention, parts: list[Mention]) -> bool:
    """60 nam, 40 nữ; 70 đoàn viên; tổng số 100: kinds of one family make the total, the marks after them do not."""
    groups = exclusive_groups(parts).values()
    return any(sum((item.figure.value for item in group), Fraction(0)) == total.figure.value for group in groups)


def _whole_of_a_share(context: Context, total: Mention) -> bool:
    """còn 41 hộ, chiếm 1,28% (tổng số 3.203 hộ): the bracket says what the percentage is of."""
    before = context.folded[max(0, total.piece.start - 4) : total.piece.start]
    return before.endswith("(") and "%" in before


def _told_otherwise(context: Context, total: Mention, parts: list[Mention]) -> bool:
    """25.000.000.000 đồng (25 tỷ đồng), đã thanh toán 80%, tức 20 tỷ: a share of it, or the figures right before make it."""
    between = context.folded[parts[-1].figure.end : total.figure.start]
    if "tức" in between.split() and ("%" in between or total.figure.value in {m.figure.value for m in parts}):
        return True
    near = [
        figure for figure in context.reader.between(parts[0].figure.start, total.piece.start) if figure.kind == "count" and figure.counts
    ]
    return any(sum((one.value for one in near[first:]), Fraction(0)) == total.figure.value for first in range(len(near) - 1))


def _over_years(context: Context, passage: Passage) -> Iterator[Claim]:
    """năm 2022 kết nạp 1.312; năm 2023 kết nạp 1.398. Như vậy, 2 năm 2022, 2023 đã kết nạp 2.710: a count for each of the years named."""
    total = next((m for m in passage.reading.mentions if m.figure.kind == "count" and not m.figure.hedge), None)
    if total is None or not SO.match(context.folded, passage.sentence.start, passage.sentence.end):
        return
    lead = context.folded[passage.sentence.start : total.figure.start]
    years = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", lead)
    deed = DEED.search(total.label)
    if deed is None or len(years) < 2 or re.search(r"\d{4}\s?-\s?\d{4}|từ năm|đến năm", lead):
        return
    told: dict[str, Mention] = {}
    earlier = passage.before
    while earlier is not None and earlier.paragraph == passage.paragraph:
        for m in earlier.reading.mentions:
            alike = m.figure.kind == "count" and compatible(total, m.figure) and not m.figure.hedge and deed[0] in m.label
            named = re.findall(r"năm ((?:19|20)\d{2})", m.label)
            if alike and len(named) == 1:
                told.setdefault(named[0], m)
        earlier = earlier.before
    if set(years) <= set(told):
        parts = [told[year] for year in dict.fromkeys(years)]
        yield sum_claim(context, total.figure, [m.figure for m in parts])


def judge_totals(context: Context, passage: Passage) -> Iterator[Claim]:
    """The counts before each total, in its sentence or the one before."""
    yield from _over_years(context, passage)
    mentions = [m for m in passage.reading.mentions if m.figure.kind == "count" and not m.figure.hedge]
    for place, total in enumerate(mentions):
        lead = context.folded[total.piece.start : total.figure.start].lstrip(" ,(")
        if not (TOTAL_AFTER.fullmatch(lead) or PURSE.fullmatch(lead)):
            continue
        parts = _run_before(total, mentions[max(0, place - 12) : place])
        if place == 0 and passage.before is not None and passage.paragraph - passage.before.paragraph <= 1:
            parts = [m for m in passage.before.reading.mentions if m.figure.kind == "count" and compatible(total, m.figure)]
            parts = parts if "cộng" in lead or PURSE.fullmatch(lead) else []
        if _whole_of_a_share(context, total) or len(parts) < 2 or not (TOTAL_AFTER.fullmatch(lead) or _of_one_purse(lead, parts)):
            continue
        sums = [sum((m.figure.value for m in parts[first:]), Fraction(0)) for first in range(len(parts) - 1)]
        alike = [m for m in parts if m.figure.noun in ("", total.figure.noun)]  # 6 cán bộ, 4 đảng viên; …; cộng 59 cán bộ
        sums += [sum((m.figure.value for m in alike[first:]), Fraction(0)) for first in range(len(alike) - 1)]
        right = total.figure.value in sums and not (place == 0 and "cộng" in lead and swapped(total.figure.value, sums[0]))
        if not right and (_divided(total, parts) or _told_otherwise(context, total, parts)):
            continue
        text = " + ".join(context.written(m.figure) for m in parts) + f" = {vn(sums[0])}"
        if not right:
            text += f"; văn bản ghi {context.written(total.figure)}, lệch {vn(abs(sums[0] - total.figure.value))}"
        figures = [total.figure, *(m.figure for m in parts)]
        yield context.claim(
            context.covering(*figures),
            "sum",
            "consistent" if right else "inconsistent",
            text,
            context.written(total.figure),
            vn(total.figure.value if right else sums[0]),
            figures,
        )
