"""The header of a sheet as it was found, and a heading of it as it is compared."""

from __future__ import annotations

import re
from typing import NamedTuple

from dangvu.exchange.folding import plain
from dangvu.exchange.vocabulary import ethnic_group, is_spelt_as_a_group

_WORD = re.compile(r"[^\W\d_]+")


class Heading(NamedTuple):
    """A heading as it stands, and folded in the ways in which it may be known; none where the cell is empty.

    `keys` are the whole heading, then without what stands in parentheses, then also without its number.
    """

    text: str = ""
    keys: tuple[str, ...] = ()

    def group(self, name: str) -> str | None:
        """The ethnic group that a part of the folded heading names; one of one syllable as the heading spells it: Cộng is not Cống."""
        found = ethnic_group(name)
        if found is None or " " in name:
            return found
        spelt = [word for word in _WORD.findall(self.text) if plain(word) == name]
        return found if not spelt or any(map(is_spelt_as_a_group, spelt)) else None


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
