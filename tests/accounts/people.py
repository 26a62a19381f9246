"""People who sign in, as tests need them."""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.test import Client

from dangvu.accounts.models import Account
from dangvu.accounts.sessions import BEGUN, CONFIRMED, FACTOR, SEEN
from dangvu.periods.clock import now

PASSWORD = "bốn con voi đi chợ"


def somebody(name: str = "an.nguyen", *, password: str | None = PASSWORD, has_totp: bool = True) -> Account:
    """An account with a password and an application on a phone."""
    account = Account(username=name)
    if password is None:
        account.set_unusable_password()
    else:
        account.set_password(password)
    account.save()
    if has_totp:
        TOTP.activate(account, generate_totp_secret())
    return account


def code_of(account: Account, *, ahead: int = 0) -> str:
    """What the phone of this person shows, now or so many half minutes later."""
    secret = decrypt(Authenticator.objects.get(user=account, type="totp").data["secret"])
    return format_hotp_value(hotp_value(secret, int(time.time()) // settings_period() + ahead))


def settings_period() -> int:
    """How long a code is shown, in seconds."""
    return int(getattr(settings, "MFA_TOTP_PERIOD", 30))


def enter(client: Client, account: Account) -> None:
    """A session as it is after signing in with a second factor, without the pages that lead there."""
    client.force_login(account)
    session = client.session
    instant = now().timestamp()
    session.update({FACTOR: "totp", CONFIRMED: instant, BEGUN: instant, SEEN: instant})
    session.save()


def yes() -> bool:
    """For settings that name a question."""
    return True
