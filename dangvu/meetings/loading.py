"""Reports of attendance by the ten thousand, for a batch of one decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dangvu.commands import Change
from dangvu.ledger.bulk import copy_in, since_instant
from dangvu.meetings.derived import refresh_summary

TABLES = ("meetings_attendance",)


class NewReport(NamedTuple):
    """A cell's report of a month: members due and present."""

    cell: int
    month: date
    due: int
    present: int
    row: int


def load_reports(reports: Sequence[NewReport], change: Change, *, all_anew: bool) -> None:
    """Write reports and the summary; no two of one cell and month, which the caller has seen to."""
    if not reports:
        return
    held = f"{since_instant(change.recorded)}\t{change.decision}"
    copy_in(
        "meetings_attendance",
        ("cell_id", "month", "due", "present", "recorded", "opened_by_id", "source_row"),
        (f"{report.cell}\t{report.month}\t{report.due}\t{report.present}\t{held}\t{report.row}\n" for report in reports),
    )
    refresh_summary(None if all_anew else list({report.cell for report in reports}))
