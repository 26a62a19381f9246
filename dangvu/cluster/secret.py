"""Random secrets that are made once and kept in a file of the caller's."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path


def kept_secret(path: Path, length: int) -> str:
    """What the file holds; random text on first use, of `length` random bytes. However many ask at once, all are told the same."""
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(length))
    return path.read_text(encoding="ascii")


def _write_once(path: Path, text: str) -> None:
    """Whole or not at all, and never over what another process wrote first."""
    draft = path.with_name(f"{path.name}-{secrets.token_hex(6)}")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
