"""Rates, months and shares: values in, problems and words out; each cites its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from dangvu.commands.problems import Problem
from dangvu.periods.days import add_months

AHEAD: Final = 12
"""Months for which one may pay beforehand; more is a slip in the year."""

LARGEST: Final = 100_000_000
"""No month's dues in đồng are larger: a slip in the zeros."""

VILLAGES: Final = frozenset(
    {
        "ấp",
        "khóm",
        "thôn",
        "bản",
        "buôn",
        "làng",
        "xóm",
        "phum",
        "sóc",
        "khu phố",
        "khu dân cư",
        "tổ dân phố",
        "ấp, khóm",
        "thôn, tổ dân phố",
    }
)
"""Levels of places below the commune: the rule of what is kept speaks of cells of villages and residential groups."""

PAID, PAID_AWAY, UNPAID, EXEMPT, YEARS, DETAINED, ELSEWHERE, CAME, COMING, UNKNOWN = (
    "paid", "paid_away", "unpaid", "exempt", "years", "detained", "elsewhere", "came", "coming", "unknown",
)  # fmt: skip
"""What a month is for a member: paid, paid in another cell of the month, unpaid, exempt by decision or by years of party age, not
collected in detention, paid where the member stays for a time, of whoever came to the cell within it and does not owe it there, not over
yet, or of a month in which the cell recorded nothing at all."""


@dataclass(frozen=True)
class Rate:
    """A rate of the list in force: so many hundredths of something that is not recorded here, or an amount, or one between two."""

    key: str
    label: str
    percent: str
    of: str
    least: int | None
    most: int | None


def rates_in(value: list[Mapping[str, Any]]) -> dict[str, Rate]:
    """The rates of a rule by their keys."""
    return {
        one["key"]: Rate(one["key"], one["label"], one.get("percent", ""), one.get("of", ""), one.get("least"), one.get("most"))
        for one in value
    }


def judge_month(month: date, on: date) -> list[Problem]:
    """A whole month, at most a year ahead."""
    if month.day != 1:
        return [Problem("not_a_month", "Tháng đóng phải là một tháng trọn; hãy chọn lại tháng.", "month")]
    if month > add_months(on, AHEAD):
        return [Problem("too_far_ahead", f"Không ghi trước quá {AHEAD} tháng; hãy xem lại năm.", "month")]
    return []


def is_amount(amount: int | None) -> bool:
    """Whether it can be what somebody paid for a month."""
    return amount is not None and 0 < amount <= LARGEST


def judge_term(on: date, until: date | None, months: int | None, source: str) -> list[Problem]:
    """An exemption that begins before it ends, within so many months where a rule limits it."""
    if until is not None and until <= on:
        return [Problem("empty_term", "Ngày cuối phải sau ngày bắt đầu miễn.", "until")]
    if months is not None and (until is None or until > add_months(on, months)):
        last = add_months(on, months) - timedelta(days=1)
        text = f"Mỗi quyết định miễn vì hoàn cảnh khó khăn nhiều nhất {months} tháng, đến hết {last:%d/%m/%Y}; hãy ghi ngày cuối."
        return [Problem("exempt_too_long", text, "until", source)]
    return []


def kept_percent(kind: str, value: Mapping[str, Any], *, level: str) -> int | None:
    """What a cell of a place of that level keeps of its dues in hundredths; None where the rule known here says nothing of such a cell."""
    by_kind: int | None = value.get("by_kind", {}).get(kind)
    by_place: int | None = value.get("of_places") if level.casefold() in VILLAGES else None
    return by_kind if by_kind is not None else by_place


def divided(amount: int, percent: int) -> tuple[int, int]:
    """What stays and what is handed up; the odd đồng goes up."""
    kept = amount * percent // 100
    return kept, amount - kept
