"""By what the ledger tells that a register holds the invented province and nobody real."""

from __future__ import annotations

import hashlib
from typing import get_args

from dangvu.access.connections import registrar
from dangvu.demo.plan import Size
from dangvu.ledger.queries import kinds_decided, values_of

IMPORT = "exchange.import"
BRING_NOBODY = ("access.", "reorganisation.", "dues.", "exits.")
"""Beginnings of kinds by which no person can enter the register."""


def name_of(size: Size, *, neighbours: bool = False) -> str:
    """What stands in the ledger where an import has the name of its file."""
    return f"Dữ liệu mẫu cỡ {size}{', ba tỉnh' if neighbours else ''}"


def hash_of(size: Size, *, neighbours: bool = False) -> str:
    """The hash of that name; no workbook can have it, so no file can pass for the demo."""
    return hashlib.sha256(name_of(size, neighbours=neighbours).encode()).hexdigest()


def is_invented() -> bool:
    """Whether the demo was loaded and nothing since could have brought in somebody real: a decision of any kind that could ends it."""
    with registrar():  # it is told by what was decided, which no reader may read
        kinds = {kind for kind in kinds_decided() if not kind.startswith(BRING_NOBODY)}
        if kinds != {IMPORT}:
            return False
        invented = {hash_of(size, neighbours=three) for size in get_args(Size) for three in (False, True)}
        return all(values.get("file_sha256") in invented for values in values_of(IMPORT))
