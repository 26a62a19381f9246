"""The calendar of working days on a page: what is off and worked, and a change of it by the word of two people of the province."""

from __future__ import annotations

import re
from datetime import date

from django.urls import reverse

from dangvu.pages.words import CALENDAR
from dangvu.proposals.models import Proposal
from dangvu.rulebook.commands import SetCalendarDay
from dangvu.rulebook.kinds import KINDS
from dangvu.rulebook.queries import kind_of_day, special_days, working_days
from tests.pages.site import Page, Site, reader
from tests.pages.test_levels import second
from tests.world import decide

STORM = date(2027, 9, 15)


def sent(page: Page, **more: str) -> dict[str, str]:
    hidden = dict(re.findall(r'<input type="hidden" name="(read|key)" value="([^"]*)"', page.main))
    usual = {"on_ngay": "15", "on_thang": "09", "on_nam": "2027", "kind": "off", "name": "Nghỉ bão", "document": "12-TB/TU"}
    return {**hidden, **usual, **more}


def posted(site: Site, page: Page, **more: str) -> Page:
    response = site.client.post(reverse("working_days"), sent(page, **more))
    return Page(response.status_code, response.content.decode() if response.status_code != 302 else "", response)


def test_every_kind_has_its_word() -> None:
    assert set(CALENDAR) == set(KINDS)


def test_the_days_of_a_year_are_those_that_terms_are_counted_by(site: Site) -> None:
    """Every weekday that is off, and every day of a weekend that is worked, stands on the page of its year, and nothing else."""
    calendar = working_days()
    for year in (2022, 2026):
        told = {(one.day, one.kind) for one in special_days(year)}
        week = {(day, "off") for day in calendar.off if day.year == year} | {(day, "worked") for day in calendar.worked if day.year == year}
        assert told == week and told
    page = site.get("working_days", on=None, nam="2022")
    assert ["Thứ hai 05/12/2022", "Nghỉ", "Nghỉ sau bão"] in [row[:3] for row in page.rows("Ngày nghỉ, ngày làm bù")]
    assert any(row[3] == "Lịch chung của năm" for row in page.rows("Ngày nghỉ, ngày làm bù"))


def test_a_day_off_is_proposed_by_one_and_decided_by_another(site: Site) -> None:
    assert STORM in working_days()
    done = posted(site, site.get("working_days", on=None))
    assert done.status == 302
    told = site.follow(done.response["Location"]).text
    assert "Như lịch chung của năm Nghỉ" in told and "Nghỉ bão" in told and "15/09/2027" in told
    second(done.response["Location"])
    assert STORM not in working_days() and kind_of_day(STORM) == "off"
    assert "Nghỉ bão" in site.get("working_days", on=None, nam="2027").text


def test_of_several_days_all_are_told_and_those_that_change_are_counted(site: Site) -> None:
    decide(SetCalendarDay(on=STORM, kind="off", name="Nghỉ bão", document="12-TB/TU"))
    done = posted(site, site.get("working_days", on=None), last_ngay="17", last_thang="09", last_nam="2027")
    told = site.follow(done.response["Location"]).text
    assert "Nghỉ: 1 ngày, Như lịch chung của năm: 2 ngày" in told and "2 trong 3 ngày" in told
    second(done.response["Location"])
    assert "2 trong 3 ngày" in site.follow(done.response["Location"]).text


def test_what_is_missing_is_said_beside_its_field(site: Site) -> None:
    page = site.get("working_days", on=None)
    nameless = posted(site, page, name="")
    assert (nameless.status, "Hãy ghi tên ngày nghỉ" in nameless.text, Proposal.objects.count()) == (422, True, 0)
    long = posted(site, page, last_ngay="20", last_thang="12", last_nam="2027")
    assert (long.status, "nhiều nhất 31 ngày một lần" in long.text) == (422, True)
    assert posted(site, page, document="").status == 422


def test_the_province_changes_it_and_others_read_it(site: Site) -> None:
    commune = Site(reader("xa-an-binh"), site.world)
    page = commune.get("working_days", on=None)
    assert page.status == 200 and "Đổi lịch" not in page.text
    assert posted(commune, site.get("working_days", on=None)).status == 403
    assert commune.get("transfers", on=None).links("Lịch làm việc")
    assert site.client.post(f"{reverse('working_days')}?on=2022-11-30", {}).status_code == 403


def test_a_year_that_cannot_be_is_not_there(site: Site) -> None:
    assert [site.get("working_days", on=None, nam=text).status for text in ("1900", "xa", "20266", "2016")] == [404, 404, 404, 200]
    assert "Chưa có lịch nghỉ lễ của năm 2099" in site.get("working_days", on=None, nam="2099").text
    assert site.get("working_days", on=date(2015, 6, 1)).status == 200  # nothing asked for: the first year that there is
