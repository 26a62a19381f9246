"""What areas declare: sources of rows, ways to divide them, and indicators counted from them. All SQL here is written by areas.

SQL may use the parameters `%(unit)s`, `%(day)s`, `%(first)s` and `%(eve)s` (first day of the period and the day before),
`%(ago_30)s` (the day thirty years before `day`, any number up to `OLDEST`), and those the caller gives;
`OLDEST - width_bucket(x, %(birthdays)s)` is the number of years completed on `day` since the day x.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dangvu.indicators.rounding import rate

OLDEST = 150
"""Years; nobody in a register was born earlier than that before the day asked."""

UNKNOWN = "Chưa rõ"
"""The word for rows in which the attribute asked for was never written down."""


@dataclass(frozen=True)
class Breakdown:
    """One way to divide the rows of a source.

    `key` is what rows are grouped by and `word` what a reader sees for it (SQL over `key`; empty: the key itself).
    `one` is the condition on rows of a single word, with `{word}` in its place; `words` lists all words in SQL.
    Where the division is by conditions instead, `conditions` holds them by word; one of them is true where `key` is not null.
    `sensitive` names the attribute of people that the words tell (ethnicity, religion, discipline), empty for all others;
    `usual` is the word that most people bear, which then is never published: it is what the others leave of a number that is no secret.
    """

    key: str = ""
    word: str = ""
    one: str = ""
    words: str = ""
    join: str = ""
    where: str = ""
    conditions: Mapping[str, str] = field(default_factory=dict)
    sensitive: str = ""
    usual: str = ""

    def condition(self, word: str, placeholder: str) -> str:
        """The SQL condition on rows of one word; `placeholder` stands for the word as a parameter."""
        if word == UNKNOWN:
            return f"{self.key if self.word or self.conditions else self._text} IS NULL"
        if self.conditions:
            return self.conditions.get(word, "false")
        return (self.one or f"{self.key} = {{word}}").format(word=placeholder)

    @property
    def grouped(self) -> str:
        """What to group by: the key, or the position of the first condition that holds."""
        cases = " ".join(f"WHEN {sql} THEN {place}" for place, sql in enumerate(self.conditions.values()))
        return f"CASE {cases} END" if cases else self.key

    @property
    def shown(self) -> str:
        """The word of a group as text, or its position among the conditions; null where unknown."""
        return f"CAST({self.grouped if self.conditions else self.word or self._text} AS text)"

    @property
    def _text(self) -> str:
        return f"NULLIF({self.key}, '')"

    def read(self, shown: str | None) -> str:
        """The word that `shown` came back as."""
        if shown is None:
            return UNKNOWN
        return list(self.conditions)[int(shown)] if self.conditions else shown


@dataclass(frozen=True)
class Listing:
    """How a row is shown as a record: its opaque number, its label, the order of the list, and what must be joined for that."""

    id: str
    label: str
    order: str
    join: str = ""


@dataclass(frozen=True, eq=False)
class Source:
    """Rows seen from a unit: `tables` start from `unit_leaf`, `child` is the child of the unit that a row hangs under.

    `edge` is given where a row may count for the unit and not for its child, or the reverse: the condition for either.
    `where_undivided` holds for all divisions but those that say otherwise. `empty` is the sum of no rows: 0, or None for "no data".
    `row` is the number of the person or unit that a row speaks of; without it nothing sensitive can be declared of the source.
    """

    name: str
    reads: tuple[str, ...]
    tables: str
    where: str
    listing: Listing
    child: str = "t.child"
    breakdowns: Mapping[str, Breakdown] = field(default_factory=dict)
    edge: tuple[str, str] | None = None
    where_undivided: str = "true"
    empty: int | None = 0
    row: str = ""


@dataclass(frozen=True)
class Measure:
    """Rows of a source that meet a condition, counted, or the sum of an amount over them; with `least` the least amount instead.

    `sensitive` names the attribute of people that the condition tells; `among` are the rows they are part of, whose number is no secret.
    """

    source: Source
    where: str = "true"
    amount: str = ""
    least: bool = False
    sensitive: str = ""
    among: Measure | None = None


@dataclass(frozen=True)
class Indicator:
    """A figure declared once. A rate is `numerator` × `scale` ÷ `denominator`; a count has no denominator.

    `unsure` counts rows that lack the facts to be judged: while there are any, a count of zero is not claimed.
    `said` are the words by which a written report names the figure, folded: words in brackets may be missing,
    and words after a question mark may also mean something else.
    """

    code: str
    name: str
    counts: str
    numerator: Measure
    denominator: Measure | None = None
    unsure: Measure | None = None
    unit_of_measure: str = "đảng viên"
    decimals: int = 0
    scale: int = 1
    document: str = ""
    version: int = 1
    said: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The two or three measures that the value rests on."""
        return tuple(measure for measure in (self.numerator, self.denominator, self.unsure) if measure)

    def allows(self, by: str) -> bool:
        """Whether every source of this indicator can be divided in this way."""
        return all(by in measure.source.breakdowns for measure in self.measures)

    def value(self, numerator: int | None, denominator: int | None, unsure: int | None) -> Decimal | int | None:
        """The figure from what was counted; None is "no data"."""
        if self.denominator is not None:
            return rate(numerator, denominator, self.scale, self.decimals)
        return None if unsure and not numerator else numerator


@dataclass(frozen=True)
class Aspect:
    """Columns of a past table that one join brings, by name, and a query for the persons and days on which they change."""

    columns: Mapping[str, str]
    join: str
    turns: str = ""


@dataclass(frozen=True)
class Past:
    """A derived table as held at an instant: `{held}` in its SQL is the condition on dated rows, `{since}` the first day asked for.

    Where there are aspects, only those whose columns the statement names are joined, at `{columns}`, `{turns}` and `{joins}`.
    """

    query: str
    aspects: tuple[Aspect, ...] = ()

    def sql(self, statement: str, held: str) -> str:
        """The query that stands for the table in a statement."""
        since = "%(eve)s" if "%(eve)s" in statement or "%(first)s" in statement else "%(day)s"
        named = [(aspect, [name for name in aspect.columns if re.search(rf"\.{name}\b", statement)]) for aspect in self.aspects]
        used = [(aspect, names) for aspect, names in named if names]
        return self.query.format(
            held=held,
            since=since,
            columns="".join(f", {aspect.columns[name]} AS {name}" for aspect, names in used for name in names),
            joins=" ".join(aspect.join.format(held=held) for aspect, _ in used),
            turns=" ".join(aspect.turns.format(held=held, since=since) for aspect, _ in used if aspect.turns),
        )


@dataclass(frozen=True)
class Boundaries:
    """How the tree of another day, `%(tree)s`, takes the place of that of each day asked; queries over `{tree}`, the rows of all units.

    `closure` are these rows as held at an instant. `hung` gives child and unit of what hung under the unit then, and is called `{hung}` by
    the others, whose rows are those of the tree: `placed` what counts for the unit, `shared` what would count for it only in part.
    """

    closure: str
    hung: str
    placed: str
    shared: str


class Catalogue:
    """All declared indicators by code, and by name the derived tables as held in the past, each after those it reads."""

    def __init__(self, indicators: Iterable[Indicator], past: Mapping[str, Past], boundaries: Boundaries | None = None) -> None:
        self.indicators: dict[str, Indicator] = {}
        self.past = dict(past)
        self.boundaries = boundaries
        for indicator in indicators:
            if indicator.code in self.indicators:
                raise ValueError(f"declared twice: {indicator.code}")
            self.indicators[indicator.code] = indicator
