"""The check of members and movements: each number once, dates that can be, everybody in a cell that lives."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from dangvu.exchange.chains import Chain, Wrong, chain_from, chain_to
from dangvu.exchange.findings import Findings, outside, repeated, respelt, spellings
from dangvu.exchange.known import Known, KnownMember
from dangvu.exchange.moving import take_as_transfers
from dangvu.exchange.rows import EXITS, TRANSFER, TRANSFERRED_IN, MemberRow, MovementRow, Sheet, Sheets
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
    if not _of_digits(sheet):
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


def _of_digits(sheet: Sheet[MemberRow] | Sheet[MovementRow]) -> bool:
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


def check_movements(roll: Roll) -> None:
    """Refuse movements that cannot be, alone; then the members whom the rest leaves where they cannot be."""
    if roll.sheets.movements:
        _sort_out_movements(roll, roll.sheets.movements)
    for number, moves in roll.moves.items():
        chain = roll.chains[number] = _chain(roll, number, moves)
        for wrong in chain.wrong:
            roll.refuse_move(*wrong)
    for number in roll.members.keys() & roll.known.members.keys():
        _agree_with_register(roll, roll.members[number], roll.known.members[number])
    ended = {code for code, place in roll.units.places.items() if place.until and place.until <= roll.bound}
    for row in [row for row in roll.members.values() if row.cell in ended] if ended else ():
        _need_way_out(roll, row)


def _sort_out_movements(roll: Roll, sheet: Sheet[MovementRow]) -> None:
    """Refuse movements of nobody, of refused members, of days to come, and those whose cells are not taken."""
    roll.findings.start(sheet)
    codes = roll.units.spellings()
    sheet.rows = respelt(respelt(sheet.rows, "from_cell", codes), "to_cell", codes)
    if not _of_digits(sheet):
        sheet.rows = respelt(sheet.rows, "record_no", spellings([*roll.known.members, *roll.members, *roll.refused]))
    roll.sheets.notes += take_as_transfers(sheet, roll.units.has)
    twice = repeated([*((move.record_no, move.day) for move in sheet.rows), *sheet.unread_keys()])
    for move in sheet.rows:
        if twice and (move.record_no, move.day) in twice:
            what = f"nhiều biến động của một đảng viên trong ngày {move.day:%d/%m/%Y}, không dòng nào được nhận; hãy giữ một dòng"
            roll.refuse_move(move, "day", "repeated_movement", what)
        elif move.record_no in roll.members or (move.record_no in roll.known.members and move.record_no not in roll.refused):
            if _names_cells(roll, sheet, move) and move.day <= roll.bound:
                roll.moves[move.record_no].append(move)
            elif move.day > roll.bound:
                what = f"{move.day:%d/%m/%Y} sau thời điểm chốt số liệu {roll.bound:%d/%m/%Y}; hãy sửa ngày"
                roll.refuse_move(move, "day", "after_cut_off", what)
        elif move.record_no in roll.refused and roll.sheets.members:
            roll.findings.depend(sheet, move.row, move.record_no, "record_no", (roll.sheets.members, roll.refused[move.record_no]))
        else:
            what = f"không có đảng viên số lý lịch “{move.record_no}” trong bảng đảng viên hay trong sổ; hãy sửa số hoặc thêm đảng viên"
            roll.refuse_move(move, "record_no", "unknown_member", what)


def _names_cells(roll: Roll, sheet: Sheet[MovementRow], move: MovementRow) -> bool:
    """Whether a movement names the cells that its kind needs, all of them taken."""
    needed = [] if move.kind == TRANSFERRED_IN else [("from_cell", move.from_cell)]
    if move.kind not in EXITS:
        needed.append(("to_cell", move.to_cell))
    for name, cell in needed:
        if not cell:
            roll.refuse_move(move, name, "missing_cell", "thiếu mã chi bộ; hãy ghi mã")
        elif not roll.units.has_cell(cell):
            roll.units.refuse_cell(sheet, move.row, move.record_no, name, cell, roll.findings)
        else:
            continue
        return False
    return True


def _chain(roll: Roll, number: str, moves: list[MovementRow]) -> Chain:
    row = roll.members.get(number)
    if row:
        return chain_to(row.cell, row.ceremony, moves, roll.units.places)
    held = roll.known.members[number]
    chain = chain_from(held.cell, held.since or held.admitted, _fresh(roll.known, moves), roll.units.places)
    if held.exited:
        chain.wrong += [_after_exit(move, held) for move in chain.moves]
        chain.moves = []
    return chain


def _fresh(known: Known, moves: list[MovementRow]) -> list[MovementRow]:
    """Movements that the register does not have yet."""
    return [move for move in moves if (move.record_no, move.kind, move.day) not in known.movements]


def _after_exit(move: MovementRow, held: KnownMember) -> Wrong:
    return Wrong(move, "day", "after_exit", f"sổ cho biết đảng viên đã ra ngày {held.exited:%d/%m/%Y}; hãy xem lại loại biến động và ngày")


def _agree_with_register(roll: Roll, row: MemberRow, held: KnownMember) -> None:
    """What is new about a member of the register must begin where the register has that member."""
    chain = roll.chains.get(row.record_no, Chain())
    cell, since = held.cell, held.since or held.admitted
    for move in _fresh(roll.known, chain.moves):
        if held.exited:
            wrong = _after_exit(move, held)
        elif move.day <= since:
            wrong = Wrong(move, "day", "before_admission", f"sổ ghi đảng viên ở “{held.cell}” từ {since:%d/%m/%Y}; hãy sửa ngày")
        elif move.from_cell != cell:
            what = f"sổ cho biết đảng viên ở “{cell}” trước ngày này; hãy sửa mã chi bộ hoặc ngày"
            wrong = Wrong(move, "from_cell", "contradicting_cell", what)
        else:
            cell = move.to_cell if move.kind == TRANSFER else cell
            continue
        roll.refuse_move(*wrong)
        chain.drop(move)
    if cell != row.cell:
        what = f"sổ đang ghi ở “{cell}” mà không có biến động nào đưa đến “{row.cell}”; hãy thêm biến động hoặc sửa mã chi bộ"
        roll.refuse_member(row, "cell", "cell_without_movement", what)


def _need_way_out(roll: Roll, row: MemberRow) -> None:
    """A member whose last cell has ended must have left it."""
    chain, held = roll.chains.get(row.record_no), roll.known.members.get(row.record_no)
    if (chain and chain.exit) or (held and held.exited):
        return
    ended = roll.units.places[row.cell].until
    what = f"chi bộ “{row.cell}” đã kết thúc ngày {ended:%d/%m/%Y} mà không có biến động chuyển đi; hãy sửa mã chi bộ hoặc thêm biến động"
    roll.refuse_member(row, "cell", "cell_ended", what)


def first_days(roll: Roll) -> dict[str, date]:
    """The earliest day on which anybody was in each cell, as far as that is new to the register; who is older than the cell is told."""
    firsts: dict[str, date] = {}
    since = {code: place.since or date.min for code, place in roll.units.places.items()}
    for number, row in roll.members.items():
        for cell, day in _new_stays(roll, number, [(row.cell, row.ceremony)]):
            if day < since[cell] and roll.sheets.members:
                what = f"ở chi bộ “{cell}” từ {day:%d/%m/%Y}, trước khi chi bộ thành lập ({since[cell]:%d/%m/%Y}); vẫn nhận"
                roll.findings.warn(roll.sheets.members, row.row, number, "cell", "older_than_cell", what)
            firsts[cell] = min(day, firsts.get(cell, day))
    for number in roll.chains.keys() - roll.members.keys():
        for cell, day in _new_stays(roll, number, []):
            firsts[cell] = min(day, firsts.get(cell, day))
    return firsts


def _new_stays(roll: Roll, number: str, only: list[tuple[str, date]]) -> list[tuple[str, date]]:
    """The stays of a member, `only` this one where nothing moved; the first stay of a member of the register is not new."""
    chain = roll.chains.get(number)
    stays = chain.stays if chain else only
    return stays[1:] if roll.known.members and number in roll.known.members else stays
