"""Changes whose two figures stand in sentences of their own, and what one sentence says of a change twice.

27 thành viên … Sau bảy năm có 162, gấp 6 lần ngày đầu · Năm 2012 có 615 hộ nghèo. Cuối năm 2023 còn 123. Số hộ nghèo giảm 492 hộ ·
từ 56 đơn giảm một nửa, còn 28 · giảm 6 vụ so với cùng kỳ (giảm 25%).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.changes.changes import difference_claim, grown, growth_claim
from dangvu.figurecheck.changes.compared import moves_in
from dangvu.figurecheck.changes.rates import DOWN, points
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Move

SINCE_THEN = re.compile(
    r"[^\d,;.()]{0,16}?\s?(?:so với )?(?:những )?(?:(?:ngày|buổi|thuở|lúc|thời gian) (?:đầu|ban đầu)(?! (?:năm|kỳ|tháng|quý|nhiệm))|"
    r"ban đầu|"
    r"(?:lúc|khi|ngày|thời điểm|hồi)(?: mới)? (?:mới )?(?:thành lập|ra đời|ra mắt|lập|ra quân|khởi nghiệp|khởi đầu))\b"
)
BEGUN = re.compile(
    r"\b(?:ra đời|thành lập|ban đầu|buổi đầu|lúc đầu|khởi đầu|những ngày đầu|ngày đầu|thuở đầu|lúc mới|khi mới|bước đầu|ra mắt|"
    r"khởi nghiệp)\b"
)
THAT_MANY = re.compile(r"\bsố (?:lượng )?(?P<what>[^\d,;.:()]{2,40}?) (?:đã |cũng )?(?P<verb>tăng|giảm)(?: được| thêm| tới| đến)? $")
THAT_RATE = re.compile(r"\b(?:tỷ|tỉ) lệ (?P<what>[^\d,;.:()]{2,50}?) (?:đã |cũng )?(?P<verb>tăng|giảm)(?: được| thêm| tới| đến)? $")
TOLD_BASE = re.compile(r"[^\d;.]{0,30}\b(?:so với|trong|qua|mỗi|ở|tại)\b")
OF_SOME = re.compile(r"\b(?:trong đó|riêng|số)\b")
BEHIND = re.compile(r"\s(?P<noun>[^\W\d]+)")
BY_A_PART = re.compile(r"(?P<lead>[^\d,;.()]{0,24}?\b(?P<verb>tăng|giảm|hạ|bớt)(?: được| đi| thêm| tới| đến)? )$")
LEFT = re.compile(
    r"(?: so với [^\d,;.()]{2,30})?,? (?:nay |hiện |chỉ |và |nên |tức |đã )*(?:còn|lên(?: đến| tới| thành)?|xuống(?: còn)?|"
    r"đạt) (?:chỉ )?(?:còn )?$"
)
TWO_WAYS = re.compile(
    r"\b(?P<one>tăng|giảm) (?:thêm |được )?(?P<by>\d[\d.,]*)(?: [^\d,;.()]{1,24}?)? (?:so với|so) (?:(?:19|20)\d{2}|[^\d,;.()]){3,40}? "
    r"\((?P<other>tăng|giảm) (?P<rate>\d[\d.,]*)%\)"
)
REACH, FAR, BACK = 4, 3, 5


def judge_then_and_now(context: Context, decided: Marks) -> Iterator[Claim]:
    """The changes of every sentence that are told in these ways."""
    if "(tăng" in context.folded or "(giảm" in context.folded:
        for match in TWO_WAYS.finditer(context.folded):
            if match["one"] != match["other"]:
                yield _contradiction(context, match)
    for passage in context.passages:
        figures = passage.figures
        if len(figures) > 2 and any(f.in_words or f.kind == "percent" for f in figures):
            yield from _by_a_part(context, passage)
        for move in moves_in(context, passage, figures):
            if context.source.back(move.by.start, move.by.end) not in decided:
                yield from _since_the_beginning(context, passage, move)
                yield from _of_two_sentences(context, passage, move)


def _earlier(passage: Passage) -> Iterator[Passage]:
    """The sentences before, as far as one speaks of the same thing."""
    here, steps = passage.before, 0
    while here is not None and passage.paragraph - here.paragraph <= FAR and steps < REACH:
        yield here
        here, steps = here.before, steps + 1


def _since_the_beginning(context: Context, passage: Passage, move: Move) -> Iterator[Claim]:
    """162 thành viên, gấp 6 lần ngày đầu: of the one count of these in the sentence that tells the beginning."""
    by = move.by
    if by.kind == "points" or not SINCE_THEN.match(context.folded, max(by.end, by.after)):
        return
    before = [f for f in passage.figures if f.end <= by.start]
    if not before or before[-1].kind != "count" or before[-1].hedge or (by.kind == "count" and not of_one_kind(by, before[-1])):
        return
    now = before[-1]
    if OF_SOME.search(context.folded, now.end, by.start):
        return
    for earlier in _earlier(passage):
        if not BEGUN.search(context.folded, earlier.sentence.start, earlier.sentence.end):
            continue
        alike = [f for f in earlier.figures if f.kind == "count" and _counts_the_same(context, f, now)]
        if len(alike) == 1 and alike[0].value and not alike[0].hedge:
            yield _moved(context, now, alike[0], by, move.sign)
        return


def _counts_the_same(context: Context, one: Figure, other: Figure) -> bool:
    if one.noun or other.noun:
        return one.noun == other.noun
    words = [BEHIND.match(context.folded, f.end) for f in (one, other)]
    return words[0] is not None and words[1] is not None and words[0]["noun"] == words[1]["noun"]


def _of_two_sentences(context: Context, passage: Passage, move: Move) -> Iterator[Claim]:
    """Số hộ nghèo giảm 492 hộ: between the last two sentences that each count "hộ nghèo"."""
    by = move.by
    start = max((f.end for f in passage.figures if f.end <= by.start), default=passage.sentence.start)
    lead = context.folded[start : by.start]
    said = THAT_MANY.search(lead) if by.kind == "count" else THAT_RATE.search(lead) if by.kind == "points" else None
    if said is None or TOLD_BASE.match(context.folded, max(by.end, by.after)) or "so với" in lead:
        return
    told: list[tuple[Figure, Passage]] = []
    for earlier in _earlier(passage):
        found = _told(context, earlier, said["what"], by)
        if len(found) > 1:
            return
        told += [(found[0], earlier)] if found else []
        if len(told) == 2:
            break
    if len(told) != 2 or told[0][0].hedge or told[1][0].hedge:
        return
    now, then = told[0][0], told[1][0]
    if not (_dated(context, *told[0]) and _dated(context, *told[1])):
        return
    gap = (now.value - then.value) * (-1 if said["verb"] in DOWN else 1)
    if gap == by.value or gap > 0:
        yield _moved(context, now, then, by, -1 if said["verb"] in DOWN else 1)


def _told(context: Context, earlier: Passage, what: str, by: Figure) -> list[Figure]:
    """The counts of a sentence behind which these words stand, or its rate."""
    if by.kind == "points":
        return [f for f in earlier.figures if f.kind == "percent"]
    counted = re.compile(rf"[\d.]+ {re.escape(what)}(?!\w)")
    return [f for f in earlier.figures if f.kind in ("count", "ratio") and counted.match(context.folded, f.start)]


def _dated(context: Context, figure: Figure, passage: Passage) -> bool:
    lead = context.folded[passage.sentence.start : figure.start]
    return YEAR.search(lead) is not None or re.search(r"\b(?:năm nay|hiện|nay|đầu|cuối|tháng|trước|quý|vụ|khi|ban đầu)\b", lead) is not None


def _moved(context: Context, now: Figure, then: Figure, by: Figure, sign: int) -> Claim:
    if now.kind == "percent":
        return points(context, now, then, by, sign)
    if by.kind == "count":
        right = fit((now.value - then.value) * sign, by.value, by.step) != "off"
        return difference_claim(context, now, by, then, VERDICTS["exact" if right else "off"])
    return growth_claim(context, now, then.value, by, sign, VERDICTS[grown(now.value, then.value, by, sign)], [then])


def _by_a_part(context: Context, passage: Passage) -> Iterator[Claim]:
    """Từ 56 đơn giảm một nửa, còn 28 đơn: what a part more or less makes of it."""
    figures = passage.figures
    for then, part, now in zip(figures, figures[1:], figures[2:], strict=False):
        if not (then.kind == now.kind == "count" and _counts_the_same(context, then, now)) or now.hedge or not then.value:
            continue
        if then.hedge and not (then.hedge == "least" and context.folded.endswith("từ ", 0, then.start)):
            continue
        if any(f.start > now.start and f.kind == "count" and _counts_the_same(context, f, now) for f in figures):
            continue  # còn 20 cái chạy tốt, 10 cái chờ sửa
        lead = context.folded[max(then.end, then.after) : part.start]
        if part.hedge or not LEFT.fullmatch(context.folded, part.end, now.start):
            continue
        if part.kind == "times" and re.fullmatch(r"[^\d,;.()]{0,16}?(?:tăng )?(?:gấp )?", lead):
            yield growth_claim(context, now, then.value, part, 1, VERDICTS[grown(now.value, then.value, part, 1)], [then])
        elif part.kind == "percent" and (verb := BY_A_PART.fullmatch(lead)):
            sign = 1 if verb["verb"] == "tăng" else -1
            yield growth_claim(context, now, then.value, part, sign, VERDICTS[grown(now.value, then.value, part, sign)], [then])


def _contradiction(context: Context, match: re.Match[str]) -> Claim:
    """Giảm 6 vụ so với cùng kỳ (tăng 25%): the bracket says the contrary."""
    stated = context.source.text[match.start("other") : match.end()].rstrip(")")
    text = f"{match['one']} {match['by']} mà trong ngoặc ghi {match['other']} {match['rate']}%"
    return context.claim((match.start("one"), match.end()), "growth", "inconsistent", text, stated, match["one"])
