"""Which of the figures of a piece is spoken of, what it is a part of, and how it is described."""

from __future__ import annotations

import re
from dataclasses import replace

from dangvu.figurecheck.reading import families, nouns, phrases
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Listing, Mention, compatible
from dangvu.figurecheck.reading.pieces import Piece, Reader

HEADED = re.compile(r"(?:\n|[.;]\s|^)\s*(?:(?:[-+*•]|[\d.\x00]{1,4}[.)]|[a-zđ]\))\s)?(?:về )?(?P<words>[^\d:;.,()]{2,48}):\s*$")
RANKED = re.compile(r"\s?(?:xếp loại|phân loại|đánh giá)(?: chất lượng)?(?: năm \d{4})?(?: là)?:?\s\d")
NUMBER_OF = re.compile(r"\bsố (?P<words>[^\d:;.,()\n]{2,60}),$")
BULLET = re.compile(r"^\s*[-+•*●▪]\s")


def out_of_a_total(reader: Reader, piece: Piece, figure: Figure) -> Figure:
    """57 chi bộ làm tốt trên tổng số 162 chi bộ is 57/162."""
    later = [other for other in piece.figures if other.start > figure.start and other.kind == "count" and other.group == figure.group]
    if figure.kind != "count" or not later or later[0].value < figure.value:
        return figure
    joined = phrases.OUT_OF_TOTAL.search(reader.folded, figure.end, later[0].start)
    return replace(figure, kind="ratio", other=later[0].value) if joined else figure


def of_now(reader: Reader, piece: Piece, counts: list[Figure]) -> list[Figure]:
    """Of "từ 240 đồng chí năm 2021 lên 276" the later count is the one that is spoken of."""
    if len(counts) < 2:
        return counts
    begins = reader.folded[piece.start : counts[0].start].rstrip().endswith(("từ", "từ chỗ có", "từ chỗ"))
    return counts[1:] if begins and phrases.FROM_TO.search(reader.folded, counts[0].end, counts[1].start) else counts


def described(reader: Reader, text: str, piece: Piece, figure: Figure, words: str) -> Mention:
    """The count with the words of its piece and the group of its noun, or of the noun before it."""
    group = figure.group or nouns.group_before(reader.folded, max(piece.start, figure.start - 120), figure.start)
    group = group or _announced_group(reader, piece)
    last_word = text[piece.start : figure.start].strip(" ,.:;-()").rsplit(" ", 1)[-1]
    if figure is next((other for other in piece.figures if other.counts), None):
        words = phrases.WITH.sub("", words)
    words = BULLET.sub("", words, count=1)
    return Mention(figure, piece, words[:200], group, bool(last_word) and bool(phrases.NAME.fullmatch(last_word)))


def _announced_group(reader: Reader, piece: Piece) -> str:
    """a) Tổ chức cơ sở đảng: tổng số 603: the noun alone before the colon; tổng số đảng viên được đánh giá, xếp loại: 318."""
    if (
        piece.mark == ","
        and RANKED.match(reader.folded, piece.start)
        and (numbered := NUMBER_OF.search(reader.folded, max(0, piece.start - 90), piece.start))
    ):
        return nouns.group_of(numbered["words"]) or nouns.group_before(reader.folded, *numbered.span("words"))
    line = HEADED.search(reader.folded, max(0, piece.start - 60), piece.start) if piece.cue == "colon" else None
    unit = nouns.UNIT.match(" " + line["words"]) if line else None
    return nouns.group_of(unit["noun"]) if unit else ""


def part_of(reader: Reader, whole: Mention, others: list[Mention]) -> Mention | None:
    """Trong 3.418 chi bộ của 18 đảng bộ có 3.066 chi bộ …: the part is not what the whole belongs to."""
    folded = reader.folded
    return next((one for one in others if compatible(whole, one.figure) and not _belongs(folded, whole, one)), None)


def _belongs(folded: str, whole: Mention, other: Mention) -> bool:
    return phrases.BELONGING.search(folded, whole.figure.end, other.figure.start) is not None


def heads_its_own(piece: Piece, mention: Mention, listing: Listing) -> bool:
    """Kết quả: trong 486 cán bộ có 452 …: the piece holds a whole and its part, whatever was announced before."""
    if not listing.items and not listing.heads:
        return True
    later = [figure for figure in piece.figures if figure.start > mention.figure.start and figure.counts]
    return bool(later) and later[0].noun == mention.figure.noun != "" and later[0].value <= mention.figure.value


def is_where(reader: Reader, subject: Mention | None, mention: Mention) -> bool:
    """17/58 ủy viên đảng bộ xã, thị trấn ở 4 xã trọng điểm, chiếm 29,31%: where they are is not what is spoken of."""
    start = mention.figure.start
    return (
        subject is not None
        and subject.figure.kind == "ratio"
        and not subject.shares
        and mention.group in ("place", "hamlet")
        and mention.piece.mark == ","
        and phrases.WHERE.search(reader.folded, mention.piece.start, start) is not None
    )


def of_one_family(words: str, listing: Listing) -> bool:
    """Whether a piece names another kind of what the list names: đã giải quyết 12, đang giải quyết 3."""
    names = {name for name, _ in families.families(words)}
    listed = {name for item in listing.items for name, _ in families.families(item.label)}
    return bool(names & listed)
