"""What was acknowledged is there after a kill of everything; the control, which is allowed to lose, does lose."""

from __future__ import annotations

import threading
from pathlib import Path

import psycopg
import pytest

from dangvu.cluster import Cluster
from tests.cluster.conftest import Make
from tests.cluster.servers import ask, kill_everything, tell, until

WANTED = 300


def _commit_until_killed(cluster: Cluster) -> tuple[set[int], set[int]]:
    """The numbers that were sent and those whose commit was acknowledged when everything was killed at once."""
    tell(
        cluster,
        "CREATE TABLE journal (n int PRIMARY KEY)",
        "ALTER SYSTEM SET wal_writer_delay = '10s'",  # the same for both sides: nobody else happens to write what a commit left in memory
        "SELECT pg_reload_conf()",
        "CHECKPOINT",
    )
    sent: list[int] = []
    acknowledged: list[int] = []

    def write() -> None:
        try:
            with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
                while True:
                    sent.append(len(sent))
                    connection.execute("INSERT INTO journal VALUES (%s)", (sent[-1],))
                    acknowledged.append(sent[-1])
        except psycopg.OperationalError:
            return

    writer = threading.Thread(target=write)
    writer.start()
    until(lambda: len(acknowledged) >= WANTED, seconds=60)
    kill_everything(cluster)
    writer.join()
    return set(sent), set(acknowledged)


def _held(cluster: Cluster) -> set[int]:
    return {int(n) for n in ask(cluster, "SELECT coalesce(string_agg(n::text, ' '), '') FROM journal").split()}


def test_nothing_acknowledged_is_lost_when_everything_is_killed(make: Make, way: str) -> None:
    cluster = make(durable=True, way=way)
    cluster.start()
    sent, acknowledged = _commit_until_killed(cluster)
    assert len(acknowledged) >= WANTED
    assert cluster.start() is True
    held = _held(cluster)
    assert acknowledged <= held <= sent


def test_the_control_without_synchronous_commit_loses(make: Make) -> None:
    cluster = make(durable=False)
    cluster.start()
    sent, acknowledged = _commit_until_killed(cluster)
    assert cluster.start() is True
    held = _held(cluster)
    assert held <= sent
    assert acknowledged - held


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_in_ten_kills_in_a_row(make: Make, tmp_path: Path) -> None:
    cluster = make(tmp_path / "home", durable=True)
    for _ in range(10):
        cluster.start()
        tell(cluster, "DROP TABLE IF EXISTS journal")
        sent, acknowledged = _commit_until_killed(cluster)
        cluster.start()
        assert acknowledged <= _held(cluster) <= sent
