"""The case that a decision goes on with, and what stands against it."""

from __future__ import annotations

from datetime import date

from dangvu.commands import Problem
from dangvu.exits.kinds import OPEN
from dangvu.exits.queries import Course, case


def going_on(number: int, person: int, on: date, state: str = OPEN) -> tuple[Course | None, list[Problem]]:
    """A case about somebody in a state, and what stands against going on with it on a day."""
    found = case(number, on)
    if found is None or found.person != person:
        return None, [Problem("unknown_case", "Không có việc xem xét này.", "case")]
    if found.is_erased:
        return None, [Problem("erased", "Dữ liệu của người này đã xóa theo quy định; việc này không tiếp tục.", "case")]
    if found.state != state:
        return None, [Problem("case_closed", "Việc này đã kết thúc, hoặc chưa có quyết định để khiếu nại.", "case")]
    latest = max([found.ended or found.opened, *(vote.day for vote in found.votes)] if state == OPEN else [found.ended or found.opened])
    if on < latest:
        return found, [Problem("before_stage", f"Không thể trước ngày của bước trước ({latest:%d/%m/%Y}).", "on")]
    return found, []
