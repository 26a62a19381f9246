"""A document is cancelled: its number stays and is never given again."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.documents.commands import CancelDocument
from dangvu.documents.queries import content, document
from tests.areas.documents.offices import DAY, a_document
from tests.world import World, decide, refusals


def cancelling(world: World, issued: int, **differing: object) -> CancelDocument:
    """The commune takes a document back."""
    usual: dict[str, object] = {"on": DAY, "unit": world.an_binh, "issue": issued, "document": "Biên bản ngày 05/12/2022"}
    return CancelDocument(**{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


def test_its_number_stays_and_the_next_one_follows(world: World) -> None:
    found = a_document(world)
    decide(cancelling(world, found.issue))
    held = document(found.issue)
    assert held is not None and held.cancelled and held.symbol == found.symbol and content(held.pdf)
    assert a_document(world).symbol == "02-QĐ/ĐU"


@pytest.mark.parametrize(
    ("differing", "code"),
    [
        ({"issue": 1}, "unknown_document"),
        ({"unit": 2}, "unknown_document"),
        ({"on": date(2022, 12, 4)}, "before_the_document"),
        ({"document": ""}, "missing_words"),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], code: str) -> None:
    found = a_document(world)
    assert refusals(cancelling(world, found.issue, **differing)) == [code]


def test_it_is_cancelled_once(world: World) -> None:
    found = a_document(world)
    decide(cancelling(world, found.issue))
    assert refusals(cancelling(world, found.issue)) == ["cancelled_already"]
