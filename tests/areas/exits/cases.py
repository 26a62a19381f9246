"""A case about An of hamlet one, where he and Phúc are the official members; stage by stage, tests name what differs."""

from __future__ import annotations

from datetime import date
from typing import Any

from dangvu.exits.commands import DecideExit, LodgeAppeal, OpenCase, RecordVote, SettleAppeal
from dangvu.exits.queries import case, chains, decided_by_on, waits
from tests.world import World, decide

OPENED, IN_CELL, IN_BASE, IN_DISTRICT = date(2022, 6, 3), date(2022, 6, 10), date(2022, 6, 17), date(2022, 6, 24)
DECIDED, RECEIVED = date(2022, 7, 1), date(2022, 7, 4)
LAST_DAY = date(2022, 8, 15)
"""Thirty working days after the receipt."""


def opening(world: World, **differing: object) -> OpenCase:
    usual: dict[str, object] = {"on": OPENED, "person": world.an, "kind": "struck_off", "reason": "no_meetings", "document": "04-BB/CB"}
    return OpenCase(**{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


def opened(world: World, **differing: object) -> int:
    """The number of an open case."""
    return decide(opening(world, **differing)).id


def vote(world: World, number: int, organ: str, /, **differing: object) -> RecordVote:
    """Everybody there and in favour: two of the cell, fifteen of the commune's committee, nine of the district's standing committee."""
    unit, day, many = {
        "cell": (world.hamlet_one, IN_CELL, 2),
        "base": (world.an_binh, IN_BASE, 15),
        "standing": (world.cau_go, IN_DISTRICT, 9),
        "committee": (world.an_binh, IN_BASE, 15),
    }[organ]
    usual: dict[str, Any] = {
        "on": day, "case": number, "person": world.an, "unit": unit, "organ": organ, "document": "05-NQ/CB",
        "entitled": many, "present": many, "in_favour": many, "against": 0, "blank": 0,
    }  # fmt: skip
    return RecordVote(**{**usual, **differing})


def voted(world: World, *organs: str, **differing: object) -> int:
    """A case in which these have voted."""
    number = opened(world, **differing)
    for organ in organs:
        decide(vote(world, number, organ))
    return number


def decision(world: World, number: int, **differing: object) -> DecideExit:
    usual: dict[str, Any] = {"on": DECIDED, "case": number, "person": world.an, "unit": world.cau_go, "document": "77-QĐ/HU"}
    return DecideExit(**{**usual, **differing})


def decided(world: World, **differing: object) -> int:
    """A case that has ended the membership on 1 July 2022."""
    number = voted(world, "cell", "base", "standing", **differing)
    decide(decision(world, number))
    return number


def appeal(world: World, number: int, **differing: object) -> LodgeAppeal:
    usual: dict[str, Any] = {"on": date(2022, 7, 20), "case": number, "person": world.an, "received": RECEIVED, "unit": world.province}
    return LodgeAppeal(**{**usual, **differing})


def answer(world: World, number: int, outcome: str, **differing: object) -> SettleAppeal:
    usual: dict[str, Any] = {
        "on": date(2022, 9, 15), "case": number, "person": world.an, "unit": world.province, "outcome": outcome, "document": "90-QĐ/TU",
    }  # fmt: skip
    return SettleAppeal(**{**usual, **differing})


def next_stage(number: int, on: date) -> tuple[str, int | None]:
    """What a case waits for on a day."""
    found = case(number, on)
    assert found is not None
    return waits(found, chains([found.cell], on)[found.cell], decided_by_on(on))
