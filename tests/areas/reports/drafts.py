"""A draft against its own check: what is called wrong in it, and how many of its figures the register confirms."""

from __future__ import annotations

from collections import Counter

from dangvu.figurecheck.check import check_text
from dangvu.figurecheck.claims import Claim
from dangvu.reports.against import compare


def judged(text: str, of: int | None = None) -> list[Claim]:
    """Every claim of a text, by itself and against the register."""
    return [*check_text(text).claims, *(one.claim(text) for one in compare(text, of=of))]


def wrong(text: str, of: int | None = None) -> list[tuple[str, str, str]]:
    """What is called wrong or cut."""
    return [(one.kind, one.quote, one.arithmetic) for one in judged(text, of) if one.verdict in ("inconsistent", "rounding")]


def tally(text: str, of: int | None = None) -> Counter[str]:
    """How many claims there are by kind and verdict."""
    return Counter(f"{one.kind} {one.verdict}" for one in judged(text, of))
