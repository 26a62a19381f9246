"""What changes while somebody is a member: standing, participation, attributes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dangvu.commands import Change, Command, Problem, register
from dangvu.ledger.dated import current
from dangvu.members.commands.presence import last_day, not_a_member, stay_on
from dangvu.members.derived import refresh_members
from dangvu.members.kinds import ATTRIBUTES, PARTICIPATION, REASONS, RESIDENCE
from dangvu.members.models import Admission, Membership, Profile, Standing
from dangvu.members.rules import probation_served, suspended_in_time
from dangvu.people.commands import term_id
from dangvu.rulebook.queries import in_force, rule


@dataclass(frozen=True, kw_only=True)
class RecogniseOfficial(Command):
    """A probationary member becomes official; `on` is the day the probation ended."""

    person: int
    decided: date | None = None


@dataclass(frozen=True, kw_only=True)
class SetParticipation(Command):
    """A member is exempt, away or suspended from a day on, or active again.

    `reason` is a code of its ground and `planned` the first day on which it is meant to be over, where they are known.
    """

    person: int
    value: str
    reason: str = ""
    planned: date | None = None


@dataclass(frozen=True, kw_only=True)
class SetResidenceLink(Command):
    """How a working member stands to the cell at the place of residence, from a day on."""

    person: int
    value: str


@dataclass(frozen=True, kw_only=True)
class ChangeAttributes(Command):
    """New education, profession, theory level or occupation from a day on; empty fields stay as they were."""

    person: int
    education: str = ""
    profession: str = ""
    theory: str = ""
    occupation: str = ""


def judge_official(command: RecogniseOfficial) -> list[Problem]:
    """A probationary member whose months are served."""
    admission = current(Admission, person_id=command.person).first()
    if admission is None or not stay_on(command.person, command.on):
        return not_a_member(command.person, command.on) or [Problem("no_admission", "Hồ sơ không có ngày kết nạp.", "person")]
    if admission.official is not None:
        return [Problem("already_official", f"Đã là đảng viên chính thức từ {admission.official:%d/%m/%Y}.", "person")]
    months = rule("probation_months", command.on)
    return probation_served(admission.ceremony, command.on, months.value, months.source)


def apply_official(command: RecogniseOfficial, change: Change) -> None:
    """The third date, and the standing from that day as far as one is a member: not before an arrival, not after a way out."""
    admission = current(Admission, person_id=command.person).get()
    change.close(admission)
    change.open(
        Admission, person_id=command.person, decided=admission.decided, ceremony=admission.ceremony,
        official=command.on, official_decided=command.decided,
    )  # fmt: skip
    standing = {"person_id": command.person, "dimension": "standing"}
    if stay_on(command.person, command.on):
        change.assign(Standing, standing, command.on, value="official")
    for row in current(Standing, **standing, value="probationary").filter(period__startswith__gt=command.on):
        change.close(row)  # restored as a probationary member after that day, since nobody had recorded this yet
        change.open(Standing, **standing, value="official", period=row.period)
    change.refresh(refresh_members, command.person)


def judge_participation(command: SetParticipation) -> list[Problem]:
    """A member, a known state, and a change of it."""
    problems = not_a_member(command.person, command.on)
    if command.value not in PARTICIPATION:
        problems.append(Problem("unknown_status", "Hãy chọn miễn, vắng, đình chỉ hoặc sinh hoạt bình thường.", "value"))
    if command.reason and command.reason not in REASONS.get(command.value, ()):
        problems.append(Problem("unknown_reason", "Hãy chọn lý do phù hợp với tình trạng.", "reason"))
    now = current(Standing, person_id=command.person, dimension="participation").filter(period__contains=command.on).first()
    held = (now.value, now.reason, now.planned) if now else ("active", "", None)
    if held == (command.value, command.reason, command.planned):
        problems.append(Problem("no_change", "Tình trạng này đã được ghi cho ngày đó.", "value"))
    return problems + _planned(command)


def _planned(command: SetParticipation) -> list[Problem]:
    """A planned end lies ahead; a suspension by decision has one, no later than the rule allows from the day on which it began."""
    if command.planned is not None and (command.planned <= command.on or command.value == "active"):
        return [Problem("planned_past", "Ngày dự kiến kết thúc phải sau ngày bắt đầu.", "planned")]
    limit = in_force("suspension_days", command.on) if _suspends(command) else None
    if limit is None:
        return []
    since, later = _suspension(command)
    days, more = limit.value["days"], limit.value["extension"]
    return suspended_in_time(since, command.planned, later, days=days, more=more if since < command.on or later else 0, source=limit.source)


def _suspends(turn: SetParticipation | Standing) -> bool:
    return (turn.value, turn.reason) == ("suspended", "decision")


def _suspension(command: SetParticipation) -> tuple[date, list[date]]:
    """Since when the suspension runs that this turn goes on with, and until when the turns that go on with it are meant to last."""
    stay, since, later = stay_on(command.person, command.on), command.on, []
    turns = list(current(Standing, person_id=command.person, dimension="participation").order_by("period"))
    for row in reversed([turn for turn in turns if turn.period.lower < command.on]):
        if not _suspends(row) or (row.period.upper or date.max) < since:
            break
        since = row.period.lower
    until = (last_day(stay) if stay else None) or date.max
    for row in (turn for turn in turns if command.on < turn.period.lower < until):
        if not _suspends(row):
            break
        later += [row.planned] if row.planned else []
    return since, later


def apply_participation(command: SetParticipation, change: Change) -> None:
    """The new state from the day on, until the next turn or the end of the membership; before the first turn one is active."""
    _turn(change, command, "participation", reason=command.reason, planned=command.planned)


def _turn(change: Change, command: SetParticipation | SetResidenceLink, dimension: str, **more: Any) -> None:
    subject = {"person_id": command.person, "dimension": dimension}
    stay = current(Membership, person_id=command.person).get(period__contains=command.on)
    rows = current(Standing, **subject)
    later = rows.filter(period__startswith__gt=command.on).order_by("period").first()
    for row in rows.filter(period__contains=command.on):
        change.cut(row, command.on)
    ends = [day for day in (later.period.lower if later else None, last_day(stay)) if day is not None]
    change.open(Standing, **subject, value=command.value, period=(command.on, min(ends, default=None)), **more)
    change.refresh(refresh_members, command.person)


def judge_residence(command: SetResidenceLink) -> list[Problem]:
    """A member, a known value, and a change of it."""
    problems = not_a_member(command.person, command.on)
    if command.value not in RESIDENCE:
        problems.append(Problem("unknown_status", "Hãy chọn một trong bốn tình trạng giới thiệu về nơi cư trú.", "value"))
    if current(Standing, person_id=command.person, dimension="residence", value=command.value, period__contains=command.on).exists():
        problems.append(Problem("no_change", "Tình trạng này đã được ghi cho ngày đó.", "value"))
    return problems


def apply_residence(command: SetResidenceLink, change: Change) -> None:
    """The link from the day on, until the next turn or the end of the membership."""
    _turn(change, command, "residence")


def judge_attributes(command: ChangeAttributes) -> list[Problem]:
    """A member, and at least one value."""
    if not any(getattr(command, name) for name in ATTRIBUTES):
        return [Problem("nothing", "Hãy ghi ít nhất một nội dung thay đổi.")]
    return not_a_member(command.person, command.on)


def apply_attributes(command: ChangeAttributes, change: Change) -> None:
    """A new profile from the day on, with what was not named kept."""
    was = current(Profile, person_id=command.person).filter(period__contains=command.on).first()
    values = {f"{name}_id": term_id(name, getattr(command, name)) or (getattr(was, f"{name}_id") if was else None) for name in ATTRIBUTES}
    change.assign(Profile, {"person_id": command.person}, command.on, **values, since_unknown=False)
    change.refresh(refresh_members, command.person)


register("members.recognise_official", RecogniseOfficial, judge=judge_official, apply=apply_official)
register("members.set_participation", SetParticipation, judge=judge_participation, apply=apply_participation)
register("members.set_residence_link", SetResidenceLink, judge=judge_residence, apply=apply_residence)
register("members.change_attributes", ChangeAttributes, judge=judge_attributes, apply=apply_attributes, personal=ATTRIBUTES)
