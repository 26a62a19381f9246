"""When the counts of places may stand for a unit: only if no place of it is left out."""

from __future__ import annotations

import pytest

from dangvu.organisation.rules import is_counted

# province 1 of communes 2 and 3; hamlets 21, 22 and 31
PARENTS = {1: None, 2: 1, 3: 1, 21: 2, 22: 2, 31: 3}


@pytest.mark.parametrize(
    ("stands", "counted", "has_place", "answer"),
    [
        ({21, 22, 31}, {21, 22, 31}, False, True),
        ({21, 22, 31}, {21, 31}, False, False),  # a hamlet without a count
        ({21, 22, 31}, {2, 3}, False, False),  # communes are counted, but no unit stands there
        ({2, 3}, {21, 22, 31}, False, True),
        ({2, 3}, {2, 31}, False, True),
        ({2, 3}, {2}, False, False),
        ({21, 31}, {21, 31}, False, False),  # commune 2 is covered in part
        ({21}, {21}, True, True),
        ({1}, {1}, True, True),
        ({1, 21}, {1}, True, True),
        (set(), {1}, False, False),
    ],
)
def test_a_count_stands_for_a_unit_only_if_whole(stands: set[int], counted: set[int], has_place: bool, answer: bool) -> None:
    assert is_counted(stands, PARENTS, counted, has_place=has_place) is answer


def test_a_circle_of_places_ends() -> None:
    assert not is_counted({1}, {1: 2, 2: 1}, set(), has_place=True)
