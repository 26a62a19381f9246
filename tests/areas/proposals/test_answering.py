"""What one person proposed another one decides, word for word; each proposal ends once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from dangvu.access.commands import EndMandate
from dangvu.access.officer import Officer
from dangvu.access.viewer import viewer_of
from dangvu.accounts.models import Account
from dangvu.commands import Command, Refused
from dangvu.ledger.models import Decision
from dangvu.members.commands import TransferMember
from dangvu.members.queries import cell_of
from dangvu.people.queries import facts_of
from dangvu.periods.clock import now, today
from dangvu.proposals.answering import approve, confirm, give_back, refuse, withdraw
from dangvu.proposals.models import Answer, Proposal
from dangvu.proposals.proposing import propose
from dangvu.proposals.queries import how_many_wait, waiting_for
from dangvu.proposals.subjects import Stale, version
from tests.areas.access.test_end_mandate import number_of
from tests.areas.proposals.offices import clerk, commune, correction, member, proposed, province, secretary, with_role
from tests.areas.proposals.test_proposing import codes
from tests.world import World, decide


def name_of(person: int) -> str:
    facts = facts_of(person)
    assert facts is not None
    return facts.name


def about_cuc(world: World, officer: Officer) -> UUID:
    return proposed(correction(world.cuc, name="Lê Thị Cúc Hoa"), officer)


def refused_with(act: object, *args: object) -> list[str]:
    before = Decision.objects.count(), Answer.objects.count()
    with pytest.raises(Refused) as refused:
        act(*args)  # type: ignore[operator]  # any of the acts
    assert (Decision.objects.count(), Answer.objects.count()) == before
    return codes(refused)


def test_another_person_approves_and_both_stand_in_the_ledger(world: World) -> None:
    number = approve(about_cuc(world, clerk()), commune(world))
    decision = Decision.objects.get(id=number)
    assert name_of(world.cuc) == "Lê Thị Cúc Hoa"
    assert decision.actor == "xa-an-binh; đề nghị: can-bo-xa"
    answer = Answer.objects.get(decision=decision)
    assert (answer.verdict, answer.answerer_id, answer.mandate_id) == ("approved", world.commune, number_of(world.commune))


def test_what_the_page_showed_is_what_is_approved(world: World) -> None:
    public_id = about_cuc(world, clerk())
    with pytest.raises(Refused) as refused:
        approve(public_id, commune(world), hash=b"something else")
    assert codes(refused) == ["other_content"]
    assert approve(public_id, commune(world), hash=bytes(Proposal.objects.get(public_id=public_id).hash))


def test_nobody_approves_the_own_proposal(world: World) -> None:
    assert refused_with(approve, about_cuc(world, commune(world)), commune(world)) == ["own_proposal"]
    assert refused_with(refuse, about_cuc(world, commune(world)), commune(world), "Không đúng") == ["own_proposal"]


def test_who_only_proposes_and_who_decides_elsewhere_answer_nothing(world: World) -> None:
    officer = clerk()
    public_id = about_cuc(world, commune(world))
    assert refused_with(approve, public_id, officer) == ["no_mandate_to_answer"]
    assert refused_with(approve, public_id, secretary(world)) == ["no_mandate_to_answer"]


def test_a_mandate_that_is_over_answers_nothing(world: World) -> None:
    public_id = about_cuc(world, clerk())
    decide(EndMandate(on=today(), mandate=number_of(world.commune)))
    assert refused_with(approve, public_id, commune(world)) == ["no_mandate_to_answer"]


def test_who_decides_must_hold_every_unit(world: World) -> None:
    command = TransferMember(on=today(), person=world.phuc, cell=world.school, document="1-QĐ")
    public_id = proposed(command, province(world))
    assert refused_with(approve, public_id, commune(world)) == ["no_mandate_to_answer"]


def test_a_transfer_takes_place_when_it_is_approved(world: World) -> None:
    public_id = proposed(TransferMember(on=today(), person=world.phuc, cell=world.hamlet_two, document="1-QĐ"), clerk())
    assert cell_of(world.phuc, today()) == world.hamlet_one
    approve(public_id, commune(world))
    assert cell_of(world.phuc, today()) == world.hamlet_two


def test_what_has_changed_meanwhile_is_not_approved(world: World) -> None:
    command = correction(world.cuc, name="Lê Thị Cúc Hoa")
    read, public_id = version(command), proposed(command, clerk())
    held = decide(correction(world.cuc, card_no="87.000003")).id
    with pytest.raises(Stale) as stale:
        approve(public_id, commune(world))
    assert (stale.value.read, stale.value.held) == (read, held)
    assert name_of(world.cuc) == "Lê Thị Cúc"


def test_approving_twice_is_approving_once(world: World) -> None:
    public_id = about_cuc(world, clerk())
    number = approve(public_id, commune(world))
    assert approve(public_id, commune(world)) == number
    assert refused_with(approve, public_id, province(world)) == ["answered"]
    assert Decision.objects.filter(kind="people.correct", id__gte=number).count() == 1


@pytest.mark.parametrize("end", [refuse, give_back])
def test_a_proposal_that_was_refused_or_returned_is_over(world: World, end: object) -> None:
    public_id = about_cuc(world, clerk())
    assert refused_with(end, public_id, commune(world), " ") == ["missing_reason"]
    end(public_id, commune(world), "Thiếu giấy tờ")  # type: ignore[operator]  # one of two acts
    end(public_id, commune(world), "Thiếu giấy tờ")  # type: ignore[operator]  # sent again
    assert refused_with(approve, public_id, commune(world)) == ["answered"]
    assert name_of(world.cuc) == "Lê Thị Cúc"


def test_the_proposer_withdraws_and_nobody_else(world: World) -> None:
    public_id = about_cuc(world, clerk())
    assert refused_with(withdraw, public_id, commune(world)) == ["not_the_proposer"]
    withdraw(public_id, clerk())
    withdraw(public_id, clerk())
    assert refused_with(approve, public_id, commune(world)) == ["answered"]


def test_what_was_decided_is_not_withdrawn(world: World) -> None:
    public_id = about_cuc(world, clerk())
    approve(public_id, commune(world))
    assert refused_with(withdraw, public_id, clerk()) == ["answered"]


def test_a_returned_proposal_is_made_anew(world: World) -> None:
    officer = clerk()
    public_id = about_cuc(world, officer)
    give_back(public_id, commune(world), "Ghi thiếu tên đệm")
    command: Command = correction(world.cuc, name="Lê Thị Hoa Cúc")
    again = propose(command, officer, key=uuid4(), read=version(command), replaces=public_id)
    assert str(Proposal.objects.get(public_id=again).replaces).startswith(str(public_id))


def test_a_members_own_correction_goes_to_the_cell_then_to_the_office(world: World) -> None:
    public_id = proposed(correction(world.phuc, name="Võ Hồng Phước"), member(world))
    assert refused_with(approve, public_id, commune(world)) == ["waits_for_the_cell"]
    assert refused_with(refuse, public_id, commune(world), "Không") == ["waits_for_the_cell"]
    confirm(public_id, secretary(world))
    confirm(public_id, secretary(world))
    assert refused_with(approve, public_id, secretary(world)) == ["no_mandate_to_answer"]
    approve(public_id, commune(world))
    assert name_of(world.phuc) == "Võ Hồng Phước"


def test_the_cell_gives_back_what_it_does_not_confirm(world: World) -> None:
    public_id = proposed(correction(world.phuc, name="Võ Hồng Phước"), member(world))
    give_back(public_id, secretary(world), "Giấy khai sinh ghi khác")
    assert refused_with(confirm, public_id, secretary(world)) == ["answered"]
    assert refused_with(approve, public_id, commune(world)) == ["answered"]


def test_who_confirmed_does_not_decide(world: World) -> None:
    public_id = proposed(correction(world.phuc, name="Võ Hồng Phước"), member(world))
    confirm(public_id, commune(world))
    assert refused_with(approve, public_id, commune(world)) == ["confirmed_it"]
    assert approve(public_id, province(world))


def test_the_member_does_not_confirm(world: World) -> None:
    public_id = proposed(correction(world.an, name="Nguyễn Văn Ân"), secretary(world))
    assert refused_with(confirm, public_id, secretary(world)) == ["own_proposal"]


def test_nobody_decides_about_the_own_record(world: World) -> None:
    officer = with_role("bi-thu-xa", "commune_approver", "SX.01.A", holder=world.cuc)
    public_id = about_cuc(world, clerk())
    assert refused_with(approve, public_id, officer) == ["about_oneself"]
    viewer = viewer_of(officer.account, today())
    assert (waiting_for(viewer), how_many_wait(viewer)) == ([], 0)
    assert approve(public_id, commune(world))


def test_an_offices_proposal_needs_no_cell(world: World) -> None:
    assert refused_with(confirm, about_cuc(world, clerk()), commune(world)) == ["not_for_the_cell"]


def test_nothing_is_signed_within_a_day_of_a_recovery(world: World) -> None:
    public_id = about_cuc(world, clerk())
    Account.objects.filter(pk=world.commune).update(signs_from=now() + timedelta(hours=1))
    assert refused_with(approve, public_id, commune(world)) == ["signs_later"]


def test_there_is_no_such_proposal(world: World) -> None:
    assert refused_with(approve, uuid4(), commune(world)) == ["unknown_proposal"]
