"""Whoever stands in an answer stands in the log: nobody is missing, on any page; and a log that takes nothing shows nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpRequest
from django.urls import reverse

from dangvu.pages.views import exports, figures, members, search, units
from dangvu.readings.models import Reading
from dangvu.readings.noting import note
from tests.pages.site import Site, reader
from tests.readings.completeness import Watched, people_of
from tests.readings.readers import refuse, unforgiving
from tests.world import DAY, World

ON = f"?on={DAY.isoformat()}"
STARTS = ("overview", "unit", "members", "figures", "return", "return_workbook", "search", "import", "report_check", "help")


@pytest.fixture
def watched(world: World) -> Watched:
    """The province's officer, watched."""
    return Watched(reader("quan-tri"), people_of(world))


def addresses() -> list[str]:
    drafts = [f"{reverse('report_draft', args=[kind])}{ON}&since=2022-01-01&until=2022-11-30" for kind in ("txt", "docx")]
    return [*(reverse(name) + ON for name in STARTS), *drafts]


@pytest.mark.slow
def test_nobody_whom_a_page_shows_is_missing_from_the_log(world: World, watched: Watched) -> None:
    watched.crawl(*addresses())
    assert watched.faults() == []
    assert watched.pages() >= {*STARTS, "member", "figure", "report_draft"}
    assert {kind for one in watched.answers for kind in one.kinds} == {"list", "file", "records"}
    assert frozenset().union(*(one.shown for one in watched.answers)) == watched.people.keys() - {world.em}, "everybody but the dead"


def test_nobody_whom_a_search_finds_is_missing_from_the_log(watched: Watched) -> None:
    found = watched.post(reverse("search") + ON, q="thi")
    assert found.shown and not found.missing and found.kinds == ("search",)
    filtered = watched.post(reverse("members") + ON, q="thi", sex="Nữ")
    assert filtered.shown and not filtered.missing and filtered.kinds == ("search",)
    nobody = watched.post(reverse("search") + ON, q="zzz")
    assert not nobody.shown and not nobody.noted


def test_nobody_who_is_taken_out_in_a_workbook_is_missing_from_the_log(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its control: without the note the same check misses everybody."""
    taken = watched.post(reverse("export_members") + ON, purpose="congress")
    assert len(taken.shown) == 7 and not taken.missing and taken.kinds == ("export",)
    monkeypatch.setattr(exports, "note", lambda *_said: None)
    assert len(watched.post(reverse("export_members") + ON, purpose="congress").missing) == 7


@pytest.mark.parametrize("kind", ["list", "file", "records", "search"])
def test_a_page_that_forgets_to_note_is_found(world: World, watched: Watched, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Control: with the notes of one kind left out the same check misses people."""

    def forgetful(request: HttpRequest, asked: str, *said: Any) -> None:
        if asked != kind:
            note(request, asked, *said)

    for module in (members, figures, search, units):
        monkeypatch.setattr(module, "note", forgetful)
    for name, args in (("unit", []), ("members", []), ("figure", ["women"]), ("member", [watched.people[world.an][0]])):
        watched.get(reverse(name, args=args) + ON)
    watched.get(reverse("unit") + ON, unit=str(Site(watched.client, world).unit(world.hamlet_one)))
    watched.post(reverse("search") + ON, q="thi")
    assert {kind for one in watched.answers for kind in one.kinds} == {"list", "file", "records", "search"} - {kind}
    assert watched.faults()


@pytest.mark.parametrize("page", ["members", "member", "search", "figure", "unit"])
def test_what_cannot_be_noted_is_not_shown(site: Site, page: str) -> None:
    people = people_of(site.world)
    args = {"member": [site.person(site.world.an)], "figure": ["members"]}.get(page, [])
    query = {"on": DAY.isoformat(), "unit": site.unit(site.world.hamlet_one)} | ({"q": site.search("an")} if page == "search" else {})
    watched = Watched(unforgiving(site.client), people)
    assert watched.get(reverse(page, args=args), **query).shown, "there is somebody to be kept back"
    refuse()
    answer = watched.get(reverse(page, args=args), **query)
    assert answer.status == 503
    assert not answer.shown and "87.000001" not in answer.body
    assert re.search(r"SC-[0-9A-F]{8}", answer.body) and "nhật ký xem hồ sơ" in answer.body
    assert Reading.objects.count() == 1


def test_pages_that_show_nobody_stay_open_when_the_log_refuses(site: Site) -> None:
    refuse()
    for name in ("overview", "return", "figures", "help"):
        assert site.get(name).status == 200


@pytest.fixture
def site(world: World) -> Site:
    """The site as the province's officer sees it."""
    return Site(reader("quan-tri"), world)
