"""What the command line says: answers on standard output, progress and refusals on standard error."""

from __future__ import annotations

import json
import sys
import time
from typing import Any, NoReturn

import typer

STARTED = time.monotonic()
REFUSED = 1


def say(text: str) -> None:
    """A line of progress with the seconds since the start."""
    print(f"[{time.monotonic() - STARTED:5.1f} s] {text}", file=sys.stderr, flush=True)


def answer(value: Any) -> None:
    """One JSON value as the whole of standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1 if sys.stdout.isatty() else None, default=str)
    print(flush=True)


def refuse(text: object) -> NoReturn:
    """Say why nothing was done, and end."""
    print(text, file=sys.stderr, flush=True)
    raise typer.Exit(REFUSED)


def grouped(number: int) -> str:
    """A whole number with the thousands apart, as written in Việt Nam."""
    return f"{number:,}".replace(",", ".")


class Reading:
    """Progress of a workbook: each sheet when it begins and, when it is read, its rows and rows per second."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def __call__(self, sheet: str, done: int, rows: int) -> None:
        """Called at the beginning of a sheet and at its end."""
        if done:
            seconds = max(time.monotonic() - self._began, 1e-3)
            say(f"đã đọc “{sheet}”: {grouped(done)} dòng, {grouped(round(done / seconds))} dòng/giây")
        else:
            self._began = time.monotonic()
            say(f"đang đọc “{sheet}”: {grouped(rows)} dòng")


class Steps:
    """Progress of work in steps: each when it begins and, where it says so, how much it did."""

    def __call__(self, step: str, done: int, rows: int) -> None:
        """Called at the beginning of a step and, where it counts, at its end."""
        say(f"{step}: xong {grouped(done)} dòng" if done else f"{step}{f': {grouped(rows)} dòng' if rows else ''}")
