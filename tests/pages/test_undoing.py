"""An act that was recorded wrongly is undone by the word of two people; while other decisions rest on it, they are listed instead."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from dangvu.access.queries import act as needed
from dangvu.access.viewer import INSPECT
from dangvu.commands.registry import kinds
from dangvu.members.commands import GivePost
from dangvu.members.queries import cell_of
from dangvu.organisation.queries import unit_on
from dangvu.proposals.models import Proposal
from dangvu.readings.models import Reading
from dangvu.reorganisation import acts
from dangvu.reorganisation.steps import Founded
from tests.areas.readings.inspectors import deferral, deferred
from tests.areas.reorganisation.country import DAY, Commune, commune
from tests.areas.reorganisation.test_reorganise import act
from tests.pages.site import Page, Site, reader
from tests.pages.test_levels import second
from tests.property.test_undo import held
from tests.world import CELL, charged, decide, unit


@pytest.fixture
def k(site: Site) -> Commune:
    """The commune K below the body of Cầu Gỗ."""
    return commune(site.world)


def sent(page: Page, document: str = "3-TB/VPTU") -> dict[str, str]:
    """The paper as the browser sends it, with what rides along."""
    return {**dict(re.findall(r'<input type="hidden" name="(read|key)" value="([^"]*)"', page.main)), "document": document}


def posted(site: Site, number: int, page: Page, document: str = "3-TB/VPTU") -> Page:
    response = site.client.post(reverse("propose_undoing", args=[number]), sent(page, document))
    return Page(response.status_code, response.content.decode() if response.status_code != 302 else "", response)


def of_the_tree() -> dict[str, list[object]]:
    """What is held of units and people: the second person is charged meanwhile."""
    return {table: list(rows) for table, rows in held().items() if not table.startswith("access_")}


def test_an_act_is_undone_by_the_word_of_two_people(site: Site, k: Commune) -> None:
    before = of_the_tree()
    merged = decide(act(acts.merge_cells([k.one], k.two)))
    entry = site.get("ledger_entry", merged.id, on=None)
    page = site.follow(entry.links("Hủy vì ghi nhầm")[0])
    rows = {row[0]: row[1:] for row in page.rows("Trước và sau")}
    assert rows["Chi bộ K1"] == ["–", "12", "hoạt động như trước"] and rows["Chi bộ K2"][:2] == ["19", "7"]
    assert "Ghi lại như trước Bí thư: Lê Văn K000" in page.text and "12 đảng viên đổi chi bộ" in page.text
    assert cell_of(k.ones[0], DAY) == k.two  # nothing of the rehearsal stays
    assert posted(site, merged.id, page, "").status == 422
    done = posted(site, merged.id, page)
    assert done.status == 302
    told = site.follow(done.response["Location"]).text
    assert "hủy vì ghi nhầm" in told and "Sáp nhập" in told
    second(done.response["Location"])
    assert of_the_tree() == before
    assert "Hủy vì ghi nhầm" not in site.get("ledger_entry", merged.id, on=None).text
    assert "đã được hủy" in site.get("propose_undoing", merged.id, on=None).text


def test_whoever_approves_sees_the_effect_and_who_is_named_is_noted(site: Site, k: Commune) -> None:
    merged = decide(act(acts.merge_cells([k.one], k.two)))
    done = posted(site, merged.id, site.get("propose_undoing", merged.id, on=None))
    other = Site(reader("ban-to-chuc"), site.world)
    before = Reading.objects.count()
    told = other.follow(done.response["Location"])
    assert "Ảnh hưởng nếu duyệt" in told.text and "Lê Văn K000" in told.text
    assert any(k.secretary in reading.persons for reading in Reading.objects.order_by("id")[before:])


def test_what_was_founded_is_held_no_longer(site: Site, k: Commune) -> None:
    split = decide(act(acts.split_cell(k.one, [(Founded("K.4", "Chi bộ K4", CELL, k.unit), k.ones[:4])])))
    page = site.get("propose_undoing", split.id, on=None)
    assert {row[0]: row[1:] for row in page.rows("Trước và sau")}["Chi bộ K4"] == ["4", "–", "không còn trong sổ"]
    second(posted(site, split.id, page).response["Location"])
    found = unit_on(unit("K.4"), DAY)
    assert found is None or not found.alive


def test_what_rests_on_an_act_is_listed_and_leads_to_its_entries(site: Site, k: Commune) -> None:
    split = decide(act(acts.split_cell(k.one, [(Founded("K.4", "Chi bộ K4", CELL, k.unit), k.ones[:4])])))
    post = decide(GivePost(on=DAY + timedelta(days=9), person=k.ones[0], title="Bí thư", unit=unit("K.4")))
    page = site.get("propose_undoing", split.id, on=None)
    assert "Chưa hủy được. Có 1 lần ghi sổ" in page.text and 'name="document"' not in page.main
    assert page.rows("Các lần ghi sổ dựa trên việc này")[0][1] == "Giao chức vụ"
    assert reverse("ledger_entry", args=[post.id]) in page.main
    refused = posted(site, split.id, page)
    assert (refused.status, Proposal.objects.count()) == (422, 0)


def test_what_the_inspection_office_decided_neither_hinders_an_undoing_nor_is_it_told(site: Site, k: Commune) -> None:
    merged = decide(act(acts.merge_cells([k.one], k.two)))
    number = deferred(deferral(site.world, person=k.ones[0])).id
    page = site.get("propose_undoing", merged.id, on=None)
    assert 'name="document"' in page.main and "Hoãn" not in page.text and reverse("ledger_entry", args=[number]) not in page.main
    assert site.get("ledger_entry", number, on=None).status == 404
    post = decide(GivePost(on=DAY + timedelta(days=9), person=k.ones[0], title="Bí thư", unit=k.two))
    listed = site.get("propose_undoing", merged.id, on=None).rows("Các lần ghi sổ dựa trên việc này")
    assert [row[1] for row in listed] == ["Giao chức vụ"], "control: what others decide about the person is listed"
    assert post.id > number


def test_nothing_else_is_for_the_inspection_office_alone(site: Site) -> None:
    """Whoever adds a kind of decision for it says whether the undoing of an act may tell of it."""
    assert [kind for kind in kinds() if (needed(kind) or ("",))[0] == INSPECT] == ["readings.defer"]


def test_only_acts_are_undone_here_and_only_by_whoever_holds_the_whole_register(site: Site, k: Commune) -> None:
    merged = decide(act(acts.merge_cells([k.one], k.two)))
    assert site.get("propose_undoing", merged.id, on=None).status == 200
    assert site.get("propose_undoing", merged.id - 1, on=None).status == 404
    assert site.get("propose_undoing", 10**9, on=None).status == 404
    decide(charged("xa-an-binh", "province_preparer", "SX"))
    assert Site(reader("xa-an-binh"), site.world).get("propose_undoing", merged.id, on=None).status == 404
    address = f"{reverse('propose_undoing', args=[merged.id])}?on=2022-11-30"
    assert site.client.post(address, {"document": "x"}).status_code == 403
