"""What is upheld stays; what is quashed gives the membership back from the day on which it ended, without a day between."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.commands.rebuilding import rebuild
from dangvu.exits.queries import case, ground_of
from dangvu.exits.ways import WayBack, way_back
from dangvu.members.commands import EndMembership, RestoreMember, SetParticipation, TransferMember
from dangvu.members.queries import cell_of, statuses, stays
from dangvu.organisation.commands import EndUnit, FoundUnit
from dangvu.reorganisation.acts import end, merge_bodies, merge_cells, upgrade
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.steps import Founded, Moved
from tests.areas.exits.cases import DECIDED, answer, appeal, decided, decision, opened, vote
from tests.world import BASE_CELL, CELL, COMMITTEE, World, decide, newcomer, refusals, unit

AFTER = date(2022, 9, 15)
A_DAY = timedelta(days=1)


def appealed(world: World, **differing: object) -> int:
    number = decided(world, **differing)
    decide(appeal(world, number))
    return number


def test_upheld_it_stays_as_it_was(world: World) -> None:
    number = appealed(world)
    decide(answer(world, number, "upheld"))
    found = case(number, AFTER)
    assert (cell_of(world.an, AFTER), found and found.is_overturned, ground_of(world.an, "struck_off", DECIDED)) == (
        None,
        False,
        "no_meetings",
    )


def test_quashed_there_is_no_day_without_a_cell(world: World) -> None:
    number = appealed(world)
    decide(answer(world, number, "quashed"))
    days = [DECIDED + timedelta(days=day) for day in (-1, 0, 1, 80, 900)]
    assert {cell_of(world.an, day) for day in days} == {world.hamlet_one}
    assert [(stay.leaving, stay.entry) for stay in stays(world.an)[-2:]] == [("struck_off", "admitted"), ("", "restored")]
    assert ground_of(world.an, "struck_off", DECIDED) == ""


def test_what_was_known_before_the_answer_stays_known(world: World) -> None:
    number = appealed(world)
    decision = decide(answer(world, number, "quashed"))
    assert cell_of(world.an, AFTER, known=decision.recorded - timedelta(microseconds=1)) is None


def test_a_milder_discipline_lets_the_expelled_stay(world: World) -> None:
    number = appealed(world, kind="expelled", reason="discipline")
    decide(answer(world, number, "changed"))
    assert cell_of(world.an, DECIDED) == world.hamlet_one


def test_the_cell_that_ended_meanwhile_is_the_one_it_went_on_in(world: World) -> None:
    number = appealed(world)
    decide(Reorganise(on=date(2022, 8, 1), document="20-QĐ/HU", **merge_cells([world.hamlet_one], world.hamlet_two)))
    decide(answer(world, number, "quashed"))
    assert (cell_of(world.an, date(2022, 7, 31)), cell_of(world.an, date(2022, 8, 1))) == (world.hamlet_one, world.hamlet_two)


def test_the_cell_that_ended_that_very_day_is_the_one_it_went_on_in(world: World) -> None:
    number = appealed(world)
    decide(Reorganise(on=DECIDED, document="20-QĐ/HU", **merge_cells([world.hamlet_one], world.hamlet_two)))
    decide(answer(world, number, "quashed"))
    assert (cell_of(world.an, DECIDED - A_DAY), cell_of(world.an, DECIDED)) == (world.hamlet_one, world.hamlet_two)
    assert rebuild().empty


def _gone(world: World, on: date, *heirs: int) -> None:
    """Hamlet one ends: Phúc goes to hamlet two; it went on in these."""
    moved = (Moved(world.hamlet_one, world.hamlet_two),)
    decide(Reorganise(on=on, document="20-QĐ/HU", **end(world.hamlet_one, heirs, moved)))


@pytest.mark.parametrize("on", [DECIDED, date(2022, 8, 1)], ids=["that very day", "later"])
def test_of_several_cells_in_which_it_went_on_one_is_named(world: World, on: date) -> None:
    number = appealed(world)
    _gone(world, on, world.hamlet_two, world.school)
    assert way_back(world.an, DECIDED) == WayBack(world.hamlet_one, asks=True, heirs=[world.hamlet_two, world.school])
    assert refusals(answer(world, number, "quashed")) == ["which_cell"]
    assert refusals(answer(world, number, "quashed", cell=world.post_office)) == ["which_cell"]
    decide(answer(world, number, "quashed", cell=world.school))
    before = world.hamlet_one if on > DECIDED else world.school
    assert (cell_of(world.an, DECIDED), cell_of(world.an, on)) == (before, world.school)
    assert rebuild().empty


LATER, LATEST = date(2022, 8, 1), date(2022, 8, 20)


def test_heirs_that_meet_again_are_one_place_to_go_on(world: World) -> None:
    number = appealed(world)
    _gone(world, LATER, world.hamlet_two, world.school)
    decide(FoundUnit(on=date(2020, 1, 1), code="SX.02.D", name="Chi bộ Trạm Bưu chính", kind=BASE_CELL, parent=world.ben_man))
    merged = merge_cells([world.hamlet_two, world.school], unit("SX.02.D"))
    decide(Reorganise(on=LATEST, document="21-QĐ/HU", **merged))
    assert way_back(world.an, DECIDED).heirs == [unit("SX.02.D")]
    decide(answer(world, number, "quashed", cell=unit("SX.02.D")))
    assert [stay.cell for stay in stays(world.an)[-3:]] == [world.hamlet_one, world.hamlet_two, unit("SX.02.D")]
    assert cell_of(world.an, LATEST) == unit("SX.02.D") and rebuild().empty


def test_of_an_heir_that_became_a_committee_its_cells_are_offered(world: World) -> None:
    number = appealed(world)
    _gone(world, LATER, world.hamlet_two, world.school)
    decide(newcomer("555", "Ngô Văn Tư", date(2015, 3, 1), world.school, official=date(2016, 3, 1)))
    new = Founded("SX.02.B.1", "Chi bộ Tổ Tự nhiên", CELL, world.school)
    decide(Reorganise(on=LATEST, document="21-QĐ/HU", **upgrade(world.school, COMMITTEE, [(new, [])], rest="SX.02.B.1")))
    below = unit("SX.02.B.1")
    assert way_back(world.an, DECIDED).heirs == [world.hamlet_two, below]
    assert refusals(answer(world, number, "quashed", cell=world.school)) == ["which_cell"]
    decide(answer(world, number, "quashed", cell=below))
    assert [stay.cell for stay in stays(world.an)[-3:]] == [world.hamlet_one, world.school, below] and rebuild().empty


def test_where_every_heir_has_ended_any_cell_is_named(world: World) -> None:
    number = appealed(world)
    _gone(world, LATER, world.hamlet_two, world.school)
    for cell, persons in ((world.hamlet_two, (world.binh, world.cuc, world.dung, world.phuc)), (world.school, (world.giang, world.hanh))):
        decide(FoundUnit(on=date(2020, 1, 1), code=f"SX.03.{cell}", name=f"Chi bộ mới {cell}", kind=BASE_CELL, parent=world.ben_man))
        for person in persons:
            decide(TransferMember(on=LATEST, person=person, cell=unit(f"SX.03.{cell}")))
        decide(EndUnit(on=LATEST, unit=cell))
    assert way_back(world.an, DECIDED) == WayBack(world.hamlet_one, asks=True, heirs=[])
    assert refusals(answer(world, number, "quashed", cell=world.school)) == ["which_cell"]
    last = unit(f"SX.03.{world.school}")
    decide(answer(world, number, "quashed", cell=last))
    assert [stay.cell for stay in stays(world.an)[-3:]] == [world.hamlet_one, world.hamlet_two, last] and rebuild().empty


def test_where_it_went_on_in_none_any_cell_is_named(world: World) -> None:
    number, on = appealed(world), date(2022, 8, 1)
    decide(TransferMember(on=on, person=world.phuc, cell=world.hamlet_two))
    decide(EndUnit(on=on, unit=world.hamlet_one))
    assert refusals(answer(world, number, "quashed")) == ["which_cell"]
    decide(answer(world, number, "quashed", cell=world.hamlet_two))
    assert (cell_of(world.an, date(2022, 7, 31)), cell_of(world.an, date(2022, 8, 1))) == (world.hamlet_one, world.hamlet_two)


def test_who_was_readmitted_meanwhile_stays_where_he_is(world: World) -> None:
    number = appealed(world)
    decide(RestoreMember(on=date(2025, 8, 1), person=world.an, cell=world.hamlet_two, entry="readmitted"))
    before = stays(world.an)
    assert refusals(answer(world, number, "quashed", on=date(2025, 9, 15), cell=world.hamlet_two)) == ["cell_known"]
    decide(answer(world, number, "quashed", on=date(2025, 9, 15)))
    found = case(number, date(2025, 9, 15))
    assert found is not None and found.is_overturned and stays(world.an) == before


@pytest.mark.parametrize(
    ("value", "reason", "comes_back"), [("exempt", "old_age", True), ("away", "far_work", True), ("suspended", "decision", False)]
)
def test_who_was_exempt_comes_back_so_and_who_was_suspended_does_not(world: World, value: str, reason: str, comes_back: bool) -> None:
    number = opened(world)
    decide(SetParticipation(on=date(2022, 6, 28), person=world.an, value=value, reason=reason))
    for organ in ("cell", "base", "standing"):
        decide(vote(world, number, organ))
    decide(decision(world, number))
    decide(appeal(world, number))
    decide(answer(world, number, "quashed"))
    told = [one.span for one in statuses(world.an) if (one.dimension, one.value) == ("participation", value)]
    assert [span.until for span in told] == ([DECIDED, None] if comes_back else [DECIDED])
    assert rebuild().empty


def test_a_restoration_by_itself_says_nothing_of_participation(world: World) -> None:
    """As it was when earlier ones were recorded, which a rebuild carries out again."""
    decide(SetParticipation(on=date(2022, 6, 28), person=world.an, value="exempt", reason="old_age"))
    decide(EndMembership(on=DECIDED, person=world.an, kind="struck_off"))
    decide(RestoreMember(on=DECIDED, person=world.an, cell=world.hamlet_one))
    assert [one.span.until for one in statuses(world.an) if one.dimension == "participation"] == [DECIDED]


@pytest.mark.parametrize(
    ("outcome", "differing", "codes"),
    [
        ("forgotten", {}, ["unknown_outcome"]),
        ("changed", {}, ["unknown_outcome"]),
        ("upheld", {"document": " "}, ["missing_document"]),
        ("upheld", {"on": date(2022, 7, 19)}, ["before_stage"]),
        ("upheld", {"unit": "cau_go"}, ["other_unit"]),
        ("quashed", {"cell": "hamlet_two"}, ["cell_known"]),
    ],
)
def test_it_is_refused(world: World, outcome: str, differing: dict[str, object], codes: list[str]) -> None:
    named = {key: getattr(world, str(value)) if key in {"cell", "unit"} else value for key, value in differing.items()}
    found = refusals(answer(world, appealed(world), outcome, **named))
    assert found == codes


def test_where_the_body_that_was_appealed_to_has_ended_the_one_in_which_it_went_on_settles(world: World) -> None:
    number = decided(world)
    decide(appeal(world, number, unit=world.cau_go, on=date(2022, 7, 5)))
    decide(Reorganise(on=date(2022, 7, 10), document="30-QĐ/TU", **merge_bodies([world.cau_go], world.ben_man, date(2022, 7, 10))))
    assert refusals(answer(world, number, "upheld", unit=world.cau_go)) == ["other_unit"]
    assert refusals(answer(world, number, "upheld", unit=world.ben_man, on=date(2022, 7, 9))) == ["other_unit"]
    decide(answer(world, number, "quashed", unit=world.ben_man))
    assert cell_of(world.an, AFTER) == world.hamlet_one and rebuild().empty


def test_without_an_appeal_there_is_nothing_to_answer(world: World) -> None:
    assert refusals(answer(world, decided(world), "quashed")) == ["no_appeal"]
