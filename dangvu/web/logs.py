"""How a fault is written down: its number, the page by its name, the frames it passed; never a value, for it may be somebody's data."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import datetime
from types import TracebackType
from typing import Any

from dangvu.periods.clock import HANOI

INCIDENT = "dangvu.incident"
"""The key of `request.META` under which the number stands that the reader was told."""

OWN = "dangvu"


def page_of(request: object) -> str:
    """The name of the page that was asked for: an address may hold a key that still opens something."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name if match else None) or "?"


class Discreet(logging.Formatter):
    """One line and, for a fault, its frames: types of exceptions without what they say, messages of libraries without their arguments."""

    default_msec_format = "%s.%03d"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record in a copy that holds no value of anybody else's."""
        told = logging.makeLogRecord({**record.__dict__, "exc_text": None, "stack_info": None})
        if record.name.partition(".")[0] != OWN:
            told.msg, told.args = _told(record), ()
        return super().format(told)

    def formatException(self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]) -> str:
        """Every exception of the chain by type, and by the code of the database where it gave one; the frames with their lines of code."""
        return "\n".join(_chain(ei[1], set())) if ei[1] else ""


class DiscreetLines(Discreet):
    """The same as one JSON object a line, for programs that gather logs; `extra` of our own records become its fields."""

    FIELDS = ("page", "method", "status", "milliseconds")

    def format(self, record: logging.LogRecord) -> str:
        """Instant, level, logger, words; the fields that the record has; the frames of a fault as a list of lines."""
        frames = self.formatException(record.exc_info).splitlines() if record.exc_info else []
        bare = logging.makeLogRecord({**record.__dict__, "exc_info": None})
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, HANOI).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage() if record.name.partition(".")[0] == OWN else _told(bare),
        }
        said |= {name: getattr(record, name) for name in self.FIELDS if hasattr(record, name)}
        return json.dumps({**said, "frames": frames} if frames else said, ensure_ascii=False)


def _told(record: logging.LogRecord) -> str:
    """What a library says, without arguments; of a request its number and page."""
    request = getattr(record, "request", None)
    if request is None:
        return str(record.msg)
    number = getattr(request, "META", {}).get(INCIDENT, "-")
    return f"{number}: {getattr(record, 'status_code', '')} at {page_of(request)}"


def _chain(error: BaseException, seen: set[int]) -> list[str]:
    seen.add(id(error))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = [*_chain(cause, seen), "Then:"] if cause is not None and id(cause) not in seen else []
    frames = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    state = getattr(error, "sqlstate", None)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return [*before, frames, f"{kind} ({state})" if state else kind]
