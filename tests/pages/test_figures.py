"""A figure opened: its value, its parts, and exactly the records that it counts."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dangvu.members.kinds import NAMES
from dangvu.pages.words import DIVISIONS
from dangvu.reports.figures import BREAKDOWNS, CATALOGUE, figures, records
from dangvu.reports.queries import count_records, divisions_of
from dangvu.web.formats import number
from tests.pages.site import Page, Site
from tests.world import DAY, World, decide, newcomer

ALL = list(CATALOGUE.indicators)


def listed(page: Page) -> list[list[str]]:
    return page.rows("Danh sách chi tiết") if "Danh sách chi tiết</caption>" in page.html else []


def test_every_division_has_its_words() -> None:
    assert set(BREAKDOWNS) == set(DIVISIONS)


@pytest.mark.parametrize("code", ALL)
@pytest.mark.parametrize("name", ["province", "hamlet_one"])
def test_the_page_of_a_figure_lists_exactly_its_records(site: Site, code: str, name: str) -> None:
    unit = getattr(site.world, name)
    found = records(unit, code, DAY)
    page = site.get("figure", code, unit=unit)
    rows = listed(page)
    assert [row[0] for row in rows] == [record.label for record in found]
    if CATALOGUE.indicators[code].numerator.amount:
        assert [row[1] for row in rows] == [number(record.amount) for record in found]
    assert CATALOGUE.indicators[code].counts in page.text


@pytest.mark.parametrize("code", ALL)
def test_records_are_counted_without_being_listed(world: World, code: str) -> None:
    assert count_records(world.province, code, DAY, since=None, known=None) == len(records(world.province, code, DAY))


@pytest.mark.parametrize("code", ["members", "admissions", "exits", "attendance_rate", "mean_age", "units", "population"])
def test_groups_are_those_of_the_figures_and_open_their_records(site: Site, code: str) -> None:
    for by in divisions_of(code):
        answer = figures(site.world.province, DAY, codes=[code], by=by)
        page = site.get("figure", code, by=by)
        assert page.status == 200
        if not answer.groups[code]:
            assert "Không có gì để phân tích" in page.text
            continue
        shown = page.rows(f": {DIVISIONS[by]}")
        assert [row[0] for row in shown] == [NAMES.get(part.key, part.key) for part in answer.groups[code]]
        for part in answer.groups[code]:
            opened = site.get("figure", code, by=by, key=part.key)
            assert len(listed(opened)) == len(records(site.world.province, code, DAY, by=by, key=part.key))


def test_a_period_can_be_named(site: Site) -> None:
    assert len(listed(site.get("figure", "admissions"))) == 1
    assert len(listed(site.get("figure", "admissions", **{"from": "1990-01-01"}))) == 7
    assert "từ 01/01/1990 đến 30/11/2022" in site.get("figure", "admissions", **{"from": "1990-01-01"}).text


def test_people_and_units_lead_to_their_pages_and_places_to_none(site: Site) -> None:
    (address,) = site.get("figure", "women", unit=site.world.ben_man).links("Đỗ Hương Giang")
    assert "<h1>Đỗ Hương Giang</h1>" in site.follow(address).main
    (address,) = site.get("figure", "cells", unit=site.world.ben_man).links("Chi bộ Trường Trung học Bến Mận")
    assert "<h1>Chi bộ Trường Trung học Bến Mận</h1>" in site.follow(address).main
    assert site.get("figure", "population").links("Ấp Một") == []


@pytest.mark.parametrize("query", [{"by": "khong-co"}, {"by": "kind"}, {"from": "2022-13-01"}, {"from": "2030-01-01"}])
def test_what_a_figure_cannot_answer_is_refused_with_a_sentence(site: Site, query: dict[str, str]) -> None:
    page = site.get("figure", "members", **query)
    assert page.status == 400
    assert "Chọn" in page.text or "Viết dạng" in page.text or "hãy xem lại" in page.text


def test_a_group_that_does_not_exist_is_empty(site: Site) -> None:
    page = site.get("figure", "members", by="ethnicity", key="Không có")
    assert '<p class="fig">0</p>' in page.main
    assert "Không có dòng nào" in page.text


def test_a_long_list_has_pages(site: Site) -> None:
    for place in range(60):
        decide(newcomer(f"{100 + place}", f"Lê Văn {place}", date(2020, 1, 1), site.world.hamlet_one))
    first, second = (site.get("figure", "members", page=str(page)) for page in (1, 2))
    assert (len(listed(first)), len(listed(second))) == (50, 17)
    assert re.search(r"67 dòng", first.text)


def test_all_figures_stand_on_one_page(site: Site) -> None:
    rows = site.get("figures").rows("Tất cả chỉ tiêu")
    assert [row[0] for row in rows] == [one.name for one in CATALOGUE.indicators.values()]
    found = figures(site.world.province, DAY).figures
    values = {one.name: row[1] for one, row in zip(CATALOGUE.indicators.values(), rows, strict=True)}
    assert values["Đảng viên"] == number(found["members"].value)
    assert values["Số hộ"] == "–"
