"""Whoever decides by mandate decides about the own part, and gives nobody more than is held."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dangvu.access.commands import DelegateMandate, EndMandate, GrantMandate
from dangvu.access.officer import Officer, givable
from dangvu.access.queries import act, roles
from dangvu.access.rules import place
from dangvu.access.viewer import viewer_of
from dangvu.accounts.models import Account
from dangvu.commands import Command, Refused, kinds, run
from dangvu.commands.registry import kind_of
from dangvu.members.commands import ChangeAttributes, GivePost, TransferMember
from dangvu.organisation.commands import FoundLocality, FoundUnit, RecordLocalityFact
from dangvu.periods.clock import now
from tests.areas.access.offices import TODAY, stranger
from tests.areas.access.test_end_mandate import number_of
from tests.world import CELL, World, charged, decide, newcomer

DAY = date(2026, 2, 1)


def may(account: int, command: Command, today: date = TODAY) -> bool:
    return Officer(account, "ai đó", today).may(kind_of(command).name, command)


def grant(account: int, role: str, unit: int | None, **more: Any) -> GrantMandate:
    return GrantMandate(on=DAY, account=account, role=role, unit=unit, document="1-QĐ", **more)


def test_every_kind_of_decision_says_what_it_needs(world: World) -> None:
    assert [kind for kind in kinds() if act(kind) is None] == []


def test_a_kind_that_nobody_thought_of_is_refused(world: World) -> None:
    assert not Officer(world.officer, "", TODAY).may("members.praise", ChangeAttributes(on=DAY, person=world.an, education="Đại học"))


def test_an_approver_decides_about_the_own_part(world: World) -> None:
    assert may(world.commune, ChangeAttributes(on=DAY, person=world.an, education="Đại học"))
    assert not may(world.commune, ChangeAttributes(on=DAY, person=world.giang, education="Đại học"))
    assert may(world.officer, ChangeAttributes(on=DAY, person=world.giang, education="Đại học"))


def test_every_unit_that_is_named_must_be_ones_own(world: World) -> None:
    assert may(world.commune, TransferMember(on=DAY, person=world.an, cell=world.hamlet_two))
    assert not may(world.commune, TransferMember(on=DAY, person=world.an, cell=world.school))
    assert not may(world.commune, GivePost(on=DAY, person=world.giang, title="Bí thư", unit=world.hamlet_one))
    assert may(world.commune, newcomer("009", "Huỳnh Văn Khách", DAY, world.hamlet_one))
    assert not may(world.commune, newcomer("009", "Huỳnh Văn Khách", DAY, world.school))


def test_what_stands_below_nothing_needs_the_whole_register(world: World) -> None:
    command = FoundUnit(on=DAY, code="X", name="X", kind=CELL)
    assert may(world.officer, command)
    decide(charged("xa-an-binh", "province_approver", "SX"))
    assert not may(world.commune, command)
    assert may(world.commune, FoundUnit(on=DAY, code="X", name="X", kind=CELL, parent=world.an_binh))


def test_places_belong_to_the_whole_register(world: World) -> None:
    for command in (
        RecordLocalityFact(on=DAY, locality=world.place_one, measure="population", value=1),
        FoundLocality(on=DAY, code="X", name="X", level="ấp", parent=world.an_binh),
    ):
        assert not may(world.commune, command)
        assert may(world.officer, command)


def test_who_only_proposes_decides_nothing(world: World) -> None:
    assert not may(world.secretary, ChangeAttributes(on=DAY, person=world.an, education="Đại học"))


def test_nobody_decides_after_the_mandate(world: World) -> None:
    command = ChangeAttributes(on=DAY, person=world.giang, education="Đại học")
    assert may(world.closed, command, date(2025, 6, 30))
    assert not may(world.closed, command, date(2025, 7, 1))


def test_an_approver_charges_people_within_the_own_part(world: World) -> None:
    assert may(world.commune, grant(stranger(), "cell_deputy", world.hamlet_two))
    assert not may(world.commune, grant(stranger(), "assigned_member", world.school))
    assert not may(world.commune, grant(stranger(), "inspection", None))


@pytest.mark.parametrize(("role", "allowed"), [("inspection", False), ("commune_approver", True)])
def test_nobody_gives_more_than_is_held_there(world: World, role: str, allowed: bool) -> None:
    """An inspection committee reads the ledger, a commune does not."""
    assert may(world.commune, grant(stranger(), role, world.an_binh)) is allowed


def test_a_committee_charges_a_treasurer_without_being_one_and_never_itself(world: World) -> None:
    assert may(world.commune, grant(stranger(), "cell_treasurer", world.hamlet_two))
    assert may(world.officer, grant(world.commune, "cell_treasurer", world.hamlet_two))
    assert not may(world.commune, grant(world.commune, "cell_treasurer", world.hamlet_two))
    assert not may(world.commune, grant(stranger(), "cell_treasurer", world.school))
    assert not may(world.secretary, grant(stranger(), "cell_treasurer", world.hamlet_one))


def test_nobody_charges_oneself_nor_prolongs_an_own_mandate(world: World) -> None:
    decide(grant(stranger(), "commune_approver", world.an_binh, until=date(2026, 3, 20)))
    later = GrantMandate(on=date(2026, 3, 20), account=stranger(), role="commune_approver", unit=world.an_binh, document="1-QĐ")
    assert not may(stranger(), later)
    assert not may(stranger(), grant(stranger(), "cell_deputy", world.hamlet_two))
    assert may(world.commune, later) and may(world.officer, later)  # control: another officer of the place


def test_whose_account_it_is_is_said_of_people_in_scope_alone(world: World) -> None:
    """The person named sees the own record from then on: of somebody else's people nobody opens it to an account."""
    assert may(world.commune, grant(stranger(), "cell_deputy", world.hamlet_two, holder=world.binh))
    assert not may(world.commune, grant(stranger(), "cell_deputy", world.hamlet_two, holder=world.giang))
    assert may(world.officer, grant(stranger(), "cell_deputy", world.hamlet_two, holder=world.giang))
    with pytest.raises(Refused) as refused:
        run(grant(stranger(), "cell_deputy", world.hamlet_two, holder=world.giang), Officer(world.commune, "xa-an-binh", TODAY))
    assert [problem.code for problem in refused.value.problems] == ["no_mandate"]


def test_the_roles_offered_are_those_that_may_be_given(world: World) -> None:
    def offered(account: int, unit: int | None, *, is_cell: bool = False) -> set[str]:
        return {one.code for one in givable(viewer_of(account, TODAY), "approve", unit, TODAY, is_cell=is_cell)}

    for account, unit, is_cell in (
        (world.commune, world.an_binh, False),
        (world.commune, world.hamlet_one, True),
        (world.officer, None, False),
    ):
        found = offered(account, unit, is_cell=is_cell)
        assert found == {
            one.code
            for one in roles()
            if one.code != "district_office"
            and not place(one.place, unit, is_cell=is_cell)
            and may(account, grant(stranger(), one.code, unit))
        }
        assert found
    assert offered(world.commune, world.school, is_cell=True) == set()
    assert "inspection" not in offered(world.officer, world.province)


def test_who_decides_about_members_makes_no_administrator(world: World) -> None:
    assert not may(world.officer, grant(stranger(), "administrator", None))
    assert not may(world.officer, grant(stranger(), "data_protection", None))


def test_mandates_are_ended_by_who_could_give_them_and_by_the_holder(world: World) -> None:
    end = EndMandate(on=DAY, mandate=number_of(world.secretary))
    assert may(world.commune, end) and may(world.officer, end)
    assert not may(world.commune, EndMandate(on=DAY, mandate=number_of(world.officer)))
    assert not may(stranger(), end)


def test_only_the_holder_delegates(world: World) -> None:
    command = DelegateMandate(on=DAY, until=date(2026, 3, 20), mandate=number_of(world.secretary), account=stranger(), document="1")
    assert may(world.secretary, command)
    assert not may(world.officer, command)


def test_who_acts_on_behalf_decides_like_the_holder(world: World) -> None:
    decide(DelegateMandate(on=DAY, until=date(2026, 3, 20), mandate=number_of(world.commune), account=stranger(), document="1"))
    command = ChangeAttributes(on=DAY, person=world.an, education="Đại học")
    assert may(stranger(), command)
    assert not may(stranger(), command, date(2026, 3, 20))


def test_within_a_day_of_a_recovery_the_runner_refuses_everything(world: World) -> None:
    """Whatever decides directly: dues, papers, imports, mandates; each of them goes through the runner."""
    command = ChangeAttributes(on=DAY, person=world.an, education="Đại học")
    Account.objects.filter(pk=world.commune).update(signs_from=now() + timedelta(minutes=1))
    with pytest.raises(Refused) as refused:
        run(command, Officer(world.commune, "xa-an-binh"))
    assert [problem.code for problem in refused.value.problems] == ["signs_later"]
    assert may(world.officer, command), "control: of another account it says nothing"
    Account.objects.filter(pk=world.commune).update(signs_from=now())
    assert run(command, Officer(world.commune, "xa-an-binh"))


def test_the_runner_refuses_what_lies_outside(world: World) -> None:
    officer = Officer(world.commune, "xa-an-binh", TODAY)
    with pytest.raises(Refused) as refused:
        run(ChangeAttributes(on=DAY, person=world.giang, education="Đại học"), officer)
    assert [problem.code for problem in refused.value.problems] == ["no_mandate"]
    assert run(ChangeAttributes(on=DAY, person=world.an, education="Đại học"), officer).actor == "xa-an-binh"
