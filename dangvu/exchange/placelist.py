"""The localities' sheet into rows and counts: each count holds from its own day, wherever the sheet names it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from dangvu.exchange import values
from dangvu.exchange.body import Body
from dangvu.exchange.countheadings import Count, counted
from dangvu.exchange.folding import blank, tidy
from dangvu.exchange.memo import Fault, Memo
from dangvu.exchange.rows import FactRow, LocalityRow, Sheet, Sheets
from dangvu.exchange.spelling import Spellings
from dangvu.filegate.refused import Refused

_Figures = dict[tuple[str, str], int]


def read_localities(body: Body, spellings: Spellings, sheets: Sheets, titled: date | None) -> Sheet[LocalityRow]:
    """Every place that the sheet lists; its counts are added to `sheets`.

    A count is of the day in its heading, else of that in the row, else of the one `titled` above the list, else of the cut-off.
    """
    names = body.take("name", Memo(values.words))
    levels = body.take("level", spellings.of("level"))
    body.need("code", body.keys, Fault("missing_code", "thiếu mã địa bàn; hãy ghi mã"))
    body.need("name", names, Fault("missing_name", "thiếu tên địa bàn; hãy ghi tên"))
    parents = body.codes("parent")
    usual = titled or sheets.cut_off
    figures, by_day = _figures(body, usual)
    days = body.days("day", Memo(body.read_day))
    if "day" in body.columns:
        _judge_years(body, days)
    else:
        days = [usual if any_figure else None for any_figure in figures]
        if titled and titled != sheets.cut_off and any(figures):
            sheets.notes.append(f"Trang tính “{body.name}”: số liệu được ghi theo ngày {titled:%d/%m/%Y} ở tiêu đề của trang này.")
    for place, (day, any_figure) in enumerate(zip(days, figures, strict=True)):
        if any_figure and day is None:
            body.fault(place, "day", Fault("missing_day", "có số liệu mà thiếu ngày; hãy ghi ngày của số liệu"))
    rows = body.build(LocalityRow._make, body.keys, names, levels, parents)
    told: dict[tuple[int, date], FactRow] = {}
    for row, day, counts in zip(rows, body.readable(days), body.readable(figures), strict=True):
        if day is not None:
            told[row.row, day] = FactRow(row.row, row.code, day, counts)
    _add_dated(body, told, rows, by_day)
    sheets.facts = sorted(told.values(), key=lambda fact: fact.row) if by_day else list(told.values())
    sheet = body.sheet(rows, days)
    for dated, columns in by_day.items() if sheet.unread else ():
        for number in (number for number, counts in zip(body.numbers, columns, strict=True) if counts and number in sheet.unread):
            sheet.unread_days[number] = (*sheet.unread_days.get(number, ()), dated)
    sheet.day = titled
    return sheet


def _add_dated(body: Body, told: dict[tuple[int, date], FactRow], rows: list[LocalityRow], by_day: Mapping[date, list[_Figures]]) -> None:
    """The counts whose headings name a day of their own."""
    for dated, columns in by_day.items():
        for row, counts in zip(rows, body.readable(columns), strict=True):
            if counts:
                told.setdefault((row.row, dated), FactRow(row.row, row.code, dated, {})).figures.update(counts)


def _figures(body: Body, usual: date | None) -> tuple[list[_Figures], dict[date, list[_Figures]]]:
    """The counts of every row whose heading names no other day than the row or the sheet, and the others by their day."""
    numbers = Memo(values.count)
    by_day: dict[date | None, list[_Figures]] = defaultdict(lambda: [{} for _ in body.keys])
    for field in body.columns:
        if count := counted(field):
            day = count.day if count.when else None
            if count.when and not day and not _says_the_same(body, count, usual):
                raise _unknown_day(body, field)
            for row, number in zip(by_day[day], body.take(field, numbers), strict=True):
                if number is not None:
                    row[count.measure, count.group] = number
    undated = by_day.pop(None, None) or [{} for _ in body.keys]
    return undated, {day: counts for day, counts in by_day.items() if day}


def _says_the_same(body: Body, count: Count, usual: date | None) -> bool:
    """Whether a heading names a year alone, which may repeat the day of the row or the sheet where no other column has these counts."""
    columns = [other for other in map(counted, body.columns) if other and other[:2] == count[:2]]
    return count.year is not None and len(columns) == 1 and ("day" in body.columns or (usual is not None and usual.year == count.year))


def _judge_years(body: Body, days: Sequence[object]) -> None:
    """Refuse the rows with a count whose heading names another year than the day of the row."""
    for field in body.columns:
        year = count.year if (count := counted(field)) else None
        for place, (day, cell) in enumerate(zip(days, body.cells(field), strict=True) if year else ()):
            if isinstance(day, date) and day.year != year and not blank(tidy(cell)):
                what = f"tiêu đề cột ghi năm {year} mà ngày số liệu của dòng là {day:%d/%m/%Y}; hãy sửa ngày hoặc tiêu đề cột"
                body.fault(place, field, Fault("other_year", what))


def _unknown_day(body: Body, field: str) -> Refused:
    return Refused(
        "unknown_day",
        f"Trang tính “{body.name}”: cột “{body.heading(field)}” không cho biết số liệu của ngày nào (chỉ có năm, ghi nhiều ngày, "
        "hoặc ngày không có thật); hãy ghi đúng một ngày trong tiêu đề cột, ví dụ “Dân số (31/12/2021)”, rồi nộp lại.",
    )
