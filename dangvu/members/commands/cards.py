"""Party cards are issued to official members."""

from __future__ import annotations

from dangvu.commands import Problem, register
from dangvu.ledger.dated import current
from dangvu.members.models import Admission
from dangvu.people.commands import IssueCard, apply_card, judge_card


def judge_members_card(command: IssueCard) -> list[Problem]:
    """As the area of persons judges, and official by that day, here or elsewhere."""
    problems = judge_card(command)
    admission = current(Admission, person_id=command.person).first()
    if admission is None or admission.official is None or admission.official > command.on:
        problems.append(Problem("not_official", "Thẻ đảng chỉ cấp cho đảng viên chính thức; hãy xem lại ngày cấp.", "on"))
    return problems


register("people.issue_card", IssueCard, judge=judge_members_card, apply=apply_card, personal=("number",))
