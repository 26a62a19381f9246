"""Filters that a reader keeps, and people picked on the list."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from dangvu.access.queries import mandates_of
from dangvu.accounts.models import SavedView
from dangvu.accounts.saved import MOST
from dangvu.periods.clock import today
from tests.pages.site import Page, Site, reader
from tests.world import DAY, World

ADDRESS = "/dang-vien/bo-loc/"
ON = f"?on={DAY.isoformat()}"


def kept(site: Site, name: str, query: str = "&sex=Nữ") -> Page:
    """Filters of the address kept under a name, and where that leads."""
    response = site.client.post(f"{ADDRESS}{ON}{query}", {"name": name})
    if response.status_code == 302:
        return site.follow(response["Location"])
    return Page(response.status_code, response.content.decode(), response)


def names(page: Page) -> list[str]:
    return [row[0] for row in page.rows("Danh sách đảng viên")]


def test_filters_are_kept_under_a_name_and_shown_above_the_list(site: Site) -> None:
    women = names(kept(site, "Đảng viên nữ"))
    (address,) = site.get("members").links("Đảng viên nữ")
    opened = site.follow(address)
    assert names(opened) == women == ["Thạch Thị Bình", "Lê Thị Cúc", "Đỗ Hương Giang"]
    assert re.search(r'<a href="[^"]*" aria-current="page">Đảng viên nữ', opened.html)


def test_they_are_of_their_unit_and_of_the_day_looked_at(site: Site) -> None:
    site.client.post(f"{ADDRESS}{ON}&unit={site.unit(site.world.an_binh)}&sex=Nữ", {"name": "Nữ An Bình"})
    (address,) = site.get("members", unit=site.world.school).links("Nữ An Bình")
    assert names(site.follow(address)) == ["Thạch Thị Bình", "Lê Thị Cúc"] and f"on={DAY.isoformat()}" in address


def test_what_was_searched_for_is_not_kept(site: Site) -> None:
    key = site.search("thi")
    page = site.get("members", sex="Nữ", q="thi")
    (address,) = page.links("Giữ bộ lọc này")
    assert "Từ tìm kiếm không được giữ" in site.follow(address).text
    kept(site, "Nữ", f"&sex=Nữ&q={key}")
    assert "q" not in SavedView.objects.get().query and "thi" not in str(SavedView.objects.get().query)


def test_without_filters_there_is_nothing_to_keep(site: Site) -> None:
    assert not site.get("members").links("Giữ bộ lọc này")
    assert kept(site, "Tất cả", "").status == 200 and not SavedView.objects.exists()
    assert "Chưa giữ bộ lọc nào" in site.get("saved_filters").text


def test_a_name_is_needed(site: Site) -> None:
    page = kept(site, " ")
    assert page.status == 422 and "Ghi tên của bộ lọc." in page.text and "<title>Lỗi" in page.html


def test_the_same_name_is_kept_once(site: Site) -> None:
    kept(site, "Của tôi")
    kept(site, "Của tôi", "&sex=Nam")
    assert SavedView.objects.get().query["sex"] == "Nam"


def test_no_more_than_so_many_are_kept(site: Site) -> None:
    for place in range(MOST):
        kept(site, f"Bộ lọc {place}")
    page = kept(site, "Một bộ nữa")
    assert page.status == 422 and "Bỏ bớt một bộ lọc" in page.text and SavedView.objects.count() == MOST
    assert kept(site, "Bộ lọc 3", "&sex=Nam").status == 200, "one of these may still be replaced"


def test_they_are_dropped_one_by_one(site: Site) -> None:
    kept(site, "Một")
    kept(site, "Hai", "&sex=Nam")
    page = site.get("saved_filters")
    (number,) = re.findall(r'name="drop" value="(\d+)" aria-label="Bỏ bộ lọc Một"', page.html)
    site.client.post(ADDRESS + ON, {"drop": number})
    assert [one.name for one in SavedView.objects.all()] == ["Hai"]


def test_nobody_sees_or_drops_what_another_keeps(site: Site) -> None:
    kept(site, "Của tôi")
    other = Site(reader("nguoi-khac"), site.world)
    assert "Của tôi" not in other.get("members").html + other.get("saved_filters").html
    other.client.post(ADDRESS, {"drop": str(SavedView.objects.get().id)})
    assert SavedView.objects.count() == 1


def test_filters_of_a_unit_that_is_out_of_scope_lead_nowhere(world: World) -> None:
    site = Site(reader("xa-an-binh"), world)
    kept(site, "Nữ")
    view = SavedView.objects.get()
    view.query["unit"] = Site(site.client, world).unit(world.school)
    view.save()
    assert mandates_of(world.commune, today()) and "Nữ</a>" not in site.get("members").main.partition("<form")[0]
    assert "ngoài phạm vi" in site.get("saved_filters").text


def test_people_are_picked_by_box_and_taken_out(site: Site) -> None:
    page = site.get("members")
    boxes = re.findall(r'name="person" value="([0-9a-f-]{36})" aria-label="Chọn ([^"]+)"', page.html)
    assert [name for _number, name in boxes] == names(page) and " checked" not in page.main
    (address,) = re.findall(r'<form method="post" action="([^"]*xuat[^"]*)"', page.html)
    asked = site.client.post(unescape(address), {"picking": "1", "person": [boxes[0][0], boxes[2][0]]})
    assert "2 người" in asked.content.decode()


def test_a_whole_page_is_picked_without_scripts(site: Site) -> None:
    (address,) = site.get("members", sex="Nữ").links("Chọn cả trang")
    page = site.follow(f"{reverse('members')}{address}")
    assert page.html.count('name="person"') == len(re.findall(r'name="person"[^>]* checked', page.html)) == 3
    assert page.links("Bỏ chọn")


def test_with_nobody_picked_nothing_is_taken_out(site: Site) -> None:
    address = reverse("export_members") + ON
    for sent in ({"picking": "1"}, {"picking": "1", "purpose": "congress"}):
        response = site.client.post(address, sent)
        assert "Chưa chọn ai" in response.content.decode() and "Content-Disposition" not in response


@pytest.mark.parametrize("username", ["bi-thu"])
def test_whoever_takes_no_list_out_picks_nobody(world: World, username: str) -> None:
    page = Site(reader(username), world).get("members")
    assert 'name="person"' not in page.html and not page.links("Chọn cả trang")
