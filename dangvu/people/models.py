"""Persons, their facts, and the lists of words that describe people."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Value
from django.db.models.functions import Replace

from dangvu.ledger.dated import CURRENT, Dated, Remembered, one_at_a_time, some_days
from dangvu.people.kinds import CARD_REASONS


def digits_of(column: str) -> Replace:
    """A card's number as `names.card_digits` folds it."""
    text = models.TextField()
    return Replace(Replace(column, Value("."), Value(""), output_field=text), Value(" "), Value(""), output_field=text)


class Term(models.Model):
    """A word of one list (ethnic group, religion, education …) under a small number, as the field writes it."""

    id = models.SmallIntegerField(primary_key=True)
    list = models.CharField(max_length=20)
    label = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "label"], name="one_term_per_label")]

    def __str__(self) -> str:
        return self.label


class Person(models.Model):
    """A human being under one number; everything known about the person lies in dated rows elsewhere."""

    id = models.IntegerField(primary_key=True)
    public_id = models.UUIDField(unique=True, db_default=RandomUUID())

    def __str__(self) -> str:
        return str(self.public_id)


class PersonFacts(Remembered):
    """What we hold a person's facts to be; they change by correction, never by the passing of time.

    `record_no` is the number of the member's file (số lý lịch). After a lawful erasure only `erased` is left.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    record_no = models.TextField(null=True)  # noqa: DJ001  null means erased, which an empty text would not say
    card_no = models.TextField(null=True)  # noqa: DJ001  unique where present
    name = models.TextField(null=True)  # noqa: DJ001  null means erased
    sort_key = models.BinaryField(null=True)
    search = models.TextField(null=True)  # noqa: DJ001  null means erased
    born = models.DateField(null=True)
    female = models.BooleanField(null=True)
    ethnicity = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False)
    religion = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False)
    erased = models.BooleanField(default=False)

    class Meta:
        db_table = "people_facts"
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=CURRENT, name="one_current_row_of_facts"),
            models.UniqueConstraint(fields=["record_no"], condition=CURRENT, name="one_person_per_record_no"),
            models.UniqueConstraint(fields=["card_no"], condition=CURRENT, name="one_person_per_card"),
            models.CheckConstraint(
                condition=models.Q(erased=True, record_no=None, card_no=None, name=None, sort_key=None, search=None, born=None, female=None)
                | models.Q(erased=False, name__isnull=False, record_no__isnull=False, born__isnull=False, female__isnull=False),
                name="facts_whole_or_erased",
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], opclasses=["gin_trgm_ops"], condition=CURRENT, name="people_search"),
            models.Index(digits_of("card_no"), condition=CURRENT, name="people_card_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.record_no})"


class CitizenId(Remembered):
    """The number by which the State knows a person; it stands in a table of its own so that nothing shows it by the way.

    After a lawful erasure only `erased` is left.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    number = models.TextField(null=True)  # noqa: DJ001  null means erased
    erased = models.BooleanField(default=False)

    class Meta:
        db_table = "people_citizen_id"
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=CURRENT, name="one_current_citizen_id"),
            models.UniqueConstraint(fields=["number"], condition=CURRENT, name="one_person_per_citizen_id"),
            models.CheckConstraint(
                condition=models.Q(erased=True, number=None) | models.Q(erased=False, number__regex=r"^[0-9]{12}$"),
                name="citizen_id_of_twelve_digits_or_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class Card(Dated):
    """A Party card from the day it was issued until the next one. A card that is issued anew may bear the number of the old one.

    After a lawful erasure only `erased` is left of the number.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    number = models.TextField(null=True)  # noqa: DJ001  null means erased
    reason = models.CharField(max_length=10)
    erased = models.BooleanField(default=False)

    class Meta:
        constraints = [
            one_at_a_time("one_card_a_day", "person"),
            some_days("card_of_some_days"),
            ExclusionConstraint(
                name="one_person_per_card_number",
                expressions=[("number", RangeOperators.EQUAL), ("person", RangeOperators.NOT_EQUAL)],
                condition=CURRENT,
            ),
            models.CheckConstraint(condition=models.Q(reason__in=CARD_REASONS), name="known_reason_of_a_card"),
            models.CheckConstraint(
                condition=models.Q(erased=True, number=None) | models.Q(erased=False, number__isnull=False),
                name="card_with_number_or_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"
