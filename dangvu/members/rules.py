"""Judgements about membership: values in, problems out; each cites its source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from dangvu.commands.problems import Problem
from dangvu.periods.days import add_months, completed_years


def admission_age(born: date, decided: date, least: int, source: str, field: str = "decided") -> list[Problem]:
    """Full years on the day of the decision; more cannot be known without the day of the cell's meeting."""
    if completed_years(born, decided) >= least:
        return []
    return [
        Problem("too_young", f"Chưa đủ {least} tuổi vào ngày quyết định kết nạp; hãy xem lại ngày sinh hoặc ngày vào Đảng.", field, source)
    ]


def dates_in_order(decided: date, ceremony: date, official: date | None) -> list[Problem]:
    """Decision, then ceremony, then official."""
    if ceremony < decided:
        return [Problem("ceremony_before_decision", "Lễ kết nạp không thể trước ngày quyết định kết nạp.", "ceremony")]
    if official is not None and official <= ceremony:
        return [Problem("official_before_ceremony", "Ngày chính thức phải sau ngày kết nạp.", "official")]
    return []


def probation_served(ceremony: date, official: date, months: int, source: str, field: str = "on") -> list[Problem]:
    """Official no earlier than the end of probation."""
    if official >= add_months(ceremony, months):
        return []
    return [
        Problem("probation_not_served", f"Chưa đủ {months} tháng dự bị tính từ ngày kết nạp; hãy xem lại ngày chính thức.", field, source)
    ]


def official_by(today: date, official: date) -> list[Problem]:
    """Nobody is known to become official on a day to come: whether the cell will recognise somebody is decided then."""
    if official <= today:
        return []
    return [
        Problem("official_to_come", "Ngày chính thức chưa đến; hãy để trống và ghi công nhận chính thức khi đã có quyết định.", "official")
    ]


def suspended_in_time(since: date, planned: date | None, later: Iterable[date], *, days: int, more: int, source: str) -> list[Problem]:
    """So many days from the beginning at most, and `more` where the suspension was extended; an end has to be known."""
    last = since + timedelta(days=days + more)
    if planned is not None and max([planned, *later]) <= last:
        return []
    extended = f", kể cả gia hạn {more} ngày" if more else ""
    text = (
        f"Đình chỉ sinh hoạt nhiều nhất {days + more} ngày{extended}. Lần này tính từ {since:%d/%m/%Y}, phải hết hạn chậm nhất "
        f"{last:%d/%m/%Y}: hãy ghi lại ngày hết hạn; nếu lần trước đã hết hạn, hãy ghi trở lại sinh hoạt trước."
    )
    return [Problem("suspended_too_long", text, "planned", source)]


def leads_back(entry: str, left_by: str) -> list[Problem]:
    """After a death only the record can have been wrong; only who went elsewhere comes from elsewhere."""
    if left_by == "dead" and entry in {"readmitted", "transferred_in"}:
        text = "Sổ ghi người này đã từ trần. Nếu ghi nhầm người, hãy chọn khôi phục từ chính ngày ấy; không ghi kết nạp lại hay chuyển đến."
        return [Problem("recorded_dead", text, "entry")]
    if entry == "transferred_in" and left_by != "transferred_out":
        text = "Lần cuối người này ra khỏi sổ không phải do chuyển đi nơi khác; hãy chọn khôi phục hoặc kết nạp lại."
        return [Problem("not_transferred_out", text, "entry")]
    return []


def readmissible(times: int, left_by: str, source: str, *, hardship: bool) -> list[Problem]:
    """Once in a life, and nobody who asked to leave, but for very hard family reasons."""
    problems = []
    if times:
        problems.append(Problem("readmitted_before", "Mỗi người chỉ được kết nạp lại một lần.", "entry", source))
    if left_by == "left_on_request" and not hardship:
        text = "Người tự xin ra khỏi Đảng không được kết nạp lại, trừ khi vì hoàn cảnh gia đình đặc biệt khó khăn."
        problems.append(Problem("left_on_own_request", text, "hardship", source))
    return problems


def readmission_due(left: date, on: date, months: int, source: str) -> list[Problem]:
    """Readmitted no earlier than so many months after leaving."""
    if on >= add_months(left, months):
        return []
    return [Problem("readmitted_too_soon", f"Chưa đủ {months} tháng kể từ ngày ra khỏi Đảng {left:%d/%m/%Y}.", "on", source)]
