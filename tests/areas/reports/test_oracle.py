"""The check of a report is no oracle: a guess at a sensitive figure of a foreign unit is neither confirmed nor refused."""

from __future__ import annotations

from datetime import date

from dangvu.reports.against import Asker, compare
from tests.world import World

TEXT = "Đến ngày 30/6/2022, toàn Đảng bộ có 7 đảng viên, trong đó {} đảng viên dân tộc Khmer."


def verdicts(world: World, guess: int, *, is_own: bool) -> list[str]:
    found = compare(TEXT.format(guess), of=world.province, report_date=date(2022, 6, 30), asker=Asker() if is_own else Asker(frozenset()))
    return [one.verdict for one in found]


def test_whatever_is_guessed_of_a_foreign_unit_has_the_same_answer(world: World) -> None:
    answers = {tuple(verdicts(world, guess, is_own=False)) for guess in range(1, 7)}
    assert answers == {("consistent", "not_decidable")}


def test_of_the_own_unit_the_guesses_are_judged(world: World) -> None:
    answers = {tuple(verdicts(world, guess, is_own=True)) for guess in range(1, 7)}
    assert len(answers) == 2
