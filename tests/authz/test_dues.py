"""Who is told what a member paid: the treasurer of the cell, by the database alone as well; everybody else paid or unpaid, and sums."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import DatabaseError

from dangvu.access.connections import registrar
from dangvu.access.entering import note
from dangvu.accounts.commands import account_named
from dangvu.dues.queries import amounts, keys_of, lines, sums
from dangvu.periods.clock import today
from tests.areas.dues.months import APRIL, MARCH, exemption, paid, rate
from tests.authz.offices import asked, by_the_owner, numbers, session_of
from tests.world import World, charged, decide

FORBIDDEN = "42501"
TREASURER, BESIDE = "t-treasurer", "t-beside"
ABOVE = ("secretary", "commune", "officer", BESIDE)
"""The secretary of the other cell, the commune, the whole register, and the treasurer of the other cell."""


@pytest.fixture
def dues(own_web: World) -> Iterator[World]:
    """Hamlet two has paid; its treasurer and that of hamlet one have sessions."""
    with registrar():
        for username, token, code in (("thu-quy", TREASURER, "SX.01.A.2"), ("thu-quy-khac", BESIDE, "SX.01.A.1")):
            account = account_named(username)
            decide(charged(username, "cell_treasurer", code))
            note(token, account)
        for person in (own_web.binh, own_web.an):
            decide(rate(own_web, person=person))
        decide(exemption(own_web, person=own_web.dung))
        paid(own_web)
        paid(own_web, (own_web.an, 150_000), (own_web.phuc, 120_000), cell=own_web.hamlet_one)
    yield own_web


def test_the_treasurer_is_told_the_amounts_of_the_own_cell(dues: World) -> None:
    with session_of(TREASURER):
        assert amounts(dues.hamlet_two, MARCH) == {dues.binh: 96_000, dues.cuc: 71_500, dues.dung: 38_000}
        assert amounts(dues.hamlet_one, MARCH) == {}
        assert keys_of([dues.binh, dues.an], today()) == {dues.binh: "pension"}


@pytest.mark.parametrize("who", ABOVE)
def test_nobody_else_is(dues: World, who: str) -> None:
    with session_of(who):
        assert amounts(dues.hamlet_two, MARCH) == {}
        assert keys_of([dues.binh], today()) == {}


@pytest.mark.parametrize("who", [TREASURER, *ABOVE])
@pytest.mark.parametrize("column", ["amount", "*"])
def test_the_column_is_closed_whatever_is_asked(dues: World, who: str, column: str) -> None:
    with pytest.raises(DatabaseError) as caught, session_of(who):
        asked(f"SELECT {column} FROM dues_payment")
    assert getattr(caught.value.__cause__, "sqlstate", "") == FORBIDDEN


def test_nor_by_the_sums_of_the_owner(dues: World) -> None:
    """The function behind reads the column with the rights of whoever calls it."""
    with pytest.raises(DatabaseError) as caught, session_of("officer"):
        asked("SELECT * FROM dues_sums(%s, %s::int[])", [MARCH, [dues.hamlet_two]])
    assert getattr(caught.value.__cause__, "sqlstate", "") == FORBIDDEN


def test_above_one_sees_who_has_paid(dues: World) -> None:
    with session_of("commune"):
        assert {line.person: line.state for line in lines(dues.hamlet_two, MARCH, APRIL)} == dict.fromkeys(
            (dues.binh, dues.cuc, dues.dung), "paid"
        )
    with session_of("secretary"):
        assert numbers("SELECT person_id FROM dues_payment") == {dues.an, dues.phuc, dues.binh}  # Bình was in the cell once


def test_above_one_sees_sums_of_three_and_more(dues: World) -> None:
    with session_of("commune"):
        assert [(one.unit, one.payers, one.amount, one.withheld) for one in sums(dues.an_binh, MARCH, today())] == [
            (dues.hamlet_one, 2, 0, 1), (dues.hamlet_two, 3, 205_500, 0),
        ]  # fmt: skip
    with session_of("secretary"):
        assert asked("SELECT cell FROM access.dues_sums(%s, %s::int[])", [MARCH, [dues.hamlet_one, dues.hamlet_two]]) == [
            (dues.hamlet_one,)
        ]
    with session_of("closed"):
        assert asked("SELECT * FROM access.dues_sums(%s, %s::int[])", [MARCH, [dues.hamlet_one, dues.hamlet_two]]) == []


def test_grounds_of_exemption_are_seen_with_the_person(dues: World) -> None:
    with session_of("commune"):
        assert asked("SELECT person_id, reason FROM dues_exemption") == [(dues.dung, "hardship")]
    with session_of("secretary"):
        assert asked("SELECT * FROM dues_exemption") == []


def test_the_chain_tells_the_web_no_amount(dues: World) -> None:
    with session_of("officer"):
        assert numbers("SELECT id FROM ledger_decision WHERE kind = 'dues.record_payments'")
    for statement in ("SELECT payload FROM ledger_decision", "SELECT value FROM ledger_personalvalue"):
        with pytest.raises(DatabaseError), session_of("officer"):
            asked(statement)
    assert {"[96000]"} <= {str(value) for (value,) in by_the_owner("SELECT value FROM ledger_personalvalue")}, "there is one to be hidden"
