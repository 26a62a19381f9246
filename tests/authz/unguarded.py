"""The application without its own rights: whoever is signed in is taken for somebody to whom everything lies open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from dangvu.access import middleware
from dangvu.access.kinds import RIGHTS
from dangvu.access.queries import Held
from dangvu.access.viewer import Viewer
from dangvu.periods.days import Span
from dangvu.readings import noting


@contextmanager
def unguarded() -> Iterator[None]:
    """Until the `with` ends; no reading is noted, for the log knows mandates by itself and would answer nothing under an invented one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(middleware, "viewer_here", _everything)
        patch.setattr(noting, "ROW", "SELECT 1")
        yield


def _everything(account: int, on: date, label: str = "") -> Viewer:
    held = Held(1, account, "province_approver", "", None, None, Span(on, None), frozenset(RIGHTS))
    return Viewer(account, label, on, (held,))
