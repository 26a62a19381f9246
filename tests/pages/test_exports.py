"""Taking a list out of the register: who may, what the workbook says and leaves out, and that nobody in it goes unnoted."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dangvu.access.models import Right
from dangvu.accounts.sessions import CONFIRMED
from dangvu.organisation.commands import FoundUnit, MoveUnit
from dangvu.pages.export_form import LEAST
from dangvu.pages.views import exports
from dangvu.people.queries import facts_of
from dangvu.periods.clock import today
from dangvu.readings.models import Reading
from tests.pages.site import Site, reader
from tests.readings.readers import refuse, unforgiving
from tests.world import COMMITTEE, DAY, FOUNDED, PEOPLE, World, decide, unit

ADDRESS = f"/dang-vien/xuat/?on={DAY.isoformat()}"
WHY = {"purpose": "congress"}
EVERYBODY = ["Nguyễn Văn An", "Thạch Thị Bình", "Lê Thị Cúc", "Trần Quốc Dũng", "Đỗ Hương Giang", "Kim Hạnh", "Võ Hồng Phúc"]


@pytest.fixture
def client(world: World) -> Client:
    """The province's officer."""
    return reader("quan-tri")


def lines(response: HttpResponse) -> list[list[str]]:
    """The texts of a workbook, row by row."""
    assert response.status_code == 200 and "attachment" in response["Content-Disposition"], response.status_code
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    return [[str(value) for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]


def names(response: HttpResponse) -> list[str]:
    rows = lines(response)
    head = next(place for place, row in enumerate(rows) if row[:2] == ["STT", "Họ và tên"])
    return [row[1] for row in rows[head + 1 :]]


def with_unit(world: World, name: str) -> str:
    return f"{ADDRESS}&unit={Site(Client(), world).unit(getattr(world, name))}"


def test_the_workbook_holds_the_list_as_it_is_filtered(client: Client) -> None:
    assert names(client.post(ADDRESS, WHY)) == EVERYBODY
    assert names(client.post(f"{ADDRESS}&sex=Nữ", WHY)) == ["Thạch Thị Bình", "Lê Thị Cúc", "Đỗ Hương Giang"]


def test_words_searched_for_filter_it_too(client: Client) -> None:
    address = client.post(f"{reverse('members')}?on={DAY.isoformat()}", {"q": "thi"})["Location"]
    html = client.get(address).content.decode()
    assert "/dang-vien/xuat/?" in html
    assert names(client.post(address.replace("/dang-vien/?", "/dang-vien/xuat/?"), WHY)) == ["Thạch Thị Bình", "Lê Thị Cúc"]


def test_it_says_whose_of_which_day_by_which_filter_who_took_it_when_and_why(client: Client) -> None:
    rows = lines(client.post(f"{ADDRESS}&sex=Nam", {"purpose": "care", "words": "Tặng quà Tết 2023"}))
    head = [row[0] for row in rows[:7] if row]
    assert head[:5] == [
        "DANH SÁCH ĐẢNG VIÊN", "Đảng bộ tỉnh Sông Xanh (SX)", "Tính đến hết ngày 30/11/2022", "Bộ lọc: Giới tính: Nam", "4 người",
    ]  # fmt: skip
    assert head[5].startswith("quan-tri xuất lúc ") and f"{today():%d/%m/%Y}" in head[5]
    assert head[5].endswith("Lý do: Thăm hỏi, chế độ, chính sách: Tặng quà Tết 2023")
    assert "không chuyển tiếp" in head[6]


def test_everybody_in_it_is_noted_with_the_reason(world: World, client: Client) -> None:
    client.post(ADDRESS, {"purpose": "other", "words": "Lập danh sách dự tập huấn"})
    one = Reading.objects.get(kind="export")
    assert one.persons == sorted(getattr(world, name) for name in PEOPLE if name != "em")
    assert (one.reason, one.day, one.unit_id, one.label) == ("Lập danh sách dự tập huấn", DAY, world.province, "quan-tri")


def test_what_cannot_be_noted_does_not_leave(client: Client) -> None:
    refuse()
    response = unforgiving(client).post(ADDRESS, WHY)
    assert response.status_code == 503 and "Content-Disposition" not in response


def test_no_browser_keeps_it(client: Client) -> None:
    assert "no-store" in client.post(ADDRESS, WHY)["Cache-Control"]


@pytest.mark.parametrize(
    "sent", [{}, {"purpose": ""}, {"purpose": "none such"}, {"purpose": "other"}, {"purpose": "other", "words": "x" * (LEAST - 1)}]
)
def test_without_a_reason_nothing_leaves(client: Client, sent: dict[str, str]) -> None:
    response = client.post(ADDRESS, sent)
    assert response.status_code == (422 if sent else 200) and "Content-Disposition" not in response
    assert "Xuất danh sách để làm gì" in response.content.decode() and not Reading.objects.exists()


def test_to_ask_for_the_form_shows_and_notes_nobody(client: Client) -> None:
    html = client.get(ADDRESS).content.decode()
    assert "7 người" in html and "Nguyễn Văn An" not in html and not Reading.objects.exists()


def test_whoever_has_not_confirmed_lately_is_asked_and_led_back(client: Client) -> None:
    session = client.session
    session[CONFIRMED] -= 360
    session.save()
    response = client.post(ADDRESS, WHY)
    assert response.status_code == 302 and response["Location"].startswith(reverse("step_up"))
    assert not Reading.objects.exists()
    assert client.get(ADDRESS).status_code == 200, "the form itself asks for nothing"


def test_ethnicity_and_religion_are_for_whoever_may_tell_people_apart(world: World) -> None:
    client = reader("xa-an-binh")
    address = with_unit(world, "an_binh")
    said = str(lines(client.post(address, WHY)))
    assert "Dân tộc" in said and "Khmer" in said and "Tôn giáo" in said
    Right.objects.filter(role_id="commune_approver", right="sensitive").delete()
    said = str(lines(client.post(address, WHY)))
    assert "Dân tộc" not in said and "Khmer" not in said and "Tôn giáo" not in said and "Thạch Thị Bình" in said
    assert client.post(f"{address}&ethnicity=Khmer", WHY).status_code == 404


def test_whoever_may_not_take_lists_out_finds_no_such_page(world: World) -> None:
    client = reader("bi-thu")
    assert client.get(ADDRESS).status_code == client.post(ADDRESS, WHY).status_code == 404
    assert "/dang-vien/xuat/" not in client.get(reverse("members")).content.decode()


def test_nor_of_a_unit_that_is_foreign(world: World) -> None:
    client = reader("xa-an-binh")
    assert client.post(with_unit(world, "an_binh"), WHY).status_code == 200
    assert client.post(with_unit(world, "school"), WHY).status_code == 404
    assert client.post(with_unit(world, "cau_go"), WHY).status_code == 404


def test_a_cell_that_has_left_takes_its_past_with_it(world: World) -> None:
    client = reader("xa-an-binh")
    address = with_unit(world, "an_binh")
    before = names(client.post(address, WHY))
    decide(FoundUnit(on=FOUNDED, code="SX.02.D", name="Đảng bộ xã Bến Mận Đông", kind=COMMITTEE, parent=world.ben_man))
    decide(MoveUnit(on=DAY.replace(year=2023), unit=world.hamlet_two, parent=unit("SX.02.D")))
    after = names(client.post(address, WHY))
    assert len(before) == 5 and after == ["Nguyễn Văn An", "Võ Hồng Phúc"]


def test_a_longer_list_is_cut_and_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST", 3)
    assert "Danh sách có 7 người; tệp chỉ có 3 người đầu" in client.get(ADDRESS).content.decode()
    response = client.post(ADDRESS, WHY)
    assert names(response) == EVERYBODY[:3] and "Danh sách có 7 người; tệp chỉ có 3 người đầu" in str(lines(response))
    assert len(Reading.objects.get(kind="export").persons) == 3


def test_a_cut_list_is_a_workbook_of_texts(client: Client) -> None:
    sheet = openpyxl.load_workbook(BytesIO(client.post(ADDRESS, WHY).content)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"} and all(cell.quotePrefix for cell in cells)


def number_of(person: int) -> str:
    found = facts_of(person)
    assert found is not None
    return str(found.public_id)


def test_of_those_who_were_chosen_they_alone_leave(world: World, client: Client) -> None:
    chosen = [number_of(world.an), number_of(world.cuc)]
    form = client.post(ADDRESS, {"person": chosen})
    html = form.content.decode()
    assert form.status_code == 200 and "2 người" in html and all(f'name="person" value="{one}"' in html for one in chosen)
    assert names(client.post(ADDRESS, {**WHY, "person": chosen})) == ["Nguyễn Văn An", "Lê Thị Cúc"]
    assert Reading.objects.get(kind="export").persons == sorted([world.an, world.cuc])


def test_nobody_is_chosen_who_is_not_on_the_list(world: World) -> None:
    client, address = reader("xa-an-binh"), with_unit(world, "an_binh")
    assert names(client.post(address, {**WHY, "person": [number_of(world.an), number_of(world.giang)]})) == ["Nguyễn Văn An"]
    response = client.post(address, {**WHY, "person": number_of(world.giang)})
    assert response.status_code == 422 and "không còn trong danh sách" in response.content.decode()
