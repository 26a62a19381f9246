"""What a session searched for: the words stay on the server, an address carries a key to them that means nothing elsewhere."""

from __future__ import annotations

import secrets

from django.contrib.sessions.backends.base import SessionBase

SEARCHES = "searches"
MOST = 50
"""A session remembers so many searches; the oldest are forgotten."""


def tidy(text: str) -> str:
    """What is searched for: one line of at most eighty characters."""
    return " ".join(text.replace("\0", " ").split())[:80]


def keep(text: str, session: SessionBase) -> str:
    """The key to a search, the same for the same words; none for none."""
    text = tidy(text)
    kept: dict[str, str] = session.get(SEARCHES, {})
    found = next((key for key, words in kept.items() if words == text), "")
    if text and not found:
        found = secrets.token_urlsafe(6)
        session[SEARCHES] = dict([*kept.items(), (found, text)][-MOST:])
    return found


def kept(key: str, session: SessionBase) -> str:
    """The words behind a key; none where this session never searched under it, or long ago."""
    return str(session.get(SEARCHES, {}).get(key, ""))
