"""Every sensitive table that the product can publish of a register, with the truth beside it; the truth is for scoring alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection

from dangvu.indicators.declaration import UNKNOWN, Measure
from dangvu.indicators.evaluation import evaluate, words
from dangvu.indicators.publishing import counting, marks
from dangvu.indicators.statement import Slice
from dangvu.indicators.suppression import Counted, Rounding
from dangvu.members.indicators import COVERED, RELIGIOUS, UNCOVERED
from dangvu.members.kinds import EXITS
from dangvu.members.sources import MEMBERS
from dangvu.reports.figures import CATALOGUE, question

STOCKS = ("members", "women", "probationary", "official", "exempt")
CAME = ("admissions", "returns_in", "transfers_in", "moved_in")
LEFT = ("exits", "transfers_out", "moved_out")
ADDING_UP = frozenset({*STOCKS, "religious", "covered", "uncovered", "admissions", "returns_in", "exits"})
"""Counts of which a unit has what its children have together."""

PARTS_OF_THE_RELIGIOUS = ("sex", "status", "age_band", "party_age_band")


class Place(NamedTuple):
    """Whose count of what: the unit, the month's number, the indicator, the division and its word."""

    unit: int
    month: int
    code: str
    by: str
    word: str


@dataclass
class Tables:
    """Parts by place, the exact number of the whole they belong to, and the tree: whose child each unit is in each month."""

    parts: dict[Place, Counted] = field(default_factory=dict)
    wholes: dict[Place, Counted] = field(default_factory=dict)
    children: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)

    def of_month(self, month: int) -> Tables:
        """The tables of one month alone."""
        parts = {place: part for place, part in self.parts.items() if place.month == month}
        children = {key: found for key, found in self.children.items() if key[1] == month}
        return Tables(parts, {place: self.wholes[place] for place in parts}, children, self.words, self.days)


def month_ends(last: date, months: int) -> list[date]:
    """The ends of so many months, the last one included."""
    ends = [last]
    while len(ends) < months:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends[::-1]


def collect(last: date, months: int, rounding: Rounding) -> Tables:
    """The tables of every unit at the end of every month."""
    tables = Tables(days=month_ends(last, months))
    listed = words(MEMBERS, ["ethnicity", "religion", *PARTS_OF_THE_RELIGIOUS])
    tables.words = {by: [*known, UNKNOWN] for by, known in listed.items()} | {"kind": list(EXITS)}
    asked = list(_asked(tables.words))
    keys = {(by, word): number for by in ("ethnicity", "religion") for word, number in listed[by].items()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT ancestor FROM unit_leaf WHERE ancestor <> child ORDER BY 1")
        parents = [row[0] for row in cursor.fetchall()]
    for month, day in enumerate(tables.days):
        for unit in parents:
            _ask(tables, unit, month, day, asked, keys, rounding)
    return tables


def _asked(listed: dict[str, list[str]]) -> Iterator[tuple[str, str, str, Measure, Measure, str]]:
    """Code, division, word, what is counted, the whole, and by what the whole is divided."""
    for code in (*STOCKS, "opening", *CAME, *LEFT):
        counted = CATALOGUE.indicators[code].numerator
        for by in ("ethnicity", "religion", *(["kind"] if code == "exits" else [])):
            yield from ((code, by, word, counted, counted, "") for word in listed[by])
    for code, measure in (("religious", RELIGIOUS), ("covered", COVERED), ("uncovered", UNCOVERED)):
        assert measure.among
        yield code, "", "", measure, measure.among, ""
    for by in PARTS_OF_THE_RELIGIOUS:
        assert RELIGIOUS.among
        yield from (("religious", by, word, RELIGIOUS, RELIGIOUS.among, by) for word in listed[by])


def _ask(
    tables: Tables,
    unit: int,
    month: int,
    day: date,
    asked: Sequence[tuple[str, str, str, Measure, Measure, str]],
    keys: dict[tuple[str, str], int | None],
    rounding: Rounding,
) -> None:
    factor, summand = rounding.mixing()
    one = question(unit, day, since=day.replace(day=1))
    one = replace(one, given={**one.given, "mark_factor": factor, "mark_summand": summand})
    slices = []
    for _code, by, word, counted, whole, divided in asked:
        of_whole = (divided, word) if divided else ("", "")
        for measure, division in ((counted, (by, word)), (marks(counted), (by, word)), (whole, of_whole), (marks(whole), of_whole)):
            slices.append(Slice(counting(measure), *division, keys.get(division)))
    found = evaluate(CATALOGUE, one, slices, child=True)
    tables.children[unit, month] = [child for child, _word in found if child is not None]
    for (child, _word), figures in found.items():
        seen = unit if child is None else -unit if child == unit else child  # what hangs on the unit itself has a place of its own
        for place, (code, by, word, *_rest) in enumerate(asked):
            count, mark, all_of, their_mark = (figure.numerator for figure in figures[4 * place : 4 * place + 4])
            where = Place(seen, month, code, by, word)
            tables.parts[where] = Counted(count or 0, mark)
            tables.wholes[where] = Counted(all_of or 0, their_mark)
