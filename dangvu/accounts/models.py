"""Accounts and the one-time links that open them."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class Account(AbstractUser):
    """A person who signs in; what the person may see is decided elsewhere."""


class SignInLink(models.Model):
    """A link that signs in once; only the hash of its token is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    token_hash = models.BinaryField(unique=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account} → {self.expires:%d/%m/%Y %H:%M}"
