"""The databases of a test run: one server, templates that are made once, clones that cost a tenth of a second."""

from __future__ import annotations

import fcntl
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from dangvu.access.connections import become_owner, become_web
from dangvu.access.web_role import prepare
from dangvu.cluster import Cluster
from dangvu.config.database import database_settings, web_role, web_settings
from tests import world

RUN = "DANGVU_TEST_RUN"


def run_folder() -> Path:
    """The folder that all processes of one run share; the first of them makes it."""
    if RUN not in os.environ:
        os.environ[RUN] = tempfile.mkdtemp(prefix="dangvu-test-")
    return Path(os.environ[RUN])


@contextmanager
def run_lock() -> Iterator[None]:
    """One process of the run at a time."""
    with (run_folder() / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@dataclass(frozen=True)
class Database:
    """A database with everything migrated; `url` is what DATABASE_URL takes."""

    name: str
    url: str

    def environment(self, home: Path) -> dict[str, str]:
        """What a program started by a test is given, so that it works on this database."""
        return {**os.environ, "DATABASE_URL": self.url, "DANGVU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "dangvu.config.settings"}


class Server:
    """DATABASE_URL's server where one is named; else a disposable one of our own, which the first asker starts."""

    def __init__(self) -> None:
        given = os.environ.get("DATABASE_URL")
        if given is None:
            cluster = own_cluster()
            cluster.start()
            given = cluster.url()
        self._place = conninfo_to_dict(given)
        self._prefix = "dangvu_test_" + re.sub(r"\W", "_", run_folder().name.rpartition("-")[2].lower())

    def database(self, name: str) -> Database:
        """A database of this run by the name it has within the run."""
        full = f"{self._prefix}_{name}"
        user, password, host, port = (quote(str(self._place.get(key) or ""), safe="") for key in ("user", "password", "host", "port"))
        return Database(full, f"postgresql://{user}:{password}@{f':{port}' if port else ''}/{full}?host={host}")

    def execute(self, *statements: str) -> None:
        """Statements about databases; none of them may stand in a transaction."""
        with psycopg.connect(**{**self._place, "dbname": "postgres"}, autocommit=True) as server:
            for statement in statements:
                server.execute(statement)

    def clone(self, template: Database, name: str) -> Database:
        """A new database that holds what the template holds."""
        database = self.database(name)
        self.execute(f'DROP DATABASE IF EXISTS "{database.name}"', f'CREATE DATABASE "{database.name}" TEMPLATE "{template.name}"')
        return database

    def drop(self, database: Database) -> None:
        """End a database, also where a killed program left it in use."""
        self.execute(
            f'DROP DATABASE IF EXISTS "{database.name}" WITH (FORCE)', f'DROP ROLE IF EXISTS "{web_role(database.name)}"'
        )  # fmt: skip

    def template(self, name: str, fill: Callable[[Server, Database], None]) -> Database:
        """A database that nobody connects to, made once in the run by whoever asks first."""
        database, made = self.database(name), run_folder() / f"{name}.made"
        with run_lock():
            if not made.exists():
                fill(self, database)
                made.touch()
        return database


def own_cluster() -> Cluster:
    """The disposable server below the folder of the run."""
    return Cluster(run_folder() / "cluster", durable=False)


@contextmanager
def connected_to(database: Database) -> Iterator[None]:
    """Django's own connection leads to this database, in every thread."""
    settings = connections["default"].settings_dict
    before = dict(settings)
    connections["default"].close()
    settings.update(database_settings(run_folder() / "home", {"DATABASE_URL": database.url}))
    try:
        yield
    finally:
        connections["default"].close()
        settings.update(before)


_kept: dict[str, BaseDatabaseWrapper] = {}


@contextmanager
def one_connection(database: Database) -> Iterator[None]:
    """This thread asks through a connection that outlasts the `with`: what the server has learnt for it is not learnt again in every test.

    For those who leave nothing behind but a transaction rolled back; one that is left otherwise is closed.
    """
    usual = connections["default"]
    kept = connections["default"] = _kept.setdefault(database.name, connections.create_connection("default"))
    kept.ensure_connection()
    opened = kept.connection
    try:
        yield
    finally:
        connections["default"] = usual
        if kept.connection is not opened or opened.info.transaction_status != TransactionStatus.IDLE:
            kept.close()


def let_go() -> None:
    """Close what is kept."""
    while _kept:
        _kept.popitem()[1].close()


@contextmanager
def as_the_web(database: Database) -> Iterator[None]:
    """This process is the web server of a database to which it is connected: another role, the owner at hand."""
    home = run_folder() / "home"
    place = web_settings(home, {"DATABASE_URL": database.url})
    prepare(place["USER"], place["PASSWORD"])
    become_web(place)
    try:
        yield
    finally:
        become_owner()


def migrate(server: Server, database: Database) -> None:
    """Fill a template with every table and rule and nothing else."""
    server.execute(f'CREATE DATABASE "{database.name}"')
    with connected_to(database):
        call_command("migrate", verbosity=0)


def settle_world(server: Server, database: Database) -> None:
    """Fill a template with the world of `tests.world`."""
    server.execute(f'CREATE DATABASE "{database.name}" TEMPLATE "{server.database("empty").name}"')
    with connected_to(database):
        world.build()


def end_run() -> None:
    """Stop and remove what the run made."""
    folder = run_folder()
    if os.environ.get("DATABASE_URL"):
        server = Server()
        for made in folder.glob("*.made"):
            server.drop(server.database(made.stem))
    elif (folder / "cluster").exists():
        own_cluster().stop()
