"""Questions about imports that were taken."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from dangvu.access.connections import is_web

BY_OWNER = (
    "SELECT payload #>> '{values,file_name}', payload #> '{values,counts}' FROM ledger_decision WHERE id = %s AND kind = 'exchange.import'"
)
BY_WEB = "SELECT name, counts FROM access.import_facts(%s)"


@dataclass(frozen=True)
class Taken:
    """The file that an import came from, and how many rows of each sheet it took."""

    file_name: str
    counts: Mapping[str, int]


def import_taken(decision: int) -> Taken | None:
    """What an import took; None for what is no import or not for this reader."""
    with connection.cursor() as cursor:
        cursor.execute(BY_WEB if is_web() else BY_OWNER, [decision])
        row = cursor.fetchone()
    if row is None:
        return None
    counts = json.loads(row[1]) if isinstance(row[1], str) else row[1]
    return Taken(row[0] or "", counts or {})


def rows_taken() -> int:
    """The rows that all imports ever took, also those that were undone since; as the owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(counted.value::bigint), 0) FROM ledger_decision "
            "CROSS JOIN LATERAL jsonb_each_text(payload #> '{values,counts}') counted WHERE kind = 'exchange.import'"
        )
        return int(cursor.fetchone()[0])
