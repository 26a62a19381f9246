"""A case in a real browser: its votes, the form that puts one right, and the answer to an appeal that asks for a cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from dangvu.periods.clock import today
from dangvu.reorganisation.acts import end
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.steps import Moved
from tests.areas.exits.cases import appeal, decided, opened, vote
from tests.conftest import Clone
from tests.databases import Database, connected_to
from tests.pages.driving import judge_at
from tests.pages.site import reader
from tests.serving import CHROMIUM, Served, serving
from tests.world import decide, find

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found")

Desk = tuple[Served, Client]


@pytest.fixture(scope="module")
def served(
    world_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """An appeal of somebody whose cell went on in two, and a case in which the cell voted twice."""
    with clone(world_template) as database:
        with django_db_blocker.unblock(), connected_to(database):
            world = find()
            decide(appeal(world, decided(world), unit=world.cau_go))
            moved = (Moved(world.hamlet_one, world.hamlet_two),)
            decide(Reorganise(on=date(2022, 8, 1), document="20-QĐ/HU", **end(world.hamlet_one, (world.hamlet_two, world.school), moved)))
            number = opened(world, person=world.binh, on=today() - timedelta(days=9))
            crew = {"person": world.binh, "unit": world.hamlet_two, "entitled": 2, "present": 2}
            for ago, in_favour in ((7, 1), (3, 2)):
                told = {"on": today() - timedelta(days=ago), "in_favour": in_favour, "against": 2 - in_favour}
                decide(vote(world, number, "cell", **crew, **told))
            client = reader("quan-tri")
        with serving(database, tmp_path_factory.mktemp("home")) as program:
            yield program, client


STEPS = {
    "ra-khoi-dang-viec": ("Thạch Thị Bình",),
    "ra-khoi-dang-sua": ("Thạch Thị Bình", "Sửa, biểu quyết lại"),
    "ra-khoi-dang-dung": ("Thạch Thị Bình", "Dừng việc xem xét"),
    "ra-khoi-dang-giai-quyet": ("Nguyễn Văn An", "Ghi kết quả giải quyết"),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_page_is_accessible_and_fits(browser: Browser, served: Desk, name: str) -> None:
    program, client = served
    judge_at(browser, program, program.cookie(client), name, "/ra-khoi-dang/", *STEPS[name])
