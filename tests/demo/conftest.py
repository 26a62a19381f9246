"""The invented province, built once in a run for each size that a test asks for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from dangvu.demo.build import build
from dangvu.demo.plan import Size
from tests.conftest import Clone
from tests.databases import Database, Server, connected_to


def _built(size: Size, server: Server) -> Database:
    def fill(server: Server, database: Database) -> None:
        server.execute(f'CREATE DATABASE "{database.name}" TEMPLATE "{server.database("empty").name}"')
        with connected_to(database):
            build(size)

    return server.template(f"demo_{size.lower()}", fill)


@pytest.fixture(scope="session")
def small_template(server: Server, empty_template: Database, django_db_blocker: DjangoDbBlocker) -> Database:
    """Size S, through the batch."""
    with django_db_blocker.unblock():
        return _built("S", server)


@pytest.fixture(scope="session")
def province_template(server: Server, empty_template: Database, django_db_blocker: DjangoDbBlocker) -> Database:
    """Size M, through the batch."""
    with django_db_blocker.unblock():
        return _built("M", server)


@pytest.fixture(scope="module")
def small(small_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    """This process reads size S."""
    with clone(small_template) as database, django_db_blocker.unblock(), connected_to(database):
        yield database


@pytest.fixture(scope="module")
def province(province_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    """This process reads size M."""
    with clone(province_template) as database, django_db_blocker.unblock(), connected_to(database):
        yield database
