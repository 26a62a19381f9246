"""An honest attacker: whole numbers within bounds, sums between them, and everything that follows; knows the rule, not the secret."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

STEPS = 500
"""So many sums are looked at before a supposed value is believed."""


class Contradiction(Exception):
    """No numbers fit: what was assumed is false."""


@dataclass(frozen=True)
class Sum:
    """The sum of `added` less the sum of `taken` lies from `least` to `most`."""

    added: tuple[int, ...]
    taken: tuple[int, ...]
    least: int
    most: int


class System:
    """Unknown whole numbers by index, each from `low` to `high` outside a gap, and sums of them."""

    def __init__(self) -> None:
        self.low: list[int] = []
        self.high: list[int] = []
        self.gaps: list[tuple[int, int]] = []
        self.sums: list[Sum] = []
        self._of: dict[int, list[int]] = defaultdict(list)
        self._undo: list[tuple[int, int, int]] | None = None

    def unknown(self, low: int, high: int, gap: tuple[int, int] = (1, 0)) -> int:
        """A new number."""
        self.low.append(low)
        self.high.append(high)
        self.gaps.append(gap)
        return len(self.low) - 1

    def require(self, added: Iterable[int], taken: Iterable[int], least: int = 0, most: int = 0) -> None:
        """A new sum."""
        one = Sum(tuple(added), tuple(taken), least, most)
        for number in {*one.added, *one.taken}:
            self._of[number].append(len(self.sums))
        self.sums.append(one)

    def propagate(self, began: Iterable[int] | None = None, *, most: int | None = None) -> None:
        """Narrow everything that the numbers given (or all of them) narrow, until nothing changes or `most` sums were looked at."""
        waiting = deque(range(len(self.sums)) if began is None else dict.fromkeys(place for number in began for place in self._of[number]))
        queued = set(waiting)
        looked = 0
        while waiting and (most is None or looked < most):
            looked += 1
            place = waiting.popleft()
            queued.discard(place)
            for number in self._narrow(self.sums[place]):
                for other in self._of[number]:
                    if other not in queued:
                        queued.add(other)
                        waiting.append(other)

    def narrow(self, number: int, low: int, high: int) -> bool:
        """Whether the bounds of a number got tighter."""
        low, high = max(low, self.low[number]), min(high, self.high[number])
        first, last = self.gaps[number]
        if first <= low <= last:
            low = last + 1
        if first <= high <= last:
            high = first - 1
        if low > high:
            raise Contradiction(number)
        if (low, high) == (self.low[number], self.high[number]):
            return False
        if self._undo is not None:
            self._undo.append((number, self.low[number], self.high[number]))
        self.low[number], self.high[number] = low, high
        return True

    def _narrow(self, one: Sum) -> Iterator[int]:
        low, high = self.low, self.high
        least = sum(low[number] for number in one.added) - sum(high[number] for number in one.taken)
        most = sum(high[number] for number in one.added) - sum(low[number] for number in one.taken)
        if least > one.most or most < one.least:
            raise Contradiction(one)
        # what the sum and the others leave to a number; the bounds are those of before, which is enough, since the sum is looked at again
        for number in one.added:
            if self.narrow(number, one.least - most + high[number], one.most - least + low[number]):
                yield number
        for number in one.taken:
            if self.narrow(number, least + high[number] - one.most, most + low[number] - one.least):
                yield number

    @contextmanager
    def supposing(self) -> Iterator[None]:
        """What is narrowed inside is forgotten at the end."""
        before, self._undo = self._undo, []
        try:
            yield
        finally:
            for number, low, high in reversed(self._undo):
                self.low[number], self.high[number] = low, high
            self._undo = before

    def can_be(self, number: int, value: int) -> bool:
        """Whether a value of a number leads to no contradiction that propagation finds."""
        with self.supposing():
            try:
                if self.narrow(number, value, value):
                    self.propagate([number], most=STEPS)
            except Contradiction:
                return False
        return True

    def search(self, numbers: Iterable[int], widest: int) -> None:
        """Try the outermost values of numbers that are already narrow, and leave off those that cannot be."""
        for number in numbers:
            while 0 < self.high[number] - self.low[number] <= widest:
                low, high = self.low[number], self.high[number]
                if not self.can_be(number, low):
                    low += 1
                elif not self.can_be(number, high):
                    high -= 1
                else:
                    break
                self.narrow(number, low, high)
                self.propagate([number])
