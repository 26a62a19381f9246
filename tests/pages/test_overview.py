"""The overview says what the figures say, and every number leads to as many records."""

from __future__ import annotations

import re

import pytest

from dangvu.pages.views.overview import BY_CHILD, GAPS
from dangvu.reports.figures import figures
from dangvu.reports.provincial import MOVEMENTS
from dangvu.web.formats import number, percent
from tests.pages.site import Page, Site
from tests.world import DAY

UNITS = ["province", "cau_go", "ben_man", "an_binh", "hamlet_one", "hamlet_two", "school"]


def written(code: str, value: object) -> str:
    rate = {"attendance_rate": 1, "coverage_rate": 2}
    return percent(value, rate[code]) if code in rate else number(value)  # type: ignore[arg-type]


def counted(page: Page) -> int:
    """How many records the page of a figure lists, and that it says so."""
    found = re.search(r"Dòng [\d.]+–[\d.]+ trên ([\d.]+)", page.text)
    return int(found[1].replace(".", "")) if found else 0


@pytest.mark.parametrize("name", UNITS)
def test_the_numbers_equal_the_figures(site: Site, name: str) -> None:
    unit = getattr(site.world, name)
    found = figures(unit, DAY).figures
    page = site.get("overview", unit=unit)
    movements = page.rows("Biến động trong kỳ")
    assert [row[1] for row in movements] == [number(found[code].value) for code in MOVEMENTS]  # type: ignore[arg-type]
    if name in UNITS[:4]:
        assert [row[1] for row in page.rows("Độ phủ ở ấp")] == [written(code, found[code].value) for code in GAPS]
    for code in ("members", "women", "probationary", "attendance_rate"):
        assert f">{written(code, found[code].value)}<" in page.main


@pytest.mark.parametrize("name", UNITS[:4])
def test_each_child_unit_has_its_own_figures_and_the_total_closes_the_table(site: Site, name: str) -> None:
    unit = getattr(site.world, name)
    rows = site.get("overview", unit=unit).rows("Số liệu theo đơn vị trực thuộc")
    answer = figures(unit, DAY, codes=BY_CHILD, child=True)
    expected = {code: {part.key: part.figure for part in answer.groups[code]} for code in BY_CHILD}
    children = sorted(key for key in expected["members"] if key != answer.unit)
    assert [row[1:] for row in rows[:-1]] == [[written(code, expected[code][key].value) for code in BY_CHILD] for key in children]
    assert rows[-1] == ["Toàn đơn vị", *(written(code, answer.figures[code].value) for code in BY_CHILD)]


@pytest.mark.parametrize("name", ["province", "an_binh", "hamlet_two"])
def test_every_number_opens_as_many_records_as_it_says(site: Site, name: str) -> None:
    page = site.get("overview", unit=getattr(site.world, name))
    links = re.findall(r'<a class="src[^"]*" href="([^"]*)">([^<]*)</a>', page.main)
    assert len(links) > 5
    for address, text in links:
        opened = site.follow(address.replace("&amp;", "&"))
        assert opened.status == 200
        assert f'<p class="fig">{text}</p>' in opened.main
        if text.isdigit():
            assert counted(opened) == int(text)


def test_what_hangs_on_the_unit_itself_opens_too(site: Site) -> None:
    page = site.get("figure", "units", child=site.unit(site.world.province))
    assert page.text.count("Đảng bộ tỉnh Sông Xanh") >= 1
    assert counted(page) == 1


def test_the_year_is_balanced_and_says_so(site: Site) -> None:
    assert "Cân đối" in site.get("overview").text
