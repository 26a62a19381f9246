"""Running text set in two columns: each page cut into what goes across it and what stands left and right of the gap in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dangvu.figurecheck.extracting.sheet import Box, Sheet, Word

MIDDLE = 0.35, 0.65  # of the width of the text: where the gap may be
STEP, GUTTER = 2.0, 9.0  # points
CROSSING = 0.25  # of the rows: headings and what else goes across
LEAST_ROWS, LEAST_WORDS = 8, 3
ALIGNED, RAGGED = 6.0, 45.0  # points from where a column begins or ends
MOST_ALIGNED, MOST_FULL = 0.6, 0.5  # of the rows of a column
Row = list[Word]


def columns(sheet: Sheet) -> list[Sheet]:
    """The parts of a page in the order of reading; the page as it is where it is not surely set in two columns."""
    rows = _rows(sheet.words)
    gutter = _gutter(rows)
    if gutter is None:
        return [sheet]
    bands = [(is_full, [word for row in band for word in row]) for is_full, band in _bands(rows, gutter)]
    if not all(is_full or _is_column_text(_rows(words), gutter) for is_full, words in bands) or all(is_full for is_full, _ in bands):
        return [sheet]
    order = {id(word): place for place, word in enumerate(sheet.words)}
    return [part for is_full, words in bands for part in _parts(sheet, sorted(words, key=lambda w: order[id(w)]), gutter, is_full=is_full)]


def _rows(words: list[Word]) -> list[Row]:
    """Words at one height, from above, each row from left to right."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda word: -word.box.middle[1]):
        if rows and rows[-1][0].box.middle[1] - word.box.middle[1] < word.box.height / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.box.left) for row in rows]


def _gutter(rows: list[Row]) -> Box | None:
    """The widest upright stripe in the middle that few words reach into."""
    if len(rows) < LEAST_ROWS:
        return None
    words = [word.box for row in rows for word in row]
    left, right = min(box.left for box in words), max(box.right for box in words)
    inner = [box for box in words if box.right > left + MIDDLE[0] * (right - left) and box.left < left + MIDDLE[1] * (right - left)]
    places = int((MIDDLE[1] - MIDDLE[0]) * (right - left) / STEP)
    crossed = []
    for place in range(places):
        x = left + MIDDLE[0] * (right - left) + place * STEP
        crossed.append((x, sum(box.left < x < box.right for box in inner) <= CROSSING * len(rows)))
    stripes = [[x for x, _ in stripe] for is_free, stripe in groupby(crossed, key=lambda one: one[1]) if is_free]
    widest = max(stripes, key=len, default=[])
    if not widest or widest[-1] - widest[0] < GUTTER:
        return None
    return Box(widest[0], min(box.bottom for box in words), widest[-1], max(box.top for box in words))


def _bands(rows: list[Row], gutter: Box) -> Iterator[tuple[bool, list[Row]]]:
    """Rows that go across and rows that do not, from above; the short last line of what goes across belongs to it."""
    told: list[tuple[bool, Row]] = []
    for row in rows:
        ends = bool(told) and told[-1][0] and all(word.box.right <= gutter.left for word in row)
        told.append((_goes_across(row, gutter) or ends, row))
    for is_full, band in groupby(told, key=lambda one: one[0]):
        yield is_full, [row for _, row in band]


def _goes_across(row: Row, gutter: Box) -> bool:
    """Whether a word stands in the gap, or the gap is no wider than a blank."""
    if any(word.box.left < gutter.right - STEP and word.box.right > gutter.left + STEP for word in row):
        return True
    left = [word.box.right for word in row if word.box.right <= gutter.left + STEP]
    right = [word.box.left for word in row if word.box.left >= gutter.right - STEP]
    return bool(left and right) and min(right) - max(left) < GUTTER


def _is_column_text(rows: list[Row], gutter: Box) -> bool:
    """Whether lines fill both sides as running text does: many, of several words, with a common left edge, most of them full."""
    for side in (True, False):
        lines = [line for row in rows if (line := [word for word in row if (word.box.right <= gutter.left + STEP) is side])]
        if len(lines) < LEAST_ROWS or sum(map(len, lines)) < LEAST_WORDS * len(lines):
            return False
        begin, end = min(line[0].box.left for line in lines), max(line[-1].box.right for line in lines)
        aligned = sum(line[0].box.left - begin < ALIGNED for line in lines)
        full = sum(end - line[-1].box.right < RAGGED for line in lines)
        if aligned < MOST_ALIGNED * len(lines) or full < MOST_FULL * len(lines):
            return False
    return True


def _parts(sheet: Sheet, words: list[Word], gutter: Box, *, is_full: bool) -> Iterator[Sheet]:
    if is_full:
        yield Sheet(words, sheet.rules, sheet.width)
        return
    for side in (True, False):
        own = [word for word in words if (word.box.right <= gutter.left + STEP) is side]
        if own:
            yield Sheet(own, sheet.rules, max(word.box.right for word in own) + STEP)
