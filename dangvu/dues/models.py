"""Rates, payments and exemptions. Only an amount as paid is money here: no salary, pension or income has a column."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from dangvu.dues.kinds import EXEMPTIONS
from dangvu.ledger.dated import CURRENT, Dated, Remembered, one_at_a_time, some_days


class DuesRate(Dated):
    """The key of the rate at which a member pays, of the list in force (`dues_rates` of the rulebook); None once erased."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    key = models.CharField(max_length=16, null=True)  # noqa: DJ001  emptied by a lawful erasure
    erased = models.BooleanField(default=False)

    class Meta:
        db_table = "dues_rate"
        constraints = [
            one_at_a_time("one_dues_rate_a_day", "person"),
            some_days("dues_rate_of_some_days"),
            models.CheckConstraint(condition=Q(erased=True) ^ Q(key__isnull=False), name="dues_rate_or_erased"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.key}"


class DuesPayment(Remembered):
    """A member paid for a month, whose first day `month` is, in a cell on a day; None once erased."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    cell = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    month = models.DateField()
    paid_on = models.DateField()
    amount = models.IntegerField(null=True)
    erased = models.BooleanField(default=False)

    class Meta:
        db_table = "dues_payment"
        indexes = [models.Index(fields=["cell", "month"], name="dues_of_a_cell")]
        constraints = [
            models.UniqueConstraint(fields=["person", "month"], condition=CURRENT, name="one_payment_of_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="dues_of_a_whole_month"),
            models.CheckConstraint(condition=Q(erased=True, amount=None) | Q(erased=False, amount__gt=0), name="dues_amount_or_erased"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.month:%m/%Y}"


class UnpaidMonth(Remembered):
    """A cell says of a month that is over that nobody paid for it; who pays late nevertheless has a payment beside it."""

    cell = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    month = models.DateField()
    told_on = models.DateField()

    class Meta:
        db_table = "dues_unpaid_month"
        constraints = [
            models.UniqueConstraint(fields=["cell", "month"], condition=CURRENT, name="one_word_of_an_unpaid_month"),
            models.CheckConstraint(condition=Q(month__day=1, told_on__gt=F("month")), name="unpaid_month_is_whole_and_over"),
        ]

    def __str__(self) -> str:
        return f"{self.cell_id} {self.month:%m/%Y}"


class DuesExemption(Dated):
    """A member owes no dues on these days by decision; the ground is a code, None once erased."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    reason = models.CharField(max_length=16, null=True)  # noqa: DJ001  emptied by a lawful erasure
    erased = models.BooleanField(default=False)

    class Meta:
        db_table = "dues_exemption"
        constraints = [
            one_at_a_time("one_dues_exemption_a_day", "person"),
            some_days("dues_exemption_of_some_days"),
            models.CheckConstraint(
                condition=Q(erased=True, reason=None) | Q(erased=False, reason__in=EXEMPTIONS), name="known_dues_exemption_or_erased"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.reason}"
