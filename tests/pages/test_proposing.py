"""The forms on a member's file: filled in with what is held, sent once, refused when old, hidden from whom they do not concern."""

from __future__ import annotations

import re
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from dangvu.access.officer import Officer
from dangvu.members.queries import cell_of
from dangvu.people.queries import facts_of
from dangvu.periods.clock import today
from dangvu.proposals.answering import approve
from dangvu.proposals.models import Proposal
from tests.areas.proposals.offices import clerk, commune, correction, member, secretary, with_role
from tests.pages.site import Page, Site, reader
from tests.world import World, charged, decide

ACTS = ("propose_correction", "propose_transfer", "propose_official")
LABELS = ["Đề nghị sửa thông tin", "Đề nghị chuyển sinh hoạt", "Đề nghị công nhận chính thức"]


def site_of(world: World, officer: Officer) -> Site:
    return Site(reader(officer.label), world)


def filled_in(page: Page) -> dict[str, str]:
    """What a form holds before anything is changed."""
    form = page.main.partition('<form class="panel act"')[2].partition("</form>")[0]
    boxes = dict(re.findall(r'<input[^>]*\bname="([^"]+)"[^>]*\bvalue="([^"]*)"', form))
    chosen = re.findall(r'<select[^>]*\bname="([^"]+)".*?</select>', form, re.DOTALL)
    for name in chosen:
        picked = re.search(rf'<select[^>]*\bname="{name}".*?<option value="([^"]*)" selected', form, re.DOTALL)
        boxes[name] = picked[1] if picked else ""
    return {name: unescape(value) for name, value in boxes.items() if name != "csrfmiddlewaretoken"}


def opened(site: Site, act: str, person: int) -> Page:
    return site.get(act, site.person(person), on=None)


def sent(site: Site, act: str, person: int, fields: dict[str, str]) -> Page:
    response = site.client.post(reverse(act, args=[site.person(person)]), fields)
    return Page(response.status_code, response.content.decode(), response)


def changed(site: Site, person: int, **fields: str) -> dict[str, str]:
    return {**filled_in(opened(site, "propose_correction", person)), "document": "Giấy khai sinh số 12", **fields}


def last() -> Proposal:
    return Proposal.objects.latest("id")


def test_the_form_holds_what_is_held(world: World) -> None:
    held = filled_in(opened(site_of(world, clerk()), "propose_correction", world.binh))
    said = {"name": "Thạch Thị Bình", "record_no": "002", "born_ngay": "02", "born_thang": "09", "born_nam": "1975", "sex": "nu"}
    assert said.items() <= held.items()
    assert (held["ethnicity"], held["religion"]) == ("Khmer", "Phật giáo")


def test_what_is_sent_becomes_a_proposal_that_another_approves(world: World) -> None:
    site = site_of(world, clerk())
    answer = sent(site, "propose_correction", world.binh, changed(site, world.binh, name="Thạch Thị Bình An", born_ngay="03"))
    assert answer.status == 302
    assert answer.response["Location"] == reverse("task", args=[last().public_id])
    approve(last().public_id, commune(world))
    facts = facts_of(world.binh)
    assert facts is not None and facts.born is not None
    assert (facts.name, facts.born.day, facts.ethnicity, facts.religion, facts.female) == (
        "Thạch Thị Bình An",
        3,
        "Khmer",
        "Phật giáo",
        True,
    )


def test_sending_twice_is_one_proposal(world: World) -> None:
    site = site_of(world, clerk())
    fields = changed(site, world.cuc, name="Lê Cúc")
    assert {sent(site, "propose_correction", world.cuc, fields).response["Location"] for _click in range(2)} == {
        reverse("task", args=[last().public_id])
    }
    assert Proposal.objects.count() == 1


def test_an_old_form_is_shown_again_with_three_columns_and_can_be_sent_then(world: World) -> None:
    site = site_of(world, clerk())
    fields = changed(site, world.cuc, name="Lê Thị Cúc Hoa")
    decide(correction(world.cuc, name="Lê Cúc"))
    answer = sent(site, "propose_correction", world.cuc, fields)
    assert answer.status == 409 and Proposal.objects.count() == 0
    rows = answer.rows("Khác nhau giữa sổ và đề nghị")
    assert ["Họ tên", "Lê Thị Cúc", "Lê Cúc mới đổi", "Lê Thị Cúc Hoa"] in rows
    again = filled_in(answer)
    assert again["name"] == "Lê Thị Cúc Hoa" and again["key"] != fields["key"]
    assert sent(site, "propose_correction", world.cuc, again).status == 302


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "Chưa có nội dung nào khác với sổ."),
        ({"name": ""}, "Không để trống mục này."),
        ({"record_no": "001"}, "thuộc về đảng viên khác"),
        ({"born_ngay": "31", "born_thang": "02"}, "không có thật"),
        ({"name": "Khác", "document": ""}, "Ghi văn bản hoặc giấy tờ làm căn cứ."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_kept(world: World, wrong: dict[str, str], said: str) -> None:
    site = site_of(world, clerk())
    answer = sent(site, "propose_correction", world.cuc, changed(site, world.cuc, body="Đảng ủy xã", **wrong))
    assert answer.status == 422 and said in answer.text
    assert 'value="Đảng ủy xã"' in answer.html
    assert Proposal.objects.count() == 0


def test_a_transfer_to_another_cell_of_the_own_part(world: World) -> None:
    site = site_of(world, clerk())
    page = opened(site, "propose_transfer", world.phuc)
    assert re.findall(r'<option value="(SX[^"]*)"', page.html) == ["SX.01.A.2"]
    on = today()
    boxes = {"on_ngay": str(on.day), "on_thang": str(on.month), "on_nam": str(on.year)}
    fields = {**filled_in(page), "cell": "SX.01.A.2", "document": "1-QĐ", **boxes}
    assert sent(site, "propose_transfer", world.phuc, {**fields, "cell": "SX.02.B"}).status == 422
    assert sent(site, "propose_transfer", world.phuc, fields).status == 302
    approve(last().public_id, commune(world))
    assert cell_of(world.phuc, on) == world.hamlet_two


def test_who_holds_the_whole_register_writes_the_code_of_the_cell(world: World) -> None:
    site = site_of(world, Officer(world.officer, "quan-tri"))
    page = opened(site, "propose_transfer", world.phuc)
    assert "Mã tổ chức của chi bộ" in page.text
    fields = {**filled_in(page), "document": "1-QĐ", "on_ngay": "01", "on_thang": "11", "on_nam": "2026"}
    assert "Không có tổ chức đảng nào mang mã này." in sent(site, "propose_transfer", world.phuc, {**fields, "cell": "SX.9"}).text
    assert sent(site, "propose_transfer", world.phuc, {**fields, "cell": "SX.02.B"}).status == 302


def test_the_end_of_probation_is_filled_in(world: World) -> None:
    site = site_of(world, clerk())
    fields = {**filled_in(opened(site, "propose_official", world.cuc)), "document": "2-QĐ"}
    assert [fields[f"on_{box}"] for box in ("ngay", "thang", "nam")] == ["01", "06", "2023"]
    early = sent(site, "propose_official", world.cuc, {**fields, "on_thang": "05"})
    assert early.status == 422 and "Chưa đủ 12 tháng dự bị" in early.text
    assert sent(site, "propose_official", world.cuc, fields).status == 302
    page = site.get("task", last().public_id, on=None)
    assert page.rows("Khác nhau giữa sổ và đề nghị")[0] == ["Tình trạng", "Đảng viên dự bị", "Đảng viên chính thức"]


def test_the_file_offers_what_one_may_propose(world: World) -> None:
    def offered(officer: Officer, person: int) -> list[str]:
        page = opened(site_of(world, officer), "member", person)
        return [label for label in LABELS if page.links(label)]

    assert offered(clerk(), world.cuc) == LABELS
    assert offered(clerk(), world.phuc) == LABELS[:2]
    assert offered(secretary(world), world.phuc) == LABELS[:1]
    assert offered(with_role("cap-uy-vien", "assigned_member", "SX.01.A"), world.cuc) == []


def test_nothing_is_offered_while_another_day_is_looked_at(world: World) -> None:
    site = site_of(world, clerk())
    page = site.get("member", site.person(world.cuc))
    assert [label for label in LABELS if page.links(label)] == []
    assert site.client.post(reverse(ACTS[0], args=[site.person(world.cuc)]) + "?on=2022-11-30", changed(site, world.cuc)).status_code == 403


@pytest.mark.parametrize("act", ACTS)
def test_about_somebody_elsewhere_there_is_no_form(world: World, act: str) -> None:
    for officer in (clerk(), secretary(world)):
        site = site_of(world, officer)
        assert opened(site, act, world.giang).status == 404
        assert sent(site, act, world.giang, {}).status == 404
    assert site.client.get(reverse(act, args=[uuid4()])).status_code == 404


def test_who_may_look_but_not_propose_is_told_so(world: World) -> None:
    officer = with_role("kiem-tra-xa", "inspection", "SX.01.A")
    assert opened(site_of(world, officer), "propose_correction", world.cuc).status == 404
    decide(charged("kiem-tra-xa", "cell_secretary", "SX.01.A.1"))
    assert opened(site_of(world, officer), "propose_correction", world.cuc).status == 403
    assert opened(site_of(world, officer), "propose_correction", world.giang).status == 404


def test_a_member_asks_for_the_own_record_to_be_corrected_and_for_nothing_else(world: World) -> None:
    site = site_of(world, member(world))
    address = reverse("propose_correction", args=[site.person(world.phuc)])
    assert site.get("tasks", on=None).links("Đề nghị sửa thông tin của tôi") == [address]
    page = opened(site, "propose_correction", world.phuc)
    assert "Gửi chi bộ xác nhận" in page.text
    assert sent(site, "propose_correction", world.phuc, changed(site, world.phuc, name="Võ Phước")).status == 302
    assert last().own
    assert "Chờ chi bộ xác nhận" in site.get("task", last().public_id, on=None).text
    for act, person in (("propose_correction", world.an), ("propose_transfer", world.phuc), ("propose_official", world.phuc)):
        assert opened(site, act, person).status == 404
