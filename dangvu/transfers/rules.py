"""Judgements about terms and lengths: values in, days and problems out; each cites its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dangvu.commands.problems import Problem
from dangvu.periods.days import add_months
from dangvu.periods.working import Calendar

COMPLETE = "complete"
"""Under 208-QĐ/TW the transfer must be over within the term; before, it had to be begun."""


@dataclass(frozen=True)
class Terms:
    """The last days that a letter has: to be presented by, and to be received by where the transfer must be complete then.

    `began_late` tells that the member was introduced after the term in which the transfer had to begin.
    """

    present_by: date
    complete_by: date | None
    began_late: bool

    @property
    def last(self) -> date:
        """The earlier of the two."""
        return min(self.present_by, self.complete_by or self.present_by)


def terms(issued: date, effective: date, introduction: Mapping[str, Any], transfer: Mapping[str, Any], calendar: Calendar) -> Terms:
    """The terms of a letter by the rules in force on its day and on that of the change behind it."""
    done_by = calendar.after(effective, transfer["working_days"])
    is_complete = transfer["must"] == COMPLETE
    return Terms(calendar.after(issued, introduction["working_days"]), done_by if is_complete else None, issued > done_by)


def stay_length(since: date, planned: date, lengths: Mapping[str, int], source: str, *, of_study: bool) -> list[Problem]:
    """A temporary stay is neither so short that one attends as a guest nor so long that one has moved."""
    if planned < add_months(since, lengths["least_months"]):
        return [Problem("too_short", f"Dưới {lengths['least_months']} tháng không phải chuyển sinh hoạt tạm thời.", "planned", source)]
    most = lengths["study_most_months" if of_study else "most_months"]
    is_over = planned > add_months(since, most) if of_study else planned >= add_months(since, most)
    if not is_over:
        return []
    return [
        Problem(
            "too_long", f"Sinh hoạt tạm thời {'không quá' if of_study else 'dưới'} {most} tháng; lâu hơn thì chuyển chính thức.",
            "planned", source,
        )
    ]  # fmt: skip
