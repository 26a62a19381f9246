"""Workbooks that wait for their confirmation: each in a folder of its own that only the server's user can read, gone after an hour."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404

from dangvu.exchange.importing import Prepared
from dangvu.periods.clock import now

HOUR = 3600
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
    def refused(self) -> Path:
        """The workbook of its refused rows."""
        return self.folder / "dong-tra-lai.xlsx"

    def report(self) -> dict[str, Any]:
        """What the check found."""
        found: dict[str, Any] = json.loads((self.folder / "ket-qua.json").read_text())
        return found

    def keep(self, prepared: Prepared) -> None:
        """Keep what the check found beside the file."""
        found = {**prepared.report(), "name": prepared.name, "new_rows": prepared.new_rows, "on": prepared.on.isoformat()}
        _write(self.folder / "ket-qua.json", [json.dumps(found, ensure_ascii=False).encode()])
        _write(self.refused, [])
        prepared.write_refused(self.refused)

    def drop(self, session: SessionBase) -> None:
        """Remove the file and all that was found in it."""
        session[MINE] = [one for one in session.get(MINE, []) if one != str(self.id)]
        shutil.rmtree(self.folder, ignore_errors=True)


def _folder() -> Path:
    folder = Path(settings.HOME) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.writelines(chunks)


def receive(chunks: Iterable[bytes], session: SessionBase) -> Upload:
    """Store a workbook for this session alone."""
    sweep()
    upload = _of(uuid4())
    upload.folder.mkdir(mode=0o700)
    _write(upload.file, chunks)
    end = Timer(HOUR, shutil.rmtree, [upload.folder], {"ignore_errors": True})
    end.daemon = True
    end.start()
    session[MINE] = [*session.get(MINE, []), str(upload.id)]
    return upload


def waiting(number: UUID, session: SessionBase) -> Upload:
    """An upload of this session; 404 for those of others, and for those that are done or an hour old."""
    sweep()
    upload = _of(number)
    if str(number) not in session.get(MINE, []) or not upload.file.exists():
        raise Http404("no such upload")
    return upload


def sweep() -> None:
    """Remove what has waited for an hour, also what a stopped server left behind."""
    oldest = now().timestamp() - HOUR
    for folder in _folder().iterdir():
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def _of(number: UUID) -> Upload:
    return Upload(number, _folder() / str(number))
