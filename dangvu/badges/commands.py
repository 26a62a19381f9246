"""Decisions about badges: one for a list, and that one was recorded wrongly."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dangvu.badges.models import Badge
from dangvu.badges.queries import standard_on
from dangvu.badges.rules import MANNERS, Case, may_have
from dangvu.commands import Change, Command, Problem, register
from dangvu.ledger.dated import current
from dangvu.members.party_age import counting_from
from dangvu.members.queries import statuses, stays
from dangvu.organisation.queries import hanging_below, unit_on
from dangvu.people.queries import names_of


@dataclass(frozen=True, kw_only=True)
class AwardBadges(Command):
    """Badges of members of a unit, given on a day by one decision: each a person, the years and the manner."""

    unit: int
    awards: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, kw_only=True)
class WithdrawBadge(Command):
    """A badge was recorded that was not given, or not so: the record goes, and can be made anew."""

    person: int
    grade: int


def judge_award(command: AwardBadges) -> list[Problem]:
    """A list of people of the unit, each named once, with years that are full and a badge that nobody has yet."""
    unit = unit_on(command.unit, command.on)
    if unit is None or not unit.alive:
        return [Problem("unit_not_alive", "Tổ chức đảng này không tồn tại vào ngày trao; hãy xem lại ngày.", "unit")]
    persons = [person for person, _grade, _manner in command.awards]
    names = names_of(persons)
    problems = _whole(command, persons, names.keys())
    if problems:
        return problems
    within, standard = hanging_below([command.unit], command.on), standard_on(command.on)
    counting = counting_from(persons, command.on)
    given = set(current(Badge, person_id__in=persons).values_list("person_id", "grade"))
    for person, grade, manner in command.awards:
        name = names[person][1]
        case, home = _case(person, name, command.on, counting.get(person))
        if home not in within:
            problems.append(Problem("elsewhere", f"{name}: không thuộc tổ chức này; hãy lập danh sách ở nơi có hồ sơ.", "awards"))
        elif (person, grade) in given:
            problems.append(Problem("given_already", f"{name}: đã được ghi tặng Huy hiệu {grade} năm tuổi Đảng.", "awards"))
        else:
            problems += may_have(case, grade, manner, command.on, standard)
    return problems


def _whole(command: AwardBadges, persons: list[int], known: Collection[int]) -> list[Problem]:
    """What is wrong with the list before anybody is looked at."""
    problems = []
    if not persons:
        problems.append(Problem("nobody", "Danh sách chưa có ai; hãy chọn người được tặng.", "awards"))
    if len(set(persons)) < len(persons):
        problems.append(Problem("named_twice", "Có người được ghi hai lần trong danh sách.", "awards"))
    if not set(persons) <= set(known):
        problems.append(Problem("unknown_person", "Có người không có trong sổ.", "awards"))
    if any(manner not in MANNERS for _person, _grade, manner in command.awards):
        problems.append(Problem("unknown_manner", "Hãy chọn tặng, tặng sớm hoặc truy tặng.", "awards"))
    if not command.document.strip():
        problems.append(Problem("missing_document", "Hãy ghi số, ký hiệu và ngày của quyết định tặng.", "document"))
    return problems


def _case(person: int, name: str, on: date, counts_from: date | None) -> tuple[Case, int | None]:
    """Somebody on the day, and the cell that the file lies with: that of the day, the last one before it, or the first after it."""
    every = stays(person)
    begun = [stay for stay in every if stay.span.since <= on]
    last = begun[-1] if begun else every[0] if every else None
    died = next((stay.span.until for stay in begun if stay.leaving == "dead"), None)
    is_member = any(on in stay.span for stay in every) or (last is not None and last.entry == "transferred_in" and not begun)
    suspended = any(one.value == "suspended" and on in one.span for one in statuses(person))
    return Case(name, counts_from, died, is_member, suspended), last.cell if last else None


def apply_award(command: AwardBadges, change: Change) -> None:
    """A badge each."""
    for person, grade, manner in command.awards:
        change.open(Badge, person_id=person, grade=grade, awarded=command.on, manner=manner)


def judge_withdraw(command: WithdrawBadge) -> list[Problem]:
    """A badge that is held, and a paper that says otherwise."""
    problems = []
    row = current(Badge, person_id=command.person, grade=command.grade).first()
    if row is None:
        problems.append(Problem("no_such_badge", f"Sổ không ghi Huy hiệu {command.grade} năm tuổi Đảng của người này.", "grade"))
    elif command.on < row.awarded:
        problems.append(Problem("before_the_award", f"Không thể trước ngày trao đã ghi ({row.awarded:%d/%m/%Y}).", "on"))
    if not command.document.strip():
        problems.append(Problem("missing_document", "Hãy ghi giấy tờ làm căn cứ sửa.", "document"))
    return problems


def apply_withdraw(command: WithdrawBadge, change: Change) -> None:
    """The record closes."""
    change.close(current(Badge, person_id=command.person, grade=command.grade).get())


register("badges.award", AwardBadges, judge=judge_award, apply=apply_award)
register("badges.withdraw", WithdrawBadge, judge=judge_withdraw, apply=apply_withdraw)
