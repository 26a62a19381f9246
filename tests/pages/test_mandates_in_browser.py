"""Mandates in a real browser: the lists and forms fit and are accessible, and without scripts one is given, handed over and ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from dangvu.access.commands import DelegateMandate
from dangvu.accounts.commands import account_named
from dangvu.periods.clock import today
from dangvu.periods.days import add_months
from tests.areas.access.test_end_mandate import number_of
from tests.conftest import Clone
from tests.databases import Database, connected_to
from tests.pages.driving import desk, follow, judge_at, walk
from tests.pages.site import reader
from tests.serving import CHROMIUM, Served, serving
from tests.world import charged, decide, find

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found")

Desk = tuple[Served, dict[str, Client]]


@pytest.fixture(scope="module")
def served(
    world_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """The offices of the world; somebody charged from next month on, somebody on behalf of the secretary, and two who wait."""
    with clone(world_template) as database:
        with django_db_blocker.unblock(), connected_to(database):
            world, later = find(), add_months(today(), 1)
            for username in ("nguyen.thi.anh.nguyet", "le.van.dat", "tran.thi.mo"):
                account_named(username)
            decide(
                charged("nguyen.thi.anh.nguyet", "commune_preparer", "SX.01.A", since=later, until=add_months(later, 60), holder=world.binh)
            )
            source, account = number_of(world.secretary, today()), account_named("le.van.dat")
            decide(DelegateMandate(on=today(), until=later, mandate=source, account=account, document="02-TB/CB, 01/12/2026"))
            clients = {name: reader(name) for name in ("quan-tri", "xa-an-binh", "bi-thu")}
        with serving(database, tmp_path_factory.mktemp("home")) as program:
            yield program, clients


STEPS = {
    "nhiem-vu-tinh": ("quan-tri", "/nhiem-vu/", ()),
    "nhiem-vu-xa": ("xa-an-binh", "/nhiem-vu/", ()),
    "nhiem-vu-chi-bo": ("bi-thu", "/nhiem-vu/", ()),
    "nhiem-vu-da-thoi": ("xa-an-binh", "/nhiem-vu/?ended=1", ()),
    "nhiem-vu-giao-tinh": ("quan-tri", "/nhiem-vu/", ("Giao nhiệm vụ",)),
    "nhiem-vu-giao-xa": ("xa-an-binh", "/nhiem-vu/", ("Giao nhiệm vụ",)),
    "nhiem-vu-thoi": ("xa-an-binh", "/nhiem-vu/", ("Cho thôi Bí thư chi bộ, bi-thu",)),
    "nhiem-vu-uy-quyen": ("bi-thu", "/nhiem-vu/", ("Ủy quyền Bí thư chi bộ",)),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_page_is_accessible_and_fits(browser: Browser, served: Desk, name: str) -> None:
    program, clients = served
    username, address, links = STEPS[name]
    judge_at(browser, program, program.cookie(clients[username]), name, address, *links)


def test_without_scripts_a_mandate_is_given_and_ended(browser: Browser, served: Desk) -> None:
    program, clients = served
    with desk(browser, program, program.cookie(clients["xa-an-binh"]), has_scripts=False) as page:
        walk(page, "/nhiem-vu/", "Giao nhiệm vụ")
        follow(page.get_by_role("button", name="Giao nhiệm vụ"))
        assert page.locator(".errs, [role=alert]").count() >= 1
        assert "Không để trống mục này" in page.locator("main").inner_text()
        page.get_by_label("Tên đăng nhập").fill("tran.thi.mo")
        page.get_by_label("Vai trò").select_option("assigned_member")
        page.get_by_label("Căn cứ").fill("08-TB/ĐU, 01/12/2026")
        follow(page.get_by_role("button", name="Giao nhiệm vụ"))
        row = page.locator("tr", has_text="tran.thi.mo")
        assert "Cấp ủy viên phụ trách địa bàn" in row.inner_text()
        follow(row.get_by_role("link", name="Cho thôi"))
        follow(page.get_by_role("button", name="Cho thôi nhiệm vụ"))
        page.wait_for_url("**/nhiem-vu/")
        assert page.locator("tr", has_text="tran.thi.mo").count() == 0


def test_without_scripts_a_mandate_is_handed_over(browser: Browser, served: Desk) -> None:
    program, clients = served
    with desk(browser, program, program.cookie(clients["bi-thu"]), has_scripts=False) as page:
        walk(page, "/nhiem-vu/", "Ủy quyền Bí thư chi bộ")
        page.get_by_label("Tên đăng nhập").fill("tran.thi.mo")
        until = today() + timedelta(days=7)
        for place, text in enumerate((until.day, until.month, until.year)):
            page.locator("[name^=until_]").nth(place).fill(str(text))
        page.get_by_label("Căn cứ").fill("03-TB/CB, 01/12/2026")
        follow(page.get_by_role("button", name="Ủy quyền có thời hạn"))
        assert "Theo ủy quyền" in page.locator("tr", has_text="tran.thi.mo").inner_text()
