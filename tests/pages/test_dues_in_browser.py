"""Dues in a real browser: the treasurer's list, its form and a correction, and what the office above sees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from dangvu.accounts.commands import account_named
from dangvu.members.commands import TransferMember
from dangvu.periods.clock import today
from dangvu.periods.days import add_months
from tests.areas.dues.months import exemption, paid, rate, unpaid
from tests.conftest import Clone
from tests.databases import Database, connected_to
from tests.pages.driving import desk, follow, judge_at, walk
from tests.pages.site import reader
from tests.serving import CHROMIUM, Served, serving
from tests.world import charged, decide, find, newcomer

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found")

Desk = tuple[Served, dict[str, Client]]


@pytest.fixture(scope="module")
def served(
    world_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """A treasurer and the commune at work; a month paid by three of four, another by nobody but two."""
    with clone(world_template) as database:
        with django_db_blocker.unblock(), connected_to(database):
            world, month = find(), today().replace(day=1)
            account_named("thu-quy")
            decide(charged("thu-quy", "cell_treasurer", "SX.01.A.2", holder=world.cuc))
            decide(newcomer("555", "Nguyễn Hoàng Thanh Thảo Nguyên", date(2020, 5, 19), world.hamlet_two, official=date(2021, 5, 19)))
            for one, key in ((world.binh, "pension"), (world.cuc, "salary")):
                decide(rate(world, person=one, key=key))
            decide(exemption(world, person=world.dung, on=month, until=add_months(month, 3)))
            for back in range(1, 5):
                first = add_months(month, -back)
                paid(world, (world.binh, 96_000), (world.cuc, 71_500), (world.dung, 38_000), month=first, on=first)
                paid(world, (world.phuc, 120_000), cell=world.hamlet_one, month=first, on=first)
            decide(unpaid(world, cell=world.hamlet_two, month=add_months(month, -5), on=today()))
            decide(TransferMember(on=add_months(month, -6).replace(day=12), person=world.an, cell=world.hamlet_two))
            paid(world, (world.binh, 96_000), month=month, on=today())
            clients = {"thu-quy": reader("thu-quy"), "xa-an-binh": reader("xa-an-binh")}
        with serving(database, tmp_path_factory.mktemp("home")) as program:
            yield program, clients


STEPS = {
    "dang-phi-thu-quy": ("thu-quy", "/dang-phi/", ()),
    "dang-phi-thu": ("thu-quy", "/dang-phi/", ("Thu đảng phí",)),
    "dang-phi-sua": ("thu-quy", "/dang-phi/", ("Sửa số tiền của Thạch Thị Bình",)),
    "dang-phi-muc": ("thu-quy", "/dang-phi/", ("Đổi mức đóng của Thạch Thị Bình",)),
    "dang-phi-xa": ("xa-an-binh", f"/dang-phi/?month={add_months(today(), -1):%Y-%m}", ()),
    "dang-phi-chi-bo": ("xa-an-binh", f"/dang-phi/?month={add_months(today(), -1):%Y-%m}", ("Chi bộ ấp Hai",)),
    "dang-phi-con-thieu": ("xa-an-binh", f"/dang-phi/con-thieu/?year={add_months(today(), -1).year}", ()),
    "dang-phi-khong-ai": ("xa-an-binh", "/dang-phi/con-thieu/?year=2020", ()),
    "dang-phi-khong-ai-dong": ("thu-quy", f"/dang-phi/?month={add_months(today(), -5):%Y-%m}", ()),
    "dang-phi-thu-thang-cu": ("thu-quy", f"/dang-phi/?month={add_months(today(), -6):%Y-%m}", ("Thu đảng phí",)),
    "dang-phi-chua-ghi": ("xa-an-binh", "/dang-phi/?month=2020-01", ()),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_page_is_accessible_and_fits(browser: Browser, served: Desk, name: str) -> None:
    program, clients = served
    username, address, links = STEPS[name]
    judge_at(browser, program, program.cookie(clients[username]), name, address, *links)


def test_without_scripts_a_list_is_written(browser: Browser, served: Desk) -> None:
    program, clients = served
    with desk(browser, program, program.cookie(clients["thu-quy"]), has_scripts=False) as page:
        walk(page, "/dang-phi/", "Thu đảng phí")
        page.get_by_label("Nguyễn Hoàng Thanh Thảo Nguyên").fill("50.000")
        follow(page.get_by_role("button", name="Ghi sổ"))
        page.wait_for_selector("td:has-text('50.000')")
