"""What somebody reads of a unit whose people are not theirs to list: rounded figures, no records, no filter that tells people apart."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from dangvu.accounts.commands import account_named
from tests.pages.site import Site, reader
from tests.world import charged, decide


@pytest.fixture
def stranger(site: Site) -> Site:
    """Somebody who works with the figures of the whole register and may list the people of one cell alone."""
    account_named("thong-ke")
    decide(charged("thong-ke", "statistician"))
    decide(charged("thong-ke", "cell_secretary", "SX.01.A.1"))
    return Site(reader("thong-ke"), site.world)


@pytest.fixture
def inspector(site: Site) -> Site:
    """Somebody who may list the people of the whole register, and not tell them apart."""
    account_named("kiem-tra")
    decide(charged("kiem-tra", "inspection"))
    return Site(reader("kiem-tra"), site.world)


def test_a_stranger_reads_stars_and_rounded_figures_without_links(stranger: Site) -> None:
    page = stranger.get("figures", unit=stranger.world.province)
    rows = {row[0]: row[1] for row in page.rows("Tất cả chỉ tiêu")}
    assert rows["Có tôn giáo"] == "* làm tròn"
    assert rows["Đảng viên"] == "7"
    assert "/so/religious/" not in page.main
    assert "không nêu để không ai bị nhận ra" in page.text


def test_who_may_list_the_people_reads_exact_figures_with_links(site: Site) -> None:
    page = site.get("figures", unit=site.world.province)
    assert {row[0]: row[1] for row in page.rows("Tất cả chỉ tiêu")}["Có tôn giáo"] == "2"
    assert "/so/religious/" in page.main
    assert "làm tròn" not in page.text


def test_exact_in_the_own_unit_and_rounded_in_the_one_above(stranger: Site) -> None:
    own = stranger.get("figure", "religious", unit=stranger.world.hamlet_one)
    above = stranger.get("figure", "religious", unit=stranger.world.province)
    assert "làm tròn" not in own.text
    assert "* làm tròn" in above.text
    assert "Danh sách chi tiết" not in above.text


@pytest.mark.parametrize("query", [{"by": "ethnicity", "key": "Khmer"}, {"by": "sex", "key": "Nữ"}])
def test_the_address_of_records_leads_nowhere_for_a_stranger(site: Site, stranger: Site, query: dict[str, str]) -> None:
    assert stranger.get("figure", "members", unit=site.world.province, **query).status == 404
    assert site.get("figure", "members", unit=site.world.province, **query).status == 200


def test_a_divided_figure_is_shown_to_a_stranger_without_its_records(stranger: Site) -> None:
    page = stranger.get("figure", "members", unit=stranger.world.province, by="ethnicity")
    assert page.status == 200
    assert {row[1] for row in page.rows("Dân tộc")} == {"* làm tròn"}
    assert "key=" not in page.main
    assert "Danh sách chi tiết" not in page.text


def test_without_the_right_nobody_is_told_apart_even_in_the_own_unit(inspector: Site) -> None:
    unit = inspector.world.province
    assert inspector.get("figure", "members", unit=unit, by="ethnicity", key="Khmer").status == 404
    assert inspector.get("figure", "members", unit=unit, by="sex", key="Nữ").status == 200
    assert "Danh sách không mở được" in inspector.get("figure", "religious", unit=unit).text
    assert inspector.get("members", unit=unit, sex="Nữ").status == 200
    for name in ("ethnicity", "religion"):
        assert inspector.get("members", unit=unit, **{name: "Khmer"}).status == 404, name
        assert inspector.client.post(f"{reverse('members')}?unit={inspector.unit(unit)}", {name: "Khmer"}).status_code == 404, name


def test_the_list_of_members_offers_and_shows_no_ethnicity_without_the_right(site: Site, inspector: Site) -> None:
    without = inspector.get("members", unit=site.world.province)
    with_right = site.get("members", unit=site.world.province)
    assert 'name="ethnicity"' in with_right.html and 'name="religion"' in with_right.html
    assert 'name="ethnicity"' not in without.html and 'name="religion"' not in without.html
    assert ">Khmer<" in with_right.main and ">Khmer<" not in without.main


def test_the_return_and_its_workbook_round_the_same_columns(stranger: Site) -> None:
    page = stranger.get("return", unit=stranger.world.province)
    assert "làm tròn" in page.text and "/so/" not in page.main
    assert "Cân đối" in page.text
    book = openpyxl.load_workbook(BytesIO(stranger.get("return_workbook", unit=stranger.world.province).response.content))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None]  # type: ignore[union-attr]
    assert "*" in cells and any(text.startswith("Khmer (làm tròn)") for text in cells)


def test_the_overview_of_a_stranger_tells_no_coverage(stranger: Site) -> None:
    page = stranger.get("overview", unit=stranger.world.province)
    assert page.status == 200
    assert "* làm tròn" in page.text or "0 làm tròn" in page.text


def test_a_report_is_not_drafted_for_a_stranger(site: Site, stranger: Site) -> None:
    address = {"since": "2022-01-01", "until": "2022-06-30"}
    assert stranger.get("report_draft", "txt", unit=site.world.province, **address).status == 404
    assert site.get("report_draft", "txt", unit=site.world.province, **address).status == 200
