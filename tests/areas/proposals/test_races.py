"""Rivals at the same moment: one approval of a proposal, by another than its proposer; no update lost; a form sent twice is one.

The whole number (200 proposals by 8 rivals, 400 updates): DANGVU_RACES=full.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import partial
from uuid import UUID, uuid4

import pytest

from dangvu.access.officer import Officer
from dangvu.commands import Refused
from dangvu.ledger.models import Decision
from dangvu.people.queries import facts_of
from dangvu.proposals import answering, proposing
from dangvu.proposals.answering import approve
from dangvu.proposals.models import Answer, Proposal
from dangvu.proposals.subjects import version
from tests.areas.proposals.offices import clerk, commune, correction, proposed, with_role
from tests.areas.proposals.racing import RIVALS, rivals
from tests.databases import Database
from tests.world import find

FULL = os.environ.get("DANGVU_RACES") == "full"
PROPOSALS = 200 if FULL else 12
UPDATES = 400 if FULL else 16


def approvers() -> list[Officer]:
    return [with_role(f"xa-{number}", "commune_approver", "SX.01.A") for number in range(RIVALS)]


def _try(public_id: UUID, officer: Officer) -> str:
    try:
        approve(public_id, officer)
    except Refused as refused:
        return refused.problems[0].code
    return "approved"


def test_eight_rivals_approve_each_proposal_once_and_never_their_own(committed_world: Database) -> None:
    world, officers = find(), approvers()
    outcomes: Counter[str] = Counter()
    with rivals() as together:
        for number in range(PROPOSALS):
            public_id = proposed(correction(world.cuc, card_no=f"88.{number:06}"), officers[number % RIVALS])
            outcomes.update(map(str, together([partial(_try, public_id, officer) for officer in officers])))
    assert outcomes["approved"] == Answer.objects.count() == PROPOSALS
    assert outcomes["answered"] + outcomes["own_proposal"] == PROPOSALS * (RIVALS - 1)
    assert [answer for answer in Answer.objects.all() if answer.answerer_id == answer.proposer_id] == []
    assert Decision.objects.filter(kind="people.correct").count() == PROPOSALS
    print(dict(outcomes))


def counter(person: int) -> int:
    facts = facts_of(person)
    assert facts is not None
    return int(facts.card_no or 0)


def _add_one(person: int, proposer: Officer, approver: Officer) -> int:
    """Read, propose one more, have it approved; anew whenever somebody else was first. How often that was."""
    conflicts = 0
    while True:
        read = version(correction(person))
        command = correction(person, card_no=str(counter(person) + 1))
        try:
            approve(proposed(command, proposer, read=read), approver)
        except Refused as refused:
            if refused.problems[0].code != "stale":
                raise
            conflicts += 1
        else:
            return conflicts


def _updates(person: int) -> int:
    """Each rival adds one, round after round; how many conflicts there were."""
    officers, conflicts = approvers(), 0
    with rivals() as together:
        for _round in range(UPDATES // RIVALS):
            pairs = zip(officers, officers[1:] + officers[:1], strict=True)
            conflicts += sum(map(int, together([partial(_add_one, person, one, other) for one, other in pairs])))  # type: ignore[call-overload]
    return conflicts


def test_no_update_is_lost(committed_world: Database) -> None:
    person = find().cuc
    conflicts = _updates(person)
    print(f"{counter(person)}/{UPDATES}, {conflicts} conflicts")
    assert counter(person) == UPDATES
    assert conflicts > 0


def test_without_the_look_at_versions_updates_are_lost(committed_world: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: the same with the check left out."""
    for module in (proposing, answering):
        monkeypatch.setattr(module, "must_be_fresh", lambda command, read: None)
    person = find().cuc
    assert _updates(person) == 0
    print(f"{counter(person)}/{UPDATES} without the check")
    assert counter(person) < UPDATES


def test_a_form_sent_by_eight_clicks_at_once_is_one_proposal_and_one_decision(committed_world: Database) -> None:
    world, officer = find(), clerk()
    command, key = correction(world.cuc, name="Lê Thị Cúc Hoa"), uuid4()
    read = version(command)
    with rivals() as together:
        found = set(together([partial(proposed, command, officer, key=key, read=read)] * RIVALS))
        assert len(found) == Proposal.objects.count() == 1
        (public_id,) = found
        assert isinstance(public_id, UUID)
        assert len(set(together([partial(approve, public_id, commune(world))] * RIVALS))) == 1
    assert Answer.objects.count() == 1
