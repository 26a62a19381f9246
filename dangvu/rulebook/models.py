"""Dated rule values with their sources, and the days off that an office decides about."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from dangvu.ledger.dated import CURRENT, Remembered
from dangvu.rulebook.kinds import OFF, WORKED


class Rule(models.Model):
    """A rule value in force for a range of days; `verified` is false until somebody has read the official text."""

    key = models.CharField(max_length=40)
    value = models.JSONField()
    period = DateRangeField()
    source = models.TextField()
    verified = models.BooleanField(default=False)

    class Meta:
        constraints = [
            ExclusionConstraint(name="one_rule_a_day", expressions=[("key", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)])
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


class CalendarDay(Remembered):
    """A day that is `off` or `worked` by decision, whatever the rule of its year says."""

    day = models.DateField()
    kind = models.CharField(max_length=6)
    name = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day"], condition=CURRENT, name="one_decision_a_day"),
            models.CheckConstraint(condition=Q(kind__in=[OFF, WORKED]), name="known_kind_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"
