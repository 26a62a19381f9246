"""How a person comes in for the first time, in a real browser."""

from __future__ import annotations

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page

from tests.accounts.people import PASSWORD
from tests.pages.driving import follow


def shown_code(secret: str, *, ahead: int = 0) -> str:
    """What a phone shows that was given this secret, with or without blanks; now or so many half minutes later."""
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(time.time()) // 30 + ahead))


def come_in(page: Page, link: str) -> str:
    """By a link to the first page, through choosing a password and enrolling a phone; the secret that the phone keeps."""
    page.goto(link)
    follow(page.get_by_role("button", name="Đăng nhập"))
    page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
    follow(page.get_by_role("button", name="Ghi mật khẩu"))
    secret = page.locator("details code").text_content() or ""
    page.get_by_label("Mã 6 số").fill(shown_code(secret))
    follow(page.get_by_role("button", name="Bật"))
    follow(page.get_by_role("link", name="Tôi đã cất mã, vào Sổ Đảng vụ"))
    return secret
