"""Words that stand nowhere else, put into the register and typed into every page, are looked for afterwards where they must not be."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote_plus, urlencode

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Request, sync_playwright
from pytest_django import DjangoDbBlocker

from dangvu.accounts.commands import make_sign_in_link
from dangvu.organisation.commands import ChangeUnit
from dangvu.organisation.queries import unit_on
from dangvu.people.queries import facts_of
from dangvu.periods.clock import now
from tests.config.answers import addresses
from tests.conftest import Clone
from tests.databases import Database, connected_to
from tests.exchange.reading.province import province, write
from tests.pages.driving import follow
from tests.pages.site import Site
from tests.security.test_formulas import EXPORTS
from tests.security.test_markup import ACTS
from tests.serving import CHROMIUM, QUIET, serving, signed_in
from tests.world import CELL, DAY, decide, find, newcomer, person

NAME, NUMBER, BODY, UNIT, TYPED, SENT = "Kimtước Vànganh", "SL-778899", "Bodoanxyz", "Chibộ Trăngrằm", "Hoangyến", "bimatxyz"
HELD = (NAME, "kimtuoc", "Kimtước", NUMBER, BODY, UNIT)
"""In the register: a name, its parts and its form without marks, a record number, a body, the name of a unit."""

AGENT = "Trinhduyetxyz/9.9"


class Seen(NamedTuple):
    """What a crawl left behind: the log, the addresses that were asked for, and the folder of the browser; `keys` open something."""

    log: str
    asked: list[str]
    profile: Path
    keys: tuple[str, ...]


class Prepared(NamedTuple):
    """The register with the words in it: its addresses, who looks at them, and what opens doors."""

    database: Database
    pages: list[str]
    reader: Client
    keys: tuple[str, ...]


@pytest.fixture(scope="module")
def prepared(world_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> Iterator[Prepared]:
    with clone(world_template) as database:
        with django_db_blocker.unblock(), connected_to(database):
            world = find()
            decide(ChangeUnit(on=DAY, unit=world.hamlet_one, name=UNIT, kind=CELL, body=BODY))
            decide(newcomer(NUMBER, NAME, DAY.replace(month=6), world.hamlet_one, body=BODY, occupation=BODY))
            body, facts = unit_on(world.hamlet_one, DAY), facts_of(person(NUMBER))
            assert body and facts
            reader = signed_in()
            token = make_sign_in_link("quan-tri", at=now())
            asked = urlencode({"unit": str(body.public_id), "on": DAY.isoformat()})
            pages = [one.path for one in addresses() if one.name not in EXPORTS | ACTS]
            pages += [f"{reverse(name)}?{asked}" for name in ("overview", "unit", "members", "figures", "return", "report_check")]
            pages += [f"{reverse('member', args=[facts.public_id])}?{asked}", f"{reverse('figure', args=['members'])}?{asked}"]
            pages += [reverse("sign_in_link", args=[token])]
            keys = (token, reader.cookies["sessionid"].value, str(facts.public_id))
        yield Prepared(database, pages, reader, keys)


@pytest.fixture(scope="module")
def seen(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """Every page looked at with a browser that keeps what it may keep; words typed into its boxes, files handed in, addresses mistyped."""
    home, profile = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("profile")
    asked: list[str] = []
    with serving(prepared.database, home, DANGVU_LOG="json") as served, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=QUIET, base_url=served.address, user_agent=AGENT
        )
        context.add_cookies([served.cookie(prepared.reader)])  # type: ignore[list-item]  # a typed dict of playwright
        context.on("request", lambda request: asked.append(_written(request)))
        page = context.new_page()
        for address in prepared.pages:
            page.goto(address)
        _type(page, home)
        _mistype(context)
        context.close()
        log = served.log.read_text()
    yield Seen(log, asked, profile, prepared.keys)


def _written(request: Request) -> str:
    """What other servers and logs would see of a request: its address and where it came from."""
    return unquote_plus(f"{request.url} {request.headers.get('referer', '')}")


def _type(page: Page, home: Path) -> None:
    for address in ("/tim/", "/to-chuc/tim/", "/dang-vien/"):
        page.goto(f"{address}?on=2022-11-30")
        page.locator("main input[type=search]").fill(TYPED)
        page.keyboard.press("Enter")
        page.wait_for_url("**q=*")
    page.goto("/soat-so-lieu/?on=2022-11-30")
    page.get_by_label("Dán văn bản báo cáo").fill(f"{SENT}: Đảng bộ có 9 đảng viên, {NAME}.")
    follow(page.get_by_role("button", name="Soát", exact=True))
    page.wait_for_selector("h1:has-text('Kết quả soát')")
    tables = province()
    tables["members"][0] |= {"name": NAME, "born": SENT}
    write(home / f"{SENT}.xlsx", tables)
    page.goto("/nhap/")
    page.locator("input[type=file]").set_input_files(home / f"{SENT}.xlsx")
    follow(page.get_by_role("button", name="Tải lên và soát"))
    page.wait_for_selector("h1:has-text('Soát tệp trước khi nhập')")


def _mistype(context: BrowserContext) -> None:
    """Words in addresses, headers and forms that lead to faults; asked past the pages, so not among what the browser was led to."""
    for address in (f"/{SENT}/", f"/dang-vien/{SENT}/", f"/dang-vien/?q={SENT}&on={SENT}", f"/so/{SENT}/", f"/dang-nhap/{SENT}/"):
        context.request.get(address, headers={"X-Forwarded-For": SENT, "Referer": f"http://127.0.0.1/{SENT}"})
        context.request.post(address, form={SENT: SENT}, headers={"Cookie": f"theme={SENT}"})
    context.request.get("/", headers={"Host": f"{SENT}.example"})


def leaked(text: str, words: tuple[str, ...]) -> list[str]:
    """The words that stand in a text, also where it is written as JSON."""
    return [word for word in words if word in text or json.dumps(word)[1:-1] in text]


def kept(profile: Path, words: tuple[str, ...]) -> list[str]:
    """Files in which a browser kept what pages held: everything but its list of pages visited, which holds addresses and titles."""
    files = [path for path in profile.rglob("*") if path.is_file() and not path.name.startswith(("History", "Favicons", "Top Sites"))]
    return [f"{path.name}: {word}" for path in files for word in words if word.encode() in path.read_bytes()]


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found")
def test_no_log_no_address_and_no_cache_holds_what_was_read_or_typed(seen: Seen) -> None:
    words = (*HELD, TYPED, SENT, AGENT)
    assert leaked(seen.log, (*words, *seen.keys)) == []
    assert leaked("\n".join(seen.asked), (*HELD, TYPED, SENT)) == []
    assert kept(seen.profile, (*HELD, TYPED, SENT)) == []
    lines = [json.loads(line) for line in seen.log.splitlines() if line.startswith("{")]
    answered = [line for line in lines if line["logger"] == "dangvu.requests"]
    assert len(answered) > 60, "the log is written, so that finding nothing means something"
    assert {"member", "search", "import", "none", "static"} <= {line["page"] for line in answered}
    assert {200, 404, 400} <= {line["status"] for line in answered}


def test_an_ordinary_log_of_the_same_requests_is_found_to_hold_the_words(site: Site) -> None:
    ours, ordinary = StringIO(), StringIO()
    (own,) = (one for one in logging.getLogger().handlers if one.name == "stderr")
    plain = logging.StreamHandler(ordinary)
    loud = logging.getLogger("django.request")
    assert isinstance(own, logging.StreamHandler)
    before, level = own.setStream(ours), loud.level
    logging.getLogger().addHandler(plain)
    loud.setLevel(logging.DEBUG)
    try:
        site.client.get(f"/{SENT}/")
        site.client.post(f"{reverse('import')}?q={SENT}", {SENT: SENT})
    finally:
        own.setStream(before)
        loud.setLevel(level)
        logging.getLogger().removeHandler(plain)
    assert leaked(ordinary.getvalue(), (SENT,)) == [SENT]
    assert ours.getvalue() and leaked(ours.getvalue(), (SENT,)) == []


class _Kept(BaseHTTPRequestHandler):
    """A page that may be kept for an hour."""

    def do_GET(self) -> None:
        """Answer with a word."""
        body = f"<!doctype html><title>a</title><p>{SENT} {NAME}".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found")
def test_a_page_that_may_be_kept_is_found_in_the_browser(tmp_path: Path) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Kept)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            context = playwright.chromium.launch_persistent_context(tmp_path, executable_path=CHROMIUM, args=QUIET)
            context.new_page().goto(f"http://127.0.0.1:{server.server_port}/")
            context.close()
    finally:
        server.shutdown()
    assert kept(tmp_path, (SENT, NAME))
