"""The erasure of a person everywhere: beside the ledger, in the register, and in the rows that imports took."""

from __future__ import annotations

from datetime import date, datetime

from dangvu.commands import Actor, Change, Problem, register, run
from dangvu.exchange.models import TakenRow
from dangvu.ledger.erasure import erase_values
from dangvu.members.erasure import erase_attributes
from dangvu.members.queries import stays
from dangvu.people.erasure import ErasePerson, erase_facts, judge_erase, undone_doubles

ABOUT_PERSONS = ("members", "revisions", "movements")


def judge(command: ErasePerson) -> list[Problem]:
    """Nobody who is still a member: the register could not be kept."""
    problems = judge_erase(command)
    if any(stay.span.until is None or stay.span.until > command.on for stay in stays(command.person)):
        problems.append(Problem("still_a_member", "Người này đang là đảng viên trong sổ; chỉ xóa dữ liệu sau khi ra khỏi sổ.", "person"))
    return problems


def apply(command: ErasePerson, change: Change) -> None:
    """Empty everything that names the person; that there was a person, in which cells and when, stays for the counts."""
    erase_values("person", command.person)
    erase_facts(command.person)
    erase_attributes(command.person)
    TakenRow.objects.filter(sheet__in=ABOUT_PERSONS, subject=command.person).update(values=None, salt=None, digest=None)


def erase(person: int, actor: Actor, *, on: date, body: str, document: str, now: datetime | None = None) -> list[int]:
    """Erase somebody under every number that stands for the same person; the numbers of the decisions, one for each."""
    numbers = [person, *undone_doubles(person)]
    return [run(ErasePerson(on=on, body=body, document=document, person=number), actor, now=now).id for number in numbers]


register("people.erase", ErasePerson, judge=judge, apply=apply, erases="person")
