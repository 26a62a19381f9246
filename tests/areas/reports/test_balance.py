"""Opening and what came, less what left, is closing: for every unit and period, also while units move."""

from datetime import timedelta
from itertools import combinations

import pytest

from dangvu.organisation.models import Unit
from dangvu.reports.figures import Answer, figures
from tests.areas.reports.moves import BACK, MOVED, TURNS, WITHIN, unsettle
from tests.world import DAY, World

CAME, LEFT = ("admissions", "returns_in", "transfers_in", "moved_in"), ("exits", "transfers_out", "moved_out")
CODES = ("opening", *CAME, *LEFT, "closing")
ONE_DAY = timedelta(days=1)


def numbers(answer: Answer, *codes: str) -> list[int]:
    return [int(answer.figures[code].value or 0) for code in codes]


def test_totals_balance_for_every_unit_and_period(world: World) -> None:
    unsettle(world)
    for unit in Unit.objects.all():
        for before, last in combinations(TURNS, 2):
            answer = figures(unit.id, last, since=before + ONE_DAY, codes=CODES)
            opening, closing = numbers(answer, "opening", "closing")
            assert opening + sum(numbers(answer, *CAME)) - sum(numbers(answer, *LEFT)) == closing, (unit.code, before, last)


def test_the_closing_of_a_period_is_the_opening_of_the_next(world: World) -> None:
    unsettle(world)
    for unit in (world.province, world.cau_go, world.ben_man):
        for first, last in combinations(TURNS, 2):
            closing = figures(unit, first, codes=["closing"]).figures["closing"].value
            assert figures(unit, last, since=first + ONE_DAY, codes=["opening"]).figures["opening"].value == closing


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # opening · admitted, returned, transferred in, moved in · exits, transferred out, moved out · closing
        ("province", [9, 2, 0, 0, 0, 1, 0, 0, 10]),
        # the old district loses those who stay in the moving cells, one who is struck off, and one who crosses over
        ("cau_go", [6, 0, 0, 0, 0, 1, 1, 4, 0]),
        # the new one gains them, the two who join on the day in their new place, and the one who crossed; Mai Sáu only changed cells
        ("ben_man", [3, 2, 0, 1, 4, 0, 0, 0, 10]),
        # the committee itself does not move in its own eyes
        ("an_binh", [6, 2, 0, 1, 0, 1, 1, 0, 7]),
    ],
)
def test_each_person_is_counted_once_on_the_day_of_a_move(world: World, name: str, expected: list[int]) -> None:
    unsettle(world)
    assert numbers(figures(getattr(world, name), MOVED, since=MOVED, codes=CODES), *CODES) == expected


def test_moves_between_children_cancel_in_the_unit_above(world: World) -> None:
    unsettle(world)
    answer = figures(world.province, DAY, since=BACK, codes=CODES, child=True)
    moved = {part.key: part.figure.value for part in answer.groups["moved_in"]}
    assert numbers(answer, "moved_in", "moved_out") == [0, 0]
    assert moved == {"SX.01": 6, "SX.02": 4}


def test_a_move_within_a_unit_is_none_for_it(world: World) -> None:
    unsettle(world)
    assert numbers(figures(world.cau_go, WITHIN, since=WITHIN, codes=CODES), "moved_in", "moved_out") == [0, 4]
    assert numbers(figures(world.an_binh, WITHIN, since=WITHIN, codes=CODES), "moved_in", "moved_out") == [0, 4]
    assert numbers(figures(world.hamlet_one, WITHIN, since=WITHIN, codes=CODES), "moved_in", "moved_out") == [0, 0]
