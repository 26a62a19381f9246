"""From a cell to a value: days, months, counts, sex, names, each with the fault of a cell that cannot be read.

Whatever an office types is folded where the meaning is beyond doubt and refused where it is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from math import isfinite

from dangvu.exchange.folding import blank, code, plain, shown, straight, tidy
from dangvu.exchange.memo import Fault
from dangvu.exchange.movementkinds import MOVEMENTS, is_temporary, movement_kind
from dangvu.exchange.rows import Cell
from dangvu.members.kinds import NAMES

_CLOCK = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
TWO_NUMBERS = r"(\d{1,2}) ?[/.\-\\] ?(\d{1,2}) ?[/.\-\\] ?"
"""Day and month in numbers, as they stand before a year."""
SPELT = r"(\d{1,2}) thang (\d{1,2}) nam (\d{4})"
"""A day in folded words."""
_DAY = re.compile(rf"(?:[Nn]g[àa]y:? )?{TWO_NUMBERS}(\d{{4}}|\d{{2}})\.?{_CLOCK}")
_ISO = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})" + _CLOCK)
_SPELT = re.compile(rf"(?:ngay )?{SPELT}")
_YEAR_ONLY = re.compile(r"(?:\d{1,2} ?[/.\-] ?)?\d{4}")
_SERIAL = re.compile(r"\d{4,5}")
_WITHOUT_MARKS = re.compile(r"([1-9])([1-9])(\d{2})")
"""What may be a serial day as well as day, month and two digits of a year."""
_SERIALS = range(3000, 73051)
"""Serial days from 1908 to 2099; smaller numbers are read as years by people, so they are not taken for days."""
_YEARS = range(1850, 2101)
_DAY_0, _DAY_0_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)


_YEARS_AS_DAYS = range(1900, 2100)
"""Serial days, in the year 1905 or 1909, that a cell of days shows where somebody typed a year into it."""


def day(cell: Cell, *, since_1904: bool = False) -> date | None | Fault:
    """A day from a date cell, a serial number or d/m/y and y-m-d text, its time of day left out; an empty cell or a zero is no day.

    Serial numbers count from 1904 in workbooks that say so.
    """
    first = _DAY_0_OF_1904 if since_1904 else _DAY_0
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _typed(cell, first)
    text = tidy(cell)
    if blank(text) or text == "0" or cell == _ZERO_AS_DAY:
        return None
    if isinstance(cell, float):
        return _serial(int(cell), text, first) if isfinite(cell) else _unreadable(text)
    return _day_of_text(text, first)


_WRITE = "hãy ghi ngày/tháng/năm, ví dụ 05/09/1975"
_ZERO_AS_DAY = time(0, 0)
"""What is read from a zero in a cell of days, such as a formula gives that looks at an empty cell."""


def _typed(cell: date, first: date) -> date | Fault:
    """The day of a cell of days, unless it was meant for a year."""
    if cell.year not in _YEARS:
        return _impossible(tidy(cell))
    year = (cell - first).days
    if year not in _YEARS_AS_DAYS:
        return cell
    what = f"ô ngày chứa số {year} nên hiện thành {cell:%d/%m/%Y}; nếu {year} là năm, {_WRITE}; nếu đúng là ngày ấy, hãy ghi dạng chữ"
    return Fault("incomplete_date", what)


def one_day(number: Cell, month: Cell, year: Cell) -> Cell:
    """The cells of day, month and year as one that can be read: what is empty is left out, a whole day in one of them stands for all."""
    said = [cell for cell in (number, month, year) if not blank(tidy(cell))]
    return said[0] if len(said) == 1 else "/".join(map(tidy, said))


def _impossible(text: str) -> Fault:
    return Fault("impossible_date", f"{shown(text)} không phải là ngày có thật; {_WRITE}")


def _unreadable(text: str) -> Fault:
    return Fault("impossible_date", f"{shown(text)} không đọc được thành ngày; {_WRITE}")


def _serial(number: int, text: str, first: date) -> date | Fault:
    if number in _YEARS:
        return Fault("incomplete_date", f"{shown(text)} chỉ có năm; {_WRITE}")
    if number + (first - _DAY_0).days in _SERIALS:
        return first + timedelta(number)
    return _unreadable(text)


_NO_DAY = {"khong", "khong co", "chua", "chua co", "chua mien", "chua chinh thuc", "du bi", "dang du bi", "dang hoat dong", "con hoat dong"}
"""Words that say in the column of a day that it has not come."""


def _day_of_text(text: str, first: date) -> date | None | Fault:
    text = straight(text)
    found = _DAY.fullmatch(text)
    if found:
        d, m, y = found.groups()
        if len(y) == 2:
            return _short_year(text, int(d), int(m), int(y))
    elif found := _ISO.fullmatch(text):
        y, m, d = found.groups()
    elif found := _SPELT.fullmatch(plain(text)):
        d, m, y = found.groups()
    elif _SERIAL.fullmatch(text):
        found = None if int(text) in _YEARS else _WITHOUT_MARKS.fullmatch(text)
        return _short_year(text, *map(int, found.groups())) if found else _serial(int(text), text, first)
    elif _YEAR_ONLY.fullmatch(text):
        return Fault("incomplete_date", f"{shown(text)} thiếu ngày hoặc tháng; {_WRITE}")
    else:
        return None if plain(text) in _NO_DAY else _unreadable(text)
    try:
        value = date(int(y), int(m), int(d))
    except ValueError:
        return _impossible(text)
    return value if value.year in _YEARS else _impossible(text)


def _short_year(text: str, d: int, m: int, y: int) -> Fault:
    likely = f"{d:02}/{m:02}/19{y:02}" if y > 30 else f"{d:02}/{m:02}/20{y:02} hoặc {d:02}/{m:02}/19{y:02}"
    return Fault("two_digit_year", f"{shown(text)} viết năm hai chữ số; hãy ghi đủ bốn chữ số, ví dụ {likely}")


_THOUSANDS = re.compile(r"\d{1,3}([., ])\d{3}(?:\1\d{3})*")
_WHOLE = re.compile(r"(\d+)(?:[.,]0+)?")


MOST = 100_000_000
"""No count of a province is greater: as many people as the whole country has."""


def count(cell: Cell) -> int | None | Fault:
    """A whole number of people or households from zero up to `MOST`; an empty cell is no number."""
    if isinstance(cell, float) and cell.is_integer() and cell >= 0:
        return int(cell) if cell <= MOST else _too_many(tidy(cell))
    text = tidy(cell)
    if blank(text):
        return None
    if isinstance(cell, str):
        if _THOUSANDS.fullmatch(text):
            return _within(re.sub(r"\D", "", text), text)
        if found := _WHOLE.fullmatch(text):
            return _within(found[1], text)
    return Fault("not_a_count", f"{shown(text)} không phải là số đếm; hãy ghi số nguyên từ 0 trở lên")


def _within(digits: str, text: str) -> int | Fault:
    digits = digits.lstrip("0") or "0"
    return int(digits) if len(digits) <= len(str(MOST)) and int(digits) <= MOST else _too_many(text)


def _too_many(text: str) -> Fault:
    return Fault("count_too_large", f"{shown(text)} lớn hơn {MOST // 1_000_000} triệu, không thể là số đếm ở đây; hãy sửa số")


_SEX = dict.fromkeys(("nu", "nu gioi", "f", "female", "x"), True) | dict.fromkeys(("nam", "nam gioi", "m", "male"), False)
_MARKS = {"x", "v", "1", "co", "true"}
_SAYS_WOMAN = {"nu": True, "nu gioi": True, "nam": False, "nam gioi": False}


def is_tick(text: str) -> bool:
    """Whether a text marks a column and says nothing else."""
    return plain(text) in _MARKS or text in {"✓", "✔"}


def female(cell: Cell) -> bool | Fault:
    """Sex from a column for both; a bare `x` marks women, as in lists that count them."""
    text = tidy(cell)
    found = _SEX.get(plain(text))
    if found is not None and "?" not in text:
        return found
    if not text:
        return Fault("missing_sex", "thiếu giới tính; hãy ghi Nam hoặc Nữ")
    return Fault("unknown_sex", f"{shown(text)} không cho biết giới tính; hãy ghi Nam hoặc Nữ")


def marked(cell: Cell, *, woman: bool) -> bool | Fault:
    """Whether a column for women, or for men, is ticked or names that sex; the name of the other one is no tick."""
    text = tidy(cell)
    key = plain(text)
    if key in _SAYS_WOMAN:
        return _SAYS_WOMAN[key] is woman
    if blank(text) or key in {"0", "khong", "false"}:
        return False
    if is_tick(text):
        return True
    return Fault("unknown_sex", f"{shown(text)} không cho biết giới tính; hãy đánh dấu x hoặc để trống")


LONGEST_CODE, LONGEST_TEXT = 60, 500
"""Letters; what is longer is no code, name or word, and would not fit an index."""


def number(cell: Cell) -> str | Fault:
    """A code or number, without spaces."""
    text = code(cell)
    return text if len(text) <= LONGEST_CODE else Fault("too_long", f"mã {shown(text)} dài quá {LONGEST_CODE} ký tự; hãy sửa mã")


_NOTHING = {"khong", "khong co", "ko"}


def reference(cell: Cell) -> str | Fault:
    """The code of another row; words that say that there is none are no code."""
    text = number(cell)
    return "" if isinstance(text, str) and plain(tidy(cell)) in _NOTHING else text


_NO_CARD = re.compile(r"\b(?:chua|mat|khong|ko|cho|dang|xin|hong|that lac|lam lai|cap lai)\b")
"""Words about a card in place of its number."""


def card(cell: Cell) -> str | Fault:
    """The number of a party card; zeros and words such as “chưa cấp (QĐ 15)”, which many rows may bear, are no number."""
    text = number(cell)
    if isinstance(text, Fault) or (text[:1].isdigit() and text.strip("0")):
        return text
    says_none = not text.strip("0") or not any(map(str.isdigit, text)) or _NO_CARD.search(plain(tidy(cell)))
    return "" if says_none else text


def words(cell: Cell) -> str | Fault:
    """Text as it stands, tidied."""
    text = tidy(cell)
    return text if len(text) <= LONGEST_TEXT else Fault("too_long", f"{shown(text)} dài quá {LONGEST_TEXT} ký tự; hãy rút gọn")


def kind_of_movement(cell: Cell) -> str | Fault:
    """The code of a kind of movement."""
    text = tidy(cell)
    found = movement_kind(text)
    if found:
        return found
    advice = f"hãy ghi một trong: {', '.join(NAMES[kind] for kind in dict.fromkeys(MOVEMENTS.values()))}"
    if not text:
        return Fault("missing_kind", f"thiếu loại biến động; {advice}")
    if is_temporary(text):
        what = "không làm thay đổi chi bộ của đảng viên; hãy bỏ dòng này, nếu cần hãy ghi ở phần sinh hoạt tạm thời"
        return Fault("temporary_stay", f"{shown(text)} {what}")
    return Fault("unknown_kind", f"{shown(text)} không phải loại biến động đã biết; {advice}")


_MONTH = re.compile(r"(?:thang |thg |th|t)?(\d{1,2})(?: nam | )(\d{4})")
_MONTH_FIRST_YEAR = re.compile(r"(\d{4}) (\d{1,2})")
_MONTH_ALONE = re.compile(r"(?:thang |thg |th|t)?(\d{1,2})")
_ZERO_PART = re.compile(r"(?<=\d)[.,]0$")
_YEAR_ALONE = re.compile(r"(?:nam )?(\d{4})")


def month(cell: Cell, *, day: Callable[[Cell], date | None | Fault] = day) -> date | None | Fault:
    """The first day of a month from a date, m/y, y-m or “tháng m năm y”."""
    text = tidy(cell)
    if not text:
        return None
    key = plain(text)
    if found := _MONTH.fullmatch(key):
        return _first_day(found[2], found[1], text)
    if found := _MONTH_FIRST_YEAR.fullmatch(key):
        return _first_day(found[1], found[2], text)
    value = day(cell)
    if isinstance(value, date):
        return value.replace(day=1)
    return Fault("impossible_month", f"{shown(text)} không phải là tháng; hãy ghi tháng/năm, ví dụ 09/2020")


def month_of(cells: tuple[Cell, Cell], *, day: Callable[[Cell], date | None | Fault] = day) -> date | None | Fault:
    """The first day of a month whose year and month stand in two cells."""
    year_cell, month_cell = cells
    year_text, month_text = tidy(year_cell), tidy(month_cell)
    if not year_text or not month_text:
        return None if not year_text and not month_text else Fault("impossible_month", "thiếu năm hoặc tháng; hãy ghi đủ cả hai")
    years, months = _YEAR_ALONE.fullmatch(plain(year_text)), _MONTH_ALONE.fullmatch(plain(_ZERO_PART.sub("", month_text)))
    if years and months:
        return _first_day(years[1], months[1], f"{month_text}/{year_text}")
    whole = month(month_cell, day=day)
    if isinstance(whole, date) and years and whole.year == int(years[1]):
        return whole
    return _no_month(f"{month_text}/{year_text}")


def _first_day(year: str, number: str, text: str) -> date | Fault:
    if int(year) in _YEARS and 1 <= int(number) <= 12:
        return date(int(year), int(number), 1)
    return _no_month(text)


def _no_month(text: str) -> Fault:
    return Fault("impossible_month", f"{shown(text)} không phải là tháng; hãy ghi tháng từ 1 đến 12 và năm bốn chữ số")
