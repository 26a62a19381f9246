"""Sheets of a workbook read two at a time: the reader works outside Python's lock, so the longest list does not hold up the others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from python_calamine import CalamineSheet, CalamineWorkbook

READERS = 2


def sheets_of(workbook: Callable[[], CalamineWorkbook], names: Sequence[str]) -> Iterator[CalamineSheet]:
    """These sheets in this order; each reader opens the workbook for itself, since two cannot read one. Raises CalamineError."""
    own = threading.local()

    def sheet(name: str) -> CalamineSheet:
        if not hasattr(own, "workbook"):
            own.workbook = workbook()
        found: CalamineSheet = own.workbook.get_sheet_by_name(name)
        return found

    with ThreadPoolExecutor(READERS) as readers:
        yield from readers.map(sheet, names)
