"""By how much each year, between two years that the sentence names: từ 61,2% (2022) lên 70,8% (2024), bình quân mỗi năm tăng 4,8 điểm %."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.changes.compared import figures_in
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.reading.figures import Figure

EACH_YEAR = re.compile(
    r"[,;(.] ?(?:như vậy,? |tức |tính ra )?(?:(?:tính )?(?:bình quân|trung bình)(?: mỗi| một| hằng| hàng)? ?năm|"
    r"mỗi năm(?: bình quân| trung bình)?)"
    r"(?: đã)? (?P<way>tăng|giảm)(?: thêm| được| khoảng)? $"
)
YEAR = re.compile(r"(?<![\d/.,-])(?:19|20)\d{2}(?!\d|[/.,-]\d)")
FROM, TO = re.compile(r"\btừ (?:mức |chỗ |con số )?$"), re.compile(r"\b(?:lên|xuống|còn|đến|thành)\b")
PART_OF_IT = re.compile(r"\b(?:riêng|gần đây|năm (?:cuối|đầu)|giai đoạn|trong đó|năm qua)\b")
OVER = re.compile(r"\b(?:sau|trong|qua) (?P<many>\d{1,2}|hai|ba|bốn|năm|sáu) năm\b")
WORDS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6}


def judge_yearly(context: Context, decided: Marks) -> Iterator[Claim]:
    """The moves of each year behind from what to what something moved."""
    for passage in context.passages:
        if "năm" not in context.folded[passage.sentence.start : passage.sentence.end]:
            continue
        figures = figures_in(context, passage)
        for place, by in enumerate(figures[2:], 2):
            lead = EACH_YEAR.search(context.folded, max(0, figures[place - 1].end - 1), by.start)
            if (
                lead is None
                or by.hedge
                or by.kind not in ("points", "percent", "count")
                or context.source.back(by.start, by.end) in decided
            ):
                continue
            yield from _judge(context, passage, figures[:place], by, lead["way"])


def _judge(context: Context, passage: Passage, before: list[Figure], by: Figure, way: str) -> Iterator[Claim]:
    """The two of its kind that the sentence tells before it, the first behind "từ"."""
    kind = "count" if by.kind == "count" else "percent"
    alike = [figure for figure in before if figure.kind == kind and (kind == "percent" or of_one_kind(figure, by))]
    many = [years for years in _years(context, passage, by) if years > 0]
    if len(alike) != 2 or not many or alike[0].hedge not in ("", "least") or alike[1].hedge:
        return
    then, now = alike
    between = context.folded[max(then.end, then.after) : now.start]
    if not FROM.search(context.folded, max(0, then.start - 16), then.start) or not TO.search(between) or ";" in between:
        return
    if PART_OF_IT.search(context.folded, now.end, by.start):
        return
    gap = (now.value - then.value) * (1 if way == "tăng" else -1)
    ways = [gap / years for years in many]
    right = next((one for one in ways if fit(one, by.value, by.step) != "off"), None)
    shown = vn(rounded(right if right is not None else ways[0], by.step), by.decimals)
    text = f"({vn(now.value)} - {vn(then.value)}) / {many[0]} = {shown}"
    yield context.outcome("average", by, [now, then], text, shown, wrong=right is None)


def _years(context: Context, passage: Passage, by: Figure) -> list[int]:
    """How many: from the first to the last of the two that are named, or as many as the words say; a row of years has one more."""
    told = context.folded[passage.sentence.start : by.start]
    years = sorted({int(year) for year in YEAR.findall(told)})
    over = OVER.search(told)
    if over is not None:
        return [int(over["many"]) if over["many"].isdigit() else WORDS[over["many"]]]
    return [years[1] - years[0], years[1] - years[0] + 1] if len(years) == 2 else []
