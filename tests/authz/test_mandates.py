"""Who is told whose mandates there are: by the database alone, by the application alone, and by both."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from dangvu.access.commands import DelegateMandate
from dangvu.access.connections import registrar
from dangvu.access.kept import keeping_right, kept_below, own
from dangvu.access.queries import mandates
from dangvu.access.viewer import Viewer, viewer_here, viewer_of
from dangvu.accounts.commands import account_named
from dangvu.periods.clock import today
from dangvu.periods.days import add_months
from tests.areas.access.test_end_mandate import number_of
from tests.authz.offices import asked, numbers, session_of
from tests.world import World, charged, decide

HOLDERS = ("officer", "commune", "secretary")
KEPT: dict[str, set[str]] = {"officer": set(HOLDERS), "commune": {"commune", "secretary"}, "secretary": {"secretary"}, "closed": set()}
"""Whose mandates are told to whom, by the book."""


def all_of(world: World) -> dict[str, int]:
    """The mandates of the day by the names of their holders."""
    with registrar():
        return {name: number_of(getattr(world, name), today()) for name in HOLDERS}


@pytest.mark.parametrize("name", KEPT)
def test_the_database_tells_ones_own_and_those_below_ones_office(web: World, name: str) -> None:
    with session_of(name):
        told = numbers("SELECT access.mandates_kept()")
    assert {whose for whose, number in all_of(web).items() if number in told} == KEPT[name]


def test_a_forged_session_is_told_nothing(web: World) -> None:
    with session_of("a forged secret"):
        assert numbers("SELECT access.mandates_kept()") == set()


@pytest.mark.parametrize("name", KEPT)
def test_the_table_itself_is_closed(web: World, name: str) -> None:
    with pytest.raises(DatabaseError), session_of(name):
        asked("SELECT * FROM access_mandate")


@pytest.mark.parametrize(("name", "below"), [("commune", {"commune", "secretary"}), ("secretary", set()), ("closed", set())])
def test_the_application_alone_tells_no_more(web: World, name: str, below: set[str]) -> None:
    """Asked as the owner, without the database's own look; of every unit."""
    with registrar():
        viewer = viewer_of(getattr(web, name), today())
        units = [getattr(web, each) for each in ("province", "cau_go", "ben_man", "an_binh", "hamlet_one", "hamlet_two", "school")]
        told = set(kept_below(viewer, units, today(), is_top=True))
    assert {whose for whose, number in all_of(web).items() if number in told} == below


def test_the_database_holds_where_the_application_forgets(web: World) -> None:
    """Control: a viewer who claims everything is still told what the session keeps alone."""
    with registrar():
        everything = viewer_of(web.officer, today())
    assert everything.whole(keeping_right())
    claimed = Viewer(web.commune, "xa-an-binh", today(), everything.mandates)
    with session_of("commune"):
        below = kept_below(claimed, [], today(), is_top=True)
        mine = own(viewer_here(web.commune, today()), today())
    with registrar():
        assert any(one.unit is None for one in mandates(today()))
    assert below == [] and [one.username for one in mine] == ["xa-an-binh"]


def test_what_is_held_on_behalf_of_ones_own_is_told(own_web: World) -> None:
    with registrar():
        source, other = number_of(own_web.secretary, today()), account_named("thay-mat")
        made = decide(DelegateMandate(on=today(), until=add_months(today(), 1), mandate=source, account=other, document="02-TB/CB")).id
        beside = decide(charged("thay-mat", "cell_deputy", "SX.01.A.1")).id
    with session_of("secretary"):
        told = numbers("SELECT access.mandates_kept()")
        assert {one.number for one in own(viewer_here(own_web.secretary, today()), today())} == {source, made}
    assert made in told and beside not in told
