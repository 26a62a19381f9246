"""Questions about meetings."""

from __future__ import annotations

from datetime import date

from dangvu.ledger.dated import current
from dangvu.meetings.models import Attendance


def reported() -> set[tuple[int, date]]:
    """Cell and month of every report held."""
    return set(current(Attendance).values_list("cell_id", "month"))
