"""The worker: a program of its own that does the long work, and how `serve` keeps one beside it that never outlives it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread, Timer
from typing import Annotated, Any, NoReturn

import psycopg
import typer
from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params

from dangvu.access.connections import become_web
from dangvu.access.web_role import NoWebRole, prepare
from dangvu.cli.instance import alone, open_instance
from dangvu.cli.speech import refuse, say
from dangvu.pages.jobs import attend, begin_again, connector

ONE_WORKER = 0x44_58
"""The lock of the database that the one worker of an instance holds; another waits to take its place."""

GRACE = 5.0
"""Seconds for a job to end when the worker is stopped; one that needs longer is cut short and begun again by the next worker."""

PAUSE = 10.0
"""Seconds until a worker that ended by itself is started again."""

BESIDE = [sys.executable, "-P", "-m", "dangvu", "worker", "--beside"]


def worker(beside: Annotated[bool, typer.Option("--beside", hidden=True)] = False) -> None:
    """Làm các việc dài (soát và nhập tệp) thay cho trang web."""
    signal.signal(signal.SIGTERM, interrupt)
    try:
        if beside:
            Thread(target=_end_with_the_other, daemon=True).start()
            web = settings.WEB_DATABASE()
        else:
            open_instance()
            with alone():
                web = web_role()
        with _the_only_one():
            by = connector()
            become_web(web)
            if lost := begin_again():
                say(f"làm lại {lost} việc dở dang")
            if not beside:
                say("đang đợi việc; dừng bằng Ctrl-C")
            with app.replace_connector(by) as own:
                asyncio.run(_attend_until_told(attend(own, has_signals=False)))
    except KeyboardInterrupt:
        pass
    except psycopg.OperationalError:
        raise typer.Exit(1) from None  # the database is away; whoever started this tries again


async def _attend_until_told(attending: Any) -> None:
    """A signal lets running jobs end within the grace; what is still running then is cut short with the process."""
    loop, work = asyncio.get_running_loop(), asyncio.ensure_future(attending)

    def stop() -> None:
        work.cancel()
        loop.call_later(GRACE, os._exit, 0)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    with suppress(asyncio.CancelledError):
        await work


def _end_with_the_other() -> None:
    """The other end of standard input is held by `serve` and closes with it, however that ends."""
    os.read(0, 1)
    killer = Timer(GRACE + 1, os._exit, [0])
    killer.daemon = True
    killer.start()
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def _the_only_one() -> Iterator[None]:
    """Waits until no other worker of this instance is left."""
    with psycopg.connect(**connector_params(), autocommit=True) as held:
        held.execute("SELECT pg_advisory_lock(%s)", [ONE_WORKER])
        yield


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker runs until the `with` ends; it is in a session of its own, so that Ctrl-C reaches it only in its turn."""
    over, keeper = Event(), _Keeper()
    thread = Thread(target=keeper.keep, args=(over,), name="worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        keeper.end()
        thread.join(GRACE)


class _Keeper:
    """Starts a worker, and another one whenever it ends before its time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def keep(self, over: Event) -> None:
        """Until it is over."""
        while not over.is_set():
            self._process = subprocess.Popen(BESIDE, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)
            if over.is_set():
                self.end()
            self._process.wait()
            over.wait(PAUSE)

    def end(self) -> None:
        """Tell the worker that it is over, and see that it is."""
        process = self._process
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        try:
            process.wait(GRACE + 3)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def web_role() -> dict[str, Any]:
    """The connection of the web, whose role sees what row-level policies show it; made where the instance makes its own."""
    web: dict[str, Any] = settings.WEB_DATABASE()
    try:
        prepare(web["USER"], None if settings.IS_WEB_DATABASE_GIVEN else web["PASSWORD"])
    except NoWebRole as refusal:
        refuse(refusal)
    return web


def interrupt(*_: Any) -> NoReturn:
    """The end of a program by a signal, as if it were Ctrl-C."""
    raise KeyboardInterrupt
