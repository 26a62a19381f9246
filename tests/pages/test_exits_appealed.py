"""Appeals on screen: who settles them, and where a membership that is given back goes on."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from dangvu.exits.queries import case
from dangvu.members.commands import RestoreMember
from dangvu.periods.clock import today
from dangvu.reorganisation.acts import end, merge_bodies
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.steps import Moved
from tests.areas.exits.cases import answer, appeal, decided
from tests.areas.proposals.offices import province, with_role
from tests.pages.test_exits import asked_and_approved, case_page
from tests.pages.test_proposing import filled_in
from tests.pages.test_transfers import days, last, post, site_of
from tests.world import World, decide


def test_where_the_cell_went_on_in_several_the_answer_asks_in_which_one_goes_on(world: World) -> None:
    number = decided(world)
    decide(appeal(world, number, unit=world.cau_go))
    site, way = site_of(world, province(world)), reverse("act_on_case", args=[number, "giai-quyet"])
    assert "Chi bộ sinh hoạt tiếp" not in site.follow(way).text
    moved = (Moved(world.hamlet_one, world.hamlet_two),)
    decide(Reorganise(on=date(2022, 8, 1), document="20-QĐ/HU", **end(world.hamlet_one, (world.hamlet_two, world.school), moved)))
    held = filled_in(site.follow(way))
    sent = {**held, "document": "90-QĐ/HU", "outcome": "quashed", **days("on", date(2022, 9, 15))}
    answer = post(site, way, sent)
    assert answer.status == 422 and "hãy chọn chi bộ ấy" in answer.text
    assert post(site, way, {**sent, "cell": str(world.school)}).status == 302
    told = site.follow(reverse("task", args=[last().public_id]))
    assert "Chi bộ sinh hoạt tiếp" in told.text and "Chi bộ Trường Trung học Bến Mận" in told.text


def test_where_the_body_went_on_in_another_that_one_settles_and_may_have_been_appealed_to_before(world: World) -> None:
    """An appeal of the days before may be noted late, with the body as it was called then."""
    number, day = decided(world), date(2022, 7, 10)
    decide(Reorganise(on=day, document="30-QĐ/TU", **merge_bodies([world.cau_go], world.ben_man, day)))
    lodge, settle = (reverse("act_on_case", args=[number, act]) for act in ("khieu-nai", "giai-quyet"))
    site, there = site_of(world, province(world)), site_of(world, with_role("ben-man", "commune_preparer", "SX.02"))
    assert [f'value="{unit}"' in site.follow(lodge).html for unit in (world.cau_go, world.ben_man)] == [True, True]
    early = {"place": str(world.cau_go), **days("received", date(2022, 7, 4)), **days("on", date(2022, 7, 5))}
    asked_and_approved(site, lodge, with_role("tinh", "province_approver", ""), **early)
    assert "Đảng bộ huyện Cầu Gỗ" in site.follow(settle).html, "which of the two is asked of whoever stands above both"
    asked_and_approved(there, settle, province(world), outcome="upheld", **days("on", date(2022, 9, 15)))
    found = case(number, today())
    assert found is not None and found.appeals[-1].outcome == "upheld"


def test_of_whoever_was_readmitted_before_the_answer_nothing_is_given_back(world: World) -> None:
    number = decided(world)
    decide(appeal(world, number))
    way, office = reverse("act_on_case", args=[number, "giai-quyet"]), site_of(world, province(world))
    assert "được ghi lại vào chi bộ" in office.follow(way).text
    decide(RestoreMember(on=date(2025, 8, 1), person=world.an, cell=world.hamlet_two, entry="readmitted"))
    told = office.follow(way).text
    assert "đảng số không thay đổi" in told and "được ghi lại vào chi bộ" not in told
    decide(answer(world, number, "quashed", on=date(2025, 9, 15)))
    page = case_page(world, province(world), number).text
    assert "Đã hủy quyết định" in page and "Đã khôi phục" not in page and "Ra khỏi đảng số từ ngày 01/07/2022" in page
