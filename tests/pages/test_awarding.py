"""The badges of a round are proposed from its list by one person and given by the word of another."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from dangvu.access.officer import Officer
from dangvu.badges.queries import badges_of
from dangvu.badges.rules import DUE
from dangvu.members.commands import EndMembership
from dangvu.periods.clock import today
from dangvu.proposals.models import Proposal
from dangvu.proposals.queries import waiting_for
from dangvu.readings.models import Reading
from tests.pages.site import Page, Site, reader
from tests.pages.test_levels import second
from tests.world import charged, decide, newcomer


@pytest.fixture
def veterans(site: Site) -> tuple[int, int]:
    """Two members of An Bình who have thirty years at the next round, or had them long before."""
    return veteran("700", "Lê Văn X", site.world.hamlet_one), veteran("701", "Lê Văn Y", site.world.hamlet_one)


def veteran(record_no: str, name: str, cell: int) -> int:
    """A member whose thirty years were full last year."""
    began = date(today().year - 31, 1, 1)
    number: int = decide(newcomer(record_no, name, began, cell, official=began.replace(year=began.year + 1))).payload["given"][0]
    return number


def asked(site: Site) -> Page:
    """The form about those whose years were full before."""
    return site.get("propose_badges", on=None, show="late")


def offered(page: Page) -> list[str]:
    """Everybody on the list by the number in addresses."""
    return re.findall(r'name="left" value="([^"]*)"', page.main)


def marked(page: Page) -> list[str]:
    """Who is left out by the form as it came back."""
    return re.findall(r'name="left" value="([^"]*)"[^>]*checked', page.main)


def posted(site: Site, page: Page, unit: int | None = None, **sent: object) -> Page:
    hidden = dict(re.findall(r'<input type="hidden" name="(read|key|seen)" value="([^"]*)"', page.main))
    day = {"on_ngay": "03", "on_thang": "02", "on_nam": str(today().year)}
    response = site.client.post(
        f"{reverse('propose_badges')}?show=late{f'&unit={site.unit(unit)}' if unit else ''}",
        {**hidden, **day, "document": "40-TTr/BTC", **sent},
    )
    return Page(response.status_code, response.content.decode() if response.status_code != 302 else "", response)


def test_a_list_is_proposed_by_one_and_given_by_another(site: Site, veterans: tuple[int, int]) -> None:
    page = asked(site)
    assert "Lê Văn X" in page.text and "Lê Văn Y" in page.text
    done = posted(site, page, left=[one for one in offered(page) if one != str(site.person(veterans[0]))])
    assert done.status == 302
    told = site.follow(done.response["Location"]).text
    assert "Lê Văn X" in told and "Huy hiệu 30 năm" in told and "Lê Văn Y" not in told
    assert badges_of(veterans[0]) == []
    second(done.response["Location"])
    assert [(one.grade, one.awarded, one.manner) for one in badges_of(veterans[0])] == [(30, date(today().year, 2, 3), DUE)]
    assert badges_of(veterans[1]) == []
    assert "Lê Văn X" not in asked(site).text


def test_the_list_is_that_which_was_shown(site: Site, veterans: tuple[int, int]) -> None:
    page = asked(site)
    veteran("709", "Lê Văn Z", site.world.hamlet_two)
    again = posted(site, page)
    assert (again.status, "Danh sách vừa thay đổi" in again.text, "Lê Văn Z" in again.text, Proposal.objects.count()) == (
        409,
        True,
        True,
        0,
    )
    assert posted(site, again).status == 302


def test_two_of_one_name_are_told_apart(site: Site, veterans: tuple[int, int]) -> None:
    veteran("709", "Lê Văn X", site.world.hamlet_two)
    told = site.follow(posted(site, asked(site)).response["Location"]).text
    born = f"01/01/{today().year - 61}"
    assert f"Lê Văn X ({born}), Chi bộ ấp Một" in told and f"Lê Văn X ({born}), Chi bộ ấp Hai" in told


def test_who_was_left_out_is_left_out_still_when_the_list_has_changed(site: Site, veterans: tuple[int, int]) -> None:
    page, x = asked(site), str(site.person(veterans[0]))
    veteran("709", "Lê Văn Z", site.world.hamlet_two)
    again = posted(site, page, left=[x])
    assert (again.status, marked(again)) == (409, [x])
    decide(EndMembership(on=today(), person=veterans[0], kind="struck_off"))
    gone = posted(site, again, left=[x, str(site.person(veterans[1]))])
    assert (gone.status, marked(gone)) == (409, [str(site.person(veterans[1]))])


def test_what_is_missing_or_wrong_is_said(site: Site, veterans: tuple[int, int]) -> None:
    page = asked(site)
    bare = posted(site, page, document="")
    assert (bare.status, "Ghi văn bản làm căn cứ" in bare.text) == (422, True)
    early = posted(site, page, on_nam=str(today().year - 5))
    assert early.status == 422 and "Lê Văn X" in early.text and Proposal.objects.count() == 0
    nobody = posted(site, page, left=offered(page))
    assert (nobody.status, "Danh sách chưa có ai" in nobody.text) == (422, True)


def test_only_the_whole_register_gives_badges(site: Site, veterans: tuple[int, int]) -> None:
    """A commune has no page for it, and nothing to approve, though the list is its own."""
    an_binh = site.world.an_binh
    done = posted(site, site.get("propose_badges", unit=an_binh, on=None, show="late"), an_binh)
    assert done.status == 302
    commune = Site(reader("xa-an-binh"), site.world)
    assert commune.get("propose_badges", unit=site.world.an_binh, on=None).status == 404
    viewer = Officer(site.world.commune, "xa-an-binh").viewer()
    assert waiting_for(viewer) == []
    assert "Ghi tặng" not in commune.get("badges", on=None, show="late").text
    assert "Ghi tặng" in site.get("badges", on=None, show="late").text
    decide(charged("xa-an-binh", "province_approver"))
    assert len(waiting_for(Officer(site.world.commune, "xa-an-binh").viewer())) == 1


def test_everybody_shown_is_noted(site: Site, veterans: tuple[int, int]) -> None:
    page = asked(site)
    assert set(veterans) <= set(Reading.objects.latest("id").persons)
    done = posted(site, page)
    before = Reading.objects.count()
    site.follow(done.response["Location"])
    assert set(veterans) <= {one for reading in Reading.objects.order_by("id")[before:] for one in reading.persons}


def test_only_today(site: Site) -> None:
    assert site.client.post(f"{reverse('propose_badges')}?on=2022-11-30", {}).status_code == 403
