"""What kinds of decisions there are; filled by explicit imports in `dangvu.config.apps`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models

from dangvu.commands.problems import Problem
from dangvu.ledger.dated import D, M, assign, assign_rows, close, cut, cut_rows, next_id, open_row, open_rows


@dataclass(frozen=True, kw_only=True)
class Command:
    """The base of every command: the day it takes effect, and the body and document it rests on, as quoted."""

    on: date
    body: str = ""
    document: str = ""

    def reach(self) -> Collection[int]:
        """Units touched beside those that its fields name; a mandate must cover them all."""
        return ()

    def takes_back(self) -> int | None:
        """The decision that this one undoes: the ledger notes it as corrected, by whatever way the command came."""
        return None

    def movers(self) -> Collection[int]:
        """Persons of whom it tells anew where they were; their files must lie with whoever decides, too."""
        return ()


@dataclass
class Change:
    """One decision being carried out: what its rows are opened and closed by.

    `allotted` are the numbers given to new subjects, kept in the ledger so that a replay gives the same ones.
    `source_row` is the row of the workbook that is being carried out, which rows opened meanwhile name; in a batch `gathered` are the
    subjects of which derived tables are computed anew at its end.
    `afterwards` is done when the decision itself is written, still in its transaction.
    """

    decision: int
    recorded: datetime
    replay: bool = False
    allotted: deque[int] = field(default_factory=deque)
    given: list[int] = field(default_factory=list)
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    source_row: int | None = None
    gathered: dict[Callable[[Sequence[int]], None], set[int]] | None = None

    def new_id(self, model: type[models.Model]) -> int:
        """A number for a new subject: the next free one, or on replay the one it was given then."""
        number = self.allotted.popleft() if self.replay else next_id(model)
        self.given.append(number)
        return number

    def new_ids(self, model: type[models.Model], count: int) -> list[int]:
        """Numbers for several new subjects."""
        first = 0 if self.replay or not count else next_id(model)
        numbers = [self.allotted.popleft() if self.replay else first + turn for turn in range(count)]
        self.given += numbers
        return numbers

    def old_id(self, number: int | None) -> int | None:
        """A number that stood for the same subject before and stands for it again, noted like a new one."""
        if number is not None:
            self.given.append(self.allotted.popleft() if self.replay else number)
        return number

    def refresh(self, derived: Callable[[Sequence[int]], None], subject: int) -> None:
        """What is derived of a subject is computed anew: now, or in a batch once for all subjects."""
        if self.gathered is None:
            derived([subject])
        else:
            self.gathered.setdefault(derived, set()).add(subject)

    def gather(self) -> None:
        """From now on a batch."""
        self.gathered = {}

    def refresh_gathered(self) -> None:
        """The end of a batch."""
        gathered, self.gathered = self.gathered or {}, None
        for derived, subjects in gathered.items():
            derived(sorted(subjects))

    def open(self, model: type[M], **values: Any) -> M:
        """A new row held from this decision on."""
        return open_row(model, decision=self.decision, recorded=self.recorded, source_row=self.source_row, **values)

    def close(self, row: M) -> None:
        """A row no longer held."""
        close(row, decision=self.decision, recorded=self.recorded)

    def cut(self, row: D, day: date, **ending: Any) -> None:
        """A row whose truth ends before a day."""
        cut(row, day, decision=self.decision, recorded=self.recorded, source_row=self.source_row, **ending)

    def open_all(self, model: type[M], rows: Iterable[Mapping[str, Any]]) -> None:
        """`open` of many rows."""
        open_rows(model, rows, decision=self.decision, recorded=self.recorded)

    def cut_all(self, model: type[D], rows: Sequence[D], day: date) -> None:
        """`cut` of many rows, each of another subject."""
        cut_rows(model, rows, day, decision=self.decision, recorded=self.recorded)

    def assign_all(self, model: type[D], subject: str, since: date, values: Mapping[int, Mapping[str, Any]]) -> None:
        """`assign` of many subjects, by their numbers in the column `subject`."""
        assign_rows(model, subject, since, values, decision=self.decision, recorded=self.recorded)

    def assign(self, model: type[D], subject: dict[str, Any], since: date, **values: Any) -> None:
        """Values that hold from a day until the next recorded turn."""
        assign(model, subject, since, values, decision=self.decision, recorded=self.recorded, source_row=self.source_row)


C = TypeVar("C", bound=Command)


@dataclass(frozen=True)
class Kind:
    """A kind of decision: its name on the wire, its command, how it is judged and how it is carried out.

    `personal` names the fields whose values lie beside the chain; of the lists in `personal_lists` each item begins with the number of
    its subject, which stays in the chain, and the rest of it lies beside as a value of its own. Judging reads, carrying out writes
    and judges nothing, since a replay must not judge by the rules of another day. `erases` names the field with the subject whose
    personal values the decision erases, here and in every decision before it; a replay leaves that subject out.
    """

    name: str
    command: type[Command]
    judge: Callable[[Any], list[Problem]]
    apply: Callable[[Any, Change], None]
    personal: frozenset[str]
    erases: str = ""
    personal_lists: frozenset[str] = frozenset()


_KINDS: dict[str, Kind] = {}
_BY_COMMAND: dict[type[Command], Kind] = {}


def register(
    name: str,
    command: type[C],
    *,
    judge: Callable[[C], list[Problem]],
    apply: Callable[[C, Change], None],
    personal: tuple[str, ...] = (),
    personal_lists: tuple[str, ...] = (),
    erases: str = "",
) -> None:
    """Make a kind of decision known; a name or a command taken twice is a mistake of the program."""
    if name in _KINDS or command in _BY_COMMAND:
        raise ValueError(f"registered twice: {name}")
    kind = Kind(name, command, judge, apply, frozenset(personal), erases, frozenset(personal_lists))
    _KINDS[name] = _BY_COMMAND[command] = kind


def kinds() -> dict[str, Kind]:
    """Every kind by its name."""
    return dict(_KINDS)


def kind_of(command: Command) -> Kind:
    """The kind that a command belongs to."""
    return _BY_COMMAND[type(command)]
