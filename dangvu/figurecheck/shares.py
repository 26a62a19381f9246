"""Percentages of a total: stated (40/170, "trong tổng số 6.913"), headed ("6.913 đảng viên, trong đó nữ 3.183") or only implied."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from dangvu.figurecheck.arithmetic import Fit, fit, room, rounded, vn, wholes_for
from dangvu.figurecheck.claims import Claim, Verdict
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.figures import Figure
from dangvu.figurecheck.layout import BULLET
from dangvu.figurecheck.mentions import Listing, Mention, Share, compatible

TARGET = re.compile(r"chỉ tiêu|dự toán|chương trình|kế hoạch|mục tiêu|\bkh\b|nghị quyết|đề ra|được giao|\bgiao\b|phấn đấu")
PERIOD = re.compile(r"cùng kỳ|năm trước|năm ngoái|năm \d{4}|(?:nửa )?nhiệm kỳ (?:trước|\d{4})|đầu nhiệm kỳ|đầu năm|so với năm|giai đoạn trước|so cùng|quý trước|tháng trước")
PEOPLE = re.compile(r"dân số|số dân")
ABOVE = re.compile(r"^\s*(?:trở lên|trở xuống)")
WHOLE_IN_TAIL = re.compile(r"(?:tổng số|so với|trong|trên|của|/)\s[^%;.]{0,40}$")
# Words after a percentage that do not make it a statement about another noun.
OWN_TAIL = re.compile(r"\s*(?:$|[.,;:)(]|so với|so|tổng|trong|trên|của|số\b|kế hoạch|chỉ tiêu|mục tiêu|nghị quyết|dự toán|chương trình|dân số|và\b|tăng|giảm|vượt|đề ra|toàn)")


VERDICTS: dict[Fit, Verdict] = {"exact": "consistent", "cut": "rounding", "off": "inconsistent"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A total a count may be a share of; `sure` = the text itself ties the two together."""

    value: Fraction
    words: str
    sure: bool
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A share with its claim and the total it was found to fit."""

    passage: Passage
    mention: Mention
    share: Share
    claim: Claim
    whole: Figure | None


def judge_shares(context: Context) -> Iterator[Claim]:
    """Every percentage that was hung on a count."""
    judged: list[Judged] = []
    for passage in context.passages:
        listed = {id(item): listing for listing in passage.reading.listings for item in listing.items}
        done: set[int] = set()
        for listing in passage.reading.listings:
            if claim := _wrong_total(context, listing):
                done |= {id(item) for item in listing.items}
                yield claim
        for mention in passage.reading.mentions:
            for share in mention.shares:
                if id(mention) not in done:
                    judged += _judge(context, passage, mention, share, listed.get(id(mention)))
    yield from _by_company(context, judged)


COMPANY = 6


def _by_company(context: Context, judged: list[Judged]) -> Iterator[Claim]:
    """A share that fits nothing is judged by the total that at least two of its neighbours fit."""
    for place, one in enumerate(judged):
        near = judged[max(0, place - COMPANY) : place + COMPANY]
        if one.claim.verdict == "not_decidable" and kind_of(one.share) == "total" and not _names_another_whole(one.share, None):
            figure = _common_whole(context, one, near)
            if figure is not None:
                yield _claim(context, one.mention, one.share, Whole(figure.value, vn(figure.value), sure=True, figure=figure), "inconsistent")
                continue
        yield one.claim


def _common_whole(context: Context, one: Judged, near: list[Judged]) -> Figure | None:
    """The total of two shares in the same paragraph, or in the bullets around this one."""
    reach = COMPANY if _is_bullet(context, one.passage) else 0
    wholes = Counter(other.whole for other in near if other.whole and abs(other.passage.paragraph - one.passage.paragraph) <= reach)
    for figure, support in wholes.most_common(2):
        if support >= 2 and figure.value >= one.mention.figure.value and figure.group in ("", one.mention.group):
            return figure
    return None


def _judge(context: Context, passage: Passage, mention: Mention, share: Share, listing: Listing | None) -> Iterator[Judged]:
    if ABOVE.match(share.tail) or not OWN_TAIL.match(share.tail) or mention.figure.hedge:
        return
    kind = kind_of(share)
    whole: Whole | None = None
    if kind == "population":
        claim = _of_population(context, mention, share)
    elif kind == "target":
        claim = _of_target(context, passage, mention, share)
    elif kind == "period":
        if "bằng" not in share.verb and "đạt" not in share.verb:
            return
        claim = _of_period(context, mention, share)
    else:
        claim, whole = _of_total(context, passage, mention, share, listing)
    yield Judged(passage, mention, share, claim, whole.figure if whole else None)


def kind_of(share: Share) -> str:
    """What the percentage is taken of, by the words around it."""
    if PEOPLE.search(share.tail):
        return "population"
    if TARGET.search(share.tail) and not share.tail.startswith("tổng số"):
        return "target"
    return "period" if PERIOD.search(share.tail) and "tổng số" not in share.tail else "total"


def _of_period(context: Context, mention: Mention, share: Share) -> Claim:
    """bằng 105,7% so với cùng kỳ (192 đảng viên)."""
    later = [f for f in context.reader.between(share.percent.end, share.end) if f.kind == "count" and compatible(mention, f)]
    if not later:
        return _implied(context, mention, share, "số của kỳ so sánh")
    whole = Whole(later[0].value, context.written(later[0]), sure=True, figure=later[0])
    return _claim(context, mention, share, whole, VERDICTS[fits(mention.figure.value, whole.value, share.percent)])


def _of_total(
    context: Context, passage: Passage, mention: Mention, share: Share, listing: Listing | None
) -> tuple[Claim, Whole | None]:
    if share.percent.value > 100 and "chiếm" in share.verb:
        text = f"{context.written(share.percent)}: một phần không thể quá 100% của tổng"
        span = context.covering(share.percent, mention.figure)
        return context.claim(span, "share", "inconsistent", text, context.written(share.percent), None, [share.percent, mention.figure]), None
    wholes = list(_wholes(context, passage, mention, share, listing))
    for reading in (mention, *mention.peers):
        if best := _best(reading, share, wholes):
            return _claim(context, reading, share, best[0], VERDICTS[best[1]]), best[0] if reading is mention else None
    sure = [whole for whole in wholes if whole.sure]
    if sure:
        return _claim(context, mention, share, sure[0], "inconsistent"), None
    return _implied(context, mention, share, "tổng số để tính tỷ lệ"), None


def _best(mention: Mention, share: Share, wholes: Iterable[Whole]) -> tuple[Whole, Fit] | None:
    cut: tuple[Whole, Fit] | None = None
    for whole in wholes:
        match fits(mention.figure.value, whole.value, share.percent):
            case "exact" if whole.sure or not share.percent.hedge:
                return whole, "exact"
            case "cut" if whole.sure:
                cut = cut or (whole, "cut")
    return cut


def fits(part: Fraction, whole: Fraction, percent: Figure) -> Fit:
    """Whether `part` of `whole` may be printed as that percentage."""
    return "off" if whole <= 0 else fit(part * 100 / whole, percent.value, percent.step, percent.hedge)


def _wholes(context: Context, passage: Passage, mention: Mention, share: Share, listing: Listing | None) -> Iterator[Whole]:
    if mention.figure.other is not None:
        yield Whole(mention.figure.other, vn(mention.figure.other), sure=True, figure=mention.figure)
        return
    explicit = list(_in_tail(context, share))
    yield from explicit
    named = _names_another_whole(share, listing)
    if listing is not None:
        heads = [head for head in listing.heads if compatible(head, mention.figure) and head.figure.value >= mention.figure.value]
        for place, head in enumerate(heads):
            tied = not named and not explicit and (head in listing.heads[: listing.near] or listing.cue == "open")
            yield Whole(head.figure.value, context.written(head.figure), sure=tied and place == 0, figure=head.figure)
            if head.figure.other:
                yield Whole(head.figure.other, vn(head.figure.other), sure=False)
        if len(listing.items) > 1:
            total = sum((item.figure.value for item in listing.items), Fraction(0))
            yield Whole(total, vn(total), sure=False)
    yield from _around(context, passage, mention, share, sure=listing is None and not named and not explicit)


def _in_tail(context: Context, share: Share) -> Iterator[Whole]:
    """A total written after the percentage: chiếm 46,04% trong tổng số 6.913 đảng viên."""
    for figure in context.reader.between(share.percent.end, share.end):
        before = context.folded[share.percent.end : figure.start]
        if figure.kind == "count" and WHOLE_IN_TAIL.search(before):
            yield Whole(figure.value, context.written(figure), sure=True, figure=figure)


def _names_another_whole(share: Share, listing: Listing | None) -> bool:
    """Whether the words after the percentage name a total that is not the head of the list."""
    if not re.match(r"(?:so với|tổng số|trong tổng|trên tổng|của|trong|trên|số\b|toàn)", share.tail):
        return False
    if listing is None or not listing.heads:
        return True
    said = set(re.findall(r"\w+", share.tail)) - FILLERS
    known = set(re.findall(r"\w+", " ".join(head.label for head in listing.heads[: max(1, listing.near)])))
    return not said <= known


GENERIC = ("", "đồng chí", "đ/c", "người", "trường hợp")
FILLERS = frozenset("so với tổng số trong trên của các được là đã toàn này trong đó đảng viên đồng chí mới".split())


def _around(context: Context, passage: Passage, mention: Mention, share: Share, *, sure: bool) -> Iterator[Whole]:
    """Counts said earlier in the paragraph; the first of the sentence is sure when it is the only one that can hold the part."""
    before = [m for m in passage.reading.mentions if m.figure.start < mention.figure.start and _holds(m, mention)]
    whole = [m for m in before if not any(kind_of(share) in ("total", "target") for share in m.shares)]
    of_total = len(whole) == 1 and "tổng" in whole[0].label
    sure = sure and (of_total or not share.verb or re.search(r"chiếm|lệ|trọng|\(", share.verb) is not None)
    only = sure and len(whole) == 1 and whole[0].group == mention.group != "" and mention.figure.noun in (whole[0].figure.noun, *GENERIC)
    told = [m for m in whole if _tells(share, m)]
    for other in before[-12:]:
        tied = (only and other is whole[0]) or (len(told) == 1 and other is told[0])
        yield Whole(other.figure.value, context.written(other.figure), sure=tied, figure=other.figure)
        if other.figure.other:
            yield Whole(other.figure.other, vn(other.figure.other), sure=False, figure=other.figure)
    earlier = passage.before
    for _ in range(COMPANY if passage.sentence.bullet or _is_bullet(context, passage) else 3):
        if earlier is None or passage.paragraph - earlier.paragraph > COMPANY:
            return
        for other in earlier.reading.mentions[-12:]:
            if _holds(other, mention):
                yield Whole(other.figure.value, context.written(other.figure), sure=False, figure=other.figure)
        earlier = earlier.before


def _tells(share: Share, mention: Mention) -> bool:
    """Whether the words after the percentage name this very count: "trong tổng số đảng viên mới kết nạp"."""
    if not re.match(r"(?:so với |trong |trên |của )*tổng số ", share.tail):
        return False
    said = set(re.findall(r"[^\W\d]+", share.tail)) - FILLERS
    return bool(said) and said <= set(re.findall(r"[^\W\d]+", mention.label))


def _is_bullet(context: Context, passage: Passage) -> bool:
    return BULLET.match(context.folded, passage.sentence.start) is not None


def _holds(other: Mention, mention: Mention) -> bool:
    return other is not mention and compatible(other, mention.figure) and other.figure.value >= mention.figure.value


def _claim(context: Context, mention: Mention, share: Share, whole: Whole, verdict: Verdict) -> Claim:
    percent = share.percent
    actual = mention.figure.value * 100 / whole.value if whole.value else Fraction(0)
    right = vn(rounded(actual, percent.step), decimals_of(percent)) + "%"
    part = vn(mention.figure.value)
    text = f"{part} / {whole.words} = {vn(actual, max(2, decimals_of(percent) + 2))}% ≈ {right}"
    stated = context.written(percent)
    if verdict == "rounding":
        text += f"; {stated} là bỏ bớt chữ số, không phải làm tròn"
    elif verdict == "inconsistent":
        text += f"; văn bản ghi {stated}"
    figures = [figure for figure in (percent, mention.figure, whole.figure) if figure is not None]
    return context.claim(context.covering(percent, mention.figure), "share", verdict, text, stated, right, figures)


def decimals_of(figure: Figure) -> int:
    """The decimals a figure is written with."""
    return len(str(figure.step.denominator)) - 1


def _implied(context: Context, mention: Mention, share: Share, missing: str) -> Claim:
    """No total at hand: is there any whole number of which the part is that percentage?"""
    percent, part = share.percent, mention.figure.value
    stated = context.written(percent)
    span, figures = context.covering(percent, mention.figure), [percent, mention.figure]
    if part.denominator != 1 or mention.group in ("money", "measure", "turn"):
        return context.claim(span, "share", "not_decidable", f"Thiếu {missing}", stated, None, figures)
    found = wholes_for(part, percent.value, percent.step, percent.hedge)
    sign = f"{vn(percent.value, decimals_of(percent))}%"
    if found is None:
        exact = part * 100 / (percent.value)
        text = f"Không có số nguyên nào mà {vn(part)} bằng {sign} của nó (gần nhất {vn(exact, 2)})"
        return context.claim(span, "feasibility", "inconsistent", text, stated, None, figures)
    low, high = found
    reach = f"khoảng {vn(low)}" + (f" đến {vn(high)}" if high > low else "")
    return context.claim(span, "share", "not_decidable", f"Thiếu {missing}; {sign} ứng với {reach}", stated, None, figures)


def _of_population(context: Context, mention: Mention, share: Share) -> Claim:
    people = [Fraction(context.population)] if context.population else list(_people_in(context))
    mention = next((reading for reading in (mention, *mention.peers) if reading.group == "person"), mention)
    if not people or mention.group != "person":
        return _implied(context, mention, share, "dân số (kèm ngày và nguồn)")
    whole = Whole(people[0], vn(people[0]), sure=True)
    how = fits(mention.figure.value, whole.value, share.percent)
    return _claim(context, mention, share, whole, VERDICTS[how])


def _people_in(context: Context) -> Iterator[Fraction]:
    """A population the report states itself."""
    for match in re.finditer(r"dân số[^.;%\d]{0,40}", context.folded):
        for figure in context.reader.between(match.end(), match.end() + 12):
            if figure.kind == "count" and figure.group == "person":
                yield figure.value


def _of_target(context: Context, passage: Passage, mention: Mention, share: Share) -> Claim:
    figure = mention.figure
    wholes = [Whole(figure.other, vn(figure.other), sure=True)] if figure.other else list(_targets(context, passage, mention))
    wholes += [
        Whole(later.value, context.written(later), sure=True, figure=later)
        for later in context.reader.between(share.percent.end, share.end)
        if later.kind == "count" and compatible(mention, later)
    ][:1]
    if not wholes:
        return _implied(context, mention, share, "số chỉ tiêu được giao")
    best = _best(mention, share, wholes)
    return _claim(context, mention, share, best[0], VERDICTS[best[1]]) if best else _claim(context, mention, share, wholes[0], "inconsistent")


def _targets(context: Context, passage: Passage, mention: Mention) -> Iterator[Whole]:
    """Counts named as a target in this sentence or the one before it."""
    for passage_ in (passage, passage.before):
        if passage_ is None:
            continue
        for other in passage_.reading.mentions:
            near = context.folded[max(other.piece.start, other.figure.start - 40) : other.figure.start]
            if other is not mention and not other.shares and TARGET.search(near) and compatible(other, mention.figure):
                yield Whole(other.figure.value, context.written(other.figure), sure=True, figure=other.figure)


def _wrong_total(context: Context, listing: Listing) -> Claim | None:
    """Two or more shares that agree with each other on one total close to, but not equal to, the one stated before them."""
    owned = [(item, share) for item in listing.items for share in item.shares[:1] if kind_of(share) == "total" and item.figure.other is None]
    heads = [head for head in listing.heads[: listing.near] if not head.figure.hedge]
    if len(owned) < 2 or not heads or any(_names_another_whole(share, listing) for _, share in owned):
        return None
    head = next((h for h in heads if all(compatible(h, item.figure) for item, _ in owned)), None)
    if head is None or any(fits(item.figure.value, h.figure.value, share.percent) != "off" for item, share in owned for h in heads):
        return None
    low, high = Fraction(0), Fraction(10**12)
    for item, share in owned:
        bottom, top = room(share.percent.value, share.percent.step, share.percent.hedge)
        if bottom <= 0:
            return None
        low, high = max(low, item.figure.value * 100 / top), min(high, item.figure.value * 100 / bottom)
    if low > high:
        return None
    percents = ", ".join(context.written(share.percent) for _, share in owned)
    figures = [head.figure, *(share.percent for _, share in owned)]
    text = f"{percents} cùng ứng với tổng khoảng {vn(low, 0)}–{vn(high, 0)}; văn bản ghi {context.written(head.figure)}"
    return context.claim(context.covering(*figures), "share", "inconsistent", text, context.written(head.figure), vn((low + high) / 2, 0), figures)
