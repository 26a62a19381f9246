"""One-time sign-in links: made for a named account, spent by a single click."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dangvu.accounts.models import Account, SignInLink


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()


def account_named(username: str) -> int:
    """The number of the account of this name, made when absent; ValidationError for a name that no account can have."""
    return _account(username).pk


def _account(username: str) -> Account:
    account = Account.objects.filter(username=username).first()
    if account is None:
        account = Account(username=username)
        account.set_unusable_password()
        account.full_clean()
        account.save()
    return account


def make_sign_in_link(username: str, *, at: datetime, minutes: int = 30) -> str:
    """The token of a new link, after which older unspent ones of the account are void; makes the account when absent.

    ValidationError for a name that no account can have, and for a closed account.
    """
    account = _account(username)
    if not account.is_active:
        raise ValidationError(_("Tài khoản %(name)s đã khóa, không cấp liên kết đăng nhập."), params={"name": username})
    token = secrets.token_urlsafe(32)
    SignInLink.objects.filter(account=account, used=None).delete()
    SignInLink.objects.create(account=account, token_hash=_hash(token), expires=at + timedelta(minutes=minutes))
    return token


def redeem(token: str, *, at: datetime) -> Account | None:
    """The account of a live link, which is spent by this; None when it is unknown, expired, spent or its account closed."""
    digest = _hash(token)
    # One statement whose condition stands on the row itself: of two clicks at once, the second finds it spent.
    if not SignInLink.objects.filter(token_hash=digest, used=None, expires__gt=at).update(used=at):
        return None
    return Account.objects.filter(pk=SignInLink.objects.get(token_hash=digest).account_id, is_active=True).first()
