"""The two connections of the web: its own role, which writes nothing of the register, and that of the owner, for what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

REGISTRAR = "registrar"


def become_web(place: Mapping[str, Any]) -> None:
    """From now on every thread's connection is that of the web role; the owner's stays at hand under another alias.

    `place` are Django's settings of the web role's connection.
    """
    settings = connections[DEFAULT_DB_ALIAS].settings_dict
    connections.close_all()
    connections.settings[REGISTRAR] = dict(settings)
    settings.update(place)


def become_owner() -> None:
    """The reverse, for whoever ends."""
    if REGISTRAR in connections.settings:
        connections.close_all()
        connections[DEFAULT_DB_ALIAS].settings_dict.update(connections.settings.pop(REGISTRAR))
        with suppress(AttributeError):  # this thread never asked as the owner
            del connections[REGISTRAR]


def is_web() -> bool:
    """Whether this thread asks as the web role."""
    return REGISTRAR in connections.settings and connections[DEFAULT_DB_ALIAS].alias != REGISTRAR


@contextmanager
def registrar() -> Iterator[None]:
    """Within it this thread asks and writes as the owner; what the web's own transaction has read stays as it is."""
    if not is_web():
        yield
        return
    web = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[REGISTRAR]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = web


def present(token: str) -> None:
    """Tell the database, until the end of the transaction, whose session this is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('dangvu.token', %s, true)", [token])


def digest(token: str) -> bytes:
    """What the database keeps of a session's secret."""
    return sha256(token.encode()).digest()
