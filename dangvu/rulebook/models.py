"""Dated rule values with their sources."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models


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
