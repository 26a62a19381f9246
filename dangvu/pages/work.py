"""Long work on a waiting workbook: a thread of the server does it, one at a time for each session, and notes in the folder how far it is.

A session's lock is held by whoever works and ends with the program, so that work cut short is told from work going on.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import connections

from dangvu.access.acting import registrar
from dangvu.commands import Actor, Refused
from dangvu.exchange.importing import prepare, take
from dangvu.filegate.refused import Refused as FileRefused
from dangvu.ledger import checkpoints
from dangvu.pages.uploads import Upload, write_private
from dangvu.periods import clock
from dangvu.web.problems import incident_number

logger = logging.getLogger(__name__)

FORGOTTEN = 24 * 3600
"""No session lives so long; its lock is removed."""

Step = Literal["checking", "checked", "taking", "writing", "taken", "refused", "failed"]
WORKING = frozenset({"checking", "taking", "writing"})


def _instant() -> float:
    return clock.now().timestamp()


@dataclass(frozen=True)
class State:
    """Where the work stands: rows read so far and their speed, the sheet being read with its rows; at the end what came of it."""

    step: Step
    began: float = field(default_factory=_instant)
    sheet: str = ""
    rows: int = 0
    done: int = 0
    speed: int = 0
    changed: bool = False
    """The register was written to after the check that was confirmed, so it was checked anew."""
    said: list[str] = field(default_factory=list)
    number: str = ""
    outcome: dict[str, Any] = field(default_factory=dict)

    @property
    def is_working(self) -> bool:
        """Whether there is more to come."""
        return self.step in WORKING


class Lock:
    """The right of a session to have one thing done; it names the upload that is worked on."""

    def __init__(self, session: SessionBase) -> None:
        folder = Path(settings.HOME) / "work"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _forget_old(folder)
        path = folder / sha256((session.session_key or "").encode()).hexdigest()[:32]
        self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)

    def take(self) -> bool:
        """Whether it was free, and is held now until released."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        os.utime(self._file.fileno())
        self._file.truncate(0)
        return True

    def name(self, upload: Upload) -> None:
        """Say what is worked on."""
        os.pwrite(self._file.fileno(), str(upload.id).encode(), 0)

    def holder(self) -> UUID | None:
        """What is being worked on, as far as it is known yet."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            named = os.pread(self._file.fileno(), 36, 0).decode()
            return UUID(named) if named else None
        return None

    def release(self) -> None:
        """Let the session have something else done."""
        self._file.close()


def _forget_old(folder: Path) -> None:
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < _instant() - FORGOTTEN:
                path.unlink()


def claim(session: SessionBase) -> Lock | None:
    """The session's lock, to be given to `check` or `take_in` or released; None while something is being done for it."""
    lock = Lock(session)
    if lock.take():
        return lock
    lock.release()
    return None


def worked_on(session: SessionBase) -> UUID | None:
    """The upload of this session that is being worked on."""
    lock = Lock(session)
    try:
        return lock.holder()
    finally:
        lock.release()


def state_of(upload: Upload, session: SessionBase) -> State:
    """Where the work stands; what nobody does any more has failed."""
    state = _read(upload)
    if state.is_working and worked_on(session) != upload.id:
        state = _read(upload)  # it may have ended between the two looks
        return State("failed", outcome=state.outcome) if state.is_working else state
    return state


def check(upload: Upload, name: str, lock: Lock) -> None:
    """Begin to check a workbook as it came."""
    _begin(upload, State("checking"), lock, lambda: _check(upload, name))


def take_in(upload: Upload, actor: Actor, lock: Lock) -> None:
    """Begin to write what the check of a workbook found good."""
    _begin(upload, State("taking"), lock, lambda: _take(upload, actor))


def _begin(upload: Upload, state: State, lock: Lock, work: Callable[[], State]) -> None:
    lock.name(upload)
    _note(upload, state)
    Thread(target=_do, args=(upload, lock, work), name=f"work {upload.id}", daemon=True).start()


def _do(upload: Upload, lock: Lock, work: Callable[[], State]) -> None:
    try:
        with registrar():
            _note(upload, _end(work))
    finally:
        connections.close_all()
        lock.release()


def _end(work: Callable[[], State]) -> State:
    """What came of it; a fault is logged under a number that the reader is told."""
    try:
        return work()
    except FileRefused as refusal:
        return State("refused", said=[refusal.message])
    except Exception:
        number = incident_number()
        logger.exception("%s: import", number)
        return State("failed", number=number)


def _check(upload: Upload, name: str) -> State:
    upload.keep(prepare(upload.file, name=name, progress=_Reading(upload, "checking")))
    return State("checked")


def _take(upload: Upload, actor: Actor) -> State:
    """Read the workbook again and write what was confirmed: if the register has changed, that has to be confirmed anew."""
    confirmed = upload.report()
    prepared = prepare(upload.file, name=confirmed["name"], progress=_Reading(upload, "taking"))
    if (prepared.checked_at, prepared.new_rows) != (confirmed["checked_at"], confirmed["new_rows"]):
        upload.keep(prepared)
        return State("checked", changed=True)
    state = State("writing", rows=prepared.new_rows)
    _note(upload, state)
    try:
        decision = take(prepared, actor)
    except Refused as refusal:
        upload.keep(prepared)
        return State("checked", said=[problem.message for problem in refusal.problems])
    checkpoints.note(Path(settings.HOME))
    seconds = max(_instant() - state.began, 1e-3)
    outcome = {"rows": prepared.new_rows, "decision": decision, "on": prepared.on.isoformat(), "name": prepared.name}
    return State("taken", speed=round(prepared.new_rows / seconds), outcome=outcome)


class _Reading:
    """Notes each sheet when it begins, and when it is read the rows so far and their speed."""

    def __init__(self, upload: Upload, step: Step) -> None:
        self._upload, self._step, self._began, self._done = upload, step, _instant(), 0

    def __call__(self, sheet: str, done: int, rows: int) -> None:
        """Called at the beginning of a sheet and at its end."""
        self._done += done
        speed = round(self._done / max(_instant() - self._began, 1e-3))
        # a sheet that is read is named no longer
        told = State(self._step, self._began, sheet="" if done else sheet, rows=0 if done else rows, done=self._done, speed=speed)
        _note(self._upload, told)


def _note(upload: Upload, state: State) -> None:
    """The state at once and whole; a folder that is gone needs none."""
    with suppress(FileNotFoundError):
        new = upload.state.with_suffix(".moi")
        write_private(new, [json.dumps(asdict(state), ensure_ascii=False).encode()])
        new.replace(upload.state)


def _read(upload: Upload) -> State:
    return State(**json.loads(upload.state.read_text()))
