"""The page of a unit: what it is, what hangs below it, who leads it, and every decision that touched it."""

from __future__ import annotations

from datetime import date

from dangvu.organisation.commands import ChangeUnit, EndUnit, FoundUnit, MoveUnit
from dangvu.web.formats import number
from tests.pages.site import Site
from tests.world import BASE_CELL, CELL, DAY, decide, unit


def test_facts_are_those_of_the_day(site: Site) -> None:
    decide(ChangeUnit(on=date(2021, 5, 1), unit=site.world.an_binh, name="Đảng bộ xã An Bình Mới"))
    page = site.get("unit", unit=site.world.an_binh)
    assert "<h1>Đảng bộ xã An Bình Mới</h1>" in page.main
    assert "Mã SX.01.A" in page.text
    assert "Cấp trên trực tiếp Đảng bộ huyện Cầu Gỗ" in page.text
    assert "Hoạt động từ ngày 01/05/1992" in page.text
    assert "<h1>Đảng bộ xã An Bình</h1>" in site.get("unit", unit=site.world.an_binh, on=date(2021, 4, 30)).main


def test_the_tree_leads_from_the_root_down_to_the_children(site: Site) -> None:
    page = site.get("unit", unit=site.world.an_binh)
    tree = page.main[page.main.index('<ul class="tree">') :]
    places = [tree.index(name) for name in ("tỉnh Sông Xanh", "huyện Cầu Gỗ", "xã An Bình", "Chi bộ ấp Một", "Chi bộ ấp Hai")]
    assert places == sorted(places)
    assert "Bến Mận" not in tree[: tree.index("</nav>")]
    assert 'aria-current="page"' in tree


def test_a_child_that_has_units_below_is_marked_and_opens_on_its_own_page(site: Site) -> None:
    page = site.get("unit")
    (below,) = page.links("Đảng bộ huyện Cầu Gỗ 5")
    assert '<a class="nd more"' in page.main
    opened = site.follow(below)
    assert "Đảng bộ xã An Bình" in opened.main
    assert '<a class="nd more"' not in site.get("unit", unit=site.world.an_binh).main


def test_children_are_counted_as_the_figures_count_them(site: Site) -> None:
    page = site.get("unit", unit=site.world.an_binh)
    assert page.links("Chi bộ ấp Một 2") and page.links("Chi bộ ấp Hai 3")


def test_holders_of_posts_lead_to_their_files(site: Site) -> None:
    page = site.get("unit", unit=site.world.hamlet_one)
    assert "Bí thư Nguyễn Văn An" in page.text
    (file,) = page.links("Nguyễn Văn An")
    assert site.follow(file).text.count("Giữ chức vụ Bí thư") >= 1
    assert "Bí thư" not in site.get("unit", unit=site.world.hamlet_one, on=date(2015, 5, 31)).text.partition("Lịch sử")[0]


def test_history_names_each_act_its_day_and_its_decision(site: Site) -> None:
    made = decide(ChangeUnit(on=date(2016, 1, 1), unit=site.world.an_binh, name="Đảng bộ xã An Bình Mới", document="7-QĐ/HU"))
    moved = decide(MoveUnit(on=date(2018, 1, 1), unit=site.world.an_binh, parent=site.world.ben_man))
    text = site.get("unit", unit=site.world.an_binh).text.partition("Lịch sử")[2]
    assert "01/05/1992 Thành lập Đảng bộ xã An Bình, Đảng bộ cơ sở, trực thuộc Đảng bộ huyện Cầu Gỗ" in text
    assert "01/01/2016 Đảng bộ xã An Bình Mới" in text
    assert "01/01/2018 Chuyển về trực thuộc Đảng bộ huyện Bến Mận" in text
    assert "7-QĐ/HU" in text
    for decision in (made, moved):
        assert f"Số {number(decision.id)}:" in text
    assert text.index("01/01/2018") < text.index("01/01/2016") < text.index("01/05/1992")


def test_units_that_came_and_went_stand_in_the_history_of_the_unit_above(site: Site) -> None:
    decide(FoundUnit(on=date(2019, 1, 1), code="SX.02.D", name="Chi bộ Trạm y tế", kind=BASE_CELL, parent=site.world.ben_man))
    ended = decide(MoveUnit(on=date(2020, 1, 1), unit=site.world.an_binh, parent=site.world.ben_man))
    above = site.get("unit", unit=site.world.ben_man).text.partition("Lịch sử")[2]
    assert "01/01/2019 Thêm tổ chức trực thuộc Chi bộ Trạm y tế" in above
    assert "01/07/2012 Thôi trực thuộc Chi bộ Bưu điện cũ" in above
    assert "01/01/2020 Thêm tổ chức trực thuộc Đảng bộ xã An Bình" in above
    before = site.get("unit", unit=site.world.cau_go).text.partition("Lịch sử")[2]
    assert "01/01/2020 Thôi trực thuộc Đảng bộ xã An Bình" in before
    assert f"Số {number(ended.id)}:" in before


def test_an_ended_unit_says_since_when_and_what_is_to_come_is_marked(site: Site) -> None:
    page = site.get("unit", unit=site.world.post_office)
    assert "Không hoạt động vào ngày này" in page.text
    assert "Kết thúc từ ngày 01/07/2012" in page.text
    assert "01/07/2012 Kết thúc hoạt động" in page.text
    before = site.get("unit", unit=site.world.post_office, on=date(2012, 6, 30))
    assert "Đang hoạt động" in before.text
    assert "01/07/2012 Kết thúc hoạt động Sau ngày đang xem" in before.text


def test_a_correction_is_shown_beside_what_it_replaced(site: Site) -> None:
    decide(ChangeUnit(on=date(2016, 1, 1), unit=site.world.school, name="Chi bộ Trường A"))
    decide(ChangeUnit(on=date(2015, 1, 1), unit=site.world.school, name="Chi bộ Trường B"))
    history = site.get("unit", unit=site.world.school).text.partition("Lịch sử")[2]
    assert "01/01/2016 Chi bộ Trường A" in history
    assert "01/01/2015 Chi bộ Trường B" in history


def test_units_are_found_without_diacritics_and_by_code(site: Site) -> None:
    found = site.get("find_unit", q="chi bo ap")
    assert [row[0] for row in found.rows("Tổ chức đảng tìm thấy")] == ["Chi bộ ấp Hai", "Chi bộ ấp Một"]
    for asked in ("sx.02.b", "trung hoc"):
        response = site.client.post(f"/to-chuc/tim/?on={DAY}", {"q": asked}, follow=True)
        assert [status for _address, status in response.redirect_chain] == [302, 302]
        assert site.unit(site.world.school) in response.redirect_chain[-1][0]
    assert "Không có tổ chức đảng nào khớp" in site.get("find_unit", q="khong co").text
    assert "khớp" not in site.get("find_unit", q="").text


def test_an_ended_unit_does_not_stand_among_the_children(site: Site) -> None:
    decide(FoundUnit(on=date(2021, 1, 1), code="SX.01.A.3", name="Chi bộ ấp Ba", kind=CELL, parent=site.world.an_binh))
    decide(EndUnit(on=date(2022, 1, 1), unit=unit("SX.01.A.3")))
    tree = site.get("unit", unit=site.world.an_binh).main.partition("Thông tin")[0]
    assert "Chi bộ ấp Ba" not in tree
