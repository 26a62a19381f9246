"""Judgements about membership: values in, problems out; each cites its source."""

from __future__ import annotations

from datetime import date

from dangvu.commands.problems import Problem
from dangvu.periods.days import add_months, completed_years


def admission_age(born: date, decided: date, least: int, source: str) -> list[Problem]:
    """Full years on the day of the decision; more cannot be known without the day of the cell's meeting."""
    if completed_years(born, decided) >= least:
        return []
    return [
        Problem(
            "too_young", f"Chưa đủ {least} tuổi vào ngày quyết định kết nạp; hãy xem lại ngày sinh hoặc ngày vào Đảng.", "decided", source
        )
    ]


def dates_in_order(decided: date, ceremony: date, official: date | None) -> list[Problem]:
    """Decision, then ceremony, then official."""
    if ceremony < decided:
        return [Problem("ceremony_before_decision", "Lễ kết nạp không thể trước ngày quyết định kết nạp.", "ceremony")]
    if official is not None and official <= ceremony:
        return [Problem("official_before_ceremony", "Ngày chính thức phải sau ngày kết nạp.", "official")]
    return []


def probation_served(ceremony: date, official: date, months: int, source: str) -> list[Problem]:
    """Official no earlier than the end of probation."""
    if official >= add_months(ceremony, months):
        return []
    return [Problem("probation_not_served", f"Chưa đủ {months} tháng dự bị tính từ ngày kết nạp.", "on", source)]


def readmission_due(left: date, on: date, months: int, source: str) -> list[Problem]:
    """Readmitted no earlier than so many months after leaving."""
    if on >= add_months(left, months):
        return []
    return [Problem("readmitted_too_soon", f"Chưa đủ {months} tháng kể từ ngày ra khỏi Đảng {left:%d/%m/%Y}.", "on", source)]
