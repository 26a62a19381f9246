"""How somebody who came over the web decides: as the owner of the tables, asked for the mandates of that moment."""

from __future__ import annotations

from dangvu.access.connections import registrar
from dangvu.access.officer import Officer
from dangvu.commands import Command, run

__all__ = ["decide", "registrar"]


def decide(command: Command, officer: Officer) -> int:
    """Carry out a command; the number of the decision. `Refused` as by `run()`."""
    with registrar():
        return run(command, officer).id
