"""Figures under the tree of another day in the browser: opened into their records, and side by side with those of the day's own tree."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from dangvu.members.commands import TransferMember
from dangvu.organisation.commands import EndUnit, FoundUnit, MoveUnit
from tests.pages.site import Page, Site
from tests.pages.test_life import MERGED, succeed
from tests.world import CELL, DAY, World, decide, unit

MOVED = date(2020, 1, 1)
BEFORE = date(2019, 12, 31)


@pytest.fixture(autouse=True)
def moved(site: Site) -> None:
    """The commune came under the other district in 2020."""
    decide(MoveUnit(on=MOVED, unit=site.world.an_binh, parent=site.world.ben_man))


def side(page: Page, day: date) -> dict[str, str]:
    return {row[0]: row[1] for row in page.rows(f"Cây tổ chức ngày {day:%d/%m/%Y}")}


def test_the_children_stand_side_by_side_by_either_tree(site: Site) -> None:
    page = site.get("boundaries", "members", tree=BEFORE.isoformat())
    assert side(page, DAY) == {"Đảng bộ huyện Cầu Gỗ": "0", "Đảng bộ huyện Bến Mận": "7", "Toàn đơn vị": "7"}
    assert side(page, BEFORE) == {"Đảng bộ huyện Cầu Gỗ": "5", "Đảng bộ huyện Bến Mận": "2", "Toàn đơn vị": "7"}
    assert "hai cách cho cùng một số" in page.text
    assert "hai cách khác nhau 5" in site.get("boundaries", "members", unit=site.world.cau_go, tree=BEFORE.isoformat()).text


def test_a_number_under_other_boundaries_opens_its_records(site: Site) -> None:
    page = site.get("boundaries", "members", tree=BEFORE.isoformat())
    (address,) = [link for link in page.links("5") if "tree=" in link]
    opened = site.follow(address)
    assert len(opened.rows("Danh sách chi tiết")) == 5
    assert "tính theo cây tổ chức ngày 31/12/2019" in opened.text
    assert "Không có dòng nào" in site.get("figure", "members", unit=site.world.cau_go).text
    assert "tree" not in parse_qs(urlsplit(opened.links("Về cây của ngày đang xem")[0]).query)


def test_all_figures_can_be_asked_under_other_boundaries(site: Site) -> None:
    rows = {row[0]: row[1] for row in site.get("figures", unit=site.world.cau_go, tree=BEFORE.isoformat()).rows("Tất cả chỉ tiêu")}
    assert (rows["Đảng viên"], rows["Chi bộ"], rows["Dân số"]) == ("5", "2", "2.110")


def test_a_day_is_written_in_boxes_and_rides_in_the_address(site: Site) -> None:
    sent = site.get("boundaries", "members", tree_ngay="31", tree_thang="12", tree_nam="2019")
    assert (sent.status, parse_qs(urlsplit(sent.response["Location"]).query)["tree"]) == (302, ["2019-12-31"])
    wrong = site.get("boundaries", "members", tree_ngay="31", tree_thang="2", tree_nam="2019")
    assert (wrong.status, "31/2/2019 không có thật" in wrong.text) == (422, True)
    assert site.get("boundaries", "members", tree="hom qua").status == 400
    assert site.get("boundaries", "khong-co").status == 404


def test_the_eves_of_acts_are_offered(site: Site) -> None:
    succeed(site.world.post_office, site.world.school, MERGED)
    assert site.get("boundaries", "members").links("30/06/2012")


def test_a_unit_that_did_not_live_then_names_what_it_was(site: Site) -> None:
    decide(FoundUnit(on=date(2021, 1, 1), code="SX.01.A.3", name="Chi bộ ấp Ba", kind=CELL, parent=site.world.an_binh))
    succeed(site.world.hamlet_two, unit("SX.01.A.3"), date(2021, 1, 1), "split")
    page = site.get("boundaries", "members", unit=unit("SX.01.A.3"), tree=BEFORE.isoformat())
    assert "Ngày ấy đơn vị không hoạt động Vào ngày ấy là: Chi bộ ấp Hai" in page.text
    assert site.get("figure", "members", unit=unit("SX.01.A.3"), tree=BEFORE.isoformat()).status == 400


def test_what_is_split_is_told_and_given_to_nobody(site: Site) -> None:
    """A cell of today came from both hamlets, which then stood under two committees."""
    split_between(site.world)
    whole = side(site.get("boundaries", "members", tree="2021-06-30"), date(2021, 6, 30))
    assert whole == {
        "Đảng bộ huyện Cầu Gỗ": "0",
        "Đảng bộ huyện Bến Mận": "2",
        "Chưa quy được về một đơn vị trực thuộc": "5",
        "Toàn đơn vị": "7",
    }
    page = site.get("boundaries", "members", unit=site.world.cau_go, tree="2021-06-30")
    assert "Ngoài ra có 5 thuộc tổ chức được chia giữa đơn vị này và đơn vị khác" in page.text
    assert "Chi bộ hai ấp" in page.text


def split_between(world: World) -> None:
    decide(FoundUnit(on=date(2021, 1, 1), code="SX.01.B", name="Đảng bộ xã Cầu Mới", kind="Đảng bộ cơ sở", parent=world.cau_go))
    decide(MoveUnit(on=date(2021, 1, 1), unit=world.hamlet_two, parent=unit("SX.01.B")))
    on = date(2022, 7, 1)
    decide(FoundUnit(on=on, code="SX.02.H", name="Chi bộ hai ấp", kind="Chi bộ cơ sở", parent=world.ben_man))
    for person in (world.an, world.phuc, world.binh, world.cuc, world.dung):
        decide(TransferMember(on=on, person=person, cell=unit("SX.02.H")))
    for cell in (world.hamlet_one, world.hamlet_two):
        decide(EndUnit(on=on, unit=cell))
        succeed(cell, unit("SX.02.H"), on, "consolidate")
