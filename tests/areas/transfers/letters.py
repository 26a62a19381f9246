"""An is introduced to the school of the other district; tests name what differs."""

from __future__ import annotations

from datetime import date

from dangvu.transfers.commands import SendMember
from tests.world import World, decide

SENT = date(2022, 5, 16)
"""A Monday; thirty working days later is 27 June 2022, sixty 8 August."""


def introduction(world: World, **differing: object) -> SendMember:
    usual: dict[str, object] = {"on": SENT, "person": world.an, "to": world.school, "reason": "work", "document": "03-GTSHĐ"}
    return SendMember(**{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


def sent(world: World, **differing: object) -> int:
    """The number of a letter that is on the way."""
    return decide(introduction(world, **differing)).id
