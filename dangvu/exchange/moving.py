"""The check of movements: of somebody who is taken, between cells that live, leading to where the member is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dangvu.exchange.chains import Chain, Wrong, chain_from, chain_to
from dangvu.exchange.findings import keys_of, repeated, respelt, spellings
from dangvu.exchange.known import Known, KnownMember
from dangvu.exchange.memberships import Roll, of_digits
from dangvu.exchange.rows import EXITS, TRANSFER, TRANSFERRED_IN, MemberRow, MovementRow, Sheet

_ONE_WAY = {TRANSFERRED_IN, "transferred_out"}
"""Kinds that lead from or to elsewhere."""
_NAMED = 20


def check_movements(roll: Roll) -> None:
    """Refuse movements that cannot be, alone; then the members whom the rest leaves where they cannot be."""
    sheet, within = roll.sheets.movements, set[int]()
    if sheet:
        within = _sort_out_movements(roll, sheet)
    for number, moves in roll.moves.items():
        chain = roll.chains[number] = _chain(roll, number, moves)
        for wrong in chain.wrong:
            roll.refuse_move(*wrong)
    for number in roll.members.keys() & roll.known.members.keys():
        _agree_with_register(roll, roll.members[number], roll.known.members[number])
    ended = {code for code, place in roll.units.places.items() if place.until and place.until <= roll.bound}
    for row in [row for row in roll.members.values() if row.cell in ended] if ended else ():
        _need_way_out(roll, row)
    if sheet and (named := sorted(within - roll.findings.refused[sheet.name])):
        numbers = ", ".join(map(str, named[:_NAMED])) + (" …" if len(named) > _NAMED else "")
        roll.sheets.notes.append(
            f"Trang tính “{sheet.name}”: dòng {numbers} ghi chuyển đến hoặc chuyển đi nhưng cả nơi đi và nơi đến đều thuộc sổ này, "
            "nên nhận là chuyển sinh hoạt nội bộ."
        )


def _sort_out_movements(roll: Roll, sheet: Sheet[MovementRow]) -> set[int]:
    """Refuse movements of nobody, of refused members, of days to come, and those whose cells are not taken; answer the new transfers."""
    roll.findings.start(sheet)
    codes = roll.units.spellings()
    sheet.rows = respelt(respelt(sheet.rows, "from_cell", codes), "to_cell", codes)
    if not of_digits(sheet):
        sheet.rows = respelt(sheet.rows, "record_no", spellings([*roll.known.members, *roll.members, *roll.refused]))
    within = _take_as_transfers(sheet, roll.units.has)
    twice = repeated([*keys_of(sheet.rows, "record_no", "day"), *sheet.unread_keys()])
    for move in sheet.rows:
        if twice and (move.record_no.upper(), move.day) in twice:
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
    return within


def _take_as_transfers(sheet: Sheet[MovementRow], is_unit: Callable[[str], bool]) -> set[int]:
    """Arrivals and departures from one unit of the register to another become transfers, whatever an office calls them; their rows."""
    within = {
        row.row
        for row in sheet.rows
        if row.kind in _ONE_WAY and row.from_cell and row.to_cell and is_unit(row.from_cell) and is_unit(row.to_cell)
    }
    if within:
        sheet.rows = [row._replace(kind=TRANSFER) if row.row in within else row for row in sheet.rows]
    return within


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
    return Wrong(
        move, "day", "after_exit", f"sổ cho biết đảng viên đã rời đảng bộ ngày {held.exited:%d/%m/%Y}; hãy xem lại loại biến động và ngày"
    )


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
