"""Sessions as the database knows them: noted when somebody signs in, struck when somebody leaves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from dangvu.access.connections import digest, registrar
from dangvu.access.models import SignedIn
from dangvu.periods import clock

LONGEST = timedelta(hours=8)
"""No session is known longer, whatever the browser brings."""


def note(token: str, account: int) -> None:
    """The session of this secret is of this account; by the owner, since the web may not say so."""
    with registrar():
        now = clock.now()
        forget(now)
        SignedIn.objects.update_or_create(token_hash=digest(token), defaults={"account_id": account, "expires": now + LONGEST})


def forget(now: datetime) -> None:
    """Let the database forget the sessions that are over."""
    with registrar():
        SignedIn.objects.filter(expires__lte=now).delete()


def strike(token: str) -> None:
    """The session of this secret is over."""
    with registrar():
        SignedIn.objects.filter(token_hash=digest(token)).delete()


@receiver(user_logged_in, dispatch_uid="access")
def signed_in(request: HttpRequest, user: Any, **_sent: object) -> None:
    """Somebody has signed in, and the session has its new secret."""
    if request.session.session_key:
        note(request.session.session_key, user.pk)


@receiver(user_logged_out, dispatch_uid="access")
def signed_out(request: HttpRequest, **_sent: object) -> None:
    """Somebody leaves; the session still has its secret."""
    if request.session.session_key:
        strike(request.session.session_key)
