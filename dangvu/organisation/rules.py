"""Judgements about units and places: values in, problems or answers out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from dangvu.commands.problems import Problem


def nesting(kind: str, parent_kind: str | None, allowed: dict[str, list[str]], source: str) -> list[Problem]:
    """A unit of this kind may stand directly below that kind; a root may be of any kind that others stand below."""
    if parent_kind is None or kind in allowed.get(parent_kind, []):
        return []
    return [
        Problem(
            "nesting",
            f"Theo quy định có hiệu lực vào ngày này, “{kind}” không được trực thuộc “{parent_kind}”; hãy chọn cấp trên khác.",
            "parent",
            source,
        )
    ]


def within_total(total: int | None, parts: Collection[int], on: date) -> list[Problem]:
    """The counts by ethnic group on a day are together no more than the whole, where there is a count of it."""
    if total is None or sum(parts) <= total:
        return []
    text = (
        f"Ngày {on:%d/%m/%Y}, cộng các dân tộc được {sum(parts)}, nhiều hơn tổng số chung {total}; hãy sửa số này, "
        "hoặc ghi lại số kia của ngày ấy trước."
    )
    return [Problem("part_exceeds_whole", text, "value")]


def is_counted(stands: set[int], parents: Mapping[int, int | None], counted: set[int], *, has_place: bool) -> bool:
    """Whether counts of places tell of all places where units stand: each counted itself, under one that is, or in all below it.

    Without a place of its own (`has_place`) a unit must not cover any place in part: what is left of it may be its own or not.
    """
    below: dict[int, set[int]] = defaultdict(set)
    for place, upper in parents.items():
        if upper is not None:
            below[upper].add(place)
    if not stands or not stands <= _whole(stands & counted, counted, parents, below):
        return False
    touched = {upper for place in stands for upper in _chain(place, parents)}
    return has_place or touched <= _whole(stands, stands, parents, below)


def _chain(place: int, parents: Mapping[int, int | None]) -> list[int]:
    """A place and what is above it."""
    chain = [place]
    while (upper := parents.get(chain[-1])) is not None and upper not in chain:
        chain.append(upper)
    return chain


def _whole(tops: set[int], single: set[int], parents: Mapping[int, int | None], below: Mapping[int, set[int]]) -> set[int]:
    """The places that are of `single`, lie under one of `tops`, or consist of such places."""
    whole = {place for place in parents if not tops.isdisjoint(_chain(place, parents))} | single
    while more := {place for place, children in below.items() if place not in whole and children <= whole}:
        whole |= more
    return whole
