"""Whatever happens to a province, drafts of its reports pass their own check, and a figure changed in them is found."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

from django.db import transaction

from dangvu.commands import Refused
from dangvu.indicators.evaluation import Unanswerable
from dangvu.reports.sentences import write_report
from tests.areas.reports.drafts import tally, wrong
from tests.databases import Database
from tests.property.decisions import DAYS, PROPOSALS, propose
from tests.property.oracle import read_ledger, told_again
from tests.world import decide

SEEDS, DRAFTS = range(2), 20


def test_drafts_of_random_provinces_pass_their_own_check(small_province: Database) -> None:
    confirmed = 0
    for seed in SEEDS:
        draw = Random(seed)
        with transaction.atomic():
            state = told_again(read_ledger())
            for _ in range(200):
                try:
                    decision = decide(propose(draw.choice(sorted(PROPOSALS)), state, draw.choice))
                except Refused:
                    continue
                state.take(read_ledger(after=decision.id - 1)[0])
            for _ in range(DRAFTS):
                confirmed += _confirmed(draw, draw.choice(sorted(state.units)))
            transaction.set_rollback(True)
    assert confirmed > 40


def _confirmed(draw: Random, unit: int) -> int:
    """How many figures of a random draft the register confirms; nothing in it is wrong."""
    on = draw.choice(DAYS)
    since = draw.choice([None, on.replace(day=1), on - timedelta(days=draw.randrange(40)), date(on.year, 1, 1)])
    try:
        text = write_report(unit, on, since=since).text
    except Unanswerable:
        return 0
    assert wrong(text, unit) == [], text
    seeded = re.sub(r"có (\d[\d.]*) đảng viên,", lambda found: f"có {int(found[1].replace('.', '')) + 1} đảng viên,", text, count=1)
    if seeded != text:
        assert wrong(seeded, unit) != [], seeded
    return tally(text, unit)["register consistent"]
