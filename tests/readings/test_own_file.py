"""One's own record: what the register holds, and who has opened it; for a member who sees nothing else."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse

from dangvu.exchange.erasing import erase
from dangvu.readings.models import Reading
from dangvu.readings.noting import note
from tests.pages.site import Site, reader, words_of
from tests.readings.readers import asking, member, numbers, refuse, signed_in, unforgiving
from tests.world import CLERK, DAY, World, charged, decide


def opened(client: Client, **query: str) -> str:
    response = client.get(reverse("own_file"), query)
    assert response.status_code == 200
    return response.content.decode()


def main(html: str) -> str:
    return words_of(re.findall(r"<main\b.*</main>", html, re.DOTALL)[0])


def test_a_member_sees_the_own_record(world: World) -> None:
    said = main(opened(member(world)))
    for fact in (
        "Thạch Thị Bình",
        "Chi bộ ấp Hai",
        "Số lý lịch 002",
        "Dân tộc Khmer",
        "Tôn giáo Phật giáo",
        "Quyết định kết nạp 26/08/2005",
    ):
        assert fact in said
    assert "Chuyển sinh hoạt nội bộ" in said and "12-QĐ/HU, Ban Thường vụ Huyện ủy Cầu Gỗ" in said


def test_of_a_decision_its_name_is_told_and_not_who_recorded_it(world: World) -> None:
    said = main(opened(member(world)))
    assert "Lần ghi sổ" in said
    assert "Văn thư thử nghiệm" not in said and "Ghi vào sổ" not in said and "Tệp nguồn" not in said
    officer = Site(reader("quan-tri"), world)
    assert "Văn thư thử nghiệm" in officer.get("member", officer.person(world.binh)).text, "where an officer is told"


def test_who_opened_it_when_as_what_and_why(world: World) -> None:
    officer = Site(reader("quan-tri"), world)
    officer.get("member", officer.person(world.binh))
    officer.get("members")
    note(asking(world.commune, "xa-an-binh"), "unmask", numbers(world.binh), world.hamlet_two, DAY, "Xác minh theo đơn")
    officer.get("member", officer.person(world.giang))
    rows = [
        words_of(row) for row in re.findall(r"<tr>(.*?)</tr>", opened(member(world)).partition('id="ai-da-xem"')[2], re.DOTALL)
    ]  # fmt: skip
    assert len(rows) == 4, "a head and three readings; of Giang's file nothing"
    assert "xa-an-binh Đảng ủy xã, người duyệt, Đảng bộ xã An Bình Xem số được che Xác minh theo đơn" in rows[1]
    assert "quan-tri Ban Tổ chức tỉnh ủy, người duyệt Xem danh sách có tên –" in rows[2]
    assert "Mở hồ sơ" in rows[3] and re.match(r"\d\d:\d\d \d\d/\d\d/\d{4} ", rows[3])


def test_the_own_visit_is_noted_and_not_listed(world: World) -> None:
    client = member(world)
    assert "Chưa ai mở hồ sơ này" in main(opened(client))
    assert "Chưa ai mở hồ sơ này" in main(opened(client))
    assert list(Reading.objects.values_list("kind", "label", "role", "persons")) == [("own", "thach-binh", "Đảng viên", [world.binh])] * 2


def test_readings_are_paged_and_beyond_the_last_page_is_the_first(world: World) -> None:
    for _time in range(51):
        note(asking(world.officer, "quan-tri"), "list", numbers(world.binh, world.an))
    client = member(world)
    assert "Dòng 1–50 trên 51" in main(opened(client))
    assert "Dòng 51–51 trên 51" in main(opened(client, page="2"))
    assert "Dòng 1–50 trên 51" in main(opened(client, page="9"))


def test_a_member_has_no_way_into_the_register(world: World) -> None:
    client = member(world)
    html = opened(client)
    links = set(re.findall(r"<nav\b.*?</nav>", html, re.DOTALL))
    assert any(reverse("own_file") in nav for nav in links)
    assert not any(reverse("members") in nav or reverse("read_log") in nav for nav in links)
    assert 'role="search"' not in html and "bang-lenh" not in html and "palette.js" not in html
    assert client.get(reverse("read_log")).status_code == 404


def test_an_officer_finds_the_own_record_and_the_register_from_it(world: World) -> None:
    html = opened(signed_in("bi-thu"))
    assert "Nguyễn Văn An" in main(html)
    assert reverse("members") in html and reverse("own_file") in html


def test_an_account_of_nobody_is_told_so(world: World) -> None:
    said = main(opened(signed_in("quan-tri")))
    assert "Tài khoản này chưa gắn với hồ sơ nào trong sổ" in said
    assert not Reading.objects.exists()


def test_whoever_holds_no_own_right_finds_no_such_page(world: World) -> None:
    decide(charged("da-nghi-huu", "administrator"))
    assert signed_in("da-nghi-huu").get(reverse("own_file")).status_code == 404


def test_after_an_erasure_the_record_names_nobody(world: World) -> None:
    decide(charged("da-nghi-huu", "member", holder=world.em))
    erase(world.em, CLERK, on=DAY, body="Ban Thường vụ Tỉnh ủy", document="34-QĐ/TU")
    response = signed_in("da-nghi-huu").get(reverse("own_file"))
    assert response.status_code == 200 and "Phạm" not in response.content.decode()


def test_a_log_that_refuses_keeps_the_own_record_back_too(world: World) -> None:
    client = unforgiving(member(world))
    refuse()
    response = client.get(reverse("own_file"))
    assert response.status_code == 503 and "Bình" not in response.content.decode()
