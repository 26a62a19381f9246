"""What is left and what comes out: 41/46 đơn, còn 5 đơn · đầu kỳ 1.200, tăng 60, giảm 25, cuối kỳ 1.235 · 112/107."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.dues import due_and_done, received_and_done, same_deed
from dangvu.figurecheck.meant.wholes import DONE, kind_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention, compatible
from dangvu.figurecheck.rests.purses import left_claim, left_in_purse

LEFT = re.compile(
    r"\s*(?:và |nên |như vậy |hiện |số dư |số tiền |kinh phí )*(?:(?:chỉ )?còn(?: lại| thiếu| phải \w+| nợ)?\s(?:là )?"
    r"|(?:vắng(?: mặt)?|thiếu)\s"
    r"|đang (?:xem xét|giải quyết|xử lý|hòa giải|xác minh|thẩm tra)\s"
    r"|chuyển (?:sang )?(?:kỳ|năm|quý|tháng) (?:sau|tới)(?: là)?:?\s)"
)
UNDONE = re.compile(
    r"[\s)]*(?:chưa|đang|không|cần|phải|tiếp tục|(?:xin )?chuyển (?:sang|tiếp)|xin chuyển|có lý do|"
    r"so với (?:chỉ tiêu|kế hoạch)|$|[.;,])(?:\s[\w/]+){0,8}"
    r"(?:\s(?:do|vì|phần lớn|chủ yếu|nguyên nhân)\s.*)?\s*[.;,)]?\s*$"
)
ONLY_LEFT = re.compile(r"\s*(?:chỉ còn|vắng|đang)\b")
BESIDE = 40
LATER = re.compile(r"\b(?:nay|hiện|đến|cuối|năm)\b")
GENERIC = ("trường hợp", "đồng chí", "người", "đảng viên")
CONVENED = re.compile(
    r"\s?[(,]\s?(?:trên |trong |so với )?(?:tổng số |số )?(?:đại biểu |đồng chí )?(?:(?:được )?triệu tập|phải dự|tổng số)(?: là| có)?:?\s"
)
NOT_SO = re.compile(r"\s*(?:và )?(?:còn )?số\s(?:[^\W\d]+\s){0,4}?(?:chưa|không|còn lại)\b[^\d,;.]{0,40}(?:là|có)\s$")
REMAINING = re.compile(r"\s*(?:khác )?còn lại\b")
NOT_DONE = re.compile(
    r"\s*(?:còn |nộp |thực hiện |báo cáo )*(?:chậm|muộn|quá hạn|vắng(?: mặt)?|"
    r"(?:chưa|không) (?:đạt|hoàn thành|nộp|thực hiện|gửi|báo cáo|xong|đúng hạn|đủ[^,;.]{0,24}))"
    r"\s*[.;,]?\s*$"
)
LATE = re.compile(r"\s*(?:và |còn |chỉ )*(?:chậm|muộn|quá hạn|trễ hạn|vắng|hỏng|không đạt|chưa [^\W\d]+)\s")
DENIED = re.compile(r"\s(?:còn )?(?:chưa|không) (?:được )?(?P<deed>[^\W\d]+(?: [^\W\d]+){1,3}?)\s*(?=do\b|vì\b|[.;,()]|$)")
DENIED_FIRST = re.compile(r"(?:số )?(?:chưa|không) (?:được )?(?P<deed>[^\W\d]+(?: [^\W\d]+){0,3}?) (?:là )?\d")
MAY_EXCEED = re.compile(r"chỉ tiêu|kế hoạch|\bgiao\b|vượt|mục tiêu|đăng ký|dự kiến|kết nạp|thành lập|xây dựng")
OF_THOSE = re.compile(r"\b(?:kết luận|dự|có mặt|tham dự|biểu quyết|tán thành|đồng ý|nhất trí|xếp loại|bỏ phiếu)\s(?:[^\W\d]+\s){0,4}$")
AIMS = ("chỉ tiêu", "mục tiêu", "tiêu chí", "nhiệm vụ")
WHOLES = frozenset({"organisation", "hamlet", "place", "household"})


def judge_remainders(context: Context, passage: Passage) -> Iterator[Claim]:
    """Remainders, sums of a movement and ratios above one in a sentence."""
    mentions = passage.reading.mentions
    for place, mention in enumerate(mentions):
        if place and (told := _rest_of_a_share(context, mention, mentions[place - 1])):
            yield told
        earlier = passage.before.reading.mentions[-6:] if passage.before and passage.before.paragraph == passage.paragraph else []
        yield from _not_done(context, mention, [*earlier, *mentions[:place]], _next(mention, mentions[place + 1 :]))
        if REMAINING.match(context.folded, mention.figure.after):
            yield from _remaining(context, mention, mentions[:place]) if place else _rest_of_a_list(context, passage, mention)
        if mention.figure.kind == "ratio":
            yield from _ratio(context, passage, mention)
        elif LEFT.fullmatch(context.folded, mention.piece.start, mention.figure.start) and not mention.figure.hedge:
            before = _unlisted(passage, mentions[max(0, place - 8) : place])
            if not any(compatible(m, mention.figure) for m in before) and passage.before and passage.before.paragraph == passage.paragraph:
                before = _unlisted(passage.before, passage.before.reading.mentions[-8:])  # "Còn 4 cuộc chuyển sang năm sau."
            yield from _left(context, passage, mention, before)


def _unlisted(passage: Passage, mentions: list[Mention]) -> list[Mention]:
    """Those that are no parts of a list."""
    listed = {
        id(item)
        for listing in passage.reading.listings
        if len(listing.items) > 1 and listing.heads and listing.cue != "implicit"
        for item in listing.items
    }
    return [mention for mention in mentions if id(mention) not in listed]


def _next(mention: Mention, later: list[Mention]) -> list[Mention]:
    """The count after one, its own brackets left out."""
    groups = mention.piece.groups
    return [m for m in later if not any(group.start <= m.figure.start < group.end for group in groups)][:1]


def _ratio(context: Context, passage: Passage, mention: Mention) -> Iterator[Claim]:
    """Done of all: never more than all, unless it is a target."""
    figure = mention.figure
    if not figure.other or mention.shares:
        return
    around = context.folded[passage.sentence.start : passage.sentence.end]
    text = f"{vn(figure.value)} / {vn(figure.other)} = {vn(figure.value * 100 / figure.other, 2)}%"
    span = figure.start, max(figure.after, figure.end)
    if figure.value <= figure.other:
        yield context.claim(span, "ratio", "consistent", text, context.written(figure), None, [figure])
    elif figure.noun in AIMS or (
        (figure.group in WHOLES or _present(context, mention) or _of_one_body(passage, figure)) and not MAY_EXCEED.search(around)
    ):
        yield context.claim(span, "ratio", "inconsistent", text + ": phần lớn hơn tổng", context.written(figure), None, [figure])


def _of_one_body(passage: Passage, figure: Figure) -> bool:
    """34/33 đồng chí có trình độ cao cấp … và 33/33 đồng chí …: of a body that the sentence takes another share of."""
    others = [one for one in passage.figures if one.kind == "ratio" and one is not figure and one.noun == figure.noun]
    whole = figure.other
    return figure.group == "person" and whole is not None and any(one.other == whole and one.value <= whole for one in others)


def _present(context: Context, mention: Mention) -> bool:
    """kết luận 09/08 đảng viên có vi phạm: those who were there, or were looked at, are no more than all."""
    return mention.group == "person" and OF_THOSE.search(context.folded, mention.piece.start, mention.figure.start) is not None


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
    if whole is None and mention.piece.mark == "thì" and before and before[-1].figure.noun == figure.noun:
        whole = before[-1].figure.value  # 12 chỉ tiêu thì 10 chỉ tiêu đạt
    for other in following:
        opposite = (figure.other is not None and _is_opposite(context, mention, other)) or _is_denied(mention, other)
        late = (
            opposite
            or LATE.fullmatch(context.folded, other.piece.start, other.figure.start)
            or NOT_DONE.match(context.folded, other.figure.after, other.piece.end) is not None
        )
        if (
            whole is None
            or not late
            or other.figure.kind != "count"
            or not (_alike(mention, other) or _is_denied(mention, other))
            or other.figure.hedge
        ):
            continue
        rest = whole - figure.value
        behind = context.reader.between(other.figure.end, other.figure.end + BESIDE)
        if other.figure.value < rest and any(one.kind == "count" and one.value == rest - other.figure.value for one in behind):
            continue  # 30 hộ chưa hài lòng, 20 hộ không có ý kiến: the rest is of two kinds
        if other.figure.value >= rest >= 0 or (opposite and rest >= 0):
            yield left_claim(context, other, whole, figure.value, figure, wrong=other.figure.value != rest)


def _rest_of_a_share(context: Context, mention: Mention, done: Mention) -> Claim | None:
    """đã đánh giá 42.680 đồng chí, chiếm 87,53%; số chưa được đánh giá là 6.080: the two together are the whole of the percentage."""
    figure, share = mention.figure, next(iter(done.shares), None)
    same = figure.kind == done.figure.kind == "count" and compatible(done, figure) and not figure.hedge and not done.figure.hedge
    if not same or share is None or share.percent.hedge or kind_of(share) != "total":
        return None
    if not NOT_SO.fullmatch(context.folded, mention.piece.start, figure.start):
        return None
    whole = done.figure.value + figure.value
    if not whole or not share.percent.value:
        return None
    wrong = fit(done.figure.value * 100 / whole, share.percent.value, share.percent.step) == "off"
    total = done.figure.value * 100 / share.percent.value
    actual = vn(done.figure.value * 100 / whole, share.percent.decimals)
    text = f"{vn(done.figure.value)} / ({vn(done.figure.value)} + {vn(figure.value)}) = {actual}%"
    text += f"; văn bản ghi {context.written(share.percent)}" if wrong else ""
    right = vn(total - done.figure.value, 0)
    verdict = VERDICTS["off" if wrong else "exact"]
    figures = [figure, done.figure, share.percent]
    return context.claim(context.covering(*figures), "difference", verdict, text, context.written(figure), right, figures)


def _is_opposite(context: Context, mention: Mention, other: Mention) -> bool:
    """1.874/2.215 chi bộ có chi ủy; 341 chi bộ chưa có chi ủy: the same words, denied."""
    denied = DENIED.match(context.folded, other.figure.after, other.piece.end)
    return denied is not None and denied["deed"] in context.folded[mention.figure.after : other.figure.start]


def _is_denied(mention: Mention, other: Mention) -> bool:
    """được xếp loại 598 (99,17%), chưa xếp loại 5: bare counts, the second with the words of the first denied."""
    denied = DENIED_FIRST.match(other.label)
    return denied is not None and not mention.figure.noun and not other.figure.noun and f"được {denied['deed']}" in mention.label


def _alike(mention: Mention, other: Mention) -> bool:
    """Of one noun, or people told by another word for people."""
    same = mention.figure.noun == other.figure.noun != ""
    bare = mention.figure.noun == "" and mention.group == other.group != ""  # số văn bản đúng hạn 181, chậm 5 văn bản
    return same or bare or (other.figure.noun in GENERIC and mention.group == "person" and compatible(mention, other.figure))


def _left(context: Context, passage: Passage, mention: Mention, before: list[Mention]) -> Iterator[Claim]:
    counts = [m for m in before if compatible(m, mention.figure) and not m.figure.hedge and not _second_of_a_ratio(m, before)]
    pairs = [(m.figure.other, m.figure.value, m.figure) for m in counts if m.figure.other is not None]
    if mention.group == "money" and (told := left_in_purse(context, passage, mention, counts)):
        yield told
        return
    if not pairs and (asked := _convened(context, passage, mention)) and counts and counts[-1].figure.kind == "count":
        wrong = asked.value - counts[-1].figure.value != mention.figure.value
        yield left_claim(context, mention, asked.value, counts[-1].figure.value, counts[-1].figure, wrong=wrong)
        return
    adjacent = len(pairs) == 1 and (counts[-1].figure is pairs[0][2] or _of_thesame_deed(context, mention, counts))
    sure = adjacent and (_undone(context, mention) or _too_many(context, mention, pairs[0]))
    if not pairs:
        shared = [(whole, m.figure.value, m.figure) for m in counts if (whole := _whole_of(m, counts)) is not None]
        last = bool(shared) and counts[-1].figure.value in (shared[-1][0], shared[-1][1])
        last = last and (_is_left_over(context, mention, counts[-1]) or _undone(context, mention))
        pairs, sure = shared[-1:], last
    if not pairs:
        plain = [m for m in counts if m.figure.kind == "count"]
        pairs = [(whole.figure.value, part.figure.value, part.figure) for i, whole in enumerate(plain) for part in plain[i + 1 :]]
        sure = len(pairs) == 1 and DONE.search(plain[1].label) is not None and (mention.group == "money" or _undone(context, mention))
        sure = sure or (len(plain) > 1 and same_deed(plain[-2], plain[-1]) and _undone(context, mention))
        pairs = pairs if len(pairs) == 1 else [*pairs[-1:], *pairs[:-1]]
    plain = [m for m in counts if m.figure.kind == "count"]
    if due := due_and_done(context, passage, mention, plain) or received_and_done(mention, plain):
        pairs, sure = [(due[0].value, due[1].value, due[1])], _undone(context, mention)
    for whole, part, figure in pairs:
        if whole - part == mention.figure.value:
            yield left_claim(context, mention, whole, part, figure, wrong=False)
            return
    nearest = next((f for f in reversed(passage.figures) if f.end < mention.figure.start), None)
    if nearest is not None and nearest.other is not None and nearest.other - nearest.value == mention.figure.value:
        return  # 19/19 tiêu chí năm 2021; tiêu chí nâng cao đạt 15/19, còn 4: of the ratio beside it
    if sure and not _absent_in_kinds(context, passage, mention, pairs[0][0] - pairs[0][1]):
        yield left_claim(context, mention, *pairs[0], wrong=True)


def _absent_in_kinds(context: Context, passage: Passage, mention: Mention, left: Fraction) -> bool:
    """Vắng 3 đồng chí có lý do, 2 đồng chí không lý do: the first of several that make all who are absent."""
    absent = "vắng" in context.folded[mention.piece.start : mention.figure.start]
    behind = [f.value for f in passage.figures if f.start > mention.figure.start and f.kind == "count"]
    return absent and left in accumulate(behind, initial=mention.figure.value)


def _is_left_over(context: Context, mention: Mention, done: Mention) -> bool:
    """còn lại 254 ý kiến, after a count of the same noun."""
    lead = context.folded[mention.piece.start : mention.figure.start]
    return "còn lại" in lead and mention.figure.noun == done.figure.noun != ""


def _convened(context: Context, passage: Passage, mention: Mention) -> Figure | None:
    """dự họp 92 đại biểu, vắng 4 (triệu tập 96 đại biểu): the whole stands behind."""
    reach = context.reader.between(mention.figure.end, min(passage.sentence.end, mention.figure.after + 60))
    later = next((figure for figure in reach if figure.counts), None)
    if later is None or later.hedge or later.noun != mention.figure.noun or later.kind != "count":
        return None
    return later if CONVENED.fullmatch(context.folded, mention.figure.after, later.start) else None


def _second_of_a_ratio(mention: Mention, before: list[Mention]) -> bool:
    """149 đại biểu trên tổng số 150 đại biểu is one ratio."""
    return any(m.piece is mention.piece and m.figure.other == mention.figure.value for m in before if m is not mention)


def _too_many(context: Context, mention: Mention, pair: tuple[Fraction, Fraction, Figure]) -> bool:
    """143 trong tổng số 152 hộ có thu nhập ổn định, chỉ còn 19 hộ: more than are left, at the same time."""
    whole, part, figure = pair
    words = context.folded[mention.piece.start : mention.piece.end]
    alike = mention.figure.noun == figure.noun != "" or mention.figure.noun in GENERIC
    return ONLY_LEFT.match(words) is not None and alike and not LATER.search(words) and mention.figure.value > whole - part >= 0


def _of_thesame_deed(context: Context, mention: Mention, counts: list[Mention]) -> bool:
    """96/112 xã đạt chuẩn; 31 xã …; còn 16 xã chưa đạt chuẩn: what was not done is what the ratio says was done."""
    ratio = next(m for m in counts if m.figure.other is not None)
    not_yet = re.match(r"\s*(?:chưa|không)\s((?:\w+\s?){2,4})", context.folded[mention.figure.after : mention.piece.end])
    return not_yet is not None and mention.figure.noun == ratio.figure.noun and not_yet[1].strip() in ratio.label


def _remaining(context: Context, mention: Mention, before: list[Mention]) -> Iterator[Claim]:
    """kết nạp 12 người (85,7% của 14), 2 người còn lại: what a ratio or a share before it leaves over."""
    known = [(m, whole) for place, m in enumerate(before) if (whole := _whole_of(m, before[:place])) is not None]
    for one, whole in reversed(known):
        if whole - one.figure.value == mention.figure.value:
            yield left_claim(context, mention, whole, one.figure.value, one.figure, wrong=False)
            return
    if known and known[-1][0] is before[-1] and _one_kind(known[-1][0], mention):
        yield left_claim(context, mention, known[-1][1], before[-1].figure.value, before[-1].figure, wrong=True)


def _rest_of_a_list(context: Context, passage: Passage, mention: Mention) -> Iterator[Claim]:
    """32 đảng viên, trong đó 8 được miễn. Cả 24 đảng viên còn lại …: what the one part told in the sentence before leaves over."""
    earlier = passage.before
    listings = earlier.reading.listings if earlier is not None and earlier.paragraph == passage.paragraph else []
    open_ = [one for one in listings if one.cue == "open" and one.near and len(one.items) == 1]
    if len(open_) != 1 or mention.figure.hedge or mention.figure.kind != "count":
        return
    head, part = open_[0].heads[0], open_[0].items[0]
    alike = head.figure.noun == part.figure.noun == mention.figure.noun != ""
    if alike and head.figure.kind == "count" and not head.figure.hedge and not part.figure.hedge:
        wrong = head.figure.value - part.figure.value != mention.figure.value
        yield left_claim(context, mention, head.figure.value, part.figure.value, head.figure, wrong=wrong)


def _one_kind(one: Mention, other: Mention) -> bool:
    return compatible(one, other.figure) and one.group == other.group != ""


def _undone(context: Context, mention: Mention) -> bool:
    figure = mention.figure
    left = "còn" in context.folded[mention.piece.start : figure.start]  # còn 1 chỉ tiêu chưa đạt là thu tiền (đạt 82,6%)
    end = next((group.start for group in mention.piece.groups if left and group.start > figure.end), mention.piece.end)
    return UNDONE.fullmatch(context.folded, figure.after or figure.end, end) is not None
