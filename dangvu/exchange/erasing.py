"""The erasure of a person everywhere: beside the ledger, in the register, and in the rows that imports took."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from dangvu.commands import Actor, Change, Problem, register, run
from dangvu.documents.erasure import erase_files
from dangvu.dues.erasure import erase_dues
from dangvu.exchange.models import TakenRow
from dangvu.exits.erasure import erase_grounds
from dangvu.ledger.erasure import erase_values
from dangvu.ledger.queries import values_of
from dangvu.members.erasure import erase_attributes
from dangvu.members.queries import stays
from dangvu.people.erasure import ErasePerson, erase_facts, judge_erase, undone_doubles
from dangvu.people.queries import facts_ever
from dangvu.proposals.erasure import erase_proposed

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
    erase_dues(command.person)
    erase_grounds(command.person)
    erase_proposed(command.person)
    erase_files(command.person)
    TakenRow.objects.filter(sheet__in=ABOUT_PERSONS, subject=command.person).update(values=None, salt=None, digest=None)


def erase(person: int, actor: Actor, *, on: date, body: str, document: str, now: datetime | None = None) -> list[int]:
    """Erase somebody under every number that stands for the same person, all or none; the numbers of the decisions, one for each.

    The doubles are known by the facts of the person alone: one left behind could not be found again.
    """
    with transaction.atomic():
        numbers = [person, *undone_doubles(person)]
        return [
            run(ErasePerson(on=on, body=body, document=document, person=number, marks=_marks_of(number)), actor, now=now).id
            for number in numbers
        ]


def _marks_of(person: int) -> tuple[str, ...]:
    numbers = {known.facts.record_no for known in facts_ever(person)} - {""}
    return tuple(sorted(map(_mark, numbers)))


def _mark(record_no: str) -> str:
    """What stands for an erased number: the same for the same number, and nothing to whoever lacks the key of this instance."""
    return hmac.new(settings.SECRET_KEY.encode(), b"dangvu/erased/1\0" + record_no.encode(), hashlib.sha256).hexdigest()


def erased_among(record_nos: Iterable[str]) -> set[str]:
    """The numbers that were borne by somebody who was erased."""
    marks = {mark for values in values_of("people.erase") for mark in values.get("marks", ())}
    return {number for number in record_nos if _mark(number) in marks} if marks else set()


register("people.erase", ErasePerson, judge=judge, apply=apply, erases="person")
