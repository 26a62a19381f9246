"""Whether a session has shown a second factor: marked at sign-in and at enrolment, asked on every request."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from datetime import datetime
from typing import Final, cast

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from dangvu.accounts.models import CONSOLE, Account
from dangvu.accounts.sessions import BEGUN, BROWSER, CONFIRMED, FACTOR, SEEN
from dangvu.periods.clock import now

REAL_FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes stand in for one of these and never alone."""

_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"))


def account_of(request: HttpRequest) -> Account:
    """The account that is signed in; only for pages that demand it."""
    assert isinstance(request.user, Account)
    return request.user


def has_factor(account: Account) -> bool:
    """Whether the account has a second factor enrolled."""
    return bool(Authenticator.objects.filter(user=account, type__in=REAL_FACTORS).exists())


def factor_shown(request: HttpRequest, account: Account) -> str:
    """The factor that this person has just given in this session, as allauth recorded it for this very account; empty if none."""
    records = get_authentication_records(request, account)
    shown = [str(record.get("type")) for record in records if record.get("method") == "mfa"]
    return shown[-1] if shown else ""


def mark(request: HttpRequest, factor: str, *, at: datetime | None = None) -> None:
    """Write into a new session when it began and by which factor; an empty one lets the person enrol a factor and nothing else."""
    instant = (at or now()).timestamp()
    request.session.update({BEGUN: instant, SEEN: instant, BROWSER: browser_of(request.META.get("HTTP_USER_AGENT", ""))})
    confirm(request, factor, at=at)


def confirm(request: HttpRequest, factor: str, *, at: datetime | None = None) -> None:
    """The person has given this factor just now."""
    request.session[FACTOR] = factor
    if factor:
        request.session[CONFIRMED] = (at or now()).timestamp()


def is_assured(request: HttpRequest) -> bool:
    """Whether whoever is signed in has shown a second factor; the console's link stands for one where all data is invented."""
    factor = request.session.get(FACTOR, "")
    return bool(factor) if factor != CONSOLE else is_invented()


def is_invented() -> bool:
    """Whether the register holds invented people alone, as the package above says that `settings.ACCOUNTS_INVENTED` names."""
    return cast("Callable[[], bool]", import_string(settings.ACCOUNTS_INVENTED))()


def is_own_machine(request: HttpRequest) -> bool:
    """Whether the request came from this machine to this machine, and not through a proxy that stands before it for others."""
    host = request.get_host().rpartition(":")[0] if ":" in request.get_host() else request.get_host()
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and _is_loopback(host.strip("[]"))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def browser_of(text: str) -> str:
    """Two words by which people know their own sessions apart; the rest of what a browser tells is not kept."""
    name = next((words for sign, words in _BROWSERS if sign in text), "")
    system = next((words for sign, words in _SYSTEMS if re.search(sign, text)), "")
    return " · ".join(filter(None, (name, system)))
