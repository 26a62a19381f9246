"""The small world behind the web's own role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.authz.offices import sign_in
from tests.conftest import Clone
from tests.databases import Database, as_the_web, connected_to
from tests.world import World, find


@pytest.fixture(scope="module")
def _web_database(world_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    with clone(world_template) as database, django_db_blocker.unblock():
        with connected_to(database):
            sign_in(find())
        yield database


@pytest.fixture
def web(_web_database: Database, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The committed world, asked as the web asks; what a test writes stays for the module."""
    with django_db_blocker.unblock(), connected_to(_web_database):
        world = find()
        with as_the_web(_web_database):
            yield world


@pytest.fixture
def own_web(committed_world: Database) -> Iterator[World]:
    """The same in a database of the test's own."""
    world = find()
    sign_in(world)
    with as_the_web(committed_world):
        yield world
