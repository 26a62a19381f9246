"""Somebody acts on behalf of the holder of a mandate, no longer and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dangvu.access.commands import DelegateMandate, EndMandate
from dangvu.access.queries import mandates_of
from dangvu.accounts.commands import account_named
from tests.areas.access.offices import charges, stranger
from tests.areas.access.test_end_mandate import number_of
from tests.areas.rows import execute, opened, refusal
from tests.world import CHARGED, World, charged, decide, refusals

DAY, END = date(2026, 2, 1), date(2026, 3, 1)


def delegation(mandate: int, **differing: Any) -> DelegateMandate:
    return DelegateMandate(**{"on": DAY, "until": END, "mandate": mandate, "account": stranger(), "document": "07-QĐ/ĐU", **differing})


def test_the_other_holds_the_same_role_at_the_same_place_for_these_days(world: World) -> None:
    number = number_of(world.commune)
    decide(delegation(number))
    (held,) = mandates_of(stranger(), DAY)
    assert (held.role, held.unit, held.source) == ("commune_approver", world.an_binh, number)
    assert charges(stranger(), date(2026, 1, 31)) == charges(stranger(), END) == []
    assert charges(world.commune, DAY) == [("commune_approver", world.an_binh)]


def test_it_ends_before_its_source(world: World) -> None:
    decide(EndMandate(on=END, mandate=number_of(world.commune)))
    decide(delegation(number_of(world.commune)))
    assert charges(stranger(), date(2026, 2, 28)) != []


def test_it_can_be_taken_back_alone(world: World) -> None:
    decision = decide(delegation(number_of(world.commune)))
    decide(EndMandate(on=date(2026, 2, 10), mandate=decision.id))
    assert charges(stranger(), date(2026, 2, 10)) == []
    assert charges(world.commune, date(2026, 2, 10)) != []


REFUSED = {
    "nothing to act on": ({"mandate": 1}, ["unknown_mandate"]),
    "an account that is none": ({"account": 0}, ["unknown_account"]),
    "no document": ({"document": ""}, ["missing_document"]),
    "no day": ({"until": DAY}, ["empty_term"]),
    "before the mandate begins": ({"on": date(2022, 11, 30)}, ["outside_mandate"]),
}


@pytest.mark.parametrize(("differing", "codes"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(world: World, differing: dict[str, Any], codes: list[str]) -> None:
    assert refusals(replace(delegation(number_of(world.commune)), **differing)) == codes


def test_longer_than_the_mandate_is_refused(world: World) -> None:
    number = number_of(world.commune)
    decide(EndMandate(on=date(2026, 2, 20), mandate=number))
    assert refusals(delegation(number)) == ["outside_mandate"]


def test_to_oneself_is_refused(world: World) -> None:
    assert refusals(delegation(number_of(world.commune), account=world.commune)) == ["to_oneself"]


def test_no_further_than_once(world: World) -> None:
    decision = decide(delegation(number_of(world.commune)))
    assert refusals(delegation(decision.id, account=world.secretary)) == ["delegated_already"]


def test_ones_own_record_is_not_delegated(world: World) -> None:
    decision = decide(charged("nguoi-la", "member", "", CHARGED, account=stranger(), holder=world.binh))
    assert refusals(delegation(decision.id, account=world.secretary)) == ["not_delegable"]


FORGED: dict[str, Callable[[World], dict[str, Any]]] = {
    "longer": lambda _: {"period": "[2026-02-01,)"},
    "elsewhere": lambda w: {"unit_id": w.province},
    "another role": lambda _: {"role_id": "province_approver"},
    "on behalf of nothing": lambda _: {"source_id": 1},
    "on behalf of oneself": lambda w: {"account_id": w.commune, "role_id": "commune_preparer"},
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_by_plain_sql_nothing_more_than_its_source(world: World, forged: Callable[[World], dict[str, Any]]) -> None:
    number = number_of(world.commune)
    decide(EndMandate(on=date(2026, 6, 1), mandate=number))
    assert refusal(_by_hand(world, number, **forged(world))) == "delegation_within_its_mandate"


def _by_hand(world: World, number: int, **differing: Any) -> str:
    values: dict[str, Any] = {
        "account_id": stranger(), "role_id": "commune_approver", "unit_id": world.an_binh, "grant_id": 2, "source_id": number,
        "period": "[2026-02-01,2026-03-01)",
    }  # fmt: skip
    return opened("access_mandate", **{**values, **differing})


def test_by_plain_sql_a_true_delegation_is_let_through(world: World) -> None:
    """Control: the judgement does not refuse everything."""
    execute(_by_hand(world, number_of(world.commune)))
    assert charges(stranger(), DAY) == [("commune_approver", world.an_binh)]


def test_what_a_cell_entrusts_is_delegated_to_nobody(world: World) -> None:
    account = account_named("thu-quy")
    decide(charged("thu-quy", "cell_treasurer", "SX.01.A.2", holder=world.cuc))
    command = DelegateMandate(on=DAY, until=date(2026, 3, 20), mandate=number_of(account), account=stranger(), document="1")
    assert refusals(command) == ["not_delegable"]
