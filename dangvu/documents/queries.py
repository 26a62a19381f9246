"""Questions about terms and documents; a document is named by the decision that issued it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Max

from dangvu.documents.models import CommitteeTerm, Document, DocumentFile, DocumentPerson
from dangvu.documents.papers import Layout
from dangvu.ledger.dated import current
from dangvu.rulebook.queries import rule


@dataclass(frozen=True)
class Term:
    """The term of a committee on a day: its first day, its name, how the committee is called and signs, and from where."""

    since: date
    name: str
    committee: str
    symbol: str
    place: str


def term_on(unit: int, on: date) -> Term | None:
    """The term of a unit's committee on a day; None where none is recorded."""
    row = current(CommitteeTerm, unit_id=unit).filter(period__contains=on).first()
    return Term(row.period.lower, row.name, row.committee, row.symbol, row.place) if row else None


class Last(NamedTuple):
    """The last document of a unit, type and term: its number and day; 0 and None before the first."""

    number: int
    day: date | None


def last_of(unit: int, kind: str, term: date) -> Last:
    """The number and the day that the next one follows; a cancelled number counts."""
    found = current(Document, unit_id=unit, kind=kind, term=term).aggregate(number=Max("number"), day=Max("day"))
    return Last(found["number"] or 0, found["day"])


def issued_since(unit: int, on: date) -> bool:
    """Whether a unit has issued anything dated on or after a day."""
    return current(Document, unit_id=unit, day__gte=on).exists()


@dataclass(frozen=True)
class Issued:
    """A document as held: the decision that issued it, number and symbol, the hashes of its files."""

    issue: int
    unit: int
    kind: str
    symbol: str
    day: date
    title: str
    pdf: str
    docx: str
    about: int | None
    cancelled: bool


def _issued(row: Document) -> Issued:
    return Issued(
        row.issue_id, row.unit_id, row.kind, row.symbol, row.day, row.title, row.pdf, row.docx, row.about_id, row.cancelled
    )  # fmt: skip


def document(issue: int) -> Issued | None:
    """The document that a decision issued."""
    row = current(Document, issue_id=issue).first()
    return _issued(row) if row else None


def documents_about(decision: int) -> list[Issued]:
    """The documents that carry a decision, the cancelled among them."""
    return [_issued(row) for row in current(Document, about_id=decision).order_by("issue_id")]


def documents_of(unit: int, *, until: date, limit: int, offset: int = 0) -> list[Issued]:
    """What a unit has issued up to a day, the latest first."""
    rows = current(Document, unit_id=unit, day__lte=until).order_by("-day", "-issue_id")
    return [_issued(row) for row in rows[offset : offset + limit]]


def count_of(unit: int, *, until: date) -> int:
    """How much a unit has issued up to a day."""
    return current(Document, unit_id=unit, day__lte=until).count()


def persons_in(issue: int) -> list[int]:
    """Whom a document names."""
    return list(current(DocumentPerson, issue_id=issue).order_by("person_id").values_list("person_id", flat=True))


def content(digest: str) -> bytes | None:
    """The bytes under a hash; None where they are erased, or not there."""
    found = DocumentFile.objects.filter(hash=digest).values_list("content", flat=True).first()
    return None if found is None else bytes(found)


def layout_on(on: date) -> Layout:
    """How papers of a day look; LookupError before the first rule about it."""
    found = rule("document_layout", on)
    top, bottom, left, right = found.value["margins"]
    return Layout((top, bottom, left, right), found.value["size"], found.value["closing"], found.source)


def symbols_on(on: date) -> dict[str, str]:
    """The types of documents of a day with their symbols."""
    found: dict[str, str] = rule("document_types", on).value
    return found
