"""The case that a decision goes on with, and what stands against it."""

from __future__ import annotations

from datetime import date

from dangvu.commands import Problem
from dangvu.exits.kinds import DECIDED, DROPPED, EXPELLED, OPEN, UNFIT
from dangvu.exits.queries import Course, case
from dangvu.members.heads import officials
from dangvu.periods.clock import today

STANDS = {
    OPEN: "Việc này chưa có quyết định để khiếu nại.",
    DECIDED: "Việc này đã có quyết định.",
    DROPPED: "Việc này đã dừng.",
}
"""Against a step that asks for another state."""


def not_to_come(on: date) -> list[Problem]:
    """Against a day after today: what has not happened is not recorded, and would stop every step after it."""
    return [Problem("to_come", "Ngày này chưa đến; hãy xem lại.", "on")] if on > today() else []


def fitting(kind: str, reason: str, person: int, on: date) -> list[Problem]:
    """Against a way out, or a ground, that is not one for the standing of the day."""
    is_official = person in officials([person], on)
    problems = []
    if kind == EXPELLED and not is_official:
        text = "Đảng viên dự bị không còn đủ tư cách thì xóa tên, không khai trừ."
        problems.append(Problem("probationary", text, "kind", "69-QĐ/TW ngày 06/7/2022, Điều 7"))
    if reason == UNFIT and is_official:
        problems.append(Problem("official", "Lý do này chỉ dùng cho đảng viên dự bị.", "reason"))
    return problems


def going_on(number: int, person: int, on: date, state: str = OPEN) -> tuple[Course | None, list[Problem]]:
    """A case about somebody in a state, and what stands against going on with it on a day."""
    found = case(number, on)
    if found is None or found.person != person:
        return None, [Problem("unknown_case", "Không có việc xem xét này.", "case")]
    if found.is_erased:
        return None, [Problem("erased", "Dữ liệu của người này đã xóa theo quy định; việc này không tiếp tục.", "case")]
    if found.state != state:
        return None, [Problem("case_closed", STANDS[found.state], "case")]
    latest = max([found.ended or found.opened, *(vote.day for vote in found.votes)] if state == OPEN else [found.ended or found.opened])
    if on < latest:
        return found, [Problem("before_stage", f"Không thể trước ngày của bước trước ({latest:%d/%m/%Y}).", "on")]
    return found, []
