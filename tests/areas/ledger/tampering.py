"""A hand in the database that no guard holds back: triggers are off while it works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from dangvu.ledger.chain import GENESIS, content, link
from dangvu.ledger.models import Decision


@contextmanager
def guards_down() -> Iterator[None]:
    """No trigger fires, so no guard of the register and no foreign key holds."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def tamper(sql: str, values: Any = None) -> int:
    """One statement with the guards down; how many rows it changed, at least one."""
    with guards_down(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        changed = cursor.rowcount
    assert changed > 0, "nothing was changed, so nothing can be found"
    return changed


def hash_anew(first: int) -> None:
    """What a forger does after a change: every hash from this decision on is computed again."""
    before = Decision.objects.filter(id=first - 1).first()
    digest = bytes(before.hash) if before else GENESIS
    with guards_down():
        for row in Decision.objects.filter(id__gte=first).order_by("id"):
            told = content(row.id, row.kind, row.on, row.body, row.document, row.actor, row.recorded, row.payload, row.corrects_id)
            prev, digest = digest, link(digest, told)
            Decision.objects.filter(id=row.id).update(prev=prev, hash=digest)
