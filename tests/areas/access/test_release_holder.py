"""A person was said to sign in with the wrong account: the tie is undone, and the right one can be made."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dangvu.access.commands import EndMandate, GrantMandate, ReleaseHolder
from dangvu.access.models import Holder
from dangvu.access.queries import account_of, person_of
from tests.areas.access.offices import charges
from tests.world import World, charged, decide, refusals

DAY = date(2026, 2, 1)


def release(account: int, **differing: Any) -> ReleaseHolder:
    return ReleaseHolder(**{"on": DAY, "account": account, "document": "09-QĐ/TU", **differing})


def test_the_account_is_nobodys_and_keeps_its_office(world: World) -> None:
    offices = charges(world.secretary, DAY)
    decision = decide(release(world.secretary))
    assert person_of(world.secretary) is None and account_of(world.an) is None
    assert charges(world.secretary, DAY) == offices
    row = Holder.objects.get(account_id=world.secretary)
    assert (row.closed_by_id, row.person_id) == (decision.id, world.an), "that it was tied once is still known"


def test_the_right_person_is_tied_afterwards_and_the_file_to_another_account(world: World) -> None:
    assert refusals(charged("bi-thu", "inspection", "SX.01", holder=world.binh)) == ["other_person"]
    decide(release(world.secretary))
    decide(charged("bi-thu", "inspection", "SX.01", holder=world.binh))
    decide(charged("xa-an-binh", "inspection", "SX.01", holder=world.an))
    assert (person_of(world.secretary), person_of(world.commune)) == (world.binh, world.an)


def test_it_wants_a_document_and_somebody_who_is_tied(world: World) -> None:
    assert refusals(release(world.secretary, document="")) == ["missing_document"]
    assert refusals(release(world.commune)) == ["nobody_signs_in"]
    decide(release(world.secretary))
    assert refusals(release(world.secretary)) == ["nobody_signs_in"]


def test_what_rests_on_who_it_is_ends_first(world: World) -> None:
    """Also where it begins later: it would begin for nobody."""
    for role, unit in (("cell_treasurer", world.hamlet_one), ("member", None)):
        given = decide(GrantMandate(on=DAY + timedelta(days=9), account=world.secretary, role=role, unit=unit, document="10-QĐ/TU"))
        assert refusals(release(world.secretary)) == ["rests_on_the_person"]
        decide(EndMandate(on=DAY + timedelta(days=9), mandate=given.id))
    decide(release(world.secretary))
    assert person_of(world.secretary) is None
