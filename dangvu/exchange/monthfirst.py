"""Columns of days in which programs in English have put the month first, so that half of them would be read as another day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dangvu.exchange.memo import Fault
from dangvu.exchange.rows import Cell

_TWO_NUMBERS = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{4}")
_MONTHS = range(1, 13)
_NO_MONTHS = range(13, 32)
DOUBTFUL = Fault(
    "month_first",
    "các ô khác của cột này ghi tháng trước ngày (ví dụ 09/25/1975) nên không rõ đâu là ngày, đâu là tháng; hãy ghi cả cột theo "
    "ngày/tháng/năm",
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
