"""Roles with their rights as data, and who holds which role over which part of the tree on which days."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from dangvu.access.kinds import RIGHTS
from dangvu.access.rules import PLACES
from dangvu.ledger.dated import CURRENT, Dated, Remembered, one_at_a_time, some_days


class Role(models.Model):
    """What somebody can be charged with; `place` says at which units, `until` is the first day on which the role no longer exists."""

    code = models.CharField(max_length=20, primary_key=True)
    label = models.TextField()
    order = models.SmallIntegerField(unique=True)
    place = models.CharField(max_length=4)
    until = models.DateField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(place__in=PLACES), name="known_place_of_a_role")]

    def __str__(self) -> str:
        return self.label


class Right(models.Model):
    """One thing that a role allows."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="rights")
    right = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "right"], name="a_right_once"),
            models.CheckConstraint(condition=Q(right__in=RIGHTS), name="known_right"),
        ]

    def __str__(self) -> str:
        return f"{self.role_id}: {self.right}"


class Act(models.Model):
    """What deciding a kind of thing oneself needs; `whole` asks for the right over the whole instance."""

    kind = models.CharField(max_length=80, primary_key=True)
    right = models.CharField(max_length=12)
    whole = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(right__in=RIGHTS), name="known_right_of_an_act")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.right}"


class Holder(Remembered):
    """Which person of the register signs in with an account; an administrator need not be in the register at all."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=CURRENT, name="one_person_of_an_account"),
            models.UniqueConstraint(fields=["person"], condition=CURRENT, name="one_account_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} = {self.person_id}"


class Mandate(Dated):
    """A role that an account holds at a unit, or over the whole instance where no unit is named, on some days.

    `grant` is the number of the decision that gave it and stays its number when the row is restated; `source` is that of the
    mandate on whose behalf it is held.
    """

    grant = models.ForeignKey("ledger.Decision", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    source = models.ForeignKey("ledger.Decision", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            one_at_a_time("one_holding_of_a_mandate", "account", "role", Coalesce("unit_id", 0)),
            some_days("mandate_of_some_days"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role_id} {self.unit_id or '*'}"


class SignedIn(models.Model):
    """A session as the database knows it: the hash of its secret, whose it is, and when it ends at the latest.

    It holds while the accounts keep the session too; an `errand` is made for one question of the program and kept nowhere else.
    """

    token_hash = models.BinaryField(primary_key=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    expires = models.DateTimeField()
    errand = models.BooleanField(default=False)

    class Meta:
        db_table = "access_session"

    def __str__(self) -> str:
        return f"{self.account_id} → {self.expires:%d/%m/%Y %H:%M}"


class Integration(models.Model):
    """A program of somebody's that reads by a token: for what, as which account, until when; of the secret only a hash is kept.

    `used` is the last day on which it was, no finer: it tells a forgotten token from one that works.
    """

    name = models.CharField(max_length=40)
    purpose = models.CharField(max_length=150)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    secret_hash = models.BinaryField(unique=True)
    made = models.DateTimeField()
    made_by = models.TextField()
    expires = models.DateTimeField()
    used = models.DateField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=Q(revoked=None), name="one_token_of_an_integration"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(purpose=""), name="token_with_name_and_purpose"),
            models.CheckConstraint(condition=Q(expires__gt=models.F("made")), name="token_of_some_time"),
        ]

    def __str__(self) -> str:
        return self.name
