"""Who belongs to which cell: entries, transfers, exits and returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangvu.commands import Change, Command, Problem, register
from dangvu.ledger.dated import current
from dangvu.members.commands.following import carried, open_way, way
from dangvu.members.commands.presence import not_a_cell, not_a_member, stay_on
from dangvu.members.derived import refresh_members
from dangvu.members.kinds import ATTRIBUTES, ENTRIES, EXITS, TRANSFER
from dangvu.members.models import Admission, Membership, Post, Profile, Standing
from dangvu.members.rules import admission_age, dates_in_order, leads_back, official_by, probation_served, readmissible, readmission_due
from dangvu.people.commands import PERSONAL, card_of_another, identified, new_person, term_id
from dangvu.people.queries import person_by_record_no
from dangvu.periods import clock
from dangvu.periods.days import BEGINNING
from dangvu.rulebook.queries import rule


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
class EndMembership(Command):
    """A member ceases to be counted, by one of the kinds of exit; `on` is the first day without the member."""

    person: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class RestoreMember(Command):
    """A former member is counted again, restored or readmitted, in a cell.

    `hardship` tells that who is readmitted had asked to leave for very hard family reasons, as the deciding body found.
    """

    person: int
    cell: int
    entry: str = "restored"
    hardship: bool = False


def judge_register(command: RegisterMember) -> list[Problem]:
    """A free file number, a living cell, dates in order, old enough on the day of the decision, months of probation served."""
    problems = (
        identified(command) + not_a_cell(command.cell, command.on) + dates_in_order(command.decided, command.ceremony, command.official)
    )
    if command.decided < BEGINNING:
        problems.append(Problem("before_beginning", f"Ngày quyết định kết nạp không thể trước {BEGINNING:%d/%m/%Y}.", "decided"))
    else:
        age = rule("admission_min_age", command.decided)
        problems += admission_age(command.born, command.decided, age.value, age.source)
    if command.official is not None and command.official > command.ceremony >= BEGINNING:
        months = rule("probation_months", command.official)
        problems += probation_served(command.ceremony, command.official, months.value, months.source, "official")
        problems += official_by(clock.today(), command.official)
    if command.on < command.ceremony:
        problems.append(Problem("before_ceremony", "Không thể vào chi bộ trước ngày kết nạp; hãy xem lại ngày có hiệu lực.", "on"))
    if command.entry not in ENTRIES:
        problems.append(Problem("unknown_kind", "Hãy chọn kết nạp, kết nạp lại, chuyển đến hoặc khôi phục.", "entry"))
    if person_by_record_no(command.record_no) is not None:
        problems.append(Problem("repeated_record_number", f"Số lý lịch {command.record_no} đã có trong sổ.", "record_no"))
    return problems + card_of_another(command.card_no, None, "card_no")


def apply_register(command: RegisterMember, change: Change) -> None:
    """The person, the admission, the first stay, standing and attributes."""
    person = new_person(change, {name: getattr(command, name) for name in PERSONAL})
    change.open(Admission, person_id=person, decided=command.decided, ceremony=command.ceremony, official=command.official)
    open_way(change, person, way(command.cell, command.on, None), entry=command.entry)
    standing = {"person_id": person, "dimension": "standing"}
    if command.official is None or command.official > command.on:
        change.open(Standing, **standing, value="probationary", period=(command.on, command.official))
    if command.official is not None:
        change.open(Standing, **standing, value="official", period=(max(command.official, command.on), None))
    change.assign(
        Profile, {"person_id": person}, command.on, since_unknown=command.since_unknown,
        **{f"{name}_id": term_id(name, getattr(command, name)) for name in ATTRIBUTES},
    )  # fmt: skip
    change.refresh(refresh_members, person)


def judge_transfer(command: TransferMember) -> list[Problem]:
    """A member who was elsewhere the day before, and a living cell."""
    stay = stay_on(command.person, command.on)
    problems = not_a_member(command.person, command.on) + not_a_cell(command.cell, command.on)
    if stay and stay.cell_id == command.cell:
        problems.append(Problem("same_cell", "Đảng viên đã thuộc chi bộ này vào ngày đó.", "cell"))
    if stay and stay.period.lower == command.on:
        problems.append(Problem("same_day", "Đảng viên vừa vào chi bộ cũ đúng ngày này; hãy ghi ngày chuyển sau đó.", "on"))
    return problems


def apply_transfer(command: TransferMember, change: Change) -> None:
    """The old stay ends and the new one begins on the same day; posts of the old cell end.

    The member goes nowhere with the old cell, but with the new one. A transfer to this very cell that was recorded for a later day is the
    same one: it took place on the earlier day.
    """
    stay = current(Membership, person_id=command.person).get(period__contains=command.on)
    left = [stay, *carried(stay)]
    until, leaving = left[-1].period.upper, left[-1].leaving
    change.cut(stay, command.on, leaving=TRANSFER)
    for row in left[1:]:
        change.close(row)
    legs = way(command.cell, command.on, until)
    following = current(Membership, person_id=command.person, cell_id=legs[-1].cell, entry=TRANSFER, period__startswith=until).first()
    if following:
        change.close(following)
        legs[-1] = legs[-1]._replace(until=following.period.upper)
        leaving = following.leaving
    open_way(change, command.person, legs, entry=TRANSFER, leaving=leaving)
    cells = {stay.cell_id, *({row.cell_id for row in left[1:]} - {leg.cell for leg in legs})}
    for post in current(Post, person_id=command.person, unit_id__in=cells).filter(period__overlap=(command.on, until)):
        change.cut(post, max(command.on, post.period.lower))
    change.refresh(refresh_members, command.person)


def judge_end(command: EndMembership) -> list[Problem]:
    """A member of more than a day, a known kind of exit, and nothing recorded later but where the cell itself went."""
    problems = not_a_member(command.person, command.on)
    stay = stay_on(command.person, command.on)
    if command.kind not in EXITS:
        problems.append(Problem("unknown_kind", "Hãy chọn khai trừ, xóa tên, cho ra khỏi Đảng, từ trần hoặc chuyển đi.", "kind"))
    if stay and stay.period.lower == command.on:
        problems.append(Problem("same_day", "Đảng viên vừa vào chi bộ đúng ngày này; hãy xem lại ngày.", "on"))
    if stay and [stay, *carried(stay)][-1].period.upper is not None:
        problems.append(Problem("later_decision", "Đã ghi một biến động sau ngày này; hãy sửa biến động đó trước.", "on"))
    return problems


def apply_end(command: EndMembership, change: Change) -> None:
    """The stay ends with its kind; standing, attributes and posts end with it."""
    stay = current(Membership, person_id=command.person).get(period__contains=command.on)
    for following in carried(stay):
        change.close(following)
    change.cut(stay, command.on, leaving=command.kind)
    for model in (Standing, Profile, Post):
        for row in current(model, person_id=command.person).filter(period__endswith=None) | current(model, person_id=command.person).filter(
            period__endswith__gt=command.on
        ):
            change.cut(row, max(command.on, row.period.lower))
    change.refresh(refresh_members, command.person)


def judge_restore(command: RestoreMember) -> list[Problem]:
    """Somebody who left before, in a way from which this one leads back, is in no cell on or after the day, and a living cell."""
    problems = not_a_cell(command.cell, command.on)
    stays = current(Membership, person_id=command.person)
    if not stays.exists():
        problems.append(Problem("never_a_member", "Người này chưa từng có trong sổ; hãy dùng ghi kết nạp.", "person"))
    if stays.filter(period__endswith=None).exists() or stays.filter(period__endswith__gt=command.on).exists():
        problems.append(Problem("still_a_member", "Người này đang là đảng viên trong sổ.", "person"))
    last = max(stays, key=lambda stay: stay.period.lower, default=None)
    if last is not None and last.period.upper is not None:
        problems += leads_back(command.entry, last.leaving)
        if command.entry == "readmitted" and last.leaving != "dead":
            months = rule("readmission_months", command.on)
            times = sum(stay.entry == "readmitted" for stay in stays)
            problems += readmission_due(last.period.upper, command.on, months.value, months.source)
            problems += readmissible(times, last.leaving, months.source, hardship=command.hardship)
    if command.entry not in {"restored", "readmitted", "transferred_in"}:
        problems.append(Problem("unknown_kind", "Hãy chọn khôi phục, kết nạp lại hoặc chuyển đến.", "entry"))
    return problems


def apply_restore(command: RestoreMember, change: Change, then: int | None = None, *, as_if_never_left: bool = False) -> None:
    """A new stay; the last standing and attributes hold again, probation begins anew for the readmitted.

    `then` is where the way goes on (`way`). Who goes on as if never left is exempt or away as on the day before, and not suspended.
    """
    open_way(change, command.person, way(command.cell, command.on, None, then), entry=command.entry)
    if as_if_never_left:
        held = current(Standing, person_id=command.person, period__endswith=command.on).exclude(dimension="standing")
        for row in held.exclude(value="suspended"):
            kept = {name: getattr(row, name) for name in ("person_id", "dimension", "value", "reason", "planned")}
            change.open(Standing, **kept, period=(command.on, None))
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
    change.refresh(refresh_members, command.person)


register("members.register", RegisterMember, judge=judge_register, apply=apply_register, personal=(*PERSONAL, *ATTRIBUTES))
register("members.transfer", TransferMember, judge=judge_transfer, apply=apply_transfer)
register("members.end", EndMembership, judge=judge_end, apply=apply_end)
register("members.restore", RestoreMember, judge=judge_restore, apply=apply_restore)
