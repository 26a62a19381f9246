"""What became of a unit and what it was: on its own page, for closed units, in the search, and under which eyes."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.organisation import lives
from dangvu.organisation.commands import ChangeUnit, EndUnit, FoundUnit
from dangvu.organisation.kinds import ACTS
from dangvu.pages.words import ACTS_OF_UNITS
from tests.areas.rows import execute, opened
from tests.pages.site import Site
from tests.world import BASE_CELL, World, decide, unit

MERGED = date(2012, 7, 1)


def succeed(before: int, after: int, on: date, act: str = "merge") -> None:
    execute(opened("organisation_succession", predecessor_id=before, successor_id=after, day=on, act=act))


def family(world: World) -> int:
    """The post office went on in the school, which goes on in a new cell in 2022 and ends."""
    succeed(world.post_office, world.school, MERGED)
    decide(FoundUnit(on=date(2022, 12, 1), code="SX.02.N", name="Chi bộ Giáo dục Bến Mận", kind=BASE_CELL, parent=world.ben_man))
    succeed(world.school, unit("SX.02.N"), date(2022, 12, 1), "consolidate")
    return unit("SX.02.N")


def test_every_kind_of_act_has_its_words() -> None:
    assert set(ACTS_OF_UNITS) == set(ACTS)


def test_a_closed_unit_says_what_it_is_now_and_leads_there(site: Site) -> None:
    succeed(site.world.post_office, site.world.school, MERGED)
    page = site.get("unit", unit=site.world.post_office)
    assert "Tổ chức này đã kết thúc từ ngày 01/07/2012. Nay là: Chi bộ Trường Trung học Bến Mận" in page.text
    assert "<h1>Chi bộ Trường Trung học Bến Mận</h1>" in site.follow(page.links("Chi bộ Trường Trung học Bến Mận")[0]).main
    assert "Nay là: Chi bộ Trường Trung học Bến Mận" in site.get("overview", unit=site.world.post_office).text
    assert "đã kết thúc" not in site.get("unit", unit=site.world.post_office, on=date(2010, 1, 1)).text


def test_a_closed_unit_without_successor_says_so(site: Site) -> None:
    assert "Sổ không ghi tổ chức kế thừa" in site.get("unit", unit=site.world.post_office).text


def test_the_line_of_life_leads_through_all_generations_in_order(site: Site) -> None:
    newest = family(site.world)
    for number in (site.world.post_office, site.world.school, newest):
        text = site.get("unit", unit=number, on=date(2023, 1, 1)).text.partition("Dòng đời")[2].partition("Lịch sử")[0]
        first, second = text.index("01/07/2012 Sáp nhập Chi bộ Bưu điện cũ"), text.index("01/12/2022 Hợp nhất Chi bộ Trường")
        assert first < second
        assert "→ thành Chi bộ Giáo dục Bến Mận" in text
    assert "Hợp nhất Sau ngày đang xem" in site.get("unit", unit=site.world.school).text


def test_a_line_that_is_cut_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = family(site.world)
    assert "Quá nhiều lần sắp xếp" not in site.get("unit", unit=newest, on=date(2023, 1, 1)).text
    monkeypatch.setattr(lives, "FARTHEST", 2)
    assert "Quá nhiều lần sắp xếp" in site.get("unit", unit=newest, on=date(2023, 1, 1)).text


def test_a_unit_without_acts_has_no_line(site: Site) -> None:
    assert "Dòng đời" not in site.get("unit", unit=site.world.hamlet_one).text


def test_an_act_is_told_whole_also_on_the_page_of_one_of_its_halves(site: Site) -> None:
    """Both halves by one decision."""
    pair = opened("organisation_succession", predecessor_id=site.world.hamlet_one, successor_id=site.world.school, day=MERGED, act="merge")
    succeed(site.world.post_office, site.world.school, MERGED)
    execute(pair)
    line = site.get("unit", unit=site.world.post_office).text.partition("Dòng đời")[2]
    assert "Sáp nhập Chi bộ ấp Một , Chi bộ Bưu điện cũ → thành Chi bộ Trường" in line.replace(" ,", " ,")


def test_parts_of_one_plan_that_have_nothing_to_do_with_each_other_are_told_apart(site: Site) -> None:
    succeed(site.world.post_office, site.world.school, MERGED, "plan")
    succeed(site.world.cau_go, site.world.hamlet_one, MERGED, "plan")
    line = site.get("unit", unit=site.world.school).text.partition("Dòng đời")[2].partition("Lịch sử")[0]
    assert "Phương án sắp xếp Chi bộ Bưu điện cũ → thành Chi bộ Trường Trung học Bến Mận" in line
    assert "Cầu Gỗ" not in line


def test_closed_units_and_former_names_are_found_after_the_living(site: Site) -> None:
    decide(ChangeUnit(on=date(2021, 5, 1), unit=site.world.hamlet_one, name="Chi bộ khóm Một"))
    assert site.get("find_unit", q="buu dien").status == 302
    assert site.get("find_unit", q="buu dien", on=date(1992, 4, 30)).status == 200  # not yet founded
    assert site.get("find_unit", q="ap mot").status == 302  # by the name it bore
    decide(EndUnit(on=date(2022, 11, 1), unit=unit_of_nobody(site.world)))
    rows = site.get("find_unit", q="chi bo").rows("Tổ chức đảng tìm thấy")
    assert [row[0] for row in rows][-2:] == ["Chi bộ Trạm y tế", "Chi bộ Bưu điện cũ"]
    assert rows[-2][1] == "SX.02.D · kết thúc từ 01/11/2022"


def unit_of_nobody(world: World) -> int:
    decide(FoundUnit(on=date(2019, 1, 1), code="SX.02.D", name="Chi bộ Trạm y tế", kind=BASE_CELL, parent=world.ben_man))
    return unit("SX.02.D")
