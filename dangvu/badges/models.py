"""Badges that were given; one of a grade to a person, ever."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dangvu.badges.rules import MANNERS
from dangvu.ledger.dated import CURRENT, Remembered


class Badge(Remembered):
    """A badge of so many years, given on a day, in time, early or after death; it is an event and has no end."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    grade = models.SmallIntegerField()
    awarded = models.DateField()
    manner = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "grade"], condition=CURRENT, name="a_badge_once"),
            models.CheckConstraint(condition=Q(manner__in=MANNERS), name="known_manner_of_a_badge"),
            models.CheckConstraint(condition=Q(grade__gte=30), name="badge_of_thirty_years_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.grade}"
