"""Counts of the hamlets: people, households, poor and near-poor ones, and the Khmer among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from dangvu.demo.plan import Plan
from dangvu.demo.printed import KHMER
from dangvu.demo.shares import allot
from dangvu.demo.tree import Tree
from dangvu.exchange.rows import FactRow

EARLIER, LATER = date(2015, 12, 31), date(2021, 12, 31)


def count(plan: Plan, tree: Tree, dice: Random) -> list[FactRow]:
    """Two rows a hamlet: the earlier without the poor, since poverty was measured otherwise then."""
    codes = list(tree.shares)
    shares = list(tree.shares.values())
    size = [0.6 + dice.random() for _ in codes]
    homes = allot(plan.households, [weight * (0.9 + 0.2 * dice.random()) for weight in size])
    khmer_homes = allot(plan.khmer_households, [home * share for home, share in zip(homes, shares, strict=True)])
    poor_khmer = _some(plan.khmer_poor, khmer_homes, dice)
    poor = _some(plan.poor - plan.khmer_poor, _less(homes, khmer_homes), dice)
    near_poor = _some(plan.near_poor, homes, dice)
    rows: list[FactRow] = []
    for day, people in ((EARLIER, allot(round(plan.population * 0.985), size)), (LATER, allot(plan.population, size))):
        for place, code in enumerate(codes):
            figures = {
                ("population", ""): people[place], ("population", KHMER): round(people[place] * shares[place]),
                ("households", ""): homes[place], ("households", KHMER): khmer_homes[place],
            }  # fmt: skip
            if day == LATER:
                figures |= {
                    ("poor_households", ""): poor[place] + poor_khmer[place], ("poor_households", KHMER): poor_khmer[place],
                    ("near_poor_households", ""): near_poor[place],
                }  # fmt: skip
            rows.append(FactRow(len(rows) + 5, code, day, figures))
    return rows


def _some(total: int, among: Sequence[int], dice: Random) -> list[int]:
    """A total divided over places in proportion to what each has, more or less."""
    return allot(total, [number * (0.4 + 1.2 * dice.random()) for number in among])


def _less(left: Sequence[int], right: Sequence[int]) -> list[int]:
    return [one - other for one, other in zip(left, right, strict=True)]
