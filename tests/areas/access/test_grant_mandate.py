"""An account is charged with a role at a place for some days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from dangvu.access.queries import account_of, is_anybody_charged, mandates, mandates_of, person_of
from dangvu.accounts.models import Account
from tests.areas.access.offices import TODAY, charges, stranger
from tests.areas.rows import opened, refusal
from tests.world import World, charged, decide, person, refusals

DAY = date(2026, 1, 5)


def test_it_is_held_from_its_day_on_and_not_before(world: World) -> None:
    account = stranger()
    decide(charged("nguoi-la", "commune_preparer", "SX.01.A", DAY))
    assert charges(account, DAY) == [("commune_preparer", world.an_binh)]
    assert charges(account, DAY - timedelta(days=1)) == []


def test_the_last_day_is_the_one_before_its_end(world: World) -> None:
    account = stranger()
    decide(charged("nguoi-la", "assigned_member", "SX.01.A", DAY, until=date(2026, 2, 1)))
    assert charges(account, date(2026, 1, 31)) == [("assigned_member", world.an_binh)]
    assert charges(account, date(2026, 2, 1)) == []


def test_what_was_known_before_it_stays(world: World) -> None:
    account = stranger()
    decision = decide(charged("nguoi-la", "commune_preparer", "SX.01.A", DAY))
    assert mandates_of(account, DAY, decision.recorded - timedelta(microseconds=1)) == []


def test_several_offices_are_held_at_once(world: World) -> None:
    account = stranger()
    decide(charged("nguoi-la", "cell_deputy", "SX.01.A.2", DAY))
    decide(charged("nguoi-la", "assigned_member", "SX.01.A", DAY))
    decide(charged("nguoi-la", "inspection", "", DAY))
    assert charges(account) == [("cell_deputy", world.hamlet_two), ("assigned_member", world.an_binh), ("inspection", None)]


def test_who_signs_in_is_known_from_then_on(world: World) -> None:
    decide(charged("nguoi-la", "member", "", DAY, account=stranger(), holder=world.binh))
    assert person_of(stranger()) == world.binh
    assert account_of(world.binh) == stranger()
    decide(charged("nguoi-la", "cell_deputy", "SX.01.A.2", DAY, holder=world.binh))
    assert len(charges(stranger())) == 2


REFUSED = {
    "an account that is none": ({"account": 0}, ["unknown_account"]),
    "a role that is none": ({"role": "king"}, ["unknown_role"]),
    "a unit that is none": ({"unit": 0}, ["unit_not_alive"]),
    "no document": ({"document": "  "}, ["missing_document"]),
    "a commune's role everywhere": ({"unit": None}, ["unit_wanted"]),
    "a term without a day": ({"until": DAY}, ["empty_term"]),
    "a secretary of a commune": ({"role": "cell_secretary"}, ["cell_wanted"]),
    "an administrator of a commune": ({"role": "administrator"}, ["no_unit_wanted"]),
    "a member without a file": ({"role": "member", "unit": None}, ["person_wanted"]),
    "a person that is none": ({"holder": 0}, ["unknown_person"]),
    "a district after the districts": ({"role": "district_office"}, ["role_abolished"]),
    "a district a day too long": ({"role": "district_office", "on": date(2025, 1, 1), "until": date(2025, 7, 2)}, ["role_abolished"]),
}  # fmt: skip


@pytest.mark.parametrize(("differing", "codes"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(world: World, differing: dict[str, Any], codes: list[str]) -> None:
    command = charged("nguoi-la", "commune_preparer", "SX.01.A", DAY, account=stranger())
    assert refusals(replace(command, **differing)) == codes


def test_a_district_until_the_districts_ended_is_not_refused(world: World) -> None:
    stranger()
    decide(charged("nguoi-la", "district_office", "SX.01", date(2025, 1, 1), until=date(2025, 7, 1)))


def test_a_closed_account_is_charged_with_nothing(world: World) -> None:
    account = stranger()
    Account.objects.filter(pk=account).update(is_active=False)
    assert refusals(charged("nguoi-la", "inspection", "", DAY)) == ["unknown_account"]


def test_an_account_is_of_one_person_and_a_person_of_one_account(world: World) -> None:
    stranger()
    assert refusals(charged("bi-thu", "member", "", DAY, holder=world.binh)) == ["other_person"]
    assert refusals(charged("nguoi-la", "member", "", DAY, holder=world.an)) == ["other_person"]


def test_the_same_role_at_the_same_place_is_held_once_a_day(world: World) -> None:
    account = stranger()
    decide(charged("nguoi-la", "inspection", "", DAY, until=date(2026, 2, 1)))
    assert refusals(charged("nguoi-la", "inspection", "", date(2026, 1, 31))) == ["mandate_held"]
    decide(charged("nguoi-la", "inspection", "", date(2026, 2, 1)))
    assert charges(account) == [("inspection", None)]


def test_by_plain_sql_neither(world: World) -> None:
    row = opened(
        "access_mandate", account_id=world.officer, role_id="province_approver", unit_id=None, grant_id=1, source_id=None,
        period="[2026-01-01,)",
    )  # fmt: skip
    assert refusal(row) == "one_holding_of_a_mandate"


def test_everybody_charged_on_a_day_is_told(world: World) -> None:
    assert [held.account for held in mandates(TODAY)] == [world.officer, world.commune, world.secretary]
    assert is_anybody_charged()


@pytest.mark.django_db
def test_an_empty_register_has_nobody_charged() -> None:
    assert not is_anybody_charged()
    assert mandates(TODAY) == []


def test_the_decision_keeps_numbers_and_no_name(world: World) -> None:
    decision = decide(charged("nguoi-la", "inspection", "", DAY, account=stranger()))
    assert decision.payload["values"] == {"account": stranger(), "role": "inspection", "unit": None, "until": None, "holder": None}


@pytest.mark.parametrize(
    ("file", "code"), [("002", None), ("006", "not_of_the_cell"), ("", "person_wanted")], ids=["of the cell", "of another", "nobody known"]
)
def test_dues_are_entrusted_to_a_member_of_the_cell_alone(world: World, file: str, code: str | None) -> None:
    stranger()
    command = charged("nguoi-la", "cell_treasurer", "SX.01.A.2", DAY, holder=person(file) if file else None)
    if code:
        assert refusals(command) == [code]
    else:
        decide(command)


def test_an_account_known_to_be_of_another_cell_is_no_treasurer(world: World) -> None:
    """An, secretary of hamlet one."""
    assert refusals(charged("bi-thu", "cell_treasurer", "SX.01.A.2", DAY)) == ["not_of_the_cell"]
    decide(charged("bi-thu", "cell_treasurer", "SX.01.A.1", DAY))
