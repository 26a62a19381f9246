"""Tokens of named programs: each reads as one account, for one purpose, until a day; the secret is shown once and kept by nobody."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest

from dangvu.access.connections import digest, registrar
from dangvu.access.models import Integration
from dangvu.accounts import throttle
from dangvu.accounts.queries import account_by_name
from dangvu.periods.clock import HANOI

SIGN = "dvt_"
"""How a secret begins, so that one that lies about is known for what it is."""

LONGEST = 366
"""Days for which a token lasts at most."""

NETWORK = throttle.Limit(10, timedelta(minutes=1))
EVERYBODY = throttle.Limit(60, timedelta(minutes=1))
"""Wrong tokens. Nobody guesses 256 bits, but whoever tries shall not fill the log; a token that is good is never held up by others."""

PREFIX = re.compile(r"bearer +", re.IGNORECASE)


class Unsuitable(ValueError):
    """Why a token is not made; the sentence is for the operator."""


@dataclass(frozen=True)
class Named:
    """The integration that asks, and the account as which it reads."""

    number: int
    name: str
    purpose: str
    account: int
    username: str

    @property
    def reason(self) -> str:
        """What the log of readings says of why somebody was read."""
        return f"{self.name}: {self.purpose}"


@dataclass(frozen=True)
class Shown:
    """What became of the token that a request brought: whose it is, or nobody's, or one wrong token too many."""

    by: Named | None
    is_too_many: bool = False


def make(name: str, purpose: str, username: str, days: int, *, by: str, at: datetime) -> str:
    """The secret of a new integration, told this once. `Unsuitable` where something is missing or the name is taken."""
    account = account_by_name(username)
    if account is None or not account.is_active:
        raise Unsuitable(f"Không có tài khoản “{username}” đang dùng. Mời tài khoản và giao nhiệm vụ trước, rồi tạo mã truy cập.")
    if not name.strip() or len(name) > 40 or not purpose.strip() or len(purpose) > 150:
        raise Unsuitable("Ghi tên (đến 40 ký tự) và mục đích (đến 150 ký tự) của nơi dùng mã truy cập.")
    if not 1 <= days <= LONGEST:
        raise Unsuitable(f"Mã truy cập dùng từ 1 đến {LONGEST} ngày.")
    secret = SIGN + secrets.token_urlsafe(32)
    with transaction.atomic():
        if Integration.objects.select_for_update().filter(name=name, revoked=None).exists():
            raise Unsuitable(f"“{name}” đang có một mã truy cập. Thu hồi mã ấy trước: python3 run.py token revoke")
        Integration.objects.create(
            name=name, purpose=purpose, account=account, secret_hash=digest(secret), made=at, made_by=by, expires=at + timedelta(days=days)
        )
    return secret


def revoke(name: str, at: datetime) -> bool:
    """The token of this name opens nothing from now on; false where there is none."""
    return bool(Integration.objects.filter(name=name, revoked=None).update(revoked=at))


def every() -> Sequence[Integration]:
    """Every integration there is or was, the newest first."""
    return list(Integration.objects.select_related("account").order_by("-made", "-id"))


def secret_in(request: HttpRequest) -> str | None:
    """The secret that a request brings; None where it brings none."""
    words, found = PREFIX.subn("", request.META.get("HTTP_AUTHORIZATION", "").strip(), count=1)
    return words if found else None


def show(secret: str, address: str, at: datetime) -> Shown:
    """Whose a secret is; asked as the owner, since the web reads no table of secrets. A wrong one is counted."""
    with registrar():
        found = Integration.objects.filter(secret_hash=digest(secret), revoked=None, expires__gt=at, account__is_active=True)
        row = found.select_related("account").first()
        if row is None:
            return Shown(None, is_too_many=not _counted(address, at))
        today = at.astimezone(HANOI).date()
        if row.used != today:
            Integration.objects.filter(pk=row.pk).update(used=today)
        return Shown(Named(row.pk, row.name, row.purpose, row.account_id, row.account.get_username()))


def _counted(address: str, at: datetime) -> bool:
    """Whether one more wrong token is within the limits."""
    limits = ((throttle.key_of("tokens"), EVERYBODY), (throttle.key_of("token", throttle.network_of(address)), NETWORK))
    return all([throttle.take(key, limit, at=at) for key, limit in limits])


def shown_in(request: HttpRequest) -> Shown | None:
    """What became of the token of a request, as the middleware found it; None where it brought none."""
    found = getattr(request, "shown_token", None)
    return found if isinstance(found, Shown) else None
