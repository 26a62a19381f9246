"""From the top of a tree down: a row is taken where the one above it is; the fall of a row is told to all that hang on it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container
from typing import Generic, TypeVar

from dangvu.exchange.findings import Findings
from dangvu.exchange.rows import LocalityRow, Sheet, UnitRow

B = TypeVar("B", bound=UnitRow | LocalityRow)


class Descent(Generic[B]):
    """One walk down the rows of a sheet that name a code above them.

    `held` is asked for codes that no row of the sheet has and must come to hold each code that `take` accepts a row of;
    afterwards `accepted` has the rows taken, those above first, and `refused` a refused row of every code that is not taken.
    """

    def __init__(self, sheet: Sheet[B], held: Container[str], findings: Findings, unknown: str, take: Callable[[B], bool]) -> None:
        self._sheet = sheet
        self._held = held
        self._findings = findings
        self._unknown = unknown
        self._take = take
        bad = findings.refused[sheet.name]
        rows = [row for row in sheet.rows if row.row not in bad]
        self._undecided = Counter(row.code for row in rows)
        self._below: dict[str, list[B]] = defaultdict(list)
        for row in rows:
            self._below[row.parent].append(row)
        fallen = [*((code, row) for row, code in sheet.unread.items()), *((row.code, row.row) for row in sheet.rows if row.row in bad)]
        self.refused = {code: row for code, row in fallen if code and code not in self._undecided}
        self.accepted: list[B] = []

    def run(self) -> None:
        """Decide every row."""
        self._settle([parent for parent in self._below if parent not in self._undecided])
        ring = _rings({row.code: row.parent for rows in self._below.values() for row in rows if self._undecided[row.code]})
        for row in [row for rows in self._below.values() for row in rows if row.code in ring and self._undecided[row.code]]:
            self._findings.refuse(
                self._sheet, row.row, row.code, "parent", "parent_below_itself", "các cấp trên nối thành vòng; hãy sửa mã cấp trên"
            )
            self.refused[row.code] = row.row
            self._undecided[row.code] = 0
        self._settle(sorted(ring))

    def _settle(self, decided: list[str]) -> None:
        """Decide the rows below codes whose own fate is known, and so on down."""
        bad = self._findings.refused[self._sheet.name]
        for parent in decided:  # grows as it is walked
            for row in self._below.get(parent, ()):
                if row.row in bad:
                    continue
                if self._decide(row):
                    self.accepted.append(row)
                self._undecided[row.code] -= 1
                if not self._undecided[row.code]:
                    if row.code not in self._held:
                        self.refused.setdefault(row.code, row.row)
                    decided.append(row.code)

    def _decide(self, row: B) -> bool:
        if row.parent in self.refused:
            self._findings.depend(self._sheet, row.row, row.code, "parent", (self._sheet, self.refused[row.parent]))
            return False
        if row.parent and row.parent not in self._held:
            what = f"không có mã cấp trên “{row.parent}”; hãy sửa mã hoặc thêm dòng của cấp trên"
            self._findings.refuse(self._sheet, row.row, row.code, "parent", self._unknown, what)
            return False
        return self._take(row)


def _rings(parents: dict[str, str]) -> set[str]:
    """Codes that stand above themselves."""
    rings: set[str] = set()
    for start in parents:
        path, code = [], start
        while code in parents and code not in path:
            path.append(code)
            code = parents[code]
        if code in path:
            rings.update(path[path.index(code) :])
    return rings
