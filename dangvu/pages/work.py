"""Long work on a waiting workbook, done by the worker: what comes of it, and how far it is, is noted in the folder of the upload.

Cut short at any moment it can be begun again: a check writes nothing, an import is one transaction, and one that was written is
found by its file.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

from dangvu.access.acting import registrar
from dangvu.access.errands import giver, may_whole
from dangvu.access.officer import Officer
from dangvu.commands import Refused
from dangvu.exchange.importing import prepare, take
from dangvu.filegate.refused import Refused as FileRefused
from dangvu.ledger import checkpoints
from dangvu.ledger.queries import import_of_file
from dangvu.pages.uploads import Upload, write_private
from dangvu.periods import clock
from dangvu.web.problems import incident_number

logger = logging.getLogger(__name__)

RIGHT = "import"

Step = Literal["checking", "checked", "taking", "writing", "taken", "refused", "failed"]
WORKING = frozenset({"checking", "taking", "writing"})


def _instant() -> float:
    return clock.now().timestamp()


@dataclass(frozen=True)
class State:
    """Where the work stands: rows read so far and their speed, the sheet being read with its rows; at the end what came of it."""

    step: Step
    began: float = field(default_factory=_instant)
    name: str = ""
    """What the reader called the file, until the check keeps it."""
    confirmed: tuple[int, int] = (0, 0)
    """What is to be taken: the last decision at the check that was confirmed, and how many rows it found new."""
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


def check(upload: Upload, account: int) -> None:
    """Check a workbook as it came."""
    _do(upload, account, lambda state, _officer: _check(upload, state), unless=("taking", "writing"))


def take_in(upload: Upload, account: int) -> None:
    """Write what the check of a workbook found good."""
    _do(upload, account, lambda state, officer: _take(upload, officer, state), unless=("checking",))


def give_up(upload: Upload) -> None:
    """Say of work that was cut short time and again that it has failed."""
    note(upload, State("failed"))


def _do(upload: Upload, account: int, work: Callable[[State, Officer], State], unless: tuple[Step, ...]) -> None:
    """Nothing where the folder is gone or the work is done; a refusal where whoever gave it may no longer ask for it."""
    with suppress(FileNotFoundError):
        state = noted(upload)
        if state.is_working and state.step not in unless:
            note(upload, _end(lambda: _for_the_giver(account, lambda officer: work(state, officer))))


def _for_the_giver(account: int, work: Callable[[Officer], State]) -> State:
    officer = giver(account)
    if officer is None or not may_whole(account, RIGHT):
        return State("refused", said=["Tài khoản đã giao việc này không còn được nhập dữ liệu vào sổ; chưa ghi gì."])
    with registrar():
        return work(officer)


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


def _check(upload: Upload, state: State) -> State:
    begun = State("checking", name=state.name)
    upload.keep(prepare(upload.file, name=state.name, progress=_Reading(upload, begun)))
    return State("checked")


def _take(upload: Upload, officer: Officer, asked: State) -> State:
    """Read the workbook again and write what was confirmed: if the register has changed, that has to be confirmed anew.

    Of work that was cut short between its decision and the note of it only that has to be told.
    """
    found, begun = upload.report(), State("taking", confirmed=asked.confirmed)
    written = import_of_file(found["sha256"], officer.label, after=begun.confirmed[0])
    if written is not None:
        checkpoints.note(Path(settings.HOME))
        return _taken(written, begun.confirmed[1], found["on"], found["name"])
    prepared = prepare(upload.file, name=found["name"], progress=_Reading(upload, begun))
    if (prepared.checked_at, prepared.new_rows) != begun.confirmed:
        upload.keep(prepared)
        return State("checked", changed=True)
    writing = replace(begun, step="writing", began=_instant(), rows=prepared.new_rows)
    note(upload, writing)
    try:
        decision = take(prepared, officer)
    except Refused as refusal:
        upload.keep(prepared)
        return State("checked", said=[problem.message for problem in refusal.problems])
    checkpoints.note(Path(settings.HOME))
    seconds = max(_instant() - writing.began, 1e-3)
    return replace(_taken(decision, prepared.new_rows, prepared.on.isoformat(), prepared.name), speed=round(prepared.new_rows / seconds))


def _taken(decision: int | None, rows: int, on: str, name: str) -> State:
    return State("taken", outcome={"rows": rows, "decision": decision, "on": on, "name": name})


class _Reading:
    """Notes each sheet when it begins, and when it is read the rows so far and their speed."""

    def __init__(self, upload: Upload, begun: State) -> None:
        self._upload, self._begun, self._done = upload, begun, 0
        note(upload, begun)

    def __call__(self, sheet: str, done: int, rows: int) -> None:
        """Called at the beginning of a sheet and at its end."""
        self._done += done
        speed = round(self._done / max(_instant() - self._begun.began, 1e-3))
        # a sheet that is read is named no longer
        note(self._upload, replace(self._begun, sheet="" if done else sheet, rows=0 if done else rows, done=self._done, speed=speed))


def note(upload: Upload, state: State) -> None:
    """The state at once and whole; a folder that is gone needs none."""
    with suppress(FileNotFoundError):
        new = upload.state.with_suffix(".moi")
        write_private(new, [json.dumps(asdict(state), ensure_ascii=False).encode()])
        new.replace(upload.state)


def noted(upload: Upload) -> State:
    """The state as it was noted last."""
    state = json.loads(upload.state.read_text())
    return State(**{**state, "confirmed": tuple(state.get("confirmed", (0, 0)))})
