"""Questions about persons: their facts as held, and the words of each list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dangvu.ledger.dated import current, held
from dangvu.people.models import Person, PersonFacts, Term

LISTS = ("ethnicity", "religion", "education", "profession", "theory", "occupation")


@dataclass(frozen=True)
class Facts:
    """What is held of a person; every value is empty after a lawful erasure."""

    person: int
    public_id: UUID
    record_no: str
    card_no: str
    name: str
    born: date | None
    female: bool | None
    ethnicity: str
    religion: str
    erased: bool


def facts_of(person: int, known: datetime | None = None) -> Facts | None:
    """The facts of a person as held now, or as held at an instant."""
    row = held(PersonFacts, known, person_id=person).select_related("person", "ethnicity", "religion").first()
    if row is None:
        return None
    return Facts(
        person, row.person.public_id, row.record_no or "", row.card_no or "", row.name or "", row.born, row.female,
        row.ethnicity.label if row.ethnicity else "", row.religion.label if row.religion else "", row.erased,
    )  # fmt: skip


def person_by_record_no(record_no: str) -> int | None:
    """The number of a person by the number of the member's file."""
    return current(PersonFacts, record_no=record_no).values_list("person_id", flat=True).first()


def person_by_public_id(public_id: UUID) -> int | None:
    """The number of a person by the one in addresses."""
    return Person.objects.filter(public_id=public_id).values_list("id", flat=True).first()


def terms(name: str) -> dict[str, int]:
    """The words of a list with their numbers."""
    return dict(Term.objects.filter(list=name).values_list("label", "id"))


def term_labels() -> dict[int, str]:
    """Every word by its number."""
    return dict(Term.objects.values_list("id", "label"))


def record_numbers() -> dict[str, int]:
    """Every person's number by the number of the member's file."""
    rows = current(PersonFacts).values_list("record_no", "person_id")
    return {record_no: person for record_no, person in rows if record_no is not None}
