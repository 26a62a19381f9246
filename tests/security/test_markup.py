"""Every page in a browser over a register full of hostile markup: nothing of it comes alive, nothing breaks the content policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from dangvu.organisation.queries import unit_on
from dangvu.people.queries import facts_of
from dangvu.proposals.models import Proposal
from tests.config.answers import addresses
from tests.conftest import Clone
from tests.databases import Database, connected_to
from tests.exchange.reading.province import write
from tests.pages.driving import follow
from tests.security.hostile import MARKUP, hostile_report, hostile_workbook, write_everywhere
from tests.security.test_formulas import EXPORTS
from tests.serving import CHROMIUM, QUIET, Served, serving, signed_in
from tests.world import DAY, find, person, unit

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found")

ALIVE = "x-hit, [onerror], [onload], [onclick], [onfocus], script:not([src]), iframe, object, embed, base, [href^='javascript:']"
"""Elements that only a payload brings."""

ACTS = {
    "set_theme", "set_language", "sign_out", "end_session", "remove_factor", "import_take", "import_drop", "report_answer", "report_done",
    "approve_task", "approve_together", "answer_task",
}  # fmt: skip
"""Addresses that take no GET and answer it with an empty page, at which a browser stays where it is."""

WATCHING = "addEventListener('securitypolicyviolation', (event) => console.error(`CSP violation: ${event.violatedDirective}`), true)"


@dataclass
class Found:
    """What a crawl saw of payloads, by the address of the page."""

    dialogs: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    nodes: list[str] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)

    def watch(self, page: Page) -> None:
        """Begin to listen."""
        page.add_init_script(WATCHING)

        def dialog(one: Dialog) -> None:
            self.dialogs.append(page.url)
            one.dismiss()

        def said(one: ConsoleMessage) -> None:
            if "CSP violation" in one.text or "Content Security Policy" in one.text:
                self.violations.append(f"{page.url}: {one.text}")

        page.on("dialog", dialog)
        page.on("console", said)

    def judge(self, page: Page) -> None:
        """Look at the page as it stands."""
        if count := page.locator(ALIVE).count():
            self.nodes.append(f"{page.url}: {count}")

    @property
    def harm(self) -> list[list[str]]:
        """Everything that should be empty."""
        return [self.dialogs, self.violations, self.nodes]


class Hostile(NamedTuple):
    """The small world with markup in everything that takes a text: its addresses, and who looks at them."""

    database: Database
    pages: list[str]
    reader: Client


@pytest.fixture(scope="module")
def hostile(world_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> Iterator[Hostile]:
    with clone(world_template) as database:
        with django_db_blocker.unblock(), connected_to(database):
            write_everywhere(find(), MARKUP)
            prepared = Hostile(database, list(pages()), signed_in())
        yield prepared


@pytest.fixture(scope="module")
def served(hostile: Hostile, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(hostile.database, tmp_path_factory.mktemp("home")) as served:
        yield served


@pytest.fixture(scope="module")
def browser(hostile: Hostile) -> Iterator[Browser]:
    """Started after the register was asked: the database of Django cannot be asked from where a browser is driven."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, served: Served, hostile: Hostile) -> Iterator[Page]:
    context = browser.new_context(base_url=served.address)
    context.add_cookies([served.cookie(hostile.reader)])  # type: ignore[list-item]  # a typed dict of playwright
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def pages() -> Iterator[str]:
    """Every address of the resolver that is a page, and those of hostile units, people and groups."""
    yield from (one.path for one in addresses() if one.name not in EXPORTS | ACTS)
    on = {"on": DAY.isoformat()}
    bodies = [unit_on(number, DAY) for number in (find().province, find().an_binh, find().hamlet_one, unit(MARKUP))]
    for body in filter(None, bodies):
        asked = urlencode({**on, "unit": str(body.public_id)})
        yield from (f"{reverse(name)}?{asked}" for name in ("overview", "unit", "members", "return", "report_check"))
    for facts in filter(None, (facts_of(find().an), facts_of(person(MARKUP)), facts_of(find().binh))):
        yield f"{reverse('member', args=[facts.public_id])}?{urlencode(on)}"
        yield from (reverse(act, args=[facts.public_id]) for act in ("propose_correction", "propose_transfer", "propose_official"))
    yield from (reverse("task", args=[number]) for number in Proposal.objects.values_list("public_id", flat=True))
    for by in ("ethnicity", "religion", "education", "profession", "occupation"):
        yield f"{reverse('figure', args=['members'])}?{urlencode({**on, 'by': by, 'key': MARKUP})}"
    yield f"{reverse('members')}?{urlencode({**on, 'ethnicity': MARKUP, 'religion': MARKUP, 'q': MARKUP})}"
    for name in ("overview", "members", "search", "choose_day"):
        yield f"{reverse(name)}?{urlencode({'on': MARKUP, 'known': MARKUP, 'unit': MARKUP, 'back': MARKUP, 'q': MARKUP})}"
    yield f"/{MARKUP}/"


def test_no_page_lets_markup_out_of_the_register_come_alive(page: Page, hostile: Hostile) -> None:
    found = Found()
    found.watch(page)
    for address in hostile.pages:
        page.goto(address, wait_until="load")
        found.opened.add(address.partition("?")[0])
        found.judge(page)
    assert found.harm == [[], [], []]
    assert found.opened >= {one.path for one in addresses() if one.name not in EXPORTS | ACTS}, "several names may share an address"


def test_what_is_typed_searched_and_handed_in_does_not_come_alive(page: Page, tmp_path: Path) -> None:
    found = Found()
    found.watch(page)
    page.goto(f"{reverse('members')}?on=2022-11-30")
    page.locator("main input[type=search]").fill(MARKUP[:80])
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    found.judge(page)
    write(tmp_path / "a.xlsx", hostile_workbook(MARKUP))
    page.goto(reverse("import"))
    name = "a'\"><x-hit onclick=alert(1)>.xlsx"
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": (tmp_path / "a.xlsx").read_bytes()})
    follow(page.get_by_role("button", name="Tải lên và soát"))
    page.wait_for_selector("h1:has-text('Soát tệp trước khi nhập')")
    found.judge(page)
    page.goto(f"{reverse('report_check')}?on=2022-11-30")
    page.get_by_label("Dán văn bản báo cáo").fill(hostile_report(MARKUP))
    follow(page.get_by_role("button", name="Soát", exact=True))
    page.wait_for_selector("h1:has-text('Kết quả soát')")
    found.judge(page)
    assert found.harm == [[], [], []]
    assert MARKUP[:20] in page.locator("main").inner_text(), "the payload is on the page, as words"


@pytest.mark.parametrize("policy", ["", "default-src 'none'; script-src 'self'"], ids=["without a policy", "with a policy"])
def test_a_page_that_does_not_escape_is_found(page: Page, policy: str) -> None:
    headers = {"Content-Security-Policy": policy} if policy else {}
    body = f'<!doctype html><title>{MARKUP}</title><input value="{MARKUP}"><p>{MARKUP}'
    page.route("**/khong-thoat/", lambda route: route.fulfill(body=body, headers=headers, content_type="text/html"))
    found = Found()
    found.watch(page)
    page.goto("/khong-thoat/", wait_until="load")
    found.judge(page)
    assert found.nodes
    assert found.violations if policy else found.dialogs


def test_the_acts_that_are_left_out_have_no_page(hostile: Hostile, served: Served) -> None:
    for one in addresses():
        if one.name in ACTS:
            connection = HTTPConnection("127.0.0.1", served.port, timeout=20)
            connection.request(
                "GET", one.path, headers={"Cookie": "; ".join(f"{key}={value.value}" for key, value in hostile.reader.cookies.items())}
            )
            response = connection.getresponse()
            assert (response.status, response.read()) == (405, b""), one.name
