"""Any declared figure of any unit on any day, as known then or now, divided as asked, and the records it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dangvu.indicators.declaration import Catalogue, Indicator
from dangvu.indicators.evaluation import WHOLE, Figure, Group, Record, Unanswerable, evaluate, split_units
from dangvu.indicators.evaluation import records as records_of
from dangvu.indicators.publishing import Publication, publish, tells
from dangvu.indicators.rounding import rate
from dangvu.indicators.statement import Question, Slice
from dangvu.meetings import indicators as meetings
from dangvu.members import indicators as members
from dangvu.organisation import indicators as organisation
from dangvu.organisation.boundaries import BOUNDARIES
from dangvu.organisation.queries import UnitOn, unit_by_code, unit_on, units_on
from dangvu.periods.days import BEGINNING
from dangvu.rulebook.queries import rule

AREAS = (organisation, members, meetings)
CATALOGUE = Catalogue(
    (indicator for area in AREAS for indicator in area.INDICATORS),
    {name: query for area in AREAS for name, query in area.PAST.items()},
    BOUNDARIES,
)
BREAKDOWNS = (
    "sex", "ethnicity", "religion", "age_band", "education", "profession", "theory", "occupation", "status", "party_age_band",
    "sector", "unit_type", "kind", "child",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """The figure of one group; `child` is the code of the child unit where both divisions were asked, `share` a percentage."""

    key: str
    figure: Figure
    share: Decimal | None
    child: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The group as the contract of the command line writes it."""
        plain = {"key": self.key, "value": _plain(self.figure.value), "share": _plain(self.share)}
        return plain if self.child is None else {"child": self.child, **plain}


@dataclass(frozen=True)
class Answer:
    """Figures of a unit by code, and their groups where a division was asked."""

    unit: str
    on: date
    since: date
    figures: dict[str, Figure]
    groups: dict[str, list[Part]]
    rounded_on: date | None = None
    """The last day of what is rounded or hidden, where the asker may not list the people; None where everything is exact."""
    boundaries: date | None = None
    """The day as on which everything hangs; None: each day under its own tree."""
    shared: dict[str, Figure] = field(default_factory=dict)
    """The figures of what these boundaries split between the unit and others, which is in none of the figures above."""
    split: tuple[str, ...] = ()
    """The codes of the units that are so split."""
    split_units: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The answer as the contract of the command line writes it; rates are JSON numbers."""
        plain: dict[str, Any] = {
            "unit": self.unit,
            "on": self.on.isoformat(),
            "figures": _as_json(self.figures),
            "groups": {code: [part.as_json() for part in parts] for code, parts in self.groups.items()},
        }
        if self.boundaries is not None:
            plain |= {"boundaries": self.boundaries.isoformat(), "shared": _as_json(self.shared), "split": list(self.split)}
        return plain


def _as_json(figures: dict[str, Figure]) -> dict[str, Any]:
    return {
        code: {"value": _plain(found.value), "numerator": found.numerator, "denominator": found.denominator}
        for code, found in figures.items()
    }


def _plain(value: Decimal | int | None) -> float | int | None:
    return float(value) if isinstance(value, Decimal) else value


def indicator(code: str) -> Indicator:
    """The declaration of a figure; `Unanswerable` where there is none."""
    try:
        return CATALOGUE.indicators[code]
    except KeyError:
        raise Unanswerable(f"Không có chỉ tiêu “{code}”; các chỉ tiêu: {', '.join(CATALOGUE.indicators)}.") from None


def question(
    unit: int,
    on: date,
    *,
    since: date | None = None,
    known: datetime | None = None,
    group: str = "Khmer",
    within: frozenset[int] | None = None,
    boundaries: date | None = None,
) -> Question:
    """What is asked of a unit; without `since`, events are those of the calendar year up to the day."""
    since = since or on.replace(month=1, day=1)
    if since > on:
        raise Unanswerable(f"Kỳ báo cáo bắt đầu ({since:%d/%m/%Y}) sau ngày kết thúc ({on:%d/%m/%Y}); hãy xem lại hai ngày.")
    if min(on, boundaries or on) < BEGINNING:
        raise Unanswerable(f"Sổ không có số liệu trước ngày {BEGINNING:%d/%m/%Y}; hãy chọn ngày sau đó.")
    given = {"group": group, "small": rule("small_cell_members", on).value, "share": rule("coverage_share_percent", on).value}
    if boundaries is not None:
        _check_hung(unit, boundaries, known)
    return Question(unit, on, since, known, given, within, boundaries)


def _check_hung(unit: int, boundaries: date, known: datetime | None) -> None:
    """Under boundaries of a day on which it did not live nothing hangs under a unit, which would be told as nothing at all."""
    then = unit_on(unit, boundaries, known)
    if then is None or not then.alive:
        raise Unanswerable(
            f"Ngày {boundaries:%d/%m/%Y} không có tổ chức đảng này; hãy chọn ngày mà nó hoạt động, hoặc hỏi tổ chức trước hay sau nó."
        )


def figures(
    unit: int,
    on: date,
    *,
    since: date | None = None,
    known: datetime | None = None,
    codes: Sequence[str] | None = None,
    by: str | None = None,
    child: bool = False,
    group: str = "Khmer",
    published: Publication | None = None,
    within: frozenset[int] | None = None,
    boundaries: date | None = None,
) -> Answer:
    """The figures of a unit, and of its groups; with `published` as they are for who may not list the people of the unit.

    With `within` only what hangs in these units counts, as for a reader whose part they are. With `boundaries` everything counts where it
    hangs by the tree of that day (`organisation.boundaries`); the children are those of that day.

    Without `codes` all declared figures are given, or all that the division `by` applies to; `by="child"` is `child=True`.
    A figure divided by what its rows do not carry is refused with `Unanswerable`.
    """
    if by == "child":
        by, child = None, True
    wanted = _wanted(codes, by)
    asked = question(unit, on, since=since, known=known, group=group, within=within, boundaries=boundaries)
    slices = [Slice(one) for one in wanted]
    found = evaluated(asked, slices, published, by=by or "", child=child)
    split = split_units(CATALOGUE, asked) if boundaries else []
    shared = evaluated(replace(asked, shared=True), slices, published)[WHOLE] if split else []
    units = named_units(unit, (*(number for number, _ in found), *split), boundaries or on, known)
    names = {number: row.code for number, row in units.items()}
    groups = _groups(wanted, found, names, unit, by=by, child=child, published=published) if by or child else {}
    return Answer(
        names[unit], on, asked.since, {one.code: number for one, number in zip(wanted, found[WHOLE], strict=True)}, groups,
        rounded_on=published.days(asked).on if published and any(tells(one, by or "") for one in slices) else None,
        boundaries=boundaries, shared={one.code: number for one, number in zip(wanted, shared, strict=False)},
        split=tuple(names[number] for number in split if number in names), split_units=tuple(split),
    )  # fmt: skip


def evaluated(
    asked: Question, slices: Sequence[Slice], published: Publication | None, *, by: str = "", child: bool = False
) -> dict[Group, list[Figure]]:
    """The figures of every group, exact or as published."""
    if published:
        return publish(CATALOGUE, asked, slices, published, by=by, child=child)
    return evaluate(CATALOGUE, asked, slices, by=by, child=child)


def named_units(unit: int, children: Iterable[int | None], on: date, known: datetime | None) -> dict[int, UnitOn]:
    """A unit and its children by number; the unit by its present name where it was not yet known of."""
    rows = units_on(sorted({unit, *(child for child in children if child is not None)}), on, known)
    found = {row.id: row for row in rows}
    present = found.get(unit) or unit_on(unit, on)
    if present is None:
        raise Unanswerable("Không có tổ chức đảng này trong sổ.")
    return {**found, unit: present}


def _check_division(by: str | None) -> None:
    if by is not None and by not in BREAKDOWNS:
        raise Unanswerable(f"Không có cách phân tích “{by}”; các cách phân tích: {', '.join(BREAKDOWNS)}.")


def _wanted(codes: Sequence[str] | None, by: str | None) -> list[Indicator]:
    _check_division(by)
    if not codes:
        return [one for one in CATALOGUE.indicators.values() if by is None or one.allows(by)]
    return [indicator(code) for code in codes]


def _groups(
    wanted: Sequence[Indicator],
    found: dict[Group, list[Figure]],
    names: dict[int, str],
    unit: int,
    *,
    by: str | None,
    child: bool,
    published: Publication | None,
) -> dict[str, list[Part]]:
    order = sorted(((names.get(number or 0, ""), word or "", number, word) for number, word in found if (number, word) != WHOLE))
    groups: dict[str, list[Part]] = {}
    for place, one in enumerate(wanted):
        total = found[WHOLE][place]
        parts = []
        for code, text, number, word in order:
            part = found[number, word][place]
            if part.shown == "exact" and not (part.numerator or part.denominator) and (by or number == unit):
                continue  # nothing to count under this word, or nothing of the unit's own
            share = _share(one, part, total, published)
            parts.append(Part(text if by else code, part, share, code if by and child else None))
        groups[one.code] = _in_order(one, parts, by)
    return groups


def _share(one: Indicator, part: Figure, total: Figure, published: Publication | None) -> Decimal | None:
    if one.denominator is not None or part.shown == "hidden":
        return None
    if published and part.shown == "rounded":
        share = published.rounding.percent(part.numerator, total.numerator)
        return None if share is None else Decimal(share)
    return rate(part.numerator, total.numerator, 100, 2)


def _in_order(one: Indicator, parts: list[Part], by: str | None) -> list[Part]:
    """Bands in their own order, other words with the largest first; children in the order of their codes."""
    if by is None:
        return parts
    bands = list(one.numerator.source.breakdowns[by].conditions)
    if bands:
        return sorted(parts, key=lambda part: (part.child or "", bands.index(part.key) if part.key in bands else len(bands)))
    if any(part.figure.shown != "exact" for part in parts):
        return sorted(parts, key=lambda part: (part.child or "", part.key))  # an order by size would tell which is larger
    return sorted(parts, key=lambda part: (part.child or "", -(part.figure.numerator or 0), part.key))


def records(
    unit: int,
    code: str,
    on: date,
    *,
    since: date | None = None,
    known: datetime | None = None,
    by: str | None = None,
    key: str | None = None,
    group: str = "Khmer",
    limit: int | None = None,
    offset: int = 0,
    within: frozenset[int] | None = None,
    boundaries: date | None = None,
) -> list[Record]:
    """The rows that a figure counts, or those of one group of it: as many as the figure, or for a sum with amounts that add up to it.

    For a rate they are those of the numerator.
    """
    one = indicator(code)
    if (by is None) != (key is None):
        raise Unanswerable("Hãy cho cả cách phân tích và giá trị cần xem, hoặc bỏ cả hai.")
    asked = question(unit, on, since=since, known=known, group=group, within=within, boundaries=boundaries)
    if by == "child":
        child = unit_by_code(key or "")
        if child is None:
            raise Unanswerable(f"Không có tổ chức đảng mang mã “{key}”.")
        return records_of(CATALOGUE, asked, Slice(one), child=child, limit=limit, offset=offset)
    _check_division(by)
    return records_of(CATALOGUE, asked, Slice(one, by or "", key or ""), limit=limit, offset=offset)
