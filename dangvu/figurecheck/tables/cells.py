"""Which row and which column of a table the words of a sentence name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import words
from dangvu.figurecheck.tables.derived import NOT_ADDED, Row, head_of
from dangvu.figurecheck.tables.tables import TOTAL, Table, label_of

COMMON = words("số tổng được có là của các và trong đã bị theo người đồng chí lượt tỷ lệ cộng")
SHORTEST_LABEL = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A table with the words of its rows and columns, the common ones left out."""

    table: Table
    rows: list[tuple[set[str], Row]]
    columns: list[tuple[set[str], int]]


def told_of(table: Table) -> Told:
    """The rows by the words of their labels or their year, and the columns that can be added up."""
    rows = []
    for row in table.body:
        year = YEAR.fullmatch(row[0].text.removeprefix("năm ").strip()) if row else None
        name = {year[0]} if year else words_of(label_of(row)) - COMMON
        if name and not TOTAL.search(label_of(row)):
            rows.append((name, row))
    columns = []
    for column in range(table.width):
        head = " ".join(row[column].text for row in table.heads if column < len(row))
        numbers = [row[column].number for row in table.body if column < len(row) and row[column].number is not None]
        if len(numbers) >= 2 and not NOT_ADDED.search(head) and words_of(head) - COMMON:
            columns.append((words_of(head) - COMMON, column))
    return Told(table, rows, columns)


def row_named_last(context: Context, told: Told, start: int, end: int) -> Row | None:
    """The row whose label stands last between two places of the text, written out."""
    text = context.folded[start:end]
    found = [
        (text.rfind(label) + len(label), len(label), place) for place, (_, row) in enumerate(told.rows) if (label := label_of(row)) in text
    ]
    best = max(found, default=None)
    return told.rows[best[2]][1] if best is not None and best[1] >= SHORTEST_LABEL else None


def own_column(told: Told, figure: Figure, column: int | None, lead: set[str], behind: frozenset[str] = frozenset()) -> int | None:
    """The column named by the sentence, or by the noun of the count; `behind` is the word there, where no list has its noun."""
    counted = words_of(figure.noun) or behind
    own = [place for name, place in told.columns if counted and counted <= name]
    if sum(name <= lead for name, _ in told.columns) > 1:
        return None  # Chi bộ B kết nạp 3 đảng viên: which of the columns is meant
    return column if column is not None else own[0] if len(own) == 1 else None


def clause_of(context: Context, passage: Passage, figure: Figure) -> str:
    """The words of the sentence from the last semicolon to the next comma behind the figure."""
    start = max(passage.sentence.start, context.folded.rfind(";", passage.sentence.start, figure.start) + 1)
    stop = re.search(r"[,;]\s|$", context.folded[figure.end : passage.sentence.end])
    return context.folded[start : figure.end + (stop.start() if stop else 0)]


def column_of(told: Told, clause: str) -> int | None:
    """The one column all of whose words the clause has, the most telling first."""
    said = words_of(clause)
    found = sorted(((len(name), column) for name, column in told.columns if name <= said), reverse=True)
    if len(found) > 1 and found[0][0] == found[1][0]:  # Hộ nghèo beside Tổng số hộ: what the clause says word by word
        heads = [(column, head_of(told.table.heads, column).strip()) for size, column in found if size == found[0][0]]
        literal = [column for column, head in heads if head and head in clause]
        return literal[0] if len(literal) == 1 else None
    return found[0][1] if found else None


def row_of(told: Told, said: set[str]) -> Row | None:
    """The one row all of whose words were said."""
    found = sorted(((len(name), place) for place, (name, _) in enumerate(told.rows) if name <= said), reverse=True)
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return told.rows[found[0][1]][1]
