"""The gallery in a real browser: no accessibility violation, no sideways scroll, no breach of the content policy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from mimetypes import guess_type
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.web.gallery import pages

CHROMIUM = which("chromium")
SITE = "http://gallery.invalid"
QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
NAMES = ["page", "past", "list", "none", "act", "act_past", "sign_in_link", "sorry"]

pytestmark = [pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found"), pytest.mark.urls("dangvu.web.urls")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def policy() -> str:
    """The content policy of the settings, as the header says it."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


@pytest.fixture
def complaints() -> list[str]:
    """What the browser objects to while a page is open; the end of `site` demands that nothing is left."""
    return []


@pytest.fixture
def site(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """A page whose every address is answered by the gallery; complaints of the browser fail the test."""
    rendered = pages()

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=found, content_type=guess_type(found)[0] or "font/woff2") if found else route.abort()
        else:
            body = rendered.get(path.strip("/"), "<title>x</title>")
            route.fulfill(body=body, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": policy()})

    page = browser.new_page()
    page.route("**/*", answer)
    page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_accessible_and_fits(site: Page, name: str, width: int, theme: str) -> None:
    site.set_viewport_size({"width": width, "height": 768 if width > 720 else 844})
    site.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    site.goto(f"{SITE}/{name}")
    site.evaluate("document.fonts.ready")
    if shots := os.environ.get("DANGVU_SHOTS"):
        site.screenshot(path=Path(shots) / f"{name}-{width}-{theme}.png", full_page=True)
    report = Axe().run(site)
    assert report.response["violations"] == [], report.generate_report()
    assert site.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", NAMES)
def test_a_page_reflows_at_320_pixels(site: Page, name: str) -> None:
    site.set_viewport_size({"width": 320, "height": 640})
    site.goto(f"{SITE}/{name}")
    assert site.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_content_policy_is_in_force(site: Page, complaints: list[str]) -> None:
    site.goto(f"{SITE}/sorry")
    site.evaluate("document.querySelector('h1').setAttribute('style', 'color: red')")
    assert "inline style" in complaints.pop()


def test_the_panes_of_the_top_bar_are_accessible_when_open(site: Page) -> None:
    site.goto(f"{SITE}/past")
    site.evaluate("for (const pane of document.querySelectorAll('details')) pane.open = true")
    assert Axe().run(site).response["violations"] == []


def test_the_first_tab_stop_leads_to_the_content(site: Page) -> None:
    site.goto(f"{SITE}/page")
    site.keyboard.press("Tab")
    assert site.evaluate("document.activeElement.className") == "skip"
    site.keyboard.press("Enter")
    assert site.evaluate("document.activeElement.id") == "noi-dung"


def test_ctrl_k_opens_a_palette_that_finds_without_diacritics(site: Page) -> None:
    site.goto(f"{SITE}/page")
    site.keyboard.press("Control+k")
    palette = site.locator("#bang-lenh")
    assert palette.is_visible()
    site.keyboard.type("dang vien")
    assert palette.get_by_role("option").all_inner_texts() == ["Đảng viên"]
    assert Axe().run(site).response["violations"] == []
    site.keyboard.press("ArrowDown")
    site.keyboard.press("Enter")
    site.wait_for_url(f"{SITE}/dang-vien/")


def test_enter_with_nothing_chosen_searches_the_register(site: Page) -> None:
    site.goto(f"{SITE}/past")
    site.keyboard.press("/")
    site.keyboard.type("Sô Phia")
    with site.expect_request(f"{SITE}/tim/") as sent:
        site.keyboard.press("Enter")
    assert sent.value.method == "POST"
    assert "q=S%C3%B4+Phia" in (sent.value.post_data or "")
    site.wait_for_url(f"{SITE}/tim/")


def test_escape_closes_a_pane_and_gives_the_focus_back(site: Page) -> None:
    site.goto(f"{SITE}/page")
    site.locator(".asof > summary").click()
    assert site.locator("#chon-ngay").is_visible()
    site.keyboard.press("Escape")
    assert not site.locator("#chon-ngay").is_visible()
    assert site.evaluate("document.activeElement.matches('.asof > summary')")


def test_errors_take_the_focus_and_lead_to_their_fields(site: Page) -> None:
    site.goto(f"{SITE}/act")
    assert site.title().startswith("Lỗi: ")
    assert site.evaluate("document.activeElement.matches('.alert.bad')")
    site.get_by_role("link", name="Ngày 31/2/1984 không có thật").click()
    assert site.evaluate("document.activeElement.name") == "ngay_ngay"


def test_everything_stands_without_scripts(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(pages()["past"])
    assert page.locator("[data-print]").is_hidden()
    page.locator(".asof > summary").click()
    assert page.locator("#chon-ngay").is_visible()
    assert page.locator("#tim").is_visible()
    assert page.locator(".tree").get_by_text("Ấp Chợ Dưới").is_hidden()
    page.get_by_label("Mở, đóng Xã Phước Hưng").click()
    assert page.locator(".tree").get_by_text("Ấp Chợ Dưới").is_visible()
    context.close()
