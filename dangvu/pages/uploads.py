"""Files that wait: each in a folder of its own that only the server's user can read, gone an hour after its last use. Workbooks.

Who asks for one sweeps first; the worker sweeps what nobody asks for any more (`dangvu.pages.jobs`).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404

from dangvu.exchange.importing import Prepared
from dangvu.periods.clock import now

HOUR = 3600
STATE = "viec.json"
MINE = "uploads"
"""The key of the session under which its own uploads are listed; others lead nowhere."""


@dataclass(frozen=True)
class Upload:
    """A waiting workbook; `name` is what the reader called the file."""

    id: UUID
    folder: Path

    @property
    def file(self) -> Path:
        """The workbook as it came."""
        return self.folder / "tep.xlsx"

    @property
    def state(self) -> Path:
        """What is being done with it and how far that is."""
        return self.folder / STATE

    @property
    def refused(self) -> Path:
        """The workbook of its refused rows."""
        return self.folder / "dong-tra-lai.xlsx"

    def report(self) -> dict[str, Any]:
        """What the check found."""
        found: dict[str, Any] = json.loads((self.folder / "ket-qua.json").read_text())
        return found

    def keep(self, prepared: Prepared) -> None:
        """Keep what the check found beside the file."""
        own = {"name": prepared.name, "sha256": prepared.sha256, "new_rows": prepared.new_rows, "checked_at": prepared.checked_at}
        found = {**prepared.report(), **own, "on": prepared.on.isoformat()}
        write_private(self.folder / "ket-qua.json", [json.dumps(found, ensure_ascii=False).encode()])
        write_private(self.refused, [])
        prepared.write_refused(self.refused)

    def drop(self, session: SessionBase) -> None:
        """Remove the file and all that was found in it."""
        drop_folder(self.id, session)


def _root() -> Path:
    folder = Path(settings.HOME) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def write_private(path: Path, chunks: Iterable[bytes]) -> None:
    """A file that only the server's user can read."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.writelines(chunks)


def open_folder(session: SessionBase) -> tuple[UUID, Path]:
    """A folder under a random number for this session alone, gone an hour after its last use."""
    sweep()
    number = uuid4()
    folder = _root() / str(number)
    folder.mkdir(mode=0o700)
    session[MINE] = [*session.get(MINE, []), str(number)]
    return number, folder


def own_folder(number: UUID, session: SessionBase, holding: str) -> Path:
    """The folder of this session that holds a file of that name; 404 for those of others, and for those that are done or an hour unused."""
    sweep()
    folder = _root() / str(number)
    if str(number) not in session.get(MINE, []) or not (folder / holding).exists():
        raise Http404("no such upload")
    os.utime(folder)
    return folder


def drop_folder(number: UUID, session: SessionBase) -> None:
    """Remove a folder with all that is in it."""
    session[MINE] = [one for one in session.get(MINE, []) if one != str(number)]
    shutil.rmtree(_root() / str(number), ignore_errors=True)


def receive(chunks: Iterable[bytes], session: SessionBase) -> Upload:
    """Store a workbook for this session alone."""
    upload = Upload(*open_folder(session))
    write_private(upload.file, chunks)
    return upload


def uploads_of(session: SessionBase) -> list[str]:
    """The numbers of what waits for this session."""
    return list(session.get(MINE, []))


def upload_of(number: UUID) -> Upload:
    """A workbook by its number, for the worker; its folder may be gone."""
    return Upload(number, _root() / str(number))


def waiting(number: UUID, session: SessionBase) -> Upload:
    """A workbook of this session."""
    return Upload(number, own_folder(number, session, STATE))


def sweep() -> None:
    """Remove what nobody used for an hour, also what a stopped server left behind."""
    for folder in _root().iterdir():
        left_of(folder)


def left_of(folder: Path) -> float:
    """The seconds for which a folder stays if nobody uses it; one that has none left is removed."""
    with suppress(FileNotFoundError):  # somebody else may be removing it
        left = folder.stat().st_mtime + HOUR - now().timestamp()
        if left > 0:
            return left
        shutil.rmtree(folder, ignore_errors=True)
    return 0.0
