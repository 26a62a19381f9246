"""A rate told again by its name: 39.102 đồng chí (76,13%) … Tỷ lệ đảng viên hoàn thành tốt tăng 1,02% (năm 2023 là 75,11%)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.changes.rates import DOWN, points
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure

NAMED = re.compile(r"(?:tỷ|tỉ) lệ (?P<words>[^\d;:()%.,]{6,90}?)\s(?P<verb>tăng|giảm|cao hơn|thấp hơn)\s$")
THEN = re.compile(
    r"\s?\((?:so với )?(?:cùng kỳ|(?:cuối |đầu )?năm (?:\d{4}|trước|ngoái)|nhiệm kỳ (?:trước|\d{4}\s?-\s?\d{4}))(?: là| đạt| có|:)?\s"
)
REACH = 160


def judge_recalled(context: Context, passage: Passage) -> Iterator[Claim]:
    """Changes of rates whose present value was told some sentences before."""
    figures = [f for f in context.reader.between(passage.sentence.start, passage.sentence.end) if f.kind in ("percent", "points")]
    for by, base in zip(figures, figures[1:], strict=False):
        named = NAMED.search(context.folded, max(passage.sentence.start, by.start - REACH), by.start)
        if named is None or base.kind != "percent" or THEN.fullmatch(context.folded, by.end, base.start) is None or by.hedge or base.hedge:
            continue
        told = list(dict.fromkeys(_told(context, passage, named["words"])))
        sign = -1 if named["verb"] in DOWN else 1
        claims = [points(context, now, base, by, sign) for now in told]
        if right := next((claim for claim in claims if claim.verdict == "consistent"), None):
            yield right
        elif len(claims) == 1:
            yield claims[0]


def _told(context: Context, passage: Passage, name: str) -> Iterator[Figure]:
    """The percentages of the counts that bear the name: of one kind of thing, and with all its words first."""
    unit = nouns.UNIT.match(f" {name}")
    deed = name[unit.end() - 1 :].strip() if unit else ""
    for earlier in context.passages if deed else ():
        if earlier is passage:
            return
        for mention in earlier.reading.mentions:
            begins = re.sub(r"^(?:[-+*•]\s)?(?:kết quả:?\s)?", "", mention.label)
            if unit and mention.shares and begins.startswith(deed) and mention.group == nouns.group_of(unit["noun"]):
                yield mention.shares[-1].percent
