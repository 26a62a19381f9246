"""What the worker does: the pages put a job into the queue, the worker takes it out, also after a restart of either.

A job names an upload and whose it is by number and nothing else. The queue belongs to the owner of the tables: the role of the web
can neither read nor write it.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from procrastinate import App, JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.psycopg_connector import PsycopgConnector

from dangvu.access import entering
from dangvu.access.connections import registrar
from dangvu.accounts.sessions import SessionStore
from dangvu.pages import uploads, work
from dangvu.pages.uploads import Upload, upload_of
from dangvu.pages.work import State, give_up, note, noted
from dangvu.periods import clock

AT_ONCE = 2
"""Jobs at a time, so that a long import holds up nobody else's check; those of one account follow each other."""

LOOKS_AFTER = 30.0
"""Seconds after which the worker looks into the queue by itself; the database tells it of a new job at once."""

TRIES = 3
"""A job that was cut short so often is not begun again: it may be what ends the worker."""


@app.task(name="import.check", pass_context=True)
def _check(context: JobContext, *, upload: str, account: int) -> None:
    if _may_begin(context, upload):
        work.check(upload_of(UUID(upload)), account)


@app.task(name="import.take", pass_context=True)
def _take(context: JobContext, *, upload: str, account: int) -> None:
    if _may_begin(context, upload):
        work.take_in(upload_of(UUID(upload)), account)


@app.periodic(cron="*/10 * * * *")
@app.task(name="sweep", queueing_lock="sweep", lock="sweep")
def sweep(timestamp: int = 0) -> None:
    """Take away what has run out: files an hour unused, sessions and what the database knows of them."""
    uploads.sweep()
    entering.forget(clock.now())
    with registrar():
        SessionStore.clear_expired()


def _may_begin(context: JobContext, upload: str) -> bool:
    """Whether a job may begin, for the first time or once more."""
    if context.job.attempts < TRIES:
        return True
    give_up(upload_of(UUID(upload)))
    return False


def check(upload: Upload, name: str, account: int) -> None:
    """Have a workbook checked as it came; `name` is what the reader called it."""
    note(upload, State("checking", name=name))
    _put("import.check", upload, account)


def take_in(upload: Upload, account: int) -> None:
    """Have written what the check of a workbook found good."""
    found = upload.report()
    note(upload, State("taking", confirmed=(found["checked_at"], found["new_rows"])))
    _put("import.take", upload, account)


def _put(task: str, upload: Upload, account: int) -> None:
    """A second job about the same upload is none."""
    number = str(upload.id)
    with registrar():
        try:
            app.configure_task(task, lock=f"account {account}", queueing_lock=number).defer(upload=number, account=account)
        except AlreadyEnqueued:
            return


def worked_on(session: SessionBase) -> UUID | None:
    """The upload of this session that is being worked on or waits for it."""
    return _waiting(uploads.uploads_of(session))


def state_of(upload: Upload) -> State:
    """Where the work stands; what no job is about any more has failed."""
    state = noted(upload)
    if state.is_working and not _waiting([str(upload.id)]):
        state = noted(upload)  # it may have ended between the two looks
        return State("failed", outcome=state.outcome) if state.is_working else state
    return state


def _waiting(numbers: list[str]) -> UUID | None:
    if not numbers:
        return None
    with registrar():
        chosen = ProcrastinateJob.objects.filter(status__in=("todo", "doing"), args__upload__in=numbers)
        found = chosen.order_by("id").values_list("args__upload", flat=True).first()
    return UUID(found) if found else None


def connector() -> PsycopgConnector:
    """The worker's own connections, which are the owner's."""
    with registrar():
        return PsycopgConnector(min_size=1, max_size=AT_ONCE + 2, kwargs=connector_params())


def begin_again() -> int:
    """Put back what a worker that is gone left in the middle; only for whoever is the one worker. How many jobs those were."""
    with registrar():
        lost = list(app.job_manager.list_jobs(status="doing"))
        for job in lost:
            app.job_manager.retry_job_by_id(job.id or 0, retry_at=clock.now())
    return len(lost)


async def attend(own: App, *, has_signals: bool = True) -> None:
    """Do whatever is in the queue and comes into it; until a signal, or until this is cancelled. `own` has the worker's connector."""
    await own.open_async()
    try:
        await own.run_worker_async(
            concurrency=AT_ONCE, delete_jobs="always", fetch_job_polling_interval=LOOKS_AFTER, install_signal_handlers=has_signals
        )
    finally:
        await own.close_async()
