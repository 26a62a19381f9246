"""Questions about meetings."""

from __future__ import annotations

from datetime import date

from dangvu.ledger.dated import current
from dangvu.meetings.models import Attendance


def reports() -> dict[tuple[int, date], tuple[int, int]]:
    """Members due and present of every report held, by cell and month."""
    rows = current(Attendance).values_list("cell_id", "month", "due", "present")
    return {(cell, month): (due, present) for cell, month, due, present in rows}
