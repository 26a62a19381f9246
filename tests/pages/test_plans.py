"""A plan for many units at once, handed in as a workbook: its faults cell by cell, its effect, and the second person who approves it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from dangvu.members.commands import TransferMember
from dangvu.members.queries import cell_of
from dangvu.organisation.commands import FoundUnit
from dangvu.organisation.queries import unit_by_code
from dangvu.periods.clock import today
from dangvu.proposals.models import Proposal
from dangvu.readings.models import Reading
from tests.areas.reorganisation.country import Commune, commune
from tests.exchange.planning import HEADINGS, written
from tests.pages.site import Page, Site, reader
from tests.pages.test_levels import second
from tests.world import COMMITTEE, PROVINCE, decide

ON = today() + timedelta(days=30)
DAY = {"on_ngay": f"{ON.day:02}", "on_thang": f"{ON.month:02}", "on_nam": f"{ON.year:04}"}
DAY_OF_OLD = date(2005, 1, 1)
Rows = Sequence[Sequence[object]]
PLAN: Rows = (
    (1, "Thành lập", "N", "Đảng bộ xã Mới", COMMITTEE, "SX.01", ""),
    (2, "Hợp nhất", "K", "", "", "", "N"),
    (3, "Hợp nhất", "M", "", "", "", "N"),
    (4, "Sáp nhập", "K.3", "", "", "", "K.1"),
    (5, "Đổi tên", "K.1", "Chi bộ ấp Kênh", "", "", ""),
)


@pytest.fixture
def site(site: Site, tmp_path: Path) -> Iterator[Site]:
    """Files wait in a folder of the test."""
    with override_settings(HOME=tmp_path / "home"):
        yield site


@pytest.fixture
def k(site: Site) -> Commune:
    """Two communes below the body of Cầu Gỗ."""
    commune(site.world, "M")
    return commune(site.world)


def posted(site: Site, address: str, sent: dict[str, object]) -> Page:
    """What is answered when a form is sent."""
    response = site.client.post(address, sent)
    return Page(response.status_code, response.content.decode() if response.status_code != 302 else "", response)


def hand_in(site: Site, path: Path, rows: Rows, *, under: int, headings: Sequence[str] = HEADINGS, **more: str) -> Page:
    """A plan of these rows is handed in."""
    content = written(path / "phuong-an.xlsx", rows, headings).read_bytes()
    address = f"{reverse('arrange_plan')}?unit={site.unit(under)}"
    return posted(site, address, {**DAY, "file": SimpleUploadedFile("Phương án xã.xlsx", content), **more})


def effect_of(site: Site, path: Path, rows: Rows, *, under: int, **more: str) -> tuple[str, Page]:
    """The address of the plan, and what it shows."""
    address = hand_in(site, path, rows, under=under, **more).response["Location"]
    return address, site.follow(address)


def sent(page: Page, document: str = "12-TTr/HU") -> dict[str, object]:
    """The paper as the browser sends it, with what rides along."""
    hidden = re.findall(r'<input type="hidden" name="(read|key)" value="([^"]*)"', page.main)
    return {**dict(hidden), "document": document}


def test_a_plan_is_seen_proposed_and_approved_by_another(site: Site, k: Commune, tmp_path: Path) -> None:
    cau_go = site.world.cau_go
    address, page = effect_of(site, tmp_path, PLAN, under=cau_go)
    rows = {row[0]: row[1:] for row in page.rows("Trước và sau")}
    assert rows["Đảng bộ xã Mới"] == ["–", "46", "thành lập"] and rows["Đảng bộ xã K"][1:] == ["–", "kết thúc"]
    assert "Cân đối" in page.text and "Thành lập 1 tổ chức Kết thúc 3 tổ chức" in page.text
    assert unit_by_code("N") is None  # nothing of the rehearsal stays
    done = posted(site, address, sent(page))
    assert done.status == 302
    told = site.follow(done.response["Location"]).text
    assert "Phương án" in told and "Đổi tên, loại hình Chi bộ K1 Chi bộ ấp Kênh" in told
    assert site.client.get(address).status_code == 404  # the file is gone
    second(done.response["Location"])
    assert cell_of(k.threes[0], ON) == k.one and unit_by_code("N") is not None


def test_a_form_that_is_sent_twice_leads_to_the_same_proposal(site: Site, k: Commune, tmp_path: Path) -> None:
    address, page = effect_of(site, tmp_path, PLAN, under=site.world.cau_go)
    form = sent(page)
    first, again = posted(site, address, form), posted(site, address, form)
    assert (first.status, again.status, Proposal.objects.count()) == (302, 302, 1)
    assert again.response["Location"] == first.response["Location"]
    assert posted(site, address, {**form, "key": str(uuid4())}).status == 404  # another form, whose file is gone
    assert posted(site, address, {**form, "key": "x"}).status == 404


def test_a_long_plan_is_shown_whole_and_its_page_says_why_no_effect_is_shown(site: Site, k: Commune, tmp_path: Path) -> None:
    rows = [(place, "Thành lập", f"N{place}", f"Đảng bộ xã {place}", COMMITTEE, "SX.01", "") for place in range(1, 206)]
    address, page = effect_of(site, tmp_path, rows, under=site.world.cau_go)
    made = posted(site, address, sent(page)).response["Location"]
    approver = Site(reader("ban-to-chuc"), site.world).follow(made)
    assert all(f"Đảng bộ xã {place} (N{place})" in approver.text for place in range(1, 206))
    assert "không tính ảnh hưởng" in approver.text and "Ảnh hưởng nếu duyệt" not in approver.text
    short = effect_of(site, tmp_path, rows[:2], under=site.world.cau_go)
    few = Site(reader("ban-to-chuc"), site.world).follow(posted(site, short[0], sent(short[1])).response["Location"])
    assert "không tính ảnh hưởng" not in few.text and "Ảnh hưởng nếu duyệt" in few.text


def test_each_fault_is_told_by_its_row_and_column(site: Site, k: Commune, tmp_path: Path) -> None:
    faulty = [
        (1, "Sáp nhập", "K.9", "", "", "", "K.1"), (2, "Sáp nhập", "K.2", "", "", "", "K.8"), (3, "Đổi tên", "K.1", "", "", "", ""),
        (4, "Chuyển giao", "K.1", "", "", "NƠI.NÀO", ""), (5, "Đổi tên", "K.1", "Chi bộ Một", "Chi bộ cơ sở", "", ""),
    ]  # fmt: skip
    page = hand_in(site, tmp_path, faulty, under=site.world.cau_go)
    assert (page.status, "Có 5 chỗ phải sửa" in page.text) == (422, True)
    assert [row[:2] for row in page.rows("Lỗi trong phương án")] == [
        ["Dòng 4", "Mã tổ chức"], ["Dòng 5", "Mã tổ chức kế thừa"], ["Dòng 6", "Tên mới"],
        ["Dòng 7", "Mã cấp trên mới"], ["Dòng 8", "Loại hình mới"],
    ]  # fmt: skip
    assert page.rows("Lỗi trong phương án")[1][2] == "Không có tổ chức mã K.8 trong sổ."
    unknown = hand_in(site, tmp_path, [(1, "Giải tán", "K.1"), (2, "Sáp nhập", "")], under=site.world.cau_go)
    assert [row[:2] for row in unknown.rows("Lỗi trong phương án")] == [["Dòng 4", "Việc"], ["Dòng 5", "Mã tổ chức"]]
    assert not list(waiting(tmp_path))


def waiting(path: Path) -> list[Path]:
    """What is kept of files that were handed in."""
    return list((path / "home" / "uploads").glob("*/*"))


def test_a_file_that_is_no_plan_is_refused_at_the_field(site: Site, tmp_path: Path) -> None:
    under = site.world.cau_go
    other = hand_in(site, tmp_path, [(1, "x")], under=under, headings=("STT", "Họ tên"))
    assert (other.status, "Không trang tính nào có dòng tiêu đề" in other.text) == (422, True)
    address = f"{reverse('arrange_plan')}?unit={site.unit(under)}"
    text = posted(site, address, {**DAY, "file": SimpleUploadedFile("a.xlsx", b"khong phai bang tinh")})
    assert (text.status, 'aria-invalid="true"' in text.main) == (422, True)
    none = posted(site, address, {**DAY})
    assert (none.status, "Chọn tệp Excel của phương án" in none.text) == (422, True)
    empty = hand_in(site, tmp_path, [], under=under)
    assert (empty.status, "chưa có dòng nào" in empty.text) == (422, True)
    assert not list(waiting(tmp_path))


def test_what_the_rules_forbid_stands_in_the_place_of_the_effect(site: Site, k: Commune, tmp_path: Path) -> None:
    page = effect_of(site, tmp_path, [(1, "Chuyển giao", "K.1", "", "", "SX.01", "")], under=site.world.cau_go)[1]
    assert "không được trực thuộc" in page.text and 'name="document"' not in page.main
    assert "Trình người khác duyệt" in effect_of(site, tmp_path, PLAN, under=site.world.cau_go)[1].text


def test_a_plan_is_that_of_one_version(site: Site, k: Commune, tmp_path: Path) -> None:
    address, page = effect_of(site, tmp_path, PLAN, under=site.world.cau_go)
    decide(TransferMember(on=today(), person=k.ones[1], cell=k.two))
    again = posted(site, address, sent(page))
    assert (again.status, "vừa có thay đổi" in again.text, Proposal.objects.count()) == (409, True, 0)
    assert 'value="12-TTr/HU"' in again.main
    assert posted(site, address, sent(again)).status == 302


def test_a_paper_is_needed_and_a_plan_can_be_dropped(site: Site, k: Commune, tmp_path: Path) -> None:
    address, page = effect_of(site, tmp_path, PLAN, under=site.world.cau_go)
    bare = posted(site, address, sent(page, ""))
    assert (bare.status, "Ghi văn bản làm căn cứ" in bare.text, Proposal.objects.count()) == (422, True, 0)
    assert posted(site, address, {"drop": "1"}).status == 302
    assert site.client.get(address).status_code == 404
    assert not list(waiting(tmp_path))


def test_a_plan_of_another_session_is_not_there(site: Site, k: Commune, tmp_path: Path) -> None:
    address = effect_of(site, tmp_path, PLAN, under=site.world.cau_go)[0]
    second = Site(reader("ban-to-chuc"), site.world)
    assert second.client.get(address).status_code == 404
    assert site.client.get(address).status_code == 200


def test_whoever_may_propose_about_a_part_finds_no_unit_beyond_it(site: Site, k: Commune, tmp_path: Path) -> None:
    """The commune proposes about its own part: other codes are told as those of nothing, and the unit above is not there."""
    own = Site(reader("xa-an-binh"), site.world)
    told = hand_in(own, tmp_path, [(1, "Đổi tên", "K.1", "X"), (2, "Đổi tên", "SX.01.A.1", "Chi bộ khóm Một")], under=site.world.an_binh)
    assert told.rows("Lỗi trong phương án") == [["Dòng 4", "Mã tổ chức", "Không có tổ chức mã K.1 trong phạm vi được giao."]]
    assert "Cấp quyết định" not in own.get("arrange_plan", unit=site.world.an_binh, on=None).text
    address, page = effect_of(own, tmp_path, [(1, "Đổi tên", "SX.01.A.1", "Chi bộ khóm Một")], under=site.world.an_binh)
    assert posted(own, address, sent(page)).status == 302
    assert own.get("arrange_plan", unit=site.world.cau_go, on=None).status == 404


def test_whoever_holds_the_whole_register_may_decide_above_the_roots(site: Site, k: Commune, tmp_path: Path) -> None:
    decide(FoundUnit(on=DAY_OF_OLD, code="SY", name="Đảng bộ tỉnh Sông Yên", kind=PROVINCE, parent=None))
    rows = [(1, "Chuyển giao", "SX.01", "", "", "SY", "")]
    below = effect_of(site, tmp_path, rows, under=site.world.province)[1]
    assert "Trình người khác duyệt" not in below.text
    address, page = effect_of(site, tmp_path, rows, under=site.world.province, decider="whole")
    assert "Trung ương quyết định" in page.text
    assert posted(site, address, sent(page)).status == 302
    assert Proposal.objects.get().kind == "reorganisation.reorganise"


def test_only_today_can_be_planned(site: Site, tmp_path: Path) -> None:
    assert "disabled" in site.get("arrange_plan", unit=site.world.cau_go).main
    address = f"{reverse('arrange_plan')}?unit={site.unit(site.world.cau_go)}&on=2022-11-30"
    assert site.client.post(address, {**DAY}).status_code == 403


def test_whoever_is_named_in_an_effect_is_noted(site: Site, k: Commune, tmp_path: Path) -> None:
    rows = [(1, "Sáp nhập", "K.1", "", "", "", "K.2")]
    address = hand_in(site, tmp_path, rows, under=site.world.cau_go).response["Location"]
    before = Reading.objects.count()
    assert "Bí thư: Lê Văn K000" in site.follow(address).text
    assert any(k.secretary in reading.persons for reading in Reading.objects.order_by("id")[before:])


def test_the_wizard_leads_to_it_and_the_page_says_what_a_file_needs(site: Site) -> None:
    first = site.get("arrange", unit=site.world.cau_go, on=None)
    page = site.follow(first.links("Tải phương án từ Excel")[0])
    rows = {row[0]: row[1:] for row in page.rows("Các cột theo từng việc")}
    assert rows["Chuyển giao"] == ["Mã cấp trên mới", "Tên mới, Ngành"]
