"""How an account begins, is opened by a link, and is recovered by two officers; no other person ever knows or sets its password."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dangvu.accounts.models import CONSOLE, INVITATION, Account, Recovery, SignInLink
from dangvu.accounts.queries import signs_later
from dangvu.accounts.sessions import end_sessions

INVITED_FOR: Final = timedelta(days=3)
RECOVERED_FOR: Final = timedelta(days=3)
COOLING: Final = timedelta(hours=24)
"""So long after a recovery nothing is signed: time for the person to object to one that was not asked for."""


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()


def account_named(username: str) -> int:
    """The number of the account of this name, made when absent; ValidationError for a name that no account can have."""
    return (Account.objects.filter(username=username).first() or _new_account(username)).pk


def make_sign_in_link(username: str, *, at: datetime, minutes: int = 30) -> str:
    """The token of a new link of the console, after which older unspent ones of the account are void; makes the account when absent.

    ValidationError for a name that no account can have, and for a closed account.
    """
    account = Account.objects.filter(username=username).first() or _new_account(username)
    return _new_link(account, CONSOLE, at=at, until=at + timedelta(minutes=minutes))


def invite(username: str, *, at: datetime, by: Account | None = None) -> str:
    """A new account, and the token of the link by which its owner chooses a password and enrols a factor; `by` is None at the machine.

    ValidationError where the name is taken by somebody who has already come, for a name that no account can have, for a closed account,
    and where the officer signs nothing yet.
    """
    if by is not None:
        _must_sign(by, at)
    account = Account.objects.filter(username=username).first() or _new_account(username)
    if _has_come(account):
        message = _("Tài khoản %(name)s đã có người dùng. Nếu người ấy mất mật khẩu hoặc điện thoại, hãy mở yêu cầu khôi phục.")
        raise ValidationError(message, params={"name": username})
    return _new_link(account, INVITATION, at=at, until=at + INVITED_FOR)


def _has_come(account: Account) -> bool:
    """Whether anybody was ever let in; then two officers open it, also where a recovery took the password and was left at that."""
    is_recovered = Recovery.objects.filter(account=account, used=True).exists()
    return account.has_usable_password() or account.last_login is not None or is_recovered


def _new_account(username: str) -> Account:
    account = Account(username=username)
    account.set_unusable_password()
    account.full_clean()
    account.save()
    return account


def _new_link(account: Account, purpose: str, *, at: datetime, until: datetime) -> str:
    if not account.is_active:
        message = _("Tài khoản %(name)s đã khóa, không cấp liên kết đăng nhập.")
        raise ValidationError(message, params={"name": account.username})
    token = secrets.token_urlsafe(32)
    SignInLink.objects.filter(account=account, used=None).delete()
    SignInLink.objects.create(account=account, token_hash=_hash(token), expires=until, purpose=purpose)
    return token


def redeem(token: str, *, at: datetime) -> Account | None:
    """The account of a live link, which is spent by this; None when it is unknown, expired, spent or its account closed."""
    digest = _hash(token)
    # One statement whose condition stands on the row itself: of two clicks at once, the second finds it spent.
    if not SignInLink.objects.filter(token_hash=digest, used=None, expires__gt=at).update(used=at):
        return None
    return Account.objects.filter(pk=SignInLink.objects.get(token_hash=digest).account_id, is_active=True).first()


def is_of_console(token: str) -> bool:
    """Whether the link was printed by the machine's own console."""
    return SignInLink.objects.filter(token_hash=_hash(token), purpose=CONSOLE).exists()


def _must_sign(by: Account, at: datetime) -> None:
    """Letting somebody in is signed like a decision, and not by an account that was itself let in less than a day ago."""
    if reason := signs_later(by.pk, at):
        raise ValidationError(reason)


def open_recovery(username: str, *, by: Account, checked: str, at: datetime) -> Recovery:
    """Ask that an account be opened anew; `checked` says how the person was recognised. An older request of the account is withdrawn.

    ValidationError where there is no such account, it is closed, waits for whoever was invited, or is one's own.
    """
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise ValidationError(_("Không có tài khoản đang mở nào tên %(name)s. Kiểm tra lại tên đăng nhập."), params={"name": username})
    if account == by:
        raise ValidationError(_("Không tự khôi phục tài khoản của mình được; nhờ hai người quản trị khác."))
    if not _has_come(account):
        raise ValidationError(_("Chưa ai đăng nhập bằng tài khoản này; hãy gửi lại lời mời."))
    with transaction.atomic():
        Recovery.objects.filter(account=account, closed=None).update(closed=at)
        return Recovery.objects.create(account=account, opened_by=by, opened=at, checked=checked, expires=at + RECOVERED_FOR)


def approve_recovery(recovery: int, *, by: Account, at: datetime) -> str:
    """The half that this officer hands to the person, shown once; the first or the second of two, or the own one drawn anew.

    ValidationError where it is closed or expired, where two others gave both halves, or where the officer is the person or signs
    nothing yet.
    """
    _must_sign(by, at)
    half = _half()
    with transaction.atomic():
        found = Recovery.objects.select_for_update().filter(pk=recovery, closed=None, expires__gt=at).first()
        if found is None or (found.second_by_id is not None and by.pk not in {found.first_by_id, found.second_by_id}):
            raise ValidationError(_("Yêu cầu này đã đủ hai người duyệt, đã hết hạn hoặc đã khép lại."))
        if by.pk == found.account_id:
            raise ValidationError(_("Không tự duyệt khôi phục tài khoản của mình được; nhờ hai người quản trị khác."))
        if found.first_by_id in {None, by.pk}:
            found.first_by, found.first_hash = by, _hash(half)
        else:
            found.second_by, found.second_hash = by, _hash(half)
        found.save()
    return half


def carry_out_recovery(username: str, halves: tuple[str, str], *, at: datetime) -> Account | None:
    """The account, opened anew by both halves: password, factors and sessions are gone, and for a day it signs nothing.

    None where the halves are not those of a request of this account that both officers approved and that is not over.
    """
    first, second = (_hash(_plain(half)) for half in halves)
    fits = {"account__username": username, "account__is_active": True, "closed": None, "expires__gt": at}
    with transaction.atomic():
        open_ones = Recovery.objects.select_for_update(of=("self",)).filter(**fits, second_by__isnull=False)
        both = Q(first_hash=first, second_hash=second) | Q(first_hash=second, second_hash=first)
        recovery = open_ones.filter(both).first()
        if recovery is None:
            return None
        recovery.closed, recovery.used = at, True
        recovery.save()
        account = Account.objects.get(pk=recovery.account_id)
        account.set_unusable_password()
        account.signs_from = at + COOLING
        account.save()
        Authenticator.objects.filter(user=account).delete()
        SignInLink.objects.filter(account=account, used=None).delete()
        end_sessions(account.pk)
    return account


def _half() -> str:
    """Eighty bits in four groups that can be read out."""
    text = base64.b32encode(secrets.token_bytes(10)).decode()
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))


def _plain(half: str) -> str:
    """As it was made, however it was typed."""
    text = "".join(half.upper().split()).replace("-", "")
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))
