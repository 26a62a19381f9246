"""Several alike at once: each is a proposal of its own and a decision of its own; only the form is shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from dangvu.access.connections import registrar
from dangvu.access.officer import Officer
from dangvu.commands import Command, Problem, Refused
from dangvu.proposals.answering import approve
from dangvu.proposals.proposing import propose
from dangvu.proposals.subjects import not_accepted


@dataclass(frozen=True)
class Wanted:
    """One of several commands about people, and the version of it that the form showed."""

    command: Command
    person: UUID
    read: int


class NotAll(Exception):
    """Nothing was proposed: what stands against whom."""

    def __init__(self, against: Mapping[UUID, Refused]) -> None:
        super().__init__(", ".join(str(refused) for refused in against.values()))
        self.against = against


def propose_together(wanted: Sequence[Wanted], officer: Officer, *, key: UUID) -> list[UUID]:
    """A proposal for each, or none at all; `key` is that of the form: sent again it gives the same ones. `NotAll` names every reason."""
    made, against = [], {}
    try:
        with registrar(), transaction.atomic():
            for one in wanted:
                try:
                    made.append(propose(one.command, officer, key=uuid5(key, str(one.person)), read=one.read))
                except Refused as refused:
                    against[one.person] = refused
            if against:
                raise NotAll(against)
    except IntegrityError as error:  # what the database judges at the end of all of them
        raise Refused([not_accepted(error)]) from error
    return made


@dataclass(frozen=True)
class Outcome:
    """What became of one of several: the number of its decision, or what stands against it."""

    public_id: UUID
    decision: int | None
    problems: Sequence[Problem] = ()


def approve_together(hashes: Mapping[UUID, bytes], officer: Officer) -> list[Outcome]:
    """Each by itself, by the hash of what was read: one that became old, or was answered meanwhile, holds up no other."""
    return [_approved(public_id, shown, officer) for public_id, shown in hashes.items()]


def _approved(public_id: UUID, shown: bytes, officer: Officer) -> Outcome:
    try:
        return Outcome(public_id, approve(public_id, officer, hash=shown))
    except Refused as refused:
        return Outcome(public_id, None, refused.problems)
