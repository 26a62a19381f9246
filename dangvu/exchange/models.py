"""The rows that an import took, kept so that the batch can be replayed."""

from __future__ import annotations

from django.db import models


class TakenRow(models.Model):
    """One accepted row of a batch as it was understood; erasing values, salt and digest leaves its commitment.

    `subject` is the number given to what the row created; `digest` tells whether a later file brings the same row again.
    """

    decision = models.ForeignKey("ledger.Decision", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    sheet = models.CharField(max_length=12)
    row = models.IntegerField()
    subject = models.IntegerField(null=True)
    values = models.TextField(null=True)  # noqa: DJ001  null means erased
    salt = models.BinaryField(null=True)
    digest = models.BinaryField(null=True)
    commitment = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "sheet", "row"], name="a_row_is_taken_once")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"
