"""Cases, the votes in them as numbers, and appeals; the roll knows nothing of a case until it is decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from dangvu.exits.kinds import DECIDED, KINDS, OPEN, OUTCOMES, STATES
from dangvu.exits.rules import ORGANS
from dangvu.ledger.dated import CURRENT, Remembered


class Case(Remembered):
    """A membership that may end, of what kind and on what ground; `issue` is the number of the decision that opened it.

    `cell` is that of the opening, and once decided the last one; the case goes with the person. `ended` is the day on which it was
    decided or dropped, `unit` who decided. The ground is None once erased.
    """

    issue = models.ForeignKey("ledger.Decision", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    cell = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    kind = models.CharField(max_length=16)
    reason = models.CharField(max_length=16, null=True)  # noqa: DJ001  emptied by a lawful erasure
    erased = models.BooleanField(default=False)
    opened = models.DateField()
    state = models.CharField(max_length=8, default=OPEN)
    ended = models.DateField(null=True)
    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    dropped = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue"], condition=CURRENT, name="one_state_of_a_case"),
            models.UniqueConstraint(fields=["person"], condition=CURRENT & Q(state=OPEN), name="one_open_case"),
            models.CheckConstraint(condition=Q(state__in=STATES, kind__in=KINDS), name="known_state_of_a_case"),
            models.CheckConstraint(condition=Q(state=OPEN) ^ Q(ended__isnull=False), name="case_ends_on_a_day"),
            models.CheckConstraint(condition=Q(state=DECIDED) ^ Q(unit=None), name="case_decided_by_a_body"),
            models.CheckConstraint(condition=Q(erased=True) ^ Q(reason__isnull=False), name="case_ground_or_erased"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.state}"


class CaseVote(Remembered):
    """A vote of one organ on a day, as numbers and never by whom; the last one of a stage counts. `case` is the number of the case."""

    case = models.ForeignKey("ledger.Decision", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    organ = models.CharField(max_length=10)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    day = models.DateField()
    entitled = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    in_favour = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField()
    blank = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "organ", "day"], condition=CURRENT, name="one_vote_of_an_organ_a_day"),
            models.CheckConstraint(condition=Q(organ__in=ORGANS, entitled__gte=1), name="known_organ_of_a_vote"),
            models.CheckConstraint(
                condition=Q(present__gte=F("in_favour") + F("against") + F("blank"), entitled__gte=F("present")), name="vote_adds_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.organ} {self.in_favour}/{self.entitled}"


class Appeal(Remembered):
    """An appeal against a decided case, to a unit of the register or to the Centre (none); `issue` is the decision that noted it.

    `received` is when the person had the decision that is appealed against; `settled` and `outcome` say what became of it.
    """

    issue = models.ForeignKey("ledger.Decision", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("ledger.Decision", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    received = models.DateField()
    lodged = models.DateField()
    settled = models.DateField(null=True)
    outcome = models.CharField(max_length=8, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue"], condition=CURRENT, name="one_state_of_an_appeal"),
            models.UniqueConstraint(fields=["case"], condition=CURRENT & Q(settled=None), name="one_open_appeal"),
            models.CheckConstraint(condition=Q(outcome__in=["", *OUTCOMES]), name="known_outcome_of_an_appeal"),
            models.CheckConstraint(condition=Q(outcome="") ^ Q(settled__isnull=False), name="appeal_settled_on_a_day"),
            models.CheckConstraint(condition=Q(lodged__gte=F("received")), name="appeal_after_the_receipt"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.outcome or 'open'}"
