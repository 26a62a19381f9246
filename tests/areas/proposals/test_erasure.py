"""A lawful erasure reaches what was proposed about somebody, and the hashes of proposals stay true."""

from __future__ import annotations

from hashlib import sha256

import pytest

from dangvu.commands import Refused
from dangvu.exchange.erasing import erase
from dangvu.periods.clock import today
from dangvu.proposals.answering import approve, refuse, withdraw
from dangvu.proposals.models import Answer, Proposal, ProposedValue
from tests.areas.proposals.offices import clerk, commune, correction, proposed
from tests.areas.proposals.test_proposing import codes
from tests.world import CLERK, World

SECRET = "Phạm Út Emm"


def test_values_and_reasons_go_and_the_hash_stays_true(world: World) -> None:
    public_id = proposed(correction(world.em, name=SECRET), clerk())
    other = proposed(correction(world.cuc, name="Lê Cúc"), clerk())
    refused = proposed(correction(world.em, name=SECRET), clerk())
    refuse(refused, commune(world), f"Không phải {SECRET}")
    erase(world.em, CLERK, on=today(), body="Ban Tổ chức", document="9-QĐ")
    about = ProposedValue.objects.filter(proposal__person_id=world.em)
    assert about and not any(value.value or value.salt for value in about)
    assert [answer.reason for answer in Answer.objects.filter(proposal__public_id=refused)] == [""]
    proposal = Proposal.objects.get(public_id=public_id)
    assert sha256(proposal.content.encode()).digest() == bytes(proposal.hash)
    assert all(value.value for value in ProposedValue.objects.filter(proposal__public_id=other))


def test_what_is_erased_is_approved_by_nobody_and_can_be_withdrawn(world: World) -> None:
    public_id = proposed(correction(world.em, name=SECRET), clerk())
    erase(world.em, CLERK, on=today(), body="Ban Tổ chức", document="9-QĐ")
    with pytest.raises(Refused) as refused:
        approve(public_id, commune(world))
    assert codes(refused) == ["erased"]
    withdraw(public_id, clerk())
