"""Filters that an account keeps; over the web the database holds every row to the session's own account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dangvu.accounts.models import SavedView

MOST = 20
"""An account keeps so many of one list."""
SEARCHED = "q"


class Saved(NamedTuple):
    """A kept set of filters: its number, its name, the filters as parameters."""

    id: int
    name: str
    query: Mapping[str, str]


def saved_views(account: int, page: str) -> list[Saved]:
    """What an account keeps of a list, by name."""
    rows = SavedView.objects.filter(account_id=account, page=page).order_by("name")
    return [Saved(*row) for row in rows.values_list("id", "name", "query")]


def save_view(account: int, page: str, name: str, query: Mapping[str, str]) -> None:
    """Keep filters under a name, in place of those that bore it; what was searched for is left out.

    ValueError where as many are kept as may be.
    """
    held = SavedView.objects.filter(account_id=account, page=page)
    if held.exclude(name=name).count() >= MOST:
        raise ValueError(f"{MOST} are kept")
    kept = SavedView(account_id=account, page=page, name=name, query={key: value for key, value in query.items() if key != SEARCHED})
    # One statement: of two windows that keep the same name at once, the second replaces what the first kept.
    SavedView.objects.bulk_create([kept], update_conflicts=True, unique_fields=["account", "page", "name"], update_fields=["query"])


def drop_view(account: int, number: int) -> None:
    """Keep them no longer; nothing happens where the account keeps none of that number."""
    SavedView.objects.filter(account_id=account, id=number).delete()
