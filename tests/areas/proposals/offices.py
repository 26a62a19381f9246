"""Who proposes and who decides in the small world, and the proposals that tests speak about."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from dangvu.access.officer import Officer
from dangvu.access.queries import mandates_of
from dangvu.accounts.commands import account_named
from dangvu.commands import Command
from dangvu.people.commands import CorrectFacts
from dangvu.people.queries import facts_of
from dangvu.periods.clock import today
from dangvu.proposals.proposing import propose
from dangvu.proposals.subjects import version
from tests.world import World, charged, decide


def secretary(world: World) -> Officer:
    """The cell of hamlet one: proposes."""
    return Officer(world.secretary, "bi-thu")


def commune(world: World) -> Officer:
    """The commune: decides about its cells."""
    return Officer(world.commune, "xa-an-binh")


def province(world: World) -> Officer:
    """Decides about the whole register."""
    return Officer(world.officer, "quan-tri")


def clerk() -> Officer:
    """Prepares in the office of the commune."""
    return with_role("can-bo-xa", "commune_preparer", "SX.01.A")


def member(world: World) -> Officer:
    """Phúc, of hamlet one, who holds nothing but the own record."""
    return with_role("phuc", "member", "", holder=world.phuc)


def with_role(username: str, role: str, unit_code: str, **more: object) -> Officer:
    """An account that is charged with one role, once."""
    number = account_named(username)
    if not mandates_of(number, today()):
        decide(charged(username, role, unit_code, **more))
    return Officer(number, username)


def correction(person: int, **differing: object) -> CorrectFacts:
    """The facts of somebody as held, with what differs."""
    held = facts_of(person)
    assert held is not None and held.born is not None and held.female is not None
    command = CorrectFacts(
        on=today(), document="Giấy khai sinh số 12", person=person, record_no=held.record_no, card_no=held.card_no, name=held.name,
        born=held.born, female=held.female, ethnicity=held.ethnicity, religion=held.religion,
    )  # fmt: skip
    return replace(command, **differing)  # type: ignore[arg-type]  # fields of many types


def proposed(command: Command, officer: Officer, *, key: UUID | None = None, read: int | None = None) -> UUID:
    """A proposal of somebody who has just read the register."""
    return propose(command, officer, key=key or uuid4(), read=version(command) if read is None else read)
