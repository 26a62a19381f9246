"""The log of everybody's readings: for whoever keeps it, who sees no record; people are counted and never named."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from dangvu.periods import clock
from dangvu.readings.kinds import KINDS
from dangvu.readings.models import Reading
from dangvu.readings.noting import note
from dangvu.readings.words import KIND_NAMES
from tests.pages.site import words_of
from tests.readings.completeness import Watched, people_of
from tests.readings.readers import asking, keeper, numbers, signed_in
from tests.world import DAY, World

ADDRESS = "/nhat-ky-doc/"


@pytest.fixture
def client(world: World) -> Client:
    """Whoever keeps the log, after three readings."""
    note(asking(world.secretary, "bi-thu"), "list", numbers(world.an, world.phuc), world.hamlet_one, DAY)
    note(asking(world.officer, "quan-tri"), "file", numbers(world.giang), world.school, DAY)
    note(asking(world.officer, "quan-tri"), "unmask", numbers(world.giang), world.school, DAY, "Làm thẻ đảng viên")
    return keeper()


def rows(html: str) -> list[str]:
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    return [words_of(row) for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)]


def listed(client: Client, **query: str) -> list[str]:
    response = client.get(ADDRESS, query)
    assert response.status_code == 200
    return rows(response.content.decode())


def filtered(client: Client, **sent: str) -> tuple[str, list[str]]:
    """The address to which the filters lead, and the rows there."""
    address = client.post(ADDRESS, sent)["Location"]
    return address, rows(client.get(address).content.decode())


def days(name: str, on: object) -> dict[str, str]:
    day, month, year = f"{on:%d %m %Y}".split()
    return {f"{name}_ngay": day, f"{name}_thang": month, f"{name}_nam": year}


def test_every_kind_has_its_words() -> None:
    assert tuple(KIND_NAMES) == KINDS


def test_a_line_says_who_when_as_what_how_many_where_and_why(client: Client) -> None:
    last, middle, first = listed(client)
    assert last.endswith(
        "quan-tri Ban Tổ chức tỉnh ủy, người duyệt Xem số được che 1 Chi bộ Trường Trung học Bến Mận, 30/11/2022 Làm thẻ đảng viên"
    )
    assert "Mở hồ sơ" in middle
    assert first.endswith("bi-thu Bí thư chi bộ, Chi bộ ấp Một Xem danh sách có tên 2 Chi bộ ấp Một, 30/11/2022 –")


def test_nobody_who_was_read_is_named(world: World, client: Client) -> None:
    watched = Watched(client, people_of(world))
    assert not watched.get(ADDRESS).shown
    assert Reading.objects.count() == 3, "to read the log is no reading of anybody"


def test_it_is_narrowed_by_account_kind_and_days(client: Client) -> None:
    assert len(filtered(client, account="bi-thu")[1]) == 1
    assert len(filtered(client, kind="file")[1]) == 1
    assert len(filtered(client, account="quan-tri", kind="list")[1]) == 0
    today = clock.today()
    assert len(filtered(client, **days("since", today), **days("until", today))[1]) == 3
    assert len(filtered(client, **days("until", today - timedelta(days=1)))[1]) == 0
    assert len(filtered(client, **days("since", today + timedelta(days=1)))[1]) == 0


def test_the_name_of_an_account_stands_in_no_address(client: Client) -> None:
    address, found = filtered(client, account="bi-thu", kind="list")
    assert len(found) == 1 and "bi-thu" not in address
    assert set(parse_qs(urlsplit(address).query)) == {"account", "kind"}
    html = client.get(address).content.decode()
    assert "Tài khoản: bi-thu" in words_of(html) and 'value="bi-thu"' in html


def test_each_filter_can_be_dropped(client: Client) -> None:
    address, _found = filtered(client, account="bi-thu", kind="list")
    tokens = re.findall(r'class="token">.*?href="([^"]*)"', client.get(address).content.decode())
    assert [sorted(parse_qs(urlsplit(one).query)) for one in tokens] == [["kind"], ["account"]]


def test_days_in_the_wrong_order_are_told(client: Client) -> None:
    today = clock.today()
    response = client.post(ADDRESS, {**days("since", today), **days("until", today - timedelta(days=1))})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Ngày cuối phải không trước ngày đầu." in html and "<title>Lỗi" in html
    assert client.get(ADDRESS, {"since": "2022-02-31"}).status_code == 400


def test_nothing_there_differs_from_nothing_found(world: World) -> None:
    client = keeper()
    assert "Chưa có lượt xem nào" in client.get(ADDRESS).content.decode()
    assert "Không có lượt xem nào khớp bộ lọc" in client.get(ADDRESS, {"kind": "file"}).content.decode()


def test_it_is_paged(world: World, client: Client) -> None:
    for _time in range(48):
        note(asking(world.officer, "quan-tri"), "file", numbers(world.giang))
    assert len(listed(client)) == 50
    assert len(listed(client, page="2")) == 1
    assert len(listed(client, page="7")) == 50


def test_whoever_does_not_keep_it_finds_no_such_page(world: World) -> None:
    for username in ("quan-tri", "bi-thu", "xa-an-binh"):
        assert signed_in(username).get(ADDRESS).status_code == 404


def test_whoever_keeps_it_is_led_to_it_and_to_nothing_else(client: Client) -> None:
    html = client.get(ADDRESS).content.decode()
    navs = re.findall(r"<nav\b.*?</nav>", html, re.DOTALL)
    assert any(reverse("read_log") in nav for nav in navs)
    assert not any(reverse("members") in nav for nav in navs)
    assert client.get(reverse("own_file")).status_code == 404
    assert "<button" in html and "data-print hidden" in html
