"""Decisions about members; the only writer of this area's tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangvu.commands import Change, Command, Problem, register
from dangvu.ledger.dated import current
from dangvu.members.derived import refresh_members
from dangvu.members.kinds import ENTRIES, EXITS, PARTICIPATION, TRANSFER
from dangvu.members.models import Admission, Membership, Post, Profile, Standing
from dangvu.members.rules import admission_age, dates_in_order, probation_served, readmission_due
from dangvu.organisation.commands import EndUnit, state_on
from dangvu.organisation.commands import apply_end as apply_end_unit
from dangvu.organisation.commands import judge_end as judge_end_unit
from dangvu.organisation.queries import is_locality, last_day_of_unit
from dangvu.people.commands import PERSONAL, CorrectFacts, apply_correct, identified, judge_correct, new_person, term_id
from dangvu.people.queries import person_by_record_no
from dangvu.periods.days import BEGINNING
from dangvu.rulebook.queries import rule

ATTRIBUTES = ("education", "profession", "theory", "occupation")


@dataclass(frozen=True, kw_only=True)
class RegisterMember(Command):
    """A person begins to be counted in a cell; `on` is the day of the ceremony, or of arrival from elsewhere."""

    record_no: str
    card_no: str = ""
    name: str
    born: date
    female: bool
    ethnicity: str
    religion: str
    decided: date
    ceremony: date
    official: date | None = None
    cell: int
    entry: str = "admitted"
    education: str = ""
    profession: str = ""
    theory: str = ""
    occupation: str = ""
    since_unknown: bool = False


@dataclass(frozen=True, kw_only=True)
class TransferMember(Command):
    """A member moves to another cell of this register; `on` is the first day there. Posts in the old cell end."""

    person: int
    cell: int


@dataclass(frozen=True, kw_only=True)
class RecogniseOfficial(Command):
    """A probationary member becomes official; `on` is the day the probation ended."""

    person: int
    decided: date | None = None


@dataclass(frozen=True, kw_only=True)
class SetParticipation(Command):
    """A member is exempt, away or suspended from a day on, or active again."""

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


@dataclass(frozen=True, kw_only=True)
class GivePost(Command):
    """A member takes a post in a party body or in the government of a locality."""

    person: int
    title: str
    unit: int | None = None
    locality: int | None = None
    since_unknown: bool = False


@dataclass(frozen=True, kw_only=True)
class EndPost(Command):
    """A member gives a post up; `on` is the first day without it."""

    person: int
    title: str
    unit: int | None = None
    locality: int | None = None


@dataclass(frozen=True, kw_only=True)
class EndMembership(Command):
    """A member ceases to be counted, by one of the kinds of exit; `on` is the first day without the member."""

    person: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class RestoreMember(Command):
    """A former member is counted again, restored or readmitted, in a cell."""

    person: int
    cell: int
    entry: str = "restored"


def stay_on(person: int, on: date) -> Membership | None:
    """The stay that covers a day."""
    return current(Membership, person_id=person).filter(period__contains=on).first()


def _member(person: int, on: date) -> list[Problem]:
    if stay_on(person, on):
        return []
    return [Problem("not_a_member", "Người này không phải đảng viên trong sổ vào ngày có hiệu lực; hãy xem lại ngày.", "on")]


def _cell(cell: int, on: date) -> list[Problem]:
    state = state_on(cell, on)
    if state and state.cell:
        return []
    return [Problem("no_such_cell", "Nơi đến không phải chi bộ đang hoạt động vào ngày có hiệu lực.", "cell")]


def judge_register(command: RegisterMember) -> list[Problem]:
    """A free file number, a living cell, dates in order, old enough on the day of the decision."""
    problems = identified(command) + _cell(command.cell, command.on) + dates_in_order(command.decided, command.ceremony, command.official)
    if command.decided < BEGINNING:
        problems.append(Problem("before_beginning", f"Ngày quyết định kết nạp không thể trước {BEGINNING:%d/%m/%Y}.", "decided"))
    else:
        age = rule("admission_min_age", command.decided)
        problems += admission_age(command.born, command.decided, age.value, age.source)
    if command.on < command.ceremony:
        problems.append(Problem("before_ceremony", "Không thể vào chi bộ trước ngày kết nạp; hãy xem lại ngày có hiệu lực.", "on"))
    if command.entry not in ENTRIES:
        problems.append(Problem("unknown_kind", "Hãy chọn kết nạp, kết nạp lại, chuyển đến hoặc khôi phục.", "entry"))
    if person_by_record_no(command.record_no) is not None:
        problems.append(Problem("repeated_record_number", f"Số lý lịch {command.record_no} đã có trong sổ.", "record_no"))
    return problems


def apply_register(command: RegisterMember, change: Change) -> None:
    """The person, the admission, the first stay, standing and attributes."""
    person = new_person(change, {name: getattr(command, name) for name in PERSONAL})
    change.open(Admission, person_id=person, decided=command.decided, ceremony=command.ceremony, official=command.official)
    change.assign(Membership, {"person_id": person}, command.on, cell_id=command.cell, entry=command.entry)
    standing = {"person_id": person, "dimension": "standing"}
    if command.official is None or command.official > command.on:
        change.open(Standing, **standing, value="probationary", period=(command.on, command.official))
    if command.official is not None:
        change.open(Standing, **standing, value="official", period=(max(command.official, command.on), None))
    change.assign(
        Profile, {"person_id": person}, command.on, since_unknown=command.since_unknown,
        **{f"{name}_id": term_id(name, getattr(command, name)) for name in ATTRIBUTES},
    )  # fmt: skip
    refresh_members([person])


def judge_transfer(command: TransferMember) -> list[Problem]:
    """A member who was elsewhere the day before, and a living cell."""
    stay = stay_on(command.person, command.on)
    problems = _member(command.person, command.on) + _cell(command.cell, command.on)
    if stay and stay.cell_id == command.cell:
        problems.append(Problem("same_cell", "Đảng viên đã thuộc chi bộ này vào ngày đó.", "cell"))
    if stay and stay.period.lower == command.on:
        problems.append(Problem("same_day", "Đảng viên vừa vào chi bộ cũ đúng ngày này; hãy ghi ngày chuyển sau đó.", "on"))
    return problems


def apply_transfer(command: TransferMember, change: Change) -> None:
    """The old stay ends and the new one begins on the same day; posts of the old cell end.

    A transfer to this very cell that was recorded for a later day is the same one: it took place on the earlier day.
    """
    stay = current(Membership, person_id=command.person).get(period__contains=command.on)
    until, leaving = stay.period.upper, stay.leaving
    change.cut(stay, command.on, leaving=TRANSFER)
    following = current(Membership, person_id=command.person, cell_id=command.cell, entry=TRANSFER, period__startswith=until).first()
    if following:
        change.close(following)
        until, leaving = following.period.upper, following.leaving
    change.open(
        Membership, person_id=command.person, cell_id=command.cell, entry=TRANSFER, leaving=leaving, period=(command.on, until)
    )  # fmt: skip
    for post in current(Post, person_id=command.person, unit_id=stay.cell_id).filter(period__overlap=(command.on, until)):
        change.cut(post, max(command.on, post.period.lower))
    refresh_members([command.person])


def judge_official(command: RecogniseOfficial) -> list[Problem]:
    """A probationary member whose months are served."""
    admission = current(Admission, person_id=command.person).first()
    if admission is None or not stay_on(command.person, command.on):
        return _member(command.person, command.on) or [Problem("no_admission", "Hồ sơ không có ngày kết nạp.", "person")]
    if admission.official is not None:
        return [Problem("already_official", f"Đã là đảng viên chính thức từ {admission.official:%d/%m/%Y}.", "person")]
    months = rule("probation_months", command.on)
    return probation_served(admission.ceremony, command.on, months.value, months.source)


def apply_official(command: RecogniseOfficial, change: Change) -> None:
    """The third date, and the standing from that day."""
    admission = current(Admission, person_id=command.person).get()
    change.close(admission)
    change.open(
        Admission, person_id=command.person, decided=admission.decided, ceremony=admission.ceremony,
        official=command.on, official_decided=command.decided,
    )  # fmt: skip
    standing = {"person_id": command.person, "dimension": "standing"}
    change.assign(Standing, standing, command.on, value="official")
    for row in current(Standing, **standing, value="probationary").filter(period__startswith__gt=command.on):
        change.close(row)  # restored as a probationary member after that day, since nobody had recorded this yet
        change.open(Standing, **standing, value="official", period=row.period)
    refresh_members([command.person])


def judge_participation(command: SetParticipation) -> list[Problem]:
    """A member, a known state, and a change of it."""
    problems = _member(command.person, command.on)
    if command.value not in PARTICIPATION:
        problems.append(Problem("unknown_status", "Hãy chọn miễn, vắng, đình chỉ hoặc sinh hoạt bình thường.", "value"))
    now = current(Standing, person_id=command.person, dimension="participation").filter(period__contains=command.on).first()
    if (now.value if now else "active") == command.value:
        problems.append(Problem("no_change", "Tình trạng này đã được ghi cho ngày đó.", "value"))
    return problems


def apply_participation(command: SetParticipation, change: Change) -> None:
    """The new state from the day on, until the next turn or the end of the membership; before the first turn one is active."""
    subject = {"person_id": command.person, "dimension": "participation"}
    stay = current(Membership, person_id=command.person).get(period__contains=command.on)
    rows = current(Standing, **subject)
    later = rows.filter(period__startswith__gt=command.on).order_by("period").first()
    for row in rows.filter(period__contains=command.on):
        change.cut(row, command.on)
    ends = [day for day in (later.period.lower if later else None, _last_day(stay)) if day is not None]
    change.open(Standing, **subject, value=command.value, period=(command.on, min(ends, default=None)))
    refresh_members([command.person])


def _last_day(stay: Membership) -> date | None:
    """When the person ceases to be counted, following transfers."""
    while stay.leaving == TRANSFER:
        stay = current(Membership, person_id=stay.person_id).get(period__contains=stay.period.upper)
    until: date | None = stay.period.upper
    return until


def judge_attributes(command: ChangeAttributes) -> list[Problem]:
    """A member, and at least one value."""
    if not any(getattr(command, name) for name in ATTRIBUTES):
        return [Problem("nothing", "Hãy ghi ít nhất một nội dung thay đổi.")]
    return _member(command.person, command.on)


def apply_attributes(command: ChangeAttributes, change: Change) -> None:
    """A new profile from the day on, with what was not named kept."""
    was = current(Profile, person_id=command.person).filter(period__contains=command.on).first()
    values = {f"{name}_id": term_id(name, getattr(command, name)) or (getattr(was, f"{name}_id") if was else None) for name in ATTRIBUTES}
    change.assign(Profile, {"person_id": command.person}, command.on, **values, since_unknown=False)
    refresh_members([command.person])


def judge_post(command: GivePost) -> list[Problem]:
    """A member, a title, and exactly one place."""
    problems = _member(command.person, command.on)
    if not command.title.strip():
        problems.append(Problem("missing_title", "Hãy ghi chức vụ.", "title"))
    if (command.unit is None) == (command.locality is None):
        problems.append(Problem("one_place", "Chức vụ thuộc một tổ chức đảng hoặc một địa bàn.", "unit"))
    if command.unit is not None and state_on(command.unit, command.on) is None:
        problems.append(Problem("unit_not_alive", "Tổ chức đảng này không tồn tại vào ngày nhận chức vụ.", "unit"))
    if command.locality is not None and not is_locality(command.locality):
        problems.append(Problem("unknown_locality", "Không có địa bàn này.", "locality"))
    return problems


def apply_post(command: GivePost, change: Change) -> None:
    """The post from the day on, at the longest to the end of the membership, of the stay in the cell, or of the unit."""
    stay = current(Membership, person_id=command.person).get(period__contains=command.on)
    ends = [stay.period.upper if command.unit == stay.cell_id else _last_day(stay)]
    if command.unit is not None:
        ends.append(last_day_of_unit(command.unit))
    until = min((day for day in ends if day is not None), default=None)
    change.open(
        Post, person_id=command.person, title=command.title, unit_id=command.unit, locality_id=command.locality,
        since_unknown=command.since_unknown, period=(command.on, until),
    )  # fmt: skip


def judge_end_post(command: EndPost) -> list[Problem]:
    """The post is held on the day."""
    held = current(Post, person_id=command.person, title=command.title, unit_id=command.unit, locality_id=command.locality)
    if held.filter(period__contains=command.on).exists():
        return []
    return [Problem("post_not_held", "Đảng viên không giữ chức vụ này vào ngày đó.", "title")]


def apply_end_post(command: EndPost, change: Change) -> None:
    """The post ends before the day."""
    held = current(Post, person_id=command.person, title=command.title, unit_id=command.unit, locality_id=command.locality)
    for row in held.filter(period__contains=command.on):
        change.cut(row, command.on)


def judge_end(command: EndMembership) -> list[Problem]:
    """A member of more than a day, a known kind of exit, and nothing recorded later."""
    problems = _member(command.person, command.on)
    stay = stay_on(command.person, command.on)
    if command.kind not in EXITS:
        problems.append(Problem("unknown_kind", "Hãy chọn khai trừ, xóa tên, cho ra khỏi Đảng, từ trần hoặc chuyển đi.", "kind"))
    if stay and stay.period.lower == command.on:
        problems.append(Problem("same_day", "Đảng viên vừa vào chi bộ đúng ngày này; hãy xem lại ngày.", "on"))
    if stay and stay.period.upper is not None:
        problems.append(Problem("later_decision", "Đã ghi một biến động sau ngày này; hãy sửa biến động đó trước.", "on"))
    return problems


def apply_end(command: EndMembership, change: Change) -> None:
    """The stay ends with its kind; standing, attributes and posts end with it."""
    change.cut(current(Membership, person_id=command.person).get(period__contains=command.on), command.on, leaving=command.kind)
    for model in (Standing, Profile, Post):
        for row in current(model, person_id=command.person).filter(period__endswith=None) | current(model, person_id=command.person).filter(
            period__endswith__gt=command.on
        ):
            change.cut(row, max(command.on, row.period.lower))
    refresh_members([command.person])


def judge_restore(command: RestoreMember) -> list[Problem]:
    """Somebody who left before, is in no cell on or after the day, and a living cell."""
    problems = _cell(command.cell, command.on)
    stays = current(Membership, person_id=command.person)
    if not stays.exists():
        problems.append(Problem("never_a_member", "Người này chưa từng có trong sổ; hãy dùng ghi kết nạp.", "person"))
    if stays.filter(period__endswith=None).exists() or stays.filter(period__endswith__gt=command.on).exists():
        problems.append(Problem("still_a_member", "Người này đang là đảng viên trong sổ.", "person"))
    left = max((stay.period.upper for stay in stays if stay.period.upper is not None), default=None)
    if command.entry == "readmitted" and left is not None:
        months = rule("readmission_months", command.on)
        problems += readmission_due(left, command.on, months.value, months.source)
    if command.entry not in {"restored", "readmitted", "transferred_in"}:
        problems.append(Problem("unknown_kind", "Hãy chọn khôi phục, kết nạp lại hoặc chuyển đến.", "entry"))
    return problems


def apply_restore(command: RestoreMember, change: Change) -> None:
    """A new stay; the last standing and attributes hold again, probation begins anew for the readmitted."""
    change.open(Membership, person_id=command.person, cell_id=command.cell, entry=command.entry, period=(command.on, None))
    standing = current(Standing, person_id=command.person, dimension="standing").order_by("period").last()
    value = standing.value if standing and command.entry != "readmitted" else "probationary"
    change.open(Standing, person_id=command.person, dimension="standing", value=value, period=(command.on, None))
    if command.entry == "readmitted":
        for admission in current(Admission, person_id=command.person):
            change.close(admission)
        change.open(Admission, person_id=command.person, decided=command.on, ceremony=command.on)
    profile = current(Profile, person_id=command.person).order_by("period").last()
    if profile:
        values = {f"{name}_id": getattr(profile, f"{name}_id") for name in ATTRIBUTES}
        change.open(Profile, person_id=command.person, period=(command.on, None), **values)
    refresh_members([command.person])


def apply_ended_unit(command: EndUnit, change: Change) -> None:
    """The unit, and the posts in it."""
    apply_end_unit(command, change)
    for post in current(Post, unit_id=command.unit).filter(period__overlap=(command.on, None)):
        change.cut(post, max(command.on, post.period.lower))


def judge_corrected_facts(command: CorrectFacts) -> list[Problem]:
    """As the area of persons judges, and nobody was admitted before being born."""
    problems = judge_correct(command)
    admission = current(Admission, person_id=command.person).first()
    if admission and command.born >= admission.decided:
        problems.append(Problem("born_after_admission", "Ngày sinh không thể sau ngày quyết định kết nạp.", "born"))
    return problems


def apply_corrected_facts(command: CorrectFacts, change: Change) -> None:
    """The facts, and the spans that repeat them."""
    apply_correct(command, change)
    refresh_members([command.person])


register("organisation.end", EndUnit, judge=judge_end_unit, apply=apply_ended_unit)
register("people.correct", CorrectFacts, judge=judge_corrected_facts, apply=apply_corrected_facts, personal=PERSONAL)
register("members.register", RegisterMember, judge=judge_register, apply=apply_register, personal=(*PERSONAL, *ATTRIBUTES))
register("members.transfer", TransferMember, judge=judge_transfer, apply=apply_transfer)
register("members.recognise_official", RecogniseOfficial, judge=judge_official, apply=apply_official)
register("members.set_participation", SetParticipation, judge=judge_participation, apply=apply_participation)
register("members.change_attributes", ChangeAttributes, judge=judge_attributes, apply=apply_attributes, personal=ATTRIBUTES)
register("members.give_post", GivePost, judge=judge_post, apply=apply_post)
register("members.end_post", EndPost, judge=judge_end_post, apply=apply_end_post)
register("members.end", EndMembership, judge=judge_end, apply=apply_end)
register("members.restore", RestoreMember, judge=judge_restore, apply=apply_restore)
