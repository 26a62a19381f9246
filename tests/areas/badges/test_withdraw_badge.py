"""A badge was recorded wrongly."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.badges.commands import WithdrawBadge
from dangvu.badges.queries import badges_of
from tests.areas.badges.rounds import PAPER, ROUND, an_award
from tests.world import World, decide, refusals


def withdrawal(world: World, **differing: object) -> WithdrawBadge:
    """Dũng has not been given the badge."""
    usual: dict[str, object] = {"on": ROUND, "person": world.dung, "grade": 30, "document": PAPER}
    return WithdrawBadge(**{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


def test_the_record_goes_and_can_be_made_anew(world: World) -> None:
    an_award(world)
    decide(withdrawal(world))
    assert badges_of(world.dung) == []
    an_award(world)
    assert [one.grade for one in badges_of(world.dung)] == [30]


@pytest.mark.parametrize(
    ("differing", "code"),
    [({"grade": 40}, "no_such_badge"), ({"on": date(2024, 2, 2)}, "before_the_award"), ({"document": " "}, "missing_document")],
)
def test_it_is_refused(world: World, differing: dict[str, object], code: str) -> None:
    an_award(world)
    assert refusals(withdrawal(world, **differing)) == [code]
