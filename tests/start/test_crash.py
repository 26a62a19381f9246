"""A whole instance through run.py: killed in the middle of an import, started twice at once, started by an ordinary user.

That a server which need not wait for the disk does lose what it acknowledged is shown by the control in `tests/cluster/test_durability.py`.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.cluster.servers import kill_everything
from tests.exchange.reading.province import NAMES, province, write
from tests.start.checkout import outcome, until
from tests.start.instance import Instance, make_instance
from tests.start.test_environment import AS_ROOT, DEBIAN_PYTHON

DECISIONS, EARLIER = 30, 60
DECIDE = f"""
import sys, time; import django; django.setup()
from datetime import date
from itertools import count
from pathlib import Path
from dangvu.commands import Clerk, run
from dangvu.organisation.commands import FoundLocality
folder = Path(sys.argv[1])
with (folder / "acknowledged").open("w") as acknowledged:
    for n in count(1):
        locality = FoundLocality(on=date(2020, 1, 1), code=f"THU.{{n}}", name=f"Ấp thử {{n}}", level="ấp")
        print(run(locality, Clerk("Văn thư thử nghiệm")).id, file=acknowledged, flush=True)
        while n == {DECISIONS} and not (folder / "go on").exists(): time.sleep(0.01)
"""
IMPORT_WAITS_HAVING_WRITTEN = """
SELECT 1 FROM pg_locks AS wait JOIN pg_locks AS held USING (pid)
WHERE wait.relation = 'meetings_attendance'::regclass AND NOT wait.granted
AND held.relation = 'people_person'::regclass AND held.mode = 'RowExclusiveLock' AND held.granted
"""
DECISION_WAITS_FOR_IMPORT = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Instance]:
    """One that was never started; its server is stopped at the end."""
    made = make_instance(tmp_path)
    yield made
    _clear(made)


def _clear(made: Instance) -> None:
    made.server.stop()
    if made.server.data.parent != made.home and made.server.data.parent.exists():
        shutil.rmtree(made.server.data.parent)


def _kill_everything_in_the_middle_of_an_import(instance: Instance, workbook: Path, deciding: subprocess.Popen[str], go_on: Path) -> None:
    """The import has written people and waits to write meetings, the next decision waits for it, and nothing is left alive."""
    place = instance.server.dsn("dangvu")
    with closing(psycopg.connect(place)) as blocking, closing(psycopg.connect(place, autocommit=True)) as looking:
        blocking.execute("LOCK TABLE meetings_attendance IN SHARE ROW EXCLUSIVE MODE")
        importing = instance.begin("import", workbook, "--json")
        until(lambda: importing.poll() is not None or looking.execute(IMPORT_WAITS_HAVING_WRITTEN).fetchone())
        assert importing.poll() is None
        go_on.touch()
        until(lambda: looking.execute(DECISION_WAITS_FOR_IMPORT).fetchone())
        kill_everything(instance.server)
        for program in (importing, deciding):
            os.killpg(program.pid, signal.SIGKILL)
    assert outcome(importing).printed == ""
    outcome(deciding)


def test_a_kill_of_everything_in_the_middle_of_an_import_loses_nothing_that_was_acknowledged(instance: Instance, tmp_path: Path) -> None:
    tables = province()
    earlier, workbook, journal = tmp_path / "đợt đầu.xlsx", tmp_path / "đợt sau.xlsx", tmp_path / "acknowledged"
    moved = {row["record_no"] for row in tables["movements"]}
    settled = [row for row in tables["members"] if row["record_no"] not in moved]
    write(earlier, tables | {"members": settled[:EARLIER], "movements": [], "meetings": []})
    write(workbook, tables)
    instance.done("import", earlier)
    deciding = instance.program(DECIDE, tmp_path)
    until(lambda: journal.exists() and len(journal.read_text().splitlines()) == DECISIONS)
    _kill_everything_in_the_middle_of_an_import(instance, workbook, deciding, tmp_path / "go on")

    acknowledged = journal.read_text().splitlines()
    assert len(acknowledged) == DECISIONS
    assert instance.ask("SELECT id FROM ledger_decision WHERE kind LIKE 'organisation.%' ORDER BY id") == acknowledged
    assert instance.ask("SELECT count(*) FROM people_person") == [str(EARLIER)]
    assert instance.ask("SELECT count(DISTINCT decision_id) FROM exchange_takenrow") == ["1"]

    sheets = json.loads(instance.done("import", workbook, "--json"))["sheets"]
    assert {name: sheet["accepted"] for name, sheet in sheets.items()} == {NAMES[sheet]: len(rows) for sheet, rows in tables.items()}
    instance.done("ledger", "verify")
    instance.done("rebuild", "--check")


def test_two_first_starts_at_once_give_one_instance(instance: Instance) -> None:
    starts = [instance.begin("psql", "-XAtc", "SELECT count(*) > 20, current_database() FROM django_migrations") for _ in range(2)]
    ends = [outcome(start) for start in starts]
    assert [(end.code, end.printed.strip()) for end in ends] == [(0, "t|dangvu")] * 2, [end.told for end in ends]
    assert sum("tạo hoặc cập nhật các bảng" in end.told for end in ends) == 1
    instance.done("stop")
    assert not instance.server.alive()


@pytest.mark.slow
@pytest.mark.skipif(not AS_ROOT, reason="an ordinary user runs all the other tests already")
@pytest.mark.skipif(not DEBIAN_PYTHON.exists(), reason="needs a Python that every account can run")
def test_an_ordinary_user_gets_a_working_instance_from_nothing(open_folder: Path) -> None:
    nobody = pwd.getpwnam("nobody").pw_uid
    (open_folder / "của họ").mkdir()
    theirs = make_instance(open_folder / "của họ", python=DEBIAN_PYTHON, user=nobody)
    try:
        assert theirs.ask("SELECT count(*) FROM ledger_decision") == ["0"]
        assert {path.stat().st_uid for path in (theirs.root / ".venv", theirs.home, theirs.home / "data")} == {nobody}
    finally:
        theirs.run("stop")
