"""What is recorded late, or meanwhile, about members whose cell is absorbed: they follow it only as long as they are in it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.commands.rebuilding import rebuild
from dangvu.members.commands import EndMembership, GivePost, RestoreMember, TransferMember
from dangvu.members.queries import cell_of, posts, stays
from dangvu.periods.days import Span
from dangvu.reorganisation import acts
from dangvu.reorganisation.steps import Founded
from tests.areas.reorganisation.country import DAY, Commune, admitted, commune
from tests.areas.reorganisation.test_reorganise import act
from tests.property.comparison import assert_as_defined
from tests.world import CELL, World, decide, refusals, unit

EVE = DAY - timedelta(days=10)
NEXT = DAY + timedelta(days=90)


@pytest.fixture
def k(world: World) -> Commune:
    """The commune K, whose cell two was absorbed by cell one on the day."""
    found = commune(world)
    decide(act(acts.merge_cells([found.two], found.one)))
    return found


def way(person: int) -> list[tuple[int, date, str]]:
    """Cells, days and ends of a person's stays after the first."""
    return [(stay.cell, stay.span.since, stay.leaving) for stay in stays(person)]


def test_who_died_before_the_act_never_went_along(k: Commune) -> None:
    gone = k.twos[3]
    decide(EndMembership(on=EVE, person=gone, kind="dead"))
    assert [(stay.cell, stay.span.until, stay.leaving) for stay in stays(gone)] == [(k.two, EVE, "dead")]
    assert cell_of(gone, DAY) is None
    assert_as_defined()
    assert rebuild().empty


def test_also_over_several_acts_but_not_over_a_move_of_the_own(k: Commune) -> None:
    decide(act(acts.merge_cells([k.one], k.three), on=NEXT))
    gone, moved = k.twos[3], k.twos[4]
    decide(EndMembership(on=EVE, person=gone, kind="dead"))
    assert [stay.cell for stay in stays(gone)] == [k.two]
    decide(TransferMember(on=NEXT + timedelta(days=9), person=moved, cell=admitted_elsewhere(k)))
    assert refusals(EndMembership(on=EVE, person=moved, kind="dead")) == ["later_decision"]


def admitted_elsewhere(k: Commune) -> int:
    """A cell that nothing happens to."""
    return unit("SX.02.B") if k else 0


def test_who_was_moved_by_name_was_decided_about(k: Commune) -> None:
    """A split names persons: that decision is put right first."""
    decide(act(acts.split_cell(k.one, [(Founded("K.4", "Chi bộ K4", CELL, k.unit), k.ones[1:5])]), on=NEXT))
    assert refusals(EndMembership(on=DAY, person=k.ones[1], kind="dead")) == ["later_decision"]


def test_who_had_gone_elsewhere_before_the_act_stays_there(k: Commune) -> None:
    gone = k.twos[3]
    decide(GivePost(on=NEXT, person=gone, title="Ủy viên", unit=k.one))
    decide(TransferMember(on=EVE, person=gone, cell=k.three))
    assert way(gone)[1:] == [(k.three, EVE, "")]
    assert [held.span for held in posts(gone)] == []
    assert_as_defined()
    assert rebuild().empty


def test_who_had_gone_to_the_successor_before_the_act_is_there_since_then(k: Commune) -> None:
    early = k.twos[3]
    decide(GivePost(on=NEXT, person=early, title="Ủy viên", unit=k.one))
    decide(TransferMember(on=EVE, person=early, cell=k.one))
    assert way(early)[1:] == [(k.one, EVE, "")]
    assert [held.span for held in posts(early)] == [Span(NEXT, None)]


def test_who_came_before_the_act_goes_along(k: Commune) -> None:
    """Admitted, transferred or restored late, and where the successor is absorbed too."""
    decide(EndMembership(on=date(2020, 1, 1), person=k.threes[1], kind="left_on_request"))
    decide(act(acts.merge_cells([k.one], k.three), on=NEXT))
    new = admitted("K299", k.two, EVE, official=None)
    decide(TransferMember(on=EVE, person=k.threes[0], cell=k.two))
    decide(RestoreMember(on=EVE, person=k.threes[1], cell=k.two))
    followed = [(k.two, EVE, "transfer"), (k.one, DAY, "transfer"), (k.three, NEXT, "")]
    assert way(new) == followed
    assert way(k.threes[0])[1:] == followed
    assert way(k.threes[1])[1:] == followed
    assert [stay.entry for stay in stays(new)] == ["admitted", "transfer", "transfer"]
    assert_as_defined()
    assert rebuild().empty


def test_an_act_recorded_ahead_of_its_day_freezes_nothing(k: Commune) -> None:
    """Until its day members of the cell die, go and come as ever; one who goes to the successor is there at once."""
    decide(act(acts.merge_cells([k.three], k.one), on=NEXT))
    dead, gone, early = k.threes[:3]
    between = DAY + timedelta(days=30)
    decide(EndMembership(on=between, person=dead, kind="dead"))
    decide(TransferMember(on=between, person=gone, cell=unit("SX.02.B")))
    decide(TransferMember(on=between, person=early, cell=k.one))
    decide(TransferMember(on=between, person=k.ones[6], cell=k.three))
    assert (cell_of(dead, NEXT), cell_of(gone, NEXT), way(early)[1:]) == (None, unit("SX.02.B"), [(k.one, between, "")])
    assert way(k.ones[6])[1:] == [(k.three, between, "transfer"), (k.one, NEXT, "")]
    assert_as_defined()
    assert rebuild().empty


def test_into_a_cell_that_went_on_in_several_nobody_comes_late(k: Commune) -> None:
    """Nothing tells in which of them."""
    parts = [(Founded("K.3a", "Chi bộ K3a", CELL, k.three), k.threes[:3]), (Founded("K.3b", "Chi bộ K3b", CELL, k.three), [])]
    big = [decide(TransferMember(on=EVE, person=person, cell=k.three)) for person in k.ones[6:10]]
    assert len(big) == 4
    decide(act(acts.upgrade(k.three, "Đảng bộ bộ phận", parts, rest="K.3b"), on=NEXT))
    assert refusals(TransferMember(on=DAY, person=k.ones[3], cell=k.three)) == ["cell_has_members"]
    decide(EndMembership(on=DAY, person=k.threes[0], kind="dead"))
    assert [stay.cell for stay in stays(k.threes[0])] == [k.three]
