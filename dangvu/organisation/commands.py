"""Decisions about units and localities; the only writer of this area's tables, one by one and in bulk.

`EndUnit` is registered by `members`, whose posts in the unit end with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangvu.commands import Change, Command, Problem, register
from dangvu.ledger.dated import current, settle
from dangvu.organisation.derived import refresh_closure
from dangvu.organisation.kinds import MEASURES, PEOPLES
from dangvu.organisation.models import Locality, LocalityFact, LocalityState, Unit, UnitEdge, UnitState
from dangvu.organisation.places import is_locality, is_place_held, locality_by_code
from dangvu.organisation.queries import children, is_held, unit_by_code
from dangvu.organisation.rules import nesting, within_total
from dangvu.rulebook.queries import rule

GUARDS = "settle"
"""The name of the deferred constraints that judge trees and stays."""


@dataclass(frozen=True, kw_only=True)
class FoundUnit(Command):
    """A unit begins to exist; `parent` is empty for the root."""

    code: str
    name: str
    kind: str
    parent: int | None = None
    sector: str = ""
    locality: int | None = None


@dataclass(frozen=True, kw_only=True)
class ChangeUnit(Command):
    """A unit is renamed, or becomes another kind; empty fields stay as they were."""

    unit: int
    name: str = ""
    kind: str = ""
    sector: str = ""


@dataclass(frozen=True, kw_only=True)
class MoveUnit(Command):
    """A unit and everything below it comes under another unit."""

    unit: int
    parent: int


@dataclass(frozen=True, kw_only=True)
class EndUnit(Command):
    """A unit ceases to exist: `on` is the first day without it."""

    unit: int


@dataclass(frozen=True, kw_only=True)
class FoundLocality(Command):
    """A locality begins to be known."""

    code: str
    name: str
    level: str
    parent: int | None = None


@dataclass(frozen=True, kw_only=True)
class RecordLocalityFact(Command):
    """A count of a locality that holds from its day until the next one."""

    locality: int
    measure: str
    people: str = ""
    value: int


def state_on(unit: int, on: date) -> UnitState | None:
    """The state of a unit on a day, as held now."""
    return current(UnitState, unit_id=unit).filter(period__contains=on).first()


def _alive(unit: int, on: date, field: str) -> list[Problem]:
    if state_on(unit, on):
        return []
    return [
        Problem("unit_not_alive", "Tổ chức đảng này không tồn tại vào ngày có hiệu lực; hãy xem lại ngày hoặc chọn tổ chức khác.", field)
    ]


def _may_stand_below(kind: str, parent: int | None, on: date) -> list[Problem]:
    if parent is None:
        return []
    above = state_on(parent, on)
    if above is None:
        return _alive(parent, on, "parent")
    allowed = rule("org_nesting", on)
    return nesting(kind, above.kind, allowed.value, allowed.source)


def _is_cell(kind: str, on: date) -> bool:
    return kind in rule("org_cell_kinds", on).value


def _named(command: FoundUnit | FoundLocality) -> list[Problem]:
    problems = []
    if not command.code.strip():
        problems.append(Problem("missing_code", "Hãy ghi mã.", "code"))
    if not command.name.strip():
        problems.append(Problem("missing_name", "Hãy ghi tên.", "name"))
    return problems


def _known_locality(locality: int | None, field: str) -> list[Problem]:
    if locality is None or is_locality(locality):
        return []
    return [Problem("unknown_locality", "Không có địa bàn này.", field)]


def judge_found(command: FoundUnit) -> list[Problem]:
    """A free code, a name, a known place, and a kind that may stand below the chosen unit."""
    if is_held(command.code):
        return [Problem("repeated_code", f"Mã tổ chức đảng {command.code} đã được dùng; hãy chọn mã khác.", "code")]
    problems = _named(command) + _known_locality(command.locality, "locality")
    return problems + _may_stand_below(command.kind, command.parent, command.on)


def apply_found(command: FoundUnit, change: Change) -> None:
    """The unit, its first state and its place."""
    number = change.old_id(unit_by_code(command.code)) or change.new_id(Unit)
    unit, _ = Unit.objects.get_or_create(code=command.code, id=number)
    change.assign(
        UnitState, {"unit_id": unit.id}, command.on, name=command.name, kind=command.kind, cell=_is_cell(command.kind, command.on),
        sector=command.sector, locality_id=command.locality,
    )  # fmt: skip
    if command.parent is not None:
        change.assign(UnitEdge, {"unit_id": unit.id}, command.on, parent_id=command.parent)
    refresh_closure([unit.id])


def judge_change(command: ChangeUnit) -> list[Problem]:
    """The unit exists, and its new kind fits its place and the units directly below."""
    if problems := _alive(command.unit, command.on, "unit"):
        return problems
    if not (command.name.strip() or command.kind or command.sector):
        return [Problem("nothing", "Hãy ghi ít nhất một nội dung thay đổi.")]
    if not command.kind:
        return []
    edge = current(UnitEdge, unit_id=command.unit).filter(period__contains=command.on).first()
    problems = _may_stand_below(command.kind, edge.parent_id if edge else None, command.on)
    allowed = rule("org_nesting", command.on)
    kinds_below = {child.kind for child in children(command.unit, command.on)}
    return problems + [problem for kind in sorted(kinds_below) for problem in nesting(kind, command.kind, allowed.value, allowed.source)]


def apply_change(command: ChangeUnit, change: Change) -> None:
    """A new state from the day on, until the next turn."""
    was = current(UnitState, unit_id=command.unit).get(period__contains=command.on)
    kind = command.kind or was.kind
    change.assign(
        UnitState, {"unit_id": command.unit}, command.on, name=command.name or was.name, kind=kind, cell=_is_cell(kind, command.on),
        sector=command.sector or was.sector, locality_id=was.locality_id,
    )  # fmt: skip


def judge_move(command: MoveUnit) -> list[Problem]:
    """Both units exist on the day, the kinds fit; that no unit stands below itself on any day is judged by the database."""
    state = state_on(command.unit, command.on)
    if state is None:
        return _alive(command.unit, command.on, "unit")
    if not current(UnitEdge, unit_id=command.unit).exists():
        return [Problem("root", "Tổ chức đảng cao nhất không chuyển xuống dưới tổ chức khác bằng việc này.", "unit")]
    return _may_stand_below(state.kind, command.parent, command.on)


def apply_move(command: MoveUnit, change: Change) -> None:
    """A new edge from the day on, until the next turn; the tree is judged before its closure is made, since that of a circle has no end."""
    change.assign(UnitEdge, {"unit_id": command.unit}, command.on, parent_id=command.parent)
    settle(GUARDS)
    refresh_closure([command.unit])


def judge_end(command: EndUnit) -> list[Problem]:
    """The unit exists and no later state or place of it is recorded; members and units below are guarded by the database."""
    state = state_on(command.unit, command.on)
    if state is None:
        return _alive(command.unit, command.on, "unit")
    later_places = current(UnitEdge, unit_id=command.unit).filter(period__startswith__gt=command.on)
    if state.period.upper is not None or later_places.exists():
        return [Problem("later_state", "Đã ghi một thay đổi sau ngày này; hãy sửa thay đổi đó trước.", "on")]
    return []


def apply_end(command: EndUnit, change: Change) -> None:
    """State and edge end before the day."""
    for row in current(UnitState, unit_id=command.unit).filter(period__contains=command.on):
        change.cut(row, command.on)
    for edge in current(UnitEdge, unit_id=command.unit).filter(period__contains=command.on):
        change.cut(edge, command.on)
    refresh_closure([command.unit])


def judge_locality(command: FoundLocality) -> list[Problem]:
    """A free code, a name, a known place above."""
    problems = _named(command) + _known_locality(command.parent, "parent")
    if is_place_held(command.code):
        problems.append(Problem("repeated_code", f"Mã địa bàn {command.code} đã được dùng.", "code"))
    return problems


def apply_locality(command: FoundLocality, change: Change) -> None:
    """The locality and its first state."""
    number = change.old_id(locality_by_code(command.code)) or change.new_id(Locality)
    locality, _ = Locality.objects.get_or_create(code=command.code, id=number)
    change.assign(LocalityState, {"locality_id": locality.id}, command.on, name=command.name, level=command.level, parent_id=command.parent)


def judge_fact(command: RecordLocalityFact) -> list[Problem]:
    """A known measure of a known locality and people, a count that is not negative, and no part greater than its whole."""
    problems = _known_locality(command.locality, "locality")
    if command.measure not in MEASURES:
        problems.append(Problem("unknown_measure", "Hãy chọn dân số, số hộ, số hộ nghèo hoặc số hộ cận nghèo.", "measure"))
    if command.value < 0:
        problems.append(Problem("negative", "Số liệu không thể âm.", "value"))
    if command.people and command.people not in PEOPLES:
        text = f"“{command.people}” không có trong danh mục 54 dân tộc; hãy ghi đúng tên dân tộc, ví dụ “Khmer”."
        problems.append(Problem("unknown_people", text, "people"))
    return problems or _against_total(command)


def _against_total(command: RecordLocalityFact) -> list[Problem]:
    """On each day from which this count, or another one beside it, holds until the next of its own kind, the first day that is wrong."""
    rows = list(current(LocalityFact, locality_id=command.locality, measure=command.measure))
    until = min((row.period.lower for row in rows if row.people == command.people and row.period.lower > command.on), default=date.max)
    for day in sorted({command.on, *(row.period.lower for row in rows if command.on < row.period.lower < until)}):
        counts = {row.people: row.value for row in rows if day in row.period} | {command.people: command.value}
        total = counts.pop("", None)
        if problems := within_total(total, counts.values(), day):
            return problems
    return []


def apply_fact(command: RecordLocalityFact, change: Change) -> None:
    """The count, from its day until the next one."""
    subject = {"locality_id": command.locality, "measure": command.measure, "people": command.people}
    change.assign(LocalityFact, subject, command.on, value=command.value)


register("organisation.found", FoundUnit, judge=judge_found, apply=apply_found)
register("organisation.change", ChangeUnit, judge=judge_change, apply=apply_change)
register("organisation.move", MoveUnit, judge=judge_move, apply=apply_move)
register("organisation.found_locality", FoundLocality, judge=judge_locality, apply=apply_locality)
register("organisation.record_fact", RecordLocalityFact, judge=judge_fact, apply=apply_fact)
