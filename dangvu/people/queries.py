"""Questions about persons: their facts as held, and the words of each list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dangvu.ledger.dated import current, held
from dangvu.people.models import Card, CitizenId, Person, PersonFacts, Term, digits_of
from dangvu.people.names import card_digits

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
    return facts_of_all([person], known).get(person)


def facts_of_all(persons: Collection[int], known: datetime | None = None) -> dict[int, Facts]:
    """The facts of several persons by number."""
    rows = held(PersonFacts, known).filter(person_id__in=list(persons)).select_related("person", "ethnicity", "religion")
    return {row.person_id: _facts(row) for row in rows}


def _facts(row: PersonFacts) -> Facts:
    return Facts(
        row.person_id, row.person.public_id, row.record_no or "", row.card_no or "", row.name or "", row.born, row.female,
        row.ethnicity.label if row.ethnicity else "", row.religion.label if row.religion else "", row.erased,
    )  # fmt: skip


@dataclass(frozen=True)
class FactsHeld:
    """A set of facts, the decision by which we came to hold it, and whether we hold it still."""

    facts: Facts
    decision: int
    source_row: int | None
    is_held: bool


def facts_ever(person: int, known: datetime | None = None) -> list[FactsHeld]:
    """Every set of facts that was held of a person up to an instant, the first one first."""
    rows = PersonFacts.objects.filter(person_id=person).select_related("person", "ethnicity", "religion").order_by("opened_by_id")
    return [
        FactsHeld(_facts(row), row.opened_by_id, row.source_row, row.recorded.upper_inf if known is None else known in row.recorded)
        for row in rows
        if known is None or row.recorded.lower <= known
    ]


def names_of(persons: Collection[int], known: datetime | None = None) -> dict[int, tuple[UUID, str]]:
    """The opaque number and the name of each person, empty after a lawful erasure."""
    rows = held(PersonFacts, known).filter(person_id__in=persons).values_list("person_id", "person__public_id", "name")
    return {person: (public_id, name or "") for person, public_id, name in rows}


def persons_by_public_id(public_ids: Collection[UUID]) -> dict[UUID, int]:
    """The numbers of some people by those in addresses."""
    return dict(Person.objects.filter(public_id__in=list(public_ids)).values_list("public_id", "id"))


def citizen_id(person: int) -> str:
    """The State's number of a person as held now; empty where none is held."""
    return current(CitizenId, person_id=person).values_list("number", flat=True).first() or ""


def person_by_record_no(record_no: str) -> int | None:
    """The number of a person by the number of the member's file."""
    return current(PersonFacts, record_no=record_no).values_list("person_id", flat=True).first()


def person_by_card(number: str, besides: int | None = None) -> int | None:
    """Who bears the number of a card, or bore it on a card that another took the place of; spaces and points do not tell numbers apart."""
    if not (digits := card_digits(number)):
        return None
    for rows, column in ((current(PersonFacts), "card_no"), (current(Card), "number")):
        bearers = rows.alias(digits=digits_of(column)).filter(digits=digits).values_list("person_id", flat=True)
        if others := set(bearers) - {besides}:
            return min(others)
    return None


def person_by_public_id(public_id: UUID) -> int | None:
    """The number of a person by the one in addresses."""
    return Person.objects.filter(public_id=public_id).values_list("id", flat=True).first()


def public_ids(record_numbers: Collection[str]) -> list[UUID]:
    """The opaque numbers of those whom the register holds under these numbers of files; others are passed over."""
    return list(current(PersonFacts).filter(record_no__in=record_numbers).values_list("person__public_id", flat=True))


def terms(name: str) -> dict[str, int]:
    """The words of a list with their numbers."""
    return dict(Term.objects.filter(list=name).values_list("label", "id"))


def record_numbers() -> dict[str, int]:
    """Every person's number by the number of the member's file."""
    rows = current(PersonFacts).values_list("record_no", "person_id")
    return {record_no: person for record_no, person in rows if record_no is not None}


def card_numbers() -> dict[str, str]:
    """The number of the member's file by the digits of the card, of the latest one and of those that it took the place of."""
    files = {person: record_no for record_no, person in record_numbers().items()}
    bearers = [rows.values_list(column, "person_id") for rows, column in ((current(Card), "number"), (current(PersonFacts), "card_no"))]
    return {card_digits(card): files[person] for rows in bearers for card, person in rows if card and person in files}


@dataclass(frozen=True)
class CardHeld:
    """A Party card: since when, why it was issued, its number ("" once erased), and the decision."""

    since: date
    number: str
    reason: str
    decision: int


def cards_of(person: int, known: datetime | None = None) -> list[CardHeld]:
    """Every card of a person, the first one first."""
    rows = held(Card, known, person_id=person).order_by("period")
    return [CardHeld(row.period.lower, row.number or "", row.reason, row.opened_by_id) for row in rows]
