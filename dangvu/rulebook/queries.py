"""The rule in force on the day of the case, never on the day of asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dangvu.rulebook.models import Rule


@dataclass(frozen=True)
class InForce:
    """A rule value and the document it comes from."""

    value: Any
    source: str


def rule(key: str, on: date) -> InForce:
    """The rule of that key in force on a day; LookupError where the rulebook has none."""
    row = Rule.objects.filter(key=key, period__contains=on).first()
    if row is None:
        raise LookupError(f"no rule {key} in force on {on}")
    return InForce(row.value, row.source)


def in_force(key: str, on: date) -> InForce | None:
    """The rule of that key in force on a day; None where the rulebook says nothing of that day, and nothing is judged by it."""
    row = Rule.objects.filter(key=key, period__contains=on).first()
    return InForce(row.value, row.source) if row else None
