"""Each layer holds alone: with the other one switched off nothing foreign is shown, with both off a great deal is."""

from __future__ import annotations

import pytest

from dangvu.access.connections import registrar
from dangvu.access.viewer import viewer_here
from dangvu.periods import clock
from dangvu.reports.queries import Roll, page
from tests.authz.offices import asked, session_of
from tests.world import DAY, World

UNITS = ("province", "cau_go", "ben_man", "an_binh", "hamlet_one", "hamlet_two", "school")


def shown(world: World, name: str, *, application: bool, database: bool) -> set[str]:
    """The file numbers that an office is shown when it asks for the roll of every unit, with either layer at work or not."""
    found: set[str] = set()
    with session_of(name):
        viewer = viewer_here(getattr(world, name), clock.today())
        for unit in (getattr(world, each) for each in UNITS):
            if application and not viewer.sees(unit):
                continue
            if database:
                found |= _roll(unit)
            else:
                with registrar():
                    found |= _roll(unit)
    return found


def _roll(unit: int) -> set[str]:
    return {member.record_no for member in page(Roll(unit, DAY), limit=100)}


EVERYBODY = {"001", "002", "003", "004", "006", "007", "008"}
OWN: dict[str, set[str]] = {"secretary": {"001", "006"}, "commune": {"001", "002", "003", "004", "006"}, "closed": set()}


@pytest.mark.parametrize("name", OWN)
def test_the_database_alone_shows_nothing_foreign(web: World, name: str) -> None:
    assert shown(web, name, application=False, database=True) == OWN[name]


@pytest.mark.parametrize("name", OWN)
def test_the_application_alone_shows_nothing_foreign(web: World, name: str) -> None:
    assert shown(web, name, application=True, database=False) == OWN[name]


@pytest.mark.parametrize("name", OWN)
def test_both_show_all_that_is_ones_own(web: World, name: str) -> None:
    assert shown(web, name, application=True, database=True) == OWN[name]


@pytest.mark.parametrize("name", OWN)
def test_with_both_switched_off_the_foreign_is_shown(web: World, name: str) -> None:
    """Control: there is something to hide, and the switches are the two layers."""
    assert shown(web, name, application=False, database=False) == EVERYBODY


def test_counts_obey_the_database_too(web: World) -> None:
    with session_of("commune"):
        assert asked("SELECT count(*) FROM member_span s JOIN unit_leaf t ON t.unit = s.cell AND t.ancestor = %s", [web.ben_man]) == [(0,)]
