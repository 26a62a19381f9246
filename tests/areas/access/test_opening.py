"""A new instance gives its first mandates once."""

from __future__ import annotations

import pytest

from dangvu.access.commands import EndMandate
from dangvu.access.opening import DOCUMENT, charge_first
from dangvu.access.queries import mandates_of
from dangvu.accounts.commands import account_named
from dangvu.ledger.models import Decision
from dangvu.ledger.queries import is_untouched, latest_day
from tests.areas.access.offices import TODAY, charges, stranger
from tests.world import CLERK, World, decide


@pytest.mark.django_db
def test_the_first_account_gets_the_whole_register_and_the_accounts() -> None:
    first = account_named("quan-tri")
    assert charge_first(first, CLERK, TODAY)
    assert charges(first) == [("province_approver", None), ("administrator", None)]
    assert set(Decision.objects.values_list("document", "actor")) == {(DOCUMENT, CLERK.label)}


@pytest.mark.django_db
def test_it_happens_once_even_when_those_mandates_have_ended() -> None:
    first = account_named("quan-tri")
    charge_first(first, CLERK, TODAY)
    for held in mandates_of(first, TODAY):
        decide(EndMandate(on=TODAY, mandate=held.number))
    assert not charge_first(first, CLERK, TODAY)
    assert charges(first) == []


def test_where_somebody_is_charged_nobody_else_becomes_first(world: World) -> None:
    assert not charge_first(stranger(), CLERK, TODAY)
    assert charges(stranger()) == []


@pytest.mark.django_db
def test_a_register_in_which_only_rights_were_decided_is_still_empty() -> None:
    charge_first(account_named("quan-tri"), CLERK, TODAY)
    assert is_untouched()
    assert latest_day() is None
