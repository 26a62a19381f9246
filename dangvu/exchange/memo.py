"""What a cell means, told once for each distinct cell, and the fault of one that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

from dangvu.exchange.failures import failed_formula, says_failed


class Fault(NamedTuple):
    """Why a cell cannot be read and what to write instead."""

    code: str
    message: str


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memo(dict[Key, "Value | Fault"], Generic[Key, Value]):
    """Remembers what each distinct cell of a column means; `faults` counts those that could not be read."""

    def __init__(self, convert: Callable[[Key], Value | Fault]) -> None:
        super().__init__()
        self._convert = convert
        self.faults = 0

    def __missing__(self, cell: Key) -> Value | Fault:
        value = self[cell] = Fault("failed_formula", failed_formula(cell)) if says_failed(cell) else self._convert(cell)
        self.faults += isinstance(value, Fault)
        return value
