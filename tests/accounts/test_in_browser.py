"""Signing in with a real browser: every page accessible in both themes and on a phone, few clicks, passkeys of a virtual device."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from dangvu.access.commands import GrantMandate
from dangvu.accounts.commands import approve_recovery, invite, make_sign_in_link, open_recovery
from dangvu.accounts.models import Account, Tally
from dangvu.periods.clock import now
from tests.accounts.browser import come_in, shown_code
from tests.accounts.conftest import Served
from tests.accounts.people import PASSWORD, somebody
from tests.pages.driving import follow, judge
from tests.serving import CHROMIUM
from tests.world import DAY, decide

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found")
NEW = "năm con trâu về làng"


def with_passkeys(page: Page) -> None:
    """The device has a passkey store that its owner opens by a finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})


def start(page: Page, name: str, password: str = PASSWORD) -> None:
    """Name and password."""
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    follow(page.get_by_role("button", name="Tiếp tục"))


def invited(name: str) -> str:
    """The path of an invitation."""
    return f"/dang-nhap/{invite(name, at=now())}/"


def test_every_page_of_the_first_sign_in_is_accessible(page: Page) -> None:
    page.goto("/dang-nhap/")
    judge(page, "dang-nhap")
    start(page, "khong-co", "sai rồi")
    assert page.get_by_text("Tên đăng nhập hoặc mật khẩu chưa đúng").is_visible()
    judge(page, "dang-nhap-sai")
    page.goto(invited("moi-den"))
    judge(page, "lien-ket")
    follow(page.get_by_role("button", name="Đăng nhập"))
    judge(page, "dat-mat-khau")
    page.get_by_label("Mật khẩu mới", exact=True).fill("matkhau123456")
    page.get_by_label("Nhập lại mật khẩu mới").fill("matkhau123457")
    follow(page.get_by_role("button", name="Ghi mật khẩu"))
    assert page.get_by_text("Mật khẩu này dễ đoán").is_visible()
    judge(page, "dat-mat-khau-sai")
    page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
    follow(page.get_by_role("button", name="Ghi mật khẩu"))
    page.wait_for_selector("h1:has-text('Bật xác thực hai bước')")
    page.locator("details").evaluate("one => one.open = true")
    judge(page, "bat-xac-thuc")
    secret = page.locator("details code").text_content() or ""
    page.get_by_label("Mã 6 số").fill(shown_code(secret))
    follow(page.get_by_role("button", name="Bật"))
    assert page.locator(".codes li").count() == 10
    judge(page, "ma-du-phong")
    page.goto("/tai-khoan/")
    judge(page, "tai-khoan")
    for path, name in (
        ("tai-khoan/mat-khau/", "doi-mat-khau"), ("tai-khoan/khoa/", "them-khoa"), ("tai-khoan/ma-du-phong/", "ma-da-hien"),
        ("tai-khoan/ma-du-phong/moi/", "ma-moi"), ("tai-khoan/moi/", "moi"), ("tai-khoan/khoi-phuc/", "khoi-phuc"),
        ("xac-nhan/", "xac-nhan"), ("dang-nhap/khoi-phuc/", "mo-lai"),
    ):  # fmt: skip
        page.goto(f"/{path}")
        judge(page, name)


def test_from_the_link_to_the_first_useful_act_are_at_most_six_clicks(page: Page) -> None:
    link = invited("nhanh-tay")
    charged = Account.objects.get(username="nhanh-tay").pk
    decide(GrantMandate(on=DAY, account=charged, role="province_approver", document="05-QĐ/TU"))
    page.goto(link)
    clicks = 0
    follow(page.get_by_role("button", name="Đăng nhập"))
    clicks += 1
    page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
    follow(page.get_by_role("button", name="Ghi mật khẩu"))
    clicks += 1
    page.get_by_label("Mã 6 số").fill(shown_code(page.locator("details code").text_content() or ""))
    follow(page.get_by_role("button", name="Bật"))
    clicks += 1
    follow(page.get_by_role("link", name="Tôi đã cất mã, vào Sổ Đảng vụ"))
    clicks += 1
    follow(page.locator("dl.strip a.src").first)
    clicks += 1
    page.wait_for_selector("h1:has-text('Đảng viên')")
    assert clicks <= 6


def test_signing_in_again_is_a_password_a_code_and_there(page: Page) -> None:
    secret = come_in(page, invited("tro-lai"))
    page.goto("/tai-khoan/")
    follow(page.get_by_role("button", name="Đăng xuất"))
    Tally.objects.all().delete()
    start(page, "tro-lai")
    judge(page, "ma-xac-thuc")
    page.get_by_label("Mã xác thực").fill("000 000")
    follow(page.get_by_role("button", name="Xác nhận"))
    assert page.get_by_text("Mã chưa đúng hoặc đã dùng").is_visible()
    judge(page, "ma-xac-thuc-sai")
    page.get_by_label("Mã xác thực").fill(shown_code(secret, ahead=1))
    follow(page.get_by_role("button", name="Xác nhận"))
    page.wait_for_selector("h1:has-text('Tổng quan')")


def test_a_spent_link_says_what_to_do(page: Page, served: Served) -> None:
    link = f"/dang-nhap/{make_sign_in_link('khach', at=now())}/"
    page.goto(link)
    make_sign_in_link("khach", at=now())
    follow(page.get_by_role("button", name="Đăng nhập"))
    assert page.get_by_text("đã có liên kết mới thay thế").is_visible()
    judge(page, "lien-ket-het")


def test_a_passkey_is_made_signs_in_alone_and_confirms(page: Page) -> None:
    with_passkeys(page)
    page.goto(invited("co-khoa"))
    follow(page.get_by_role("button", name="Đăng nhập"))
    page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
    follow(page.get_by_role("button", name="Ghi mật khẩu"))
    follow(page.get_by_role("link", name="dùng khóa truy cập của máy này thay cho ứng dụng"))
    page.get_by_label("Tên gọi").fill("Máy ở văn phòng")
    follow(page.get_by_role("button", name="Tạo khóa truy cập"))
    follow(page.get_by_role("link", name="Tôi đã cất mã, vào Sổ Đảng vụ"))
    page.goto("/tai-khoan/")
    assert page.get_by_text("Khóa truy cập: Máy ở văn phòng").is_visible()
    follow(page.get_by_role("button", name="Đăng xuất"))
    follow(page.get_by_role("button", name=re.compile("Dùng khóa truy cập")))
    page.wait_for_selector("h1:has-text('Tổng quan')")
    page.goto("/xac-nhan/")
    follow(page.get_by_role("button", name="Dùng khóa truy cập"))
    page.wait_for_selector("h1:has-text('Tổng quan')")
    page.goto("/tai-khoan/")
    follow(page.get_by_role("button", name="Đăng xuất"))
    start(page, "co-khoa")
    judge(page, "ma-hoac-khoa")
    page.set_viewport_size({"width": 1366, "height": 768})
    follow(page.get_by_role("button", name="Dùng khóa truy cập"))
    page.wait_for_selector("h1:has-text('Tổng quan')")


def test_a_device_that_refuses_is_told_in_words(page: Page) -> None:
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new Error('no'))")
    page.goto("/dang-nhap/")
    page.get_by_role("button", name=re.compile("Dùng khóa truy cập")).click()
    page.wait_for_selector("text=Máy không mở được khóa truy cập")
    judge(page, "khoa-khong-mo")


def test_an_invitation_is_made_and_taken_without_scripts(browser: Browser, served: Served) -> None:
    context = browser.new_context(base_url=served.address, java_script_enabled=False)
    page = context.new_page()
    come_in(page, invited("nguoi-moi-nguoi"))
    page.goto("/tai-khoan/moi/")
    page.get_by_label("Tên đăng nhập").fill("nguoi.duoc.moi")
    follow(page.get_by_role("button", name="Tạo liên kết mời"))
    link = page.locator("code.breaks").text_content() or ""
    guest = browser.new_context(base_url=served.address, java_script_enabled=False).new_page()
    come_in(guest, link)
    guest.wait_for_selector("h1:has-text('Tổng quan')")
    assert Account.objects.filter(username="nguoi.duoc.moi").exists()
    context.close()


def test_two_officers_open_an_account_anew(page: Page, browser: Browser, served: Served) -> None:
    lost, first = somebody("mat-may"), somebody("can-bo-mot")
    number = open_recovery("mat-may", by=first, checked="gặp tại văn phòng, xem thẻ căn cước", at=now()).pk
    one = approve_recovery(number, by=first, at=now())
    come_in(page, invited("can-bo-hai"))
    page.goto("/tai-khoan/khoi-phuc/")
    judge(page, "khoi-phuc-cho")
    page.set_viewport_size({"width": 1366, "height": 768})
    follow(page.get_by_role("button", name="Duyệt mat-may"))
    two = page.locator("code.half").text_content() or ""
    judge(page, "nua-ma")
    guest = browser.new_context(base_url=served.address).new_page()
    guest.goto("/dang-nhap/khoi-phuc/")
    guest.get_by_label("Tên đăng nhập").fill("mat-may")
    guest.get_by_label("Mã của người duyệt thứ nhất").fill(one)
    guest.get_by_label("Mã của người duyệt thứ hai").fill(two.lower().replace("-", " "))
    follow(guest.get_by_role("button", name="Mở lại tài khoản"))
    guest.get_by_label("Mật khẩu mới", exact=True).fill(NEW)
    guest.get_by_label("Nhập lại mật khẩu mới").fill(NEW)
    follow(guest.get_by_role("button", name="Ghi mật khẩu"))
    guest.get_by_label("Mã 6 số").fill(shown_code(guest.locator("details code").text_content() or ""))
    follow(guest.get_by_role("button", name="Bật"))
    guest.goto("/tai-khoan/")
    assert guest.get_by_text("can-bo-mot và can-bo-hai duyệt").is_visible()
    judge(guest, "tai-khoan-mo-lai")
    lost.refresh_from_db()
    assert lost.check_password(NEW)
