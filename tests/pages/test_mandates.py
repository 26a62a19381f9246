"""Mandates on a page: who may keep them sees, gives and ends those below the own office; whoever holds one hands it over for a time."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from dangvu.access.commands import ReleaseHolder
from dangvu.access.models import Holder, Mandate
from dangvu.access.queries import account_of, mandates_of
from dangvu.accounts.commands import account_named
from dangvu.accounts.models import Account
from dangvu.accounts.sessions import CONFIRMED, close_account
from dangvu.ledger.dated import current
from dangvu.ledger.models import Decision
from dangvu.periods.clock import now, today
from dangvu.readings.models import Reading
from tests.accounts.people import enter
from tests.areas.access.test_end_mandate import number_of
from tests.pages.site import Page, Site, reader
from tests.world import World, charged, decide

BELOW = "Nhiệm vụ ở đây và các tổ chức trực thuộc"
OWN = "Nhiệm vụ của đồng chí"
SECRETARY = "Bí thư chi bộ"
NOTHING = "Không nhiệm vụ nào khớp với từ tìm"


def boxes(name: str, on: date | None) -> dict[str, str]:
    """A day as the three boxes of a form."""
    return {f"{name}_ngay": f"{on.day}", f"{name}_thang": f"{on.month}", f"{name}_nam": f"{on.year}"} if on else {}


def ahead(days: int) -> date:
    return today() + timedelta(days=days)


def post(site: Site, name: str, *args: object, **sent: str) -> Page:
    return posted(site, reverse(name, args=args), sent)


def posted(site: Site, address: str, sent: dict[str, str]) -> Page:
    response = site.client.post(address, sent)
    return Page(response.status_code, response.content.decode(), response)


def given(site: Site, unit: int | None = None, *, on: date | None = None, until: date | None = None, **differing: str) -> Page:
    """The form to give a mandate, sent."""
    days = boxes("on", on or today()) | boxes("until", until)
    usual = {"account": "can-bo-moi", "role": "cell_deputy", "document": "07-TB/ĐU", **days}
    where = f"?unit={site.unit(unit)}" if unit else ""
    return posted(site, reverse("give_mandate") + where, {**usual, **differing})


@pytest.fixture
def commune(world: World) -> Site:
    """The office of An Bình, and an account that was invited and is charged with nothing."""
    account_named("can-bo-moi")
    return Site(reader("xa-an-binh"), world)


@pytest.fixture
def secretary(world: World) -> Site:
    """Of hamlet one; charges nobody."""
    account_named("can-bo-moi")
    return Site(reader("bi-thu"), world)


def test_an_office_sees_who_is_charged_below_it_and_nobody_beside(commune: Site) -> None:
    page = commune.get("mandates", on=None)
    rows = page.rows(BELOW)
    assert [row[:3] for row in rows] == [
        ["xa-an-binh", "Đảng ủy xã, người duyệt", "Đảng bộ xã An Bình"],
        ["bi-thu Nguyễn Văn An", SECRETARY, "Chi bộ ấp Một"],
    ]
    assert rows[1][3:6] == ["01/12/2022", "–", "05-QĐ/TU"] and page.links("Cho thôi Bí thư chi bộ, bi-thu")
    assert "quan-tri" not in page.text
    assert [row[0] for row in page.rows(OWN)] == ["xa-an-binh"]
    cell = commune.get("mandates", on=None, unit=commune.world.hamlet_two)
    assert "Chưa giao nhiệm vụ nào ở đây" in cell.text and "bi-thu" not in cell.text


def sought(site: Site, text: str, **more: str) -> Page:
    """The list after these words were sent."""
    sent = posted(site, reverse("mandates"), {"q": text, **more})
    assert sent.status == 302 and text not in sent.response["Location"], "what is typed does not stand in an address"
    return site.follow(sent.response["Location"])


@pytest.mark.parametrize("text", ["nguyen an", "BI THU", "ap mot", "05-QĐ/TU mot", "bi-thu"])
def test_a_mandate_is_found_by_account_name_role_place_or_paper_without_diacritics(commune: Site, text: str) -> None:
    assert [row[0] for row in sought(commune, text).rows(BELOW)] == ["bi-thu Nguyễn Văn An"]


def test_where_nothing_is_found_the_page_says_so_and_the_words_can_be_dropped(commune: Site) -> None:
    page = sought(commune, "thuong truc")
    assert NOTHING in page.text
    (without,) = re.findall(r'<a href="([^"]*)" aria-label="Bỏ lọc thuong truc"', page.main)
    assert len(commune.follow(unescape(without)).rows(BELOW)) == 2
    assert "không còn được giữ" in commune.follow(reverse("mandates"), q="khong-co").text
    assert len(sought(commune, " ").rows(BELOW)) == 2


def test_what_is_over_is_sought_among_what_is_over(site: Site) -> None:
    assert [row[0] for row in sought(site, "nghi huu", ended="1").rows(BELOW)] == ["da-nghi-huu"]
    assert NOTHING in sought(site, "nghi huu").text


def test_a_name_that_the_reader_may_not_open_is_not_found(commune: Site) -> None:
    """The office keeps the mandate of somebody whose file lies elsewhere: the row shows, the name neither shows nor is found."""
    decide(charged("can-bo-moi", "assigned_member", "SX.01.A", holder=commune.world.giang))
    assert [row[0] for row in sought(commune, "can-bo-moi").rows(BELOW)] == ["can-bo-moi"]
    assert NOTHING in sought(commune, "giang").text
    assert [row[0] for row in sought(Site(reader("quan-tri"), commune.world), "huong giang").rows(BELOW)] == ["can-bo-moi Đỗ Hương Giang"]


def test_a_file_that_was_tied_to_the_wrong_account_is_its_own_no_more(secretary: Site) -> None:
    assert "Nguyễn Văn An" in secretary.get("own_file", on=None).text
    decide(ReleaseHolder(on=today(), account=secretary.world.secretary, document="09-QĐ/TU"))
    assert "Nguyễn Văn An" not in secretary.get("own_file", on=None).text
    assert secretary.get("members", on=None, unit=secretary.world.hamlet_one).status == 200, "the office itself stays"


def test_the_whole_register_shows_what_is_held_over_it_too(site: Site) -> None:
    rows = site.get("mandates", on=None).rows(BELOW)
    assert {row[0].split()[0] for row in rows} == {"quan-tri", "xa-an-binh", "bi-thu"}
    assert rows[0][2] == "Toàn bộ sổ" and site.get("mandates", on=None).links("Ủy quyền Ban Tổ chức tỉnh ủy, người duyệt, Toàn bộ sổ")
    ended = site.get("mandates", on=None, ended="1")
    assert [row[0] for row in ended.rows(BELOW)] == ["da-nghi-huu"] and not ended.links("Cho thôi")
    assert "da-nghi-huu" in {row[0] for row in site.get("mandates", on=date(2025, 6, 1)).rows(BELOW)}


def test_what_a_closed_account_still_holds_is_marked(commune: Site) -> None:
    assert "Tài khoản đã khóa" not in commune.get("mandates", on=None).text
    close_account(commune.world.secretary)
    rows = commune.get("mandates", on=None).rows(BELOW)
    assert ["Tài khoản đã khóa" in row[0] for row in rows] == [False, True]


def test_who_is_named_is_noted_as_read(commune: Site) -> None:
    before = Reading.objects.count()
    commune.get("mandates", on=None, unit=commune.world.hamlet_two)
    assert Reading.objects.count() == before
    commune.get("mandates", on=None)
    assert Reading.objects.latest("id").persons == [commune.world.an]


def test_who_charges_nobody_sees_the_own_mandate_alone(secretary: Site) -> None:
    page = secretary.get("mandates", on=None)
    assert [row[1] for row in page.rows(OWN)] == [SECRETARY] and BELOW not in page.text
    assert not page.links("Giao nhiệm vụ")
    assert secretary.get("give_mandate", on=None).status == 404
    assert given(secretary).status == 404
    number = number_of(secretary.world.secretary)
    assert secretary.get("end_mandate", number, on=None).status == 404
    assert post(secretary, "end_mandate", number, **boxes("on", today())).status == 404


def test_an_officer_begins_to_work_and_a_second_click_does_nothing(commune: Site) -> None:
    world, newcomer = commune.world, account_named("can-bo-moi")
    client = Site(reader_of("can-bo-moi"), world)
    assert client.get("unit", on=None).status == 404
    done = given(commune, world.hamlet_two, until=ahead(30), holder="002")
    assert done.status == 302 and done.response["Location"].startswith(reverse("mandates"))
    (held,) = mandates_of(newcomer, today())
    assert (held.role, held.unit, held.span.until) == ("cell_deputy", world.hamlet_two, ahead(30))
    assert account_of(world.binh) == newcomer
    entry = Decision.objects.latest("id")
    assert (entry.kind, entry.actor, entry.document) == ("access.grant_mandate", "xa-an-binh", "07-TB/ĐU")
    assert client.get("members", on=None, unit=world.hamlet_two).status == 200
    assert client.get("members", on=None, unit=world.hamlet_one).status == 404
    again = given(commune, world.hamlet_two, until=ahead(30), holder="002")
    assert (again.status, "đã giữ nhiệm vụ này" in again.text) == (422, True)
    assert Decision.objects.latest("id") == entry


def reader_of(username: str) -> Client:
    """A browser of an account that may be charged with nothing."""
    client = Client()
    enter(client, Account.objects.get(username=username))
    return client


def test_a_mandate_that_begins_later_shows_nothing_until_its_day(commune: Site) -> None:
    assert given(commune, commune.world.hamlet_two, on=ahead(5)).status == 302
    assert mandates_of(account_named("can-bo-moi"), today()) == []
    row = next(row for row in commune.get("mandates", on=None).rows(BELOW) if row[0] == "can-bo-moi")
    assert "Chưa đến ngày" in row[1]


def test_roles_are_offered_that_are_no_wider_than_ones_own(commune: Site, site: Site) -> None:
    assert {"commune_approver", "cell_secretary", "inspection", "administrator"} & offered(commune, commune.world.an_binh) == {
        "commune_approver"
    }
    assert {"cell_secretary", "cell_treasurer"} <= offered(commune, commune.world.hamlet_one)
    assert "member" in offered(site) and "administrator" not in offered(site)
    for role in ("inspection", "data_protection", "district_office"):
        refused = given(commune, role=role)
        assert refused.status == 422 and mandates_of(account_named("can-bo-moi"), today()) == []


def offered(site: Site, unit: int | None = None) -> set[str]:
    html = site.get("give_mandate", on=None, unit=unit).main
    return {
        code for code in html.split('name="role"')[1].split("</select>")[0].split('value="')[1:] for code in [code.split('"')[0]] if code
    }


@pytest.mark.parametrize("place", ["ben_man", "school", "province"])
def test_outside_the_own_part_there_is_nothing_to_give_or_end(commune: Site, place: str) -> None:
    unit = getattr(commune.world, place)
    assert commune.get("mandates", on=None, unit=unit).status == 404
    assert commune.get("give_mandate", on=None, unit=unit).status == 404
    assert given(commune, unit).status == 404
    other = decide(charged("can-bo-moi", "assigned_member", "SX.02")).id
    for number in (other, number_of(commune.world.officer), 999_999):
        assert commune.get("end_mandate", number, on=None).status == 404
        assert post(commune, "end_mandate", number, **boxes("on", today())).status == 404
    assert len(mandates_of(account_named("can-bo-moi"), today())) == 1


def test_nobody_gives_or_prolongs_an_own_mandate(commune: Site) -> None:
    before = Mandate.objects.count()
    refused = given(commune, account="xa-an-binh", role="commune_approver", on=ahead(40))
    assert (refused.status, "Không tự giao hay kéo dài nhiệm vụ của mình" in refused.text) == (422, True)
    assert Mandate.objects.count() == before


@pytest.mark.parametrize("record_no", ["007", "999"])
def test_whose_account_it_is_is_said_of_people_in_scope_and_others_are_as_if_not_there(commune: Site, record_no: str) -> None:
    refused = given(commune, commune.world.hamlet_two, holder=record_no)
    assert (refused.status, "Không có hồ sơ mang số này trong phạm vi được giao" in refused.text) == (422, True)
    assert current(Holder).count() == 1 and mandates_of(account_named("can-bo-moi"), today()) == []


def test_an_unknown_and_a_closed_account_are_told_alike(commune: Site) -> None:
    close_account(account_named("da-nghi-huu"))
    said = [given(commune, commune.world.hamlet_two, account=name) for name in ("khong-co-ai", "da-nghi-huu")]
    assert {(page.status, "Không có tài khoản này, hoặc tài khoản đã khóa" in page.text) for page in said} == {(422, True)}
    nothing = given(commune, commune.world.hamlet_two, document="", role="")
    assert nothing.status == 422 and nothing.text.count("Không để trống mục này") >= 2


def test_who_is_ended_is_out_with_the_last_mandate_and_not_before(commune: Site) -> None:
    world, leaving = commune.world, Site(reader("bi-thu"), commune.world)
    first = number_of(world.secretary)
    second = decide(charged("bi-thu", "cell_deputy", "SX.01.A.2")).id
    assert leaving.get("overview", on=None).status == 200
    page = commune.get("end_mandate", first, on=None)
    assert page.status == 200 and "bi-thu" in page.text
    assert post(commune, "end_mandate", first, **boxes("on", today())).status == 302
    assert leaving.get("overview", on=None).status == 200
    assert post(commune, "end_mandate", second, **boxes("on", today())).status == 302
    gone = leaving.client.get(reverse("overview"))
    assert gone.status_code == 302 and gone["Location"].startswith(reverse("sign_in"))
    again = post(commune, "end_mandate", first, **boxes("on", today()))
    assert (again.status, "đã thôi từ ngày" in again.text) == (422, True)


def test_a_mandate_ends_on_its_day_and_not_before(commune: Site) -> None:
    assert post(commune, "end_mandate", number_of(commune.world.secretary), **boxes("on", ahead(3))).status == 302
    assert mandates_of(commune.world.secretary, ahead(2)) and not mandates_of(commune.world.secretary, ahead(3))


def test_a_holder_hands_over_for_a_time_and_the_other_hands_on_nothing(secretary: Site) -> None:
    world, number = secretary.world, number_of(secretary.world.secretary)
    assert secretary.get("mandates", on=None).links("Ủy quyền Bí thư chi bộ, Chi bộ ấp Một")
    sent = {"account": "can-bo-moi", "document": "02-TB/CB", **boxes("on", today())}
    assert post(secretary, "delegate_mandate", number, **sent).status == 422  # until when?
    assert post(secretary, "delegate_mandate", number, **sent, **boxes("until", ahead(10))).status == 302
    (held,) = mandates_of(account_named("can-bo-moi"), ahead(9))
    assert (held.role, held.unit, held.source) == ("cell_secretary", world.hamlet_one, number)
    assert mandates_of(account_named("can-bo-moi"), ahead(10)) == []
    assert [row[0] for row in secretary.get("mandates", on=None).rows(OWN)] == ["bi-thu", "can-bo-moi"]
    other = Site(reader_of("can-bo-moi"), world)
    assert "Theo ủy quyền" in other.get("mandates", on=None).text
    for one in (held.number, number):
        assert other.get("delegate_mandate", one, on=None).status == 404
        assert post(other, "delegate_mandate", one, **sent, **boxes("until", ahead(5))).status == 404


def test_an_own_mandate_is_handed_over_for_no_longer_than_it_is_held_and_to_somebody_else(commune: Site) -> None:
    number = number_of(commune.world.commune)
    decide_end(commune, number)
    sent = {"document": "02-TB/ĐU", **boxes("on", today())}
    long = post(commune, "delegate_mandate", number, account="can-bo-moi", **sent, **boxes("until", ahead(21)))
    assert (long.status, "trong những ngày mình giữ nhiệm vụ" in long.text) == (422, True)
    own = post(commune, "delegate_mandate", number, account="xa-an-binh", **sent, **boxes("until", ahead(5)))
    assert (own.status, "Không ủy quyền cho chính mình" in own.text) == (422, True)
    assert post(commune, "delegate_mandate", number, account="can-bo-moi", **sent, **boxes("until", ahead(20))).status == 302


def decide_end(site: Site, number: int) -> None:
    """In twenty days."""
    assert post(site, "end_mandate", number, **boxes("on", ahead(20))).status == 302


def test_each_act_asks_for_the_factor_once_more(commune: Site) -> None:
    session = commune.client.session
    session[CONFIRMED] -= 360
    session.save()
    before = Mandate.objects.count()
    for answer in (
        given(commune, commune.world.hamlet_two),
        post(commune, "end_mandate", number_of(commune.world.secretary), **boxes("on", today())),
    ):
        assert answer.status == 302 and reverse("step_up") in answer.response["Location"]
    assert Mandate.objects.count() == before


def test_nothing_is_given_while_another_day_is_looked_at(commune: Site) -> None:
    address = f"{reverse('give_mandate')}?on=2023-01-31"
    assert commune.client.post(address, {}).status_code == 403
    assert commune.get("mandates", on=None, known="2026-01-01T08:00").status == 400
    assert given(commune, commune.world.hamlet_two).status == 302  # control


def test_nothing_is_given_or_ended_within_a_day_of_a_recovery(commune: Site) -> None:
    Account.objects.filter(username="xa-an-binh").update(signs_from=now() + timedelta(hours=3))
    number = number_of(commune.world.secretary)
    assert commune.get("end_mandate", number, on=None).status == 200
    for refused in (given(commune, commune.world.hamlet_two), post(commune, "end_mandate", number, **boxes("on", today()))):
        assert (refused.status, "Tài khoản vừa được mở lại" in refused.text) == (422, True)
    Account.objects.filter(username="xa-an-binh").update(signs_from=None)
    assert given(commune, commune.world.hamlet_two).status == 302  # control
