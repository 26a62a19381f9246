"""A browser that is driven: at the desk of somebody who is signed in, judged in both themes and on a phone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.serving import CHROMIUM, QUIET, Served

Desk = tuple[Served, dict[str, Any]]
"""A running program, and the cookie of somebody who is signed in."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium until the `with` ends; begun after the register was asked, since where a browser is driven Django's database cannot be."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@contextmanager
def desk(browser: Browser, program: Served, cookie: dict[str, Any], *, has_scripts: bool = True) -> Iterator[Page]:
    """An empty page of somebody who is signed in."""
    context = browser.new_context(
        base_url=program.address, java_script_enabled=has_scripts, viewport={"width": 1366, "height": 768}, locale="vi-VN"
    )
    context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie by its parts
    yield context.new_page()
    context.close()


def follow(target: Locator) -> None:
    """Click what leads to another page and wait for it: a click returns before the browser leaves, and the old page would be judged."""
    with target.page.expect_navigation():
        target.click()


def walk(page: Page, address: str, *links: str) -> None:
    """Open an address and follow links of the pages by their words."""
    page.goto(address)
    for words in links:
        follow(page.locator("main").get_by_role("link", name=words).first)


SIZES = {390: 844, 1366: 768}
JUDGED = {(1366, "light"), (390, "dark")}
"""Where axe is asked: each width and each theme once. `tests/web` asks all four of every part that pages are made of."""


def judge(page: Page, name: str) -> None:
    """No violation in both themes, no sideways scroll on a desk, on a phone and at 320 pixels."""
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            page.evaluate("document.fonts.ready")
            if shots := os.environ.get("DANGVU_SHOTS"):
                page.screenshot(path=Path(shots) / f"{name}-{width}-{theme}.png", full_page=True)
            if (width, theme) in JUDGED:
                report = Axe().run(page)
                assert report.response["violations"] == [], report.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def judge_at(browser: Browser, program: Served, cookie: dict[str, Any], name: str, address: str, *links: str) -> None:
    """The same of the page to which an address and links lead, which has one heading."""
    with desk(browser, program, cookie) as page:
        walk(page, address, *links)
        assert page.locator("h1").count() == 1
        judge(page, name)
