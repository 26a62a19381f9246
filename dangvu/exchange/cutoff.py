"""The day on which a workbook was closed, from the titles of its sheets, and the day of counts that one of them names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from dangvu.exchange.folding import shown, tidy
from dangvu.exchange.rows import Cell, Sheets
from dangvu.exchange.titles import IMPOSSIBLE, counts_day_in, cut_off_in, day_of
from dangvu.filegate.refused import Refused


class Titles(NamedTuple):
    """The lines above the list of a sheet, from workbook row `first` down."""

    name: str
    first: int
    lines: list[list[Cell]]


def counts_day(titles: Titles, sheets: Sheets) -> date | None:
    """The day that the titles of a sheet of counts name first."""
    return next((day for _, day in _days(titles, counts_day_in, sheets)), None)


def note_cut_off(sheets: Sheets, titles: Titles) -> None:
    """Take the latest day of all titles; a difference is told."""
    for number, day in _days(titles, cut_off_in, sheets):
        if sheets.cut_off not in (None, day):
            sheets.notes.append(f"Trang tính “{titles.name}” chốt số liệu ngày {day:%d/%m/%Y}, khác trang trước; dùng ngày muộn hơn.")
        if sheets.cut_off is None or day > sheets.cut_off:
            sheets.cut_off, sheets.cut_off_at = day, f"dòng {number} của trang tính “{titles.name}”"


def look_elsewhere(sheets: Sheets, covers: Iterable[Titles], counts: Iterable[Titles], *, lists: int) -> None:
    """Take the cut-off from sheets that are no list where no list has named one, else from the list whose counts have a day of their own.

    It is said wherever it holds for another list.
    """
    for others, tell in ((covers, True), (counts, lists > 1)):
        if sheets.cut_off is None:
            for titles in others:
                note_cut_off(sheets, titles)
            if sheets.cut_off and tell:
                sheets.notes.append(f"Thời điểm chốt số liệu {sheets.cut_off:%d/%m/%Y} lấy từ {sheets.cut_off_at}.")


def _days(titles: Titles, find: Callable[..., str], sheets: Sheets) -> Iterator[tuple[int, date]]:
    """Row and day of each line that names one; one that there is not refuses the file, for what it bounds cannot be checked."""
    for number, line in enumerate(titles.lines, titles.first):
        mark = find(line, since_1904=sheets.since_1904)
        if mark == IMPOSSIBLE:
            said = shown(" ".join(tidy(cell) for cell in line if cell != ""))
            raise Refused(
                "impossible_cut_off",
                f"Dòng {number} của trang tính “{titles.name}” ghi thời điểm chốt số liệu là một ngày không có thật ({said}); "
                "hãy sửa ngày ở dòng đó rồi nộp lại.",
            )
        if day := day_of(mark) if mark else None:
            yield number, day
