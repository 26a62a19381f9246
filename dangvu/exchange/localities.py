"""The check of localities and their counts: one place a code, counts once a day, no part greater than its whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date

from dangvu.exchange.countheadings import headed
from dangvu.exchange.findings import Findings, outside, repeated, respelt, spellings
from dangvu.exchange.folding import plain
from dangvu.exchange.known import Known
from dangvu.exchange.rows import FactRow, LocalityRow, Sheet, Sheets
from dangvu.exchange.trees import Descent

_WITHIN = {"poor_households": "households", "near_poor_households": "households"}


@dataclass
class Localities:
    """The localities that are taken, once each with those above first, their counts, and every code that rows may name."""

    rows: list[LocalityRow] = field(default_factory=list)
    facts: list[FactRow] = field(default_factory=list)
    held: set[str] = field(default_factory=set)


def check_localities(sheets: Sheets, known: Known, findings: Findings, bound: date) -> Localities:
    """Refuse rows that contradict each other or hang on nothing; counts may not be later than `bound`."""
    taken = Localities(held=set(known.localities))
    sheet = sheets.localities
    if sheet is None:
        return taken
    findings.start(sheet)
    sheet.rows = respelt(sheet.rows, "parent", spellings([*known.localities, *(row.code for row in sheet.rows)]))
    _refuse_repeated_days(sheet, sheets.facts, findings)
    for fact in sheets.facts:
        _judge_fact(sheet, fact, findings, bound)
        _judge_poverty(sheet, fact, findings)
    _refuse_missing_parents(sheet, known, findings)
    listed = {*(row.code for row in sheet.rows), *sheet.unread.values()}
    _refuse_contradictions(sheet, taken.held | listed | {""}, findings)
    taken.held -= listed

    def take(row: LocalityRow) -> bool:
        taken.held.add(row.code)
        return True

    descent = Descent(sheet, taken.held, findings, "unknown_parent", take)
    descent.run()
    taken.rows = list({row.code: row for row in reversed(descent.accepted)}.values())[::-1]
    refused: Container[int] = findings.refused[sheet.name]
    taken.facts = [fact for fact in sheets.facts if fact.row not in refused]
    return taken


def _refuse_repeated_days(sheet: Sheet[LocalityRow], facts: list[FactRow], findings: Findings) -> None:
    """A place may stand in one row without a day and in one row for each day."""
    days: dict[int, list[date | None]] = defaultdict(list)
    for fact in facts:
        days[fact.row].append(fact.day)
    told = [(row, day) for row in sheet.rows for day in days.get(row.row) or [None]]
    twice = repeated([*((row.code.upper(), day) for row, day in told), *sheet.unread_keys()])
    for row, day in told if twice else ():
        if (row.code.upper(), day) in twice:
            which = f"số liệu ngày {day:%d/%m/%Y} của địa bàn “{row.code}”" if day else f"mã “{row.code}”"
            what = f"{which} ghi ở nhiều dòng, không dòng nào được nhận; hãy giữ một dòng"
            findings.refuse(sheet, row.row, row.code, "day" if day else "code", "repeated_locality", what)


def _judge_fact(sheet: Sheet[LocalityRow], fact: FactRow, findings: Findings, bound: date) -> None:
    def field_of(measure: str, group: str) -> str:
        return headed(sheet.columns, measure, group, fact.day)

    if found := outside(fact.day, bound):
        dated = [field_of(*count) for count in fact.figures]
        findings.refuse(sheet, fact.row, fact.locality, "day" if "day" in sheet.columns or not dated else dated[0], *found)
    for (measure, group), number in fact.figures.items():
        wholes = [(measure, "")] if group else []
        if measure in _WITHIN:
            wholes.append((_WITHIN[measure], group))
        for whole in wholes:
            if number > fact.figures.get(whole, number):
                what = f"{number} lớn hơn số ở cột “{sheet.heading(field_of(*whole))}” ({fact.figures[whole]}); hãy sửa một trong hai số"
                findings.refuse(sheet, fact.row, fact.locality, field_of(measure, group), "part_exceeds_whole", what)


def _judge_poverty(sheet: Sheet[LocalityRow], fact: FactRow, findings: Findings) -> None:
    """A household is poor or nearly poor, never both, so that the two together are no more than all."""
    for group in [group for measure, group in fact.figures if measure == "households"]:
        poor, near_poor = (fact.figures.get((measure, group), 0) for measure in _WITHIN)
        every = fact.figures["households", group]
        if max(poor, near_poor) <= every < poor + near_poor:
            named = [headed(sheet.columns, measure, group, fact.day) for measure in ("near_poor_households", "households")]
            both = f"tổng hộ nghèo và hộ cận nghèo là {poor + near_poor}"
            what = f"{both}, lớn hơn số ở cột “{sheet.heading(named[1])}” ({every}); hãy sửa số"
            findings.refuse(sheet, fact.row, fact.locality, named[0], "part_exceeds_whole", what)


_LEVELS = (
    (re.compile(r"(?:cap )?(?:ap|khom|thon|ban|buon|lang|xom|khu pho|to dan pho)\b"), 3),
    (re.compile(r"(?:cap )?(?:xa|phuong|thi tran)\b"), 2),
    (re.compile(r"(?:cap )?(?:huyen|quan|thi xa|thanh pho(?! truc thuoc trung uong))\b"), 1),
)


def _rank(level: str) -> int:
    """Height of a level, the topmost 0; places below the province bear the names of several kinds."""
    key = plain(level)
    return next((rank for words, rank in _LEVELS if words.match(key)), 0)


def _refuse_missing_parents(sheet: Sheet[LocalityRow], known: Known, findings: Findings) -> None:
    """Only the topmost localities, of the workbook and the register together, may name none above; one that is held need not."""
    roots = [row for row in sheet.rows if not row.parent]
    top = min(map(_rank, {*known.top_levels, *(row.level for row in roots)}), default=0)
    for row in roots:
        if _rank(row.level) > top and row.code not in known.localities:
            what = "thiếu mã địa bàn cấp trên, chỉ địa bàn cao nhất được để trống; hãy ghi mã"
            findings.refuse(sheet, row.row, row.code, "parent", "missing_parent", what)


def _refuse_contradictions(sheet: Sheet[LocalityRow], parents: Container[str], findings: Findings) -> None:
    """Rows of one code must describe one place; those below a code that nobody has are left to be refused for that."""
    standing = [row for row in findings.standing(sheet) if row.parent in parents]
    described = {(row.code, plain(row.name), plain(row.level), row.parent) for row in standing}
    twice = repeated(code.upper() for code, *_ in described)
    for row in standing if twice else ():
        if row.code.upper() in twice:
            what = f"các dòng của mã “{row.code}” ghi khác nhau về tên, cấp hoặc cấp trên; hãy sửa cho giống nhau"
            findings.refuse(sheet, row.row, row.code, "code", "contradicting_locality", what)
