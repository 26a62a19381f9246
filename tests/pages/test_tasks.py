"""Things to do: the list, one proposal, its answers; foreign ones are not there, old ones are shown with three columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from dangvu.access.commands import EndMandate
from dangvu.access.officer import Officer
from dangvu.accounts.models import Account
from dangvu.accounts.sessions import CONFIRMED
from dangvu.ledger.dated import settle
from dangvu.members.commands import TransferMember
from dangvu.pages.proposed import age_of
from dangvu.people.queries import facts_of
from dangvu.periods.clock import today
from dangvu.proposals.answering import approve, confirm, give_back
from dangvu.proposals.models import Proposal
from tests.accounts.people import enter
from tests.areas.access.test_end_mandate import number_of
from tests.areas.proposals.offices import clerk, commune, correction, member, proposed, province, secretary, with_role
from tests.pages.site import Page, Site, reader
from tests.world import World, charged, decide

NEW = "Lê Thị Cúc Hoa"


@dataclass(frozen=True)
class Desk:
    """Somebody at work today."""

    site: Site

    def open(self, name: str, *args: object, **query: str) -> Page:
        return self.site.get(name, *args, on=None, **query)

    def send(self, name: str, public_id: UUID, **fields: str) -> Page:
        response = self.site.client.post(reverse(name, args=[public_id]), fields)
        return Page(response.status_code, response.content.decode(), response)

    def approve(self, public_id: UUID) -> Page:
        return self.send("approve_task", public_id, hash=bytes(Proposal.objects.get(public_id=public_id).hash).hex())


def test_the_age_is_in_days_of_viet_nam() -> None:
    """Half past midnight in Hà Nội is the evening before where the database counts."""
    assert age_of(datetime(2022, 11, 29, 17, 30, tzinfo=UTC), date(2022, 11, 30)) == "hôm nay"
    assert age_of(datetime(2022, 11, 29, 16, 30, tzinfo=UTC), date(2022, 11, 30)) == "1 ngày"


def desk(world: World, officer: Officer) -> Desk:
    return Desk(Site(reader(officer.label), world))


def waiting(world: World) -> UUID:
    return proposed(correction(world.cuc, name=NEW), clerk())


def buttons(page: Page) -> list[str]:
    found = re.findall(r'<button[^>]*type="submit"[^>]*>(.*?)</button>', page.main, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", one).strip() for one in found]


def name_of(person: int) -> str:
    facts = facts_of(person)
    assert facts is not None
    return facts.name


def age(public_id: UUID, days: int) -> None:
    """The proposal as it will be after some days; nobody else may touch a row."""
    with connection.cursor() as cursor:
        settle()
        cursor.execute("ALTER TABLE proposals_proposal DISABLE TRIGGER no_change")
        cursor.execute(
            "UPDATE proposals_proposal SET at = at - %s, deadline = deadline - %s WHERE public_id = %s",
            [timedelta(days=days), days, public_id],
        )
        settle()
        cursor.execute("ALTER TABLE proposals_proposal ENABLE TRIGGER no_change")


def test_what_waits_stands_in_the_list_with_age_and_term(world: World) -> None:
    public_id = waiting(world)
    age(public_id, 3)
    page = desk(world, commune(world)).open("tasks")
    (row,) = page.rows("Chờ đồng chí duyệt")
    assert row[0] == "Sửa hồ sơ: Lê Thị Cúc"
    assert row[1:4] == ["Chi bộ ấp Hai", "can-bo-xa", "3 ngày"]
    assert row[4].endswith("Còn 7 ngày")
    assert page.links("Sửa hồ sơ: Lê Thị Cúc") == [reverse("task", args=[public_id])]


def test_the_overdue_stand_first(world: World) -> None:
    first, second = waiting(world), proposed(correction(world.phuc, name="Võ Phước"), secretary(world))
    age(second, 12)
    page = desk(world, commune(world)).open("tasks")
    assert [row[0] for row in page.rows("Chờ đồng chí duyệt")] == ["Sửa hồ sơ: Võ Hồng Phúc", "Sửa hồ sơ: Lê Thị Cúc"]
    assert "Quá hạn 2 ngày" in page.text and "1 việc quá hạn" in page.text
    assert first


def test_every_page_says_how_much_waits_and_shows_no_such_link_to_who_has_none(world: World) -> None:
    waiting(world)
    html = desk(world, commune(world)).open("overview").html
    assert re.search(r'href="/viec/"[^>]*>.*?Việc cần làm<span class="ct">1</span>', html, re.DOTALL)
    assert "Việc cần làm" not in desk(world, with_role("quan-tri-may", "administrator", "")).open("overview").html


def test_nothing_to_do_is_said(world: World) -> None:
    page = desk(world, commune(world)).open("tasks")
    assert page.status == 200 and "Không có việc nào chờ đồng chí" in page.text


def test_a_proposal_shows_what_is_held_and_what_is_proposed(world: World) -> None:
    page = desk(world, commune(world)).open("task", waiting(world))
    assert page.rows("Khác nhau giữa sổ và đề nghị") == [["Họ tên", "Lê Thị Cúc", NEW]]
    for said in ("Giấy khai sinh số 12", "can-bo-xa đề nghị", "Giữ nguyên: số lý lịch"):
        assert said in page.text
    assert buttons(page) == ["Duyệt", "Trả lại", "Từ chối"]


def test_another_approves_by_a_click_and_the_page_says_so(world: World) -> None:
    public_id, there = waiting(world), desk(world, commune(world))
    assert there.approve(public_id).status == 302
    assert name_of(world.cuc) == NEW
    page = there.open("task", public_id)
    assert "Đã duyệt" in page.text and buttons(page) == []
    assert page.rows("Khác nhau giữa sổ và đề nghị") == [["Họ tên", "Lê Thị Cúc", NEW]]


def test_approving_twice_is_one_approval(world: World) -> None:
    public_id, there = waiting(world), desk(world, commune(world))
    assert [there.approve(public_id).status for _click in range(2)] == [302, 302]
    assert desk(world, province(world)).approve(public_id).status == 409


def test_who_has_not_given_the_factor_lately_is_asked_first(world: World) -> None:
    public_id, there = waiting(world), desk(world, commune(world))
    session = there.site.client.session
    session[CONFIRMED] -= 360
    session.save()
    answer = there.approve(public_id)
    assert answer.status == 302 and reverse("step_up") in answer.response["Location"]
    assert name_of(world.cuc) == "Lê Thị Cúc"


def test_a_form_of_another_site_does_nothing(world: World) -> None:
    public_id, client = waiting(world), Client(enforce_csrf_checks=True)
    enter(client, Account.objects.get(pk=world.commune))
    for name in ("approve_task", "answer_task"):
        assert client.post(reverse(name, args=[public_id]), {"act": "refuse", "reason": "x"}).status_code == 403
    assert name_of(world.cuc) == "Lê Thị Cúc"


def test_the_proposer_may_withdraw_and_not_approve(world: World) -> None:
    public_id = proposed(correction(world.cuc, name=NEW), commune(world))
    there = desk(world, commune(world))
    assert buttons(there.open("task", public_id)) == ["Rút đề nghị"]
    assert there.approve(public_id).status == 403
    assert there.send("answer_task", public_id, act="withdraw").status == 302
    assert "Đã rút" in there.open("tasks").text


def test_what_lies_elsewhere_is_not_there(world: World) -> None:
    public_id = proposed(correction(world.giang, name="Đỗ Giang"), province(world))
    for officer in (commune(world), secretary(world)):
        there = desk(world, officer)
        assert there.open("task", public_id).status == 404
        assert there.send("answer_task", public_id, act="return", reason="x").status == 404
    assert desk(world, commune(world)).approve(public_id).status == 404
    assert desk(world, with_role("quan-tri-may", "administrator", "")).open("tasks").status == 404


def test_what_has_left_the_scope_of_its_proposer_tells_nothing_of_the_register_any_more(world: World) -> None:
    officer = secretary(world)
    public_id = proposed(correction(world.phuc, name="Võ Phước"), officer)
    decide(TransferMember(on=today(), person=world.phuc, cell=world.school))
    decide(EndMandate(on=today(), mandate=number_of(world.secretary)))
    decide(charged("bi-thu", "cell_secretary", "SX.01.A.2", since=today()))
    page = desk(world, officer).open("task", public_id)
    assert page.status == 200 and "không còn trong phạm vi" in page.text
    assert "Võ Phước" not in page.text and "Giữ nguyên" not in page.text


def test_who_may_only_propose_may_not_answer_what_is_seen(world: World) -> None:
    public_id = proposed(correction(world.phuc, name="Võ Phước"), commune(world))
    there = desk(world, secretary(world))
    assert buttons(there.open("task", public_id)) == []
    assert there.send("answer_task", public_id, act="refuse", reason="Không").status == 403
    assert there.approve(public_id).status == 404


def test_what_has_changed_meanwhile_is_shown_in_three_columns(world: World) -> None:
    public_id, there = waiting(world), desk(world, commune(world))
    decide(correction(world.cuc, card_no="87.000003", name="Lê Cúc"))
    answer = there.approve(public_id)
    assert answer.status == 409
    assert answer.rows("Khác nhau giữa sổ và đề nghị") == [
        ["Số thẻ", "–", "87.000003 mới đổi", "–"],
        ["Họ tên", "Lê Thị Cúc", "Lê Cúc mới đổi", NEW],
    ]
    assert buttons(answer) == ["Trả lại", "Từ chối"]
    assert "không duyệt được nữa" in there.open("task", public_id).text


def test_returning_needs_a_reason_and_the_proposer_makes_it_anew(world: World) -> None:
    public_id, there, mine = waiting(world), desk(world, commune(world)), desk(world, clerk())
    answer = there.send("answer_task", public_id, act="return", reason=" ")
    assert answer.status == 409 and "Hãy ghi lý do" in answer.text
    assert there.send("answer_task", public_id, act="return", reason="Thiếu giấy tờ").status == 302
    assert len(mine.open("tasks").rows("Trả lại đồng chí")) == 1
    page = mine.open("task", public_id)
    assert "Thiếu giấy tờ" in page.text
    (again,) = page.links("Sửa và đề nghị lại")
    form = mine.site.follow(again)
    assert f'value="{NEW}"' in form.html


def test_a_members_own_goes_to_the_cell_then_to_the_office(world: World) -> None:
    public_id = proposed(correction(world.phuc, name="Võ Phước"), member(world))
    office, cell = desk(world, commune(world)), desk(world, secretary(world))
    assert buttons(cell.open("task", public_id)) == ["Xác nhận", "Trả lại"]
    assert office.approve(public_id).status == 409
    assert cell.send("answer_task", public_id, act="confirm").status == 302
    assert len(office.open("tasks").rows("Chờ đồng chí duyệt")) == 1
    assert "Chi bộ xác nhận" in office.open("task", public_id).text
    assert office.approve(public_id).status == 302
    assert name_of(world.phuc) == "Võ Phước"


def test_who_confirmed_gets_no_button_to_decide(world: World) -> None:
    public_id = proposed(correction(world.phuc, name="Võ Phước"), member(world))
    confirm(public_id, commune(world))
    there = desk(world, commune(world))
    assert buttons(there.open("task", public_id)) == []
    assert there.approve(public_id).status == 403


def test_a_transfer_is_told_by_its_cells(world: World) -> None:
    public_id = proposed(TransferMember(on=today(), person=world.phuc, cell=world.hamlet_two, document="1-QĐ"), clerk())
    page = desk(world, commune(world)).open("task", public_id)
    assert page.rows("Khác nhau giữa sổ và đề nghị")[0] == ["Chi bộ", "Chi bộ ấp Một", "Chi bộ ấp Hai"]
    approve(public_id, commune(world))
    assert desk(world, clerk()).open("task", public_id).rows("Khác nhau giữa sổ và đề nghị")[0] == [
        "Chi bộ",
        "Chi bộ ấp Một",
        "Chi bộ ấp Hai",
    ]


def test_nothing_is_answered_while_another_day_is_looked_at(world: World) -> None:
    public_id, there = waiting(world), desk(world, commune(world))
    assert buttons(there.site.get("task", public_id)) == []
    address = f"{reverse('answer_task', args=[public_id])}?on=2022-11-30"
    assert there.site.client.post(address, {"act": "refuse", "reason": "x"}).status_code == 403


@pytest.mark.parametrize("fields", [{}, {"act": "praise"}])
def test_an_act_that_does_not_exist_is_refused(world: World, fields: dict[str, str]) -> None:
    assert desk(world, commune(world)).send("answer_task", waiting(world), **fields).status == 400


def test_markup_in_a_reason_stays_text(world: World) -> None:
    public_id = waiting(world)
    give_back(public_id, commune(world), "<script>alert(1)</script>")
    page = desk(world, clerk()).open("task", public_id)
    assert "<script>alert" not in page.html and "<script>alert(1)</script>" in page.text
