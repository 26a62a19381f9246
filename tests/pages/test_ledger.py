"""The ledger as it is read: every entry in sight, found and turned, and what stands on the page of one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from dangvu.access.entries import Asked, stretch
from dangvu.accounts.commands import account_named
from dangvu.exchange.taking import ROW_TYPES
from dangvu.exchange.undoing import undo
from dangvu.ledger.models import Decision, PersonalValue
from dangvu.members.commands import ChangeAttributes
from dangvu.organisation.commands import ChangeUnit
from dangvu.pages.words import SHEETS
from dangvu.web.formats import number
from tests.exchange.importing import imported
from tests.pages.site import Page, Site, reader
from tests.readings.completeness import Watched, people_of
from tests.world import CLERK, DAY, World, charged, decide

ADDRESS = "/so-quyet-dinh/"


def numbers(page: Page) -> list[int]:
    """The entries of a page of the list, in their order."""
    return [int(found) for found in re.findall(r'<th scope="row"><a href="/so-quyet-dinh/(\d+)/', page.html)]


def filtered(site: Site, **sent: str) -> tuple[str, Page]:
    """The address to which the filters lead, and the page there."""
    address = site.client.post(ADDRESS, sent)["Location"]
    return address, site.follow(address)


def boxes(name: str, on: date) -> dict[str, str]:
    day, month, year = f"{on:%d %m %Y}".split()
    return {f"{name}_ngay": day, f"{name}_thang": month, f"{name}_nam": year}


def narrow(world: World, code: str = "SX.01.A") -> Client:
    """A browser of whoever reads the ledger of one commune."""
    account_named("kiem-tra-xa")
    decide(charged("kiem-tra-xa", "inspection", code))
    return reader("kiem-tra-xa")


def test_every_entry_stands_in_the_list_latest_first(site: Site) -> None:
    found, page = list[int](), site.get("ledger", on=None)
    while numbers(page):
        found += numbers(page)
        older = page.links("Cũ hơn")
        if not older:
            break
        page = site.follow(older[0])
    assert found == sorted(Decision.objects.values_list("id", flat=True), reverse=True)


def test_pages_turned_back_are_those_turned_forward(site: Site) -> None:
    for place in range(120):
        decide(ChangeUnit(on=date(2016, 1, 1) + timedelta(days=place), unit=site.world.school, name=f"Chi bộ Trường {place}"))
    first = site.get("ledger", on=None)
    second = site.follow(first.links("Cũ hơn")[0])
    third = site.follow(second.links("Cũ hơn")[0])
    assert len(numbers(first)) == len(numbers(second)) == 50 and numbers(second)[0] == numbers(first)[-1] - 1
    assert numbers(site.follow(third.links("Mới hơn")[0])) == numbers(second)
    assert numbers(site.follow(site.follow(third.links("Mới hơn")[0]).links("Mới hơn")[0])) == numbers(first)


def test_a_line_says_what_on_which_paper_about_whom_by_whom(site: Site) -> None:
    made = decide(
        ChangeUnit(on=date(2016, 1, 1), unit=site.world.an_binh, name="Đảng bộ xã An Bình Mới", document="7-QĐ/HU", body="Huyện ủy")
    )
    row = site.get("ledger", on=None).rows("Sổ quyết định")[0]
    assert row[:4] == [number(made.id), "Thay đổi tổ chức đảng", "01/01/2016", "7-QĐ/HU, Huyện ủy"]
    assert row[4] == "Đảng bộ xã An Bình Mới" and row[5] == CLERK.label


def test_it_is_narrowed_by_kind_days_paper_and_unit(site: Site) -> None:
    made = decide(ChangeUnit(on=date(2016, 1, 1), unit=site.world.an_binh, name="Xã An Bình", document="77-QĐ/HU", body="Huyện ủy Cầu Gỗ"))
    assert numbers(filtered(site, kind="organisation.change")[1]) == [made.id]
    assert numbers(filtered(site, text="77-qđ")[1]) == [made.id]
    assert numbers(filtered(site, text="7_-QĐ")[1]) == [], "signs of patterns stand for themselves"
    assert numbers(filtered(site, **boxes("since", date(2016, 1, 1)), **boxes("until", date(2016, 1, 1)))[1]) == [made.id]
    assert made.id not in numbers(filtered(site, **boxes("until", date(2015, 12, 31)))[1])
    recorded = made.recorded.date()
    assert made.id in numbers(filtered(site, **boxes("recorded_since", recorded), **boxes("recorded_until", recorded))[1])
    assert numbers(filtered(site, **boxes("recorded_since", recorded + timedelta(days=2)))[1]) == []


def test_a_unit_is_shown_with_everything_below_it(site: Site) -> None:
    made = decide(ChangeUnit(on=date(2016, 1, 1), unit=site.world.hamlet_one, name="Chi bộ ấp Nhất"))
    for code, there in (("SX.01.A.1", True), ("sx.01.a", True), ("Đảng bộ huyện Cầu Gỗ", True), ("ben man", False), ("SX.02", False)):
        page = site.client.post(ADDRESS, {"unit": code})
        if page.status_code == 422:
            assert code == "ben man" and "Ghi mã của tổ chức cần xem" in page.content.decode()
            continue
        assert (made.id in numbers(site.follow(page["Location"]))) == there, code
    assert "Không có tổ chức đảng nào khớp" in site.client.post(ADDRESS, {"unit": "zzz"}).content.decode()


def test_the_page_of_a_unit_leads_to_what_was_decided_about_it(site: Site) -> None:
    made = decide(ChangeUnit(on=date(2016, 1, 1), unit=site.world.school, name="Chi bộ Trường Mới"))
    (address,) = site.get("unit", unit=site.world.school).links("Sổ quyết định")
    page = site.follow(address)
    assert numbers(page)[0] == made.id and "Chi bộ Trường Mới và cấp dưới" in page.text
    assert not Site(reader("xa-an-binh"), site.world).get("unit").links("Sổ quyết định")


def test_what_is_searched_for_stands_in_no_address_and_each_filter_can_be_dropped(site: Site) -> None:
    address, page = filtered(site, text="QĐ/HU", unit="SX.01", kind="members.register")
    assert "HU" not in address and set(parse_qs(urlsplit(address).query)) == {"q", "unit", "kind"}
    tokens = re.findall(r'class="token">.*?href="([^"]*)"', page.html)
    assert len(tokens) == 3 and numbers(page)
    assert {frozenset(parse_qs(urlsplit(one.replace("&amp;", "&")).query)) for one in tokens} == {
        frozenset({"q", "kind"}), frozenset({"unit", "kind"}), frozenset({"q", "unit"}),
    }  # fmt: skip
    stranger = Site(reader("nguoi-khac"), site.world).follow(address)
    assert "không còn được giữ" in stranger.text


def test_days_in_the_wrong_order_are_told(site: Site) -> None:
    response = site.client.post(ADDRESS, {**boxes("since", DAY), **boxes("until", DAY - timedelta(days=1))})
    html = response.content.decode()
    assert response.status_code == 422 and "Ngày cuối phải không trước ngày đầu." in html and "<title>Lỗi" in html
    assert site.client.get(ADDRESS, {"since": "2022-02-31"}).status_code == 400


def test_nothing_found_says_so(site: Site) -> None:
    assert "Không có lần ghi sổ nào khớp bộ lọc" in filtered(site, text="không có đâu")[1].text


def test_the_page_of_an_entry_binds_it_to_the_one_before(site: Site) -> None:
    last = Decision.objects.order_by("-id")[0]
    page = site.get("ledger_entry", last.id, on=None)
    before = Decision.objects.get(pk=last.id - 1)
    assert bytes(last.hash).hex() in page.text and bytes(before.hash).hex() in page.text
    assert site.get("ledger_entry", last.id + 1, on=None).status == 404


def test_units_are_named_and_lead_to_their_pages(site: Site) -> None:
    made = decide(ChangeUnit(on=date(2016, 1, 1), unit=site.world.school, name="Chi bộ Trường Mới"))
    page = site.get("ledger_entry", made.id, on=None)
    (address,) = page.links("Chi bộ Trường Mới")
    assert site.follow(address).status == 200
    assert "chung cho mọi tổ chức" in site.get("ledger_entry", 1, on=None).text, "a place is everybody's"


def test_an_import_names_its_file_and_rows_and_who_undid_it(site: Site, tmp_path: Path) -> None:
    batch = imported(tmp_path)
    page = site.get("ledger_entry", batch, on=None)
    assert "0.xlsx" in page.text and "Đảng viên mới ghi 240" in page.text
    assert "tổ chức khác" in site.get("ledger", on=None).rows("Sổ quyết định")[0][4]
    undone = undo(batch, CLERK, on=DAY)
    assert f"Bị đính chính, hủy bởi Lần ghi sổ số {number(undone)}" in site.get("ledger_entry", batch, on=None).text
    (address,) = site.get("ledger_entry", undone, on=None).links(f"Lần ghi sổ số {number(batch)}")
    assert site.follow(address).status == 200


def test_every_kind_of_row_has_its_words() -> None:
    assert set(SHEETS) == set(ROW_TYPES)


def test_no_page_of_it_shows_a_person_or_a_personal_value(world: World) -> None:
    decide(ChangeAttributes(on=date(2021, 5, 1), person=world.an, education="Đại học Bí Mật"))
    watched = Watched(reader("quan-tri"), people_of(world))
    bodies = [watched.get(ADDRESS).body]
    bodies += [watched.get(reverse("ledger_entry", args=[one])).body for one in Decision.objects.values_list("id", flat=True)]
    assert not any(one.shown or one.noted for one in watched.answers)
    values = {str(value) for value in PersonalValue.objects.exclude(value=None).values_list("value", flat=True) if len(str(value)) > 8}
    assert len(values) > 5 and not [value for value in values if any(value in body for body in bodies)]


def test_a_narrow_reader_sees_the_entries_of_the_own_units_alone(world: World) -> None:
    site = Site(narrow(world), world)
    own = decide(ChangeUnit(on=date(2016, 1, 1), unit=world.hamlet_one, name="Chi bộ ấp Nhất"))
    foreign = decide(ChangeUnit(on=date(2016, 1, 1), unit=world.school, name="Chi bộ Trường Mới"))
    listed = numbers(site.get("ledger", on=None))
    assert own.id in listed and foreign.id not in listed
    assert site.get("ledger_entry", own.id, on=None).status == 200
    assert site.get("ledger_entry", foreign.id, on=None).status == 404
    assert site.get("ledger", on=None, unit=world.school).status == 404


@pytest.mark.parametrize("username", ["bi-thu", "xa-an-binh"])
def test_whoever_does_not_read_the_ledger_finds_no_such_page(world: World, username: str) -> None:
    client = reader(username)
    assert client.get(ADDRESS).status_code == client.get(f"{ADDRESS}1/").status_code == 404
    assert ADDRESS not in client.get("/").content.decode()


def test_a_stretch_says_what_lies_on_either_side(world: World) -> None:
    everything = stretch(Asked(), 1000)
    first, last = everything.entries[-1].id, everything.entries[0].id
    assert not everything.older and not everything.newer
    assert stretch(Asked(), 1000, before=first).entries == ()
    assert not stretch(Asked(), 3, after=last - 3).newer and stretch(Asked(), 3, after=last - 4).newer
