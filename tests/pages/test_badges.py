"""The list of a round on a page and as files: who is named, who may take it out, and that nobody goes unnoted."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from dangvu.readings.models import Reading
from tests.areas.badges.rounds import an_award
from tests.areas.documents.test_printing import pages, said
from tests.pages.site import Site, reader, words_of
from tests.world import World

ON = "on=2024-01-20"
LIST, FILE = f"/huy-hieu/?{ON}", f"/huy-hieu/xuat/?{ON}"
WHY = {"purpose": "cards"}


@pytest.fixture
def client(world: World) -> Client:
    """The province's officer."""
    return reader("quan-tri")


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return words_of(response.content.decode())


def test_the_next_round_is_shown_with_whose_years_are_full(client: Client) -> None:
    told = text(client, LIST)
    assert "đợt trao 03/02/2024" in told and "Trần Quốc Dũng" in told and "27/01/2024" in told and "30 năm" in told
    assert "Miễn công tác, sinh hoạt" in told and "đối chiếu hồ sơ kỷ luật" in told


def test_whoever_should_have_had_it_before_stands_in_a_list_of_its_own(client: Client) -> None:
    address = f"{LIST}&round=2024-05-19"
    assert "Trần Quốc Dũng" not in text(client, address)
    assert "Trần Quốc Dũng" in text(client, f"{address}&show=late")


def test_who_has_it_is_in_neither(world: World, client: Client) -> None:
    an_award(world)
    for show in ("", "&show=late"):
        assert "Trần Quốc Dũng" not in text(client, f"{LIST}&round=2024-05-19{show}")


@pytest.mark.parametrize("asked", ["round=2024-02-04", "round=2030-02-03"])
def test_a_day_that_is_no_round_leads_nowhere(client: Client, asked: str) -> None:
    assert client.get(f"{LIST}&{asked}").status_code == 404


@pytest.mark.parametrize("asked", ["round=soon", "known=2024-01-10T08:00"])
def test_what_cannot_be_answered_is_told(client: Client, asked: str) -> None:
    assert client.get(f"{LIST}&{asked}").status_code == 400


def test_everybody_shown_is_noted(world: World, client: Client) -> None:
    client.get(LIST)
    assert [one.persons for one in Reading.objects.filter(kind="list")] == [[world.dung]]


def test_a_commune_sees_its_own_and_a_cell_takes_nothing_out(world: World) -> None:
    assert "Trần Quốc Dũng" in text(reader("xa-an-binh"), LIST)
    secretary = reader("bi-thu")
    assert "Trần Quốc Dũng" not in text(secretary, LIST)
    assert secretary.get(FILE).status_code == 404


def test_the_three_files_say_the_same(world: World, client: Client) -> None:
    book = client.post(FILE, {**WHY, "kind": "xlsx"})
    printed = client.post(FILE, {**WHY, "kind": "pdf"})
    word = client.post(FILE, {**WHY, "kind": "docx"})
    sheet = openpyxl.load_workbook(BytesIO(book.content)).active
    assert sheet is not None
    written = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    told = [written, pages(printed.content)[0], said(word.content)]
    pieces = [
        "Trần Quốc Dũng",
        "27/01/1994",
        "30 năm",
        "Tặng",
        "Chi bộ ấp Hai",
        "quan-tri xuất lúc",
        "Thẻ đảng, huy hiệu Đảng",
    ]
    for one in told:
        assert [piece for piece in pieces if piece not in " ".join(one.split())] == []
    assert "27/01/2024" in written
    assert "Dự thảo" in told[1] and "Số" not in told[1].split("Dự thảo")[0] and "Dự thảo" in told[2]
    assert [one.persons for one in Reading.objects.filter(kind="export")] == [[world.dung]] * 3


def test_a_list_of_members_leaves_as_an_official_paper(world: World, client: Client) -> None:
    printed = client.post(f"/dang-vien/xuat/?on=2022-11-30&unit={Site(client, world).unit(world.an_binh)}", {**WHY, "kind": "pdf"})
    assert (printed.status_code, printed["Content-Type"]) == (200, "application/pdf")
    told = " ".join(pages(printed.content))
    assert "DANH SÁCH" in told and "đảng viên Đảng bộ xã An Bình, tính đến hết ngày 30/11/2022" in told
    assert "Danh sách có 05 đảng viên" in told and "ĐẢNG BỘ HUYỆN CẦU GỖ" in told and "Dự thảo" in told


def test_what_cannot_be_printed_is_told_and_nobody_is_noted(client: Client) -> None:
    response = client.post(FILE, {"purpose": "other", "words": "Trao huy hiệu 🎉 cho đảng viên", "kind": "pdf"})
    assert response.status_code == 422 and "không có ký tự" in response.content.decode()
    assert not Reading.objects.filter(kind="export").exists()
