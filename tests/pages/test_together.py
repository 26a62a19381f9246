"""Several at once: members picked on the list in one form, like things to do approved on one page; each a decision of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dangvu.accounts.sessions import CONFIRMED
from dangvu.members.commands import SetParticipation
from dangvu.members.queries import attributes, statuses, three_dates
from dangvu.organisation.commands import ChangeUnit
from dangvu.people.queries import facts_of
from dangvu.periods.clock import today
from dangvu.proposals.models import Proposal
from dangvu.readings.models import Reading
from tests.areas.proposals.offices import clerk, commune, correction, proposed, province, secretary
from tests.pages.site import Page, Site, reader
from tests.world import CELL, World, decide, newcomer, person

SIN, TU = "101", "102"
FORM = '<form class="panel act"'


@dataclass(frozen=True)
class Desk:
    """Somebody at work today, over the cells of the commune."""

    site: Site

    def list(self, **query: str) -> Page:
        return self.site.get("members", unit=self.site.world.an_binh, on=None, **query)

    def post(self, name: str, fields: dict[str, object], unit: int | None = None) -> Page:
        asked = f"?unit={self.site.unit(unit)}" if unit else ""
        response: HttpResponse = self.site.client.post(reverse(name) + asked, fields)
        return Page(response.status_code, response.content.decode(), response)

    def propose(self, people: list[int], **fields: object) -> Page:
        chosen = [str(self.site.person(one)) for one in people]
        return self.post("propose_members", {"person": chosen, **fields}, self.site.world.an_binh)

    def approve(self, proposals: list[Proposal], **fields: object) -> Page:
        chosen = [str(one.public_id) for one in proposals]
        return self.post("approve_together", {"viec": chosen, **fields})


def desk(world: World, name: str) -> Desk:
    return Desk(Site(reader(name), world))


def filled_in(page: Page) -> dict[str, str]:
    """Every box of the form before anything is changed, but for who is picked."""
    form = page.main.partition(FORM)[2].partition("</form>")[0]
    boxes = dict(re.findall(r'<input[^>]*\bname="([^"]+)"[^>]*\bvalue="([^"]*)"', form))
    return {name: unescape(value) for name, value in boxes.items() if name not in {"csrfmiddlewaretoken", "person"}}


@pytest.fixture
def two(world: World) -> list[int]:
    """Two on probation whose year is over, in the two hamlets."""
    decide(newcomer(SIN, "Phan Văn Sín", date(2024, 1, 10), world.hamlet_one))
    decide(newcomer(TU, "Phan Thị Tư", date(2024, 3, 5), world.hamlet_two, female=True))
    return [person(SIN), person(TU)]


PAPER = {"document": "14-NQ/ĐU ngày 02/11/2026", "body": "Đảng ủy xã An Bình"}


def test_the_list_offers_it_to_whoever_may_propose_and_to_nobody_else(world: World) -> None:
    clerk()
    offered = "Đề nghị cho những người đã chọn"
    page = desk(world, "can-bo-xa").list()
    assert offered in page.text and 'type="checkbox" name="person"' in page.html
    assert offered in desk(world, "bi-thu").site.get("members", unit=world.hamlet_one, on=None).text, "also without taking lists out"
    assert offered not in desk(world, "can-bo-xa").site.get("members", unit=world.an_binh).text, "another day is looked at"


def test_who_is_picked_stands_on_the_page_with_what_can_be_proposed(world: World, two: list[int]) -> None:
    clerk()
    page = desk(world, "can-bo-xa").propose(two)
    assert page.status == 200
    for said in ("Phan Văn Sín", "Phan Thị Tư", "Công nhận chính thức", "Đổi tình trạng sinh hoạt", "Cập nhật trình độ, nghề nghiệp"):
        assert said in page.text
    assert "Chưa chọn ai" in desk(world, "can-bo-xa").propose([]).text


def test_several_are_proposed_as_official_each_on_the_own_day_by_one_form(world: World, two: list[int]) -> None:
    clerk()
    there = desk(world, "can-bo-xa")
    fields = filled_in(there.propose(two, kind="official"))
    assert sorted(value for name, value in fields.items() if name.endswith("_ngay") and name.startswith("on_")) == ["05", "10"]
    sent = {**fields, **PAPER, "kind": "official"}
    assert [there.propose(two, **sent).status for _click in range(2)] == [302, 302], "sent twice it has one effect"
    made = Proposal.objects.filter(kind="members.recognise_official")
    assert sorted(one.person_id or 0 for one in made) == sorted(two)
    assert len({bytes(one.hash) for one in made}) == 2
    assert all(dates is not None and dates.official is None for dates in map(three_dates, two)), "nothing is decided yet"


def test_what_stands_against_one_is_told_by_name_and_nothing_is_sent(world: World, two: list[int]) -> None:
    clerk()
    there = desk(world, "can-bo-xa")
    fields = filled_in(there.propose(two, kind="official"))
    early = f"on_{there.site.person(two[0]).hex}_nam"
    page = there.propose(two, **{**fields, **PAPER, "kind": "official", early: "2024"})
    assert page.status == 422
    assert "Ngày chính thức của Phan Văn Sín:" in page.text and "Ngày chính thức của Phan Thị Tư:" not in page.text
    assert not Proposal.objects.exists(), "not half of them either"
    good = filled_in(page)
    assert there.propose(two[1:], **{**good, "kind": "official"}).status == 302, "without that one the rest goes"
    assert [one.person_id for one in Proposal.objects.all()] == two[1:]


def test_a_record_that_moved_on_meanwhile_is_told_and_can_be_sent_again(world: World, two: list[int]) -> None:
    clerk()
    there = desk(world, "can-bo-xa")
    fields = {**filled_in(there.propose(two, kind="participation")), **PAPER, "kind": "participation", "value": "away"}
    fields |= {"on_ngay": "01", "on_thang": "11", "on_nam": "2026"}
    decide(SetParticipation(on=date(2026, 1, 1), person=two[0], value="exempt", document="9-QĐ"))
    page = there.propose(two, **fields)
    assert page.status == 422 and "Phan Văn Sín: Hồ sơ đã thay đổi" in page.text
    assert "Phan Thị Tư: Hồ sơ" not in page.text
    assert not Proposal.objects.exists()
    assert there.propose(two, **{**fields, **filled_in(page)}).status == 302
    assert Proposal.objects.count() == 2


def test_those_who_cannot_be_in_it_are_left_out_with_the_reason(world: World, two: list[int]) -> None:
    clerk()
    page = desk(world, "can-bo-xa").propose([two[0], world.binh], kind="official")
    assert "Thạch Thị Bình: đã là đảng viên chính thức" in page.text
    assert "Ngày chính thức của Thạch Thị Bình" not in page.text


def test_whoever_is_not_on_the_list_is_not_in_the_form_whatever_is_sent(world: World, two: list[int]) -> None:
    page = Desk(Site(reader("bi-thu"), world)).site
    response = page.client.post(
        f"{reverse('propose_members')}?unit={page.unit(world.hamlet_one)}",
        {"person": [str(page.person(one)) for one in (two[0], two[1], world.giang)], "kind": "participation"},
    )
    text = response.content.decode()
    assert "Phan Văn Sín" in text and "Phan Thị Tư" not in text and "Đỗ Hương Giang" not in text
    assert secretary(world).label == "bi-thu"


def test_everybody_in_the_form_is_noted_as_read(world: World, two: list[int]) -> None:
    clerk()
    desk(world, "can-bo-xa").propose(two)
    assert set(Reading.objects.latest("id").persons) == set(two)


def waiting(world: World, two: list[int], kind: str = "official", **fields: str) -> list[Proposal]:
    """What the commune's clerk has proposed for both."""
    clerk()
    there = desk(world, "can-bo-xa")
    form = filled_in(there.propose(two, kind=kind))
    assert there.propose(two, **{**form, **PAPER, "kind": kind, **fields}).status == 302
    return list(Proposal.objects.order_by("id"))


def hashes(page: Page) -> dict[str, str]:
    return dict(re.findall(r'name="(hash_[^"]+)" value="([0-9a-f]+)"', page.main))


def test_another_approves_several_on_one_page_and_each_is_a_decision(world: World, two: list[int]) -> None:
    made, there = waiting(world, two), desk(world, "xa-an-binh")
    assert "Duyệt cùng lúc các việc đã chọn" in there.site.get("tasks", on=None).text
    page = there.approve(made)
    assert page.status == 200
    assert len(page.rows("Khác nhau giữa sổ và đề nghị")) >= 2 and "14-NQ/ĐU" in page.text
    done = there.approve(made, **{"chac-chan": "1"}, **hashes(page))
    assert "Đã duyệt 2 trên 2 việc" in done.text
    assert [dates.official for dates in map(three_dates, two) if dates] == [date(2025, 1, 10), date(2025, 3, 5)]
    assert len({dates.decision for dates in map(three_dates, two) if dates}) == 2
    again = there.approve(made, **{"chac-chan": "1"}, **hashes(page))
    assert "Đã duyệt 2 trên 2 việc" in again.text, "sent twice it is one approval"


def test_one_that_became_old_is_told_and_holds_up_no_other(world: World, two: list[int]) -> None:
    made, there = waiting(world, two), desk(world, "xa-an-binh")
    shown = hashes(there.approve(made))
    decide(correction(two[0], name="Phan Văn Sín Em"))
    page = there.approve(made, **{"chac-chan": "1"}, **shown)
    assert "Đã duyệt 2 trên 2 việc" in page.text, "a name makes no difference to it"

    more = waiting(world, two, "participation", value="away", on_ngay="01", on_thang="11", on_nam="2026")[2:]
    shown = hashes(there.approve(more))
    decide(SetParticipation(on=date(2026, 2, 1), person=two[0], value="exempt", document="9-QĐ"))
    page = there.approve(more, **{"chac-chan": "1"}, **shown)
    assert "Đã duyệt 1 trên 2 việc" in page.text and "Hồ sơ đã thay đổi sau khi đồng chí đọc" in page.text
    assert [one.value for one in statuses(two[1]) if one.dimension == "participation"][-1] == "away"
    assert "nên không duyệt được nữa" in there.approve(more[:1]).text


def test_what_was_not_read_is_not_approved(world: World, two: list[int]) -> None:
    made, there = waiting(world, two), desk(world, "xa-an-binh")
    first, second = hashes(there.approve(made)).items()
    page = there.approve(made, **{"chac-chan": "1", first[0]: first[1], second[0]: first[1]})
    assert "Đã duyệt 1 trên 2 việc" in page.text and "không phải nội dung của đề nghị" in page.text
    assert there.approve(made, **{"chac-chan": "1", second[0]: "không phải số"}).status == 400


def test_only_those_alike_go_together(world: World, two: list[int]) -> None:
    made = waiting(world, two)
    proposed(correction(world.cuc, name="Lê Thị Cúc Hoa"), clerk())
    page = desk(world, "xa-an-binh").approve(list(Proposal.objects.all()))
    assert page.status == 422 and "không cùng một loại" in page.text
    assert made


def test_an_act_on_units_is_read_by_itself(world: World, two: list[int]) -> None:
    command = ChangeUnit(on=today(), unit=world.hamlet_one, name="Chi bộ ấp Nhất", kind=CELL, document="21-QĐ/ĐU")
    proposed(command, clerk())
    there = desk(world, "xa-an-binh")
    assert 'name="viec"' not in there.site.get("tasks", on=None).html
    page = there.approve(list(Proposal.objects.all()))
    assert page.status == 422 and "phải mở và đọc riêng" in page.text
    assert two


def test_the_factor_is_asked_once_for_all_and_before_anything(world: World, two: list[int]) -> None:
    made, there = waiting(world, two), desk(world, "xa-an-binh")
    shown = hashes(there.approve(made))
    session = there.site.client.session
    session[CONFIRMED] -= 360
    session.save()
    answer = there.approve(made, **{"chac-chan": "1"}, **shown)
    assert answer.status == 302 and reverse("step_up") in answer.response["Location"]
    assert all(dates is not None and dates.official is None for dates in map(three_dates, two))
    assert there.approve(made).status == 200, "reading them asks for nothing"


def test_the_proposer_approves_none_of_the_own_ones_and_a_stranger_sees_none(world: World, two: list[int]) -> None:
    officer = commune(world)
    there = desk(world, officer.label)
    form = filled_in(there.propose(two, kind="official"))
    there.propose(two, **{**form, **PAPER, "kind": "official"})
    made = list(Proposal.objects.all())
    shown = hashes(there.approve(made))
    page = there.approve(made, **{"chac-chan": "1"}, **shown)
    assert "Đã duyệt 0 trên 2 việc" in page.text and "Người đề nghị không tự trả lời" in page.text
    assert desk(world, "bi-thu").approve(made).status == 404
    assert "Đã duyệt 2 trên 2 việc" in desk(world, province(world).label).approve(made, **{"chac-chan": "1"}, **shown).text


def test_words_are_changed_for_several_and_the_others_stay(world: World, two: list[int]) -> None:
    made = waiting(world, two, "attributes", education="Trung học phổ thông", on_ngay="01", on_thang="11", on_nam="2026")
    there = desk(world, "xa-an-binh")
    before = [attributes(one)[-1].profession for one in two]
    page = there.approve(made)
    there.approve(made, **{"chac-chan": "1"}, **hashes(page))
    assert [attributes(one)[-1].education for one in two] == ["Trung học phổ thông"] * 2
    assert [attributes(one)[-1].profession for one in two] == before
    assert facts_of(two[0]) and today()


def test_a_form_of_another_site_does_nothing(world: World, two: list[int]) -> None:
    strict = reader("quan-tri", enforce_csrf_checks=True)
    assert [strict.post(reverse(name), {"person": "x"}).status_code for name in ("propose_members", "approve_together")] == [403, 403]
    assert Client().post(reverse("approve_together")).status_code == 302
