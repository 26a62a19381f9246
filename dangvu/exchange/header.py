"""The header of a sheet as it was found."""

from __future__ import annotations

from typing import NamedTuple


class Header(NamedTuple):
    """A header row: its place in the sheet's cells, its texts, the sort of sheet, the column of each field, what is lacking.

    `top` is the place of the row of groups above it where it has one, else its own.
    """

    place: int
    texts: tuple[str, ...]
    kind: str
    columns: dict[str, int]
    lacking: tuple[str, ...]
    top: int
