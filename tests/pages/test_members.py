"""The list of members: who is on it, in which order, how it is searched and filtered."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import unquote_plus

import pytest
from django.urls import reverse

from dangvu.ledger.queries import decisions
from dangvu.members.queries import stays
from dangvu.pages.searches import MOST
from dangvu.reports.figures import figures
from dangvu.reports.queries import LISTED, Roll, length, page
from tests.pages.site import Page, Site
from tests.world import DAY, World, decide, newcomer

LINK = re.compile(r'href="/dang-vien/([0-9a-f-]{36})/')
EVERYBODY = ["Nguyễn Văn An", "Thạch Thị Bình", "Lê Thị Cúc", "Trần Quốc Dũng", "Đỗ Hương Giang", "Kim Hạnh", "Võ Hồng Phúc"]


def names(listed: Page) -> list[str]:
    return [row[0] for row in listed.rows("Danh sách đảng viên")] if "Danh sách đảng viên</caption>" in listed.html else []


def test_the_list_holds_the_members_of_the_day_by_given_name(site: Site) -> None:
    assert names(site.get("members")) == EVERYBODY
    assert names(site.get("members", on=date(2019, 10, 4))) == [
        "Nguyễn Văn An", "Thạch Thị Bình", "Trần Quốc Dũng", "Phạm Út Em", "Đỗ Hương Giang", "Kim Hạnh", "Võ Hồng Phúc",
    ]  # fmt: skip


def test_the_order_is_that_of_the_vietnamese_alphabet(site: Site) -> None:
    given = ["Ánh", "Ân", "Ăn", "Anh", "Đan", "Dân", "Ạnh", "Ông", "Ơn", "Uyên", "Ưng"]
    for place, name in enumerate(given):
        decide(newcomer(f"{900 + place}", f"Lê Văn {name}", date(2020, 1, 1), site.world.hamlet_one))
    listed = [name for name in names(site.get("members", unit=site.world.hamlet_one)) if name.startswith("Lê Văn")]
    order = ["Anh", "Ánh", "Ạnh", "Ăn", "Ân", "Dân", "Đan", "Ông", "Ơn", "Uyên", "Ưng"]
    assert listed == [f"Lê Văn {name}" for name in order]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("binh", ["Thạch Thị Bình"]),
        ("BÌNH", ["Thạch Thị Bình"]),
        ("dung tran", ["Trần Quốc Dũng"]),
        ("do huong", ["Đỗ Hương Giang"]),
        ("thi", ["Thạch Thị Bình", "Lê Thị Cúc"]),
        ("006", ["Võ Hồng Phúc"]),
        ("87.000001", ["Nguyễn Văn An"]),
        ("00", []),
        ("%", []),
        ("_", []),
        ("\\", []),
        ("' OR true --", []),
    ],
)
def test_names_are_found_without_diacritics_and_numbers_whole(site: Site, asked: str, found: list[str]) -> None:
    assert names(site.get("members", q=asked)) == found


@pytest.mark.parametrize("by", LISTED)
def test_a_filter_leaves_as_many_as_the_figure_of_its_word(world: World, by: str) -> None:
    parts = figures(world.province, DAY, codes=["members"], by=by).groups["members"]
    assert parts
    for part in parts:
        roll = Roll(world.province, DAY, words=((by, part.key),))
        assert length(roll) == part.figure.value == len(page(roll, limit=100))


def test_filters_add_up_and_can_be_dropped_one_by_one(site: Site) -> None:
    listed = site.get("members", sex="Nữ", ethnicity="Kinh")
    assert names(listed) == ["Lê Thị Cúc", "Đỗ Hương Giang"]
    assert "2 đảng viên khớp bộ lọc" in listed.text
    (dropped,) = [
        address for address in listed.html.split('"') if "sex=N" in address and "ethnicity" not in address and "/dang-vien/?" in address
    ]
    assert names(site.follow(dropped.replace("&amp;", "&"))) == ["Thạch Thị Bình", "Lê Thị Cúc", "Đỗ Hương Giang"]


def test_exempt_members_and_those_of_one_child_unit_can_be_chosen(site: Site) -> None:
    assert names(site.get("members", participation="exempt")) == ["Trần Quốc Dũng"]
    assert names(site.get("members", under=site.unit(site.world.ben_man))) == ["Đỗ Hương Giang", "Kim Hạnh"]


def test_the_form_of_the_filters_carries_the_unit_and_the_day(site: Site) -> None:
    form = re.search(r'<form class="toolbar".*?</form>', site.get("members", unit=site.world.cau_go).html, re.DOTALL)
    assert form is not None
    assert f'method="post" action="/dang-vien/?unit={site.unit(site.world.cau_go)}&amp;on=2022-11-30"' in form[0]


def test_what_is_searched_for_never_stands_in_an_address(site: Site) -> None:
    sent = site.client.post("/dang-vien/?on=2022-11-30", {"q": "  Thạch   Thị ", "sex": "Nữ", "ethnicity": "khác"})
    listed = site.follow(sent["Location"])
    assert names(listed) == ["Thạch Thị Bình"]
    assert "“Thạch Thị”" in listed.text
    for address in (sent["Location"], *re.findall(r'(?:href|action|value)="([^"]*/[^"]*)"', listed.html)):
        assert "Thạch" not in unquote_plus(address)
    assert "sex=N" in sent["Location"] and "khác" not in unquote_plus(sent["Location"])
    again = site.client.post("/dang-vien/?on=2022-11-30", {"q": "Thạch Thị", "sex": "Nữ"})
    assert again["Location"] == sent["Location"]


@pytest.mark.parametrize("name", ["members", "search", "find_unit"])
def test_a_key_of_another_session_opens_no_search_and_says_so(site: Site, name: str) -> None:
    page = site.follow(reverse(name), q="thi")
    assert "Từ tìm kiếm của địa chỉ này không còn được giữ" in page.text
    assert "không còn được giữ" not in site.get(name, q="ap").text


def test_a_session_forgets_its_oldest_searches(site: Site) -> None:
    first = site.search("an")
    for number in range(MOST):
        site.search(f"an {number}")
    assert "không còn được giữ" in site.follow(reverse("members"), q=first).text
    assert "không còn được giữ" not in site.get("members", q="an 1").text


def test_a_value_that_no_filter_offers_filters_nothing(site: Site) -> None:
    assert names(site.get("members", sex="khác", participation="x", under="1", status="' OR true --")) == EVERYBODY


def test_nobody_and_nobody_who_fits_are_told_apart(site: Site) -> None:
    assert "Không có đảng viên nào khớp bộ lọc" in site.get("members", q="khong co ai").text
    assert "Đơn vị chưa có đảng viên vào ngày này" in site.get("members", on=date(1993, 1, 1)).text


def test_fifty_stand_on_a_page_and_the_pages_hold_everybody_once(site: Site) -> None:
    for number in range(100, 160):
        decide(newcomer(f"{number}", f"Lê Văn {'AĂÂBCDĐEÊ'[number % 9]}n", date(2020, 1, 1), site.world.hamlet_one))
    pages = [names(site.get("members", page=str(number))) for number in (1, 2)]
    assert [len(listed) for listed in pages] == [50, 17]
    assert "Dòng 51–67 trên 67" in site.get("members", page="2").text
    assert names(site.get("members", page="9")) == []
    people = {link for number in (1, 2) for link in LINK.findall(site.get("members", page=str(number)).html)}
    assert len(people) == 67


def test_a_new_member_is_on_the_list_and_in_its_count_at_once(site: Site) -> None:
    assert "7 đảng viên ·" in site.get("members").text
    decide(newcomer("777", "Lâm Thị Mới", date(2022, 11, 1), site.world.hamlet_one))
    assert "8 đảng viên ·" in site.get("members").text
    assert "Lâm Thị Mới" in names(site.get("members"))


def test_the_list_as_known_then_holds_those_who_were_known_then(site: Site) -> None:
    third = decisions([stays(site.world.cuc)[0].begun_by])
    before = min(one.recorded for one in third.values()) - timedelta(seconds=1)
    assert names(site.get("members", known=before.isoformat())) == ["Nguyễn Văn An", "Thạch Thị Bình"]
    assert names(site.get("members", known="2022-12-01T12:00")) == EVERYBODY
    assert names(site.get("members", known="2022-12-01T12:00", sex="Nữ", q="thi")) == ["Thạch Thị Bình", "Lê Thị Cúc"]
    assert "Đảng viên 2 " in site.get("overview", known=before.isoformat()).text
