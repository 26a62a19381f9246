"""Whatever is decided, the register is what its decisions say when they are told again."""

from __future__ import annotations

from random import Random

import pytest
from django.db import transaction

from dangvu.commands import Refused
from dangvu.commands.rebuilding import rebuild
from tests.databases import Database
from tests.property.decisions import PROPOSALS, propose
from tests.property.oracle import read_ledger, told_again
from tests.world import decide

HISTORIES, LENGTH = 4, 120


@pytest.mark.parametrize("chance", range(HISTORIES))
def test_a_random_history_told_again_is_the_register(small_province: Database, chance: int) -> None:
    random = Random(chance)
    with transaction.atomic():
        decisions = read_ledger()
        state, last, base = told_again(decisions), decisions[-1].id, len(decisions)
        for _ in range(LENGTH):
            try:
                decide(propose(random.choice(sorted(PROPOSALS)), state, random.choice))
            except Refused:
                continue
            (told,) = read_ledger(after=last)
            state.take(told)
            last = told.id
        found = rebuild()
        transaction.set_rollback(True)
    assert found.empty, (found.failed, [compared for compared in found.tables if compared.differing])
    assert found.decisions == last > base + 0.7 * LENGTH
