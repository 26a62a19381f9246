"""The queue of members on the way, and the forms of both sides, from the introduction to the receipt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse

from dangvu.access.officer import Officer
from dangvu.members.queries import cell_of
from dangvu.periods.clock import today
from dangvu.proposals.answering import approve
from dangvu.proposals.models import Proposal
from dangvu.transfers.commands import BeginTemporaryStay, SendMember
from dangvu.transfers.queries import letters_of, temporary_stays
from tests.areas.proposals.offices import clerk, commune, province, secretary, with_role
from tests.pages.site import Page, Site, reader
from tests.pages.test_proposing import filled_in
from tests.world import World, decide

WAY = ["Đi", "Đến"]


def site_of(world: World, officer: Officer) -> Site:
    return Site(reader(officer.label), world)


def there(world: World) -> Officer:
    """Decides and proposes for the other district's cells, among them the school."""
    return with_role("ben-man", "commune_approver", "SX.02")


def preparer_there(world: World) -> Officer:
    return with_role("can-bo-ben-man", "commune_preparer", "SX.02")


def queue(site: Site, **more: int) -> Page:
    return site.get("transfers", on=None, **more)


def sent_letter(world: World, **differing: object) -> int:
    usual: dict[str, object] = {
        "on": today(), "person": world.an, "to": world.school, "reason": "work", "document": "03-GTSHĐ", "papers": ("sheet", "card"),
    }  # fmt: skip
    return decide(SendMember(**{**usual, **differing})).id  # type: ignore[arg-type]  # one dict of many types


def days(name: str, day: date) -> dict[str, str]:
    return {f"{name}_ngay": str(day.day), f"{name}_thang": str(day.month), f"{name}_nam": str(day.year)}


def post(site: Site, address: str, fields: dict[str, str]) -> Page:
    response = site.client.post(address, fields)
    return Page(response.status_code, response.content.decode(), response)


def last() -> Proposal:
    return Proposal.objects.latest("id")


def test_a_transfer_from_one_office_to_another_by_four_people(world: World) -> None:
    """The commune's clerk proposes, its approver introduces; the other side's clerk proposes, its approver receives."""
    sender, receiver = site_of(world, clerk()), site_of(world, preparer_there(world))
    form = reverse("propose_introduction", args=[sender.person(world.an)])
    held = filled_in(sender.follow(form))
    answer = post(
        sender, form, {**held, "code": "SX.02.B", "reason": "work", "document": "03-GTSHĐ", **days("on", today()), "papers": "card"}
    )
    assert answer.status == 302, answer.text
    letter = approve(last().public_id, commune(world))
    assert cell_of(world.an, today()) == world.hamlet_one

    page = queue(receiver)
    ((name, home, destination, paper, with_it, _term, acts),) = page.rows("Đến")
    assert (name, home, destination) == ("Nguyễn Văn An Số lý lịch 001", "Chi bộ ấp Một", "Chi bộ Trường Trung học Bến Mận")
    assert paper.startswith("03-GTSHĐ, ngày ") and with_it == "Thẻ đảng viên" and acts == "Tiếp nhận · Trả lại"
    (address,) = page.links("Tiếp nhận")
    held = filled_in(receiver.follow(address))
    answer = post(receiver, address, {**held, "cell": str(world.school), "document": "Biên bản họp chi ủy", **days("on", today())})
    assert answer.status == 302, answer.text

    told = site_of(world, there(world)).follow(reverse("task", args=[last().public_id]))
    assert "Nguyễn Văn An" in told.text and "Tiếp nhận vào chi bộ" in told.text
    approve(last().public_id, there(world))
    assert cell_of(world.an, today()) == world.school
    assert cell_of(world.an, today() - timedelta(days=1)) == world.hamlet_one
    assert [(one.number, one.state) for one in letters_of(world.an)] == [(letter, "received")]


SIDES: dict[str, tuple[Callable[[World], Officer], list[int]]] = {
    "the sender": (lambda _world: clerk(), [1, 0]),
    "the receiver": (preparer_there, [0, 1]),
    "the province": (province, [1, 1]),
    "a cell beside": (lambda _world: with_role("ap-hai", "cell_secretary", "SX.01.A.2"), [0, 0]),
}


@pytest.mark.parametrize(("who", "seen"), SIDES.values(), ids=SIDES)
def test_each_side_sees_its_own(world: World, who: Callable[[World], Officer], seen: list[int]) -> None:
    sent_letter(world)
    page = queue(site_of(world, who(world)))
    assert [page.main.count(f'<caption class="vh">{way}</caption>') for way in WAY] == seen


def test_who_may_not_propose_is_offered_nothing(world: World) -> None:
    sent_letter(world)
    page = queue(site_of(world, with_role("kiem-tra", "inspection", "SX")))
    assert page.rows("Đi")[0][-1] == "–" and page.rows("Đến")[0][-1] == "–"


def test_a_letter_that_is_too_long_on_the_way_says_so(world: World) -> None:
    sent_letter(world, on=today() - timedelta(days=90))
    page = queue(site_of(world, clerk()))
    assert "1 giấy quá hạn" in page.html
    assert "Quá hạn" in page.rows("Đi")[0][5]


def test_nothing_on_the_way_is_said_in_words(world: World) -> None:
    page = queue(site_of(world, clerk()))
    assert "Không có đảng viên nào của đơn vị đang trên đường đi." in page.text
    assert "Không có giấy giới thiệu nào gửi đến đơn vị." in page.text


def test_another_day_is_looked_at_without_acts_and_says_that_the_list_is_of_today(world: World) -> None:
    sent_letter(world)
    page = site_of(world, clerk()).get("transfers", on=date(2023, 1, 1))
    assert "luôn là của hôm nay" in page.text and page.rows("Đi")[0][-1] == "–"


@pytest.mark.parametrize("act", ["tiep-nhan", "tra-lai", "rut", "da-den", "nuot"])
def test_a_side_has_no_page_for_the_acts_of_the_other(world: World, act: str) -> None:
    """And nobody one for what is no act, or for a letter within the register one to tell of a departure."""
    number = sent_letter(world)
    may = {
        who: site_of(world, officer).follow(reverse("answer_letter", args=[number, act])).status == 200
        for who, officer in (("sender", clerk()), ("receiver", preparer_there(world)), ("beside", secretary(world)))
    }
    is_here = act in {"tiep-nhan", "tra-lai"}
    assert may == {"sender": act == "rut", "receiver": is_here, "beside": act == "rut"}


def test_a_letter_that_is_over_leads_nowhere(world: World) -> None:
    assert site_of(world, province(world)).follow(reverse("answer_letter", args=[10**9, "rut"])).status == 404


def test_the_reason_against_stands_beside_its_field(world: World) -> None:
    number = sent_letter(world, on=today() - timedelta(days=90))
    site, address = site_of(world, preparer_there(world)), reverse("answer_letter", args=[number, "tiep-nhan"])
    fields = {**filled_in(site.follow(address)), "cell": str(world.school), "document": "Biên bản", **days("on", today())}
    answer = post(site, address, fields)
    assert answer.status == 422 and "Lý do xuất trình muộn: Quá hạn xuất trình giấy giới thiệu" in answer.text
    assert post(site, address, {**fields, "late": "papers"}).status == 302


def test_neither_both_nor_no_place_to_go_to(world: World) -> None:
    site = site_of(world, clerk())
    form = reverse("propose_introduction", args=[site.person(world.an)])
    fields = {**filled_in(site.follow(form)), "reason": "work", "document": "03-GTSHĐ", **days("on", today())}
    for wrong in ({}, {"code": "SX.02.B", "place": "Đảng ủy phường Ba"}, {"code": "KHONG.CO"}):
        assert post(site, form, {**fields, **wrong}).status == 422
    assert post(site, form, {**fields, "place": "Đảng ủy phường Ba"}).status == 302


def test_a_stay_elsewhere_and_the_way_back(world: World) -> None:
    site = site_of(world, clerk())
    form = reverse("propose_stay", args=[site.person(world.an)])
    since, planned = today(), today() + timedelta(days=150)
    fields = {
        **filled_in(site.follow(form)),
        "code": "SX.02.B",
        "reason": "work",
        "document": "04-CV",
        **days("on", since),
        **days("planned", planned),
    }
    assert post(site, form, fields).status == 302
    approve(last().public_id, commune(world))
    assert [(stay.host, stay.planned) for stay in temporary_stays(world.an)] == [(world.school, planned)]
    assert queue(site).rows("Sinh hoạt tạm thời nơi khác")[0][-1] == "Gia hạn · Ghi trở về"
    guest = queue(site_of(world, preparer_there(world)))
    assert guest.rows("Đến sinh hoạt tạm thời")[0][0] == "Nguyễn Văn An"
    assert "không biểu quyết" in guest.text


def test_a_stay_beyond_its_planned_day_is_marked(world: World) -> None:
    stay = BeginTemporaryStay(
        on=today() - timedelta(days=150), person=world.an, place="Cà Mau", reason="work", planned=today() - timedelta(days=9)
    )
    decide(stay)
    assert "quá ngày dự kiến" in queue(site_of(world, clerk())).text


def test_an_exemption_with_its_ground_and_end_and_who_should_be_asked_again(world: World) -> None:
    site = site_of(world, clerk())
    form = reverse("propose_participation", args=[site.person(world.an)])
    since, planned = today() - timedelta(days=40), today() - timedelta(days=1)
    fields = {
        **filled_in(site.follow(form)), "value": "exempt", "reason": "maternity", "document": "Nghị quyết chi bộ",
        **days("on", since), **days("planned", planned),
    }  # fmt: skip
    assert post(site, form, {**fields, "reason": "far_work"}).status == 422
    assert post(site, form, fields).status == 302
    told = site_of(world, commune(world)).follow(reverse("task", args=[last().public_id]))
    assert "Miễn công tác, sinh hoạt" in told.text and "nghỉ thai sản" in told.text
    approve(last().public_id, commune(world))
    ((name, state, ground, *_days, act),) = queue(site).rows("Miễn, vắng, đình chỉ quá ngày dự kiến")
    assert (name, state, ground, act) == ("Nguyễn Văn An", "Miễn công tác, sinh hoạt", "nghỉ thai sản", "Ghi tình trạng")


def test_a_link_to_the_place_of_residence(world: World) -> None:
    site = site_of(world, clerk())
    form = reverse("propose_residence", args=[site.person(world.an)])
    fields = {**filled_in(site.follow(form)), "value": "introduced", "document": "Phiếu 213", **days("on", today())}
    assert post(site, form, fields).status == 302
    approve(last().public_id, commune(world))
    assert "Đã giới thiệu về nơi cư trú" in site.get("member", site.person(world.an), on=None).text


def test_the_file_of_the_member_tells_of_letters_and_stays(world: World) -> None:
    page = site_of(world, province(world)).get("member", site_of(world, province(world)).person(world.hanh))
    assert "Chuyển sinh hoạt tạm thời" in page.text and "Trường Chính trị. Dự kiến trở về 01/03/2014." in page.text
    assert "Giới thiệu chuyển sinh hoạt" in page.text and "Rút giấy giới thiệu" in page.text


def test_the_file_offers_what_can_be_proposed_now(world: World) -> None:
    site = site_of(world, clerk())
    offered = [
        words
        for words in ("Giới thiệu chuyển đi", "Sinh hoạt tạm thời", "Ghi trở về")
        if site.get("member", site.person(world.an), on=None).links(words)
    ]
    assert offered == ["Giới thiệu chuyển đi", "Sinh hoạt tạm thời"]
    sent_letter(world)
    assert site.get("member", site.person(world.an), on=None).links("Giới thiệu chuyển đi") == []
