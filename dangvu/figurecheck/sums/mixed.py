"""Parts of one total that are written in another unit: 42 tấn: 275 tạ rau và 145 tạ quả · 4,2 tỷ đồng, gồm 2.650 triệu và 1.550 triệu."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim, Verdict
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import ELLIPSIS
from dangvu.figurecheck.slips import UNLIKELY, chance, swapped
from dangvu.figurecheck.told.bounds import UNIT, UNITS

DIVIDED = re.compile(
    r"[^\d;.:()%]{0,60}?(?:(?P<open>\b(?:trong đó|trong số đó))|(?P<closed>\b(?:bao gồm|gồm có|gồm)\b|:\s|[-–]\s))[^\d;.%]{0,60}$"
)
BESIDE = re.compile(
    r"\b(?:tăng|giảm|so với|bằng|cùng kỳ|kế hoạch|dự toán|chỉ tiêu|còn lại|mỗi|bình quân|tương đương|"
    r"trên tổng|/|năm trước|hơn|vượt|tức|trị giá)\b"
)
APART = re.compile(r"[.;]\s|\)")
HALF = Fraction(1, 2)


def judge_mixed(context: Context) -> Iterator[Claim]:
    """The totals of every sentence whose parts follow in a finer unit."""
    for passage in context.passages:
        figures = [
            f
            for f in context.reader.between(passage.sentence.start, passage.sentence.end)
            if f.kind not in ("year", "years", "label", "percent")
        ]
        for place, total in enumerate(figures[:-2]):
            if total.kind == "count" and not total.hedge:
                yield from _judge(context, passage, total, figures[place + 1 :])


def over_loose(claims: Iterable[Claim], mixed: Iterable[Claim]) -> list[Claim]:
    """The claims without the sums that come out only because the total is rounded, where the parts say better."""
    wrong = {claim.figures[0]: set(claim.figures[1:]) for claim in mixed if claim.verdict != "consistent"}
    return [
        claim
        for claim in claims
        if claim.kind not in ("sum", "subset") or not claim.figures or not wrong.get(claim.figures[0], set()) & set(claim.figures[1:])
    ]


def _size(context: Context, figure: Figure) -> tuple[str, Fraction, Fraction]:
    """What a figure measures, in the smallest unit, and one unit of its last place; nothing for bare counts."""
    unit = UNIT.match(context.folded, figure.end)
    if unit is not None:
        kind, factor = UNITS[unit["unit"]]
        return kind, figure.value * factor, figure.step * factor
    kind = "money" if figure.group == "money" else figure.noun
    return kind, figure.value, figure.step


def _judge(context: Context, passage: Passage, total: Figure, later: list[Figure]) -> Iterator[Claim]:
    cue = DIVIDED.fullmatch(context.folded[total.after or total.end : later[0].start])
    kind, whole, step = _size(context, total)
    if cue is None or kind in ("", "time"):
        return
    parts = _parts(context, passage, total, later)
    sizes = [_size(context, part)[1:] for part in parts]
    finer = all(size[1] < step or _unit(context, part) != _unit(context, total) for size, part in zip(sizes, parts, strict=True))
    if len(parts) < 2 or not finer:
        return
    added = sum((value for value, _ in sizes), Fraction(0))
    wrong = added != whole and _is_wrong(whole, step, sizes, closed=cue["closed"] is not None)
    verdict: Verdict = "consistent" if abs(added - whole) <= step / 2 else "not_decidable"
    yield _claim(context, total, parts, added, "inconsistent" if wrong else verdict)


def _parts(context: Context, passage: Passage, total: Figure, later: list[Figure]) -> list[Figure]:
    """The figures behind the cue up to the end of the clause, if they all measure what the total does."""
    parts: list[Figure] = []
    end = passage.sentence.end
    for figure in later:
        between = context.folded[(parts[-1].after or parts[-1].end) if parts else total.end : figure.start]
        if parts and APART.search(between):
            end = figure.start
            break
        other = figure.kind != "count" or figure.hedge or _size(context, figure)[0] != _size(context, total)[0]
        if other or BESIDE.search(between):
            return []
        parts.append(figure)
    told = ELLIPSIS.search(context.folded, total.end, end) or BESIDE.search(context.folded, parts[-1].end, end)
    return [] if told else parts


def _is_wrong(whole: Fraction, step: Fraction, sizes: list[tuple[Fraction, Fraction]], *, closed: bool) -> bool:
    """Whether parts that do not make the total exactly leave no room for its rounding, or have two digits changed about."""
    added = sum((value for value, _ in sizes), Fraction(0))
    meant = [(value / unit, (value + whole - added) / unit) for value, unit in sizes if value + whole > added]
    meant = [(stated, right) for stated, right in meant if right.denominator == 1]
    if abs(added - whole) <= (step / 2 if step > min(unit for _, unit in sizes) else 0):
        return any(swapped(stated, right) for stated, right in meant)
    weights = [chance(stated, right) for stated, right in meant]
    likely = min(weights, default=Fraction(1)) * len(sizes) <= UNLIKELY
    return whole * HALF <= added <= whole / HALF and (closed or added > whole + step / 2 or likely)


def _unit(context: Context, figure: Figure) -> str:
    unit = UNIT.match(context.folded, figure.end)
    return unit["unit"] if unit else str(figure.step)


def _claim(context: Context, total: Figure, parts: list[Figure], added: Fraction, verdict: Verdict) -> Claim:
    stated = context.written(total)
    unit = UNIT.match(context.folded, total.end)
    shown = vn(added / UNITS[unit["unit"]][1]) + f" {unit['unit']}" if unit else vn(added)
    text = (
        " + ".join(context.written(part) for part in parts) + f" = {shown}" + ("" if verdict == "consistent" else f"; văn bản ghi {stated}")
    )
    figures = [total, *parts]
    return context.claim(context.covering(*figures), "sum", verdict, text, stated, shown, figures)
