"""What a lawful erasure takes from beside the chain; the chain keeps commitments alone and stays valid."""

from __future__ import annotations

from django.db import connection


def erase_values(field: str, subject: int) -> int:
    """Empty the personal values of every decision that names the subject in this field, or gave it its number.

    Such a decision is about one subject, or keeps the values of each under `list/subject`, so none of anybody else is lost.
    Answers how many were emptied.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_personalvalue v SET value = NULL, salt = NULL FROM ledger_decision d "
            "WHERE d.id = v.decision_id AND v.salt IS NOT NULL "
            "AND (CASE WHEN strpos(v.field, '/') > 0 THEN split_part(v.field, '/', 2) = (%s::int)::text "
            "ELSE d.payload -> 'values' -> %s = to_jsonb(%s::int) OR d.payload -> 'given' @> to_jsonb(%s::int) END)",
            [subject, field, subject, subject],
        )
        return int(cursor.rowcount)
