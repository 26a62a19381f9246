"""The instance that a verb works on: its server is started, its tables are brought up to date."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from dangvu.cli.speech import refuse, say
from dangvu.cluster import Cluster, ClusterError
from dangvu.commands import Clerk
from dangvu.ledger import checkpoints

SETTING_UP = 0x44_57  # any number, the same everywhere: one process at a time makes tables and loads the demo
OLDEST = 150000


def embedded() -> Cluster | None:
    """The instance's own server; None where DATABASE_URL names another."""
    if os.environ.get("DATABASE_URL"):
        return None
    return Cluster(Path(settings.HOME), durable=os.environ.get("DANGVU_DISPOSABLE") != "1")


def is_there() -> bool:
    """Whether there is an instance to ask: its own server's data, or a DATABASE_URL."""
    server = embedded()
    return server is None or server.data.exists()


def open_instance() -> bool:
    """Start the server unless it runs, and bring the tables up to date; True when this call started it."""
    server = embedded()
    started = False
    try:
        if server is not None:
            if not server.alive():
                say("khởi động PostgreSQL của bản cài đặt này")
            started = server.start()
            _make_database(server)
        _check_version()
        with alone():
            _migrate()
    except ClusterError as error:
        refuse(error)
    except OperationalError as error:
        refuse(f"Không kết nối được cơ sở dữ liệu.\n{error}Cách xử lý: kiểm tra DATABASE_URL và máy chủ PostgreSQL rồi chạy lại.")
    return started


def operator() -> Clerk:
    """Whoever runs the program on this machine, as the ledger names such a person."""
    return Clerk(f"máy chủ: {getpass.getuser()}")


def note_checkpoint() -> None:
    """Witness the last decision in a file of the instance, outside the database."""
    checkpoints.note(Path(settings.HOME))


def _make_database(server: Cluster) -> None:
    name = connection.settings_dict["NAME"]
    with psycopg.connect(server.dsn(), autocommit=True) as session:
        if session.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            try:
                session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                return  # another start was first


def _check_version() -> None:
    connection.ensure_connection()
    version = connection.connection.info.server_version if connection.connection else OLDEST
    if version < OLDEST:
        refuse(f"Cần PostgreSQL 15 trở lên; máy chủ này là {version // 10000}. Hãy nâng cấp, hoặc bỏ DATABASE_URL để dùng bản kèm theo.")


@contextmanager
def alone() -> Iterator[None]:
    """One process at a time sets the instance up; the others wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [SETTING_UP])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SETTING_UP])


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("tạo hoặc cập nhật các bảng")
        call_command("migrate", verbosity=0, interactive=False)
