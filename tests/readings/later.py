"""Days that pass for what is deferred: everything of it is moved back, by the owner, past the guards."""

from __future__ import annotations

from django.db import connection, transaction

from dangvu.access.connections import registrar

TABLES = ("readings_deferral", "readings_reading")


def ten_days_pass(*, until_today: bool = False) -> None:
    """Readings and deferrals lie ten days back; with `until_today` these have just ended."""
    upper = "access.today()" if until_today else "upper(period) - 10"
    with registrar(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(
            f"UPDATE readings_deferral SET period = daterange(lower(period) - 10, {upper}), begins = begins - interval '10 days'"
        )
        cursor.execute("UPDATE readings_reading SET at = at - interval '10 days'")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
