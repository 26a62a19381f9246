"""Columns of days in which programs in English have put the month first, so that half of them would be read as another day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from dangvu.exchange.memo import Fault
from dangvu.exchange.rows import Cell
from dangvu.exchange.values import TWO_NUMBERS

_TWO_NUMBERS = re.compile(rf"\s*{TWO_NUMBERS}\d{{4}}")
_MONTHS = range(1, 13)
_NO_MONTHS = range(13, 32)
DOUBTFUL = Fault(
    "month_first",
    "các ô khác của cột này ghi tháng trước ngày (ví dụ 09/25/1975) nên không rõ đâu là ngày, đâu là tháng; hãy ghi cả cột theo "
    "ngày/tháng/năm",
)

SWAPPED = (
    "mọi ô dạng ngày đều từ ngày 1 đến 12, mọi ô dạng chữ đều từ ngày 13 trở đi, có thể phần mềm đã đảo ngày với tháng của các ô dạng ngày "
    "(gõ 05/09 thành 09/05); vẫn nhận như đã ghi, hãy kiểm tra, nếu sai hãy ghi lại cả cột theo ngày/tháng/năm"
)


def doubtful_places(cells: Sequence[Cell]) -> list[int]:
    """Places of days that could be read either way, where more of the others can only be read month first than day first."""
    numbers = {cell: (int(found[1]), int(found[2])) for cell in set(cells) if isinstance(cell, str) and (found := _TWO_NUMBERS.match(cell))}
    month_first = sum(one in _MONTHS and other in _NO_MONTHS for one, other in numbers.values())
    day_first = sum(one in _NO_MONTHS and other in _MONTHS for one, other in numbers.values())
    if month_first <= day_first:
        return []
    either = {cell for cell, (one, other) in numbers.items() if one != other and one in _MONTHS and other in _MONTHS}
    return [place for place, cell in enumerate(cells) if cell in either]


_FEWEST = 5
"""Cells of days, and texts, that say something of their whole column."""


def seem_swapped(cells: Iterable[Cell]) -> bool:
    """Whether a program in English may have put the month of every day that it took for one first, and left the others as texts.

    Then no day in a cell of days is after the twelfth, and every text is of a later day.
    """
    days = texts = 0
    for cell in cells:
        if isinstance(cell, date):
            if cell.day not in _MONTHS:
                return False
            days += 1
        elif isinstance(cell, str) and (found := _TWO_NUMBERS.match(cell)):
            if int(found[1]) not in _NO_MONTHS:
                return False
            texts += 1
    return days >= _FEWEST and texts >= _FEWEST
