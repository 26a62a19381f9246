"""Proposals and their answers: written once, never changed; personal values lie beside, so that they can be erased."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from dangvu.proposals.kinds import APPROVED, CONFIRMED, VERDICTS, WITHDRAWN


class Proposal(models.Model):
    """A command that somebody proposes; `content` is its canonical JSON, and the columns beside repeat what the database asks of it.

    `units` are those that the command names and the cell of the person it is about: who decides must hold them all. `read` is the last
    decision about its subject that the proposer had read, `mandate` the decision that charged the proposer.
    """

    public_id = models.UUIDField(unique=True, db_default=RandomUUID())
    kind = models.CharField(max_length=80)
    content = models.TextField()
    hash = models.BinaryField()
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    mandate = models.ForeignKey("ledger.Decision", on_delete=models.PROTECT, related_name="+", db_index=False)
    units = ArrayField(models.IntegerField())
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    read = models.BigIntegerField()
    own = models.BooleanField()
    key = models.UUIDField()
    at = models.DateTimeField()
    deadline = models.DateField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposer", "key"], name="a_form_is_sent_once"),
            models.UniqueConstraint(fields=["id", "hash", "proposer"], name="what_was_proposed"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"


class ProposedValue(models.Model):
    """A personal value of a proposal as canonical JSON; the content holds its commitment, so that erasing it leaves the hash true."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="values", db_index=False)
    field = models.CharField(max_length=80)
    commitment = models.BinaryField()
    salt = models.BinaryField(null=True)
    value = models.TextField(null=True)  # noqa: DJ001  null means erased

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "field"], name="one_proposed_value_per_field")]

    def __str__(self) -> str:
        return f"{self.proposal_id}.{self.field}"


class Answer(models.Model):
    """What somebody answered to a proposal, under the hash of what was read; one answer at most ends it.

    `proposer` repeats whose proposal it is, so that a check of one row can keep the two apart.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="answers", db_index=False)
    hash = models.BinaryField()
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    verdict = models.CharField(max_length=10)
    answerer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    mandate = models.ForeignKey("ledger.Decision", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.TextField(blank=True, default="")
    decision = models.OneToOneField("ledger.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=VERDICTS), name="known_verdict"),
            models.UniqueConstraint(fields=["proposal"], condition=~Q(verdict=CONFIRMED), name="one_end_of_a_proposal"),
            models.UniqueConstraint(fields=["proposal"], condition=Q(verdict=CONFIRMED), name="one_confirmation_of_a_proposal"),
            models.CheckConstraint(
                condition=(Q(verdict=WITHDRAWN) & Q(answerer=F("proposer"))) | (~Q(verdict=WITHDRAWN) & ~Q(answerer=F("proposer"))),
                name="answered_by_another",
            ),
            models.CheckConstraint(
                condition=Q(verdict=APPROVED, decision__isnull=False) | (~Q(verdict=APPROVED) & Q(decision=None)),
                name="approved_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(verdict=WITHDRAWN, mandate=None) | (~Q(verdict=WITHDRAWN) & Q(mandate__isnull=False)),
                name="answered_by_mandate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.verdict}"


class Pending(models.Model):
    """Kept by triggers: a proposal about which somebody still has something to do; its proposer, where it was `returned`."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, primary_key=True, related_name="pending")
    returned = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.proposal_id}"
