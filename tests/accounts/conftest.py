"""A running instance and a browser in which somebody comes to it."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django import DjangoDbBlocker

from dangvu.accounts.models import Tally
from tests.databases import Database, connected_to
from tests.pages.test_in_browser import ROOT, _printed_link, browser

__all__ = ["browser"]


class Served(NamedTuple):
    """A running instance by the name of its host, for passkeys belong to names, and the path of the link that it printed."""

    address: str
    link: str


@contextmanager
def beside_a_loop() -> Iterator[None]:
    """Playwright keeps a loop in this thread; what the tests ask of the database themselves does not run in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="module")
def served(fresh_world: Database, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`serve` over the small world, and the same database for the test itself."""
    home = tmp_path_factory.mktemp("home")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    more = {
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "tests.accounts.settings_of_keepers",
        "DANGVU_SECRET_KEY": settings.SECRET_KEY,
    }
    program = subprocess.Popen(
        [sys.executable, "-P", "-m", "dangvu", "serve", "--no-demo", "--bind", f"127.0.0.1:{port}"],
        env={**fresh_world.environment(home), **more}, cwd=home, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        link = urlsplit(_printed_link(program)).path
        with django_db_blocker.unblock(), beside_a_loop(), connected_to(fresh_world):
            yield Served(f"http://localhost:{port}", link)
    finally:
        program.terminate()
        program.wait(20)


@pytest.fixture
def context(browser: Browser, served: Served) -> Iterator[BrowserContext]:
    Tally.objects.all().delete()
    context = browser.new_context(base_url=served.address, viewport={"width": 1366, "height": 768})
    yield context
    context.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser objects to while a page is open."""
    return []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert [one for one in complaints if "status of 4" not in one] == []
