"""Columns of a table that follow from two others in every row but one: area by yield is the crop, members by cells the average.

Which columns belong together is not read from their heads but learnt from the rows: the same rule must give all the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import permutations

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.numbers import Numeral
from dangvu.figurecheck.tables.derived import Cell, Row
from dangvu.figurecheck.tables.tables import Table, inner_of, tables_of

Rule = tuple[str, Callable[[Fraction, Fraction], Fraction]]

RULES: tuple[Rule, ...] = (
    ("x", lambda one, other: one * other),
    ("x", lambda one, other: one * other / 10),
    ("x", lambda one, other: one * other / 100),
    ("x", lambda one, other: one * other / 1000),
    (":", lambda one, other: one / other if other else Fraction(-1)),
    (":", lambda one, other: one * 1000 / other if other else Fraction(-1)),
    (":", lambda one, other: one * 100 / other if other else Fraction(-1)),
)
FEWEST, WIDEST, LONGEST = 2, 7, 60


def judge_related(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Every table of three columns of numbers or more."""
    for table in tables_of(context):
        yield from _judge(context, table, alarmed)


def _judge(context: Context, table: Table, alarmed: Marks) -> Iterator[Claim]:
    filled = [column for column in range(table.width) if sum(_cell(row, column) is not None for row in table.body) > FEWEST]
    columns = [column for column in filled if not _numbers_rows(table, column)]
    if not FEWEST < len(columns) <= WIDEST or len(table.body) > LONGEST:
        return
    for one, other, result in permutations(columns, 3):
        for sign, rule in RULES:
            if sign == "x" and one > other:
                continue
            yield from _apply(context, table, (one, other, result), sign, rule, alarmed)


def _numbers_rows(table: Table, column: int) -> bool:
    """TT 1, 2, 3, …: no quantity."""
    values = [cell.number.value for row in table.body if (cell := _cell(row, column)) is not None and cell.number is not None]
    return values == list(range(1, len(values) + 1))


def _apply(
    context: Context, table: Table, places: tuple[int, int, int], sign: str, rule: Callable[[Fraction, Fraction], Fraction], alarmed: Marks
) -> Iterator[Claim]:
    """The rule holds in all rows but at most one, and not by chance: the results differ and are no noughts or ones."""
    right: list[Row] = []
    wrong: list[tuple[Cell, Cell, Cell, Fraction]] = []
    for row in table.body:
        cells = [_cell(row, place) for place in places]
        if any(cell is None for cell in cells):
            continue
        one, other, result = (cell for cell in cells if cell is not None)
        if one.number is None or other.number is None or result.number is None:
            continue
        actual = rule(one.number.value, other.number.value)
        if fit(actual, result.number.value, result.number.step) != "off":
            right.append(row)
        elif not _near(rule, one.number, other.number, result.number):
            wrong.append((one, other, result, actual))
        if len(wrong) > 1:
            return
    told = {(row[places[0]].text, row[places[1]].text) for row in right}
    results = {row[places[2]].text for row in right}
    if len(wrong) != 1 or len(told) < FEWEST or len(results) < FEWEST or any(len(text.strip("0,.")) < FEWEST for text in results):
        return
    one, other, result, actual = wrong[0]
    marks = {context.source.back(*inner_of(context, cell)) for cell in (one, other, result)}
    if actual < 0 or marks & alarmed:
        return
    places_shown = result.number.step.denominator if result.number else 1
    shown = vn(actual, len(str(places_shown)) - 1)
    text = f"{one.text} {sign} {other.text} = {shown}; bảng ghi {result.text}"
    figures = [Figure("count", *inner_of(context, cell), cell.number.value) for cell in (result, one, other) if cell.number]
    yield context.claim(inner_of(context, result), "average", VERDICTS["off"], text, result.text, shown, figures)


def _near(rule: Callable[[Fraction, Fraction], Fraction], one: Numeral, other: Numeral, result: Numeral) -> bool:
    """Whether rounding explains it: 36 x 26,6 is 956 too."""
    edges = [[number.value + way * number.step / 2 for way in (-1, 1)] for number in (one, other)]
    values = [rule(first, second) for first in edges[0] for second in edges[1]]
    return min(values) - result.step / 2 <= result.value <= max(values) + result.step / 2


def _cell(row: Row, column: int) -> Cell | None:
    cell = row[column] if column < len(row) else None
    return cell if cell is not None and cell.number is not None and cell.number.value > 0 else None
