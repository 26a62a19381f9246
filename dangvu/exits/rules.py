"""Judgements about the procedure of an exit and the way back: values in, days and problems out; each cites its source."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from dangvu.commands.problems import Problem
from dangvu.periods.days import add_months
from dangvu.periods.working import Calendar

CELL, BASE, DECIDING = "cell", "base", "deciding"
"""The stages at which is voted, in this order: the cell, the grassroots committee above it, the competent body."""
STANDING, COMMITTEE = "standing", "committee"
ORGANS = (CELL, BASE, STANDING, COMMITTEE)
"""Who votes: the competent body through its standing committee, or as an authorised grassroots committee as a whole."""


STAGES = (CELL, BASE, DECIDING)


def stage(organ: str) -> str:
    """At which stage an organ votes."""
    return organ if organ in {CELL, BASE} else DECIDING


@dataclass(frozen=True)
class Votes:
    """A vote as numbers alone: who may vote, who was there, and how many ballots said what; `blank` are invalid ones as well."""

    entitled: int
    present: int
    in_favour: int
    against: int
    blank: int


@dataclass(frozen=True)
class Standard:
    """What the rule of the day asks of each vote: shares of all entitled, and whether a vote that falls short may be reported upwards."""

    shares: Mapping[str, str]
    may_fall_short: bool
    source: str


def standard(value: Mapping[str, Any], source: str) -> Standard:
    """A row of the rulebook as a standard."""
    return Standard({name: share for name, share in value.items() if name != "short"}, value["short"] == "report", source)


def counted(votes: Votes) -> list[Problem]:
    """No negative number, no more present than entitled, no more ballots than present."""
    if min(votes.entitled - 1, votes.present, votes.in_favour, votes.against, votes.blank) < 0:
        return [Problem("wrong_count", "Số liệu biểu quyết phải từ 0 trở lên, và có ít nhất một người được biểu quyết.", "entitled")]
    if votes.present > votes.entitled:
        return [Problem("wrong_count", "Số có mặt không thể nhiều hơn số được biểu quyết.", "present")]
    if votes.in_favour + votes.against + votes.blank > votes.present:
        return [Problem("wrong_count", "Tổng số phiếu đồng ý, không đồng ý và phiếu trắng không thể nhiều hơn số có mặt.", "in_favour")]
    return []


def reaches(in_favour: int, entitled: int, share: str) -> bool:
    """Whether a vote reaches a share of all who are entitled, present or not: ">=2/3" at least, ">1/2" more than."""
    strictly = not share.startswith(">=")
    wanted = Fraction(share.removeprefix(">").removeprefix("="))
    return Fraction(in_favour, entitled) > wanted if strictly else Fraction(in_favour, entitled) >= wanted


def least(entitled: int, share: str) -> int:
    """The smallest number of ballots that reaches a share."""
    return next(number for number in range(entitled + 1) if reaches(number, entitled, share))


def entitled_in_cell(entitled: int, expected: int, able: int, source: str) -> list[Problem]:
    """All official members who may come; of the exempt and the absent elsewhere those who came. Who is away with leave still counts."""
    if expected <= entitled <= able:
        return []
    told = str(able) if expected == able else f"từ {expected} đến {able}"
    text = (
        f"Theo sổ, số đảng viên chính thức được tính khi chi bộ biểu quyết ngày này là {told}; "
        "người bị đình chỉ sinh hoạt đảng không tính. Hãy xem lại số hoặc tình trạng đảng viên."
    )
    return [Problem("not_the_roll", text, "entitled", source)]


def levels(*, has_base: bool, base_decides: bool) -> tuple[str, ...]:
    """The votes that a decision needs: a grassroots committee that decides itself votes once; a grassroots cell has none above it."""
    return (CELL, BASE, DECIDING) if has_base and not base_decides else (CELL, DECIDING)


def counting(organs: Sequence[str]) -> dict[str, int]:
    """Which of the votes, in their order, count: the last of each stage, and none above a stage that voted again after it."""
    found: dict[str, int] = {}
    for place, organ in enumerate(organs):
        at = STAGES.index(stage(organ))
        found = {one: held for one, held in found.items() if STAGES.index(one) < at} | {STAGES[at]: place}
    return found


def before(level: str, needed: Sequence[str], held: Collection[str], lost: Collection[str], rule: Standard) -> list[Problem]:
    """A vote follows those below it; one that fell short ends the matter where the rule says so, else it is reported upwards."""
    below = needed[: needed.index(level)]
    missing = [one for one in below if one not in held]
    if missing:
        return [Problem("earlier_stage", "Cấp dưới chưa biểu quyết; hãy ghi kết quả của chi bộ, rồi của đảng ủy cơ sở trước.", "level")]
    if any(one in lost for one in below) and not rule.may_fall_short:
        text = "Cấp dưới biểu quyết không đủ tỷ lệ; phải biểu quyết lại hoặc dừng việc xem xét."
        return [Problem("fell_short", text, "level", rule.source)]
    return []


def last_day(since: date, term: Mapping[str, Any], calendar: Calendar) -> date:
    """The last day of a term of working days, calendar days or months; the day from which it runs is not counted."""
    number: int = term["number"]
    if term["days"] == "working":
        return calendar.after(since, number)
    return add_months(since, number) if term["days"] == "month" else since + timedelta(days=number)


def in_time(lodged: date, last: date, source: str) -> list[Problem]:
    """An appeal after its term is not dealt with."""
    if lodged <= last:
        return []
    return [Problem("late", f"Quá thời hạn khiếu nại (đến hết ngày {last:%d/%m/%Y}).", "on", source)]


@dataclass(frozen=True)
class Left:
    """How somebody left: the day, the kind of exit and the ground, "" where the register knows no case."""

    day: date
    kind: str
    ground: str


def _cleared(cleared: date | None, left: date, on: date, months: int) -> bool:
    """Whether a record was cleared after the exit, and long enough ago."""
    return cleared is not None and left <= cleared and add_months(cleared, months) <= on


def may_return(left: Left, on: date, cleared: date | None, consented_by: str, rule: Mapping[str, Any], source: str) -> list[Problem]:
    """Not by every ground; after a lesser crime so many months since the record was cleared; with the province's consent."""
    problems = []
    if left.ground in rule["never"]:
        text = "Người ra khỏi Đảng vì lý do này không được xem xét kết nạp lại."
        problems.append(Problem("never_again", text, "person", source))
    wait = rule["cleared"]
    if left.ground in wait["grounds"] and not _cleared(cleared, left.day, on, wait["months"]):
        text = f"Phải đủ {wait['months']} tháng kể từ ngày được xóa án tích; hãy ghi ngày ấy."
        problems.append(Problem("record_not_cleared", text, "cleared", source))
    if consented_by not in rule["consent"]:
        problems.append(Problem("no_consent", "Kết nạp lại phải có văn bản đồng ý của cấp có thẩm quyền ở tỉnh.", "consented_by", source))
    return problems
