"""Where a member was: movements in order of their days, read back from the cell that the members' sheet names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from dangvu.exchange.rows import EXITS, TRANSFER, TRANSFERRED_IN, MovementRow
from dangvu.exchange.units import Place
from dangvu.members.kinds import NAMES


class Wrong(NamedTuple):
    """Why a movement cannot be: the field at fault, a code, and the words."""

    move: MovementRow
    field: str
    code: str
    what: str


@dataclass
class Chain:
    """What is left of a member's movements: the stays with their first days, and the way out if there is one."""

    moves: list[MovementRow] = field(default_factory=list)
    stays: list[tuple[str, date]] = field(default_factory=list)
    exit: MovementRow | None = None
    wrong: list[Wrong] = field(default_factory=list)

    def blame(self, move: MovementRow, name: str, code: str, what: str) -> None:
        """Call a movement wrong."""
        self.wrong.append(Wrong(move, name, code, what))

    def drop(self, move: MovementRow) -> None:
        """Leave a movement out after all, and the stay that it began."""
        self.moves.remove(move)
        self.stays = [stay for stay in self.stays if stay != (move.to_cell, move.day)]
        self.exit = None if self.exit is move else self.exit


def chain_to(cell: str, admitted: date, moves: Iterable[MovementRow], places: Mapping[str, Place]) -> Chain:
    """The movements of a member who is or was last in `cell`; those that contradict it, or each other, are wrong."""
    chain = Chain()
    ordered = _in_time(sorted(moves, key=lambda move: move.day), admitted, chain)
    current, later = cell, None
    for move in reversed([move for move in ordered if _possible(move, places, chain)]):
        reached = move.from_cell if move.kind in EXITS else move.to_cell
        if reached == current:
            chain.moves.insert(0, move)
            if move.kind == TRANSFER:
                current, later = move.from_cell, move
        elif later is None:
            chain.wrong.append(_contradiction(move, f"bảng đảng viên ghi chi bộ “{current}”"))
        else:
            chain.wrong.append(_contradiction(move, f"dòng {later.row} cho biết đảng viên đi từ “{current}”"))
            what = f"dòng {move.row} cho biết đảng viên ở “{reached}”; hãy xem lại cả hai dòng"
            chain.blame(later, "from_cell", "contradicting_cell", what)
            chain.drop(later)
            current, later = later.to_cell, _first_transfer(chain.moves)
    _lay_out(chain, current, admitted)
    return chain


def chain_from(cell: str, since: date, moves: Iterable[MovementRow], places: Mapping[str, Place]) -> Chain:
    """The further movements of a member whom the register has in `cell`; each must leave where the one before arrived."""
    chain = Chain()
    current = cell
    for move in _in_time(sorted(moves, key=lambda move: move.day), since, chain):
        if not _possible(move, places, chain):
            continue
        if move.kind == TRANSFERRED_IN:
            chain.blame(move, "kind", "already_a_member", "đảng viên đang có trong sổ; hãy xem lại loại biến động")
        elif move.from_cell != current:
            chain.wrong.append(_contradiction(move, f"sổ cho biết đảng viên ở “{current}”"))
        else:
            chain.moves.append(move)
            current = move.to_cell if move.kind == TRANSFER else current
    _lay_out(chain, cell, since)
    return chain


def _contradiction(move: MovementRow, but: str) -> Wrong:
    name = "from_cell" if move.kind in EXITS else "to_cell"
    return Wrong(move, name, "contradicting_cell", f"“{getattr(move, name)}” mâu thuẫn: {but}; hãy sửa mã chi bộ")


def _first_transfer(moves: Iterable[MovementRow]) -> MovementRow | None:
    return next((move for move in moves if move.kind == TRANSFER), None)


def _in_time(moves: list[MovementRow], first: date, chain: Chain) -> list[MovementRow]:
    """Movements within the membership: after its first day, not before an arrival, which opens it, not after a way out."""
    arrival = next((move.day for move in moves if move.kind == TRANSFERRED_IN), None)
    out: MovementRow | None = None
    kept = []
    for move in moves:
        if move.day < first or (move.day == first and move.kind != TRANSFERRED_IN):
            what = f"không sau ngày vào Đảng hoặc về chi bộ ({first:%d/%m/%Y}); hãy sửa ngày"
            chain.blame(move, "day", "before_admission", what)
        elif arrival and move.day < arrival:
            chain.blame(move, "day", "before_arrival", f"trước ngày chuyển đến {arrival:%d/%m/%Y}; hãy sửa ngày")
        elif out:
            what = f"sau khi đảng viên đã rời đảng bộ (“{NAMES[out.kind]}”, dòng {out.row}, {out.day:%d/%m/%Y}); hãy xem lại cả hai dòng"
            chain.blame(move, "day", "after_exit", what)
        elif arrival and move.kind == TRANSFERRED_IN and move.day > arrival:
            what = f"đã chuyển đến ngày {arrival:%d/%m/%Y} nên không thể chuyển đến lần nữa; hãy xem lại loại biến động"
            chain.blame(move, "kind", "repeated_arrival", what)
        else:
            kept.append(move)
            out = move if move.kind in EXITS else None
    return kept


def _possible(move: MovementRow, places: Mapping[str, Place], chain: Chain) -> bool:
    """Whether the cells that a movement names, both taken already, lived on its day and differ."""
    leaving = places[move.from_cell].until if move.kind != TRANSFERRED_IN else None
    entering = places[move.to_cell].until if move.kind not in EXITS else None
    if leaving and leaving < move.day:
        _blame_ended(chain, move, "from_cell", leaving)
    elif entering and entering <= move.day:
        _blame_ended(chain, move, "to_cell", entering)
    elif move.kind == TRANSFER and move.from_cell == move.to_cell:
        chain.blame(move, "to_cell", "contradicting_cell", "chi bộ đến trùng chi bộ đi; hãy sửa mã chi bộ")
    else:
        return True
    return False


def _blame_ended(chain: Chain, move: MovementRow, name: str, ended: date) -> None:
    what = f"chi bộ “{getattr(move, name)}” đã kết thúc ngày {ended:%d/%m/%Y}; hãy sửa mã chi bộ hoặc ngày"
    chain.blame(move, name, "cell_not_live", what)


def _lay_out(chain: Chain, first_cell: str, since: date) -> None:
    chain.stays = [(first_cell, since)]
    for move in chain.moves:
        if move.kind == TRANSFERRED_IN:
            chain.stays = [(move.to_cell, move.day)]
        elif move.kind == TRANSFER:
            chain.stays.append((move.to_cell, move.day))
        else:
            chain.exit = move
