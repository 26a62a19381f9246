"""The statistical return of a unit: its child units as rows, figures as columns, computed together and checked before it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dangvu.indicators.declaration import UNKNOWN
from dangvu.indicators.evaluation import WHOLE, Figure, Group, words
from dangvu.indicators.publishing import Publication, tells
from dangvu.indicators.statement import Slice
from dangvu.members.kinds import EXITS, NAMES
from dangvu.members.sources import MEMBERS
from dangvu.reports.figures import evaluated, indicator, named_units, question

DIVISIONS = {
    "age_band": "Tuổi đời", "party_age_band": "Tuổi đảng", "ethnicity": "Dân tộc", "religion": "Tôn giáo",
    "education": "Giáo dục phổ thông", "profession": "Trình độ chuyên môn", "theory": "Lý luận chính trị", "occupation": "Nghề nghiệp",
}  # fmt: skip
CAME, LEFT = ("admissions", "returns_in", "transfers_in", "moved_in"), ("exits", "transfers_out", "moved_out")
MOVEMENTS = ("opening", *CAME, *LEFT, "closing")
CELLS = (
    "units", "grassroots_committees", "basic_cells", "cells", "cells_under_10", "cells_without_woman", "hamlet_cells",
    "hamlet_cells_without_woman", "hamlet_cells_in_scope", "hamlet_cells_with_member", "hamlet_cells_without_member",
    "hamlet_cells_without_data", "coverage_rate",
)  # fmt: skip
PLACES = ("population", "households", "poor_households", "poor_rate", "near_poor_households", "near_poor_rate", "members_per_population")


@dataclass(frozen=True)
class Column:
    """A figure of the return; `by` and `word` are empty but for a part of a figure. Both open it in `figures.records`.

    `adds_up` is false where the rows do not give the total by adding: rates, and moves between the rows themselves.
    """

    section: str
    name: str
    code: str
    by: str
    word: str
    decimals: int
    adds_up: bool
    rounded: bool = False
    """Whether its figures are rounded or hidden for this reader, as they stood on `Return.rounded_on`."""


@dataclass(frozen=True)
class Row:
    """A child unit, or the unit's own members and reports where `own`; a figure for each column."""

    code: str
    name: str
    own: bool
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Return:
    """A whole return; `unbalanced` names rows in which opening, what came and what left do not give closing."""

    unit: str
    name: str
    on: date
    since: date
    known: datetime | None
    computed: datetime
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row
    unbalanced: tuple[str, ...]
    rounded_on: date | None = None
    is_partial: bool = False
    """Whether units that hang or hung below are left out, being foreign to whoever asked."""


@dataclass(frozen=True)
class _Line:
    section: str
    name: str
    wanted: Slice


def provincial(
    unit: int,
    on: date,
    *,
    now: datetime,
    since: date | None = None,
    known: datetime | None = None,
    group: str = "Khmer",
    published: Publication | None = None,
    within: frozenset[int] | None = None,
) -> Return:
    """The return of a unit on a day, with the events since a day or since the year began; `now` is printed as the hour of computing.

    With `published` sensitive columns are rounded or hidden; what is checked for balance is never sensitive.
    """
    asked = question(unit, on, since=since, known=known, group=group, within=within)
    form = list(_form(words(MEMBERS, list(DIVISIONS)), group))
    checks = [Slice(indicator(code)) for code in MOVEMENTS]
    found = evaluated(asked, [line.wanted for line in form] + checks, published, child=True)
    used = [place for place, line in enumerate(form) if _is_used(line, found[WHOLE][place])]
    form = [form[place] for place in used]
    units = named_units(unit, (child for child, _ in found), on, known)
    of_groups = {group_: tuple(figures[place] for place in used) for group_, figures in found.items()}
    rows = sorted(_rows(of_groups, {number: (row.code, row.name) for number, row in units.items()}, unit), key=_place_in_list)
    title = units[unit]
    columns = tuple(
        replace(_column(line, place, rows, of_groups[WHOLE]), rounded=True, adds_up=False)
        if published and tells(line.wanted)
        else _column(line, place, rows, of_groups[WHOLE])
        for place, line in enumerate(form)
    )
    unbalanced = (
        child for (child, _), figures in found.items() if not balanced(dict(zip(MOVEMENTS, figures[-len(checks) :], strict=True)))
    )
    return Return(
        title.code, title.name, on, asked.since, known, now, columns, tuple(rows),
        total=Row(title.code, "Tổng số", own=False, figures=of_groups[WHOLE]),
        unbalanced=tuple("Tổng số" if child is None else units[child].code for child in unbalanced),
        rounded_on=published.days(asked).on if published else None,
        is_partial=within is not None,
    )  # fmt: skip


def _is_used(line: _Line, total: Figure) -> bool:
    """What nobody knows has a line where it is so of anybody, or where it is not told whether it is."""
    return line.wanted.word != UNKNOWN or bool(total.numerator) or total.shown == "hidden"


def _form(lists: dict[str, dict[str, int | None]], group: str) -> Iterator[_Line]:
    """The lines of the form: fixed figures, and one line for each word that the register uses."""
    change = "Biến động trong kỳ"
    yield from _plain(change, ("opening",))
    yield from _parts(change, "admissions", "kind", ("admitted", "readmitted"))
    yield from _parts(change, "returns_in", "kind", ("transferred_in", "restored"))
    yield from _plain(change, ("transfers_in", "moved_in"))
    yield from _parts(change, "exits", "kind", EXITS)
    yield from _plain(change, ("transfers_out", "moved_out", "closing"))
    yield from _plain("Đội ngũ đảng viên", ("women", "probationary", "official", "exempt", "religious", "mean_age"))
    for by, section in DIVISIONS.items():
        yield from _parts(section, "members", by, {**lists[by], UNKNOWN: None})
    new = "Trong số mới kết nạp"
    yield from _parts(new, "admissions", "sex", ("Nữ",))
    yield from _parts(new, "admissions", "age_band", ("18–30",))
    yield from _parts(new, "admissions", "ethnicity", (group,))
    yield from _plain("Tổ chức đảng", CELLS)
    yield from _plain("Sinh hoạt chi bộ", ("attendance_due", "attendance_present", "attendance_rate"))
    yield from _plain("Dân cư", PLACES)


def _plain(section: str, codes: Iterable[str]) -> Iterator[_Line]:
    return (_Line(section, indicator(code).name, Slice(indicator(code))) for code in codes)


def _parts(section: str, code: str, by: str, keys: Iterable[str] | Mapping[str, int | None]) -> Iterator[_Line]:
    """A line for each word; by its number where the mapping gives one."""
    one, numbers = indicator(code), keys if isinstance(keys, Mapping) else dict.fromkeys(keys)
    return (_Line(section, NAMES.get(word, word), Slice(one, by, word, number)) for word, number in numbers.items())


def _rows(of_groups: dict[Group, tuple[Figure, ...]], names: dict[int, tuple[str, str]], unit: int) -> Iterator[Row]:
    for (child, _), figures in of_groups.items():
        if child is None or (child == unit and not any(figure.numerator for figure in figures)):
            continue
        yield Row(*names[child], child == unit, figures)


def _place_in_list(row: Row) -> tuple[bool, str]:
    """Children by their codes, the unit's own row last."""
    return row.own, row.code


def _column(line: _Line, place: int, rows: Sequence[Row], total: Sequence[Figure]) -> Column:
    one = line.wanted.indicator
    adds_up = one.denominator is None and sum(row.figures[place].numerator or 0 for row in rows) == (total[place].numerator or 0)
    return Column(line.section, line.name, one.code, line.wanted.by, line.wanted.word, one.decimals, adds_up)


def balanced(found: Mapping[str, Figure]) -> bool:
    """Whether opening, what came and what left give closing."""
    counted = {code: found[code].numerator or 0 for code in MOVEMENTS}
    return counted["opening"] + sum(counted[code] for code in CAME) - sum(counted[code] for code in LEFT) == counted["closing"]
