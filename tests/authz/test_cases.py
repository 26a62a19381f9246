"""A case about somebody is seen where the file lies now, by the database's own look, and nowhere else."""

from __future__ import annotations

import pytest

from dangvu.access.connections import registrar
from tests.areas.exits.cases import IN_CELL, appeal, decided, opened, vote
from tests.authz.offices import by_the_owner, numbers, session_of
from tests.world import World, decide

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
