"""After a lawful erasure nothing says on what ground somebody left."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from dangvu.commands.rebuilding import rebuild
from dangvu.exchange.erasing import erase
from dangvu.exits.models import Case
from dangvu.exits.queries import case
from dangvu.ledger.models import PersonalValue
from tests.areas.exits.cases import appeal, decided, opened
from tests.areas.exits.test_readmit_member import readmission
from tests.areas.rows import execute
from tests.world import CLERK, World, decide, refusals


def kept(word: str) -> bool:
    """Whether the ledger still says it, beside the chain or in it."""
    return PersonalValue.objects.filter(value__icontains=word).exists()


def test_the_ground_is_emptied_and_the_chain_holds_none(world: World) -> None:
    number = decided(world, kind="expelled", reason="lesser_crime")
    other = opened(world, person=world.phuc)
    assert kept("lesser_crime")
    erase(world.an, CLERK, on=date(2023, 1, 2), body="Ban Thường vụ Tỉnh ủy", document="34-QĐ/TU")
    assert set(Case.objects.filter(person_id=world.an).values_list("reason", "erased")) == {(None, True)}
    assert not kept("lesser_crime") and kept("no_meetings")
    assert Case.objects.get(issue_id=other).reason == "no_meetings"
    assert rebuild().empty
    found = case(number, date(2023, 1, 2))
    assert found is not None and found.is_erased
    assert refusals(appeal(world, number)) == ["erased"]


def test_the_day_of_the_cleared_record_lies_beside_the_chain(world: World) -> None:
    decided(world, kind="expelled", reason="lesser_crime")
    decide(readmission(world, on=date(2030, 1, 1), cleared=date(2024, 1, 1)))
    assert kept("2024-01-01")


def test_no_ground_goes_without_saying_so(world: World) -> None:
    number = opened(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        execute(f"UPDATE exits_case SET reason = 'card' WHERE issue_id = {number}")
