"""The databases that tests are given: rolled back, committed, or for programs of their own."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from dangvu.ledger.models import Decision
from dangvu.organisation.models import Unit
from tests.databases import Database
from tests.world import DAY, World, decide, find, newcomer

COUNT_UNITS = "import django; django.setup(); from dangvu.organisation.models import Unit; print(Unit.objects.count())"

IN_THE_WORLD = 47
"""So many decisions make the small world."""


@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_a_test_decides_in_the_world_is_gone_afterwards(world: World, turn: str) -> None:
    before = Decision.objects.count()
    decide(newcomer("009", f"Huỳnh Văn Khách {turn}", DAY, world.hamlet_one))
    assert (before, Decision.objects.count()) == (IN_THE_WORLD, IN_THE_WORLD + 1)


@pytest.mark.django_db
def test_a_marked_test_starts_with_an_empty_register() -> None:
    assert not Decision.objects.exists()
    assert not Unit.objects.exists()


def _count_in_another_thread() -> int:
    try:
        return Decision.objects.count()
    finally:
        connection.close()


def test_what_is_committed_is_seen_by_another_thread(committed_world: Database) -> None:
    decide(newcomer("009", "Huỳnh Văn Khách", DAY, find().hamlet_one))
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(_count_in_another_thread).result() == IN_THE_WORLD + 1


def test_what_is_not_committed_is_not(world: World) -> None:
    decide(newcomer("009", "Huỳnh Văn Khách", DAY, world.hamlet_one))
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(_count_in_another_thread).result() == IN_THE_WORLD


@pytest.mark.parametrize(("which", "units"), [("fresh_database", "0"), ("fresh_world", "8")])
def test_a_program_of_its_own_is_led_to_the_database(request: pytest.FixtureRequest, tmp_path: Path, which: str, units: str) -> None:
    database: Database = request.getfixturevalue(which)
    answer = subprocess.run(
        [sys.executable, "-c", COUNT_UNITS], env=database.environment(tmp_path), capture_output=True, text=True, check=True
    )  # fmt: skip
    assert answer.stdout.strip() == units
