"""The bars of the check, over statements with known answers."""

from random import Random

import pytest

from tests.figurecheck.generated import cases
from tests.figurecheck.sets import REPORTS, Case, Expected, Score, read_cases, score

RECALL, PRECISION, FALSE_ALARMS = 0.90, 0.95, 0.02
UNTAUGHT = {"independent_26": 0.88, "independent_27": 0.85}
"""Recall of sets of which most that they miss was taught from nowhere: they are held to what the rules reach."""


def reaches_the_bars(result: Score, recall: float = RECALL) -> None:
    assert result.recall >= recall, "\n".join([str(result), *result.notes])
    assert result.precision >= PRECISION, "\n".join([str(result), *result.notes])
    assert result.false_alarms <= FALSE_ALARMS, "\n".join([str(result), *result.notes])


WRITTEN = sorted(path.name for path in REPORTS.iterdir())


@pytest.mark.parametrize("name", WRITTEN)
def test_the_written_statements_are_judged_within_the_bars(name: str) -> None:
    reaches_the_bars(score(read_cases(name)), UNTAUGHT.get(name, RECALL))


def test_the_written_statements_are_more_than_three_hundred() -> None:
    assert sum(one.verdict != "not_decidable" for name in WRITTEN for case in read_cases(name) for one in case.expected) >= 300


def test_generated_statements_of_every_kind_are_judged_within_the_bars() -> None:
    result = score(case for seed in range(20) for case in cases(Random(seed)))
    assert result.claims >= 700
    reaches_the_bars(result)


def test_a_set_whose_answers_are_turned_round_fails_the_bars() -> None:
    """The scale itself can say no: errors that are not in the text are missed, right alarms are called false."""
    turned = [
        Case(
            case.name,
            case.text,
            tuple(Expected("inconsistent" if one.verdict == "consistent" else "consistent", one.span) for one in case.expected),
            case.day,
        )
        for case in cases(Random(1))
    ]
    result = score(turned)
    assert result.recall < 0.1
    assert result.precision < 0.1
    assert result.false_alarms > 0.9
