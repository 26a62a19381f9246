"""Ethnic groups in a column each, ticked as in lists that count them, read as one column of names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

from dangvu.exchange.folding import tidy
from dangvu.exchange.header import Heading
from dangvu.exchange.memo import Fault, Memo
from dangvu.exchange.rows import Cell
from dangvu.exchange.values import marked

_PREFIX = "ethnicity:"
_MAJORITY = "Kinh"
_OTHERS = "khac"
_NUMBER = re.compile(r"[(\[]?\d{1,2}[)\]]?")
"""The number of a column, as forms put it below the heading."""
_TITLED = re.compile(r"^(?:thanh phan )?(?:dan toc )?")
TICKED = f"{_PREFIX}{_MAJORITY}"
"""The field of the column that is always there where groups are ticked."""
HEADING = "Dân tộc theo dấu x"
"""The heading of the column that is put beside them; handed back it is none that is read."""
_ADVICE = "hãy đánh dấu x ở đúng một cột dân tộc; riêng cột “Dân tộc khác” hãy ghi tên dân tộc"


def ticked(marks: Mapping[str, Cell]) -> list[str]:
    """The fields of the columns of groups in which a row says something, by its cells."""
    return [field for field, cell in marks.items() if field.startswith(_PREFIX) and marked(cell, woman=True) is not False]


def not_one(headings: Sequence[str]) -> Fault:
    """The fault of a row that does not say in one column of one group of which it is."""
    columns = ", ".join(f"“{heading}”" for heading in headings)
    return Fault("several_groups", f"dấu ở cột {columns} không cho biết một dân tộc; {_ADVICE}")


def group_columns(headings: Sequence[Heading], columns: Mapping[str, int]) -> dict[str, int]:
    """The columns headed by ethnic groups, where no column is for all; without one for the majority nothing is known of the rest."""
    if "ethnicity" in columns:
        return {}
    found: dict[str, int] = {}
    for column, heading in enumerate(headings):
        if column not in columns.values() and heading.keys:
            name = _TITLED.sub("", heading.keys[-1])
            group = "" if name == _OTHERS else heading.group(name)
            if group is not None:
                found.setdefault(f"{_PREFIX}{group}", column)
    return found if TICKED in found and len(found) > 1 else {}


def add_groups(columns: Mapping[str, int], place: int, cells: Sequence[list[Cell]]) -> bool:
    """Put the group that is ticked at the end of every row below the header in row `place`; False where groups have no columns.

    What cannot be read, or ticks more than one, is put there with a comma.
    """
    if TICKED not in columns:
        return False
    ticks = {field.removeprefix(_PREFIX): column for field, column in columns.items() if field.startswith(_PREFIX)}
    marks = Memo[Cell, bool](partial(marked, woman=True))
    header = [cells[place][column] for column in ticks.values()]
    for number, row in enumerate(cells):
        said = [row[column] for column in ticks.values()]
        if number == place or (said == header and any(said)):
            row.append(HEADING)
        elif number < place or not any(said) or (number == place + 1 and all(_NUMBER.fullmatch(tidy(cell)) for cell in said)):
            row.append("")
        else:
            row.append(", ".join(_ticked(ticks, said, marks)))
    return True


def _ticked(ticks: Mapping[str, int], said: Sequence[Cell], marks: Memo[Cell, bool]) -> list[str]:
    found = []
    for group, cell in zip(ticks, said, strict=True):
        mark = marks[str(cell) if isinstance(cell, bool) else cell]
        if mark is not False:
            found += [group] if group and mark is True else [tidy(cell)] if not group and mark is not True else ["", ""]
    return found
