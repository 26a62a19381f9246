"""Statements with known answers, and how well the check knows them.

A block of a file in `reports` is a text with marks, apart from the next by a line `----`:

    @date 2024-07-15             the day of the report
    @population 1230000
    ~ 34 chi bộ -> 43 chi bộ     the text is right; with this change it is wrong
    => verdict kind | quote      what is to be said, of the text as it stands; nothing else may be called inconsistent

What is wrong in the text as it stands is wrong with every change too, and is counted once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dangvu.figurecheck.check import check_text
from dangvu.figurecheck.claims import Claim

REPORTS = Path(__file__).parent / "reports"
Span = tuple[int, int]


@dataclass(frozen=True)
class Expected:
    """A statement of the text and its verdict."""

    verdict: str
    span: Span
    kind: str = ""


@dataclass(frozen=True)
class Case:
    """A text with what is known of it."""

    name: str
    text: str
    expected: tuple[Expected, ...] = ()
    day: date | None = None
    population: int | None = None
    known: tuple[Span, ...] = ()

    def claims(self) -> tuple[Claim, ...]:
        return check_text(self.text, report_date=self.day, population=self.population).claims


@dataclass
class Score:
    """Counts of statements; `notes` say what went wrong, for the one who reads them."""

    found: int = 0
    missed: int = 0
    false: int = 0
    consistent: int = 0
    alarmed: int = 0
    decided: int = 0
    undecidable: int = 0
    left_open: int = 0
    apart: set[tuple[str, str, str]] = field(default_factory=set)
    """The false alarms, each once however many changes of its text raise it."""
    notes: list[str] = field(default_factory=list)

    @property
    def claims(self) -> int:
        return self.found + self.missed + self.consistent

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed)

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false)

    @property
    def false_alarms(self) -> float:
        """Consistent statements called inconsistent."""
        return self.alarmed / self.consistent

    def __str__(self) -> str:
        false = f"{self.false} false alarms, {len(self.apart)} apart"
        open_ = f", {self.left_open} of {self.undecidable} left open" if self.undecidable else ""
        counts = f"{self.claims} claims ({self.found + self.missed} wrong, {self.consistent} right)"
        bars = f"recall {self.recall:.3f}, precision {self.precision:.3f}, false alarms {self.false_alarms:.3f}"
        return f"{counts}: {bars}, right ones recomputed {self.decided / self.consistent:.3f}, {false}{open_}"


def read_cases(folder: str) -> Iterator[Case]:
    """The blocks of a folder, and one more for every change."""
    for path in sorted((REPORTS / folder).glob("*.txt")):
        for number, block in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n----\n"), 1):
            yield from _cases(f"{folder}/{path.stem} {number}", block)


def _cases(name: str, block: str) -> Iterator[Case]:
    lines = block.split("\n")
    text = "\n".join(line for line in lines if not line.startswith(("@", "~ ", "=> ", "# ")))
    options = dict(line[1:].split(" ", 1) for line in lines if line.startswith("@"))
    day = date.fromisoformat(options["date"]) if "date" in options else None
    population = int(options["population"]) if "population" in options else None
    changes = [tuple(line[2:].split(" -> ")) for line in lines if line.startswith("~ ")]
    expected = [_expected(name, text, line[3:]) for line in lines if line.startswith("=> ")]
    right = [Expected("consistent", _place(name, text, old)) for old, _ in changes]
    known = [one.span for one in expected if one.verdict == "inconsistent"]
    yield Case(name, text, tuple(expected + right), day, population)
    for old, new in changes:
        start, end = _place(name, text, old)
        wrong = text[:start] + new + text[end:]
        moved = tuple((a + (len(new) - len(old)) * (a >= end), b + (len(new) - len(old)) * (a >= end)) for a, b in known)
        yield Case(f"{name}: {new}", wrong, (Expected("inconsistent", (start, start + len(new))),), day, population, moved)


def _expected(name: str, text: str, line: str) -> Expected:
    head, _, quote = line.partition(" | ")
    verdict, _, kind = head.strip().partition(" ")
    return Expected(verdict, _place(name, text, quote), kind)


def _place(name: str, text: str, quote: str) -> Span:
    assert quote in text, f"{name}: {quote} is not in the text"
    start = text.index(quote)
    return start, start + len(quote)


def touches(claim: Claim, span: Span) -> bool:
    """Whether a claim speaks of these characters, in its span or by one of its figures."""
    return any(start < span[1] and span[0] < end for start, end in (claim.span, *claim.figures))


def score(cases: Iterable[Case]) -> Score:
    """How many wrong statements are found and how many right ones are called wrong."""
    total = Score()
    for case in cases:
        _count(total, case)
    return total


def _count(total: Score, case: Case) -> None:
    claims = case.claims()
    alarms = [claim for claim in claims if claim.verdict == "inconsistent"]
    wrong = [one for one in case.expected if one.verdict == "inconsistent"]
    for one in wrong:
        hit = any(touches(claim, one.span) for claim in alarms)
        total.found += hit
        total.missed += not hit
        if not hit:
            total.notes.append(f"MISSED {case.name} | {case.text[max(0, one.span[0] - 120) : one.span[1] + 60]!r}")
    for claim in alarms:
        if not any(touches(claim, span) for span in (*(one.span for one in wrong), *case.known)):
            total.false += 1
            total.apart.add((case.name.split(": ")[0], claim.kind, claim.arithmetic))
            total.notes.append(f"FALSE  {case.name} | {claim.kind} | {claim.quote[:120]!r} | {claim.arithmetic}")
    for one in case.expected:
        if one.verdict == "not_decidable":
            total.undecidable += 1
            decided = [claim for claim in claims if claim.verdict in ("consistent", "inconsistent") and touches(claim, one.span)]
            total.left_open += not [claim for claim in decided if claim.kind == one.kind or not one.kind]
        elif one.verdict == "consistent":
            total.consistent += 1
            total.alarmed += any(touches(claim, one.span) and not any(touches(claim, other.span) for other in wrong) for claim in alarms)
            total.decided += any(claim.verdict == "consistent" and touches(claim, one.span) for claim in claims)
