"""What `.importlinter` says of the packages, and what the folders say."""

from __future__ import annotations

from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def stack() -> list[str]:
    """Every package of the stack, from the top down; packages of one line in the order of the line."""
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    names = contracts["importlinter:contract:areas"]["layers"].replace("|", " ").split()
    return [name for name in names if name != "__main__"]


def packages() -> list[str]:
    """The packages that there are, from the top down."""
    there = {path.parent.name for path in (ROOT / "dangvu").glob("*/__init__.py")}
    listed = [name for name in stack() if name in there]
    return listed + sorted(there - {*listed})
