"""What the tables refuse by themselves, whoever writes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.areas.exits.cases import appeal, decided, voted
from tests.areas.rows import execute, like_another, opened
from tests.world import World, decide


def refused_by(statement: str) -> str:
    """The constraint that refuses a statement; "" where it is accepted."""
    try:
        with transaction.atomic():
            execute(statement)
    except IntegrityError as error:
        return str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", ""))
    return ""


@pytest.mark.parametrize(
    ("differing", "constraint"),
    [
        ({}, ""),
        ({"present": 3}, "vote_adds_up"),
        ({"against": 1}, "vote_adds_up"),
        ({"organ": "friends"}, "known_organ_of_a_vote"),
        ({"entitled": 0, "present": 0, "in_favour": 0}, "known_organ_of_a_vote"),
        ({"day": date(2022, 6, 10)}, "one_vote_of_an_organ_a_day"),
    ],
)
def test_a_vote_adds_up_and_stands_once(world: World, differing: dict[str, int | str | date], constraint: str) -> None:
    usual = {
        "case_id": voted(world, "cell"), "person_id": world.an, "unit_id": world.hamlet_one, "organ": "cell", "day": date(2022, 6, 11),
        "entitled": 2, "present": 2, "in_favour": 2, "against": 0, "blank": 0,
    }  # fmt: skip
    assert refused_by(opened("exits_casevote", **{**usual, **differing})) == constraint  # type: ignore[arg-type]  # one dict of many types


def test_one_open_case_and_one_open_appeal_at_a_time(world: World) -> None:
    number = voted(world, "cell")
    assert refused_by(like_another("exits_case", issue_id=str(number - 1))) == "one_open_case"


def test_one_open_appeal_at_a_time(world: World) -> None:
    number = decided(world)
    decide(appeal(world, number))
    assert refused_by(like_another("exits_appeal", issue_id=str(number))) == "one_open_appeal"
