"""What comes and goes: đầu kỳ 1.200, tăng 60, giảm 25, cuối kỳ 1.235 · giải thể 4, thành lập 6, nâng từ 244 lên 246."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import moves_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention

OPENING = re.compile(r"đầu (?:kỳ|năm|nhiệm kỳ|tháng|quý)|kỳ trước chuyển sang")
CLOSING = re.compile(r"(?<!tháng )cuối (?:kỳ|năm|nhiệm kỳ|tháng|quý)|có mặt đến")
AGAINST = re.compile(r"\bso với (?:năm|cùng kỳ|kỳ|nhiệm kỳ)[^;.]*$")
COMPARED = re.compile(r"so (?:với|cùng)[^,;]*")
MOVED = re.compile(r"\b(tăng|giảm)\b[^.;:()]{0,24}:?\s*$|\b(?:(?P<come>thu)|(?P<gone>chi)) trong (?:kỳ|năm|quý|tháng)\s*$")
COME = re.compile(r"\b(?:thành lập|kết nạp|tiếp nhận|phát triển|bổ sung)(?: mới| thêm| được)*(?: thêm)?\s$")
GONE = re.compile(r"\b(?:giải thể|xóa tên|khai trừ|chấm dứt|kết thúc hoạt động|rút|đưa ra)(?: khỏi đảng)?(?: là)?\s$")
JOINED = re.compile(r"\b(?:kết nạp(?: lại)?|chuyển (?:đến|về)|tiếp nhận|khôi phục|phục hồi)\b[^\d,;.]{0,30}$")
LEFT = re.compile(r"\b(?:chuyển đi|chuyển sinh hoạt đi|từ trần|qua đời|chết|khai trừ|xóa tên|(?:xin|cho) ra(?: khỏi)?)\b[^\d,;.]{0,30}$")
STOCK = re.compile(r"biến động|tăng, giảm|trong kỳ")
UNTIL = re.compile(r"\b(?:đến (?:nay|ngày|cuối|hết|\d)|hiện (?:có|nay)|cuối (?:kỳ|năm|nhiệm kỳ)|nay)")
FEW, REACH = 4, 16
MOST_FLOWS = 3
STOCKED = ("đảng viên", "đồng chí", "người", "đoàn viên", "hội viên", "")
RAISED = re.compile(r"\b(?:nâng|đưa)\s[^\d,;.]{0,60}từ\s$")


def judge_movements(context: Context, passage: Passage) -> Iterator[Claim]:
    """The stocks of a sentence against what was added to them and taken from them."""
    yield from _movement(context, passage)
    yield from _raised(context, passage)
    yield from _flows(context, passage)


def _raised(context: Context, passage: Passage) -> Iterator[Claim]:
    """Giải thể 4 chi bộ, thành lập 6, nâng tổng số chi bộ từ 244 lên 246: the difference is what came less what went."""
    for later_start, earlier in moves_of(context, passage):
        later = context.reader.between(later_start, later_start + 1)[0]
        if earlier.kind != "count" or not RAISED.search(context.folded, passage.sentence.start, earlier.start):
            continue
        before = [m.figure for m in passage.reading.mentions if m.figure.end < earlier.start and m.figure.kind == "count"]
        alike = [figure for figure in before if figure.noun == (later.noun or earlier.noun) != "" and not figure.hedge]
        come = [figure for figure in alike if COME.search(context.folded, 0, figure.start)]
        gone = [figure for figure in alike if GONE.search(context.folded, 0, figure.start)]
        if len(come) == 1 and len(gone) <= 1 and len(come) + len(gone) == len(alike):
            yield _raised_claim(context, earlier, later, come[0], gone)


def _flows(context: Context, passage: Passage) -> Iterator[Claim]:
    """3.415 đồng chí, tăng 61; biến động: kết nạp 88, chuyển đến 74, chuyển đi 69, từ trần 23, …: what came less what went."""
    told = [
        (m.figure, 1 if JOINED.search(lead) else -1)
        for m in passage.reading.mentions
        if m.figure.kind == "count" and not m.figure.hedge and m.group in ("", "person")
        for lead in [_own_words(context, m), context.folded[m.figure.after : m.piece.end].split(",")[0]]
        if JOINED.search(lead) or LEFT.search(lead)
    ]
    told = list(dict.fromkeys(told + _gone_beside(context, passage)))
    if len({figure.start for figure, _ in told}) < len(told):
        return
    opened = any(OPENING.search(_own_words(context, m)) for m in passage.reading.mentions)
    if len(told) < FEW - opened or len({sign for _, sign in told}) < 2:
        return
    if not STOCK.search(context.folded, passage.sentence.start, passage.sentence.end):
        yield from _balance(context, passage, told)
        return
    by = _net_stated(passage, {figure.start for figure, _ in told})
    if by is None:
        yield from _balance(context, passage, told)
        return
    net = sum((figure.value * sign for figure, sign in told), Fraction(0))
    right = net == by[0].value * by[1]
    signs = "".join(f" {'+' if sign > 0 else '-'} {vn(figure.value)}" for figure, sign in told).lstrip(" +")
    stated = context.written(by[0])
    text = f"{signs} = {vn(net)}" + ("" if right else f"; văn bản ghi {'tăng' if by[1] > 0 else 'giảm'} {stated}")
    figures = [by[0], *(figure for figure, _ in told)]
    yield context.claim(context.covering(*figures), "sum", "consistent" if right else "inconsistent", text, stated, vn(abs(net)), figures)


def _gone_beside(context: Context, passage: Passage) -> list[tuple[Figure, int]]:
    """khôi phục 1; giảm do chuyển đi 342: the first of those that left stands as a change of the last that came."""
    amounts = [
        figure
        for m in passage.reading.mentions
        for change in m.changes
        for figure in change.figures
        if figure.kind == "count" and figure.counts
    ]
    return [(figure, -1) for figure in amounts if LEFT.search(context.folded, max(0, figure.start - 30), figure.start)]


def _balance(context: Context, passage: Passage, told: list[tuple[Figure, int]]) -> Iterator[Claim]:
    """Đầu năm có 11.862 đảng viên. Trong năm kết nạp 268, …. Đến 15/12 có 12.052 đảng viên: the stocks before and after what moved."""
    place = bisect_left(context.passages, passage.sentence.start, key=lambda one: one.sentence.start)
    near = [one for one in context.passages[max(0, place - REACH) : place + REACH] if one.paragraph == passage.paragraph]
    stocks = [m for one in near for m in one.reading.mentions if m.figure.kind == "count" and not m.figure.hedge]
    moved = {figure.start for figure, _ in told}
    largest = max((figure.value for figure, _ in told), default=Fraction(0))
    stocks = [m for m in stocks if m.figure.start not in moved and m.figure.value > largest and m.figure.noun in STOCKED]
    opening = [m for m in stocks if OPENING.search(_own_words(context, m)) or OPENING.search(_at(context, near, m))]
    closing = [m for m in stocks if m not in opening or CLOSING.search(_own_words(context, m))]
    opening = [m for m in opening if m not in closing]
    if any(m.figure.noun for m in closing):  # 352 đảng viên: chính thức 338, dự bị 14
        closing = [m for m in closing if m.figure.noun]
    reach = sum((figure.value for figure, _ in told), Fraction(0))
    closing = [m for m in closing if any(abs(m.figure.value - one.figure.value) <= reach for one in opening)]
    if len(opening) != 1 or not closing or len({sign for _, sign in told}) < 2:
        return
    total = opening[0].figure.value + sum((figure.value * sign for figure, sign in told), Fraction(0))
    named = [m for m in closing if m.figure.start > opening[0].figure.start and UNTIL.search(_at(context, near, m))]
    meant = next((m for m in closing if m.figure.value == total), (named or closing)[0])
    off = abs(total - meant.figure.value)
    if off > largest or (off and len({m.figure.value for m in named or closing}) > 1):
        return
    text = (
        vn(opening[0].figure.value)
        + "".join(f" {'+' if sign > 0 else '-'} {vn(figure.value)}" for figure, sign in told)
        + f" = {vn(total)}"
    )
    sources = [opening[0].figure, *(figure for figure, _ in told)]
    yield context.outcome("sum", meant.figure, sources, text, vn(total), wrong=off != 0)


def _at(context: Context, near: list[Passage], mention: Mention) -> str:
    """The words of its sentence before a count."""
    home = next(one for one in near if one.sentence.start <= mention.figure.start < one.sentence.end)
    return context.folded[home.sentence.start : mention.figure.start]


def _net_stated(passage: Passage, listed: set[int]) -> tuple[Figure, int] | None:
    """tăng 61 đồng chí: by how many the stock of the sentence moved, and which way."""
    stocks = [m for m in passage.reading.mentions if m.figure.start not in listed and m.figure.kind == "count" and m.group == "person"]
    for change in (change for m in stocks for change in m.changes if change.verb in ("tăng", "giảm")):
        for figure in change.figures:
            if figure.kind == "count" and figure.counts and not figure.hedge:
                return None if figure.start in listed else (figure, -1 if change.verb == "giảm" else 1)
    return None


def _own_words(context: Context, mention: Mention) -> str:
    """The words between the figure before and this one."""
    start = max(mention.piece.start, mention.figure.start - 60)
    return context.folded[start : mention.figure.start]


def _raised_claim(context: Context, earlier: Figure, later: Figure, come: Figure, gone: list[Figure]) -> Claim:
    taken = sum(figure.value for figure in gone)
    right = later.value - earlier.value in (come.value, come.value - taken)
    total = earlier.value + come.value - taken
    text = f"{vn(earlier.value)} + {vn(come.value)}" + "".join(f" - {vn(figure.value)}" for figure in gone) + f" = {vn(total)}"
    return context.outcome("sum", later, [earlier, come, *gone], text, vn(total), wrong=not right)


def _lead(context: Context, passage: Passage, mention: Mention) -> str:
    """The words before a count since the count before it."""
    start = max(passage.sentence.start, mention.figure.start - 60)
    before = [figure.end for figure in context.reader.between(start, mention.figure.start) if figure.counts]
    return COMPARED.sub(" ", context.folded[before[-1] if before else start : mention.figure.start])


def _movement(context: Context, passage: Passage) -> Iterator[Claim]:
    """Opening + increase - decrease = closing, when each is said once, in one sentence or in several that end with the closing."""
    if not CLOSING.search(context.folded, passage.sentence.start, passage.sentence.end):
        return
    if not any(CLOSING.search(_lead(context, passage, m)) for m in passage.reading.mentions):
        return
    found = [passage]
    while len(found) < 5 and found[0].before is not None and passage.paragraph - found[0].before.paragraph <= 4:
        found.insert(0, found[0].before)
    opening, closing, moves = _moved(context, found)
    if len(opening) != 1 or len(closing) != 1 or not 1 <= len(moves) <= 2 or len({verb for verb, _ in moves}) != len(moves):
        return
    figures = [opening[0], closing[0], *(figure for _, figure in moves)]
    if len({figure.group for figure in figures if figure.group}) > 1 or _untold(context, opening[0], closing[0], figures):
        return
    total = opening[0].value + sum(figure.value if verb == "tăng" else -figure.value for verb, figure in moves)
    written = vn(opening[0].value) + "".join(f" {'+' if verb == 'tăng' else '-'} {vn(figure.value)}" for verb, figure in moves)
    right = total == closing[0].value
    stated = context.written(closing[0])
    text = f"{written} = {vn(total)}" + ("" if right else f"; văn bản ghi {stated}")
    span = context.covering(closing[0], *figures)
    yield context.claim(span, "sum", "consistent" if right else "inconsistent", text, stated, vn(total), figures)


def _untold(context: Context, opening: Figure, closing: Figure, figures: list[Figure]) -> bool:
    """tồn đầu năm 214, thu trong kỳ 386, chi 297, dư cuối kỳ 302: a flow that was not understood leaves nothing to be said."""
    known = {figure.start for figure in figures}
    between = context.reader.between(opening.end, closing.start)
    alone = [one for one in between if one.counts and one.kind == "count" and one.group == opening.group != ""]
    leads = [context.folded[opening.end : one.start] for one in alone]
    inside = [one for one, lead in zip(alone, leads, strict=True) if lead.count("(") == lead.count(")")]
    return len(inside) <= MOST_FLOWS and any(one.start not in known for one in inside)


def _moved(context: Context, passages: list[Passage]) -> tuple[list[Figure], list[Figure], list[tuple[str, Figure]]]:
    """The counts of the beginning, of the end, and of what came and went between, brackets left out."""
    opening: list[Figure] = []
    closing: list[Figure] = []
    moves: list[tuple[str, Figure]] = []
    for passage in passages:
        for mention in passage.reading.mentions:
            lead = _lead(context, passage, mention)
            if mention.figure.kind != "count" or mention.figure.hedge:
                continue
            if OPENING.search(lead):
                opening.append(mention.figure)
            elif CLOSING.search(lead):
                closing.append(mention.figure)
            elif verb := MOVED.search(lead):
                moves.append(("tăng" if verb["come"] else "giảm" if verb["gone"] else verb[1], mention.figure))
            for change in mention.changes:
                counts = [figure for figure in change.figures if figure.counts]
                if (
                    counts
                    and change.verb in ("tăng", "giảm")
                    and not AGAINST.search(context.folded, max(passage.sentence.start, counts[0].start - 70), counts[0].start)
                ):
                    moves.append((change.verb, counts[0]))
    return opening, closing, list(dict.fromkeys(moves))
