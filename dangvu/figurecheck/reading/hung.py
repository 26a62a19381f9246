"""What hangs on a count: the percentage or change beside it, inside its own piece, or before it."""

from __future__ import annotations

import re

from dangvu.figurecheck.reading import nouns, phrases
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Change, Mention, Share, compatible
from dangvu.figurecheck.reading.pieces import Piece, Reader

REACH = 24
ARE = re.compile(r"\s(?:là|đã|được|chưa|đều)\b")
OF_ALL = re.compile(r"\s(?:tổng )?số (?P<first>[^\W\d]+)")


def hangs(reader: Reader, piece: Piece, subject: Mention, first: Figure, lead: str) -> bool:
    """Whether a piece is the percentage of the count before it."""
    return (
        first.kind == "percent"
        and piece.cue != "open"  # "trong đó hơn 90% là …" is said of a part
        and not _of_others(reader, piece, subject, first, lead)
        and not (phrases.SOFTENED.fullmatch(lead) and _comes_first(reader, piece, first))
        and (phrases.SHARE_LEAD.fullmatch(lead) is not None or _of_the_ratio(subject, lead))
        and subject.figure.counts
        and not _has_ratio(piece)
        and not phrases.OF_THEM.match(reader.folded, first.end)
    )


def _of_others(reader: Reader, piece: Piece, subject: Mention, percent: Figure, lead: str) -> bool:
    """18 chi bộ, có 66,67% chi bộ làm tốt · 9 thôn, 77,8% số thôn làm tốt: a rate of them, no share of something."""
    if lead.strip() not in ("", "có"):
        return False
    of_all = OF_ALL.match(reader.folded, percent.end)
    if piece.mark == "," and not lead.strip() and ARE.match(reader.folded, percent.end):  # 38 đảng viên, 56,2% là nữ
        return True
    own = of_all is not None and piece.mark != "và" and of_all["first"] == subject.figure.noun.split(" ")[0]
    return own or nouns.UNIT.match(reader.folded, percent.end) is not None


def _comes_first(reader: Reader, piece: Piece, percent: Figure) -> bool:
    """một phần năm là người dân tộc thiểu số (224 đồng chí): the count of the percentage follows it."""
    counts = [figure for group in piece.groups for part in group.pieces for figure in part.figures if figure.counts]
    if len(counts) == 1 and percent.in_words and reader.folded.startswith(" (", percent.end):  # gần ba phần tư (20 chi bộ) có bí thư …
        return True
    return len(counts) == 1 and phrases.WHO.match(reader.folded, percent.end, piece.end) is not None


def _of_the_ratio(subject: Mention, lead: str) -> bool:
    """27/29 đảng viên dự họp, tỷ lệ dự họp 93,1%: the rate repeats a word of the ratio."""
    named = phrases.RATE_OF.fullmatch(lead) if subject.figure.kind == "ratio" and "bình quân" not in lead else None
    unit = nouns.NOUN.search(named[1]) if named else None
    if unit and nouns.group_of(unit[0]) != subject.group:  # 12/12 kỳ họp, tỷ lệ đảng viên dự họp 91,3%
        return False
    return named is not None and bool((set(named[1].split()) - phrases.COMMON) & set(subject.label.split()))


def _has_ratio(piece: Piece) -> bool:
    """bằng 105,67% kế hoạch (317/300): the ratio in the bracket explains the percentage."""
    inner = [figure for group in piece.groups for part in group.pieces for figure in part.figures]
    return len(inner) == 1 and inner[0].kind == "ratio"


def bare_percent_owner(piece: Piece, at: int) -> bool:
    """Whether the last figure before a bracket is a percentage without a count in the same piece."""
    before = [figure for figure in piece.figures if figure.end <= at]
    return bool(before) and before[-1].kind == "percent" and not any(figure.counts for figure in before)


def hang_before(reader: Reader, rate: Mention | None, mention: Mention | None, said: list[Mention], piece: Piece) -> None:
    """một phần ba trong số đó, tức 989 đồng chí · chiếm quá nửa, 34 hộ: the count follows its percentage."""
    if rate is None or mention is None or mention.piece is not piece or mention.shares or not mention.figure.counts:
        return
    bare = (
        rate.piece.end + 2 >= piece.start
        and not reader.folded[piece.start : mention.figure.start].strip(" ,")
        and "chiếm" in reader.folded[rate.piece.start : rate.figure.start]
        and rate.figure.in_words
    )
    between = phrases.OF_THEM.sub("", reader.folded[rate.figure.end : mention.figure.start]).strip(" ,") + " "
    if len(between) > REACH or not (bare or phrases.THAT_IS.fullmatch(between)):
        return
    whole = next((one for one in reversed(said) if one.figure.end <= rate.figure.start and compatible(one, mention.figure)), None)
    if whole is not None and phrases.OF_THEM.match(reader.folded, rate.figure.end):
        mention.shares.append(Share(rate.figure, "chiếm", "", piece.end, whole))
    elif bare or not phrases.CHANGE_BEFORE.search(reader.folded, rate.piece.start, rate.figure.start):
        mention.shares.append(Share(rate.figure, "chiếm", "", piece.end))


def hang_inside(reader: Reader, piece: Piece, mention: Mention, *, part: bool) -> bool:
    """A percentage or a change inside the piece of the count: 3.183 đồng chí chiếm 46,04%; True where the piece tells a rate of its own."""
    rest = [figure for figure in piece.figures if figure.start >= mention.figure.end]
    for number, figure in enumerate(rest):
        before = reader.folded[mention.figure.after if number == 0 else rest[number - 1].end : figure.start]
        between = reader.folded[mention.figure.end : figure.start]
        lead = phrases.SHARE_BEFORE.search(before) if figure.kind == "percent" and not phrases.FROM_TO.search(between) else None
        if lead and "đạt" in lead[0] and phrases.DISTRIBUTED.match(reader.folded, figure.end):
            return False  # 7/12 huyện đạt 100%, 3 huyện đạt trên 80%: what each of them reached
        if lead and "đạt" in lead[0] and phrases.BANDS.search(reader.folded, max(0, piece.start - 80), piece.start):
            return False  # 6 đồng chí đạt từ 90% trở lên, 2 đạt từ 80% đến dưới 90%, 1 đồng chí đạt 76,4%
        if lead:
            if phrases.RATED.search(reader.folded, piece.start, mention.figure.start):
                return True
            tail = reader.folded[figure.end : piece.end].strip()
            if lead.start() <= 1 or lead[0].startswith("chiếm") or "lệ" in lead[0] or (part and not tail.strip(" .")):
                mention.shares.append(Share(figure, lead[0].strip(), tail, piece.end))
            return False
        change = re.search(r"(?P<verb>tăng|giảm|vượt)\s[\w\s]{0,12}$", before)
        if change:
            mention.changes.append(Change(change["verb"], tuple(rest[number:]), mention.figure.after, piece.end))
            return False
    return False
