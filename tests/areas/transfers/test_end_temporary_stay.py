"""A member is back from a temporary stay, and takes part at home again."""

from __future__ import annotations

from datetime import timedelta

from dangvu.members.queries import statuses
from dangvu.transfers.commands import EndTemporaryStay
from dangvu.transfers.queries import staying, temporary_stays
from tests.areas.transfers.test_begin_temporary_stay import BACK, SINCE, counts, stay
from tests.world import World, decide, refusals


def test_from_the_day_on_the_member_takes_part_at_home(world: World) -> None:
    decide(stay(world))
    decide(EndTemporaryStay(on=BACK, person=world.an))
    assert [counts(world.hamlet_one, day) for day in (BACK - timedelta(days=1), BACK)] == [[2, 1], [2, 0]]
    assert staying(BACK) == []
    assert [(one.since, one.until) for one in temporary_stays(world.an)] == [(SINCE, BACK)]
    assert [status.value for status in statuses(world.an) if status.dimension == "participation"] == ["away", "active"]


def test_it_is_refused(world: World) -> None:
    assert refusals(EndTemporaryStay(on=BACK, person=world.an)) == ["no_stay"]
    decide(stay(world))
    assert refusals(EndTemporaryStay(on=SINCE, person=world.an)) == ["same_day"]
