"""The small world asked by statements of a session: whose, what they see, and what is foreign to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from dangvu.access.connections import present, registrar
from dangvu.access.entering import note
from tests.world import World

TOKENS = {"officer": "t-officer", "secretary": "t-secretary", "commune": "t-commune", "closed": "t-closed"}


def sign_in(world: World) -> None:
    """Every account of the world has a session that the database knows."""
    for name, token in TOKENS.items():
        note(token, getattr(world, name))


@contextmanager
def session_of(name: str) -> Iterator[None]:
    """Statements of this session, in a transaction as a request has it."""
    with transaction.atomic():
        present(TOKENS.get(name, name))
        yield


def asked(statement: str, values: Any = None) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def numbers(statement: str, values: Any = None) -> set[int]:
    """The only column of a statement."""
    return {row[0] for row in asked(statement, values)}


def by_the_owner(statement: str) -> list[tuple[Any, ...]]:
    """The same asked past every policy."""
    with registrar():
        return asked(statement)
