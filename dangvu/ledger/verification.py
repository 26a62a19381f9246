"""The check of the whole ledger: every hash, every personal value still there, every checkpoint kept outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from dangvu.ledger.chain import GENESIS, commitment, content, link
from dangvu.ledger.checkpoints import Checkpoint, read_checkpoints
from dangvu.ledger.models import Decision, PersonalValue
from dangvu.ledger.moment import one_moment

SHOWN = 100
CHUNK = 2000
COLUMNS = ("id", "kind", "on", "body", "document", "actor", "recorded", "payload", "corrects_id", "prev", "hash")


class Fault(NamedTuple):
    """Something that is not as it was decided; `decision` is 0 where it belongs to no decision."""

    code: str
    decision: int
    message: str


@dataclass
class Verification:
    """What was looked at and what was found; `faults` holds the first hundred of `found`."""

    decisions: int = 0
    values: int = 0
    erased: int = 0
    rows: int = 0
    checkpoints: int = 0
    found: int = 0
    faults: list[Fault] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def valid(self) -> bool:
        """Whether everything is as it was decided."""
        return not self.found

    def add(self, faults: Iterable[Fault]) -> None:
        """Take note of faults."""
        for fault in faults:
            self.found += 1
            if len(self.faults) < SHOWN:
                self.faults.append(fault)


class _Value(NamedTuple):
    decision: int
    field: str
    commitment: bytes
    salt: bytes | None
    value: Any


class _Values:
    """The values beside the chain, read once, in the order of their decisions."""

    def __init__(self) -> None:
        rows = PersonalValue.objects.order_by("decision_id", "id")
        self._rows = rows.values_list("decision_id", "field", "commitment", "salt", "value").iterator(CHUNK)
        self._ahead = next(self._rows, None)

    def upto(self, decision: int) -> Iterator[_Value]:
        """The values of all decisions up to this one that were not given before."""
        while self._ahead is not None and self._ahead[0] <= decision:
            number, name, digest, salt, value = self._ahead
            yield _Value(number, name, bytes(digest), None if salt is None else bytes(salt), value)
            self._ahead = next(self._rows, None)

    def rest(self) -> Iterator[int]:
        """The decisions of the values after all those given."""
        while self._ahead is not None:
            yield self._ahead[0]
            self._ahead = next(self._rows, None)


Erasures = Mapping[str, Mapping[int, int]]
"""By the field that names them: every subject that was erased, with the last decision that erased it."""

BesideCheck = Callable[[Verification, Erasures], Iterator[Fault]]
"""A check of what else lies beside the chain; it counts what it looked at in the verification."""


def verify(against: Path | None = None, *, erasing: Mapping[str, str] | None = None, beside: BesideCheck | None = None) -> Verification:
    """Recompute the chain from its beginning, and compare it with the checkpoints of a file.

    `erasing` are the kinds of decisions that erase, each with the field that names whom; no other erasure is lawful.
    Without a file a tail that was cut off, or a chain hashed anew from its first change on, cannot be found.
    """
    began = perf_counter()
    told = Verification()
    witnesses: dict[int, list[Checkpoint]] = {}
    if against is not None:
        told.add(_read_witnesses(against, witnesses, told))
    with one_moment():
        erased = _erasures(erasing or {})
        told.add(_walk(told, witnesses, erased))
        for number, checkpoints in witnesses.items():
            told.add(_cut_off(number, checkpoint) for checkpoint in checkpoints)
        if beside is not None:
            told.add(beside(told, erased))
    told.seconds = perf_counter() - began
    return told


def _erasures(erasing: Mapping[str, str]) -> Erasures:
    erased: dict[str, dict[int, int]] = {name: {} for name in erasing.values()}
    rows = Decision.objects.filter(kind__in=erasing).order_by("id").values_list("id", "kind", "payload")
    for number, kind, payload in rows:
        subject = _values_of(payload).get(erasing[kind])
        if isinstance(subject, int):
            erased[erasing[kind]][subject] = number
    return erased


def _values_of(payload: Any) -> dict[str, Any]:
    """The values of a decision, none where somebody has spoilt them."""
    values = payload.get("values") if isinstance(payload, dict) else None
    return values if isinstance(values, dict) else {}


def _is_erased(erased: Erasures, number: int, payload: Any, field: str) -> bool:
    """Whether a later decision erased whom this one names, or to whom it gave a number; of a list, whose value it is."""
    _list, _, subject = field.partition("/")
    if subject:
        return any(subjects.get(int(subject), 0) > number for subjects in erased.values())
    given = payload.get("given") if isinstance(payload, dict) else None
    for name, subjects in erased.items():
        about = [_values_of(payload).get(name), *(given if isinstance(given, list) else ())]
        if any(isinstance(subject, int) and subjects.get(subject, 0) > number for subject in about):
            return True
    return False


def _read_witnesses(against: Path, witnesses: dict[int, list[Checkpoint]], told: Verification) -> Iterator[Fault]:
    read = read_checkpoints(against)
    told.checkpoints = len(read.checkpoints)
    for checkpoint in read.checkpoints:
        witnesses.setdefault(checkpoint.number, []).append(checkpoint)
    for line in read.unreadable:
        yield Fault(
            "checkpoint_unreadable",
            0,
            f"Dòng {line} của tệp chứng thực {against.name} không đọc được; nếu do mất điện khi ghi, hãy xóa dòng ấy.",
        )


def _cut_off(number: int, checkpoint: Checkpoint) -> Fault:
    noted = f"{checkpoint.recorded:%d/%m/%Y %H:%M}"
    return Fault("cut_off", number, f"Lần ghi sổ số {number} đã được chứng thực ({noted}) nhưng không còn trong sổ.")


def _walk(told: Verification, witnesses: dict[int, list[Checkpoint]], erased: Erasures) -> Iterator[Fault]:
    """Every decision in order, with its values and its witnesses; witnesses that were met are taken away."""
    values = _Values()
    number, digest, recorded = 0, GENESIS, None
    for row in Decision.objects.order_by("id").values_list(*COLUMNS).iterator(CHUNK):
        *told_of, prev, kept = row
        yield from _judge_link(told_of, bytes(prev), bytes(kept), number, digest, recorded)
        number, digest, recorded = told_of[0], bytes(kept), told_of[6]
        told.decisions += 1
        for checkpoint in witnesses.pop(number, ()):
            if checkpoint.hash != digest:
                yield Fault("rewritten", number, f"Lần ghi sổ số {number} không còn như khi được chứng thực.")
        yield from _judge_values(told, number, told_of[7], values.upto(number), erased)
    for without in values.rest():
        yield _without_decision(without)


def _judge_link(row: list[Any], prev: bytes, kept: bytes, before: int, digest: bytes, recorded: datetime | None) -> Iterator[Fault]:
    number = row[0]
    if number != before + 1:
        yield Fault("missing", before + 1, f"Trước lần ghi sổ số {number} thiếu {number - before - 1} lần ghi.")
    elif prev != digest:
        yield Fault("broken", number, f"Lần ghi sổ số {number} không nối tiếp lần ghi sổ số {before}.")
    if recorded is not None and row[6] <= recorded:
        yield Fault("out_of_order", number, f"Lần ghi sổ số {number} ghi không sau lần ghi sổ số {before}.")
    if link(prev, content(*row)) != kept:
        yield Fault("changed", number, f"Nội dung lần ghi sổ số {number} không còn như khi ghi.")


def _judge_values(told: Verification, number: int, payload: Any, values: Iterator[_Value], erased: Erasures) -> Iterator[Fault]:
    """The values beside one decision are those that it committed to, each as committed or lawfully erased with its salt."""
    personal = payload.get("personal") if isinstance(payload, dict) else None
    committed: dict[str, Any] = dict(personal) if isinstance(personal, dict) else {}
    for value in values:
        told.values += 1
        if value.decision != number:
            yield _without_decision(value.decision)
            continue
        if committed.pop(value.field, None) != value.commitment.hex():
            yield Fault("value_not_committed", number, f"Giá trị “{value.field}” của lần ghi sổ số {number} không phải giá trị đã ghi.")
        elif value.salt is None and value.value is None:
            told.erased += 1
            if not _is_erased(erased, number, payload, value.field):
                message = f"Giá trị “{value.field}” của lần ghi sổ số {number} bị xóa mà không có quyết định xóa nào."
                yield Fault("erased_without_decision", number, message)
        elif value.salt is None or commitment(value.salt, value.value) != value.commitment:
            yield Fault("value_changed", number, f"Giá trị “{value.field}” của lần ghi sổ số {number} không còn như khi ghi.")
    for name in committed:
        yield Fault("value_missing", number, f"Thiếu giá trị “{name}” của lần ghi sổ số {number}.")


def _without_decision(number: int) -> Fault:
    return Fault("value_without_decision", number, f"Có giá trị của lần ghi sổ số {number}, nhưng không có lần ghi sổ ấy.")
