"""What an act will do is seen by doing it; nothing of that stays, and the act then does just that."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvu.access.commands import GrantMandate
from dangvu.access.officer import Officer
from dangvu.commands import Refused, run
from dangvu.exits.commands import OpenCase
from dangvu.exits.queries import case
from dangvu.ledger.models import Decision
from dangvu.members.commands import EndMembership, GivePost, SetParticipation, TransferMember
from dangvu.organisation.commands import ChangeUnit, MoveUnit
from dangvu.proposals.proposing import propose
from dangvu.proposals.subjects import version
from dangvu.reorganisation import acts
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.rehearsal import Effect, look, rehearse, seen_after
from dangvu.reorganisation.steps import Carried, Founded, Moved
from tests.areas.commands.test_every_command import held
from tests.areas.reorganisation.country import DAY, Commune, commune
from tests.areas.reorganisation.test_reorganise import act
from tests.world import CELL, CLERK, World, account, decide


@pytest.fixture
def k(world: World) -> Commune:
    """The commune K below the body of Cầu Gỗ."""
    return commune(world)


def notices(effect: Effect) -> set[tuple[str, str]]:
    """Code and unit of every notice."""
    return {(notice.code, notice.unit) for notice in effect.notices}


def test_it_tells_what_the_act_then_does(k: Commune) -> None:
    fields = acts.consolidate_cells([k.one, k.two], Founded("K.9", "Chi bộ K9", CELL, k.unit))
    command = act(fields, carried=(Carried(k.secretary, "Bí thư", k.one, "K.9"),))
    effect = rehearse(command, CLERK)
    seen = look(command)
    assert seen_after(seen, decide(command).id) == effect
    assert (effect.before, effect.after, effect.moved) == (23, 23, 19)
    assert [(line.code, line.after.members) for line in effect.founded if line.after] == [("K.9", 19)]
    assert [line.code for line in effect.ended] == ["K.1", "K.2"]
    assert [(post.title, post.unit) for post in effect.posts_ended] == [("Bí thư", "K.1"), ("Phó bí thư", "K.2")]
    assert [(post.title, post.unit) for post in effect.posts_begun] == [("Bí thư", "K.9")]


def test_nothing_of_it_stays(k: Commune) -> None:
    before, decisions = held("true"), Decision.objects.count()
    rehearse(act(acts.merge_cells([k.two], k.one)), CLERK)
    assert (held("true"), Decision.objects.count()) == (before, decisions)


def test_nobody_decides_between_the_look_and_the_act(k: Commune) -> None:
    """What is compared with is read only once it is the rehearsal's turn, as the act itself would read it."""
    with CaptureQueriesContext(connection) as asked:
        rehearse(act(acts.merge_cells([k.two], k.one)), CLERK)
    statements = [one["sql"] for one in asked.captured_queries]
    waits = next(place for place, sql in enumerate(statements) if "pg_advisory_xact_lock" in sql)
    reads = next(place for place, sql in enumerate(statements) if "organisation_" in sql or "members_" in sql)
    assert waits < reads


def test_it_warns_of_what_somebody_must_think_of(k: Commune) -> None:
    effect = rehearse(act(acts.some_members(k.three, k.two, k.threes[:2])), CLERK)
    assert {("below_minimum", "K.3"), ("small_cell", "K.2") if len(k.twos) + 2 < 10 else ("", "")} <= notices(effect)
    assert ("elects_committee", "K.2") in notices(effect)
    assert ("no_secretary", "K.3") in notices(effect)
    assert ("no_secretary", "K.1") not in notices(effect)


def test_it_lists_files_in_progress_and_mandates_at_what_ends(world: World, k: Commune) -> None:
    decide(GrantMandate(on=DAY - timedelta(days=900), account=world.secretary, role="commune_preparer", unit=k.two, document="1-QĐ"))
    officer = Officer(account("quan-tri") or 0, "quan-tri")
    moving = TransferMember(on=DAY, person=k.threes[0], cell=k.two, document="Giấy chuyển")
    number = propose(moving, officer, key=uuid4(), read=version(moving))
    effect = rehearse(act(acts.merge_cells([k.two], k.one)), CLERK)
    assert [(line.role, line.unit) for line in effect.mandates] == [("commune_preparer", "K.2")]
    assert [(line.public_id, line.units) for line in effect.files] == [(number, ("K.2",))]


def test_a_case_about_a_member_of_what_ends_is_listed_and_goes_along(k: Commune) -> None:
    number = decide(
        OpenCase(on=DAY - timedelta(days=9), person=k.twos[0], kind="left_on_request", reason="own_request", document="Đơn xin ra")
    ).id
    merged = act(acts.merge_cells([k.two], k.one))
    assert [(line.unit, line.open) for line in rehearse(merged, CLERK).cases] == [("K.2", 1)]
    assert rehearse(act(acts.merge_cells([k.three], k.one)), CLERK).cases == ()
    some = [rehearse(act(acts.some_members(k.two, k.three, who)), CLERK).cases for who in (k.twos[:2], k.twos[1:3])]
    assert [[(line.unit, line.open) for line in lines] for lines in some] == [[("K.2", 1)], []], "of those who go alone"
    run(merged, CLERK)
    found = case(number, DAY)
    assert (found and found.cell, found and found.state) == (k.one, "open")


def test_it_lists_another_act_that_waits_for_the_same_cell(world: World, k: Commune) -> None:
    """An act is laid before the committee that decides, and names the cells in its steps alone."""
    decide(GrantMandate(on=DAY, account=world.secretary, role="commune_preparer", unit=k.unit, document="1-QĐ"))
    preparer = Officer(world.secretary, "bi-thu")
    renamed = act(acts.rename(k.two, "Chi bộ ấp Hai"), unit=k.unit)
    elsewhere = act(acts.rename(k.three, "Chi bộ ấp Ba"), unit=k.unit)
    number = propose(renamed, preparer, key=uuid4(), read=version(renamed))
    propose(elsewhere, preparer, key=uuid4(), read=version(elsewhere))
    effect = rehearse(act(acts.merge_cells([k.two], k.one), unit=k.unit), preparer)
    assert [(line.public_id, line.units) for line in effect.files] == [(number, ("K.2",))]


def test_the_version_of_an_act_is_that_of_every_unit_that_it_reaches(k: Commune) -> None:
    merged = act(acts.merge_cells([k.two], k.one), unit=k.unit)
    seen = version(merged)
    decide(SetParticipation(on=DAY, person=k.threes[0], value="exempt"))
    assert version(merged) == seen
    left = decide(EndMembership(on=DAY, person=k.twos[0], kind="expelled"))
    assert version(merged) == left.id > seen
    renamed = decide(ChangeUnit(on=DAY, unit=k.one, name="Chi bộ ấp Một"))
    assert version(merged) == renamed.id
    named = decide(GivePost(on=DAY, person=k.twos[1], title="Bí thư", unit=k.two))
    assert version(merged) == named.id
    assert version(act(acts.merge_cells([k.three], k.one), unit=k.unit)) < named.id


def test_files_of_others_are_not_told(world: World, k: Commune) -> None:
    """Somebody beyond the commune is to come into a cell that ends: the commune finds nothing of that, the province does."""
    decide(GrantMandate(on=DAY, account=world.secretary, role="commune_preparer", unit=k.unit, document="1-QĐ"))
    whole = Officer(account("quan-tri") or 0, "quan-tri")
    coming = TransferMember(on=DAY, person=world.giang, cell=k.two, document="Giấy chuyển")
    staying = TransferMember(on=DAY, person=k.threes[0], cell=k.two, document="Giấy chuyển")
    far, near = (propose(one, whole, key=uuid4(), read=version(one)) for one in (coming, staying))
    merged = act(acts.merge_cells([k.two], k.one), unit=k.unit)
    assert [file.public_id for file in rehearse(merged, Officer(world.secretary, "bi-thu")).files] == [near]
    assert [file.public_id for file in rehearse(merged, whole).files] == [far, near]


def test_whoever_may_propose_it_may_rehearse_it(world: World, k: Commune) -> None:
    decide(GrantMandate(on=DAY, account=world.secretary, role="commune_preparer", unit=k.unit, document="1-QĐ"))
    preparer = Officer(world.secretary, "bi-thu")
    within = act(acts.merge_cells([k.two], k.one), unit=k.unit)
    assert rehearse(within, preparer).moved == 7
    with pytest.raises(Refused) as refused:
        run(within, preparer)
    assert [problem.code for problem in refused.value.problems] == ["no_mandate"]
    with pytest.raises(Refused) as refused:
        rehearse(act(acts.merge_cells([k.two], k.one)), preparer)
    assert [problem.code for problem in refused.value.problems] == ["no_mandate"]


def test_what_has_gone_elsewhere_since_is_not_decided_about_by_an_act_of_an_earlier_day(world: World, k: Commune) -> None:
    decide(GrantMandate(on=DAY, account=world.secretary, role="commune_approver", unit=k.unit, document="1-QĐ"))
    approver = Officer(world.secretary, "bi-thu")
    m = commune(world, "M")
    decide(MoveUnit(on=DAY, unit=k.one, parent=m.unit))
    earlier = act(acts.rename(k.one, "Chi bộ của ai"), unit=k.unit, on=DAY - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        run(earlier, approver)
    assert [problem.code for problem in refused.value.problems] == ["no_mandate"]
    run(act(acts.rename(k.two, "Chi bộ ấp Hai"), unit=k.unit, on=DAY - timedelta(days=1)), approver)


@pytest.mark.parametrize("whole", [True, False])
def test_of_whoever_has_gone_to_another_office_since_an_act_of_an_earlier_day_tells_nothing(world: World, k: Commune, whole: bool) -> None:
    """The common superior decides, or the act leaves that person out."""
    approver = {}
    for code, at in (("commune", k.unit), ("district", world.cau_go)):
        account_of = world.secretary if code == "commune" else world.commune
        decide(GrantMandate(on=DAY, account=account_of, role="commune_approver", unit=at, document="1-QĐ"))
        approver[code] = Officer(account_of, code)
    gone, eve = k.twos[3], DAY - timedelta(days=1)
    decide(TransferMember(on=DAY, person=gone, cell=world.hamlet_one))
    fields = acts.merge_cells([k.two], k.one) if whole else acts.some_members(k.two, k.one, [gone])
    with pytest.raises(Refused) as refused:
        run(act(fields, unit=k.unit, on=eve), approver["commune"])
    assert [problem.code for problem in refused.value.problems] == ["no_mandate"]
    run(act(acts.some_members(k.two, k.one, [k.twos[5]]), unit=k.unit, on=eve), approver["commune"])
    run(act(fields, unit=k.unit, on=eve), approver["district"])


def test_what_would_be_refused_is_refused(k: Commune) -> None:
    with pytest.raises(Refused) as refused:
        rehearse(Reorganise(on=DAY, act="members", moved=(Moved(k.one, k.one, (k.ones[0],)),)), CLERK)
    assert [problem.code for problem in refused.value.problems] == ["same_cell"]
