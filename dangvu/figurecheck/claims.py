"""What the check says about one statement of a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from dangvu.figurecheck.arithmetic import Fit

Marks = frozenset[tuple[int, int]]
"""Where figures stand of which something was said already."""

Verdict = Literal["consistent", "inconsistent", "rounding", "not_decidable"]

VERDICTS: dict[Fit, Verdict] = {"exact": "consistent", "cut": "rounding", "off": "inconsistent"}
SEVERITY: dict[Verdict, int] = {"consistent": 0, "not_decidable": 1, "rounding": 2, "inconsistent": 3}


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that was looked at; `span` and `figures` count characters of the report's text."""

    span: tuple[int, int]
    quote: str
    kind: str
    verdict: Verdict
    arithmetic: str
    stated: str
    recomputed: str | None = None
    figures: tuple[tuple[int, int], ...] = ()

    def as_json(self) -> dict[str, object]:
        """The seven keys promised to the command line; `figures` serves the page only."""
        return {
            "span": list(self.span),
            "quote": self.quote,
            "kind": self.kind,
            "verdict": self.verdict,
            "arithmetic": self.arithmetic,
            "stated": self.stated,
            "recomputed": self.recomputed,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """A text with what was found in it, in reading order."""

    text: str
    claims: tuple[Claim, ...]

    @property
    def verdict(self) -> Verdict:
        """The gravest verdict; a text without claims is consistent."""
        return max((claim.verdict for claim in self.claims), key=SEVERITY.__getitem__, default="consistent")

    def as_json(self) -> dict[str, object]:
        """The JSON document of `check FILE --json`."""
        return {"claims": [claim.as_json() for claim in self.claims]}


def said_once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """In reading order, the same in every run; of what two rules say of one place with one arithmetic the first."""
    ordered = sorted(claims, key=lambda one: (*_said(one), one.stated, one.recomputed or "", one.figures, one.quote))
    return tuple(next(same) for _, same in groupby(ordered, _said))


def _said(claim: Claim) -> tuple[tuple[int, int], str, str, str]:
    return claim.span, claim.kind, claim.verdict, claim.arithmetic
