"""What an account sees: nothing without a mandate, its part with one, files where they lie."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.access.commands import EndMandate
from dangvu.access.viewer import nobody, viewer_of
from dangvu.accounts.commands import account_named
from dangvu.members.commands import TransferMember
from dangvu.organisation.commands import EndUnit, FoundUnit, MoveUnit
from dangvu.organisation.queries import hanging_below, unit_by_code
from tests.areas.access.offices import TODAY, seen_by, stranger
from tests.areas.access.test_end_mandate import number_of
from tests.world import CELL, World, charged, decide


def test_without_a_mandate_one_sees_nothing(world: World) -> None:
    viewer = seen_by(stranger())
    assert viewer.units("see") == frozenset()
    assert not viewer.sees(world.hamlet_one) and not viewer.sees_person(world.an) and not viewer.has("figures")
    assert viewer.home is None and viewer.person is None
    assert nobody(TODAY).units("figures") == frozenset()


def test_an_office_sees_its_unit_and_what_hangs_below(world: World) -> None:
    assert seen_by(world.commune).units("see") == {world.an_binh, world.hamlet_one, world.hamlet_two}
    assert seen_by(world.secretary).units("see") == {world.hamlet_one}


def test_the_whole_register_is_no_list_of_units(world: World) -> None:
    viewer = seen_by(world.officer)
    assert viewer.units("see") is None
    assert viewer.sees(world.school) and viewer.whole("approve") and not viewer.whole("read_log")


def test_a_right_that_a_role_lacks_has_no_units(world: World) -> None:
    assert seen_by(world.secretary).units("unmask") == frozenset()
    assert seen_by(world.commune).units("unmask") == seen_by(world.commune).units("see")


def test_several_offices_add_up(world: World) -> None:
    decide(charged("bi-thu", "assigned_member", "SX.02"))
    viewer = seen_by(world.secretary)
    assert viewer.units("see") == {world.hamlet_one, world.ben_man, world.school, world.post_office}
    assert viewer.units("propose") == {world.hamlet_one}


def test_what_had_ended_below_an_office_stays_with_it(world: World) -> None:
    assert hanging_below([world.ben_man], TODAY) == {world.ben_man, world.school, world.post_office}
    assert hanging_below([world.cau_go], TODAY) == {world.cau_go, world.an_binh, world.hamlet_one, world.hamlet_two}


def test_what_hangs_elsewhere_today_is_foreign_and_what_came_is_ones_own(world: World) -> None:
    decide(MoveUnit(on=date(2024, 1, 1), unit=world.an_binh, parent=world.ben_man))
    assert hanging_below([world.cau_go], TODAY) == {world.cau_go}
    assert hanging_below([world.ben_man], TODAY) >= {world.an_binh, world.hamlet_one, world.hamlet_two}
    assert hanging_below([world.cau_go], date(2023, 12, 31)) >= {world.an_binh, world.hamlet_one}


def test_what_moved_and_then_ended_belongs_where_it_ended(world: World) -> None:
    decide(FoundUnit(on=date(2000, 1, 1), code="SX.01.A.9", name="Chi bộ ấp Chín", kind=CELL, parent=world.an_binh))
    ninth = unit_by_code("SX.01.A.9")
    assert ninth is not None
    decide(MoveUnit(on=date(2024, 1, 1), unit=world.an_binh, parent=world.ben_man))
    decide(EndUnit(on=date(2024, 6, 1), unit=ninth))
    assert ninth in hanging_below([world.ben_man], TODAY)
    assert ninth not in hanging_below([world.cau_go], TODAY)


def test_what_is_yet_to_be_founded_belongs_where_it_will_begin(world: World) -> None:
    decide(FoundUnit(on=TODAY + timedelta(days=30), code="SX.01.A.9", name="Chi bộ ấp Chín", kind=CELL, parent=world.an_binh))
    assert unit_by_code("SX.01.A.9") in hanging_below([world.an_binh], TODAY)


def test_a_file_lies_with_the_cell_of_today(world: World) -> None:
    assert not seen_by(world.secretary).sees_person(world.binh), "she was in this cell until 2010"
    assert seen_by(world.secretary).sees_person(world.an)
    assert seen_by(world.commune).sees_person(world.binh)
    assert not seen_by(world.commune).sees_person(world.giang)


def test_a_file_of_somebody_who_left_lies_with_the_last_cell(world: World) -> None:
    assert seen_by(world.commune).sees_person(world.em)
    assert not seen_by(world.secretary).sees_person(world.em)


def test_a_file_moves_on_the_day_of_the_transfer(world: World) -> None:
    decide(TransferMember(on=TODAY, person=world.an, cell=world.school))
    assert seen_by(world.commune, TODAY - timedelta(days=1)).sees_person(world.an)
    assert not seen_by(world.commune, TODAY).sees_person(world.an)


def test_a_number_that_is_nobody_is_seen_by_nobody(world: World) -> None:
    assert not seen_by(world.commune).sees_person(999)


def test_one_begins_at_ones_own_unit(world: World) -> None:
    assert seen_by(world.commune).home == world.an_binh
    assert seen_by(world.officer).home == world.province


def test_one_is_a_person_of_the_register_where_that_is_known(world: World) -> None:
    assert seen_by(world.secretary).person == world.an
    assert seen_by(world.officer).person is None


@pytest.mark.parametrize(("day", "held"), [(date(2025, 6, 30), True), (date(2025, 7, 1), False)])
def test_the_districts_see_until_their_last_day(world: World, day: date, held: bool) -> None:
    assert seen_by(world.closed, day).sees(world.school) is held


def test_who_is_charged_no_more_sees_nothing(world: World) -> None:
    decide(EndMandate(on=TODAY, mandate=number_of(world.commune)))
    assert seen_by(world.commune, TODAY - timedelta(days=1)).sees(world.hamlet_one)
    assert seen_by(world.commune, TODAY).units("see") == frozenset()


def test_a_scope_is_asked_for_once(world: World, django_assert_num_queries: object) -> None:
    viewer = seen_by(world.commune)
    with django_assert_num_queries(1):  # type: ignore[operator]  # the plugin's fixture
        assert viewer.units("see") is viewer.units("see")


def test_a_treasurer_who_moves_away_is_none_from_that_day_on(world: World) -> None:
    account = account_named("thu-quy")
    decide(charged("thu-quy", "cell_treasurer", "SX.01.A.2", holder=world.cuc))
    decide(TransferMember(on=date(2026, 3, 1), person=world.cuc, cell=world.hamlet_one))
    told = [viewer_of(account, day).units("dues") for day in (date(2026, 2, 28), date(2026, 3, 1))]
    assert told == [{world.hamlet_two}, frozenset()]
    assert not viewer_of(account, date(2026, 3, 1)).sees_person(world.binh, "dues")
