"""How long the property tests search: DANGVU_PROPERTY is `brief`, `quick` (the default), `full` or `long`."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from tests.conftest import Clone
from tests.databases import Database, connected_to
from tests.property.decisions import base
from tests.world import decide

EXAMPLES = {"brief": 20, "quick": 60, "full": 500, "long": 5000}

for name, examples in EXAMPLES.items():
    settings.register_profile(
        name, max_examples=examples, stateful_step_count=40, deadline=None, print_blob=True, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )  # fmt: skip
settings.load_profile(os.environ.get("DANGVU_PROPERTY", "quick"))


@pytest.fixture(scope="module")
def small_province(empty_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    """The base of every history, committed; each history is rolled back to it."""
    with clone(empty_template) as database, django_db_blocker.unblock(), connected_to(database):
        units: dict[str, int] = {}
        for command in base():
            decided = command(units)
            decision = decide(decided)
            if decision.kind == "organisation.found":
                units[decided.code] = decision.payload["given"][0]
        yield database
