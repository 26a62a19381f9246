"""What is left and what comes out: 41/46 đơn, còn 5 đơn · đầu kỳ 1.200, tăng 60, giảm 25, cuối kỳ 1.235 · 112/107."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.figures import Figure
from dangvu.figurecheck.mentions import Mention, compatible

LEFT = re.compile(
    r"\s*(?:và |nên |như vậy |hiện )*(?:(?:chỉ )?còn(?: lại| phải \w+| nợ)?\s(?:là )?"
    r"|chuyển (?:sang )?(?:kỳ|năm|quý|tháng) (?:sau|tới)(?: là)?:?\s)"
)
UNDONE = re.compile(r"[\s)]*(?:chưa|đang|không|cần|phải|tiếp tục|xin chuyển|$|[.;,])(?:\s\w+){0,5}\s*[.;,)]?\s*$")
REMAINING = re.compile(r"\s*(?:khác )?còn lại\b")
NOT_DONE = re.compile(
    r"\s*(?:còn |nộp |thực hiện |báo cáo )*(?:chậm|muộn|quá hạn|(?:chưa|không) (?:đạt|hoàn thành|nộp|thực hiện|gửi|báo cáo|xong|đúng hạn))"
    r"\s*[.;,]?\s*$"
)
OPENING = re.compile(r"đầu (?:kỳ|năm|nhiệm kỳ|tháng|quý)|kỳ trước chuyển sang")
CLOSING = re.compile(r"cuối (?:kỳ|năm|nhiệm kỳ|tháng|quý)|có mặt đến")
COMPARED = re.compile(r"so (?:với|cùng)[^,;]*")
MOVED = re.compile(r"\b(tăng|giảm)\b[^.;:()]{0,24}:?\s*$|\b(?:(?P<come>thu)|(?P<gone>chi)) trong (?:kỳ|năm|quý|tháng)\s*$")
MAY_EXCEED = re.compile(r"chỉ tiêu|kế hoạch|\bgiao\b|vượt|mục tiêu|đăng ký|dự kiến|kết nạp|thành lập|xây dựng")
WHOLES = frozenset({"organisation", "hamlet", "place", "household"})


def judge_remainders(context: Context, passage: Passage) -> Iterator[Claim]:
    """Remainders, sums of a movement and ratios above one in a sentence."""
    mentions = passage.reading.mentions
    for place, mention in enumerate(mentions):
        yield from _not_done(context, mention, mentions[:place], mentions[place + 1 : place + 2])
        if REMAINING.match(context.folded, mention.figure.after):
            yield from _remaining(context, mention, mentions[:place])
        if mention.figure.kind == "ratio":
            yield from _ratio(context, passage, mention)
        elif LEFT.fullmatch(context.folded, mention.piece.start, mention.figure.start) and not mention.figure.hedge:
            listed = {id(item) for listing in passage.reading.listings if len(listing.items) > 1 for item in listing.items}
            yield from _left(context, mention, [m for m in mentions[max(0, place - 8) : place] if id(m) not in listed])
    yield from _movement(context, passage)


def _ratio(context: Context, passage: Passage, mention: Mention) -> Iterator[Claim]:
    """Done of all: never more than all, unless it is a target."""
    figure = mention.figure
    if figure.other is None or mention.shares:
        return
    around = context.folded[passage.sentence.start : passage.sentence.end]
    text = f"{vn(figure.value)} / {vn(figure.other)} = {vn(figure.value * 100 / figure.other, 2)}%"
    span = figure.start, max(figure.after, figure.end)
    if figure.value <= figure.other:
        yield context.claim(span, "ratio", "consistent", text, context.written(figure), None, [figure])
    elif figure.group in WHOLES and not MAY_EXCEED.search(around):
        yield context.claim(span, "ratio", "inconsistent", text + ": phần lớn hơn tổng", context.written(figure), None, [figure])


def _whole_of(mention: Mention, before: list[Mention]) -> Fraction | None:
    """The total of a ratio, or the count before it of which it is the percentage said."""
    figure = mention.figure
    if figure.other is not None or not mention.shares:
        return figure.other
    percent = mention.shares[0].percent
    wholes = (m.figure.value for m in reversed(before) if compatible(m, figure) and m.figure.value > figure.value)
    return next((whole for whole in wholes if fit(figure.value * 100 / whole, percent.value, percent.step) == "exact"), None)


def _not_done(context: Context, mention: Mention, before: list[Mention], following: list[Mention]) -> Iterator[Claim]:
    """18/20 đơn vị nộp đúng hạn, 2 đơn vị nộp chậm: no more than what is left."""
    figure, whole = mention.figure, _whole_of(mention, before)
    for other in following:
        late = NOT_DONE.match(context.folded, other.figure.after, other.piece.end)
        if whole is None or late is None or other.figure.kind != "count" or not other.figure.noun == figure.noun != "":
            continue
        rest = whole - figure.value
        if other.figure.value >= rest >= 0:
            yield _left_claim(context, other, whole, figure.value, figure, wrong=other.figure.value > rest)


def _left(context: Context, mention: Mention, before: list[Mention]) -> Iterator[Claim]:
    counts = [m for m in before if compatible(m, mention.figure) and not m.figure.hedge]
    pairs = [(m.figure.other, m.figure.value, m.figure) for m in counts if m.figure.other is not None]
    sure = len(pairs) == 1 and counts[-1].figure is pairs[0][2] and _undone(context, mention)
    if not pairs:
        shared = [(whole, m.figure.value, m.figure) for m in counts if (whole := _whole_of(m, counts)) is not None]
        last = bool(shared) and counts[-1].figure.value in (shared[-1][0], shared[-1][1])
        pairs, sure = shared[-1:], last and _undone(context, mention)
    if not pairs:
        plain = [m for m in counts if m.figure.kind == "count"]
        pairs = [(whole.figure.value, part.figure.value, part.figure) for i, whole in enumerate(plain) for part in plain[i + 1 :]]
        sure = len(pairs) == 1 and "đã" in plain[1].label and (mention.group == "money" or _undone(context, mention))
        sure = sure or (len(plain) > 1 and _same_deed(plain[-2], plain[-1]) and _undone(context, mention))
        pairs = pairs if len(pairs) == 1 else [*pairs[-1:], *pairs[:-1]]
    for whole, part, figure in pairs:
        if whole - part == mention.figure.value:
            yield _left_claim(context, mention, whole, part, figure, wrong=False)
            return
    if sure:
        yield _left_claim(context, mention, *pairs[0], wrong=True)


def _remaining(context: Context, mention: Mention, before: list[Mention]) -> Iterator[Claim]:
    """kết nạp 12 người (85,7% của 14), 2 người còn lại: what a ratio or a share before it leaves over."""
    known = [(m, whole) for place, m in enumerate(before) if (whole := _whole_of(m, before[:place])) is not None]
    for one, whole in reversed(known):
        if whole - one.figure.value == mention.figure.value:
            yield _left_claim(context, mention, whole, one.figure.value, one.figure, wrong=False)
            return
    if known and known[-1][0] is before[-1] and _one_kind(known[-1][0], mention):
        yield _left_claim(context, mention, known[-1][1], before[-1].figure.value, before[-1].figure, wrong=True)


def _one_kind(one: Mention, other: Mention) -> bool:
    return compatible(one, other.figure) and one.group == other.group != ""


def _same_deed(due: Mention, done: Mention) -> bool:
    """phải thi hành kỷ luật 42 đảng viên, đã thi hành kỷ luật 40: all words of what was done are those of what was due."""
    said = set(re.findall(r"[^\W\d]+", done.label)) - {"đã", "xong", "được", done.figure.noun, *done.figure.noun.split()}
    return done.label.startswith("đã ") and bool(said) and said <= set(re.findall(r"[^\W\d]+", due.label))


def _undone(context: Context, mention: Mention) -> bool:
    figure = mention.figure
    return UNDONE.fullmatch(context.folded, figure.after or figure.end, mention.piece.end) is not None


def _left_claim(context: Context, mention: Mention, whole: Fraction, part: Fraction, figure: Figure, *, wrong: bool) -> Claim:
    stated = context.written(mention.figure)
    text = f"{vn(whole)} - {vn(part)} = {vn(whole - part)}" + (f"; văn bản ghi {stated}" if wrong else "")
    span = context.covering(mention.figure, figure)
    return context.claim(
        span, "difference", "inconsistent" if wrong else "consistent", text, stated, vn(whole - part), [mention.figure, figure]
    )


def _lead(context: Context, passage: Passage, mention: Mention) -> str:
    """The words before a count since the count before it."""
    start = max(passage.sentence.start, mention.figure.start - 60)
    before = [figure.end for figure in context.reader.between(start, mention.figure.start) if figure.counts]
    return COMPARED.sub(" ", context.folded[before[-1] if before else start : mention.figure.start])


def _movement(context: Context, passage: Passage) -> Iterator[Claim]:
    """Opening + increase - decrease = closing, when each is said once, in one sentence or in several that end with the closing."""
    if not any(CLOSING.search(_lead(context, passage, m)) for m in passage.reading.mentions):
        return
    found = [passage]
    while len(found) < 5 and found[0].before is not None and passage.paragraph - found[0].before.paragraph <= 4:
        found.insert(0, found[0].before)
    opening, closing, moves = _moved(context, found)
    if len(opening) != 1 or len(closing) != 1 or not 1 <= len(moves) <= 2 or len({verb for verb, _ in moves}) != len(moves):
        return
    figures = [opening[0], closing[0], *(figure for _, figure in moves)]
    if len({figure.group for figure in figures if figure.group}) > 1:
        return
    total = opening[0].value + sum(figure.value if verb == "tăng" else -figure.value for verb, figure in moves)
    written = vn(opening[0].value) + "".join(f" {'+' if verb == 'tăng' else '-'} {vn(figure.value)}" for verb, figure in moves)
    right = total == closing[0].value
    stated = context.written(closing[0])
    text = f"{written} = {vn(total)}" + ("" if right else f"; văn bản ghi {stated}")
    span = context.covering(closing[0], *figures)
    yield context.claim(span, "sum", "consistent" if right else "inconsistent", text, stated, vn(total), figures)


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
                if counts and change.verb in ("tăng", "giảm"):
                    moves.append((change.verb, counts[0]))
    return opening, closing, list(dict.fromkeys(moves))
