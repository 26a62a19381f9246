"""The same fact said twice, and shares that imply two different totals under one name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import room, vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.wholes import kind_of
from dangvu.figurecheck.reading.mentions import Mention, Share
from dangvu.figurecheck.reading.source import words

# Words that do not change what is counted.
NEUTRAL = words(
    """toàn các cả của là có được đã và trong tại đến nay hiện tính hết ngày thời điểm đảng bộ tỉnh huyện xã ta mới đồng chí viên tổng
    số lượng đó với gồm chi tổ chức cơ sở đang kết quả theo báo cáo qua như vậy trên địa bàn thuộc người trực đạt nâng lên đưa thành phố
    thị ở một năm tháng đầu cuối từ sinh hoạt tại về"""
)
STOCK = re.compile(r"(?<!thực )\b(?:hiện|hiện nay|đến nay|tổng số|tính đến|toàn (?:đảng bộ|huyện|tỉnh|xã)[^,;]{0,20})\b")
PERIOD = re.compile(
    r"(?:(?:6|9|sáu|chín) tháng (?:đầu |cuối )?)?(?:năm \d{4}|quý [ivx\d]+(?:/\d{4})?|nhiệm kỳ \d{4}\s?-\s?\d{4}|"
    r"giai đoạn \d{4}\s?-\s?\d{4})|(?:6|9) tháng đầu năm|nhiệm kỳ qua|trong năm|năm qua"
)
VERBS = re.compile(
    r"kết nạp|công nhận|xóa tên|khai trừ|khiển trách|cảnh cáo|kỷ luật|chuyển|miễn|thành lập|giải thể|kiểm tra|giám sát|"
    r"trao|tặng|bồi dưỡng|mở"
)


def judge_repeats(context: Context) -> Iterator[Claim]:
    """Counts whose words, period and noun are the same, and implied totals under one name."""
    yield from _facts(context)
    yield from _implied_totals(context)


def _facts(context: Context) -> Iterator[Claim]:
    seen: dict[tuple[str, str, frozenset[str]], tuple[Mention, Passage]] = {}
    for passage in context.passages:
        listed = {id(item) for listing in passage.reading.listings if len(listing.items) > 1 for item in listing.items}
        for mention in passage.reading.mentions:
            key = None if id(mention) in listed else _key(context, passage, mention)
            if key is None:
                continue
            first, where = seen.setdefault(key, (mention, passage))
            if first is mention or where is passage:
                continue
            yield _repeat(context, first, mention)


def _key(context: Context, passage: Passage, mention: Mention) -> tuple[str, str, frozenset[str]] | None:
    """(noun, period, remaining words) of a plain statement; None when it is too vague to compare."""
    figure = mention.figure
    if (
        figure.kind != "count"
        or figure.hedge
        or figure.in_words
        or not figure.noun
        or figure.value < 3
        or figure is not _first(mention)
        or figure.group == "topic"
    ):
        return None
    before = context.folded[mention.piece.start : figure.start]
    after = context.folded[figure.after : mention.piece.end]
    period = PERIOD.search(before) or PERIOD.search(
        context.folded, passage.sentence.start, min(mention.piece.start, passage.sentence.start + 160)
    )
    verb = VERBS.search(before)
    as_of = context.day_between(passage.sentence.start, figure.start)
    if verb is None and not STOCK.search(before):
        return None
    if verb is not None and period is None:
        return None
    text = re.sub(r"\(.*?\)", " ", before + " " + after)
    said = frozenset(re.findall(r"[^\W\d_]+", text)) - NEUTRAL
    if len(said) > 6 or _scope(context, mention):
        return None
    when = period[0] if period else str(as_of.value) if as_of else ""
    return figure.noun, when, said | ({"chi bộ"} if "chi bộ" in before else frozenset())


def _first(mention: Mention) -> object:
    """The first count of the piece: later ones are said of something else."""
    return next((figure for figure in mention.piece.figures if figure.counts), None)


def _scope(context: Context, mention: Mention) -> bool:
    """Whether a proper name narrows the statement to one place."""
    words = context.source.text[mention.piece.start : mention.figure.start].split()[1:]
    return any(word[:1].isupper() and word.lower().strip(",.") not in ("đảng", "ủy", "tỉnh", "huyện", "ban", "bộ") for word in words)


def _repeat(context: Context, first: Mention, again: Mention) -> Claim:
    one, other = context.written(first.figure), context.written(again.figure)
    same = first.figure.value == again.figure.value
    text = f"Chỗ trước ghi {one} {first.figure.noun}" + ("" if same else f", chỗ này ghi {other}: cùng một nội dung")
    span = again.figure.start, again.figure.after or again.figure.end
    return context.claim(span, "repeat", "consistent" if same else "inconsistent", text, other, one, [again.figure, first.figure])


def _implied_totals(context: Context) -> Iterator[Claim]:
    """3,56% so với tổng số hộ dân cư … 6% so với tổng số hộ dân cư: both must fit one total."""
    groups: dict[str, tuple[Fraction, Fraction, Mention, Share]] = {}
    paragraph = -1
    for passage in context.passages:
        if passage.paragraph != paragraph:  # another paragraph may speak of another unit or day
            groups, paragraph = {}, passage.paragraph
        for mention in passage.reading.mentions:
            for share in mention.shares:
                name = _total_name(share)
                bounds = _bounds(mention, share)
                if name is None or bounds is None:
                    continue
                low, high = bounds
                known = groups.get(name)
                if known and (low > known[1] or high < known[0]):
                    yield _conflict(context, mention, share, bounds, known)
                elif known:
                    groups[name] = (max(low, known[0]), min(high, known[1]), known[2], known[3])
                else:
                    groups[name] = (low, high, mention, share)


def _total_name(share: Share) -> str | None:
    match = re.match(r"(?:so với |trong |trên |của )*(tổng số [^,.;()\d]{2,60}|dân số[^,.;()\d]{0,40})", share.tail)
    if match is None or kind_of(share) == "target":
        return None
    name = match[1].strip()
    return None if re.search(r"\b(?:này|đó|trên|đơn vị|từng|mỗi)\b", name) else name


def _bounds(mention: Mention, share: Share) -> tuple[Fraction, Fraction] | None:
    low, high = room(share.percent.value, share.percent.step, share.percent.hedge)
    if low <= 0 or mention.figure.hedge or share.percent.hedge or mention.figure.other is not None:
        return None
    return mention.figure.value * 100 / high, mention.figure.value * 100 / low


def _conflict(
    context: Context, mention: Mention, share: Share, bounds: tuple[Fraction, Fraction], known: tuple[Fraction, Fraction, Mention, Share]
) -> Claim:
    text = (
        f"{context.written(share.percent)} của {vn(mention.figure.value)} ứng với tổng {vn(bounds[0], 0)}–{vn(bounds[1], 0)}, "
        f"nhưng {context.written(known[3].percent)} của {vn(known[2].figure.value)} ứng với {vn(known[0], 0)}–{vn(known[1], 0)}"
    )
    span = context.covering(share.percent, mention.figure)
    return context.claim(span, "share", "inconsistent", text, context.written(share.percent), None, [share.percent, mention.figure])
