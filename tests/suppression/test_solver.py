"""The attacker reasons soundly, and does draw the conclusions that follow."""

from __future__ import annotations

import random

import pytest

from tests.suppression.solver import Contradiction, System


def test_a_sum_leaves_one_number() -> None:
    system = System()
    hidden, shown = system.unknown(1, 7), system.unknown(16, 16)
    system.require([hidden, shown], [], 19, 19)
    system.propagate()
    assert (system.low[hidden], system.high[hidden]) == (3, 3)


def test_a_chain_of_sums_is_followed_to_its_end() -> None:
    system = System()
    numbers = [system.unknown(0, 100) for _ in range(20)]
    for left, right in zip(numbers, numbers[1:], strict=False):
        system.require([right], [left], 1, 1)
    system.narrow(numbers[0], 5, 5)
    system.propagate([numbers[0]])
    assert (system.low, system.high) == (list(range(5, 25)), list(range(5, 25)))


def test_a_gap_is_jumped_over() -> None:
    system = System()
    number = system.unknown(0, 50, (12, 38))
    system.narrow(number, 10, 30)
    assert (system.low[number], system.high[number]) == (10, 11)
    system = System()
    number = system.unknown(0, 50, (12, 38))
    system.narrow(number, 12, 50)
    assert (system.low[number], system.high[number]) == (39, 50)


def test_trying_values_finds_what_bounds_alone_do_not() -> None:
    """x + y and x − y are known: bounds alone leave three values."""
    system = System()
    x, y = system.unknown(0, 3), system.unknown(0, 3)
    system.require([x, y], [], 3, 3)
    system.require([x], [y], 1, 1)
    system.propagate()
    before = system.high[x] - system.low[x]
    system.search([x, y], widest=4)
    assert before > 0
    assert (system.low[x], system.low[y], system.high[x], system.high[y]) == (2, 1, 2, 1)


def test_what_was_supposed_is_forgotten() -> None:
    system = System()
    x, y = system.unknown(0, 9), system.unknown(0, 9)
    system.require([x, y], [], 9, 9)
    assert system.can_be(x, 4)
    assert (system.low, system.high) == ([0, 0], [9, 9])
    assert not system.can_be(x, 10)


def test_what_cannot_be_is_a_contradiction() -> None:
    system = System()
    x = system.unknown(0, 1)
    system.require([x], [], 2, 2)
    with pytest.raises(Contradiction):
        system.propagate()


@pytest.mark.parametrize("seed", range(30))
def test_no_conclusion_is_false(seed: int) -> None:
    """Random truths with random sums of them: the truth always stays possible."""
    dice = random.Random(seed)
    truth = [dice.randrange(12) for _ in range(30)]
    system = System()
    numbers = [system.unknown(max(0, value - dice.randrange(9)), value + dice.randrange(9)) for value in truth]
    for _ in range(40):
        chosen = dice.sample(numbers, 4)
        total = truth[chosen[0]] + truth[chosen[1]] - truth[chosen[2]] - truth[chosen[3]]
        system.require(chosen[:2], chosen[2:], total, total)
    system.propagate()
    system.search(numbers, widest=4)
    assert all(low <= value <= high for low, value, high in zip(system.low, truth, system.high, strict=True))
