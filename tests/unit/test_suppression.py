"""Published counts of sensitive attributes: what is never shown, how far off the rest may be, and what goes with the set."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from dangvu.indicators.suppression import Bounds, Counted, Limits, Rounding, bounds

KEY = b"a key of thirty-two bytes for it"
OURS = Rounding(KEY)
MANY = Counted(1000, 1)


def sets(least: int, most: int, seed: int = 1) -> Iterator[Counted]:
    """Twenty sets of every size."""
    dice = random.Random(seed)
    yield from (Counted(count, dice.randrange(2**31)) for count in range(least, most + 1) for _ in range(20))


def test_small_counts_are_never_shown_and_neither_is_zero() -> None:
    assert {OURS.count(part, MANY) for part in sets(0, 7)} == {None}


def test_a_part_that_leaves_a_small_rest_is_never_shown() -> None:
    assert {OURS.count(part, MANY) for part in sets(993, 1000)} == {None}


def test_nothing_is_said_of_a_small_whole_and_zero_where_there_is_nobody_at_all() -> None:
    assert {OURS.count(part, Counted(19, 5)) for part in sets(0, 19)} == {None}
    assert OURS.count(Counted(0, None), Counted(0, None)) == 0


@pytest.mark.parametrize("limits", [Limits(), Limits(hidden=4), Limits(hidden=9, base=10), Limits(hidden=3, base=3, least=10)])
def test_what_is_shown_is_a_multiple_of_the_base_less_than_one_base_away(limits: Limits) -> None:
    rounding = Rounding(KEY, limits)
    shown = [(part.rows, rounding.count(part, MANY)) for part in sets(0, 400)]
    seen = [(count, value) for count, value in shown if value is not None]
    assert all(value % limits.base == 0 and abs(value - count) < limits.base and count > limits.hidden for count, value in seen)
    assert {count for count, _ in seen} >= set(range(limits.surely_shown, 401))
    assert {count for count, value in shown if value is None} >= set(range(limits.hidden + 1))


def test_errors_are_at_most_four_and_small_on_average() -> None:
    errors = [abs(OURS.count(part, MANY) - part.rows) for part in sets(12, 900)]  # type: ignore[operator]  # all of these are shown
    assert max(errors) == 4
    assert 1.4 < sum(errors) / len(errors) < 1.8


def test_the_mean_of_many_published_counts_is_the_mean_of_the_counts() -> None:
    errors = [OURS.count(part, MANY) - part.rows for part in sets(12, 900)]  # type: ignore[operator]  # all of these are shown
    assert abs(sum(errors) / len(errors)) < 0.1


def test_the_same_set_has_the_same_figure_and_another_key_another() -> None:
    part = Counted(43, 77)
    assert len({OURS.count(part, Counted(whole, mark)) for whole in (60, 200, 5000) for mark in (1, 2)}) == 1
    assert len({Rounding(bytes([seed]) * 32).count(part, MANY) for seed in range(20)}) == 2


def test_sets_that_share_their_least_mark_are_rounded_alike() -> None:
    """A count that grows by one at a time crosses from one figure to the next once in five steps, however many months are compared."""
    for mark in range(50):
        figures = [OURS.count(Counted(count, mark), MANY) for count in range(20, 60)]
        steps = [after - before for before, after in zip(figures, figures[1:], strict=False)]  # type: ignore[operator]  # all of these are shown
        assert set(steps) == {0, 5}
        assert sum(steps) in {35, 40}


def test_where_the_line_runs_is_not_known() -> None:
    """A figure that appears, where it was hidden before, tells no count: each of the five could be the first that is shown."""
    first = {next(count for count in range(1, 30) if OURS.count(Counted(count, mark), MANY) is not None) for mark in range(200)}
    assert first == {8, 9, 10, 11, 12}
    last = {next(count for count in range(1000, 970, -1) if OURS.count(Counted(count, mark), MANY) is not None) for mark in range(200)}
    assert last == {992, 991, 990, 989, 988}


@pytest.mark.parametrize("whole", [0, 5, 19, 20, 33, 100])
def test_whoever_knows_the_rule_can_tell_no_more_than_the_bounds(whole: int) -> None:
    """And the bounds of what is hidden hold every small count, where the whole is large enough for it to be one."""
    for part in sets(0, whole):
        told = bounds(OURS.limits, OURS.count(part, Counted(whole, 3)), whole)
        assert told.least <= part.rows <= told.most
        assert not told.gap[0] <= part.rows <= told.gap[1]


def test_bounds_say_what_can_be_said() -> None:
    limits = Limits()
    assert bounds(limits, None, 100) == Bounds(0, 100, (12, 88))
    assert bounds(limits, None, 15) == Bounds(0, 15)
    assert bounds(limits, 40, 100) == Bounds(36, 44)
    assert bounds(limits, 10, 100) == Bounds(8, 14)
    assert bounds(limits, 0, 0) == Bounds(0, 0)


def test_percentages_are_whole_numbers_of_published_counts() -> None:
    assert OURS.percent(15, 46) == 33
    assert OURS.percent(None, 46) is None
    assert OURS.percent(15, 19) is None
    assert OURS.percent(15, None) is None


def test_limits_that_protect_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="whole numbers from 1"):
        Limits(hidden=0)


def test_marks_are_made_with_the_key() -> None:
    factor, summand = OURS.mixing()
    assert 0 < factor < 2**31 and 0 <= summand < 2**31
    assert Rounding(b"another").mixing() != (factor, summand)
