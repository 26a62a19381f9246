"""The queue of memberships that may end, one case with its stages, and the forms from the opening to the answer to an appeal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangvu.access.officer import Officer
from dangvu.exits.commands import DropCase
from dangvu.exits.queries import case, waiting
from dangvu.members.commands import EndMembership
from dangvu.members.queries import cell_of, stays
from dangvu.pages.exit_events import cases_in_file
from dangvu.periods.clock import today
from dangvu.proposals.answering import approve
from tests.areas.exits.cases import answer, appeal, decided, opened, vote
from tests.areas.proposals.offices import clerk, commune, member, province, secretary, with_role
from tests.pages.site import Page, Site
from tests.pages.test_member_file import events
from tests.pages.test_proposing import filled_in
from tests.pages.test_transfers import days, last, post, site_of
from tests.world import World, decide

OPEN, APPEALS = "Đang xem xét", "Khiếu nại chờ giải quyết"


def queue(world: World, officer: Officer) -> Page:
    return site_of(world, officer).get("exits", on=None)


def case_page(world: World, officer: Officer, number: int) -> Page:
    return site_of(world, officer).get("exit_case", number, on=None)


def asked_and_approved(site: Site, address: str, approver: Officer, **fields: str) -> None:
    """Somebody fills in a form, somebody else approves what was proposed."""
    held = filled_in(site.follow(address))
    answer = post(site, address, {**held, "document": "05-NQ/CB, ngày 03/06/2026", **fields})
    assert answer.status == 302, answer.text
    approve(last().public_id, approver)


def test_a_membership_ends_and_comes_back_by_the_steps_of_several_people(world: World) -> None:
    """The secretary opens and counts; the commune's clerk counts, decides and notes the appeal; the commune approves each."""
    of_cell, of_commune, approver = site_of(world, secretary(world)), site_of(world, clerk()), commune(world)
    (way,) = of_cell.get("member", of_cell.person(world.phuc), on=None).links("Xem xét ra khỏi Đảng")
    asked_and_approved(of_cell, way, approver, ground="struck_off:card")
    ((name, why, waits, _since, term),) = queue(world, secretary(world)).rows(OPEN)
    assert (name, why) == ("Võ Hồng Phúc Chi bộ ấp Một", "Xóa tên Tự ý trả hoặc hủy thẻ đảng viên")
    assert (waits, term) == ("Chi bộ ấp Một Chi bộ biểu quyết", "–")

    (one,) = waiting(today())
    step = reverse("act_on_case", args=[one.number, "bieu-quyet"])
    numbers = {"against": "0", "blank": "0"}
    asked_and_approved(of_cell, step, approver, entitled="2", present="2", in_favour="2", **numbers)
    assert of_cell.follow(step).status == 404
    page = of_commune.get("exit_case", one.number, on=None)
    assert page.links("Ghi kết quả biểu quyết") and not page.links("Ghi quyết định")
    place = {"place": f"standing:{world.an_binh}"}
    asked_and_approved(of_commune, step, approver, entitled="5", present="5", in_favour="3", against="2", blank="0", **place)
    asked_and_approved(of_commune, reverse("act_on_case", args=[one.number, "quyet-dinh"]), approver)
    assert (cell_of(world.phuc, today() - timedelta(days=1)), cell_of(world.phuc, today())) == (world.hamlet_one, None)
    assert stays(world.phuc)[-1].leaving == "struck_off"

    lodge, settle = (reverse("act_on_case", args=[one.number, act]) for act in ("khieu-nai", "giai-quyet"))
    asked_and_approved(of_commune, lodge, approver, place=str(world.an_binh), **days("received", today()))
    assert "Ra khỏi đảng số từ ngày" in case_page(world, clerk(), one.number).text, "as long as it is so"
    ((name, _why, waits, _since, term),) = queue(world, clerk()).rows(APPEALS)
    assert (waits, "ngày làm việc" in term) == ("Đảng bộ xã An Bình Giải quyết khiếu nại", True)
    asked_and_approved(of_commune, settle, approver, outcome="quashed")
    assert cell_of(world.phuc, today()) == world.hamlet_one
    page = case_page(world, clerk(), one.number)
    assert "Đã khôi phục" in page.text and "Ra khỏi đảng số từ ngày" not in page.text


def test_the_proposal_says_how_many_are_needed(world: World) -> None:
    number = opened(world, person=world.phuc, on=today())
    site, step = site_of(world, secretary(world)), reverse("act_on_case", args=[number, "bieu-quyet"])
    fields = {"document": "05-NQ/CB", "entitled": "2", "present": "2", "in_favour": "1", "against": "1", "blank": "0"}
    assert post(site, step, {**filled_in(site.follow(step)), **fields}).status == 302
    told = site_of(world, commune(world)).follow(reverse("task", args=[last().public_id]))
    assert "Xóa tên: Bỏ sinh hoạt chi bộ" in told.text and "1, cần ít nhất 2" in told.text


def test_what_stands_against_it_is_told_beside_the_box(world: World) -> None:
    number = opened(world, person=world.phuc, on=today())
    site, step = site_of(world, secretary(world)), reverse("act_on_case", args=[number, "bieu-quyet"])
    fields = {"document": "05-NQ/CB", "entitled": "7", "present": "7", "in_favour": "7", "against": "0", "blank": "0"}
    answer = post(site, step, {**filled_in(site.follow(step)), **fields})
    assert answer.status == 422 and "được tính khi chi bộ biểu quyết ngày này là 2" in answer.text


WHO: dict[str, tuple[Callable[[World], Officer], int]] = {
    "the cell": (secretary, 200),
    "the commune": (lambda _world: clerk(), 200),
    "the province": (province, 200),
    "the cell where the person was before": (lambda _world: with_role("ap-hai", "cell_secretary", "SX.01.A.2"), 404),
    "another district": (lambda _world: with_role("ben-man", "commune_approver", "SX.02"), 404),
}


@pytest.mark.parametrize(("who", "status"), WHO.values(), ids=WHO)
def test_a_case_is_a_page_where_the_file_lies(world: World, who: Callable[[World], Officer], status: int) -> None:
    number = opened(world, person=world.phuc, on=today())
    assert case_page(world, who(world), number).status == status
    assert queue(world, who(world)).main.count("Võ Hồng Phúc") == (status == 200)
    tasks = site_of(world, who(world)).get("tasks", on=None).text
    assert ("1 việc xem xét ra khỏi Đảng hoặc khiếu nại đang chờ." in tasks) == (status == 200)


def test_the_person_has_no_page_of_the_case_and_no_number_leads_elsewhere(world: World) -> None:
    number = opened(world, person=world.phuc, on=today())
    assert case_page(world, member(world), number).status == 404
    assert case_page(world, province(world), 999999).status == 404


@pytest.mark.parametrize("act", ["quyet-dinh", "khieu-nai", "giai-quyet", "quen"])
def test_there_is_no_page_for_what_cannot_be_proposed_now(world: World, act: str) -> None:
    number = opened(world, person=world.phuc, on=today())
    assert site_of(world, clerk()).get("act_on_case", number, act, on=None).status == 404


def test_who_may_not_propose_is_offered_nothing(world: World) -> None:
    number = opened(world, person=world.phuc, on=today())
    page = case_page(world, with_role("kiem-tra", "inspection", "SX"), number)
    assert page.status == 200 and not page.links("Dừng việc xem xét")
    assert case_page(world, secretary(world), number).links("Dừng việc xem xét")


def test_a_case_is_dropped_and_the_member_stays(world: World) -> None:
    number = opened(world, person=world.phuc, on=today())
    way = reverse("act_on_case", args=[number, "ket-thuc"])
    assert "đảng viên vẫn sinh hoạt" in site_of(world, secretary(world)).follow(way).text
    asked_and_approved(site_of(world, secretary(world)), way, commune(world), reason="ground_gone")
    page = case_page(world, secretary(world), number)
    assert "Đã dừng xem xét" in page.text and "Kết quả Vẫn là đảng viên" in page.text
    assert "Dừng vì Không còn lý do xem xét" in page.text and "Dừng trước khi biểu quyết." in page.text
    assert cell_of(world.phuc, today()) == world.hamlet_one


def test_an_answer_that_is_late_says_so_and_stands_in_the_things_to_do(world: World) -> None:
    decide(appeal(world, decided(world)))
    page = queue(world, clerk())
    assert "1 việc quá hạn" in page.html and "Quá hạn" in page.rows(APPEALS)[0][-1]
    assert "1 việc xem xét ra khỏi Đảng hoặc khiếu nại đang chờ, 1 việc quá hạn." in site_of(world, clerk()).get("tasks", on=None).text


def test_nothing_that_waits_is_said_in_words(world: World) -> None:
    page = queue(world, clerk())
    assert "Không có việc nào đang xem xét." in page.text and "Không có khiếu nại nào chờ giải quyết." in page.text
    assert "khiếu nại đang chờ" not in site_of(world, clerk()).get("tasks", on=None).text


def test_another_day_is_looked_at_without_acts(world: World) -> None:
    number = opened(world, person=world.phuc, on=today())
    site = site_of(world, clerk())
    assert "luôn là của hôm nay" in site.get("exits", on=date(2023, 1, 1)).text
    assert not site.get("exit_case", number, on=date(2023, 1, 1)).links("Dừng việc xem xét")


def test_a_former_member_is_proposed_for_readmission(world: World) -> None:
    decide(EndMembership(on=date(2020, 1, 1), person=world.phuc, kind="struck_off"))
    site = site_of(world, clerk())
    (way,) = site.get("member", site.person(world.phuc), on=None).links("Kết nạp lại")
    consent = {"ground": "card", "consented_by": "province_standing", "consent": "15-CV/TU, ngày 01/10/2026", "cell": "SX.01.A.1"}
    asked_and_approved(site, way, commune(world), **consent)
    assert (cell_of(world.phuc, today()), stays(world.phuc)[-1].entry) == (world.hamlet_one, "readmitted")


def test_who_died_is_offered_nothing(world: World) -> None:
    site = site_of(world, clerk())
    page = site.get("member", site.person(world.em), on=None)
    assert not page.links("Kết nạp lại") and not page.links("Xem xét ra khỏi Đảng")


def test_the_form_offers_what_fits_the_standing(world: World) -> None:
    site = site_of(world, clerk())
    official, probationary = (site.get("propose_case", site.person(one), on=None).html for one in (world.phuc, world.cuc))
    assert ("expelled:discipline" in official, "struck_off:probation" in official) == (True, False)
    assert ("expelled:discipline" in probationary, "struck_off:probation" in probationary) == (False, True)


def test_a_vote_that_was_repeated_says_which_one_counts(world: World) -> None:
    number = opened(world, person=world.phuc, on=today() - timedelta(days=9))
    for ago, in_favour in ((7, 1), (3, 2)):
        decide(vote(world, number, "cell", person=world.phuc, on=today() - timedelta(days=ago), in_favour=in_favour))
    rows = case_page(world, clerk(), number).rows("Các bước")
    assert ["Đã biểu quyết lại" in row[-1] for row in rows[:2]] == [True, False]
    assert rows[1][-1].startswith("Đủ tỷ lệ cần ít nhất 2 đồng ý")


def test_numbers_are_put_right_and_a_lower_stage_votes_again_on_screen(world: World) -> None:
    """The same day: put right; another day: voted again, and what stands above it lapses."""
    number, first = opened(world, person=world.phuc, on=today() - timedelta(days=9)), today() - timedelta(days=7)
    for organ, ago in (("cell", 7), ("base", 3)):
        decide(vote(world, number, organ, person=world.phuc, on=today() - timedelta(days=ago)))
    site = site_of(world, secretary(world))
    (way,) = [link for link in case_page(world, secretary(world), number).links("Sửa, biểu quyết lại Chi bộ, " + f"{first:%d/%m/%Y}")]
    assert filled_in(site.follow(way))["in_favour"] == "2"
    asked_and_approved(site, way, commune(world), in_favour="1", against="1")
    assert [row[4] for row in case_page(world, clerk(), number).rows("Các bước")[:2]] == ["1", "15"]

    (way,) = case_page(world, secretary(world), number).links("Sửa, biểu quyết lại Chi bộ, " + f"{first:%d/%m/%Y}")
    asked_and_approved(site, way, commune(world), in_favour="2", against="0", **days("on", today()))
    told = [row[-1].split(" cần")[0] for row in case_page(world, clerk(), number).rows("Các bước")[:3]]
    assert told == ["Đã biểu quyết lại", "Hết giá trị, phải biểu quyết lại", "Đủ tỷ lệ"]


def test_a_form_held_while_another_correction_was_approved_is_told_to_be_stale(world: World) -> None:
    number, first = opened(world, person=world.phuc, on=today() - timedelta(days=9)), today() - timedelta(days=7)
    decide(vote(world, number, "cell", person=world.phuc, on=first))
    site, title = site_of(world, secretary(world)), "Sửa, biểu quyết lại Chi bộ, " + f"{first:%d/%m/%Y}"
    (way,) = case_page(world, secretary(world), number).links(title)
    sent = {**filled_in(site.follow(way)), "document": "05-NQ/CB", "in_favour": "0", "against": "2"}
    asked_and_approved(site, way, commune(world), in_favour="1", against="1")
    assert post(site, way, sent).status == 409


def test_a_vote_of_another_body_or_none_is_not_put_right(world: World) -> None:
    number = opened(world, person=world.phuc, on=today() - timedelta(days=9))
    for organ, ago in (("cell", 7), ("base", 3)):
        decide(vote(world, number, organ, person=world.phuc, on=today() - timedelta(days=ago)))
    page, site = case_page(world, secretary(world), number), site_of(world, secretary(world))
    assert page.text.count("Sửa, biểu quyết lại") == 1, "that of the own cell alone"
    step = reverse("act_on_case", args=[number, "bieu-quyet-lai"])
    found = case(number, today())
    assert found is not None
    of_base = next(one.decision for one in found.votes if one.organ == "base")
    assert [site.follow(f"{step}{query}").status for query in ("", "?vote=x", f"?vote={of_base}")] == [404, 404, 404]


def test_more_cases_cost_no_more_queries(world: World) -> None:
    site = site_of(world, province(world))
    opened(world, person=world.phuc, on=today())
    site.get("exits", on=None)
    counts = []
    for person in (world.an, world.dung, world.giang, world.hanh):
        with CaptureQueriesContext(connection) as queries:
            assert site.get("exits", on=None).status == 200
        counts.append(len(queries))
        opened(world, person=person, on=today())
    assert len(set(counts)) == 1, counts


def test_what_came_of_a_case_stands_in_the_file_for_whoever_sees_the_case(world: World) -> None:
    """Not the ground, not what is still open; the person reads the same in the own file, and of nobody else."""
    number = decided(world)
    decide(appeal(world, number))
    decide(answer(world, number, "quashed"))
    dropped = opened(world, person=world.an, on=date(2023, 2, 1))
    decide(DropCase(on=date(2023, 2, 20), case=dropped, person=world.an, reason="not_agreed"))
    opened(world, person=world.an, on=date(2023, 5, 1))
    office = site_of(world, clerk())
    told = events(office.get("member", office.person(world.an), on=None))
    assert [event for event in told if "Dừng việc xem xét: Xóa tên Không đủ tỷ lệ đồng ý" in event]
    assert [event for event in told if "15/09/2022 Giải quyết khiếu nại Hủy quyết định" in event]
    assert not any("Bỏ sinh hoạt" in event or "01/05/2023" in event for event in told)
    readers = (clerk(), with_role("ap-hai", "cell_secretary", "SX.01.A.2"), member(world), secretary(world))
    assert [len(cases_in_file(one.viewer(), world.an, today(), None)) for one in readers] == [3, 0, 0, 3], "An himself is the secretary"
    decide(DropCase(on=today(), case=opened(world, person=world.phuc), person=world.phuc, reason="not_agreed"))
    own, seen = site_of(world, member(world)).get("own_file", on=None), office.get("member", office.person(world.phuc), on=None)
    assert ["Dừng việc xem xét: Xóa tên" in page.text for page in (own, seen)] == [True, True]
    assert "Bỏ sinh hoạt" not in own.text and "Giải quyết khiếu nại" not in own.text
