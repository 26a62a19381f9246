"""One view of the database for long readings, whatever is decided meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[Any]:
    """A cursor whose answers, and those of everything asked within, are of one moment; nobody is held up.

    Within a transaction of the caller it is that transaction's view.
    """
    apart = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if apart:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield cursor
