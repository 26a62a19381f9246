"""What every test may ask for: an empty register, the small world, or a committed database of its own."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count

import pytest
from django.conf import settings
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from tests.databases import Database, Server, connected_to, end_run, let_go, migrate, one_connection, run_folder, settle_world
from tests.world import World, find

Clone = Callable[[Database], AbstractContextManager[Database]]


def pytest_configure(config: pytest.Config) -> None:
    """Tests never touch the instance that is in use: their home lies in the folder of the run."""
    folder = run_folder()
    settings.HOME = folder / "home"
    settings.HOME.mkdir(exist_ok=True)
    settings.ARGON2 = {"time": 1, "memory_kib": 64, "lanes": 1}  # the real cost is measured, not paid in every test
    if not hasattr(config, "workerinput"):
        config.add_cleanup(lambda: shutil.rmtree(folder))
        config.add_cleanup(end_run)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end, and is not looked through again and again for what could be thrown away."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


LONG = ("tests/property/", "tests/demo/", "tests/start/", "tests/suppression/", "tests/security/", "tests/authz/", "tests/bench/")
"""Modules of few tests that take minutes: begun first, so that none is waited for alone at the end."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """A second server need not be shown what never asks one."""
    parser.addoption("--of-the-database", action="store_true", help="only tests that speak to the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long ones first; otherwise as they were found."""
    if config.getoption("of_the_database"):
        config.hook.pytest_deselected(items=[item for item in items if not speaks_to_the_database(item)])
        items[:] = filter(speaks_to_the_database, items)
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def speaks_to_the_database(item: pytest.Item) -> bool:
    """Whether the server of this run is behind a test."""
    return item.get_closest_marker("django_db") is not None or "server" in getattr(item, "fixturenames", ())


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Flushing tables after a test is what the register refuses, so committed tests bring a database of their own."""
    mark = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"}.intersection(getattr(item, "fixturenames", ()))
    if asked or (mark and mark.kwargs.get("transaction")):
        pytest.fail("ask for committed_database or committed_world instead of transaction=True, transactional_db or live_server")


@pytest.fixture(scope="session")
def server() -> Server:
    """The PostgreSQL server of this run."""
    return Server()


@pytest.fixture(scope="session")
def empty_template(server: Server, django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Database:
    """Everything migrated, nothing decided."""
    with django_db_blocker.unblock():
        return server.template("empty", migrate)


@pytest.fixture(scope="session")
def world_template(server: Server, empty_template: Database, django_db_blocker: DjangoDbBlocker) -> Database:
    """The small world, decided and committed."""
    with django_db_blocker.unblock():
        return server.template("world", settle_world)


@pytest.fixture(scope="session")
def clone(server: Server, worker_id: str) -> Clone:
    """Copies of a template that are gone when their `with` ends."""
    numbers = count(1)

    @contextmanager
    def cloned(template: Database) -> Iterator[Database]:
        database = server.clone(template, f"{worker_id}_{next(numbers)}")
        try:
            yield database
        finally:
            server.drop(database)

    return cloned


@pytest.fixture(scope="session")
def django_db_setup(empty_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """An empty register for `django_db`; each test's transaction is rolled back."""
    with clone(empty_template) as database, django_db_blocker.unblock(), connected_to(database):
        yield


@pytest.fixture(scope="session")
def _world_of_this_worker(world_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Database, World]]:
    with clone(world_template) as database:
        with django_db_blocker.unblock(), connected_to(database):
            found = find()
        yield database, found
        let_go()


@contextmanager
def _unmarked(request: pytest.FixtureRequest, blocker: DjangoDbBlocker, database: Database) -> Iterator[None]:
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        pytest.fail("the world and committed databases are databases of their own: leave the mark django_db out")
    with blocker.unblock(), connected_to(database):
        yield


@pytest.fixture
def world(
    request: pytest.FixtureRequest, _world_of_this_worker: tuple[Database, World], django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """The small world in a transaction that is rolled back; such a test needs no `django_db`."""
    database, found = _world_of_this_worker
    with _unmarked(request, django_db_blocker, database), one_connection(database), transaction.atomic():
        yield found
        if connection.is_usable() and not connection.needs_rollback:
            connection.check_constraints()
        transaction.set_rollback(True)


@pytest.fixture
def committed_database(
    request: pytest.FixtureRequest, empty_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker
) -> Iterator[Database]:
    """An empty register in which this process really commits; for threads, locks and visibility."""
    with clone(empty_template) as database, _unmarked(request, django_db_blocker, database):
        yield database


@pytest.fixture
def committed_world(
    request: pytest.FixtureRequest, world_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker
) -> Iterator[Database]:
    """The small world in a database where this process really commits."""
    with clone(world_template) as database, _unmarked(request, django_db_blocker, database):
        yield database


@pytest.fixture(scope="module")
def fresh_database(empty_template: Database, clone: Clone) -> Iterator[Database]:
    """An empty register for programs that the tests of a module start, crash and start again."""
    with clone(empty_template) as database:
        yield database


@pytest.fixture(scope="module")
def fresh_world(world_template: Database, clone: Clone) -> Iterator[Database]:
    """The small world for programs that the tests of a module start, such as the web server under a browser."""
    with clone(world_template) as database:
        yield database
