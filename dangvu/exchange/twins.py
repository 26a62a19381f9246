"""Columns with the same heading: the one that says something is read."""

from __future__ import annotations

from collections.abc import Sequence

from dangvu.exchange.folding import tidy
from dangvu.exchange.header import Header
from dangvu.exchange.headings import heading_key
from dangvu.exchange.rows import Cell


def with_values(header: Header, cells: Sequence[Sequence[Cell]], left: int) -> tuple[Header, list[str]]:
    """The header in which an empty column gives way to the next one of the same heading that is not; notes tell of each.

    Failed formulas are no emptiness; `left` columns of the sheet stand before the cells.
    """
    keys = [heading_key(text) for text in header.texts]
    used = set(header.columns.values())
    below = cells[header.place + 1 :]
    changed, notes = {}, []
    for field, column in header.columns.items():
        twins = [place for place, key in enumerate(keys) if key == keys[column] and place not in used] if keys[column] else []
        if not twins or _says_something(below, column):
            continue
        other = next((place for place in twins if _says_something(below, place)), None)
        if other is not None:
            changed[field] = other
            empty, read = letters(left + column), letters(left + other)
            notes.append(f"có {len(twins) + 1} cột “{header.texts[column]}”: cột {empty} để trống nên đọc cột {read} có số liệu")
    return (header._replace(columns=header.columns | changed), notes) if changed else (header, [])


def called(header: Header, column: int, left: int) -> str:
    """A column by its heading, and by its letters where others have the same."""
    text = header.texts[column]
    twins = sum(heading_key(other) == heading_key(text) for other in header.texts if other)
    return f"“{text}” ({letters(left + column)})" if twins > 1 else f"“{text}”"


def letters(column: int) -> str:
    """Column 0 is A, 26 is AA."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def _says_something(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    return any(row[column] != "" and tidy(row[column]) for row in rows)
