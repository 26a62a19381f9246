"""Sắp xếp tổ chức in five steps, as a clerk goes through them, up to the second person who approves it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from html import unescape
from uuid import UUID

import pytest
from django.urls import reverse

from dangvu.access.officer import Officer
from dangvu.members.commands import TransferMember
from dangvu.members.queries import cell_of, holders
from dangvu.organisation.commands import ChangeUnit, FoundUnit
from dangvu.organisation.queries import unit_by_code
from dangvu.pages.arranging import choices
from dangvu.people.queries import persons_by_public_id
from dangvu.periods.clock import today
from dangvu.proposals.answering import approve as carry_out
from dangvu.proposals.models import Proposal
from dangvu.proposals.subjects import Stale
from dangvu.readings.models import Reading
from dangvu.reports.figures import figures
from tests.pages.site import Page, Site, reader, words_of
from tests.world import CELL, charged, decide, newcomer, unit

ON = today() + timedelta(days=30)
DAY = {"on_ngay": f"{ON.day:02}", "on_thang": f"{ON.month:02}", "on_nam": f"{ON.year:04}"}
Sent = dict[str, str | list[str]]


@pytest.fixture(autouse=True)
def peopled(site: Site) -> None:
    """Enough official members for a cell to be founded out of either hamlet."""
    for place in range(8):
        cell = (site.world.hamlet_one, site.world.hamlet_two)[place % 2]
        began = date(2010, 1, 1)
        decide(newcomer(f"{300 + place}", f"Lê Văn {'ABCDEFGH'[place]}", began, cell, official=date(2011, 1, 1)))


def fields(page: Page) -> Sent:
    """Every field that the browser would send again, without the buttons."""
    sent: Sent = {}
    for tag in re.findall(r"<input\b[^>]*>", page.main):
        name, value = (re.search(rf'\b{what}="([^"]*)"', tag) for what in ("name", "value"))
        kind = re.search(r'\btype="(\w+)"', tag)
        if name is None or name[1] == "csrfmiddlewaretoken" or (kind and kind[1] in {"checkbox", "radio"} and " checked" not in tag):
            continue
        before, text = sent.get(name[1]), unescape(value[1]) if value else ""
        sent[name[1]] = text if before is None else [*([before] if isinstance(before, str) else before), text]
    return sent


def press(site: Site, page: Page, step: int, filled: Mapping[str, str | list[str]] | None = None, *, unit: int | None = None) -> Page:
    """The next page after the fields were filled in and the button of a step was pressed."""
    address = reverse("arrange") + (f"?unit={site.unit(unit)}" if unit else "")
    response = site.client.post(address, {**fields(page), **(filled or {}), "step": str(step)})
    html = response.content.decode() if response.status_code != 302 else ""
    return Page(response.status_code, html, response)


def begin(site: Site, act: str, given: Mapping[str, str | list[str]], *, under: int | None = None) -> Page:
    """Up to the third step, or the fourth where there is nobody to choose."""
    decider = under or site.world.an_binh
    page = press(site, site.get("arrange", unit=decider, on=None), 2, {"act": act}, unit=decider)
    assert 'aria-current="step"><span>Đơn vị, ngày' in page.main
    return press(site, page, 3, {**DAY, **given}, unit=decider)


def propose(site: Site, page: Page, *, under: int | None = None) -> Page:
    """The effect has been seen; the paper is written and the act sent."""
    decider = under or site.world.an_binh
    paper = press(site, page, 5, unit=decider)
    assert 'name="document"' in paper.main
    return press(site, paper, 6, {"document": "12-TTr/ĐU"}, unit=decider)


def test_two_cells_become_a_new_one_by_the_word_of_two_people(site: Site) -> None:
    page = begin(site, "consolidate", {"units": ["SX.01.A.1", "SX.01.A.2"], "code": "SX.01.A.9", "name": "Chi bộ ấp Liên Hiệp"})
    assert "Bí thư Nguyễn Văn An, Chi bộ ấp Một" in page.text
    carried = re.findall(r'name="carried" value="([^"]*)"', page.main)
    effect = press(site, page, 4, {"carried": [unescape(carried[0])]}, unit=site.world.an_binh)
    rows = {row[0]: row[1:] for row in effect.rows("Trước và sau")}
    assert rows["Chi bộ ấp Một"] == ["6", "–", "kết thúc"]
    assert rows["Chi bộ ấp Liên Hiệp"] == ["–", "13", "thành lập"]
    assert "Cân đối" in effect.text and "Tiếp tục ở nơi mới Bí thư: Nguyễn Văn An" in effect.text
    assert unit_by_code("SX.01.A.9") is None  # nothing of the rehearsal stays
    sent = propose(site, effect)
    assert sent.status == 302
    told = site.follow(sent.response["Location"]).text
    assert "Việc sắp xếp – Hợp nhất" in told
    assert "Chi bộ ấp Một đang hoạt động kết thúc" in told
    assert "Kế thừa Chi bộ ấp Hai – Chi bộ ấp Liên Hiệp (SX.01.A.9)" in told
    approve(site, sent.response["Location"])
    new = unit("SX.01.A.9")
    assert figures(new, ON, codes=["members"]).figures["members"].value == 13
    assert [title for _person, title in holders(new, ON)] == ["Bí thư"]
    assert cell_of(site.world.an, ON) == new


def test_whoever_approves_sees_the_effect_and_everybody_named_is_noted(site: Site) -> None:
    page = begin(site, "members", {"unit": "SX.01.A.1", "into": "SX.01.A.2"})
    chosen = re.findall(r'name="persons" value="([^"]*)"', page.main)[:2]
    sent = propose(site, press(site, page, 4, {"persons": chosen}, unit=site.world.an_binh))
    other = Site(reader("xa-an-binh"), site.world)
    before = Reading.objects.count()
    told = other.follow(sent.response["Location"])
    assert "Ảnh hưởng nếu duyệt" in told.text
    assert {row[0]: row[1:3] for row in told.rows("Trước và sau")}["Chi bộ ấp Hai"] == ["7", "9"]
    fresh = Reading.objects.order_by("id")[before:]
    numbers = set(persons_by_public_id([UUID(one) for one in chosen]).values())
    assert numbers <= {person for reading in fresh for person in reading.persons}
    assert "Ảnh hưởng nếu duyệt" not in site.follow(sent.response["Location"]).text  # the proposer does not approve


def approve(site: Site, address: str) -> None:
    """Somebody else carries the proposal out."""
    proposal = Proposal.objects.latest("id")
    assert str(proposal.public_id) in address
    carry_out(proposal.public_id, Officer(site.world.commune, "xa-an-binh"), hash=bytes(proposal.hash))


@pytest.mark.parametrize("act", ["merge", "end", "dissolve"])
def test_a_cell_goes_on_in_another(site: Site, act: str) -> None:
    given: Sent = {"into": "SX.01.A.2", **({"units": ["SX.01.A.1"]} if act == "merge" else {"unit": "SX.01.A.1"})}
    page = press(site, begin(site, act, given), 4, unit=site.world.an_binh)
    rows = {row[0]: row[1:3] for row in page.rows("Trước và sau")}
    assert rows["Chi bộ ấp Một"] == ["6", "–"] and rows["Chi bộ ấp Hai"] == ["7", "13"]
    assert "Kết thúc Bí thư: Nguyễn Văn An" in page.text
    assert propose(site, page).status == 302


def test_some_members_go_to_another_cell(site: Site) -> None:
    page = begin(site, "members", {"unit": "SX.01.A.1", "into": "SX.01.A.2"})
    assert "Lê Văn A" in page.text
    listed = persons_by_public_id([UUID(one) for one in re.findall(r'name="persons" value="([^"]*)"', page.main)])
    assert set(listed.values()) <= set(Reading.objects.latest("id").persons)  # whoever is offered is shown
    chosen = re.findall(r'name="persons" value="([^"]*)"', page.main)[:2]
    effect = press(site, page, 4, {"persons": chosen}, unit=site.world.an_binh)
    rows = {row[0]: row[1:3] for row in effect.rows("Trước và sau")}
    assert (rows["Chi bộ ấp Một"], rows["Chi bộ ấp Hai"]) == (["6", "4"], ["7", "9"])
    told = site.follow(propose(site, effect).response["Location"]).text
    assert "Đảng viên của Chi bộ ấp Một" in told and "về Chi bộ ấp Hai" in told


def test_a_cell_is_split_and_nobody_is_guessed(site: Site) -> None:
    page = begin(site, "split", {"unit": "SX.01.A.1", "code": "SX.01.A.3", "name": "Chi bộ ấp Ba"})
    none = press(site, page, 4, unit=site.world.an_binh)
    assert (none.status, "Chọn ít nhất một" in none.text) == (422, True)  # else everybody would go
    too_few = press(site, page, 4, {"persons": re.findall(r'name="persons" value="([^"]*)"', page.main)[:1]}, unit=site.world.an_binh)
    assert "cần ít nhất 3" in too_few.text and "Tiếp tục" not in too_few.text
    people = re.findall(r'name="persons" value="([^"]*)"', page.main)
    effect = press(site, page, 4, {"persons": people[:3]}, unit=site.world.an_binh)
    rows = {row[0]: row[1:3] for row in effect.rows("Trước và sau")}
    assert rows["Chi bộ ấp Ba"] == ["–", "3"]
    assert propose(site, effect).status == 302


def test_a_subtree_moves_and_a_name_changes(site: Site) -> None:
    moved = begin(site, "move", {"unit": "SX.01.A", "into": "SX.02"}, under=site.world.province)
    assert "từ Đảng bộ huyện Cầu Gỗ về Đảng bộ huyện Bến Mận" in moved.text
    assert propose(site, moved, under=site.world.province).status == 302
    renamed = begin(site, "rename", {"unit": "SX.01.A.1", "name": "Chi bộ khóm Một"})
    assert "tên cũ: Chi bộ ấp Một" in renamed.text
    told = site.follow(propose(site, renamed).response["Location"]).text
    assert "Đổi tên, loại hình Chi bộ ấp Một Chi bộ khóm Một" in told


def test_a_cell_is_founded_with_people_of_others(site: Site) -> None:
    given: Sent = {"into": "SX.01.A", "code": "SX.01.A.7", "name": "Chi bộ Trạm y tế", "kind": CELL, "sector": "Đơn vị sự nghiệp",
                   "units": ["SX.01.A.1", "SX.01.A.2"]}  # fmt: skip
    page = begin(site, "found", given)
    people = re.findall(r'name="persons" value="([^"]*)"[^>]*>\s*([^<]*)', page.main)
    chosen = [key for key, text in people if "Lê Văn" in words_of(text)][:4]
    effect = press(site, page, 4, {"persons": chosen}, unit=site.world.an_binh)
    assert {row[0]: row[1:3] for row in effect.rows("Trước và sau")}["Chi bộ Trạm y tế"] == ["–", "4"]


def test_what_is_missing_is_said_and_what_was_written_is_kept(site: Site) -> None:
    empty = press(site, site.get("arrange", unit=site.world.an_binh, on=None), 2, unit=site.world.an_binh)
    assert (empty.status, "Chọn một loại việc" in empty.text) == (422, True)
    page = begin(site, "merge", {"into": "SX.01.A.2", "on_nam": "22"})
    assert page.status == 422
    assert "Ghi năm đủ bốn chữ số" in page.text and "Không để trống mục này" in page.text
    assert f'value="{ON.day:02}"' in page.main
    assert "quay" not in page.text
    one = begin(site, "consolidate", {"units": ["SX.01.A.1"], "code": "X", "name": "Y"})
    assert "Chọn từ hai tổ chức trở lên" in one.text


def test_one_can_go_back_without_losing_anything(site: Site) -> None:
    page = begin(site, "rename", {"unit": "SX.01.A.1", "name": "Chi bộ khóm Một"})
    back = press(site, page, 2, unit=site.world.an_binh)
    assert 'value="Chi bộ khóm Một"' in back.main
    assert '<option value="SX.01.A.1" selected>' in back.main
    assert "checked" in press(site, back, 1, unit=site.world.an_binh).main


def test_what_the_rules_forbid_is_told_before_it_is_proposed(site: Site) -> None:
    page = begin(site, "move", {"unit": "SX.01.A.1", "into": "SX.02"}, under=site.world.province)
    assert "không được trực thuộc" in page.text and "Tiếp tục" not in page.text


def test_an_act_rehearsed_before_the_unit_changed_is_shown_again(site: Site) -> None:
    effect = begin(site, "rename", {"unit": "SX.01.A.1", "name": "Chi bộ khóm Một"})
    paper = press(site, effect, 5, unit=site.world.an_binh)
    decide(FoundUnit(on=date(2022, 12, 1), code="SX.01.A.5", name="Chi bộ ấp Năm", kind=CELL, parent=site.world.an_binh))
    again = press(site, paper, 6, {"document": "12-TTr/ĐU"}, unit=site.world.an_binh)
    assert (again.status, "vừa có thay đổi" in again.text) == (409, True)
    assert propose(site, again).status == 302


def test_an_effect_is_that_of_one_version_also_of_the_people_in_the_cells(site: Site) -> None:
    """Somebody leaves a cell that is to be merged while its clerk looks at the effect, before the paper was opened."""
    effect = press(site, begin(site, "merge", {"units": ["SX.01.A.1"], "into": "SX.01.A.2"}), 4, unit=site.world.an_binh)
    decide(TransferMember(on=today(), person=site.world.phuc, cell=site.world.school))
    paper = press(site, effect, 5, unit=site.world.an_binh)
    again = press(site, paper, 6, {"document": "12-TTr/ĐU"}, unit=site.world.an_binh)
    assert (again.status, "vừa có thay đổi" in again.text, Proposal.objects.count()) == (409, True, 0)
    assert {row[0]: row[1:3] for row in again.rows("Trước và sau")}["Chi bộ ấp Một"] == ["5", "–"]
    assert propose(site, again).status == 302
    decide(TransferMember(on=today() + timedelta(days=1), person=site.world.phuc, cell=site.world.hamlet_two))
    with pytest.raises(Stale):
        approve(site, str(Proposal.objects.get().public_id))


def test_the_paper_is_not_written_before_the_effect_was_seen(site: Site) -> None:
    page = begin(site, "members", {"unit": "SX.01.A.1", "into": "SX.01.A.2"})
    chosen = re.findall(r'name="persons" value="([^"]*)"', page.main)[:1]
    for step in (5, 6):
        told = press(site, page, step, {"persons": chosen}, unit=site.world.an_binh)
        assert 'aria-current="step"><span>Ảnh hưởng' in told.main and 'name="document"' not in told.main


def test_only_today_can_be_arranged(site: Site) -> None:
    page = site.get("arrange", unit=site.world.an_binh)
    assert "disabled" in page.main
    address = f"{reverse('arrange')}?unit={site.unit(site.world.an_binh)}&on=2022-11-30"
    assert site.client.post(address, {"act": "move", "step": "2"}).status_code == 403


def test_whoever_may_not_propose_about_a_unit_finds_nothing_there(site: Site) -> None:
    """The commune proposes about its own part; a unit above it is not there."""
    other = Site(reader("xa-an-binh"), site.world)
    assert other.get("arrange", unit=site.world.an_binh, on=None).status == 200
    assert other.get("arrange", unit=site.world.cau_go, on=None).status == 404
    decide(charged("xa-an-binh", "statistician", "SX"))
    assert other.get("unit", unit=site.world.cau_go, on=None).status == 200  # counted, and nothing more
    assert other.get("arrange", unit=site.world.cau_go, on=None).status == 404


def test_a_link_may_name_the_act_and_the_unit(site: Site) -> None:
    first = site.get("arrange", unit=site.world.an_binh, on=None, act="merge", of="SX.01.A.1")
    assert re.search(r'value="merge"[^>]*checked', first.main)
    second = press(site, first, 2, unit=site.world.an_binh)
    assert re.search(r'name="units" value="SX.01.A.1"[^>]*checked', second.main)


def test_of_many_units_the_codes_are_written(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "FEW", 1)
    page = begin(site, "consolidate", {"units": "SX.01.A.1; SX.01.A.2", "code": "SX.01.A.9", "name": "Chi bộ ấp Liên Hiệp"})
    effect = press(site, page, 4, unit=site.world.an_binh)
    assert {row[0]: row[1:3] for row in effect.rows("Trước và sau")}["Chi bộ ấp Liên Hiệp"] == ["–", "13"]
    wrong = begin(site, "merge", {"units": "SX.01.A.1 KHÔNG.CÓ", "into": "KHÁC"})
    assert wrong.status == 422
    assert "mang mã “KHÔNG.CÓ”" in wrong.text and "mang mã “KHÁC”" in wrong.text


def test_a_body_ends_and_what_stood_below_it_comes_under_the_deciding_unit(site: Site) -> None:
    decide(FoundUnit(on=date(2020, 1, 1), code="SX.01.B", name="Đảng bộ xã Cầu Mới", kind="Đảng bộ cơ sở", parent=site.world.cau_go))
    decide(FoundUnit(on=date(2020, 1, 1), code="SX.01.B.1", name="Chi bộ ấp Chín", kind=CELL, parent=unit("SX.01.B")))
    page = begin(site, "merge", {"units": ["SX.01.B"], "into": "SX.01.A"}, under=site.world.cau_go)
    assert {row[0]: row[3] for row in page.rows("Trước và sau")}["Đảng bộ xã Cầu Mới"] == "kết thúc"
    told = site.follow(propose(site, page, under=site.world.cau_go).response["Location"]).text
    assert "Cấp trên của Chi bộ ấp Chín Đảng bộ xã Cầu Mới Đảng bộ xã An Bình" in told


def test_the_list_of_small_cells_leads_to_the_act(site: Site) -> None:
    for cell in (site.world.hamlet_one, site.world.hamlet_two):
        decide(ChangeUnit(on=date(2015, 1, 1), unit=cell, sector="Ấp, khóm"))
    page = site.get("small_cells", on=None)
    rows = {row[0]: row[1:] for row in page.rows("Chi bộ ít đảng viên")}
    assert rows["Chi bộ ấp Một"][:2] == ["6", "Đảng bộ xã An Bình"]
    assert rows["Chi bộ ấp Một"][3] == "Chi bộ ấp Hai (7) Soạn phương án : Chi bộ ấp Một"
    assert rows["Chi bộ Trường Trung học Bến Mận"][3] == "chưa ghi loại hình"
    assert "3 chi bộ, trong đó 2 chi bộ có chi bộ cùng loại hình" in page.text
    assert "Sắp xếp tổ chức" in site.follow(page.links("Soạn phương án : Chi bộ ấp Một")[0]).text
    assert "Soạn phương án" not in site.get("small_cells").text  # of another day
