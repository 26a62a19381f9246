"""The check of units: codes once each, everything below a unit that is taken, dates that can be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from dangvu.exchange.findings import Findings, outside, repeated, respelt, spellings
from dangvu.exchange.folding import plain
from dangvu.exchange.known import Known
from dangvu.exchange.rows import Sheet, Sheets, UnitRow
from dangvu.exchange.trees import Descent
from dangvu.exchange.vocabulary import HAMLETS


class Place(NamedTuple):
    """A unit that rows may hang on, of the workbook or of the register; it lives to the day before `until`."""

    since: date | None
    until: date | None
    is_cell: bool
    parent: str
    kind: str = ""


@dataclass
class Units:
    """The units that are taken or held, by code, and a refused row for each code that is not taken."""

    places: dict[str, Place]
    sheet: Sheet[UnitRow] | None = None
    refused: dict[str, int] = field(default_factory=dict)
    rows: list[UnitRow] = field(default_factory=list)

    def refuse_cell(self, sheet: Sheet[Any], row: int, key: str, name: str, code: str, findings: Findings) -> None:
        """Refuse a row because nobody can belong to the unit that a field of it names."""
        if code in self.refused and self.sheet:
            findings.depend(sheet, row, key, name, (self.sheet, self.refused[code]))
        elif code in self.places:
            findings.refuse(sheet, row, key, name, "not_a_cell", f"“{code}” không phải là chi bộ; hãy ghi mã của chi bộ")
        else:
            findings.refuse(sheet, row, key, name, "unknown_cell", f"không có chi bộ mã “{code}”; hãy sửa mã hoặc thêm chi bộ")

    def has_cell(self, code: str) -> bool:
        """Whether members can belong to a unit."""
        place = self.places.get(code)
        return place is not None and place.is_cell

    def has(self, code: str) -> bool:
        """Whether a code is that of a unit, be it one whose row was refused."""
        return code in self.places or code in self.refused

    def spellings(self) -> dict[str, str]:
        """Every code by its capitals, but for those that differ by case alone."""
        return spellings([*self.places, *self.refused])


def check_units(sheets: Sheets, known: Known, findings: Findings, bound: date) -> Units:
    """Refuse units that cannot stand; dates may not be later than `bound`."""
    units = Units({code: Place(*held) for code, held in known.units.items()})
    sheet = units.sheet = sheets.units
    if sheet is None:
        return units
    findings.start(sheet)
    sheet.rows = respelt(sheet.rows, "code", spellings(known.units))
    sheet.rows = respelt(sheet.rows, "parent", spellings([*known.units, *(row.code for row in sheet.rows)]))
    _refuse_repeated_codes(sheet, findings)
    for row in sheet.rows:
        if row.kind not in known.unit_kinds:
            what = f"không có loại tổ chức “{row.kind}”; hãy ghi một trong: {'; '.join(known.unit_kinds)}"
            findings.refuse(sheet, row.row, row.code, "kind", "unknown_kind", what)
        _judge_dates(sheet, row, findings, bound)
    _refuse_missing_parents(sheet, known, findings)
    for code in (*(row.code for row in sheet.rows), *sheet.unread.values()):
        units.places.pop(code, None)

    def take(row: UnitRow) -> bool:
        above = units.places.get(row.parent)
        if above and not _may_hold(above, sheet, row, findings):
            return False
        units.places[row.code] = _place(row, known)
        return True

    descent = Descent(sheet, units.places, findings, "unknown_parent", take)
    descent.run()
    units.rows, units.refused = descent.accepted, descent.refused
    for row in units.rows:
        _warn_of_age(sheet, row, units.places, findings)
    return units


def _place(row: UnitRow, known: Known) -> Place:
    held = known.units.get(row.code)
    since = min(row.founded, held.since) if row.founded and held else row.founded or (held.since if held else None)
    return Place(since, row.ended or (held.until if held else None), known.unit_kinds[row.kind], row.parent, row.kind)


def _refuse_repeated_codes(sheet: Sheet[UnitRow], findings: Findings) -> None:
    twice = repeated(code.upper() for code in (*(row.code for row in sheet.rows), *sheet.unread_numbers()))
    if not twice:
        return
    for row in sheet.rows:
        if row.code.upper() in twice:
            what = f"mã “{row.code}” ghi ở nhiều dòng, không dòng nào được nhận; hãy giữ một dòng hoặc sửa mã"
            findings.refuse(sheet, row.row, row.code, "code", "repeated_code", what)


def _judge_dates(sheet: Sheet[UnitRow], row: UnitRow, findings: Findings, bound: date) -> None:
    for name, day in (("founded", row.founded), ("ended", row.ended)):
        if day and (found := outside(day, bound)):
            findings.refuse(sheet, row.row, row.code, name, *found)
    if row.founded and row.ended and row.ended <= row.founded:
        what = "ngày kết thúc không sau ngày thành lập; hãy sửa một trong hai ngày"
        findings.refuse(sheet, row.row, row.code, "ended", "ended_before_founded", what)


_RANKS = (("dang bo tinh", 0), ("dang bo cap tren truc tiep", 1), ("dang bo bo phan", 3), ("chi bo truc thuoc", 4))
"""After the Charter, articles 10 and 21–24."""


def _rank(kind: str) -> int:
    """Height of a kind of unit, the topmost 0; grassroots bodies and kinds not listed stand in the middle."""
    return next((rank for start, rank in _RANKS if plain(kind).startswith(start)), 2)


def _refuse_missing_parents(sheet: Sheet[UnitRow], known: Known, findings: Findings) -> None:
    """Only the topmost units may name none above; a lower kind that names none has lost it.

    Beside a unit that heads the register another may only be headed by a provincial committee.
    """
    roots = [row for row in sheet.rows if not row.parent]
    top = min((_rank(row.kind) for row in roots), default=0)
    held = {code for code, unit in known.units.items() if not unit.parent}
    for row in roots:
        if row.code not in held and _rank(row.kind) > (0 if held else top):
            what = "thiếu mã tổ chức cấp trên, chỉ tổ chức đứng đầu được để trống; hãy ghi mã"
            findings.refuse(sheet, row.row, row.code, "parent", "missing_parent", what)


def _may_hold(above: Place, sheet: Sheet[UnitRow], row: UnitRow, findings: Findings) -> bool:
    if above.is_cell:
        what = f"cấp trên “{row.parent}” là chi bộ, không có tổ chức trực thuộc; hãy sửa mã cấp trên"
        findings.refuse(sheet, row.row, row.code, "parent", "parent_is_cell", what)
    elif above.until and (row.ended is None or row.ended > above.until):
        what = f"cấp trên “{row.parent}” đã kết thúc ngày {above.until:%d/%m/%Y}; hãy ghi cấp trên mới hoặc ngày kết thúc"
        findings.refuse(sheet, row.row, row.code, "parent", "parent_ended", what)
    else:
        return True
    return False


def _warn_of_age(sheet: Sheet[UnitRow], row: UnitRow, places: Mapping[str, Place], findings: Findings) -> None:
    above = places.get(row.parent)
    if row.founded and above and above.since and row.founded < above.since:
        what = f"thành lập trước cấp trên “{row.parent}” ({above.since:%d/%m/%Y}); vẫn nhận, trực thuộc tính từ ngày thành lập này"
        findings.warn(sheet, row.row, row.code, "founded", "older_than_parent", what)


_SOUNDS_LIKE_HAMLET = re.compile(r"(?:chi bo )?(?:ap|khom|thon|buon|xom|khu pho|to dan pho)\b")


def warn_of_sectors(units: Units, findings: Findings) -> None:
    """Say which cells name a hamlet in words that no figure counts as one."""
    for row in units.rows:
        if units.sheet and row.sector and row.sector not in HAMLETS and _SOUNDS_LIKE_HAMLET.match(plain(row.sector)):
            what = f"“{row.sector}” chưa được tính là chi bộ ấp, khóm; nếu đúng là chi bộ ấp, khóm hãy ghi một trong: {'; '.join(HAMLETS)}"
            findings.warn(units.sheet, row.row, row.code, "sector", "unknown_sector", what)


def warn_of_nesting(units: Units, known: Known, findings: Findings, bound: date) -> None:
    """Say where a new unit stands below a kind that the rule of the cut-off day does not put it under: once for each two kinds."""
    told = set(known.nesting).union(*known.nesting.values())
    odd: dict[tuple[str, str], list[UnitRow]] = defaultdict(list)
    for row in units.rows:
        above = units.places.get(row.parent)
        if above and {row.kind, above.kind} <= told and row.kind not in known.nesting.get(above.kind, ()):
            odd[row.kind, above.kind].append(row)
    for (kind, upper), every in odd.items():
        rows = [row for row in every if row.code not in known.units and (row.ended is None or row.ended > bound)]
        if rows and units.sheet:
            more = f" ({len(rows)} dòng như vậy)" if len(rows) > 1 else ""
            what = (
                f"theo quy định ngày {bound:%d/%m/%Y} “{kind}” không trực thuộc “{upper}”{more}; vẫn nhận, hãy xem lại loại và mã cấp trên"
            )
            findings.warn(units.sheet, rows[0].row, rows[0].code, "parent", "nesting", what)


def warn_of_places(units: Units, held: Container[str], findings: Findings) -> None:
    """Say which units name a locality that nobody has; they are taken without one."""
    for row in units.rows:
        if units.sheet and row.locality and row.locality not in held:
            what = f"không có địa bàn mã “{row.locality}”; vẫn nhận nhưng chưa gắn địa bàn, hãy sửa mã hoặc thêm địa bàn"
            findings.warn(units.sheet, row.row, row.code, "locality", "unknown_locality", what)


def reaches(units: Units, firsts: Mapping[str, date], otherwise: date) -> dict[str, date]:
    """The first day of every unit: its founding, or earlier where a member or unit below is older.

    A unit without any such day begins with the one above it, the topmost on the day `otherwise`.
    """
    reach: dict[str, date | None] = {code: place.since for code, place in units.places.items()}
    for code, first in firsts.items():
        reach[code] = min(first, reach[code] or first)
    rows = units.rows
    for row in reversed(rows):
        _reach_up(reach, row.code, units.places)
    for row in rows:
        reach[row.code] = reach[row.code] or reach.get(row.parent) or otherwise
    moved = [code for code, place in units.places.items() if reach[code] != place.since]
    return {code: day for code in (*(row.code for row in rows), *moved) if (day := reach[code])}


def _reach_up(reach: dict[str, date | None], code: str, places: Mapping[str, Place]) -> None:
    """Let the units above reach back as far as this one."""
    day = reach[code]
    parent = places[code].parent
    while day and parent in places:
        above = reach[parent]
        if above and above <= day:
            return
        reach[parent] = day
        parent = places[parent].parent
