"""The log of readings; rows are added by `noting` and changed by nobody. Which of them a member is told of later, for which case."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from dangvu.ledger.dated import Dated, one_at_a_time, some_days
from dangvu.readings.kinds import KINDS

UNJUDGED: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+", "db_index": False, "db_constraint": False}
"""A foreign key would lock, for every page that is read, the rows of its account, mandate and units; the policy judges them instead."""


class Reading(models.Model):
    """One answer in which people were shown: when, to whom, as what, how, why, and whom; the unit and day are those looked at.

    The database itself says when, so that nobody antedates. `persons` bears no key: an erased person's number stays read.
    """

    at = models.DateTimeField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, **UNJUDGED)
    label = models.TextField()
    mandate = models.ForeignKey("ledger.Decision", null=True, **UNJUDGED)
    role = models.TextField(blank=True)
    place = models.ForeignKey("organisation.Unit", null=True, **UNJUDGED)
    kind = models.CharField(max_length=8)
    reason = models.CharField(max_length=200, blank=True)
    persons = ArrayField(models.IntegerField())
    unit = models.ForeignKey("organisation.Unit", null=True, **UNJUDGED)
    day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="known_kind_of_a_reading"),
            models.CheckConstraint(condition=Q(persons__len__gt=0), name="reading_of_somebody"),
        ]
        indexes = [
            GinIndex(fields=["persons"], name="reading_persons"),
            models.Index(fields=["at"], name="reading_at"),
            models.Index(fields=["label", "at"], name="reading_label_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.label} {self.kind}"


class Deferral(Dated):
    """For a case, what an account reads of a person is told to that person on the first day after `period`, and to the log at once.

    `begins` is the instant from which on it is deferred, the first day of `period` that of the case: a prolongation keeps both.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    case_symbol = models.CharField(max_length=80)
    begins = models.DateTimeField()

    class Meta:
        constraints = [
            one_at_a_time("one_deferral_a_day", "person", "account"),
            some_days("deferral_of_some_days"),
            models.CheckConstraint(condition=~Q(case_symbol=""), name="deferred_for_a_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case_symbol}: {self.person_id} {self.account_id}"
