"""Terms of committees, the documents that they issued under numbers, and the files of these by their hashes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dangvu.ledger.dated import CURRENT, Dated, Remembered, one_at_a_time, some_days

HEX = r"^[0-9a-f]{64}$"


class CommitteeTerm(Dated):
    """A term of the committee of a unit, within which it counts its documents: how it signs them, and from where."""

    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    name = models.TextField()
    committee = models.TextField()
    symbol = models.TextField()
    place = models.TextField()

    class Meta:
        constraints = [one_at_a_time("one_term_a_day", "unit"), some_days("term_of_some_days")]

    def __str__(self) -> str:
        return f"{self.committee}, {self.name}"


class Document(Remembered):
    """A document under its number. `issue` is the decision that issued it and stays its number; `term` is the first day of the term.

    `about` is the decision that it carries, where it carries one of the register. A cancelled number is never given again.
    """

    issue = models.ForeignKey("ledger.Decision", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    kind = models.TextField()
    term = models.DateField()
    number = models.IntegerField()
    symbol = models.TextField()
    day = models.DateField()
    title = models.TextField(blank=True, default="")
    pdf = models.CharField(max_length=64)
    docx = models.CharField(max_length=64)
    about = models.ForeignKey("ledger.Decision", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    cancelled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "term", "number"], condition=CURRENT, name="one_document_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="documents_begin_with_one"),
            models.CheckConstraint(condition=Q(pdf__regex=HEX) & Q(docx__regex=HEX), name="files_by_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.symbol}"


class DocumentPerson(Remembered):
    """Somebody whom a document names: what it says of the person can be found and, by decision, erased."""

    issue = models.ForeignKey("ledger.Decision", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_constraint=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "person"], condition=CURRENT, name="named_once_in_a_document")]

    def __str__(self) -> str:
        return f"{self.issue_id}: {self.person_id}"


class DocumentFile(models.Model):
    """The bytes of a file under their SHA-256; after a lawful erasure the hash alone."""

    hash = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField(null=True)

    def __str__(self) -> str:
        return self.hash
