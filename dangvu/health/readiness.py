"""Whether the application can work: its database answers, every migration is applied, its disk has room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from dangvu.web.space import FULLEST, used


def database_answers() -> bool:
    """Whether a statement comes back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


class _Migrations:
    """Asked until it was true once: what is applied stays so while this program runs."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def __call__(self) -> bool:
        database = str(connection.settings_dict["NAME"])
        if database not in self._seen:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                return False
            self._seen.add(database)
        return True


def disk_has_room() -> bool:
    """Whether uploads, drafts and, with the embedded server, the data still have room."""
    return used(Path(settings.HOME)) < FULLEST


CHECKS: Mapping[str, Callable[[], bool]] = {"database": database_answers, "migrations": _Migrations(), "disk": disk_has_room}


def failing(checks: Mapping[str, Callable[[], bool]] = CHECKS) -> list[str]:
    """The names of the checks that do not hold, in their order; a fault of the database or the disk is a check that does not hold."""
    return [name for name, check in checks.items() if not _holds(check)]


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (Error, OSError):
        return False
