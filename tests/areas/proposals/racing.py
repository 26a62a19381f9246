"""Rivals who do something at the same moment, each with a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import TypeVar

from django.db import connection

RIVALS = 8
T = TypeVar("T")
Together = Callable[[Sequence[Callable[[], T]]], list[T]]


@contextmanager
def rivals() -> Iterator[Together[object]]:
    """Acts begin together; their answers in the order of the acts."""
    barrier = Barrier(RIVALS)

    def begin(act: Callable[[], T]) -> T:
        barrier.wait(timeout=30)
        return act()

    def close() -> None:
        barrier.wait(timeout=30)
        connection.close()

    with ThreadPoolExecutor(RIVALS) as pool:

        def together(acts: Sequence[Callable[[], T]]) -> list[T]:
            assert len(acts) == RIVALS
            return list(pool.map(begin, acts))

        try:
            yield together
        finally:
            list(pool.map(lambda _: close(), range(RIVALS)))
