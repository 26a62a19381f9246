"""Letters of introduction and stays elsewhere for a time; the roll knows nothing of either until a letter is received."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from dangvu.ledger.dated import CURRENT, Dated, Remembered, one_at_a_time, some_days
from dangvu.transfers.kinds import ON_THE_WAY, RECEIVED, STATES


class Letter(Remembered):
    """A member is introduced to another unit, or to one outside (`place`); `issue` is the number of the decision that introduced.

    `origin` is the cell then, `effective` the day of the change that makes the transfer due, `cell` where the member was received,
    `ended` the day of receipt, return or withdrawal.
    """

    issue = models.ForeignKey("ledger.Decision", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    origin = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    to = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False)
    place = models.TextField(blank=True, default="")
    issued = models.DateField()
    effective = models.DateField()
    reason = models.CharField(max_length=12)
    papers = ArrayField(models.CharField(max_length=8))
    state = models.CharField(max_length=10, default=ON_THE_WAY)
    ended = models.DateField(null=True)
    cell = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue"], condition=CURRENT, name="one_state_of_a_letter"),
            models.UniqueConstraint(fields=["person"], condition=CURRENT & Q(state=ON_THE_WAY), name="one_letter_on_the_way"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="known_state_of_a_letter"),
            models.CheckConstraint(condition=Q(state=ON_THE_WAY) ^ Q(ended__isnull=False), name="letter_ends_on_a_day"),
            models.CheckConstraint(condition=Q(to=None) ^ Q(place=""), name="letter_to_one_place"),
            models.CheckConstraint(condition=Q(cell=None) | Q(state=RECEIVED, to__isnull=False), name="received_in_a_cell_of_the_register"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.to_id or self.place} {self.state}"


class TemporaryStay(Dated):
    """A member stays elsewhere for a time and counts at home alone; `planned` is the first day back as it is meant to be."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    host = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False)
    place = models.TextField(blank=True, default="")
    reason = models.CharField(max_length=12)
    planned = models.DateField()

    class Meta:
        constraints = [
            one_at_a_time("one_temporary_stay_a_day", "person"),
            some_days("temporary_stay_of_some_days"),
            models.CheckConstraint(condition=Q(host=None) ^ Q(place=""), name="temporary_stay_in_one_place"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.host_id or self.place}"
