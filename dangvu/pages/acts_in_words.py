"""An act of reorganisation in lines: what each part of it changes, beside what is held of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from dangvu.access.connections import registrar
from dangvu.organisation.queries import UnitOn, units_on
from dangvu.organisation.trees import parents_above
from dangvu.pages.words import ACTS_OF_UNITS
from dangvu.people.names import ERASED
from dangvu.people.queries import names_of
from dangvu.reorganisation.commands import Reorganise, steps_of
from dangvu.reorganisation.steps import Ref
from dangvu.reorganisation.undoing import UndoReorganisation, act_of
from dangvu.web.formats import day, number

Line = tuple[str, str, str]
"""Label, what is held, what is proposed."""


def persons_in(command: Reorganise) -> set[int]:
    """Everybody whom an act names."""
    return {person for row in command.moved for person in row.persons} | {row.person for row in command.carried}


class _Names:
    """Units by number or code, persons by number, as they are called on the eve of the act; by their present names where not yet known."""

    def __init__(self, command: Reorganise, known: datetime | None) -> None:
        self.eve: date = command.on - timedelta(days=1)
        numbers = set(steps_of(command).units())
        self.parents = parents_above(numbers, self.eve)
        asked = sorted({*numbers, *self.parents.values()})
        self.units: Mapping[int, UnitOn] = {row.id: row for when in (None, known) for row in units_on(asked, self.eve, when)}
        self.new = {row.code: row.name for row in command.founded}
        self.people = {person: name or ERASED for person, (_public_id, name) in names_of(persons_in(command), known).items()}

    def unit(self, ref: Ref | None) -> str:
        """What a unit is called; a new one with its code."""
        if ref is None:
            return ""
        if isinstance(ref, str):
            return f"{self.new.get(ref, ref)} ({ref})"
        return self.units[ref].name if ref in self.units else str(ref)

    def parent(self, unit: int) -> str:
        """Under whom a unit stands before."""
        return self.unit(self.parents.get(unit))

    def is_alive(self, unit: int) -> bool:
        """Whether a unit existed on the eve."""
        return unit in self.units and self.units[unit].alive


def reorganisation(command: Reorganise, known: datetime | None) -> list[Line]:
    """Each part of an act as a line, all of them, since all are approved; as many whatever is known: they are those of the command."""
    names = _Names(command, known)
    lines = [(_("Việc sắp xếp"), "", ACTS_OF_UNITS.get(command.act, command.act)), (_("Có hiệu lực từ ngày"), "", day(command.on))]
    for part in (_founded, _changed, _placed, _moved, _carried, _ended, _went):
        lines += part(command, names)
    return lines


def undoing(command: UndoReorganisation, known: datetime | None) -> list[Line]:
    """Which act is taken back: it is held, and shall not be."""
    with registrar():
        act = act_of(command.decision)
    if act is None:
        return []
    entry = _("Lần ghi sổ số %(number)s") % {"number": number(command.decision)}
    told = ", ".join(text for text in (ACTS_OF_UNITS.get(act.act, act.act), act.document, act.body) if text)
    return [(entry, told, _("hủy vì ghi nhầm")), (_("Có hiệu lực từ ngày"), day(act.on), _("ghi lại như trước ngày ấy"))]


def _founded(command: Reorganise, names: _Names) -> Iterator[Line]:
    for row in command.founded:
        under = _("trực thuộc %(parent)s") % {"parent": names.unit(row.parent)} if row.parent is not None else ""
        yield _("Thành lập"), "", ", ".join(text for text in (names.unit(row.code), row.kind, row.sector, under) if text)


def _changed(command: Reorganise, names: _Names) -> Iterator[Line]:
    for row in command.changed:
        held = names.units.get(row.unit)
        pairs = ((row.name, held.name if held else ""), (row.kind, held.kind if held else ""), (row.sector, held.sector if held else ""))
        said = [(was, new) for new, was in pairs if new]
        yield _("Đổi tên, loại hình"), ", ".join(was for was, _new in said), ", ".join(new for _was, new in said)


def _placed(command: Reorganise, names: _Names) -> Iterator[Line]:
    for row in command.placed:
        yield _("Cấp trên của %(unit)s") % {"unit": names.unit(row.unit)}, names.parent(row.unit), names.unit(row.parent)


def _moved(command: Reorganise, names: _Names) -> Iterator[Line]:
    for row in command.moved:
        label = _("Đảng viên của %(unit)s") % {"unit": names.unit(row.cell)}
        who = ", ".join(names.people.get(person, ERASED) for person in row.persons) or _("toàn bộ")
        yield label, "", _("%(who)s về %(cell)s") % {"who": who, "cell": names.unit(row.to)}


def _carried(command: Reorganise, names: _Names) -> Iterator[Line]:
    for row in command.carried:
        said = {"title": row.title, "name": names.people.get(row.person, ERASED), "unit": names.unit(row.to)}
        yield _("Chức vụ tiếp tục"), names.unit(row.unit), _("%(title)s %(name)s ở %(unit)s") % said


def _ended(command: Reorganise, names: _Names) -> Iterator[Line]:
    for unit in command.ended:
        yield names.unit(unit), _("đang hoạt động") if names.is_alive(unit) else "", _("kết thúc")


def _went(command: Reorganise, names: _Names) -> Iterator[Line]:
    for pair in command.lineage:
        yield _("Kế thừa %(unit)s") % {"unit": names.unit(pair.predecessor)}, "", names.unit(pair.successor)
