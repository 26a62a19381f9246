"""Which movements stay within the register, whatever an office calls them: from one of its units to another is a transfer."""

from __future__ import annotations

from collections.abc import Callable

from dangvu.exchange.rows import TRANSFER, TRANSFERRED_IN, MovementRow, Sheet

_TRANSFERRED_OUT = "transferred_out"
_NAMED = 20


def take_as_transfers(sheet: Sheet[MovementRow], is_unit: Callable[[str], bool]) -> list[str]:
    """Arrivals from a unit of the register and departures to one become transfers; the answer is a note that says which."""
    within = {
        row.row
        for row in sheet.rows
        if (row.kind == TRANSFERRED_IN and row.from_cell and is_unit(row.from_cell))
        or (row.kind == _TRANSFERRED_OUT and row.to_cell and is_unit(row.to_cell))
    }
    if not within:
        return []
    sheet.rows = [row._replace(kind=TRANSFER) if row.row in within else row for row in sheet.rows]
    numbers = ", ".join(map(str, sorted(within)[:_NAMED])) + (" …" if len(within) > _NAMED else "")
    return [
        f"Trang tính “{sheet.name}”: dòng {numbers} ghi chuyển đến hoặc chuyển đi nhưng cả nơi đi và nơi đến đều thuộc sổ này, "
        "nên nhận là chuyển sinh hoạt nội bộ."
    ]
