"""Three provinces become one by one act: nobody is lost, and no figure of a day before it changes by a byte.

Size S, or with DANGVU_PROPERTY=long the size of the articles: 152,304 members in 8,354 units.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from dangvu.commands import Clerk, run
from dangvu.commands.rebuilding import rebuild
from dangvu.demo.build import DAY, build
from dangvu.demo.communes import COMMUNES
from dangvu.demo.known import is_invented
from dangvu.demo.neighbours import NEIGHBOURS, TRA_VINH
from dangvu.demo.plan import Size
from dangvu.demo.reform import DAY as REFORM
from dangvu.demo.reform import ROOT, reform
from dangvu.demo.tree import COMMUNE
from dangvu.organisation.queries import children, roots, unit_by_code, unit_on
from dangvu.reorganisation.rehearsal import look, rehearse, seen_after
from dangvu.reports.figures import figures
from tests.conftest import Clone
from tests.databases import Database, connected_to

SIZE: Size = "M" if os.environ.get("DANGVU_PROPERTY") == "long" else "S"
OLD = [province.root for province in (TRA_VINH, *NEIGHBOURS)]
EVE = REFORM - timedelta(days=1)
DAYS = (date(2017, 12, 31), DAY, EVE)
CLERK = Clerk("Người đóng thế")
WAYS = ("sex", "ethnicity", "age_band", "education", "theory", "occupation", "status", "party_age_band", "sector", "unit_type", "child")
LIMIT = 60.0
"""Seconds for the act of the articles' size; on a busy machine as long as filling the register took."""
filled: list[float] = []


@pytest.fixture(scope="module")
def three(empty_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    """Three roots side by side, on the eve."""
    with clone(empty_template) as database, django_db_blocker.unblock(), connected_to(database):
        filled.append(build(SIZE, neighbours=True).seconds)
        yield database


def number(code: str) -> int:
    unit = unit_by_code(code)
    assert unit is not None, code
    return unit


def some_units() -> list[int]:
    """The roots, every fifth body directly below them, and the way from each of these down to a cell."""
    found = [*map(number, OLD)]
    for body in [unit.id for root in found for unit in children(root, EVE)][::5]:
        here: int | None = body
        while here is not None:
            found.append(here)
            here = next((unit.id for unit in children(here, EVE)), None)
    return found


def told(units: list[int]) -> bytes:
    """Every figure of these units on these days, divided in every way at the roots, as bytes."""
    answers = [figures(unit, day).as_json() for unit in units for day in DAYS]
    answers += [figures(number(code), day, codes=["members"], by=by).as_json() for code in OLD for day in DAYS for by in WAYS]
    return json.dumps(answers, sort_keys=True).encode()


def members(code: str, on: date) -> int:
    return figures(number(code), on, codes=["members"]).figures["members"].numerator or 0


def test_an_act_of_an_earlier_day_would_be_seen(three: Database) -> None:
    """Control: what is compared below does tell of the act once its day is reached."""
    before = told([number(code) for code in OLD])
    with transaction.atomic():
        run(replace(reform(), on=EVE), CLERK)
        assert told([number(code) for code in OLD]) != before
        transaction.set_rollback(True)
    assert told([number(code) for code in OLD]) == before


def test_the_reform_of_2025(three: Database) -> None:
    units = some_units()
    before, held = told(units), {code: members(code, EVE) for code in OLD}
    assert sorted(roots(EVE)) == sorted(map(number, OLD))
    act = reform()
    foreseen = rehearse(act, CLERK)
    assert unit_by_code(ROOT) is None, "a rehearsal leaves nothing"
    seen = look(act)
    began = perf_counter()
    decision = run(act, CLERK)
    took = perf_counter() - began
    assert took <= max(LIMIT, *filled), (took, filled)
    assert told(units) == before
    assert seen_after(seen, decision.id) == foreseen and foreseen.before == foreseen.after
    assert members(ROOT, REFORM) == sum(held.values()) == foreseen.after
    assert roots(REFORM) == [number(ROOT)]
    assert all(members(code, REFORM) == 0 for code in OLD)
    assert rebuild().empty
    assert is_invented()


def test_communes_stand_directly_below_the_new_province(three: Database) -> None:
    """Depends on the act of the test before."""
    if unit_by_code(ROOT) is None:
        run(reform(), CLERK)
    below = children(number(ROOT), REFORM)
    communes = [unit for unit in below if unit.sector == COMMUNE]
    assert len(communes) == (len(COMMUNES) if SIZE == "M" else len([1 for code in OLD for one in districts(code)]))
    assert sum(members(unit.code, REFORM) for unit in below) == members(ROOT, REFORM)
    district = unit_on(number("TV.01"), REFORM)
    assert district is not None and not district.alive


def districts(code: str) -> list[str]:
    found = children(number(code), EVE)
    return [unit.code for unit in found if any(one.sector == COMMUNE for one in children(unit.id, EVE))]
