"""Everybody who is invited comes to the first useful act of the own role in at most six clicks, a second factor enrolled on the way."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page

from dangvu.access.commands import GrantMandate
from dangvu.accounts.models import Account
from tests.accounts.browser import come_in
from tests.accounts.test_in_browser import invited
from tests.pages.driving import follow
from tests.serving import CHROMIUM
from tests.world import CHARGED, decide, person, unit

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found")
MOST = 6
COMING_IN = 4
"""Clicks of `come_in`."""

ACTS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "province_preparer": ("", ("Nhập từ Excel",), "Nhập từ Excel"),
    "province_approver": ("SX", ("Biểu thống kê",), "Biểu thống kê"),
    "commune_preparer": ("SX.01.A", ("Soát số liệu báo cáo",), "Soát số liệu"),
    "commune_approver": ("SX.01.A", ("Tổ chức đảng",), "Đảng bộ xã An Bình"),
    "cell_secretary": ("SX.01.A.1", ("Đảng viên", "Nguyễn Văn An"), "Nguyễn Văn An"),
    "cell_deputy": ("SX.01.A.1", ("Đảng viên",), "Đảng viên"),
    "cell_treasurer": ("SX.01.A.1", ("Đảng phí", "Thu đảng phí"), "Thu đảng phí"),
    "assigned_member": ("SX.01.A", ("Tra cứu chỉ tiêu",), "Tra cứu chỉ tiêu"),
    "inspection": ("SX", ("Đảng viên", "Nguyễn Văn An"), "Nguyễn Văn An"),
    "statistician": ("SX", ("Biểu thống kê",), "Biểu thống kê"),
    "data_protection": ("", ("Nhật ký xem hồ sơ",), "Nhật ký xem hồ sơ"),
    "administrator": ("", ("Mời người dùng",), "Mời người dùng"),
    "member": ("", ("Hồ sơ của tôi",), "Hồ sơ của tôi"),
}
"""The unit of the mandate, the links that are followed, and the heading of the page that one wants."""
HOLDERS = {"member": "003", "cell_treasurer": "006"}
"""Whose file the account is, where the role asks for it."""


def charge(role: str, code: str) -> None:
    decide(
        GrantMandate(
            on=CHARGED,
            account=Account.objects.get(username=role).pk,
            role=role,
            unit=unit(code) if code else None,
            holder=person(HOLDERS[role]) if role in HOLDERS else None,
            document="05-QĐ/TU",
        )
    )


@pytest.mark.parametrize("role", ACTS)
def test_from_the_invitation_to_the_first_act(page: Page, role: str) -> None:
    code, links, heading = ACTS[role]
    link = invited(role)
    charge(role, code)
    come_in(page, link)
    clicks = COMING_IN
    for text in links:
        place = page.locator("nav#chuc-nang") if clicks == COMING_IN else page.locator("main")
        follow(place.get_by_role("link", name=text, exact=True))
        clicks += 1
    page.wait_for_selector(f"h1:has-text('{heading}')")
    assert clicks <= MOST


def test_the_office_that_is_abolished_is_told_so(page: Page) -> None:
    """The district's: it signs in and finds nothing charged to it."""
    link = invited("district_office")
    decide(
        GrantMandate(
            on=CHARGED, account=Account.objects.get(username="district_office").pk, role="district_office", unit=unit("SX.01"),
            until=date(2025, 7, 1), document="05-QĐ/TU",
        )
    )  # fmt: skip
    come_in(page, link)
    assert page.get_by_text("Tài khoản này chưa được giao nhiệm vụ nào").is_visible()
