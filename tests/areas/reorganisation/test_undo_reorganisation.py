"""An act that was recorded wrongly is taken back by a later decision, unless others rest on it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.commands import Refused
from dangvu.commands.rebuilding import rebuild
from dangvu.ledger.models import Decision
from dangvu.ledger.queries import corrections
from dangvu.members.commands import GivePost, SetParticipation
from dangvu.members.queries import cell_of
from dangvu.organisation.commands import ChangeUnit
from dangvu.organisation.lineage import became
from dangvu.proposals.answering import approve
from dangvu.reorganisation import acts
from dangvu.reorganisation.looking_back import rehearse_undoing
from dangvu.reorganisation.rehearsal import counted
from dangvu.reorganisation.steps import Founded
from dangvu.reorganisation.undoing import UNDOING, UndoReorganisation, undo_act
from tests.areas.proposals.offices import proposed, province, with_role
from tests.areas.reorganisation.country import DAY, Commune, admitted, commune
from tests.areas.reorganisation.test_reorganise import act
from tests.property.comparison import assert_as_defined
from tests.property.test_undo import held
from tests.world import CELL, CLERK, COMMITTEE, World, decide, refusals, unit

LATER = DAY + timedelta(days=60)


@pytest.fixture
def k(world: World) -> Commune:
    """The commune K below the body of Cầu Gỗ."""
    return commune(world)


def undone(number: int) -> list[str]:
    """The codes for which an undoing is refused."""
    return refusals(UndoReorganisation(on=LATER, decision=number))


def test_everything_is_held_again_as_before_the_act(k: Commune) -> None:
    before = held()
    merged = decide(act(acts.merge_cells([k.two], k.one)))
    undo_act(merged.id, CLERK, on=LATER)
    assert held() == before
    assert became(k.two, LATER) == []
    assert {cell_of(person, DAY) for person in k.twos} == {k.two}
    assert cell_of(k.twos[0], DAY, known=merged.recorded) == k.one
    assert_as_defined()
    assert rebuild().empty


def test_the_right_act_is_recorded_anew_under_the_same_code(k: Commune) -> None:
    new = Founded("K.9", "Chi bộ K9", CELL, k.unit)
    wrong = decide(act(acts.consolidate_cells([k.one, k.two], new)))
    number = unit("K.9")
    undo_act(wrong.id, CLERK, on=LATER)
    decide(act(acts.consolidate_cells([k.two, k.three], new), on=LATER))
    assert unit("K.9") == number
    assert cell_of(k.threes[0], LATER) == number
    assert rebuild().empty


def test_it_is_refused_while_others_rest_on_it(k: Commune) -> None:
    split = decide(act(acts.split_cell(k.one, [(Founded("K.4", "Chi bộ K4", CELL, k.unit), k.ones[:4])])))
    decide(GivePost(on=LATER, person=k.ones[0], title="Bí thư", unit=unit("K.4")))
    admitted("999", unit("K.4"), date(2024, 5, 1))
    assert undone(split.id) == ["rests_on_act", "rests_on_act"]


def test_what_does_not_rest_on_it_does_not_stand_in_its_way(k: Commune) -> None:
    merged = decide(act(acts.merge_cells([k.two], k.one)))
    decide(SetParticipation(on=LATER, person=k.threes[0], value="exempt"))
    decide(ChangeUnit(on=LATER, unit=k.three, name="Chi bộ K3 mới"))
    undo_act(merged.id, CLERK, on=LATER)
    assert cell_of(k.twos[0], LATER) == k.two


def test_an_act_is_undone_once_and_nothing_else_is_one(k: Commune) -> None:
    merged = decide(act(acts.merge_cells([k.two], k.one)))
    undo_act(merged.id, CLERK, on=LATER)
    assert undone(merged.id) == ["already_undone"]
    assert undone(1) == ["no_such_act"]
    with pytest.raises(Refused) as refused:
        undo_act(10**6, CLERK, on=LATER)
    assert [problem.code for problem in refused.value.problems] == ["no_such_act"]


def test_two_people_may_undo_it_by_a_proposal_once(world: World, k: Commune) -> None:
    """The ledger notes by that way too what was taken back, so that it cannot be taken back again."""
    other = with_role("quan-tri-2", "province_approver", "")
    before = held()
    merged = decide(act(acts.merge_cells([k.two], k.one)))
    undoing = UndoReorganisation(on=LATER, document="3-CV", decision=merged.id)
    public_id = proposed(undoing, province(world))
    number = approve(public_id, other)
    assert Decision.objects.get(id=number).corrects_id == merged.id
    assert (number, merged.id) in corrections(*UNDOING, after=0)
    assert held() == before
    assert undone(merged.id) == ["already_undone"]
    assert rebuild().empty


def test_an_undoing_is_rehearsed_and_equals_the_rehearsal(world: World, k: Commune) -> None:
    """What would be counted afterwards is what is counted then, of units that come back, of those that go, and of their superiors."""
    other = commune(world, "M")
    made = (
        acts.merge_cells([k.two], k.one),
        acts.split_cell(k.one, [(Founded("K.4", "Chi bộ K4", CELL, k.unit), k.ones[:4])]),
        acts.consolidate_bodies([k.unit, other.unit], Founded("N", "Đảng bộ xã Mới", COMMITTEE, world.cau_go), DAY),
        acts.move(k.three, other.unit),
    )
    for fields in made:
        decided = decide(act(fields))
        stood = held()
        effect = rehearse_undoing(UndoReorganisation(on=LATER, decision=decided.id), CLERK)
        assert held() == stood
        assert effect.before == effect.after
        undo_act(decided.id, CLERK, on=LATER)
        numbers = [unit(line.code) for line in effect.units]
        assert {line.code: line.after for line in effect.units if line.after} == counted(numbers, DAY)
        assert any(line.before != line.after for line in effect.units)


def test_no_undoing_is_rehearsed_that_would_be_refused(k: Commune) -> None:
    decided = decide(act(acts.split_cell(k.one, [(Founded("K.4", "Chi bộ K4", CELL, k.unit), k.ones[:4])])))
    decide(GivePost(on=LATER, person=k.ones[0], title="Bí thư", unit=unit("K.4")))
    for number, code in ((decided.id, "rests_on_act"), (decided.id + 1, "no_such_act"), (10**9, "no_such_act")):
        with pytest.raises(Refused) as refused:
            rehearse_undoing(UndoReorganisation(on=LATER, decision=number), CLERK)
        assert [problem.code for problem in refused.value.problems] == [code]
