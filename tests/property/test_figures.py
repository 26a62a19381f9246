"""Figures asked of the program and figures counted from the decisions, one person and one day at a time, are the same figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import connection, transaction

from dangvu.commands import Refused
from dangvu.reports.figures import figures
from tests.databases import Database
from tests.property import oracle
from tests.property.comparison import CODES
from tests.property.decisions import DAYS, PROPOSALS, propose
from tests.property.oracle import State, Told, read_ledger, told_again
from tests.world import decide

QUADRUPLES = 10_000
AT_ONCE = 10
"""So many figures are asked of one unit, day and instant before the next are drawn."""


@pytest.fixture(scope="module")
def history(small_province: Database) -> Iterator[list[Told]]:
    """Three hundred attempted decisions by one seed."""
    draw = Random(2022)
    with transaction.atomic():
        state = told_again(read_ledger())
        for _ in range(300):
            try:
                decision = decide(propose(draw.choice(sorted(PROPOSALS)), state, draw.choice))
            except Refused:
                continue
            state.take(read_ledger(after=decision.id - 1)[0])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield read_ledger()
        transaction.set_rollback(True)


def _instants(history: list[Told], draw: Random) -> Iterator[datetime | None]:
    """Now, the instant of some decision, or the last moment before it."""
    while True:
        recorded = draw.choice(history).recorded
        yield draw.choice((None, recorded, recorded - timedelta(microseconds=1)))


def _differences(history: list[Told], quadruples: int) -> list[tuple[object, ...]]:
    draw = Random(28)
    final, different = told_again(history), []
    for _, known in zip(range(quadruples // AT_ONCE), _instants(history, draw), strict=False):
        unit, codes = draw.choice(sorted(final.units)), draw.sample(CODES, AT_ONCE)
        since, on = sorted((draw.choice(DAYS) + timedelta(days=draw.randrange(-1, 2)), draw.choice(DAYS)))
        told = oracle.figures(told_again(history, known), unit, on, since)
        found = figures(unit, on, since=since, known=known, codes=codes).figures
        different += [(unit, on, since, known, code, told[code], found[code].value) for code in codes if told[code] != found[code].value]
    return different


@pytest.mark.slow
def test_ten_thousand_figures_are_the_same(history: list[Told]) -> None:
    different = _differences(history, QUADRUPLES)
    assert not different, f"{len(different)} of {QUADRUPLES}: {different[:5]}"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE member_span SET until = until + 1 WHERE until < '9999-12-31'",
        "UPDATE member_span SET standing = 2",
        "DELETE FROM member_event WHERE kind = 'transfer' AND inward",
        "UPDATE unit_leaf SET until = until + 1 WHERE until < '9999-12-31'",
        "UPDATE meeting_summary SET present = present + 1",
    ],
)
def test_a_day_or_a_row_that_is_wrong_is_noticed(history: list[Told], damage: str) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(damage)
        assert _differences(history, 1000)
        transaction.set_rollback(True)


def test_members_by_ethnic_group_are_the_same(history: list[Told]) -> None:
    draw = Random(53)
    final = told_again(history)
    for _, known in zip(range(40), _instants(history, draw), strict=False):
        unit, on = draw.choice(sorted(final.units)), draw.choice(DAYS)
        parts = figures(unit, on, known=known, codes=["members"], by="ethnicity").groups["members"]
        assert {part.key: part.figure.value for part in parts} == oracle.by_ethnicity(told_again(history, known), unit, on)


def test_the_history_holds_something_of_everything(history: list[Told]) -> None:
    """The comparisons above would be worth little over a register in which nothing happens."""
    state: State = told_again(history)
    kinds = {told.kind for told in history}
    assert {"members.transfer", "members.end", "members.restore", "organisation.move", "people.correct", "organisation.end"} <= kinds
    asked = [(unit, on, since) for unit in state.units for on in DAYS for since in DAYS if since <= on]
    found = [oracle.figures(state, *question) for question in asked]
    assert not [code for code in CODES if not any(one[code] for one in found)]
