"""Who is charged with what, as the tests of mandates ask it."""

from __future__ import annotations

from datetime import date

from dangvu.access.queries import mandates_of
from dangvu.access.viewer import Viewer, viewer_of
from dangvu.accounts.commands import account_named

TODAY = date(2026, 3, 2)
"""The day on which mandates are looked at."""


def charges(account: int, on: date = TODAY) -> list[tuple[str, int | None]]:
    """Roles and units of an account on a day."""
    return [(held.role, held.unit) for held in mandates_of(account, on)]


def stranger() -> int:
    """An account that is charged with nothing."""
    return account_named("nguoi-la")


def seen_by(account: int, on: date = TODAY) -> Viewer:
    """The account as the application sees it on a day."""
    return viewer_of(account, on)
