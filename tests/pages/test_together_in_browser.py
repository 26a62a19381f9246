"""Acts on several in a real browser: accessible in both themes and on a phone, by keyboard, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker

from tests.areas.proposals.offices import clerk, correction, proposed
from tests.conftest import Clone
from tests.databases import Database, connected_to
from tests.pages.driving import Desk, follow, judge
from tests.pages.site import reader
from tests.pages.test_in_browser import focused
from tests.serving import CHROMIUM, serving
from tests.world import find

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found")


@pytest.fixture(scope="module")
def served(
    world_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """The commune's approver at work, for whom two corrections wait."""
    with clone(world_template) as database:
        with django_db_blocker.unblock(), connected_to(database):
            world = find()
            for one, name in ((world.cuc, "Lê Thị Cúc Hoa"), (world.binh, "Thạch Thị Bình An")):
                proposed(correction(one, name=name), clerk())
            client = reader("xa-an-binh")
        with serving(database, tmp_path_factory.mktemp("home")) as program:
            yield program, program.cookie(client)


def pick(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_label(f"Chọn {name}").check()


def test_several_members_are_proposed_about_on_accessible_pages(page: Page) -> None:
    page.goto("/dang-vien/")
    judge(page, "danh-sach-co-chon")
    page.set_viewport_size({"width": 1366, "height": 768})
    pick(page, "Nguyễn Văn An", "Lê Thị Cúc")
    focused(page, page.get_by_role("button", name="Đề nghị cho những người đã chọn"))
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Đề nghị cho nhiều đảng viên')")
    judge(page, "de-nghi-nhieu")
    follow(page.get_by_role("button", name="Đổi tình trạng sinh hoạt"))
    page.wait_for_selector("h1:has-text('Đổi tình trạng sinh hoạt')")
    judge(page, "de-nghi-nhieu-sinh-hoat")
    follow(page.get_by_role("button", name="Gửi các đề nghị"))
    page.wait_for_selector(".errsum, [role=alert]")
    judge(page, "de-nghi-nhieu-loi")


def test_several_are_proposed_and_what_waits_is_read_without_scripts(bare: Page) -> None:
    bare.goto("/dang-vien/")
    follow(bare.get_by_role("link", name="Chọn cả trang"))
    follow(bare.get_by_role("button", name="Đề nghị cho những người đã chọn"))
    follow(bare.get_by_role("button", name="Cập nhật trình độ, nghề nghiệp"))
    bare.get_by_label("Giáo dục phổ thông").select_option(index=1)
    for box, value in (("ngay", "01"), ("thang", "11"), ("nam", "2026")):
        bare.locator(f"form.act input[name=on_{box}]").fill(value)
    bare.get_by_label("Căn cứ").fill("14-NQ/ĐU ngày 02/11/2026")
    follow(bare.get_by_role("button", name="Gửi các đề nghị"))
    assert bare.get_by_role("heading", name="Đồng chí đã đề nghị").is_visible()

    bare.goto("/viec/")
    read_all(bare)


def read_all(page: Page) -> None:
    follow(page.get_by_role("link", name="Chọn tất cả"))
    follow(page.get_by_role("button", name="Duyệt cùng lúc các việc đã chọn"))
    assert page.get_by_role("heading", name="Duyệt nhiều việc cùng loại").is_visible()


def test_what_waits_is_read_and_approved_together_on_accessible_pages(page: Page) -> None:
    page.goto("/viec/")
    judge(page, "viec-co-chon")
    read_all(page)
    judge(page, "cung-duyet")
    follow(page.get_by_role("button", name="Duyệt những việc đã chọn"))
    page.get_by_text("Đã duyệt 2 trên 2 việc").wait_for()
    judge(page, "cung-duyet-xong")
