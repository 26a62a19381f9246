"""Proposals as the web's own role sees them: one's own, and what lies wholly in the own part; it writes none of it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from dangvu.access.connections import is_web, registrar
from dangvu.members.commands import TransferMember
from dangvu.periods.clock import today
from dangvu.proposals.answering import approve
from dangvu.proposals.models import Proposal
from tests.areas.proposals.offices import clerk, commune, correction, proposed, province, secretary
from tests.authz.offices import asked, session_of
from tests.world import World

TABLES = ("proposals_proposal", "proposals_proposedvalue", "proposals_answer")


def names(name: str) -> set[str]:
    """The names that the proposals which a session sees would give people."""
    with session_of(name):
        return {value for (value,) in asked("SELECT value FROM proposals_proposedvalue WHERE field = 'name'")}


def test_each_sees_the_own_part_and_the_own_proposals(own_web: World) -> None:
    with registrar():
        proposed(correction(own_web.phuc, name="A"), secretary(own_web))
        proposed(correction(own_web.cuc, name="B"), clerk())
        proposed(correction(own_web.giang, name="C"), province(own_web))
    assert names("officer") == {'"A"', '"B"', '"C"'}
    assert names("commune") == {'"A"', '"B"'}
    assert names("secretary") == {'"A"'}
    assert names("closed") == set()


def test_a_proposal_that_names_a_foreign_unit_shows_itself_to_its_proposer_and_above(own_web: World) -> None:
    with registrar():
        proposed(TransferMember(on=today(), person=own_web.phuc, cell=own_web.school, document="1-QĐ"), province(own_web))
    with session_of("commune"):
        assert Proposal.objects.count() == 0
    with session_of("officer"):
        assert Proposal.objects.count() == 1


@pytest.mark.parametrize("table", TABLES)
def test_the_web_writes_nothing_of_it(own_web: World, table: str) -> None:
    for statement in (f"INSERT INTO {table} (id) VALUES (1)", f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with session_of("officer"), pytest.raises(DatabaseError) as refused, transaction.atomic():
            asked(statement)
        assert getattr(refused.value.__cause__, "sqlstate", "") == "42501"


def test_who_came_over_the_web_proposes_and_approves_through_the_owner(own_web: World) -> None:
    with registrar():
        officer = clerk()
        command = correction(own_web.cuc, name="Lê Thị Cúc Hoa")
        public_id = proposed(command, officer)
    assert is_web()
    with session_of("commune"):
        assert approve(public_id, commune(own_web))
    assert is_web()
