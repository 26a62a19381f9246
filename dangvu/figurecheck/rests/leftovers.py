"""What is left of a count, in words of any kind: 187 phát hiện, 121 tiến bộ; 66 còn lại · 18 chỉ tiêu: 16 đạt, 2 chưa đạt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import Told, alike, of_one_noun
from dangvu.figurecheck.meant.portions import fits
from dangvu.figurecheck.reading.families import families
from dangvu.figurecheck.reading.mentions import Mention
from dangvu.figurecheck.reading.phrases import OUT_OF_TOTAL
from dangvu.figurecheck.slips import slipped, swapped

REST = re.compile(r"\bcòn lại\b")
AND = re.compile(r".*?\bvà\s$")
STILL = re.compile(r"^\s*(?:và |chỉ |hiện |số [^\W\d]+(?: thư)? )*(?:còn|(?:chuyển (?:sang|tiếp)|tồn)[^;,.]{0,20})\s(?:là )?$")
SO = re.compile(r"\b(?:nghĩa là|tức là|tức|như vậy|vậy là|tính ra(?! (?:hết|cả|tất|tổng)))\b")
NOT = re.compile(r"\b(?:chưa|không)\s(?P<deed>(?:được |bị )?[^\W\d]+(?: [^\W\d]+){0,3})")
BELOW = re.compile(r"\bdưới (?P<bound>\d+)%")
OTHER_TIME = re.compile(r"\.\s(?:đến |vào |từ |tính đến )?(?:(?:giữa |cuối |đầu )?(?:năm|quý|tháng|nhiệm kỳ|kỳ)|trước)\b")
REACH, MOST = 1, 8
NEAR, BESIDE, MOST_PARTS = 120, 40, 2


def judge_leftovers(context: Context, told: Told, decided: frozenset[tuple[int, int]]) -> Iterator[Claim]:
    """Every count that says it is what remains, that it follows from others, or that it is the rest by denial."""
    for place, mention in enumerate(told.mentions):
        figure = mention.figure
        if figure.kind != "count" or figure.hedge or figure.value.denominator != 1:
            continue
        if context.source.back(figure.start, figure.end) in decided:
            continue
        if (cue := _cue(context, mention)) and not (cue.re is NOT and _is_one_of_many(told.passages[place], mention, cue["deed"])):
            yield from _judge(context, told, told.passages[place], mention, cue)


def _is_one_of_many(passage: Passage, mention: Mention, deed: str) -> bool:
    """Đại học 214, trung cấp 121, chưa qua đào tạo 63: a kind beside others, and no rest of one of them."""
    said = " ".join(deed.split()[:2])
    rows = [listing.items for listing in passage.reading.listings if mention in listing.items and len(listing.items) > MOST_PARTS]
    return any(all(said not in item.label for item in items if item is not mention) for items in rows)


def _judge(context: Context, told: Told, passage: Passage, mention: Mention, cue: re.Match[str]) -> Iterator[Claim]:
    before = [
        other
        for other in told.before(mention.figure.start, passage.paragraph, reach=REACH, most=MOST)
        if alike(other, mention) and not other.figure.hedge and other.figure.value.denominator == 1
    ]
    pairs = list(_pairs(before))
    if cue.re is BELOW:  # 17/29 chi bộ đạt trên 50%, 12 chi bộ đạt dưới 50%
        ratio = before[0] if before and before[0].figure.other and f"trên {cue['bound']}%" in before[0].label else None
        if ratio is not None and ratio.figure.noun == mention.figure.noun:
            yield _claim(context, mention, ratio, [ratio], wrong=_left(ratio, [ratio]) != mention.figure.value)
        return
    if cue.re is NOT and (two := _two_of_all(context, mention, cue["deed"], before)):
        yield _claim(context, mention, two[0], [two[1]], wrong=two[0].figure.value - two[1].figure.value != mention.figure.value)
        return
    if cue.re is SO and len(before) > 1 and before[1].figure.value < before[0].figure.value:
        pairs.insert(0, (before[0], before[1:2]))  # 58 … 83, tức nhiều hơn 25
    if right := next((pair for pair in pairs if _left(*pair) == mention.figure.value), None):
        yield _claim(context, mention, *right, wrong=False)
        return
    ratios = [pair for pair in pairs if pair[0] is pair[1][0]]
    meant = ratios if cue.re is STILL and ratios and ratios[0][0] is before[0] else pairs
    if cue.re in (SO, REST):  # năm 2016 còn 78, … năm 2020 còn 19. Như vậy đã giảm 59
        slips = [pair for pair in pairs if pair[1] == before[:1] and _is_slip(mention, _left(*pair))]
        meant = slips if len(slips) == 1 else meant
    for whole, parts in meant[:1]:
        if _rest_is_told(context, mention, _left(whole, parts)):
            return
        if _is_sure(context, mention, cue, whole, parts):
            yield _claim(context, mention, whole, parts, wrong=True)


def _rest_is_told(context: Context, mention: Mention, rest: Fraction) -> bool:
    """30 hộ chưa hài lòng, 20 hộ không có ý kiến: what the two together leave is the rest."""
    behind = context.reader.between(mention.figure.end, mention.figure.end + BESIDE)
    return any(one.kind == "count" and one.value + mention.figure.value == rest for one in behind)


def _is_sure(context: Context, mention: Mention, cue: re.Match[str], whole: Mention, parts: list[Mention]) -> bool:
    """Whether no third kind is left: what was denied by "không" may be one of three, and is wrong only if it is too many."""
    slip = _any_slip(mention, whole, parts)
    if cue.re is REST:  # 39/52 cơ sở; 13 đơn vị còn lại: the rest of the ratio right before
        beside = whole is parts[0] and whole.figure.start >= mention.piece.start - NEAR and _left(whole, parts) > 0
        return slip or _confirmed(whole, parts) or beside
    if cue.re is AND:  # 94 tàu cá, 61 tàu xa bờ (64,9%) và 33 tàu gần bờ: the second of two parts
        return slip and _confirmed(whole, parts) and _same_words(context, mention, parts[0]) and parts[0].piece.mark != "và"
    if cue.re is STILL:  # 15/19 xã đạt chuẩn; còn 4 xã: the rest of the ratio right before
        before = context.folded[parts[0].figure.end : mention.figure.start]
        same = mention.figure.noun == parts[0].figure.noun != "" or mention.label.startswith(f"số {parts[0].figure.noun} ")
        apart = ":" in before or re.search(r"trong đó|\bdo\b|\bnay\b", before) is not None or OTHER_TIME.search(before) is not None
        return same and not apart and (whole is parts[0] or (_confirmed(whole, parts) and mention.group == "money"))
    alone = not _in_brackets(context, whole, mention)
    if cue.re is SO:
        return alone and slip and of_one_noun(mention, parts[0])
    too_many = mention.figure.value > _left(whole, parts)
    if cue[0].startswith("không") and not too_many:
        return alone and _is_denied(cue["deed"], parts[0]) and _long_slip(whole, parts, mention) and _ends(context, mention)
    return alone and (_is_denied(cue["deed"], parts[0]) or (slip and mention.figure.noun == parts[0].figure.noun != ""))


def _two_of_all(context: Context, mention: Mention, deed: str, before: list[Mention]) -> tuple[Mention, Mention] | None:
    """nhận 118 đơn, đủ điều kiện 92 đơn, không đủ điều kiện 26 đơn: the same words denied, with no third of the noun."""
    alike_ = [m for m in before if m.figure.noun == mention.figure.noun != "" and m.figure.kind == "count"]
    said = " ".join(deed.split()[:2])
    if len(alike_) < 2 or " " not in said or said not in alike_[0].label or NOT.search(alike_[0].label) or alike_[0].shares:
        return None
    part, whole = alike_[0], alike_[1]
    if {name for name, _ in families(whole.label)} & {name for name, _ in families(mention.label)}:
        return None  # hoàn thành tốt nhiệm vụ 214, hoàn thành nhiệm vụ 35, không hoàn thành nhiệm vụ 2: kinds beside each other
    between = context.reader.between(whole.figure.start, mention.figure.end)
    starts = [figure.start for figure in between if figure.noun == mention.figure.noun and figure.kind == "count"]
    one_sentence = ". " not in context.folded[whole.figure.start : mention.figure.start]
    three = starts == [m.figure.start for m in (whole, part, mention)]
    return (whole, part) if three and one_sentence and whole.figure.value > part.figure.value else None


def _in_brackets(context: Context, whole: Mention, mention: Mention) -> bool:
    """(cùng kỳ 82 vụ), hòa giải thành 79 vụ: a bracket that is closed before the count."""
    between = context.folded[whole.figure.end : mention.figure.start]
    return between.count(")") > between.count("(")


def _cue(context: Context, mention: Mention) -> re.Match[str] | None:
    """The words by which a count is a rest or a conclusion, between the figures on its left and on its right."""
    figure, piece = mention.figure, mention.piece
    left = max((other.end for other in context.reader.between(piece.start, figure.start)), default=piece.start)
    right = min((other.start for other in context.reader.between(figure.end, piece.end)), default=piece.end)
    if OUT_OF_TOTAL.search(context.folded, left, figure.start):
        return None
    still = STILL.match(context.folded[piece.start : figure.start])
    joined = AND.match(context.folded[piece.start - 4 : figure.start]) if piece.mark == "và" else None
    cue = REST.search(context.folded, left, right) or joined or still or SO.search(context.folded, piece.start, figure.start)
    return cue or NOT.search(context.folded, left, right) or BELOW.search(context.folded, figure.end, piece.end)


def _pairs(before: list[Mention]) -> Iterator[tuple[Mention, list[Mention]]]:
    """A whole and what was taken of it: the last count, or the last few together; the nearest larger count first."""
    for count in range(1, len(before)):
        parts = before[:count]
        total = sum((part.figure.value for part in parts), Fraction(0))
        for whole in before[count:]:
            if whole.figure.value > total:
                yield whole, parts
    for one in before:
        if one.figure.other is not None and one.figure.other > one.figure.value:
            yield one, [one]


def _left(whole: Mention, parts: list[Mention]) -> Fraction:
    taken = sum((part.figure.value for part in parts), Fraction(0))
    return (whole.figure.other if parts == [whole] and whole.figure.other is not None else whole.figure.value) - taken


def _is_denied(deed: str, part: Mention) -> bool:
    """16 chỉ tiêu đạt và vượt, 2 chỉ tiêu chưa đạt: the same deed."""
    words = deed.split()
    said = next((" ".join(words[:count]) for count in (3, 2, 1) if " ".join(words[:count]) in part.label), "")
    return len(said) > 2 and NOT.search(part.label) is None


def _confirmed(whole: Mention, parts: list[Mention]) -> bool:
    """987 người, đạt 94,54%: the percentage says of which whole the part is."""
    return any(fits(parts[0].figure.value, whole.figure.value, share.percent) == "exact" for share in parts[0].shares)


def _any_slip(mention: Mention, whole: Mention, parts: list[Mention]) -> bool:
    """Whether one of the three would be right but for a slip."""
    left, right = mention.figure.value, _left(whole, parts)
    if parts == [whole]:
        return swapped(left, right)  # 15/20 xã đạt chuẩn, 7 xã chưa có nhà văn hóa: in ratios the numbers are small and near to each other
    readings = [(left, right)]
    if len(parts) == 1:
        taken = parts[0].figure.value
        readings += [(right + taken, taken + left), (taken, right + taken - left)]
    return any(slipped(stated, meant) or swapped(stated, meant) for stated, meant in readings)


def _is_slip(mention: Mention, right: Fraction) -> bool:
    return slipped(mention.figure.value, right) or swapped(mention.figure.value, right)


def _long_slip(whole: Mention, parts: list[Mention], mention: Mention) -> bool:
    """Whether the part, of three digits or more, would be right but for a slip."""
    meant = whole.figure.value - mention.figure.value
    return len(parts) == 1 and meant >= 100 and (slipped(parts[0].figure.value, meant) or swapped(parts[0].figure.value, meant))


def _same_words(context: Context, mention: Mention, part: Mention) -> bool:
    """Whether the word behind both numbers is the same."""
    first, second = (re.match(r" [^\W\d]+", context.folded[one.figure.end : one.figure.end + 20]) for one in (mention, part))
    return first is not None and second is not None and first[0] == second[0]


def _ends(context: Context, mention: Mention) -> bool:
    """Whether the statement ends with the count: no third kind follows."""
    return re.match(r"[^\d,;:]{0,40}(?:[.;]|$)", context.folded[mention.figure.end : mention.piece.end + 1]) is not None


def _claim(context: Context, mention: Mention, whole: Mention, parts: list[Mention], *, wrong: bool) -> Claim:
    right = _left(whole, parts)
    value = right + sum((part.figure.value for part in parts), Fraction(0))
    text = f"{vn(value)} - " + " - ".join(vn(part.figure.value) for part in parts) + f" = {vn(right)}"
    stated, *sources = dict.fromkeys([mention.figure, whole.figure, *(part.figure for part in parts)])
    return context.outcome("difference", stated, sources, text, vn(right), wrong=wrong)
