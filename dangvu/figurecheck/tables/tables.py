"""Tables: total rows, total columns, percentages and differences, each by the rule most of its rows obey."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.meant.closed import MASS_BODY
from dangvu.figurecheck.reading import families
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.numbers import NUMERAL, Numeral, numeral
from dangvu.figurecheck.slips import UNLIKELY, chance
from dangvu.figurecheck.tables.derived import NOT_ADDED, RATE, Cell, Row, Rule, head_of, rules, value_of

TOTAL = re.compile(
    r"^\W*(?:tổng\b|cộng\b|cả (?:năm|quý)\b|chung\b|"
    r"toàn (?:tỉnh|huyện|xã|phường|thành phố|thị xã|trường|ngành|khối|thôn|đảng bộ|chi bộ|quốc))"
)
PLAIN = re.compile(
    r"^\W*(?:tổng(?: cộng| số| toàn \w+)?|(?:tổng )?cộng(?: chung| toàn \w+)?|chung|"
    r"toàn (?:tỉnh|huyện|xã|phường|thành phố|thị xã|trường|ngành|khối|thôn|đảng bộ|chi bộ|quốc)[^\d]*|cả (?:năm|quý))(?: \([^)]*\))?\W*$"
)
"""A total of just these rows; other words behind it may make it a thing of its own."""
UNIT = re.compile(r"\((?:[^\W\d]|[ /%²³\d])+\)\W*$")
INSIDE = re.compile(r"^\s*(?:[-+•]\s*)?(?:trong đó|riêng)|^\s*[-+•]\s")
ROMAN = re.compile(r"^\W*[ivx]{1,5}\W*$")
YEAR = re.compile(r"(?:năm )?(?:19|20)\d{2}")
RULE = re.compile(r"[-:=|+\s]*")
CELL_EDGE = re.compile(r"[\t|]")
MAX_COLUMNS, MAX_ROWS = 14, 400
MAJORITY = Fraction(3, 5)
FEW = 2


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table: headings and what stands below them; `start` is where it begins in the text."""

    start: int
    heads: list[Row]
    body: list[Row]
    width: int


def tables_of(context: Context) -> Iterator[Table]:
    """The tables of a text that are small enough to be judged."""
    for spans in context.layout.tables:
        if max(len(CELL_EDGE.findall(context.folded, start, end)) for start, end in spans[:MAX_ROWS]) > MAX_COLUMNS:
            continue
        rows = [_cells(context, start, end) for start, end in spans[:MAX_ROWS] if not RULE.fullmatch(context.folded, start, end)]
        width = max((len(row) for row in rows), default=0)
        short = 2 * sum(len(row) == width - 1 for row in rows) > len(rows)  # a last column of remarks that is empty
        heads, body = _split(rows if short else [_aligned(row, width) for row in rows])
        yield Table(spans[0][0], heads, body, width)


def judge_tables(context: Context) -> Iterator[Claim]:
    """Every table of the text."""
    for table in tables_of(context):
        if len(table.heads) + len(table.body) >= 3 and table.body:
            totals = list(_total_rows(context, table.heads, table.body, table.width))
            wrong = {claim.span for claim in totals if claim.verdict == "inconsistent"}
            yield from totals
            yield from _derived_columns(context, table.heads, table.body, table.width, wrong)


def _aligned(row: Row, width: int) -> Row:
    """A total row whose label was set over two columns, with the empty cell it lacks."""
    if len(row) != width - 1 or not row or row[0].number is not None or not TOTAL.search(row[0].text):
        return row
    return [Cell(row[0].start, row[0].start, "", None), *row]


def _cells(context: Context, start: int, end: int) -> Row:
    cells, at = [], start
    line = context.folded[start:end]
    for piece in re.split(r"(\t|\|)", line):
        if piece in ("\t", "|"):
            at += 1
            continue
        cells.append(Cell(at, at + len(piece), piece.strip(), _number(piece)))
        at += len(piece)
    if line.startswith("|"):
        cells = cells[1:]
    return cells[:-1] if line.endswith("|") else cells


def _number(text: str) -> Numeral | None:
    plain = text.strip().removesuffix("%").strip().removeprefix("+")
    negative = plain.startswith("-") and len(plain) > 1
    match = NUMERAL.fullmatch(plain.lstrip("- ") if negative else plain)
    found = numeral(match[0]) if match else None
    if found is None or not negative:
        return found
    return Numeral(-found.value, found.step)


def _split(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The rows before the first with two numbers are headings; a row of column numbers (1) (2) (3) is one too."""
    for place, row in enumerate(rows):
        numbers = [cell.number.value for cell in row if cell.number and not YEAR.fullmatch(cell.text)]
        first = row[0].number.value if row and row[0].number else None
        running = len(numbers) == len(row) and numbers == [Fraction(n) for n in range(1, len(numbers) + 1)]
        enough = len(numbers) - (1 if first is not None and len(numbers) > 1 else 0) >= 1
        if enough and not running and not any(RATE.search(cell.text) and cell.number is None for cell in row):
            return rows[:place], rows[place:]
    return rows, []


def label_of(row: Row) -> str:
    """What a row is about: its first cell of words."""
    cell = label_cell(row)
    return cell.text if cell else ""


def label_cell(row: Row) -> Cell | None:
    """The first cell of words."""
    return next((cell for cell in row if cell.number is None and len(cell.text) > 1 and not ROMAN.match(cell.text)), None)


def _total_rows(context: Context, heads: list[Row], body: list[Row], width: int) -> Iterator[Claim]:
    totals = [row for row in body if TOTAL.search(label_of(row))]
    parts = [row for row in body if row not in totals and not INSIDE.search(label_of(row))]
    if len(totals) != 1 or len(parts) < 2 or any(len(row) != len(totals[0]) and any(cell.number for cell in row) for row in parts):
        return
    columns = [c for c in range(width) if _adds(heads, body, c) and c < len(totals[0]) and totals[0][c].number]
    judged = [(c, _column_sum(parts, c, value_of(totals[0], c))) for c in columns]
    right = [c for c, (_, fits) in judged if fits]
    apart = not right and _of_several_units([*parts, totals[0]])
    for column, (total, fits) in judged:
        cell = totals[0][column]
        if apart and (not cell.number or chance(cell.number.value, total) * len(judged) > UNLIKELY):
            continue  # Giá trị sản xuất (tỷ đồng), Tổng mức bán lẻ (tỷ đồng): indicators beside each other
        if not fits and not right and sum(_is_mark(label_of(row)) for row in parts) >= FEW:
            continue  # nữ, đoàn viên, dân tộc thiểu số: marks of the same persons
        if (
            not right
            and not fits
            and not PLAIN.match(label_of(totals[0]))
            and not _is_slip(parts, column, value_of(totals[0], column), total)
        ):
            continue  # Tổng mức bán lẻ: a row of its own
        if fits or right or len(columns) <= 2:
            cells = [row[column] for row in parts if column < len(row)]
            yield cell_claim(context, cell, "sum", f"Cộng {len(parts)} dòng = {vn(total)}", vn(total), cells, fits=fits)
        else:
            yield context.claim((cell.start, cell.end), "sum", "not_decidable", "Không rõ dòng tổng cộng những dòng nào", cell.text, None)


def _is_mark(label: str) -> bool:
    """Nữ, đoàn viên: what one may be besides; Hội Liên hiệp Phụ nữ and Đoàn Thanh niên are bodies."""
    return families.OVERLAPPING.search(label) is not None and MASS_BODY.match(label) is None


def _is_slip(parts: list[Row], column: int, stated: Fraction | None, total: Fraction) -> bool:
    """Whether one digit, or two changed about, would make the total come out."""
    off = (stated or Fraction(0)) - total
    readings = [
        (stated or Fraction(0), total),
        *((value, value + off) for value in (value_of(row, column) or Fraction(0) for row in parts)),
    ]
    weight = min((chance(one, meant) for one, meant in readings if one > 0 and meant > 0), default=Fraction(1))
    return weight * len(readings) <= UNLIKELY


def _of_several_units(rows: list[Row]) -> bool:
    """Whether the labels of the rows name what each is counted in."""
    return sum(UNIT.search(label_of(row)) is not None for row in rows) >= FEW


def _adds(heads: list[Row], body: list[Row], column: int) -> bool:
    cells = [row[column] for row in body if column < len(row)]
    numbers = [cell.number for cell in cells if cell.number]
    if len(numbers) < 2 or NOT_ADDED.search(head_of(heads, column)) or any("%" in cell.text for cell in cells):
        return False
    running = [number.value for number in numbers]
    return not (column == 0 and running == sorted(running) and running[0] == 1 and running[-1] == len(running))


def _column_sum(parts: list[Row], column: int, stated: Fraction | None) -> tuple[Fraction, bool]:
    """All rows, or only the groups I, II, III, or only the rows inside the groups."""
    groups = [row for row in parts if row and ROMAN.match(row[0].text)]
    readings = [parts, groups, [row for row in parts if row not in groups]]
    sums = [sum((value_of(row, column) or Fraction(0) for row in rows), Fraction(0)) for rows in readings if rows]
    return sums[0], any(total == stated for total in sums)


def inner_of(context: Context, cell: Cell) -> tuple[int, int]:
    """The cell without the blanks around its text."""
    start = cell.start + len(context.folded[cell.start : cell.end]) - len(context.folded[cell.start : cell.end].lstrip())
    return start, start + len(cell.text)


def cell_claim(context: Context, cell: Cell, kind: str, text: str, right: str, sources: list[Cell], *, fits: bool) -> Claim:
    """A claim about one cell with the cells it follows from."""
    if not fits:
        text += f"; văn bản ghi {cell.text}"
    figures = [Figure("count", *inner_of(context, one), one.number.value) for one in (cell, *sources) if one.number]
    return context.claim(inner_of(context, cell), kind, "consistent" if fits else "inconsistent", text, cell.text, right, figures)


def _derived_columns(context: Context, heads: list[Row], body: list[Row], width: int, wrong: set[tuple[int, int]]) -> Iterator[Claim]:
    """A figure derived from a total that is itself wrong is not called wrong as well."""
    whole = next((row for row in body if TOTAL.search(label_of(row))), None)
    for column in range(width):
        best: tuple[int, Rule, list[tuple[Row, Fraction, bool]]] | None = None
        for rule in rules(heads, column, width, whole, _sums_of(heads, body, width) if whole is None else {}):
            judged = list(_obeying(body, column, rule))
            good = sum(fits for _, _, fits in judged)
            if good >= 2 and good >= MAJORITY * len(judged) and (best is None or good > best[0]):
                best = good, rule, judged
        if best is not None:
            yield from _column_claims(context, column, best[1], best[2], wrong)


def _sums_of(heads: list[Row], body: list[Row], width: int) -> dict[int, Fraction]:
    """What the columns make that can be added up."""
    return {c: sum((value_of(row, c) or Fraction(0) for row in body), Fraction(0)) for c in range(width) if _adds(heads, body, c)}


def _column_claims(
    context: Context, column: int, rule: Rule, judged: list[tuple[Row, Fraction, bool]], wrong: set[tuple[int, int]]
) -> Iterator[Claim]:
    kind, words, sources, _ = rule
    for row, right, fits in judged:
        cell = row[column]
        if not fits and any(
            context.source.back(*inner_of(context, row[place])) in wrong for place in (column, *sources) if place < len(row)
        ):
            continue
        places = len(str(cell.number.step.denominator)) - 1 if cell.number else 0
        cells = [row[source] for source in sources if source < len(row)]
        text = f"{words} ({', '.join(source.text for source in cells)}) = {vn(right, places)}"
        yield cell_claim(context, cell, kind, text, vn(right, places), cells, fits=fits)


def _obeying(body: list[Row], column: int, rule: Rule) -> Iterator[tuple[Row, Fraction, bool]]:
    """The rows that have all figures of the rule, with the right value and whether the written one fits."""
    kind, _, sources, compute = rule
    signed = kind == "difference" and sum(row[column].text[:1] in ("+", "-") for row in body if column < len(row)) >= FEW
    for row in body:
        values = [value for value in (value_of(row, source) for source in sources) if value is not None]
        cell = row[column] if column < len(row) else None
        right = compute(values) if len(values) == len(sources) else None
        if cell is None or cell.number is None or right is None:
            continue
        if kind == "sum":
            yield row, right, value_of(row, column) == right
        else:  # a fall may be written without its sign, unless the column has signs
            stated, step = cell.number.value, cell.number.step
            yield row, right, fit(right, stated, step) != "off" or (not signed and fit(abs(right), abs(stated), step) != "off")
