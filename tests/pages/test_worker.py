"""The worker: its work survives it, is done for whoever gave it as that stands when it begins, and tells the queue nothing of anybody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import ProgrammingError, connection
from django.test import Client, override_settings
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from dangvu.access import errands
from dangvu.access.commands import EndMandate
from dangvu.access.models import SignedIn
from dangvu.access.queries import mandates_of
from dangvu.accounts.models import Account
from dangvu.cli.working import ONE_WORKER
from dangvu.ledger.models import Decision
from dangvu.pages import jobs, work
from dangvu.pages.uploads import HOUR, upload_of
from dangvu.periods.clock import now, today
from tests.databases import Database, as_the_web
from tests.pages.site import reader
from tests.pages.test_imports import TAKEN_ROWS, WRITERS, folders, handed_in, held_up, read, seen, taken, waited_for, workbook
from tests.serving import ROOT, serving
from tests.working import working
from tests.world import decide

GONE = "Tài khoản đã giao việc này không còn được nhập dữ liệu vào sổ"


@pytest.fixture(autouse=True)
def home(committed_database: Database, tmp_path: Path) -> Iterator[Path]:
    """Uploads of this test alone; nobody works unless the test begins to."""
    folder = tmp_path / "home"
    folder.mkdir()
    with override_settings(HOME=folder):
        yield folder


@pytest.fixture
def clerk() -> Client:
    return reader("quan-tri")


def imports() -> int:
    return Decision.objects.filter(kind="exchange.import").count()


def sent(clerk: Client, folder: Path) -> str:
    """The address of a workbook whose check is in the queue."""
    return str(clerk.post(reverse("import"), {"file": workbook(folder)})["Location"])


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@contextmanager
def program(database: Database, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`worker` as a service of its own."""
    started = subprocess.Popen(
        [sys.executable, "-P", "-m", "dangvu", "worker"],
        env={**database.environment(home), "PYTHONPATH": str(ROOT)}, cwd=home, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield started
    finally:
        started.terminate()
        started.communicate(timeout=30)


def test_an_import_whose_worker_is_killed_in_the_middle_is_done_by_the_next_one(
    committed_database: Database, clerk: Client, home: Path, tmp_path: Path
) -> None:
    with working():
        address = handed_in(clerk, workbook(tmp_path))
    with held_up(committed_database, WRITERS):
        with program(committed_database, home) as first:
            assert clerk.post(f"{address}nhap/")["Location"] == address
            seen(clerk, address, "dòng vào sổ")
            first.kill()
            first.wait()
        assert imports() == 0
        assert "Đang nhập tệp" in read(clerk.get(address)), "it still waits to be done, and says so"
    with program(committed_database, home):
        assert "Đã ghi" in read(waited_for(clerk, address))
    assert imports() == 1
    assert not ProcrastinateJob.objects.filter(task_name="import.take").exists()


@pytest.mark.parametrize(
    ("is_asked", "sentence"),
    [
        (True, "lần ghi sổ số 2"),
        pytest.param(False, "Sổ đã thay đổi sau lần soát trước", id="without the question it would be told that nothing was written"),
    ],
)
def test_an_import_that_was_written_but_not_noted_is_told_and_not_written_again(
    clerk: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_asked: bool, sentence: str
) -> None:
    with working():
        address = handed_in(clerk, workbook(tmp_path))
    (folder,) = folders()
    clerk.post(f"{address}nhap/")
    asked = (folder / "viec.json").read_bytes()
    (job,) = ProcrastinateJob.objects.filter(task_name="import.take")
    work.take_in(upload_of(UUID(folder.name)), job.args["account"])
    (folder / "viec.json").write_bytes(asked)
    if not is_asked:
        monkeypatch.setattr(work, "import_of_file", lambda *_file, after: None)
    with working():
        assert sentence in read(waited_for(clerk, address))
    assert imports() == 1


def test_work_that_is_cut_short_three_times_is_told_as_failed(clerk: Client, tmp_path: Path) -> None:
    address = sent(clerk, tmp_path)
    for _time in range(jobs.TRIES):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        assert jobs.begin_again() == 1
    with working():
        assert "Máy chủ đã dừng khi đang xử lý tệp" in read(waited_for(clerk, address))
    address = sent(clerk, tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    with working():
        assert "Soát tệp trước khi nhập" in read(waited_for(clerk, address)), "once is not too often"


def closed(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)


def discharged(account: Account) -> None:
    for held in mandates_of(account.pk, today()):
        decide(EndMandate(on=today(), mandate=held.number, document="QĐ thôi giao"))


@pytest.mark.parametrize("happens", [closed, discharged])
def test_whoever_may_no_longer_import_when_the_work_begins_has_nothing_done(
    clerk: Client, tmp_path: Path, happens: Callable[[Account], None]
) -> None:
    with working():
        handed_in(clerk, workbook(tmp_path))
    (folder,) = folders()
    upload = upload_of(UUID(folder.name))
    clerk.post(f"{reverse('import')}{folder.name}/nhap/")
    happens(Account.objects.get(username="quan-tri"))
    with working():
        until(lambda: not ProcrastinateJob.objects.filter(task_name="import.take").exists())
    assert (work.noted(upload).step, GONE in work.noted(upload).said[0]) == ("refused", True)
    assert imports() == 0


def test_whoever_may_still_import_has_it_done(clerk: Client, tmp_path: Path) -> None:
    """The control of the test before."""
    with working():
        taken(clerk, handed_in(clerk, workbook(tmp_path)))
    assert imports() == 1


@pytest.mark.parametrize("layer", ["_by_application", "_by_database"])
def test_each_layer_refuses_alone(committed_database: Database, monkeypatch: pytest.MonkeyPatch, layer: str) -> None:
    reader("quan-tri")
    account = Account.objects.get(username="quan-tri")
    monkeypatch.setattr(errands, layer, lambda _account, _right: True)
    with as_the_web(committed_database):
        assert errands.may_whole(account.pk, "import")
    discharged(account)
    with as_the_web(committed_database):
        assert not errands.may_whole(account.pk, "import")
        monkeypatch.setattr(errands, "_by_application", lambda _account, _right: True)
        monkeypatch.setattr(errands, "_by_database", lambda _account, _right: True)
        assert errands.may_whole(account.pk, "import"), "with both switched off nobody would refuse"
    assert not SignedIn.objects.filter(account=account, expires__lt=now() + timedelta(minutes=2)).exists(), "no secret stays behind"


def test_the_queue_holds_opaque_numbers_and_the_web_cannot_touch_it(committed_database: Database, clerk: Client, tmp_path: Path) -> None:
    sent(clerk, tmp_path)
    (job,) = ProcrastinateJob.objects.all()
    (folder,) = folders()
    assert job.args == {"upload": folder.name, "account": Account.objects.get(username="quan-tri").pk}
    assert (job.lock, job.queueing_lock) == (f"account {job.args['account']}", folder.name)
    touching = ["SELECT * FROM procrastinate_jobs", "DELETE FROM procrastinate_jobs", "SELECT * FROM procrastinate_events"]
    touching.append("INSERT INTO procrastinate_jobs (task_name, args) VALUES ('import.take', '{}')")
    touching.append("SELECT procrastinate_cancel_job_v1(1, true, true)")
    with as_the_web(committed_database):
        for statement in touching:
            with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
                cursor.execute(statement)
        assert jobs.worked_on(clerk.session) is not None, "the pages ask as the owner"


def test_files_of_one_account_follow_each_other_and_those_of_another_do_not_wait(
    committed_database: Database, clerk: Client, tmp_path: Path
) -> None:
    same, other = reader("quan-tri"), reader("nguoi-khac")
    first = sent(clerk, tmp_path)
    second, third = sent(same, tmp_path), sent(other, tmp_path)
    with working(), held_up(committed_database, TAKEN_ROWS):
        seen(clerk, first, "Đang đối chiếu với sổ.")
        seen(other, third, "Đang đối chiếu với sổ.")
        assert "Đang mở tệp." in read(same.get(second))
    with working():
        for who, address in ((clerk, first), (same, second), (other, third)):
            assert "Soát tệp trước khi nhập" in read(waited_for(who, address))


def test_what_has_run_out_is_swept_without_anybody_asking(clerk: Client, tmp_path: Path) -> None:
    with working():
        handed_in(clerk, workbook(tmp_path))
        (folder,) = folders()
        jobs.sweep()
        assert folder.exists(), "what is in use stays"
        old = folder.stat().st_mtime - HOUR - 1
        os.utime(folder, (old, old))
        account = Account.objects.get(username="quan-tri")
        SignedIn.objects.create(token_hash=b"x", account=account, expires=now() - timedelta(seconds=1))
        before = SignedIn.objects.count()
        app.tasks["sweep"].defer()
        until(lambda: not folder.exists())
        until(lambda: SignedIn.objects.count() == before - 1)
    assert [task.cron for task in app.periodic_registry.periodic_tasks.values()] == ["*/10 * * * *"]


def worker_of(database: Database) -> int | None:
    """The process that works for this database now."""
    with psycopg.connect(database.url) as looking:
        row = looking.execute(
            "SELECT application_name FROM pg_stat_activity WHERE pid IN "
            "(SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND granted AND database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database()))",
            [ONE_WORKER],
        ).fetchone()
    return int(row[0].rpartition(" ")[2]) if row else None


def is_alive(process: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process, 0)
        return True
    return False


def test_serve_has_a_worker_beside_it_that_ends_with_it_and_is_started_again(committed_database: Database, home: Path) -> None:
    with serving(committed_database, home, DANGVU_SECRET_KEY=settings.SECRET_KEY):
        until(lambda: worker_of(committed_database))
        first = worker_of(committed_database)
        assert first is not None
        os.kill(first, signal.SIGKILL)
        until(lambda: worker_of(committed_database) not in (None, first))
        second = worker_of(committed_database)
    assert second is not None
    assert not is_alive(second)


def test_a_worker_does_not_outlive_a_serve_that_is_killed(committed_database: Database, home: Path) -> None:
    with suppress(ProcessLookupError), serving(committed_database, home) as served:
        until(lambda: worker_of(committed_database))
        process = worker_of(committed_database)
        assert process is not None
        os.kill(int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1]), signal.SIGKILL)
        assert served.port
    until(lambda: not is_alive(process or 0))
