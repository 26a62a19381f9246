"""Accounts, the one-time links that open them, their sessions, and what was tried lately."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from dangvu.accounts.sessions import SessionStore

CONSOLE: Final = "console"
INVITATION: Final = "invitation"


class Account(AbstractUser):
    """A person who signs in; what the person may see is decided elsewhere. After a recovery nothing is signed before `signs_from`."""

    signs_from = models.DateTimeField(null=True, blank=True)


class SignInLink(models.Model):
    """A link that signs in once; only the hash of its token is kept. It takes the place of the password, not of the second factor."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    token_hash = models.BinaryField(unique=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    purpose = models.CharField(max_length=10, default=CONSOLE)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(purpose__in=[CONSOLE, INVITATION]), name="known_purpose_of_a_link")]

    def __str__(self) -> str:
        return f"{self.account} → {self.expires:%d/%m/%Y %H:%M}"


class Session(AbstractBaseSession):
    """A session under the hash of its key, its contents locked by the key itself: nothing in this table opens anything.

    `account` is whoever signed in; `factor` is empty until the second factor was given, and such a session opens no page.
    """

    session_key = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    factor = models.CharField(max_length=20, blank=True, default="")
    begun = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)
    browser = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(factor="") | Q(account__isnull=False), name="a_factor_only_of_somebody_signed_in")
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.factor or '–'}"

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        """Not known here: contents can only be read with the key, which is not kept."""
        raise NotImplementedError


class Tally(models.Model):
    """When something was tried lately, under a keyed hash of whose name or network it was."""

    key = models.BinaryField(primary_key=True)
    times = ArrayField(models.DateTimeField())
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{len(self.times)} → {self.until:%d/%m/%Y %H:%M}"


class Recovery(models.Model):
    """Somebody lost the factors: two officers, neither of them the person, each hand over half of what opens the account anew.

    `closed` ends it, `used` tells that the person came back by it; of the two halves only hashes are kept.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    opened = models.DateTimeField()
    checked = models.CharField(max_length=200)
    first_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    first_hash = models.BinaryField(null=True)
    second_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    second_hash = models.BinaryField(null=True)
    expires = models.DateTimeField()
    closed = models.DateTimeField(null=True)
    used = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=Q(closed=None), name="one_open_recovery_of_an_account"),
            models.CheckConstraint(condition=Q(second_by=None) | ~Q(second_by=models.F("first_by")), name="two_officers_recover"),
            models.CheckConstraint(
                condition=(Q(first_by=None) | ~Q(first_by=models.F("account")))
                & (Q(second_by=None) | ~Q(second_by=models.F("account")))
                & ~Q(opened_by=models.F("account")),
                name="nobody_recovers_oneself",
            ),
            models.CheckConstraint(
                condition=Q(second_by=None, second_hash=None)
                | Q(first_by__isnull=False, first_hash__isnull=False, second_hash__isnull=False),
                name="the_second_officer_after_the_first",
            ),
            models.CheckConstraint(condition=Q(used=False) | Q(second_by__isnull=False, closed__isnull=False), name="used_after_both"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.opened:%d/%m/%Y %H:%M}"


class SavedView(models.Model):
    """Filters of a list that somebody keeps under a name, as parameters of its address; never words that were searched for."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    page = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    query = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "page", "name"], name="one_saved_view_of_a_name")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.page}: {self.name}"
