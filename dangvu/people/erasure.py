"""The lawful erasure of a person: what was held of the person is emptied, that there was a person stays.

`ErasePerson` is registered by `exchange`, which with `members` keeps more of a person than is known here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from dangvu.commands import Command, Problem
from dangvu.people.models import Card, CitizenId, PersonFacts

EMPTY = dict.fromkeys(("record_no", "card_no", "name", "sort_key", "search", "born", "female", "ethnicity", "religion"))


@dataclass(frozen=True, kw_only=True)
class ErasePerson(Command):
    """Everything personal that is held of somebody goes, from the register, from beside the ledger and from imported rows.

    `marks` stand for the numbers of the file that the person ever had; only with the key of the instance can one be told from a number.
    """

    person: int
    marks: tuple[str, ...] = ()


def judge_erase(command: ErasePerson) -> list[Problem]:
    """Somebody of whom anything is held, and a document that orders or allows it."""
    problems = []
    if not PersonFacts.objects.filter(person_id=command.person, erased=False).exists():
        problems.append(Problem("unknown_person", "Không có hồ sơ này, hoặc đã xóa theo quy định.", "person"))
    for name, what in (("body", "cơ quan quyết định"), ("document", "số, ký hiệu và ngày của văn bản")):
        if not getattr(command, name).strip():
            problems.append(Problem("missing_basis", f"Xóa dữ liệu cá nhân phải có căn cứ; hãy ghi {what}.", name))
    return problems


def erase_facts(person: int) -> None:
    """Empty the facts, the State's number and the cards as held now and as held at any time before."""
    PersonFacts.objects.filter(person_id=person, erased=False).update(erased=True, **EMPTY)
    CitizenId.objects.filter(person_id=person, erased=False).update(erased=True, number=None)
    Card.objects.filter(person_id=person, erased=False).update(erased=True, number=None)


def undone_doubles(person: int) -> list[int]:
    """Numbers under which the same person was held before by imports that were undone: the same file number, and name or day of birth."""
    held = PersonFacts.objects.filter(erased=False)
    same = Q()
    for row in held.filter(person_id=person):
        same |= Q(record_no=row.record_no) & (Q(name=row.name) | Q(born=row.born))
    if not same:
        return []
    others = set(held.filter(same).exclude(person_id=person).values_list("person_id", flat=True))
    return sorted(others - set(held.filter(person_id__in=others, recorded__upper_inf=True).values_list("person_id", flat=True)))
