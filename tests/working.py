"""A worker within the test's own process: what the pages put into the queue is done while the `with` lasts."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from procrastinate.contrib.django import DjangoApp, app

from dangvu.pages.jobs import attend, begin_again, connector


@contextmanager
def working() -> Iterator[None]:
    """Until the `with` ends and what was begun is done; a test that holds it up lets go before."""
    loop, ready = asyncio.new_event_loop(), Event()
    begin_again()

    async def work() -> None:
        loop.call_soon(ready.set)
        with suppress(asyncio.CancelledError):
            await attend(own, has_signals=False)

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(task)
        loop.run_until_complete(loop.shutdown_default_executor())

    own = DjangoApp(connector=connector())  # without the calendar
    own.tasks = app.tasks
    task = loop.create_task(work())
    thread = Thread(target=run, name="worker")
    thread.start()
    try:
        assert ready.wait(10)
        yield
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(60)
        assert not thread.is_alive()
        loop.close()
