"""A locality begins to be known."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.organisation.commands import FoundLocality
from dangvu.organisation.places import locality_by_code, locality_name
from tests.world import World, decide, refusals

DAY = date(2021, 1, 1)


def test_it_is_known_by_its_code_and_name(world: World) -> None:
    number = decide(FoundLocality(on=DAY, code="XAB.3", name="Ấp Ba", level="ấp", parent=world.place)).payload["given"][0]
    assert locality_by_code("XAB.3") == number
    assert locality_name(number, DAY) == "Ấp Ba"


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"code": "XAB.1"}, ["repeated_code"]),
        ({"code": ""}, ["missing_code"]),
        ({"name": "  "}, ["missing_name"]),
        ({"parent": 999}, ["unknown_locality"]),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    usual: dict[str, object] = {"on": DAY, "code": "XAB.3", "name": "Ấp Ba", "level": "ấp"}
    assert refusals(FoundLocality(**{**usual, **differing})) == codes  # type: ignore[arg-type]  # one dict of many types
