"""Lists that name no total, which was told far before them: ủng hộ … được 4.815 triệu đồng … Nguồn ủng hộ gồm: … 1.246 triệu đồng; …

The words before the list must be those of the total, and a slip of the pen must explain what does not come out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import ELLIPSIS
from dangvu.figurecheck.reading.source import words
from dangvu.figurecheck.slips import UNLIKELY, chance
from dangvu.figurecheck.sums.added import sum_claim
from dangvu.figurecheck.tables.derived import Row
from dangvu.figurecheck.tables.tables import inner_of, label_of, tables_of

CUE = re.compile(r"\b(?:gồm|bao gồm|gồm có|cụ thể)\b(?: là| như sau)?:?\s|:\s")
CHOSEN = re.compile(
    r"\b(?:trong đó|tiêu biểu|chủ yếu|một số|bình quân|mỗi|tăng|giảm|so với|cùng kỳ|kế hoạch|lượt|nhất|năm (?:trước|ngoái)|kỳ trước)\b"
)
COMMON = words("""của các có được là và cho trong đã gồm bao cụ thể như sau nguồn số tổng toàn từ với do về theo nhiều đơn vị thực hiện năm
    những này tại đến hiện nay triệu đồng nghìn tỷ""")
Rows = list[tuple[str, Row]]
FEWEST, MOST, REACH, SHARED, LABEL = 3, 9, 60, 2, 5


def judge_headless(context: Context, decided: Marks, alarmed: Marks) -> Iterator[Claim]:
    """Every list whose sentence has no count before its cue."""
    rows = [(label_of(row), row) for table in tables_of(context) for row in table.body] if context.layout.tables else []
    rows = [(label, row) for label, row in rows if len(label) > LABEL]
    for place, passage in enumerate(context.passages):
        if not FEWEST <= len(passage.figures) <= MOST:
            continue
        cue = CUE.search(context.folded, passage.sentence.start, passage.sentence.end)
        parts = _parts(context, passage, cue) if cue else []
        if len(parts) >= FEWEST and not {context.source.back(one.start, one.end) for one in parts} & (decided | alarmed):
            assert cue is not None
            lead = words_of(context.folded[passage.sentence.start : cue.start()]) - COMMON
            yield from _judge(context, context.passages[max(0, place - REACH) : place], lead, parts, alarmed, rows)


def _parts(context: Context, passage: Passage, cue: re.Match[str]) -> list[Figure]:
    """One exact count of one noun in each part behind the cue."""
    told = context.folded[passage.sentence.start : passage.sentence.end]
    figures = passage.figures
    if figures[0].start < cue.end() or CHOSEN.search(told) or ELLIPSIS.search(told):
        return []
    if len({(f.kind, f.noun, f.hedge) for f in figures}) != 1 or figures[0].kind != "count" or figures[0].hedge or not figures[0].noun:
        return []
    gaps = [context.folded[max(one.end, one.after) : other.start] for one, other in zip(figures, figures[1:], strict=False)]
    return figures if all(len(re.findall(r"[,;]\s|\bvà\b", gap)) >= 1 and "." not in gap for gap in gaps) else []


def _judge(context: Context, before: list[Passage], lead: set[str], parts: list[Figure], alarmed: Marks, rows: Rows) -> Iterator[Claim]:
    total = sum((part.value for part in parts), Fraction(0))
    heads = [
        f
        for passage in before
        for f in passage.figures
        if f.kind == "count"
        and f.noun == parts[0].noun
        and not f.hedge
        and f.value > max(part.value for part in parts)
        and len(lead & words_of(context.folded[passage.sentence.start : passage.sentence.end])) >= SHARED
    ]
    heads += _cells(context, lead, parts, rows)
    if right := next((head for head in reversed(heads) if head.value == total), None):
        yield _claim(context, right, parts)
        return
    unit = min(part.step for part in parts)
    weighed = []
    for head in heads:
        off = head.value - total
        ways = [(head.value, total), *((part.value, part.value + off) for part in parts if part.value + off > 0)]
        weight = min(chance(one / unit, meant / unit) if (meant / unit).denominator == 1 else Fraction(1) for one, meant in ways)
        weighed.append((weight * len(ways) * len(heads), head))
    best = min(weighed, key=lambda one: one[0], default=None)
    if best is not None and best[0] <= UNLIKELY and context.source.back(best[1].start, best[1].end) not in alarmed:
        yield _claim(context, best[1], parts)


def _cells(context: Context, lead: set[str], parts: list[Figure], told: Rows) -> list[Figure]:
    """Học sinh tiểu học: hoàn thành tốt 3.132 em, …: the cells of the one row whose label the lead has."""
    if any(part.step != 1 for part in parts):
        return []
    rows = [row for label, row in told if words_of(label) <= lead]
    most = max(part.value for part in parts)
    cells = [cell for row in rows[:1] for cell in row if cell.number is not None and cell.number.value > most]
    return [Figure("count", *inner_of(context, cell), cell.number.value) for cell in cells if cell.number] if len(rows) == 1 else []


def _claim(context: Context, head: Figure, parts: list[Figure]) -> Claim:
    return sum_claim(context, head, parts, (parts[0].start, max(parts[-1].end, parts[-1].after)))
