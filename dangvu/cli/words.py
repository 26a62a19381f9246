"""Words of the command line into values: days, instants, units."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import typer

from dangvu.cli.speech import refuse
from dangvu.organisation.queries import unit_by_code
from dangvu.periods.clock import HANOI

_VIETNAMESE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def day(text: str) -> date:
    """A day as 2022-04-30 or 30/4/2022."""
    try:
        if found := _VIETNAMESE.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}” không phải là ngày; hãy viết 2022-04-30 hoặc 30/4/2022.") from None


def instant(text: str) -> datetime:
    """An instant in ISO form, in the time of Việt Nam where it names no zone; a day alone means its end."""
    try:
        if "T" not in text and " " not in text:
            return datetime.combine(day(text) + timedelta(days=1), time(), HANOI)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}” không phải là thời điểm; hãy viết 2022-04-30T17:00 hoặc một ngày.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=HANOI)


def unit(code: str) -> int:
    """The number of a unit by the office's code; ends the program where there is none."""
    found = unit_by_code(code)
    if found is None:
        refuse(f"Không có tổ chức đảng mang mã “{code}” trong sổ; hãy kiểm tra lại mã (ví dụ TV, TV.07).")
    return found
