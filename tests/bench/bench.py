"""How fast the register is, as ratios: against other engines over the same facts, against the usual way, against the least possible.

Everything runs in databases of its own on the instance's server, which are dropped at the end. Each engine has one thread, answers
are compared before anything is timed, rounds are interleaved and medians divided. Ratios are quoted, never seconds.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from dangvu.demo.batch import province
from dangvu.demo.build import build
from dangvu.demo.plan import Size
from tests.bench import changing, imports, reading, trees
from tests.bench.scratch import Scratch, migrated, scratch
from tests.bench.timing import ROUNDS, Measured

Progress = Callable[[str], None]
OTHER: dict[Size, Size] = {"S": "M", "M": "L", "L": "M"}
"""The size to which growth is measured."""


def bench(size: Size, progress: Progress | None = None) -> list[Measured]:
    """Every measure of a size. At L the loop (half an hour there) and the workbook (too large to be accepted) are those of M."""
    tell = progress or _silence
    with scratch() as place, tempfile.TemporaryDirectory() as folder:
        empty = migrated(place)
        other = OTHER[size]
        registers = {which: _filled(place, empty, which, tell) for which in sorted({size, other}, key="SML".index)}
        found = []
        for measured in reading.measure(place, registers[size]):
            found.append(_told(measured, tell))
        ordinary: Size = "M" if size == "L" else size
        found.append(_told(reading.orm_loop(place, registers[ordinary]), tell))
        smaller, larger = registers.items()
        found.append(_told(reading.growth(place, smaller, larger), tell))
        found.append(_told(changing.measure(place, registers[size]), tell))
        found.append(_told(trees.measure(place, registers[size]), tell))
        for name in registers.values():
            place.drop(name)
        tell(f"Nhập tệp cỡ {ordinary}, {ROUNDS} lượt")
        found += [_told(measured, tell) for measured in imports.measure(place, empty, province(ordinary), Path(folder))]
    return found


def _filled(place: Scratch, empty: str, size: Size, tell: Progress) -> str:
    tell(f"Nạp tỉnh minh họa cỡ {size}")
    name = place.make(size.lower(), empty)
    place.use(name)
    build(size)
    with place.connect(name) as register:
        register.execute("VACUUM ANALYZE")
    return name


def _told(measured: Measured, tell: Progress) -> Measured:
    tell(f"{measured.name}: {measured.ratio:.3g} ({measured.ours * 1000:.1f} ms / {measured.theirs * 1000:.1f} ms)")
    return measured


def _silence(line: str) -> None:
    """Nobody watches."""
