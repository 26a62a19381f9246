"""The decisions, and the personal values that lie beside the chain."""

from __future__ import annotations

from django.db import models


class Decision(models.Model):
    """One recorded decision; the row holds the intention, the dated rows that name it hold the effect."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=80)
    on = models.DateField()
    body = models.TextField(blank=True, default="")
    document = models.TextField(blank=True, default="")
    actor = models.TextField()
    recorded = models.DateTimeField(unique=True)
    payload = models.JSONField()
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    prev = models.BinaryField()
    hash = models.BinaryField(unique=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "on"], name="decision_kind_on")]

    def __str__(self) -> str:
        return f"{self.id} {self.kind} {self.on:%d/%m/%Y}"


class PersonalValue(models.Model):
    """A personal value of a decision; the chain holds its commitment, so erasing value and salt leaves the chain valid."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=80)
    commitment = models.BinaryField()
    salt = models.BinaryField(null=True)
    value = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "field"], name="one_value_per_field")]

    def __str__(self) -> str:
        return f"{self.decision_id}.{self.field}"
