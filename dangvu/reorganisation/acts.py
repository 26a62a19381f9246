"""The acts of reorganisation written out as steps: what each moves, ends and ties together (`Reorganise` carries them).

Every function answers the fields of a `Reorganise` beyond the day, the deciding unit and the paper; `**fields(...)` joins them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from dangvu.organisation.trees import directly_below
from dangvu.reorganisation.steps import Changed, Founded, Lineage, Moved, Placed, Ref

Fields = dict[str, Any]


def found(new: Founded, moved: Iterable[Moved] = ()) -> Fields:
    """Thành lập: a unit, with members of other cells who are named."""
    return {"act": "found", "founded": (new,), "moved": tuple(moved)}


def rename(unit: int, name: str) -> Fields:
    """Đổi tên."""
    return {"act": "rename", "changed": (Changed(unit, name=name),)}


def move(unit: int, parent: int) -> Fields:
    """Chuyển giao: a unit with everything below it comes under another."""
    return {"act": "move", "placed": (Placed(unit, parent),)}


def some_members(cell: int, to: int, persons: Sequence[int]) -> Fields:
    """Chuyển một số đảng viên của chi bộ sang chi bộ khác."""
    return {"act": "members", "moved": (Moved(cell, to, tuple(persons)),)}


def merge_cells(cells: Sequence[int], into: int) -> Fields:
    """Sáp nhập: cells are absorbed with everybody into one that goes on."""
    return {
        "act": "merge", "moved": tuple(Moved(cell, into) for cell in cells), "ended": tuple(cells),
        "lineage": tuple(Lineage(cell, into) for cell in cells),
    }  # fmt: skip


def merge_bodies(bodies: Sequence[int], into: int, on: date) -> Fields:
    """Sáp nhập: bodies are absorbed, and what stands directly below them comes under the one that goes on."""
    return {
        "act": "merge", "placed": _taken_over(bodies, into, on), "ended": tuple(bodies),
        "lineage": tuple(Lineage(body, into) for body in bodies),
    }  # fmt: skip


def consolidate_cells(cells: Sequence[int], new: Founded) -> Fields:
    """Hợp nhất: cells end, everybody goes to a new one."""
    return {
        "act": "consolidate", "founded": (new,), "moved": tuple(Moved(cell, new.code) for cell in cells), "ended": tuple(cells),
        "lineage": tuple(Lineage(cell, new.code) for cell in cells),
    }  # fmt: skip


def consolidate_bodies(bodies: Sequence[int], new: Founded, on: date) -> Fields:
    """Hợp nhất: bodies end, and what stands directly below them comes under a new one."""
    return {
        "act": "consolidate", "founded": (new,), "placed": _taken_over(bodies, new.code, on), "ended": tuple(bodies),
        "lineage": tuple(Lineage(body, new.code) for body in bodies),
    }  # fmt: skip


def split_cell(cell: int, parts: Sequence[tuple[Founded, Sequence[int]]]) -> Fields:
    """Chia tách: members who are named go to new cells; the old one goes on with the others."""
    return {
        "act": "split", "founded": tuple(new for new, _persons in parts),
        "moved": tuple(Moved(cell, new.code, tuple(persons)) for new, persons in parts),
        "lineage": tuple(Lineage(cell, new.code) for new, _persons in parts),
    }  # fmt: skip


def split_body(body: int, parts: Sequence[tuple[Founded, Sequence[int]]]) -> Fields:
    """Chia tách: units below come under new bodies; the old one goes on with the others."""
    return {
        "act": "split", "founded": tuple(new for new, _units in parts),
        "placed": tuple(Placed(unit, new.code) for new, units in parts for unit in units),
        "lineage": tuple(Lineage(body, new.code) for new, _units in parts),
    }  # fmt: skip


def end(unit: int, heirs: Sequence[Ref] = (), moved: Sequence[Moved] = (), placed: Sequence[Placed] = (), act: str = "end") -> Fields:
    """Kết thúc hoạt động, or giải thể (`act="dissolve"`): what was in it goes to its heirs."""
    return {
        "act": act, "moved": tuple(moved), "placed": tuple(placed), "ended": (unit,),
        "lineage": tuple(Lineage(unit, heir) for heir in heirs),
    }  # fmt: skip


def upgrade(cell: int, kind: str, cells: Sequence[tuple[Founded, Sequence[int]]], rest: str) -> Fields:
    """Nâng cấp: a cell becomes a committee; its members go to new cells below it, those not named to the one with the code `rest`."""
    named = tuple(Moved(cell, new.code, tuple(persons)) for new, persons in cells if persons)
    return {
        "act": "upgrade", "changed": (Changed(cell, kind=kind),), "founded": tuple(new for new, _persons in cells),
        "moved": (*named, Moved(cell, rest)), "lineage": tuple(Lineage(cell, new.code) for new, _persons in cells),
    }  # fmt: skip


def downgrade(body: int, kind: str, on: date) -> Fields:
    """Hạ cấp: a committee becomes a cell, and takes the members of the cells directly below it, which end."""
    cells = directly_below([body], on).get(body, [])
    return {
        "act": "downgrade", "changed": (Changed(body, kind=kind),), "moved": tuple(Moved(cell, body) for cell in cells),
        "ended": tuple(cells), "lineage": tuple(Lineage(cell, body) for cell in cells),
    }  # fmt: skip


def turn(unit: int, kind: str, act: str) -> Fields:
    """Nâng cấp, hạ cấp (`act`) of a cell that stays a cell, or of a body that stays one: everybody and everything stays in it."""
    return {"act": act, "changed": (Changed(unit, kind=kind),)}


def plan(*acts: Fields) -> Fields:
    """Phương án: several acts of one day as one; each pair of the lineage keeps the kind of its act."""
    joined: Fields = {"act": "plan"}
    for fields in acts:
        pairs = tuple(pair if pair.act else pair._replace(act=fields["act"]) for pair in fields.get("lineage", ()))
        for name, steps in {**fields, "lineage": pairs}.items():
            if name != "act":
                joined[name] = (*joined.get(name, ()), *steps)
    return joined


def _taken_over(bodies: Sequence[int], by: Ref, on: date) -> tuple[Placed, ...]:
    below = directly_below(bodies, on)
    return tuple(Placed(unit, by) for body in bodies for unit in below.get(body, ()))
