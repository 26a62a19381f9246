"""Facts of a person are corrected; the spans that repeat them follow."""

from __future__ import annotations

from dangvu.commands import Change, Problem, register
from dangvu.ledger.dated import current
from dangvu.members.derived import refresh_members
from dangvu.members.models import Admission
from dangvu.members.rules import admission_age
from dangvu.people.commands import PERSONAL, CorrectFacts, apply_correct, judge_correct
from dangvu.people.queries import facts_of
from dangvu.rulebook.queries import rule


def judge_corrected_facts(command: CorrectFacts) -> list[Problem]:
    """As the area of persons judges, and nobody was admitted before being born, nor by another day of birth too young.

    Whose day of birth stays as it is held may have been taken in by a workbook, which only warns.
    """
    problems, held = judge_correct(command), facts_of(command.person)
    admission = current(Admission, person_id=command.person).first()
    if admission and command.born >= admission.decided:
        problems.append(Problem("born_after_admission", "Ngày sinh không thể sau ngày quyết định kết nạp.", "born"))
    elif admission and held and held.born != command.born:
        age = rule("admission_min_age", admission.decided)
        problems += admission_age(command.born, admission.decided, age.value, age.source, "born")
    return problems


def apply_corrected_facts(command: CorrectFacts, change: Change) -> None:
    """The facts, and the spans that repeat them."""
    apply_correct(command, change)
    change.refresh(refresh_members, command.person)


register("people.correct", CorrectFacts, judge=judge_corrected_facts, apply=apply_corrected_facts, personal=PERSONAL)
