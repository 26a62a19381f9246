"""What a check has found so far: problems, and the rows that are refused."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar, cast

from dangvu.exchange.problems import Problem, remark
from dangvu.exchange.rows import R, Sheet
from dangvu.periods.days import BEGINNING

Key = TypeVar("Key", bound=Hashable)


class Findings:
    """Problems and refused rows; a row may have several problems and is refused once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.refused: dict[str, set[int]] = defaultdict(set)

    def refuse(self, sheet: Sheet[Any], row: int, key: str, field: str, code: str, what: str) -> None:
        """Refuse a row because of what stands in a field, or because of the whole row where the field is empty text."""
        self.problems.append(remark(sheet.name, row, key, sheet.heading(field), code, what))
        self.refused[sheet.name].add(row)

    def depend(self, sheet: Sheet[Any], row: int, key: str, field: str, on: tuple[Sheet[Any], int]) -> None:
        """Refuse a row because of the refused row that it hangs on."""
        self.refuse(sheet, row, key, field, *hanging_on(*on))

    def warn(self, sheet: Sheet[Any], row: int, key: str, field: str, code: str, what: str) -> None:
        """Say something about a row that is taken all the same."""
        self.problems.append(remark(sheet.name, row, key, sheet.heading(field), code, what, rejected=False))

    def start(self, sheet: Sheet[Any]) -> None:
        """Take over what reading found."""
        self.problems += sheet.problems
        self.refused[sheet.name] |= sheet.unread.keys()

    def standing(self, sheet: Sheet[R]) -> list[R]:
        """The rows of a sheet that are not refused."""
        refused = self.refused[sheet.name]
        return [row for row in sheet.rows if row.row not in refused] if refused else sheet.rows


def hanging_on(above: Sheet[Any], row: int) -> tuple[str, str]:
    """Code and words against a row that hangs on a refused one."""
    what = f"phụ thuộc dòng {row} của trang “{above.name}” không được nhận; hãy sửa dòng đó rồi nộp lại cả hai"
    return "depends_on_refused_row", what


def outside(day: date, bound: date) -> tuple[str, str] | None:
    """Code and words against a day on which there was no Party yet, or which the workbook cannot know."""
    if day > bound:
        return "after_cut_off", f"{day:%d/%m/%Y} sau thời điểm chốt số liệu {bound:%d/%m/%Y}; hãy sửa ngày"
    if day < BEGINNING:
        return "before_beginning", f"{day:%d/%m/%Y} trước ngày {BEGINNING:%d/%m/%Y}, sổ không ghi ngày nào trước đó; hãy sửa ngày"
    return None


def keys_of(rows: list[R], code: str, day: str) -> list[tuple[str, date]]:
    """Code in capitals and day of each row, by the names of these fields."""
    codes = list(map(attrgetter(code), rows))
    small = {one: one.upper() for one in set(codes) if one != one.upper()}
    days = map(attrgetter(day), rows)
    return list(zip([small.get(one, one) for one in codes] if small else codes, days, strict=True))


def repeated(keys: Iterable[Key]) -> set[Key]:
    """Keys that occur more than once."""
    keys = list(keys)
    if len(set(keys)) == len(keys):
        return set()
    return {key for key, times in Counter(keys).items() if times > 1}


def spellings(codes: Iterable[str]) -> dict[str, str]:
    """Every code by its capitals, but for those that differ by case alone; one of digits also without the zeros before it.

    A spreadsheet takes 0107 for the number 107; where 107 is no code itself and only one code has these digits, that one is meant.
    """
    different = set(codes)
    doubtful = repeated(code.upper() for code in different)
    found = {code.upper(): code for code in different if code.upper() not in doubtful}
    bare = [(code.lstrip("0"), code) for code in different if code[:1] == "0" and code.isdigit()]
    twice = repeated(digits for digits, _ in bare)
    return {digits: code for digits, code in bare if digits and digits not in twice} | found


def respelt(rows: list[R], field: str, codes: Mapping[str, str]) -> list[R]:
    """Rows whose code in a field differs from a known one by case alone, with the known spelling.

    `codes` gives the known spelling by the code in capitals.
    """
    stated = list(map(attrgetter(field), rows))
    wrong = {spelling: codes[spelling.upper()] for spelling in set(stated) if codes.get(spelling.upper(), spelling) != spelling}
    if not wrong:
        return rows
    changed: dict[str, dict[str, Any]] = {spelling: {field: known} for spelling, known in wrong.items()}
    pairs = zip(rows, stated, strict=True)
    return [cast("R", row._replace(**changed[spelling])) if spelling in changed else row for row, spelling in pairs]
