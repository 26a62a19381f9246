"""Who is told what a member paid: the treasurer of the cell, by the database alone as well; everybody else paid or unpaid, and sums."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import DatabaseError

from dangvu.access.connections import registrar
from dangvu.accounts.commands import account_named
from dangvu.dues.queries import amounts, keys_of, lines
from dangvu.dues.sums import sums
from dangvu.members.commands import TransferMember
from dangvu.periods.clock import today
from tests.areas.dues.months import APRIL, FEBRUARY, MARCH, exemption, paid, rate, unpaid
from tests.authz.offices import asked, by_the_owner, numbers, open_session, session_of
from tests.world import World, charged, decide, person

FORBIDDEN = "42501"
TREASURER, BESIDE, COUNTING = "t-treasurer", "t-beside", "t-counting"
ABOVE = ("secretary", "commune", "officer", BESIDE, COUNTING)
"""The secretary of the other cell, the commune, the whole register, the treasurer of the other cell, and who counts in the commune."""


@pytest.fixture
def dues(own_web: World) -> Iterator[World]:
    """Hamlet two has paid; its treasurer and that of hamlet one have sessions."""
    with registrar():
        for username, token, code, file in (("thu-quy", TREASURER, "SX.01.A.2", "003"), ("thu-quy-khac", BESIDE, "SX.01.A.1", "006")):
            account = account_named(username)
            decide(charged(username, "cell_treasurer", code, holder=person(file)))
            open_session(token, account)
        open_session(COUNTING, account_named("thong-ke"))
        decide(charged("thong-ke", "statistician", "SX.01.A"))
        for one in (own_web.binh, own_web.an):
            decide(rate(own_web, person=one))
        decide(exemption(own_web, person=own_web.dung))
        paid(own_web)
        paid(own_web, (own_web.an, 150_000), (own_web.phuc, 120_000), cell=own_web.hamlet_one)
    yield own_web


def test_the_treasurer_is_told_the_amounts_of_the_own_cell(dues: World) -> None:
    with session_of(TREASURER):
        assert amounts(dues.hamlet_two, MARCH, today()) == {dues.binh: 96_000, dues.cuc: 71_500, dues.dung: 38_000}
        assert amounts(dues.hamlet_one, MARCH, today()) == {}
        assert keys_of([dues.binh, dues.an], today()) == {dues.binh: "pension"}


@pytest.mark.parametrize("who", ABOVE)
def test_nobody_else_is(dues: World, who: str) -> None:
    with session_of(who):
        assert amounts(dues.hamlet_two, MARCH, today()) == {}
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
        asked("SELECT * FROM dues_sums(%s, %s, %s::int[])", [MARCH, APRIL, [dues.hamlet_two]])
    assert getattr(caught.value.__cause__, "sqlstate", "") == FORBIDDEN


def test_that_nobody_paid_is_told_to_whoever_lists_the_people_and_not_to_whoever_counts(dues: World) -> None:
    with registrar():
        decide(unpaid(dues, month=FEBRUARY))
    told = {}
    for who in ("secretary", "commune", BESIDE, TREASURER, COUNTING):
        with session_of(who):
            told[who] = numbers("SELECT cell_id FROM dues_unpaid_month") == {dues.hamlet_one}
    assert told == {"secretary": True, "commune": True, BESIDE: True, TREASURER: False, COUNTING: False}


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
        assert asked("SELECT cell FROM access.dues_sums(%s, %s, %s::int[])", [MARCH, APRIL, [dues.hamlet_one, dues.hamlet_two]]) == [
            (dues.hamlet_one,)
        ]
    with session_of("closed"):
        assert asked("SELECT * FROM access.dues_sums(%s, %s, %s::int[])", [MARCH, APRIL, [dues.hamlet_one, dues.hamlet_two]]) == []


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


def test_who_only_counts_is_told_sums_and_nobody(dues: World) -> None:
    with session_of(COUNTING):
        assert [one.amount for one in sums(dues.hamlet_two, MARCH, today())] == [205_500]
        assert asked("SELECT person_id, month, paid_on FROM dues_payment") == []
        assert asked("SELECT person_id, reason FROM dues_exemption") == []
    with session_of("commune"):
        assert len(asked("SELECT person_id, month, paid_on FROM dues_payment")) == 5, "there are some to be hidden"


def test_a_treasurer_who_moved_away_is_told_no_more(dues: World) -> None:
    with registrar():
        decide(TransferMember(on=today(), person=dues.cuc, cell=dues.hamlet_one))
    with session_of(TREASURER):
        assert amounts(dues.hamlet_two, MARCH, today()) == {}
        assert keys_of([dues.binh], today()) == {}
