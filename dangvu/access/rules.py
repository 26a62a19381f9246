"""Judgements about terms of office; they know no database."""

from __future__ import annotations

from datetime import date

from dangvu.commands.problems import Problem
from dangvu.periods.days import Span

PLACES = ("any", "unit", "cell", "none")
"""Where a role can be held: a unit or the whole instance, a unit, a cell, or nowhere."""
ANY, UNIT, CELL, NONE = PLACES


def term(on: date, until: date | None, abolished: date | None) -> list[Problem]:
    """A term of at least one day, over before the role itself is abolished."""
    if until is not None and until <= on:
        return [Problem("empty_term", "Ngày thôi nhiệm vụ phải sau ngày bắt đầu.", "until")]
    if abolished is not None and (until is None or until > abolished):
        return [Problem("role_abolished", f"Vai trò này chỉ có đến trước ngày {abolished:%d/%m/%Y}; hãy ghi ngày thôi nhiệm vụ.", "until")]
    return []


def place(wanted: str, unit: int | None, *, is_cell: bool) -> list[Problem]:
    """A role is held where it can be: at a unit, at a cell, or at none."""
    if wanted == NONE and unit is not None:
        return [Problem("no_unit_wanted", "Vai trò này không gắn với tổ chức đảng nào; hãy bỏ tổ chức đã chọn.", "unit")]
    if wanted in {UNIT, CELL} and unit is None:
        return [Problem("unit_wanted", "Hãy chọn tổ chức đảng được giao.", "unit")]
    if wanted == CELL and not is_cell:
        return [Problem("cell_wanted", "Vai trò này chỉ giao tại một chi bộ; hãy chọn chi bộ.", "unit")]
    return []


def within(on: date, until: date, source: Span) -> list[Problem]:
    """Who acts for another does so while the other holds the mandate, no day longer."""
    if until <= on:
        return [Problem("empty_term", "Ngày thôi nhiệm vụ phải sau ngày bắt đầu.", "until")]
    if on not in source or (source.until is not None and until > source.until):
        return [Problem("outside_mandate", "Chỉ ủy quyền được trong những ngày mình giữ nhiệm vụ; hãy xem lại ngày.", "until")]
    return []
