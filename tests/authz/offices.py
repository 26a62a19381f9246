"""The small world asked by statements of a session: whose, what they see, and what is foreign to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from dangvu.access.connections import present, registrar
from dangvu.access.entering import note
from dangvu.accounts.models import Session
from dangvu.accounts.sessions import IDLE, digest
from dangvu.periods import clock
from tests.world import World

TOKENS = {"officer": "t-officer", "secretary": "t-secretary", "commune": "t-commune", "closed": "t-closed"}


def sign_in(world: World) -> None:
    """Every account of the world has a session that the database knows."""
    for name, token in TOKENS.items():
        open_session(token, getattr(world, name))


def open_session(token: str, account: int) -> None:
    """A session of this secret as it is after signing in with a second factor."""
    note(token, account)
    Session.objects.create(session_key=digest(token), account_id=account, factor="totp", expire_date=clock.now() + IDLE)


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
