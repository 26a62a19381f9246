"""What the columns of a table make together: its total row, or where it has none the sum, with the words and the unit of the column."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dangvu.figurecheck.claims import Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import words
from dangvu.figurecheck.tables.derived import GAP, NOT_ADDED, Cell, head_of, value_of
from dangvu.figurecheck.tables.tables import INSIDE, ROMAN, TOTAL, Table, inner_of, label_of, tables_of

MONEY = re.compile(r"\b(?:(?P<scale>tỷ|triệu|nghìn|ngàn) )?đồng\b(?! (?:chí|bào|bằng|bộ|nội|hương|ý|ruộng))|\btr\.?\s?đ\b")
SCALES = {"tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3, "": 1}
MEASURE = re.compile(r"\b(?P<unit>km2|km|ha|m2|m3|tấn|tạ|kg|m|lít)\b(?!\w)")
THINGS = re.compile(
    r"\W*(?:tổng )?số (?!(?:tiền|vốn|thu|chi|kinh phí|dư|nộp|nợ|lãi|liệu|thực|còn|được|phải|đã|giải ngân|quyết toán|năm)\b)[^\W\d]"
)
"""A head of what is counted, not of money, whatever unit stands over the table: Số hộ."""
NO_GAP = re.compile(r"miễn,? giảm|giảm nghèo|giảm trừ")
COMMON = words("số tổng được có là của các và trong đã bị theo tỷ lệ cộng lượng toàn đơn vị tính ghi chú kết quả thực hiện")
ANNOUNCED = re.compile(r"\b(?:theo bảng|bảng (?:dưới|sau|trên)|như sau)\b|:\W*$")
"""Of a sentence: the table tells what it tells."""
YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d{2}(?![\d/])")
REACH, FEW, CAPTION, NEAR = 2, 2, 160, 8


@dataclass(frozen=True, slots=True)
class Whole:
    """A column told as one: `value` in its unit, of which `factor` makes those of the text; `open` = an alarm stands in the column."""

    value: Fraction
    step: Fraction
    factor: int
    unit: str
    words: frozenset[str]
    head: str
    cells: tuple[Cell, ...]
    open: bool

    @property
    def told(self) -> Fraction:
        """The value in the unit of the figures of the text."""
        return self.value * self.factor

    @property
    def gap(self) -> bool:
        """Whether it tells by how much something moved."""
        return GAP.search(NO_GAP.sub(" ", self.head)) is not None

    def of_kind(self, figure: Figure) -> bool:
        """Whether its unit is that of a figure; things that are counted have none."""
        if figure.group == "money" or self.unit == "đồng":
            return figure.group == "money" and self.unit == "đồng"
        if figure.group == "measure" or self.unit:
            return figure.noun == self.unit != ""
        return True


def summed(context: Context, alarmed: Marks) -> Iterator[tuple[Table, list[Whole]]]:
    """The tables whose columns can be added, with what they make."""
    for table in tables_of(context):
        wholes = list(_wholes(context, table, alarmed))
        if wholes:
            yield table, wholes


def around(context: Context, table: Table, before: int = REACH, after: int = REACH) -> Iterator[Passage]:
    """The sentences of the paragraphs next to a table."""
    end = table.body[-1][-1].end
    first = bisect_left(context.passages, table.start, key=lambda passage: passage.sentence.start)
    last = bisect_left(context.passages, end, key=lambda passage: passage.sentence.start)
    earlier = [p for p in context.passages[max(0, first - NEAR) : first] if p.sentence.end <= table.start]
    later = context.passages[last : last + NEAR]
    if earlier:
        yield from (p for p in earlier if earlier[-1].paragraph - p.paragraph < before)
    if later:
        yield from (p for p in later if p.paragraph - later[0].paragraph < after)


def caption_of(context: Context, table: Table) -> str:
    """The sentence above a table."""
    line = context.folded[max(0, table.start - CAPTION) : table.start].rstrip().rsplit("\n", 1)[-1]
    return re.split(r"[.;] (?=[^\W\d])", line)[-1]


def years_apart(one: str, other: str) -> bool:
    """Whether both name years, and none in common."""
    years, others = set(YEAR.findall(one)), set(YEAR.findall(other))
    return bool(years and others) and years.isdisjoint(others)


def _wholes(context: Context, table: Table, alarmed: Marks) -> Iterator[Whole]:
    totals = [row for row in table.body if TOTAL.search(label_of(row))]
    parts = [row for row in table.body if row not in totals]
    numbered = [row for row in parts if row and ROMAN.match(row[0].text)]
    inner = 0 < len(numbered) < len(parts) or any(INSIDE.search(label_of(row)) for row in parts)
    if len(totals) > 1 or len(parts) < FEW or (not totals and (inner or not table.heads)):
        return
    above = caption_of(context, table)
    for column in range(1, table.width):
        head = head_of(table.heads, column)
        cells = [row[column] for row in parts if column < len(row)]
        numbers = [cell.number for cell in cells if cell.number is not None]
        if len(numbers) < FEW or NOT_ADDED.search(head) or any("%" in cell.text for cell in cells):
            continue
        own = [cell for row in totals for cell in row[column : column + 1] if cell.number]
        value = value_of(totals[0], column) if totals else sum((n.value for n in numbers), Fraction(0))
        if value is None or value <= 0 or (totals and not own) or (not totals and len(numbers) < len(parts)):
            continue
        marks = {context.source.back(*inner_of(context, cell)) for cell in (*cells, *own)}
        unit, factor = _unit(head, above)
        step = min((n.step for n in numbers), default=Fraction(1))
        said = frozenset(words_of(re.sub(r"\([^)]*\)", " ", head)) - COMMON)
        yield Whole(value, step, factor, unit, said, head, tuple(own or cells), bool(marks & alarmed))


def _scale(money: re.Match[str]) -> int:
    return SCALES[money["scale"] or ("triệu" if money[0].startswith("tr") else "")]


def _unit(head: str, above: str) -> tuple[str, int]:
    """The unit of a column and how much of the text's unit it is."""
    if money := MONEY.search(head):
        return "đồng", _scale(money)
    if measure := MEASURE.search(head):
        return measure["unit"], 1
    if ("đơn vị" in above or "đvt" in above) and not THINGS.match(head):
        if money := MONEY.search(above):
            return "đồng", _scale(money)
        if measure := MEASURE.search(above):
            return measure["unit"], 1
    return "", 1
