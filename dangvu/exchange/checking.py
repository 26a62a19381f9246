"""The check of a whole workbook against itself and the register: which rows may be written, and why the others may not."""

from __future__ import annotations

from datetime import date
from typing import Any

from dangvu.exchange.findings import Findings, keys_of, repeated, respelt
from dangvu.exchange.known import Checked, Counts, Known
from dangvu.exchange.localities import check_localities
from dangvu.exchange.memberships import Roll, check_members
from dangvu.exchange.moving import check_movements, first_days
from dangvu.exchange.rows import MeetingRow, Sheet, Sheets
from dangvu.exchange.units import Units, check_units, reaches, warn_of_nesting, warn_of_places, warn_of_sectors
from dangvu.filegate.refused import Refused
from dangvu.periods.days import BEGINNING


def check(sheets: Sheets, known: Known) -> Checked:
    """Judge every row; nothing is guessed, and a row that hangs on a refused one is refused and says so.

    Raises Refused where the whole workbook says that it was closed on a day to come.
    """
    bound = sheets.cut_off or known.today
    if bound > known.today:
        raise _closed_in_future(sheets, bound, known.today)
    findings = Findings()
    localities = check_localities(sheets, known, findings, _counts_bound(sheets, bound, known.today))
    units = check_units(sheets, known, findings, bound)
    warn_of_places(units, localities.held, findings)
    warn_of_sectors(units, findings)
    warn_of_nesting(units, known, findings, bound)
    roll = Roll(sheets, known, units, findings, bound)
    check_members(roll)
    check_movements(roll)
    meetings = _check_meetings(sheets, units, findings, known.today)
    checked = Checked(
        units=units.rows, localities=localities.rows, facts=localities.facts, members=list(roll.members.values()),
        movements=findings.standing(sheets.movements) if sheets.movements else [], meetings=meetings,
        reach=reaches(units, first_days(roll), bound),
    )  # fmt: skip
    _sum_up(sheets, findings, checked)
    return checked


def _counts_bound(sheets: Sheets, bound: date, today: date) -> date:
    """Counts whose own sheet names a day after the cut-off hold up to that day, if it has come."""
    own = sheets.localities.day if sheets.localities else None
    return max(bound, min(own, today)) if own else bound


def _closed_in_future(sheets: Sheets, cut_off: date, today: date) -> Refused:
    return Refused(
        "cut_off_in_future",
        f"Thời điểm chốt số liệu {cut_off:%d/%m/%Y} ({sheets.cut_off_at}) sau ngày hôm nay {today:%d/%m/%Y} nên không dòng nào "
        "kiểm tra được; hãy sửa ngày ở dòng đó rồi nộp lại.",
    )


def _check_meetings(sheets: Sheets, units: Units, findings: Findings, today: date) -> list[MeetingRow]:
    """A meeting falls for its cell, for more present than due, for being reported twice, or for a month in which none can have been.

    A month after the cut-off, or one outside the life of the cell, is a doubt of which nothing is said.
    """
    sheet = sheets.meetings
    if sheet is None:
        return []
    findings.start(sheet)
    sheet.rows = respelt(sheet.rows, "cell", units.spellings())
    bad = {cell for cell in {row.cell for row in sheet.rows} if not units.has_cell(cell)}
    never = {month for month in {row.month for row in sheet.rows} if month > today or month < _FIRST_MONTH}
    twice = repeated([*keys_of(sheet.rows, "cell", "month"), *sheet.unread_keys()])
    for row in sheet.rows:
        if row.cell in bad:
            units.refuse_cell(sheet, row.row, row.cell, "cell", row.cell, findings)
        if row.present > row.due:
            _refuse_attendance(sheet, row, findings)
        if never and row.month in never:
            what = f"không thể có buổi sinh hoạt tháng {row.month:%m/%Y}: chưa đến, hoặc trước ngày thành lập Đảng; hãy sửa tháng"
            findings.refuse(sheet, row.row, row.cell, "month", "impossible_month", what)
        if twice and (row.cell.upper(), row.month) in twice:
            what = f"buổi sinh hoạt tháng {row.month:%m/%Y} của “{row.cell}” ghi ở nhiều dòng, không dòng nào được nhận; hãy giữ một dòng"
            findings.refuse(sheet, row.row, row.cell, "month", "repeated_meeting", what)
    return findings.standing(sheet)


_FIRST_MONTH = BEGINNING.replace(day=1)


def _refuse_attendance(sheet: Sheet[MeetingRow], row: MeetingRow, findings: Findings) -> None:
    what = f"số dự {row.present} lớn hơn số phải dự {row.due}; hãy sửa một trong hai số"
    findings.refuse(sheet, row.row, row.cell, "present", "present_exceeds_due", what)


def _sum_up(sheets: Sheets, findings: Findings, checked: Checked) -> None:
    order: dict[str, int] = {}
    every: tuple[Sheet[Any] | None, ...] = (sheets.units, sheets.localities, sheets.members, sheets.movements, sheets.meetings)
    for sheet in filter(None, every):
        order[sheet.name] = len(order)
        rejected = len(findings.refused[sheet.name])
        checked.counts[sheet.name] = Counts(sheet.read, sheet.read - rejected, rejected)
        checked.refused[sheet.name] = findings.refused[sheet.name]
    checked.problems = sorted(findings.problems, key=lambda problem: (order[problem.sheet], problem.row))
