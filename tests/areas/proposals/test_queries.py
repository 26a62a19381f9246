"""What waits for whom, and what one sees of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from django.db import connection

from dangvu.access.officer import Officer
from dangvu.access.viewer import Viewer, viewer_of
from dangvu.commands import Command
from dangvu.members.commands import TransferMember
from dangvu.organisation.commands import MoveUnit
from dangvu.periods.clock import now, today
from dangvu.proposals.answering import approve, confirm, give_back, withdraw
from dangvu.proposals.proposing import propose
from dangvu.proposals.queries import how_many_wait, proposal, proposed_by, returned_to, waiting_for
from dangvu.proposals.subjects import version
from tests.areas.proposals.offices import clerk, commune, correction, member, proposed, province, secretary, with_role
from tests.world import World, decide


def view(officer: Officer) -> Viewer:
    return viewer_of(officer.account, today())


def waits(officer: Officer) -> list[UUID]:
    return [asked.public_id for asked in waiting_for(view(officer))]


def test_it_waits_for_whoever_may_decide_and_not_for_the_proposer(world: World) -> None:
    public_id = proposed(correction(world.phuc, name="Võ Phước"), secretary(world))
    assert waits(commune(world)) == waits(province(world)) == [public_id]
    assert waits(secretary(world)) == waits(clerk()) == waits(with_role("xa-khac", "commune_approver", "SX.02")) == []
    assert [how_many_wait(view(officer)) for officer in (commune(world), secretary(world))] == [1, 0]


def test_a_members_own_waits_for_the_cell_then_for_the_office(world: World) -> None:
    public_id = proposed(correction(world.phuc, name="Võ Phước"), member(world))
    assert waits(secretary(world)) == waits(clerk()) == [public_id]
    confirm(public_id, secretary(world))
    assert waits(secretary(world)) == waits(clerk()) == []
    assert waits(commune(world)) == [public_id]
    approve(public_id, commune(world))
    assert waits(commune(world)) == []


def test_who_confirmed_is_not_asked_again(world: World) -> None:
    public_id = proposed(correction(world.phuc, name="Võ Phước"), member(world))
    confirm(public_id, commune(world))
    assert waits(commune(world)) == []
    assert waits(province(world)) == [public_id]


def test_it_waits_where_every_unit_lies(world: World) -> None:
    public_id = proposed(
        TransferMember(on=today(), person=world.phuc, cell=world.school, document="1"), with_role("tinh", "province_preparer", "")
    )
    assert waits(commune(world)) == []
    assert waits(province(world)) == [public_id]
    assert proposal(public_id, view(commune(world))) is None
    assert proposal(public_id, view(province(world))) is not None


def test_the_proposer_sees_where_it_lies_and_what_became_of_it(world: World) -> None:
    long_ago = now() - timedelta(days=30)
    officer = clerk()
    first = proposed(correction(world.cuc, name="Lê Cúc"), officer)
    withdraw(first, officer)
    second = proposed(correction(world.phuc, name="Võ Phước"), officer)
    assert [(one.public_id, one.lies) for one in proposed_by(view(officer), long_ago)] == [(second, "office"), (first, "")]
    assert [one.public_id for one in proposed_by(view(officer), now())] == [second]
    assert proposal(second, view(officer)) is not None


def test_what_came_back_waits_for_the_proposer_until_it_is_made_anew(world: World) -> None:
    officer = clerk()
    command: Command = correction(world.cuc, name="Lê Cúc")
    first = proposed(command, officer)
    give_back(first, commune(world), "Thiếu giấy tờ")
    assert [(one.public_id, one.end and one.end.reason) for one in returned_to(view(officer))] == [(first, "Thiếu giấy tờ")]
    assert how_many_wait(view(officer)) == 1
    propose(command, officer, key=uuid4(), read=version(command), replaces=first)
    assert (returned_to(view(officer)), how_many_wait(view(officer))) == ([], 0)


def test_the_database_and_the_application_cover_the_same(world: World) -> None:
    """The rule of the scope stands in both: of a unit that ended, and of one that moved."""
    decide(MoveUnit(on=today(), unit=world.an_binh, parent=world.ben_man))
    officers = [with_role(f"o-{code}", "commune_approver", code) for code in ("SX", "SX.01", "SX.02", "SX.01.A", "SX.01.A.1")]
    offices = (world.province, world.cau_go, world.ben_man, world.an_binh, world.hamlet_one)
    units = (*offices, world.hamlet_two, world.school, world.post_office)
    with connection.cursor() as cursor:
        for officer, office in zip(officers, offices, strict=True):
            for unit in units:
                cursor.execute("SELECT proposals_covers(%s, ARRAY[%s], access.today())", [office, unit])
                assert cursor.fetchone() == (view(officer).sees(unit, "approve"),), (office, unit)
