"""Random histories: whatever is decided, in whatever order, the register stays whole; and a mistake in it is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import Database
from tests.property.bugs import BUGS
from tests.property.machine import Register

LOTS = 4
"""The histories are drawn in so many lots, which may run side by side."""


@pytest.mark.parametrize("lot", range(LOTS))
def test_the_register_stays_whole_whatever_is_decided(small_province: Database, lot: int) -> None:
    Register.tally.clear()
    run_state_machine_as_test(seed(lot)(Register), settings=settings(max_examples=settings().max_examples // LOTS))
    accepted, refused = Register.tally["accepted"], Register.tally["refused"]
    assert accepted >= 0.7 * (accepted + refused), Register.tally


@pytest.mark.slow
@pytest.mark.parametrize(("bug", "complaint"), BUGS, ids=[bug.__name__ for bug, _ in BUGS])
def test_it_finds_that(
    small_province: Database, monkeypatch: pytest.MonkeyPatch, bug: Callable[[pytest.MonkeyPatch], None], complaint: str
) -> None:
    bug(monkeypatch)
    quickly = settings(max_examples=100, phases=[Phase.generate], report_multiple_bugs=False)
    with pytest.raises(AssertionError, match=complaint):
        run_state_machine_as_test(seed(0)(Register), settings=quickly)
