"""Plans, undoings of acts and awards in a real browser: accessible in both themes and on a phone, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker

from dangvu.members.commands import GivePost
from dangvu.periods.clock import today
from dangvu.reorganisation import acts
from dangvu.reorganisation.steps import Founded
from dangvu.transfers.commands import SendMember
from tests.areas.documents.offices import with_term
from tests.areas.reorganisation.country import DAY, commune
from tests.areas.reorganisation.test_reorganise import act
from tests.conftest import Clone
from tests.databases import Database, connected_to
from tests.exchange.planning import written
from tests.pages.driving import Desk, follow, judge
from tests.pages.site import reader
from tests.serving import CHROMIUM, serving
from tests.world import CELL, COMMITTEE, decide, find, unit

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found")

letters: list[int] = []
"""The decision by which somebody is introduced elsewhere."""
PLAN = (
    (1, "Thành lập", "N", "Đảng bộ xã Mới", COMMITTEE, "SX.01", ""),
    (2, "Hợp nhất", "K", "", "", "", "N"),
    (3, "Hợp nhất", "M", "", "", "", "N"),
    (4, "Sáp nhập", "K.1", "", "", "", "K.2"),
)
FAULTY = ((1, "Sáp nhập", "K.9", "", "", "", "K.1"), (2, "Đổi tên", "K.1", "", "", "", ""), (3, "Giải thể", "K", "", "", "SX.01", ""))


@pytest.fixture(scope="module")
def served(
    world_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """The office of the province at work, over two communes more."""
    with clone(world_template) as database:
        with django_db_blocker.unblock(), connected_to(database):
            world = find()
            m = commune(world, "M")
            k = commune(world)
            decide(act(acts.merge_cells([m.one], m.two)))
            decide(act(acts.split_cell(k.two, [(Founded("K.9", "Chi bộ K9", CELL, k.unit), k.twos[:3])])))
            decide(GivePost(on=DAY, person=k.twos[0], title="Bí thư", unit=unit("K.9")))
            with_term(world)
            letters.append(decide(SendMember(on=today(), person=world.an, to=world.school, reason="work", document="03-GTSHĐ")).id)
            client = reader("quan-tri")
        with serving(database, tmp_path_factory.mktemp("home")) as program:
            yield program, program.cookie(client)


def handed_in(page: Page, file: Path) -> None:
    """A plan is chosen with its day, and sent."""
    for box, value in zip((0, 1, 2), ("01", "02", "2027"), strict=True):
        page.locator(f"#id_on_{box}").fill(value)
    page.locator("input[type=file]").set_input_files(file)
    follow(page.get_by_role("button", name="Tải lên và xem ảnh hưởng"))


def test_a_plan_is_handed_in_on_accessible_pages(page: Page, tmp_path: Path) -> None:
    page.goto("/to-chuc/sap-xep/")
    page.get_by_role("link", name="Tải phương án từ Excel").click()
    judge(page, "phuong-an")
    page.set_viewport_size({"width": 1366, "height": 768})
    handed_in(page, written(tmp_path / "a.xlsx", FAULTY))
    page.get_by_text("chỗ phải sửa").wait_for()
    judge(page, "phuong-an-loi")
    page.set_viewport_size({"width": 1366, "height": 768})
    handed_in(page, written(tmp_path / "b.xlsx", PLAN))
    page.get_by_role("heading", name="Trước và sau").wait_for()
    judge(page, "phuong-an-anh-huong")


def test_a_plan_is_proposed_without_scripts(bare: Page, tmp_path: Path) -> None:
    bare.goto("/to-chuc/sap-xep/phuong-an/")
    handed_in(bare, written(tmp_path / "b.xlsx", PLAN))
    bare.get_by_label("Căn cứ").fill("12-TTr/HU")
    follow(bare.get_by_role("button", name="Trình người khác duyệt"))
    assert bare.get_by_role("heading", name="Sắp xếp tổ chức đảng").is_visible()
    assert bare.get_by_text("Phương án", exact=False).first.is_visible()


def test_a_cell_is_raised_to_a_committee_on_accessible_pages(page: Page) -> None:
    page.goto("/to-chuc/sap-xep/?act=upgrade&of=K.1")
    follow(page.get_by_role("button", name="Tiếp tục"))
    for box, value in zip((0, 1, 2), ("01", "02", "2027"), strict=True):
        page.locator(f"#id_on_{box}").fill(value)
    page.get_by_label("Loại tổ chức mới").select_option("Đảng bộ bộ phận")
    judge(page, "nang-cap-don-vi")
    page.set_viewport_size({"width": 1366, "height": 768})
    for name, value in (("code", "K.1a"), ("name", "Chi bộ K1 Bắc"), ("rest_code", "K.1b"), ("rest_name", "Chi bộ K1 Nam")):
        page.locator(f"#id_{name}").fill(value)
    follow(page.get_by_role("button", name="Tiếp tục"))
    for place in range(4):
        page.locator("input[name=persons]").nth(place).check()
    judge(page, "nang-cap-nguoi")
    page.set_viewport_size({"width": 1366, "height": 768})
    follow(page.get_by_role("button", name="Tiếp tục"))
    assert page.get_by_text("Cân đối").is_visible()


def test_an_act_is_undone_on_accessible_pages(page: Page) -> None:
    entries = []
    for place in range(2):
        page.goto("/so-quyet-dinh/")
        follow(page.locator("tr", has_text="Sắp xếp tổ chức đảng").nth(place).get_by_role("link").first)
        entries.append(page.url)
    page.goto(entries[0])
    follow(page.get_by_role("link", name="Hủy vì ghi nhầm"))
    page.get_by_text("Chưa hủy được").wait_for()
    judge(page, "huy-con-dua-tren")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(entries[1])
    follow(page.get_by_role("link", name="Hủy vì ghi nhầm"))
    page.get_by_role("heading", name="Trước và sau").wait_for()
    judge(page, "huy-anh-huong")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_label("Căn cứ").fill("3-TB/VPTU")
    follow(page.get_by_role("button", name="Trình người khác duyệt"))
    page.get_by_text("hủy vì ghi nhầm").wait_for()
    judge(page, "huy-da-trinh")


def test_the_badges_of_a_round_are_proposed_on_accessible_pages(page: Page) -> None:
    page.goto("/huy-hieu/?show=late")
    follow(page.get_by_role("link", name="Ghi tặng"))
    page.wait_for_selector("h1:has-text('Ghi tặng Huy hiệu Đảng')")
    judge(page, "ghi-tang")
    page.set_viewport_size({"width": 1366, "height": 768})
    for box, value in zip((0, 1, 2), ("03", "02", "2024"), strict=True):
        page.locator(f"#id_on_{box}").fill(value)
    page.get_by_label("Căn cứ").fill("40-TTr/BTC")
    follow(page.get_by_role("button", name="Trình người khác duyệt"))
    page.wait_for_selector("h1:has-text('Tặng Huy hiệu Đảng')")
    judge(page, "ghi-tang-da-trinh")


def test_the_calendar_is_changed_on_accessible_pages(page: Page) -> None:
    page.goto("/lich-lam-viec/")
    judge(page, "lich-lam-viec")
    page.set_viewport_size({"width": 1366, "height": 768})
    follow(page.get_by_role("button", name="Trình người khác duyệt"))
    page.wait_for_selector(".errsum, [role=alert]")
    judge(page, "lich-lam-viec-loi")


def test_a_letter_is_put_into_writing_on_accessible_pages(page: Page) -> None:
    page.goto("/to-chuc/tim/")
    page.locator("main input[type=search]").fill("xa an binh")
    follow(page.locator("main").get_by_role("button", name="Tìm"))
    unit_of_page = page.url.partition("unit=")[2].partition("&")[0]
    page.goto(f"/van-ban/du-thao/{letters[-1]}/?unit={unit_of_page}")
    judge(page, "ra-van-ban")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_label("Họ tên người ký").fill("Nguyễn Văn Ký")
    with page.expect_download() as download:
        page.get_by_role("button", name="Dự thảo PDF").click()
    assert download.value.suggested_filename == f"du-thao-{letters[-1]}.pdf"
    follow(page.get_by_role("button", name="Cấp số và ban hành"))
    page.wait_for_selector("h1:has-text('Văn bản đã ban hành')")
    assert page.get_by_text("01-GGT").first.is_visible() or page.get_by_text("Giấy giới thiệu").first.is_visible()
