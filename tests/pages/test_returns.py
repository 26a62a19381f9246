"""The return as a page and as a workbook: the same figures, each opening its records."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from dangvu.organisation.commands import FoundUnit
from dangvu.pages.figures import text_of
from dangvu.periods.clock import now
from dangvu.reports.figures import indicator
from dangvu.reports.provincial import provincial
from tests.pages.site import Site
from tests.world import BASE_CELL, DAY, decide, unit


def test_the_page_shows_every_figure_of_the_return(site: Site) -> None:
    made = provincial(site.world.province, DAY, now=now())
    page = site.get("return")
    sections = list(dict.fromkeys(column.section for column in made.columns))
    assert page.links("Tuổi đời") == [f"#muc-{sections.index('Tuổi đời') + 1}"]
    for section in sections:
        places = [place for place, column in enumerate(made.columns) if column.section == section]
        rows = page.rows(f">{section}</caption>")
        for line in (*made.rows, made.total):
            expected = [text_of(indicator(made.columns[place].code), line.figures[place]) for place in places]
            assert expected in [row[1:] for row in rows] or not any(figure.numerator for figure in line.figures)


def test_every_linked_number_opens_as_many_records(site: Site) -> None:
    page = site.get("return", unit=site.world.cau_go)
    links = set(re.findall(r'<a class="src[^"]*" href="([^"]*)">([^<]*)</a>', page.main))
    assert len(links) > 60
    for address, text in links:
        assert f'<p class="fig">{text}</p>' in site.follow(address.replace("&amp;", "&")).main, address


def test_the_workbook_holds_the_same_values(site: Site, tmp_path: Path) -> None:
    made = provincial(site.world.province, DAY, now=now())
    response = site.client.get("/bieu/tai-ve/", {"on": DAY.isoformat()})
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Content-Disposition"] == 'attachment; filename="bieu-thong-ke-SX-2022-11-30.xlsx"'
    (tmp_path / "bieu.xlsx").write_bytes(response.content)
    rows = CalamineWorkbook.from_path(tmp_path / "bieu.xlsx").get_sheet_by_index(0).to_python()
    total = next(row for row in rows if row[1] == "Tổng số")
    assert total[2] == float(made.total.figures[0].numerator or 0)
    assert len(total) == len(made.columns) + 2


def test_the_name_of_the_file_says_the_code_of_the_unit_whatever_that_is(site: Site) -> None:
    decide(FoundUnit(on=date(2020, 1, 1), code='SX."Ấp/1', name="Chi bộ ấp Lạ", kind=BASE_CELL, parent=site.world.ben_man))
    named = site.get("return_workbook", unit=unit('SX."Ấp/1')).response["Content-Disposition"]
    assert named == "attachment; filename*=utf-8''bieu-thong-ke-SX.%22%E1%BA%A4p-1-2022-11-30.xlsx"


def test_a_unit_that_does_not_live_on_the_day_has_no_workbook(site: Site) -> None:
    page = site.get("return_workbook", unit=site.world.post_office)
    assert "Vào ngày này chưa có hoặc không còn tổ chức đảng này" in page.text


def test_a_child_unit_leads_to_its_own_return(site: Site) -> None:
    (address, *_) = site.get("return").links("Đảng bộ huyện Cầu Gỗ")
    assert "Đảng bộ xã An Bình" in site.follow(address).text
