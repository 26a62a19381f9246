"""A log that takes every reading and keeps none of one kind: what the check of completeness must find."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from dangvu.access.connections import registrar

LOSE = """
ALTER TABLE readings_reading DISABLE TRIGGER no_change;
CREATE FUNCTION lost_reading() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  DELETE FROM readings_reading WHERE id = NEW.id AND kind = TG_ARGV[0];
  RETURN NULL;
END $$;
CREATE TRIGGER lost AFTER INSERT ON readings_reading FOR EACH ROW EXECUTE FUNCTION lost_reading(%s);
"""
FIND = """
DROP TRIGGER lost ON readings_reading;
DROP FUNCTION lost_reading();
ALTER TABLE readings_reading ENABLE TRIGGER no_change;
"""

LOST: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("list", "commune_approver", ("unit", "members", "tasks", "api_members")),
    ("file", "commune_approver", ("member", "propose_correction", "propose_transfer", "propose_official", "task", "api_member")),
    ("search", "commune_approver", ("members", "search")),
    ("records", "commune_approver", ("figure", "api_records")),
    ("records", "province_preparer", ("import_check", "import_refused_rows")),
    ("export", "commune_approver", ("export_members",)),
    ("unmask", "commune_approver", ("citizen_id",)),
    ("own", "member", ("own_file", "propose_correction", "tasks")),
)
"""Kinds of readings, a role that reads so, and the pages on which it does."""


@contextmanager
def losing(kind: str) -> Iterator[None]:
    """The log takes every row and keeps none of this kind."""
    with registrar(), connection.cursor() as cursor:
        cursor.execute(LOSE, [kind])
    try:
        yield
    finally:
        with registrar(), connection.cursor() as cursor:
            cursor.execute(FIND)
