"""A stay elsewhere is extended from the list or the file, by the word of two people."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from dangvu.periods.clock import today
from dangvu.periods.days import add_months
from dangvu.proposals.answering import approve
from dangvu.transfers.commands import BeginTemporaryStay
from dangvu.transfers.queries import temporary_stays
from tests.areas.proposals.offices import clerk, commune
from tests.pages.test_proposing import filled_in
from tests.pages.test_transfers import days, last, post, site_of
from tests.world import World, decide


def test_a_stay_is_extended_by_the_word_of_two_people(world: World) -> None:
    began = today() - timedelta(days=60)
    stay = BeginTemporaryStay(
        on=began, person=world.an, place="Đảng bộ Trường Đại học", reason="work", planned=add_months(began, 6), document="7-TB"
    )
    decide(stay)
    site = site_of(world, clerk())
    assert "Gia hạn" in site.get("member", site.person(world.an), on=None).text
    (address,) = site.get("transfers", on=None).links("Gia hạn")
    held = filled_in(site.follow(address))
    later = add_months(began, 9)
    too_long = post(site, address, {**held, **days("planned", add_months(began, 30)), "document": "8-TB"})
    assert (too_long.status, temporary_stays(world.an)[-1].planned) == (422, add_months(began, 6))
    done = post(site, address, {**held, **days("planned", later), "document": "8-TB"})
    assert done.status == 302, done.text
    told = site.follow(done.response["Location"]).text
    assert f"{add_months(began, 6):%d/%m/%Y} {later:%d/%m/%Y}" in told
    approve(last().public_id, commune(world))
    assert temporary_stays(world.an)[-1].planned == later


def test_nothing_is_extended_of_whoever_is_at_home(world: World) -> None:
    site = site_of(world, clerk())
    assert "Gia hạn" not in site.get("member", site.person(world.an), on=None).text
    address = reverse("propose_extension", args=[site.person(world.an)])
    refused = post(site, address, {**filled_in(site.follow(address)), **days("planned", today()), "document": "8-TB"})
    assert refused.status == 422
