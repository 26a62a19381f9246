"""By what the ledger tells the invented province from anything real."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction

from dangvu.commands import Clerk, run
from dangvu.demo.build import DAY
from dangvu.demo.known import is_invented
from dangvu.exchange.importing import prepare, take
from dangvu.organisation.commands import FoundLocality
from tests.databases import Database
from tests.exchange.reading.province import province, write
from tests.world import World

CLERK = Clerk("văn thư")


def test_the_demo_alone_is_invented(small: Database) -> None:
    assert is_invented()


def test_a_register_of_other_decisions_is_not(world: World) -> None:
    assert not is_invented()


@pytest.mark.django_db
def test_an_empty_register_is_not_for_anybody_may_come_next() -> None:
    assert not is_invented()


def test_the_first_decision_beside_the_demo_ends_it(small: Database) -> None:
    with transaction.atomic():
        run(FoundLocality(on=DAY, code="ĐBM", name="Xã Mới", level="commune"), CLERK)
        assert not is_invented()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_workbook_named_like_the_demo_is_not(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", province())
    take(prepare(tmp_path / "a.xlsx", name="Dữ liệu mẫu cỡ M"), CLERK)
    assert not is_invented()
