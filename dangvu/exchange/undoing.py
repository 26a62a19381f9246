"""Undoing an import: one later decision that closes what the batch wrote; refused with the list while other decisions rest on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dangvu.commands import Actor, Change, Command, Problem, register, run
from dangvu.exchange.models import TakenRow
from dangvu.ledger.queries import corrections, decisions
from dangvu.ledger.withdrawal import Subject, resting_on, withdraw
from dangvu.meetings.derived import refresh_summary
from dangvu.members.derived import refresh_members
from dangvu.organisation.derived import refresh_closure
from dangvu.organisation.places import locality_name
from dangvu.organisation.queries import unit_on
from dangvu.people.queries import facts_of
from dangvu.reorganisation.undoing import UNDOING

KIND = "exchange.undo"
PERSONS, UNITS, LOCALITIES = "people_person", "organisation_unit", "organisation_locality"
CREATED = {"members": PERSONS, "units": UNITS, "localities": LOCALITIES}
NAMED, LISTED, MANY = 3, 20, 5000


@dataclass(frozen=True, kw_only=True)
class UndoImport(Command):
    """An import was wrong as a whole: nothing that it wrote is held any longer, and what it had changed holds as before it."""

    batch: int

    def takes_back(self) -> int:
        """The import."""
        return self.batch


@dataclass(frozen=True)
class Resting:
    """A later decision that rests on an import: its number, kind and day, some of what it is about, and how many there are."""

    decision: int
    kind: str
    on: date
    about: tuple[str, ...]
    subjects: int


def resting(batch: int) -> list[Resting]:
    """The decisions that must be taken back before this import can be, the latest first."""
    rows = TakenRow.objects.filter(decision_id=batch, sheet__in=CREATED).values_list("sheet", "subject")
    created = (Subject(CREATED[sheet], number) for sheet, number in rows if number is not None)
    found = resting_on(batch, corrections(*UNDOING, after=batch), created=created, wholly={PERSONS})
    lines = decisions(found.keys())
    return [
        Resting(number, lines[number].kind, lines[number].on, _labels(found[number], lines[number].on), len(found[number]))
        for number in sorted(found, reverse=True)
    ]


def _labels(subjects: Iterable[Subject], on: date) -> tuple[str, ...]:
    """Names of some subjects, persons before units before places."""
    order = (PERSONS, UNITS, LOCALITIES)
    some = sorted((subject for subject in subjects if subject.table in order), key=lambda one: (order.index(one.table), one.number))
    return tuple(_label(subject, on) for subject in some[:NAMED])


def _label(subject: Subject, on: date) -> str:
    if subject.table == PERSONS:
        facts = facts_of(subject.number)
        return facts.name if facts and facts.name else f"hồ sơ {subject.number}"
    if subject.table == UNITS:
        unit = unit_on(subject.number, on)
        return unit.name if unit else f"tổ chức đảng {subject.number}"
    return locality_name(subject.number, on) or f"địa bàn {subject.number}"


def judge(command: UndoImport) -> list[Problem]:
    """An import that still stands and on which nothing rests."""
    batch = decisions([command.batch]).get(command.batch)
    if batch is None or batch.kind != "exchange.import":
        return [Problem("no_such_import", f"Lần ghi sổ số {command.batch} không phải là một lần nhập tệp; hãy xem lại số.", "batch")]
    if any(undone == command.batch for _, undone in corrections(*UNDOING, after=command.batch)):
        return [Problem("already_undone", f"Lần nhập số {command.batch} đã được hủy.", "batch")]
    found = resting(command.batch)
    problems = [Problem("rests_on_import", _sentence(one), "batch") for one in found[:LISTED]]
    if len(found) > LISTED:
        problems.append(Problem("rests_on_import", f"Và {len(found) - LISTED} lần ghi sổ khác dựa trên lần nhập này.", "batch"))
    return problems


def _sentence(one: Resting) -> str:
    about = ", ".join(one.about) + (f" và {one.subjects - len(one.about)} nội dung khác" if one.subjects > len(one.about) else "")
    return f"Lần ghi sổ số {one.decision} ngày {one.on:%d/%m/%Y} ({about}) dựa trên lần nhập này; hãy hủy hoặc sửa lần ghi ấy trước."


def apply(command: UndoImport, change: Change) -> None:
    """Take the batch back and compute anew what is derived from it; numbers, codes and the rows taken stay."""
    undone = [pair for pair in corrections(*UNDOING, after=command.batch) if pair[0] < change.decision]
    numbers: dict[str, set[int]] = defaultdict(set)
    for subject in withdraw(command.batch, undone, by=change.decision, recorded=change.recorded):
        numbers[subject.table].add(subject.number)
    for table, refresh in (*((UNITS, refresh) for refresh in (refresh_closure, refresh_summary)), (PERSONS, refresh_members)):
        _refresh(refresh, sorted(numbers[table]))


def _refresh(refresh: Callable[[Sequence[int] | None], None], numbers: list[int]) -> None:
    """All at once where that is less work than many one by one."""
    if numbers:
        refresh(numbers if len(numbers) < MANY else None)


def undo(batch: int, actor: Actor, *, on: date, body: str = "", document: str = "", now: datetime | None = None) -> int:
    """Undo an import; the number of the decision that corrects it. `Refused` lists what rests on it."""
    return run(UndoImport(on=on, body=body, document=document, batch=batch), actor, now=now).id


register(KIND, UndoImport, judge=judge, apply=apply)
