"""A signed-in reader of the small world, and a browser at the desk of whoever a module's `served` is for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.driving import Desk, chromium, desk
from tests.pages.site import Site, reader
from tests.world import World


@pytest.fixture
def site(world: World) -> Site:
    """The site as a signed-in account sees it, over the small world on its day."""
    return Site(reader("quan-tri"), world)


@pytest.fixture(scope="module")
def browser(served: object) -> Iterator[Browser]:
    """Started after the program, for which the register was asked."""
    assert served
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser, served: Desk) -> Iterator[Page]:
    """A page of the desk."""
    with desk(browser, *served) as opened:
        yield opened


@pytest.fixture
def bare(browser: Browser, served: Desk) -> Iterator[Page]:
    """A page that runs no scripts."""
    with desk(browser, *served, has_scripts=False) as opened:
        yield opened
