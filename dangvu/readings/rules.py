"""Judgements about deferring what a member is told of readings; they know no database."""

from __future__ import annotations

from datetime import date

from dangvu.commands.problems import Problem
from dangvu.periods.days import add_months

LONGEST = 12
"""Months, from the first day on, prolongations included: charter P9, threat T44. The table holds the same."""


def named_case(case_symbol: str) -> list[Problem]:
    """Nothing is deferred but for a case that has a name."""
    if case_symbol.strip():
        return []
    return [Problem("missing_case", "Hãy ghi ký hiệu vụ việc kiểm tra; không có vụ việc thì không hoãn.", "case_symbol")]


def term(on: date, until: date, first: date) -> list[Problem]:
    """At least one day, and no more than a year from the first day of the case."""
    if until <= on:
        return [Problem("empty_term", "Ngày cuối phải không trước ngày bắt đầu.", "until")]
    if until > add_months(first, LONGEST):
        message = f"Chỉ hoãn được nhiều nhất {LONGEST} tháng kể từ ngày đầu của vụ việc ({first:%d/%m/%Y}), tính cả gia hạn."
        return [Problem("longer_than_a_year", message, "until", "Điều lệ riêng tư của sổ, P9")]
    return []
