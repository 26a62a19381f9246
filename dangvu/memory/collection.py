"""The interpreter looks for dead cycles whenever many objects were made; what all stays would be walked through again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Put collection off for a workbook or a report, whose rows and sentences are all needed until the end."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
