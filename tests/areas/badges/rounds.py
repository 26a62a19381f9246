"""Rounds of badges in the small world: Dũng has thirty years on 27 January 2024."""

from __future__ import annotations

from datetime import date

from dangvu.badges.commands import AwardBadges
from tests.world import World, decide

FULL = date(2024, 1, 27)
ROUND = date(2024, 2, 3)
PAPER = "15-QĐ/TU ngày 25/01/2024"


def award(world: World, *awards: tuple[int, int, str], on: date = ROUND, **differing: object) -> AwardBadges:
    """The commune's list; Dũng's badge of thirty years where nobody is named."""
    usual: dict[str, object] = {"unit": world.an_binh, "document": PAPER, "awards": awards or ((world.dung, 30, "due"),)}
    return AwardBadges(on=on, **{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


def an_award(world: World) -> None:
    """Dũng has the badge."""
    decide(award(world))
