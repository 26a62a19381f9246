"""Figures computed once for each state of the register, and shared by all who ask the same of the same part of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from dangvu.access.queries import last_decision
from dangvu.access.viewer import Viewer
from dangvu.indicators.publishing import Publication
from dangvu.reports.figures import Answer, figures


@dataclass(frozen=True)
class Asked:
    """What is asked of the register as it stood after its last decision."""

    head: bytes
    unit: int
    on: date
    since: date | None
    known: datetime | None
    codes: tuple[str, ...] | None
    by: str
    child: bool
    published: Publication | None
    within: frozenset[int] | None
    boundaries: date | None = None


def head_of(viewer: Viewer) -> tuple[bytes, date | None]:
    """What tells one state of the register, as a reader sees it, from another; and the day on which the last decision takes effect."""
    head, latest = last_decision()
    return head + viewer.sight, latest


@lru_cache(maxsize=64)
def answer(asked: Asked) -> Answer:
    """The figures; whoever asks twice between two decisions is answered at once."""
    return figures(
        asked.unit, asked.on, since=asked.since, known=asked.known, codes=asked.codes, by=asked.by or None, child=asked.child,
        published=asked.published, within=asked.within, boundaries=asked.boundaries,
    )  # fmt: skip
