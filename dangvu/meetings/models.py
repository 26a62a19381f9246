"""Attendance of a cell's monthly meeting as reported, and the summary that figures read."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from dangvu.ledger.dated import CURRENT, Remembered


class Attendance(Remembered):
    """What a cell reported for a month: members due to come and members present; `month` is its first day."""

    cell = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    month = models.DateField()
    due = models.IntegerField()
    present = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cell", "month"], condition=CURRENT, name="one_report_a_month"),
            models.CheckConstraint(condition=Q(present__gte=0, due__gte=F("present")), name="present_not_over_due"),
        ]

    def __str__(self) -> str:
        return f"{self.cell_id} {self.month:%m/%Y}"


class MeetingSummary(models.Model):
    """Derived: one row a cell and month."""

    pk = models.CompositePrimaryKey("cell", "month")
    cell = models.IntegerField()
    month = models.DateField()
    due = models.IntegerField()
    present = models.IntegerField()

    class Meta:
        db_table = "meeting_summary"

    def __str__(self) -> str:
        return f"{self.cell} {self.month:%m/%Y}"
