"""The pages in a real browser, served as an office runs them: accessible, in both themes, on a phone, by keyboard, without scripts."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote_plus

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.accounts.browser import come_in
from tests.databases import Database
from tests.exchange.reading.province import province, write
from tests.pages.driving import chromium, follow, judge
from tests.serving import CHROMIUM

ROOT = Path(__file__).resolve().parents[2]
DAY = "on=2022-11-30"
PAGES = {
    "tong-quan": f"/?{DAY}",
    "tong-quan-hom-nay": "/",
    "to-chuc": f"/to-chuc/?{DAY}",
    "dang-vien": f"/dang-vien/?{DAY}",
    "dang-vien-loc": f"/dang-vien/?{DAY}&sex=N%E1%BB%AF&religion=C%C3%B4ng+gi%C3%A1o",
    "chi-tieu": f"/so/?{DAY}",
    "mot-chi-tieu": f"/so/members/?{DAY}&by=age_band",
    "ty-le": f"/so/attendance_rate/?{DAY}",
    "hai-cay": f"/so/members/hai-cay/?{DAY}&tree=2010-01-01",
    "chi-bo-it": f"/to-chuc/chi-bo-it-dang-vien/?{DAY}",
    "sap-xep": "/to-chuc/sap-xep/",
    "bieu": f"/bieu/?{DAY}",
    "nhap": "/nhap/",
    "soat": f"/soat-so-lieu/?{DAY}",
    "nhap-ngay-truoc": f"/nhap/?{DAY}",
    "tim-khong-con": f"/tim/?{DAY}&q=abc",
    "huong-dan": f"/huong-dan/?{DAY}",
    "biet-luc-do": "/?known=2022-12-01T12:00",
    "khong-thay": "/khong-co/",
    "huy-hieu": "/huy-hieu/?on=2024-01-20",
    "huy-hieu-khong-ai": "/huy-hieu/",
    "huy-hieu-xuat": "/huy-hieu/xuat/?on=2024-01-20",
    "ra-khoi-dang": "/ra-khoi-dang/",
    "van-ban": f"/van-ban/?{DAY}",
    "viec": "/viec/",
    "so-quyet-dinh": "/so-quyet-dinh/",
    "mot-lan-ghi-so": "/so-quyet-dinh/1/",
    "cai-dat": "/tai-khoan/cai-dat/",
    "toi": "/toi/",
}
SEARCHES = {
    "tim": ("/tim/", "an"),
    "tim-to-chuc": ("/to-chuc/tim/", "ap"),
    "dang-vien-tim": ("/dang-vien/", "thi"),
    "khong-co": ("/dang-vien/", "khong co ai"),
}
"""Pages that are searched: their address and the words."""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found")


class Served(NamedTuple):
    """A running instance: its address, and the session of somebody who came in by the link that it printed."""

    address: str
    state: Path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def served(fresh_world: Database, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`serve` over the small world, signed in as a person does who comes for the first time."""
    home = tmp_path_factory.mktemp("home")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = subprocess.Popen(
        [sys.executable, "-P", "-m", "dangvu", "serve", "--no-demo", "--bind", f"127.0.0.1:{port}"],
        env={**fresh_world.environment(home), "PYTHONPATH": str(ROOT)}, cwd=home, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        link = _printed_link(program)
        context = browser.new_context()
        page = context.new_page()
        come_in(page, link)
        page.wait_for_selector("h1:has-text('Tổng quan')")
        context.storage_state(path=home / "session.json")
        context.close()
        yield Served(f"http://127.0.0.1:{port}", home / "session.json")
    finally:
        program.terminate()
        program.wait(20)


def _printed_link(program: subprocess.Popen[str]) -> str:
    """What `serve` prints for the first administrator; a program that says nothing for a minute is ended."""
    watch = threading.Timer(60, program.kill)
    watch.start()
    try:
        for line in program.stdout or ():
            if found := re.search(r"http://\S+/dang-nhap/\S+", line):
                return found[0]
    finally:
        watch.cancel()
    raise AssertionError("serve printed no sign-in link")


@pytest.fixture
def complaints() -> list[str]:
    """What the browser objects to while a page is open; the end of the test demands that nothing is left."""
    return []


@pytest.fixture
def context(browser: Browser, served: Served) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=served.address, storage_state=served.state, viewport={"width": 1366, "height": 768})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert [one for one in complaints if "status of 404" not in one] == []


@pytest.fixture
def bare(browser: Browser, served: Served) -> Iterator[Page]:
    """A browser that runs no scripts."""
    context = browser.new_context(base_url=served.address, storage_state=served.state, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_fits_and_keeps_the_content_policy(page: Page, name: str) -> None:
    page.goto(PAGES[name])
    assert page.locator("h1").count() == 1
    judge(page, name)


@pytest.mark.parametrize("name", SEARCHES)
def test_a_searched_page_is_accessible_and_its_address_does_not_tell_the_words(page: Page, name: str) -> None:
    address, words = SEARCHES[name]
    page.goto(f"{address}?{DAY}")
    page.locator("main input[type=search]").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert page.locator("main input[type=search]").input_value() == words
    assert f"q={quote_plus(words)}" not in page.url
    judge(page, name)


def test_the_file_of_a_member_is_accessible_also_unfolded(page: Page) -> None:
    page.goto(f"/dang-vien/?{DAY}")
    follow(page.get_by_role("link", name="Nguyễn Văn An"))
    page.wait_for_selector("h1:has-text('Nguyễn Văn An')")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    judge(page, "ho-so")


def test_what_is_done_from_the_file_of_a_member_is_accessible(page: Page) -> None:
    """Proposing a correction, and opening the citizen's number."""
    page.goto("/dang-vien/")
    follow(page.get_by_role("link", name="Nguyễn Văn An"))
    page.wait_for_selector("h1:has-text('Nguyễn Văn An')")
    file = page.url
    follow(page.get_by_role("link", name="Đề nghị sửa thông tin"))
    page.wait_for_selector("h1:has-text('Đề nghị sửa thông tin')")
    judge(page, "de-nghi-sua")
    page.goto(file)
    follow(page.get_by_role("link", name="Xem đủ"))
    page.wait_for_selector("h1:has-text('Số định danh cá nhân')")
    judge(page, "so-dinh-danh")


def test_the_page_of_an_ended_unit_is_accessible(page: Page) -> None:
    page.goto("/to-chuc/?on=2010-01-01")
    follow(page.get_by_role("link", name="Đảng bộ huyện Bến Mận").first)
    follow(page.locator(".tree").get_by_role("link", name="Chi bộ Bưu điện cũ"))
    page.goto(page.url.replace("2010-01-01", "2022-11-30"))
    assert page.get_by_text("Không hoạt động vào ngày này").is_visible()
    judge(page, "to-chuc-da-het")


def test_an_import_is_checked_and_taken_on_accessible_pages(page: Page, tmp_path: Path) -> None:
    tables = province()
    tables["members"][0]["born"] = "31/02/1970"
    write(tmp_path / "a.xlsx", tables)
    page.goto("/nhap/")
    page.locator("input[type=file]").set_input_files(tmp_path / "a.xlsx")
    follow(page.get_by_role("button", name="Tải lên và soát"))
    page.wait_for_selector("h1:has-text('Soát tệp trước khi nhập')")
    judge(page, "nhap-soat")
    page.set_viewport_size({"width": 1366, "height": 768})
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải các dòng bị trả lại về Excel").click()
    assert download.value.suggested_filename == "dong-tra-lai.xlsx"
    follow(page.get_by_role("button", name="Hủy, không nhập gì"))
    page.wait_for_selector("h1:has-text('Nhập từ Excel')")


REPORT = (
    "Đến ngày 30/11/2022, Đảng bộ tỉnh Sông Xanh có 9 đảng viên, trong đó 3 đảng viên nữ, chiếm 33,33%; xong ngày 31/02/2022.\n"
    "Năm 2021 bồi dưỡng 3.826 quần chúng (quý I: 1.540; quý II: 1.100; quý III: 1.135; quý IV: 157). Toàn Đảng bộ có 70 đảng viên.\n"
    "Đơn vị\tĐảng viên\nHuyện Cầu Gỗ\t5\nHuyện Bến Mận\t2\nTổng cộng\t8\n"
)


def test_a_report_is_checked_and_answered_on_accessible_pages(page: Page) -> None:
    page.goto(f"/soat-so-lieu/?{DAY}")
    page.get_by_label("Dán văn bản báo cáo").fill(REPORT)
    follow(page.get_by_role("button", name="Soát", exact=True))
    page.wait_for_selector("h1:has-text('Kết quả soát')")
    page.evaluate("for (const one of document.querySelectorAll('.find details')) one.open = true")
    judge(page, "soat-ket-qua")
    page.set_viewport_size({"width": 1366, "height": 768})
    follow(page.get_by_role("link", name="3.826"))
    assert page.locator(".find > li:target").is_visible()
    follow(page.locator(".find > li:target").get_by_role("button", name="Sửa thành 3.932"))
    page.wait_for_selector(".find .chip:has-text('Sửa thành')")
    judge(page, "soat-da-sua")
    page.set_viewport_size({"width": 1366, "height": 768})
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bản Word có ghi chú").click()
    assert download.value.suggested_filename == "ban-sao.docx"
    follow(page.get_by_role("button", name="Xong, xóa văn bản"))
    page.get_by_label("Dán văn bản báo cáo").wait_for()


def test_a_report_is_checked_without_scripts(bare: Page) -> None:
    bare.goto(f"/soat-so-lieu/?{DAY}")
    bare.get_by_label("Dán văn bản báo cáo").fill(REPORT)
    follow(bare.get_by_role("button", name="Soát", exact=True))
    bare.locator(".find summary").first.click()
    bare.get_by_label("Lời giải trình").first.fill("Tính cả người sinh hoạt tạm thời")
    follow(bare.get_by_role("button", name="Giải trình").first)
    assert bare.get_by_text("Tính cả người sinh hoạt tạm thời").is_visible()
    follow(bare.locator(".tabs").get_by_role("link", name="Không khớp"))
    follow(bare.get_by_role("button", name="Xong, xóa văn bản"))
    assert bare.get_by_label("Dán văn bản báo cáo").is_visible()


def focused(page: Page, target: Locator) -> None:
    """Tab until the target has the focus, as somebody without a mouse does."""
    for _step in range(120):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            outline = target.evaluate("one => getComputedStyle(one).outlineStyle")
            assert outline != "none"
            return
    raise AssertionError("the keyboard does not reach it")


def test_the_way_from_a_number_to_a_person_needs_no_mouse(page: Page) -> None:
    page.goto(f"/?{DAY}")
    focused(page, page.locator("dl.strip a.src").first)
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Đảng viên')")
    focused(page, page.get_by_role("link", name="Kim Hạnh"))
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Kim Hạnh')")


def test_the_unit_and_the_day_are_changed_by_keyboard(page: Page) -> None:
    page.goto("/")
    focused(page, page.locator(".asof > summary"))
    page.keyboard.press("Enter")
    for box, value in (("chon-ngay", "30"), ("chon-thang", "11"), ("chon-nam", "2022")):
        page.locator(f"#{box}").fill(value)
    page.keyboard.press("Enter")
    page.wait_for_url("**/?on=2022-11-30")
    assert page.locator(".day-bar").is_visible()
    focused(page, page.locator(".ctx .pop > summary").first)
    page.keyboard.press("Enter")
    focused(page, page.locator("#tim-don-vi"))
    page.keyboard.type("truong trung hoc")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Chi bộ Trường Trung học Bến Mận')")
    assert "on=2022-11-30" in page.url


def test_the_end_of_a_session_is_told_before_and_put_off_by_one_button(page: Page) -> None:
    page.clock.install()
    page.goto("/")
    notice, go_on = page.locator("[data-lasting]"), page.get_by_role("button", name="Tiếp tục làm việc")
    page.clock.run_for("11:59")
    assert not notice.is_visible()
    page.clock.run_for("00:02")
    assert "Khoảng hai phút nữa" in notice.inner_text()
    judge(page, "session-ends")
    go_on.click()
    notice.wait_for(state="hidden")
    page.clock.run_for("12:01")
    page.context.clear_cookies()
    go_on.click()
    page.wait_for_selector("text=Phiên làm việc đã kết thúc")
    assert not go_on.is_visible()


def test_everything_works_without_scripts(bare: Page, tmp_path: Path) -> None:
    bare.goto(f"/?{DAY}")
    follow(bare.locator("dl.strip a.src").first)
    bare.get_by_label("Phân tích theo").select_option("ethnicity")
    follow(bare.get_by_role("button", name="Xem", exact=True).last)
    assert bare.get_by_role("cell", name="71,43%").is_visible()
    follow(bare.get_by_role("navigation", name="Chức năng", exact=True).get_by_role("link", name="Đảng viên"))
    bare.get_by_label("Tìm họ tên không cần dấu").fill("dung")
    bare.get_by_label("Giới tính").select_option("Nam")
    follow(bare.get_by_role("button", name="Lọc"))
    follow(bare.get_by_role("link", name="Trần Quốc Dũng"))
    timeline = bare.locator(".tl > li").first
    assert not timeline.locator("dl").is_visible()
    timeline.locator("summary").click()
    assert timeline.locator("dl").is_visible()
    bare.locator(".asof > summary").click()
    bare.locator("#chon-nam").fill("2021")
    follow(bare.locator(".asof").get_by_role("button", name="Xem"))
    assert bare.locator(".day-bar").inner_text().startswith("Đang xem số liệu tính đến hết ngày 30/11/2021")
    bare.locator(".asof > summary").click()
    bare.locator(".asof details > summary").click()
    for box, value in (("biet-ngay", "1"), ("biet-thang", "12"), ("biet-nam", "2022"), ("biet-gio", "12:30")):
        bare.locator(f"#{box}").fill(value)
    follow(bare.locator(".asof").get_by_role("button", name="Xem"))
    assert "theo những gì đã ghi vào sổ đến 12:30 01/12/2022" in bare.locator(".day-bar").inner_text()
    follow(bare.locator(".day-bar a"))
    assert not bare.locator(".day-bar").is_visible()


def test_an_import_needs_no_scripts(bare: Page, tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", province())
    bare.goto("/nhap/")
    bare.locator("input[type=file]").set_input_files(tmp_path / "a.xlsx")
    follow(bare.get_by_role("button", name="Tải lên và soát"))
    follow(bare.get_by_role("button", name=re.compile(r"Nhập [\d.]+ dòng hợp lệ")))
    bare.get_by_text("lần ghi sổ số").wait_for()


def test_on_paper_the_frame_gives_way_to_a_head(page: Page) -> None:
    page.goto(f"/?{DAY}")
    page.emulate_media(media="print")
    assert page.locator(".phead").is_visible()
    for chrome in (".top", ".nav", ".phone-bar", ".acts", ".day-bar"):
        assert not page.locator(chrome).first.is_visible()
    assert page.locator(".tbl").first.is_visible()


def test_the_check_finds_what_it_looks_for(page: Page, complaints: list[str]) -> None:
    page.goto("/huong-dan/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/static/web/favicon.svg\">')")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == ["image-alt"]
    page.evaluate("document.querySelector('h1').setAttribute('style', 'color: red')")
    assert "inline style" in complaints.pop()


def arranged(page: Page, look: Callable[[str], None]) -> None:
    """The cell of one hamlet is merged into that of the other, step by step, as far as the paper."""
    page.goto("/to-chuc/tim/")
    page.locator("main input[type=search]").fill("xa an binh")
    follow(page.locator("main").get_by_role("button", name="Tìm"))
    follow(page.get_by_role("link", name="Sắp xếp", exact=True))
    look("sap-xep-loai")
    page.get_by_label("Sáp nhập").check()
    follow(page.get_by_role("button", name="Tiếp tục"))
    for box, value in zip((0, 1, 2), ("01", "02", "2027"), strict=True):
        page.locator(f"#id_on_{box}").fill(value)
    page.get_by_label("Chi bộ ấp Một").check()
    page.get_by_label("Tổ chức tiếp nhận").select_option("SX.01.A.2")
    look("sap-xep-don-vi")
    follow(page.get_by_role("button", name="Tiếp tục"))
    page.get_by_label("Bí thư Nguyễn Văn An").check()
    look("sap-xep-nguoi")
    follow(page.get_by_role("button", name="Tiếp tục"))
    assert page.get_by_text("Cân đối").is_visible()
    look("sap-xep-anh-huong")
    follow(page.get_by_role("button", name="Tiếp tục"))
    page.get_by_label("Căn cứ").fill("12-TTr/ĐU")
    look("sap-xep-trinh")


def test_an_act_is_put_together_on_accessible_pages(page: Page) -> None:
    def look(name: str) -> None:
        judge(page, name)
        page.set_viewport_size({"width": 1366, "height": 768})

    arranged(page, look)
    follow(page.get_by_role("button", name="Trình người khác duyệt"))
    page.wait_for_selector("h1:has-text('Sắp xếp tổ chức đảng')")
    look("sap-xep-da-trinh")
    follow(page.get_by_role("button", name="Rút đề nghị"))
    assert page.get_by_text("Đã rút").first.is_visible()


def test_an_act_is_put_together_without_scripts(bare: Page) -> None:
    arranged(bare, lambda _name: None)
    follow(bare.get_by_role("button", name="Trình người khác duyệt"))
    assert bare.get_by_role("heading", name="Sắp xếp tổ chức đảng").is_visible()
    follow(bare.get_by_role("button", name="Rút đề nghị"))
