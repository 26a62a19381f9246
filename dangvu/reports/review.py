"""A written report checked by itself and against the register in one go; the register also lends its populations to the first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dangvu.figurecheck.check import check_text
from dangvu.figurecheck.claims import Claim, Report
from dangvu.figurecheck.register import Population, RegisteredDocument
from dangvu.organisation.places import is_counted_whole
from dangvu.reports.against import EVERYTHING, Asker, Comparison, compare
from dangvu.reports.figures import figures
from dangvu.reports.moments import When
from dangvu.web.formats import day as written


@dataclass(frozen=True)
class Review:
    """What the check found in the text, and what was compared with the register."""

    own: tuple[Claim, ...]
    compared: tuple[Comparison, ...]
    text: str

    @property
    def report(self) -> Report:
        """All of it as claims, in reading order."""
        claims = [*self.own, *(one.claim(self.text) for one in self.compared)]
        return Report(self.text, tuple(sorted(claims, key=lambda claim: (claim.span, claim.kind, claim.verdict, claim.arithmetic))))


def review(
    text: str,
    *,
    of: int | None = None,
    report_date: date | None = None,
    on: date | None = None,
    known: datetime | None = None,
    population: int | None = None,
    documents: Iterable[RegisteredDocument] = (),
    asker: Asker = EVERYTHING,
) -> Review:
    """Check a text; `of`, `on`, `known` and `asker` as in `against.compare`, the others as in `figurecheck.check.check_text`.

    Without `population` a share of the people is taken of those of the unit and the day that its count names in so many words.
    """
    compared = compare(text, of=of, report_date=report_date, on=on, known=known, asker=asker)
    people = population or _Populations(compared, known)
    own = check_text(text, report_date=report_date, population=people, documents=documents)
    return Review(own.claims, tuple(compared), text)


class _Populations:
    """The people of the places of the units that a report names, each asked for once."""

    def __init__(self, compared: Iterable[Comparison], known: datetime | None) -> None:
        sure = [one for one in compared if not one.stated.doubts and one.when is not None and one.when.sure]
        self.named = {one.stated.span: (one.unit.id, one.when) for one in sure if one.unit and one.when}
        self.known = known
        self._found: dict[tuple[int, date], Population | None] = {}

    def __call__(self, span: tuple[int, int]) -> Population | None:
        if span not in self.named:
            return None
        unit, when = self.named[span]
        if (unit, when.on) not in self._found:
            self._found[unit, when.on] = self._ask(unit, when)
        return self._found[unit, when.on]

    def _ask(self, unit: int, when: When) -> Population | None:
        people = figures(unit, when.on, known=self.known, codes=["population"]).figures["population"].numerator
        if not people or not is_counted_whole(unit, when.on, "population", self.known):
            return None
        return Population(people, f"dân số trong sổ, ngày {written(when.on)}")
