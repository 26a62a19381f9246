"""Party cards are issued to official members, here or elsewhere before they came."""

from __future__ import annotations

from datetime import date

from dangvu.commands import Problem, register
from dangvu.ledger.dated import current
from dangvu.members.commands.presence import not_a_member
from dangvu.members.models import Admission, Membership
from dangvu.people.commands import IssueCard, apply_card, judge_card


def judge_members_card(command: IssueCard) -> list[Problem]:
    """As the area of persons judges, and on that day an official member, here or elsewhere."""
    problems = judge_card(command)
    admission = current(Admission, person_id=command.person).first()
    if admission is None or admission.official is None or admission.official > command.on:
        problems.append(Problem("not_official", "Thẻ đảng chỉ cấp cho đảng viên chính thức; hãy xem lại ngày cấp.", "on"))
    elif not _comes_later(command.person, command.on):
        problems += not_a_member(command.person, command.on)
    return problems


def _comes_later(person: int, on: date) -> bool:
    """Whether somebody is elsewhere on a day and comes here after it: nobody left by then in another way than to elsewhere."""
    stays = current(Membership, person_id=person)
    left = stays.filter(period__endswith__lte=on).order_by("period").last()
    return stays.filter(period__startswith__gt=on).exists() and (left is None or left.leaving == "transferred_out")


register("people.issue_card", IssueCard, judge=judge_members_card, apply=apply_card, personal=("number",))
