"""A proposal is the command word for word, by somebody who may propose it, who had read what is held."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from dangvu.access.commands import GrantMandate
from dangvu.commands import Command, Refused
from dangvu.members.commands import ChangeAttributes, RecogniseOfficial, TransferMember
from dangvu.organisation.commands import ChangeUnit, FoundLocality
from dangvu.people.queries import facts_of
from dangvu.periods.clock import today
from dangvu.proposals.content import command_in
from dangvu.proposals.models import Proposal
from dangvu.proposals.proposing import propose
from dangvu.proposals.subjects import Stale, version
from tests.areas.proposals.offices import clerk, commune, correction, member, proposed, province, secretary
from tests.world import CELL, World, decide, newcomer


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_it_holds_the_command_word_for_word_and_changes_nothing(world: World) -> None:
    command = correction(world.an, name="  Nguyễn Văn Ân ")
    proposal = Proposal.objects.get(public_id=proposed(command, secretary(world)))
    assert command_in(proposal.content, list(proposal.values.all())) == correction(world.an, name="Nguyễn Văn Ân")
    facts = facts_of(world.an)
    assert facts is not None and facts.name == "Nguyễn Văn An"


def test_no_personal_value_stands_in_what_is_hashed(world: World) -> None:
    proposal = Proposal.objects.get(public_id=proposed(correction(world.phuc, name="Võ Hồng Phước"), secretary(world)))
    assert "Phước" not in proposal.content
    assert {value.field for value in proposal.values.all()} >= {"name", "born", "religion"}


def test_every_kind_of_value_comes_back(world: World) -> None:
    commands: list[Command] = [
        newcomer("900", "Huỳnh Văn Mới", date(2026, 5, 1), world.hamlet_one, official=None),
        TransferMember(on=today(), person=world.phuc, cell=world.hamlet_two, document="1-QĐ"),
        RecogniseOfficial(on=date(2023, 6, 1), person=world.cuc, decided=date(2023, 6, 5), document="2-QĐ"),
        ChangeUnit(on=today(), unit=world.hamlet_one, name="Chi bộ ấp Nhất", kind=CELL, document="3-QĐ"),
        ChangeAttributes(on=today(), person=world.an, education="Đại học", document="4-QĐ"),
    ]
    for command in commands:
        proposal = Proposal.objects.get(public_id=proposed(command, commune(world)))
        assert command_in(proposal.content, list(proposal.values.all())) == command


def test_it_lies_with_every_unit_that_it_names(world: World) -> None:
    command = TransferMember(on=today(), person=world.phuc, cell=world.hamlet_two, document="1-QĐ")
    assert Proposal.objects.get(public_id=proposed(command, commune(world))).units == sorted([world.hamlet_one, world.hamlet_two])


def test_who_may_propose_only_elsewhere_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        proposed(correction(world.giang, name="Đỗ Hương"), secretary(world))
    assert codes(refused) == ["no_mandate_to_propose"]
    with pytest.raises(Refused) as refused:
        proposed(TransferMember(on=today(), person=world.phuc, cell=world.hamlet_two, document="1"), secretary(world))
    assert codes(refused) == ["no_mandate_to_propose"]


def test_a_preparer_proposes_and_decides_nothing(world: World) -> None:
    officer = clerk()
    command = correction(world.cuc, name="Lê Thị Cúc Hoa")
    assert not officer.may("people.correct", command)
    assert proposed(command, officer)


def test_a_member_proposes_about_the_own_record_alone(world: World) -> None:
    officer = member(world)
    assert Proposal.objects.get(public_id=proposed(correction(world.phuc, name="Võ Hồng Phước"), officer)).own
    for command in (correction(world.an, name="Ai Đó"), ChangeAttributes(on=today(), person=world.phuc, education="Đại học", document="1")):
        with pytest.raises(Refused) as refused:
            proposed(command, officer)
        assert codes(refused) == ["no_mandate_to_propose"]


def test_a_secretary_who_corrects_the_own_record_is_a_member_like_others(world: World) -> None:
    assert Proposal.objects.get(public_id=proposed(correction(world.an, name="Nguyễn Văn Ân"), secretary(world))).own


def test_what_the_rules_refuse_is_not_even_proposed(world: World) -> None:
    with pytest.raises(Refused) as refused:
        proposed(correction(world.phuc, record_no="001"), secretary(world))
    assert codes(refused) == ["repeated_record_number"]


@pytest.mark.parametrize(("day", "code"), [(date(1930, 2, 2), "before_beginning"), (date(2925, 5, 1), "after_last_day")])
def test_a_day_that_no_decision_may_have_is_not_even_proposed(day: date, code: str, world: World) -> None:
    with pytest.raises(Refused) as refused:
        proposed(ChangeUnit(on=day, unit=world.hamlet_one, name="Chi bộ ấp Nhất", kind=CELL, document="3-QĐ"), commune(world))
    assert codes(refused) == [code]


def test_a_paper_is_needed(world: World) -> None:
    with pytest.raises(Refused) as refused:
        proposed(correction(world.phuc, name="Khác", document=" "), secretary(world))
    assert codes(refused) == ["missing_document"]


def test_mandates_and_imports_are_not_given_by_proposal(world: World) -> None:
    with pytest.raises(Refused) as refused:
        proposed(GrantMandate(on=today(), account=world.secretary, role="cell_deputy", unit=world.hamlet_two, document="1"), commune(world))
    assert codes(refused) == ["not_proposed"]


def test_what_concerns_the_whole_register_is_proposed_by_who_holds_it(world: World) -> None:
    command = FoundLocality(on=today(), code="X", name="X", level="ấp", parent=world.place, document="1-QĐ")
    with pytest.raises(Refused):
        proposed(command, commune(world))
    assert Proposal.objects.get(public_id=proposed(command, province(world))).units == []


def test_a_form_sent_twice_is_one_proposal(world: World) -> None:
    key, command = uuid4(), correction(world.phuc, name="Võ Hồng Phước")
    first = proposed(command, secretary(world), key=key)
    assert proposed(command, secretary(world), key=key) == first
    assert Proposal.objects.count() == 1
    with pytest.raises(Refused) as refused:
        proposed(correction(world.phuc, name="Võ Phước"), secretary(world), key=key)
    assert codes(refused) == ["form_sent"]


def test_a_form_read_before_somebody_else_decided_is_refused_with_both_versions(world: World) -> None:
    command = correction(world.phuc, name="Võ Hồng Phước")
    read = version(command)
    other = decide(correction(world.phuc, card_no="87.000006")).id
    with pytest.raises(Stale) as stale:
        propose(command, secretary(world), key=uuid4(), read=read)
    assert (stale.value.read, stale.value.held) == (read, other)


def test_what_makes_no_difference_makes_no_form_old(world: World) -> None:
    command = correction(world.phuc, name="Võ Hồng Phước")
    read = version(command)
    decide(ChangeAttributes(on=today(), person=world.phuc, education="Đại học"))
    decide(correction(world.an, card_no="87.000099"))
    assert proposed(command, secretary(world), read=read)


def test_the_database_finds_the_hash_of_the_content_itself(world: World) -> None:
    public_id = proposed(correction(world.phuc, name="Võ Hồng Phước"), secretary(world))
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash = sha256(convert_to(content, 'UTF8')) FROM proposals_proposal WHERE public_id = %s", [public_id])
        assert cursor.fetchone() == (True,)
