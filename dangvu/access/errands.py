"""Work that goes on after its request: when it begins both layers are asked anew about whoever gave it, and no secret is kept for that."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_urlsafe

from django.contrib.auth import get_user_model
from django.db import transaction

from dangvu.access.connections import digest, present, registrar
from dangvu.access.entering import strike
from dangvu.access.models import SignedIn
from dangvu.access.officer import Officer
from dangvu.access.viewer import viewer_here, viewer_of
from dangvu.periods import clock

SOON = timedelta(minutes=1)
"""How long the database knows the session that is made for one question, should nobody strike it."""


def giver(account: int) -> Officer | None:
    """Whoever gave the work, as an officer of this moment; None where the account is closed or gone."""
    with registrar():
        name = get_user_model()._default_manager.filter(pk=account, is_active=True).values_list("username", flat=True).first()
    return None if name is None else Officer(account, str(name))


def may_whole(account: int, right: str) -> bool:
    """Whether an open account holds a right over the whole register now: what the application says and what the database says."""
    return giver(account) is not None and _by_application(account, right) and _by_database(account, right)


def _by_application(account: int, right: str) -> bool:
    with registrar():
        viewer = viewer_of(account, clock.today())
        return viewer.has(right) and viewer.whole(right)


def _by_database(account: int, right: str) -> bool:
    """The web's role asks within a session that is made for this and struck at once; its secret never leaves this function."""
    secret = token_urlsafe()
    with registrar():
        SignedIn.objects.create(token_hash=digest(secret), account_id=account, expires=clock.now() + SOON, errand=True)
    try:
        with transaction.atomic():
            present(secret)
            viewer = viewer_here(account, clock.today())
            return viewer.has(right) and viewer.whole(right)
    finally:
        strike(secret)
