"""The check of members: each number once, dates that can be, everybody in a cell that is taken."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from dangvu.exchange.chains import Chain
from dangvu.exchange.findings import Findings, outside, repeated, respelt, spellings
from dangvu.exchange.known import Known
from dangvu.exchange.rows import MemberRow, MovementRow, Sheet, Sheets
from dangvu.exchange.units import Units
from dangvu.exchange.values import card
from dangvu.exchange.vocabulary import ETHNIC_GROUPS, NOT_DECLARED, RELIGIONS
from dangvu.people.names import card_digits
from dangvu.periods.days import BEGINNING

YOUNGEST, OLDEST = 14, 110
"""Outside these a day is mistyped: bounds of plausibility, no rule; up to the age of the Charter a member is taken with a warning."""


@dataclass
class Roll:
    """The members of one workbook under check: those not refused so far and their movements, by record number."""

    sheets: Sheets
    known: Known
    units: Units
    findings: Findings
    bound: date
    members: dict[str, MemberRow] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    moves: dict[str, list[MovementRow]] = field(default_factory=lambda: defaultdict(list))
    chains: dict[str, Chain] = field(default_factory=dict)

    def refuse_member(self, row: MemberRow, name: str, fault: str, what: str) -> None:
        """Refuse a member after all, and with it the movements that were taken for it."""
        sheet, movements = self.sheets.members, self.sheets.movements
        if sheet is None:
            return
        self.findings.refuse(sheet, row.row, row.record_no, name, fault, what)
        self.members.pop(row.record_no)
        chain = self.chains.pop(row.record_no, None)
        if movements and chain:
            for move in chain.moves:
                self.findings.depend(movements, move.row, move.record_no, "record_no", (sheet, row.row))

    def refuse_move(self, move: MovementRow, name: str, fault: str, what: str) -> None:
        """Refuse a movement alone."""
        if self.sheets.movements:
            self.findings.refuse(self.sheets.movements, move.row, move.record_no, name, fault, what)


def check_members(roll: Roll) -> None:
    """Refuse members whose numbers, cell or dates cannot stand; what depends on their movements is judged after those."""
    sheet, findings, units = roll.sheets.members, roll.findings, roll.units
    if sheet is None:
        return
    findings.start(sheet)
    sheet.rows = respelt(sheet.rows, "cell", units.spellings())
    if not of_digits(sheet):
        sheet.rows = respelt(sheet.rows, "record_no", spellings(roll.known.members))
    _refuse_repeated_numbers(sheet, findings)
    _refuse_repeated_cards(sheet, roll.known, findings)
    bad = {cell for cell in {row.cell for row in sheet.rows} if not units.has_cell(cell)}
    youngest = roll.known.admission_age
    for row in sheet.rows:
        if row.cell in bad:
            units.refuse_cell(sheet, row.row, row.record_no, "cell", row.cell, findings)
        if not youngest < row.decided.year - row.born.year <= OLDEST or not _in_order(row, roll.bound):
            _judge_dates(sheet, row, roll)
    _warn_of_strange_words(sheet, findings)
    roll.members = {row.record_no: row for row in findings.standing(sheet)}
    refused = findings.refused[sheet.name]
    roll.refused = {key: row for row, key in sheet.unread.items()}
    roll.refused.update((row.record_no, row.row) for row in sheet.rows if row.row in refused)


_LISTED = (
    ("ethnicity", ETHNIC_GROUPS, "unknown_ethnic_group", "không có trong danh mục 54 dân tộc; vẫn nhận như đã ghi, hãy xem lại"),
    ("religion", RELIGIONS, "unknown_religion", "không phải tôn giáo đã biết; vẫn nhận và tính là có tôn giáo, nếu không có hãy ghi Không"),
)


def _warn_of_strange_words(sheet: Sheet[MemberRow], findings: Findings) -> None:
    """Say whose ethnic group or religion is none that is known; a word mistyped would be missing from figures, or counted in them."""
    for name, listed, fault, what in _LISTED:
        strange = set(map(attrgetter(name), sheet.rows)).difference(listed, ("", NOT_DECLARED))
        for row in findings.standing(sheet) if strange else ():
            if (word := getattr(row, name)) in strange:
                findings.warn(sheet, row.row, row.record_no, name, fault, f"“{word}” {what}")


def of_digits(sheet: Sheet[MemberRow] | Sheet[MovementRow]) -> bool:
    """Whether no number of a sheet has a letter, as most have none: then there is no case to look at."""
    return "".join(row.record_no for row in sheet.rows).isdigit()


def _refuse_repeated_numbers(sheet: Sheet[MemberRow], findings: Findings) -> None:
    twice = repeated(number.upper() for number in (*(row.record_no for row in sheet.rows), *sheet.unread_numbers()))
    for row in sheet.rows if twice else ():
        if row.record_no.upper() in twice:
            what = f"số lý lịch “{row.record_no}” ghi ở nhiều dòng, không dòng nào được nhận; hãy sửa số cho đúng từng người"
            findings.refuse(sheet, row.row, row.record_no, "record_no", "repeated_record_number", what)


def _refuse_repeated_cards(sheet: Sheet[MemberRow], known: Known, findings: Findings) -> None:
    """Refuse cards of two members; numbers of the same digits are one, whether or not they are written in groups."""
    cards = (card(sheet.cell(row, "card")) for row in sheet.unread)
    unread = [card_digits(number) for number in cards if isinstance(number, str)]
    twice = repeated(filter(None, [*(card_digits(row.card) for row in sheet.rows), *unread]))
    for row in sheet.rows if twice or known.cards else ():
        digits = card_digits(row.card)
        if digits in twice:
            what = f"số thẻ “{row.card}” ghi ở nhiều dòng, không dòng nào được nhận; hãy sửa số cho đúng từng người"
            findings.refuse(sheet, row.row, row.record_no, "card", "repeated_card", what)
        elif known.cards.get(digits, row.record_no) != row.record_no:
            what = f"số thẻ “{row.card}” trong sổ là của đảng viên có số lý lịch “{known.cards[digits]}”; hãy sửa số thẻ"
            findings.refuse(sheet, row.row, row.record_no, "card", "repeated_card", what)


def _in_order(row: MemberRow, bound: date) -> bool:
    return (
        row.born < row.decided <= row.ceremony <= bound
        and row.decided >= BEGINNING
        and (row.official is None or row.ceremony <= row.official <= bound)
        and (row.exempt_from is None or row.ceremony <= row.exempt_from <= bound)
    )


def _judge_dates(sheet: Sheet[MemberRow], row: MemberRow, roll: Roll) -> None:
    findings, bound, charter = roll.findings, roll.bound, roll.known.admission_age
    admission = next((name for name in ("decided", "admitted", "ceremony") if name in sheet.columns), "")
    ceremony = "ceremony" if "ceremony" in sheet.columns else admission

    def refuse(name: str, fault: str, what: str) -> None:
        findings.refuse(sheet, row.row, row.record_no, name, fault, what)

    age = row.decided.year - row.born.year - ((row.decided.month, row.decided.day) < (row.born.month, row.born.day))
    if row.decided <= row.born:
        refuse("born", "born_after_admission", f"ngày sinh không trước ngày vào Đảng {row.decided:%d/%m/%Y}; hãy sửa một trong hai ngày")
    elif age < YOUNGEST:
        refuse("born", "admitted_as_child", f"vào Đảng khi mới {age} tuổi; hãy sửa ngày sinh hoặc ngày vào Đảng")
    elif age > OLDEST:
        refuse("born", "admitted_too_old", f"vào Đảng khi đã {age} tuổi; hãy sửa ngày sinh hoặc ngày vào Đảng")
    elif age < charter:
        what = f"vào Đảng khi chưa đủ {charter} tuổi; vẫn nhận, hãy xem lại ngày sinh và ngày vào Đảng"
        findings.warn(sheet, row.row, row.record_no, "born", "admitted_young", what)
    if row.ceremony < row.decided:
        what = f"lễ kết nạp trước quyết định kết nạp {row.decided:%d/%m/%Y}; hãy sửa một trong hai ngày"
        refuse(ceremony, "ceremony_before_decision", what)
    for name, day, first in (
        (admission, row.decided, None), (ceremony, row.ceremony if row.ceremony != row.decided else None, None),
        ("official", row.official, row.ceremony), ("exempt_from", row.exempt_from, row.ceremony),
    ):  # fmt: skip
        if day and (found := outside(day, bound)):
            refuse(name, *found)
        elif day and first and day < first:
            refuse(name, f"{name}_before_admission", f"{day:%d/%m/%Y} trước ngày kết nạp {first:%d/%m/%Y}; hãy sửa một trong hai ngày")
