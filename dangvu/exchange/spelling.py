"""Words of the lists in one spelling over all sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dangvu.exchange import values
from dangvu.exchange.memo import Fault, Memo
from dangvu.exchange.names import broken_letters
from dangvu.exchange.rows import Cell
from dangvu.exchange.vocabulary import Words

_COUNTED = {"ethnicity", "religion"}
"""Lists of which a word in broken letters would be counted as another group or faith."""


class Spellings:
    """One memory of spellings per list, shared by the sheets of a workbook."""

    def __init__(self, held: Mapping[str, Iterable[str]]) -> None:
        self._held = held

    def of(self, name: str) -> Memo[Cell, str]:
        """What each cell of a list means."""
        spelt = Words(name, self._held.get(name, ())).spelt

        def word(cell: Cell) -> str | Fault:
            text = values.words(cell)
            if isinstance(text, Fault):
                return text
            return (broken_letters(text) if name in _COUNTED else None) or spelt(text)

        return Memo(word)
