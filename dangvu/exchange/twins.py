"""Columns with the same heading: the one that says something is read."""

from __future__ import annotations

from collections.abc import Sequence

from dangvu.exchange.folding import tidy
from dangvu.exchange.header import Header
from dangvu.exchange.headings import heading_key
from dangvu.exchange.rows import Cell


def with_values(header: Header, cells: Sequence[Sequence[Cell]]) -> tuple[Header, list[str]]:
    """The header in which an empty column gives way to the next one of the same heading that is not; notes tell of each."""
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
            notes.append(f"có {len(twins) + 1} cột “{header.texts[column]}”, cột thứ nhất để trống nên đọc cột sau có số liệu")
    return (header._replace(columns=header.columns | changed), notes) if changed else (header, [])


def _says_something(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    return any(row[column] != "" and tidy(row[column]) for row in rows)
