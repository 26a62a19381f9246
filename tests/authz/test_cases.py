"""A case about somebody is seen where the file lies now, by the database's own look, and nowhere else."""

from __future__ import annotations

import pytest

from dangvu.access.connections import registrar
from dangvu.access.entering import note
from dangvu.access.officer import Officer
from dangvu.accounts.commands import account_named
from dangvu.commands import Refused
from dangvu.exits.commands import DropCase
from tests.areas.exits.cases import IN_CELL, OPENED, appeal, decided, opened, vote
from tests.areas.proposals.offices import proposed, with_role
from tests.authz.offices import by_the_owner, numbers, session_of
from tests.world import World, charged, decide

TABLES = ("exits_case", "exits_casevote", "exits_appeal")


@pytest.fixture
def with_cases(own_web: World) -> World:
    """An was struck off and appealed; of Bình, who once was in An's cell, her present cell considers it."""
    with registrar():
        decide(appeal(own_web, decided(own_web)))
        number = opened(own_web, person=own_web.binh)
        decide(vote(own_web, number, "cell", on=IN_CELL, person=own_web.binh, unit=own_web.hamlet_two, entitled=1, present=1, in_favour=1))
    return own_web


def test_it_is_seen_where_the_file_lies_and_not_where_the_person_was_before(with_cases: World) -> None:
    seen = {}
    for name in ("officer", "commune", "secretary", "closed"):
        with session_of(name):
            seen[name] = {person for table in TABLES for person in numbers(f"SELECT person_id FROM {table}")}
    an, binh = with_cases.an, with_cases.binh
    assert seen == {"officer": {an, binh}, "commune": {an, binh}, "secretary": {an}, "closed": set()}
    assert all(by_the_owner(f"SELECT count(*) FROM {table}") != [(0,)] for table in TABLES)


def test_the_secretary_of_the_old_cell_still_lists_the_person(with_cases: World) -> None:
    """Else nothing would be hidden."""
    with session_of("secretary"):
        assert with_cases.binh in numbers("SELECT id FROM people_person")


OF_HER = "SELECT id FROM ledger_decision WHERE kind IN ('exits.open', 'exits.record_vote')"


def test_the_old_cell_reads_no_decision_about_the_case_either(with_cases: World) -> None:
    """The decisions about An, who is in the secretary's cell, are the control."""
    hers = {row for (row,) in by_the_owner(f"SELECT issue_id FROM exits_case WHERE person_id = {with_cases.binh}")}
    hers |= {row for (row,) in by_the_owner(f"SELECT opened_by_id FROM exits_casevote WHERE person_id = {with_cases.binh}")}
    with session_of("secretary"):
        assert not numbers(OF_HER) & hers and numbers(OF_HER)
        assert not numbers("SELECT decision FROM access_touched") & hers
    with session_of("commune"):
        assert numbers(OF_HER) >= hers


def test_whoever_counts_the_whole_register_sees_no_case(with_cases: World) -> None:
    with registrar():
        note("t-statistician", account_named("thong-ke"))
        decide(charged("thong-ke", "statistician", ""))
    with session_of("t-statistician"):
        assert [numbers(f"SELECT person_id FROM {table}") for table in TABLES] == [set()] * 3
        assert with_cases.an in numbers("SELECT id FROM people_person")


def test_nobody_proposes_about_the_own_case(world: World) -> None:
    """Also not as the secretary of the cell; another secretary may."""
    number = opened(world, person=world.phuc)
    drop = DropCase(on=OPENED, case=number, person=world.phuc, reason="ground_gone", document="06-NQ/CB")
    himself = with_role("phuc-bi-thu", "cell_secretary", "SX.01.A.1", holder=world.phuc)
    with pytest.raises(Refused) as refused:
        proposed(drop, himself)
    assert [one.code for one in refused.value.problems] == ["about_oneself"]
    assert proposed(drop, Officer(world.secretary, "bi-thu"))
