"""The first import keeps everybody out of its tables without ever locking up with somebody who reads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import psycopg
from django.db import connection

from dangvu.exchange.building import TABLES
from dangvu.ledger.queries import last_decision
from tests.databases import Database
from tests.exchange.importing import imported


def load(folder: Path) -> int:
    try:
        return imported(folder)
    finally:
        connection.close()


def test_a_reader_of_several_tables_and_a_first_import_let_each_other_finish(committed_database: Database, tmp_path: Path) -> None:
    with psycopg.connect(committed_database.url) as reader, ThreadPoolExecutor(1) as pool:
        reader.execute("SET statement_timeout = '20s'")
        reader.execute(f"SELECT count(*) FROM {TABLES[-1]}")
        importing = pool.submit(load, tmp_path)
        sleep(1.5)
        assert not importing.done(), "the reader holds it up, or nothing is shown"
        for table in TABLES:
            reader.execute(f"SELECT count(*) FROM {table}")
        reader.rollback()
        assert importing.result(60) == 1
    assert last_decision() == 1
