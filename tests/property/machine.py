"""The machine of the property tests: a history of random decisions, looked at after every step."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import transaction
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from dangvu.commands import Refused
from tests.property.comparison import (
    assert_as_defined,
    assert_as_rebuilt,
    assert_as_told,
    assert_figures_as_told,
    assert_no_circle,
)
from tests.property.decisions import DAYS, PROPOSALS, propose
from tests.property.oracle import read_ledger, told_again
from tests.world import decide

EVERY = 8
"""After so many accepted decisions the second opinion is asked about everything; in between only what is quick."""


class Register(RuleBasedStateMachine):
    """One history; it begins with the base that the database holds and leaves nothing behind."""

    tally: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        decisions = read_ledger()
        self.last = decisions[-1].id
        self.state = told_again(decisions)
        self.accepted = 0
        self.sound = True

    @rule(kind=st.sampled_from(sorted(PROPOSALS)), data=st.data())
    def decide(self, kind: str, data: Any) -> None:
        """One decision, accepted or refused; refused ones leave no trace."""
        command = propose(kind, self.state, lambda options: data.draw(st.sampled_from(options)))
        try:
            decide(command)
        except Refused as refused:
            note(f"refused: {[problem.code for problem in refused.problems]} {command}")
            self.tally[f"refused {kind} {refused.problems[0].code}"] += 1
            self.tally["refused"] += 1
            return
        self.tally["accepted"] += 1
        self.accepted += 1
        self.sound = False
        (told,) = read_ledger(after=self.last)
        self.last = told.id
        self.state.take(told)
        assert_no_circle(self.state)
        assert_as_defined()
        if self.accepted % EVERY == 0:
            assert_as_told(self.state)
        self.sound = True

    def look_once_more(self) -> None:
        """The whole history: against the ledger read anew, against a rebuild, and the figures of the bodies above."""
        assert_as_told(told_again(read_ledger()))
        assert_as_rebuilt()
        since, on = sorted((DAYS[self.accepted % len(DAYS)], DAYS[self.last % len(DAYS)]))
        for unit in list(self.state.units)[:3]:
            assert_figures_as_told(self.state, unit, on, since)

    def teardown(self) -> None:
        """Nothing stays behind; what a step has already found wrong is not looked at again."""
        try:
            if self.sound:
                self.look_once_more()
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)
