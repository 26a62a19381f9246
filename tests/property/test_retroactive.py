"""A later decision about an earlier day restates the past; what was answered before it is answered again, to the figure.

This is the property of docs/adr/0001-retroactive-corrections.md.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from hypothesis import Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from dangvu.commands import registry
from dangvu.ledger import dated
from dangvu.ledger.models import Decision
from dangvu.reports.figures import Answer, figures
from tests.databases import Database
from tests.property.comparison import CODES
from tests.property.decisions import DAYS
from tests.property.machine import Register

Question = tuple[int, date, date]


class Remembering(Register):
    """A history in which figures are asked in between, and everything asked is asked once more at its end."""

    restated: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.answered: list[tuple[Question, datetime, Answer]] = []

    @rule(unit=st.integers(1, 5), days=st.lists(st.sampled_from(DAYS), min_size=2, max_size=2))
    def ask(self, unit: int, days: list[date]) -> None:
        """Figures as known now, with the instant of the last decision they rest on."""
        question = (unit, max(days), min(days))
        self.answered.append((question, Decision.objects.get(id=self.last).recorded, self._answer(question)))

    def _answer(self, question: Question, known: datetime | None = None) -> Answer:
        unit, on, since = question
        return figures(unit, on, since=since, known=known, codes=CODES)

    def look_once_more(self) -> None:
        """What was answered then is the answer to `known=` then; some of it is no longer the answer of today."""
        for question, known, answer in self.answered:
            assert self._answer(question, known) == answer, "the past is no longer what it was known as"
            self.restated["yes" if self._answer(question) != answer else "no"] += 1


def test_what_was_answered_before_a_correction_is_answered_again(small_province: Database) -> None:
    Remembering.restated.clear()
    run_state_machine_as_test(seed(1)(Remembering), settings=settings(max_examples=max(12, settings().max_examples // 10)))
    assert Remembering.restated["yes"] > 10, "no later decision restated an earlier day, so nothing was shown"


def test_a_row_that_claims_to_have_been_held_before_it_was_decided_is_noticed(
    small_province: Database, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    def open_row(model: Any, *, decision: int, recorded: datetime, **values: Any) -> Any:
        held = DateTimeTZRange(recorded - timedelta(days=1), None)
        return model._default_manager.create(recorded=held, opened_by_id=decision, **values)

    monkeypatch.setattr(registry, "open_row", open_row)
    monkeypatch.setattr(dated, "open_row", open_row)
    with pytest.raises(AssertionError, match="the past is no longer what it was known as"):
        run_state_machine_as_test(
            seed(1)(Remembering), settings=settings(max_examples=20, phases=[Phase.generate], report_multiple_bugs=False)
        )
