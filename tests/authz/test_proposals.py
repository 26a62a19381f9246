"""Proposals as the web's own role sees them: one's own, and what lies wholly in the own part; it writes none of it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from dangvu.access.connections import is_web, registrar
from dangvu.members.commands import TransferMember
from dangvu.people.queries import facts_of
from dangvu.periods.clock import today
from dangvu.proposals.answering import approve
from dangvu.proposals.models import Proposal
from dangvu.proposals.subjects import version
from tests.areas.proposals.offices import clerk, commune, correction, member, proposed, province, secretary
from tests.authz.offices import asked, session_of
from tests.authz.test_requests import browser
from tests.world import World

TABLES = ("proposals_proposal", "proposals_proposedvalue", "proposals_answer")


def names(name: str) -> set[str]:
    """The names that the proposals which a session sees would give people."""
    with session_of(name):
        return {value for (value,) in asked("SELECT value FROM proposals_proposedvalue WHERE field = 'name'")}


def test_each_sees_the_own_part_and_the_own_proposals(own_web: World) -> None:
    with registrar():
        proposed(correction(own_web.phuc, name="A"), secretary(own_web))
        proposed(correction(own_web.cuc, name="B"), clerk())
        proposed(correction(own_web.giang, name="C"), province(own_web))
    assert names("officer") == {'"A"', '"B"', '"C"'}
    assert names("commune") == {'"A"', '"B"'}
    assert names("secretary") == {'"A"'}
    assert names("closed") == set()


def test_a_proposal_that_names_a_foreign_unit_shows_itself_to_its_proposer_and_above(own_web: World) -> None:
    with registrar():
        proposed(TransferMember(on=today(), person=own_web.phuc, cell=own_web.school, document="1-QĐ"), province(own_web))
    with session_of("commune"):
        assert Proposal.objects.count() == 0
    with session_of("officer"):
        assert Proposal.objects.count() == 1


@pytest.mark.parametrize("table", TABLES)
def test_the_web_writes_nothing_of_it(own_web: World, table: str) -> None:
    for statement in (f"INSERT INTO {table} (id) VALUES (1)", f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with session_of("officer"), pytest.raises(DatabaseError) as refused, transaction.atomic():
            asked(statement)
        assert getattr(refused.value.__cause__, "sqlstate", "") == "42501"


def test_each_finds_the_own_things_to_do_on_the_pages_and_a_foreign_proposal_is_not_there(own_web: World) -> None:
    with registrar():
        near = proposed(correction(own_web.cuc, name="Lê Cúc Hoa"), clerk())
        far = proposed(correction(own_web.giang, name="C"), province(own_web))
    client = browser(own_web.commune)
    listed = client.get(reverse("tasks")).content.decode()
    assert "Lê Thị Cúc" in listed and "can-bo-xa" in listed, "who proposes is told to who decides"
    assert "Lê Cúc Hoa" in client.get(reverse("task", args=[near])).content.decode()
    assert client.get(reverse("task", args=[far])).status_code == 404
    with registrar():
        bound = bytes(Proposal.objects.get(public_id=near).hash).hex()
    assert client.post(reverse("approve_task", args=[near]), {"hash": bound}).status_code == 302
    with registrar():
        facts = facts_of(own_web.cuc)
    assert facts is not None and facts.name == "Lê Cúc Hoa"
    assert "Đã duyệt" in client.get(reverse("task", args=[near])).content.decode()


def test_a_member_who_sees_nothing_else_asks_for_the_own_record_to_be_corrected(own_web: World) -> None:
    with registrar():
        officer = member(own_web)
        facts = facts_of(own_web.phuc)
        command = correction(own_web.phuc, name="Võ Phước")
        read = version(command)
    assert facts is not None
    client = browser(officer.account)
    address = reverse("propose_correction", args=[facts.public_id])
    assert address in client.get(reverse("tasks")).content.decode()
    assert 'value="Võ Hồng Phúc"' in client.get(address).content.decode()
    fields = {
        "read": str(read), "key": str(uuid4()), "document": "Giấy khai sinh", "name": "Võ Phước", "record_no": command.record_no,
        "born_ngay": f"{command.born.day}", "born_thang": f"{command.born.month}", "born_nam": f"{command.born.year}", "sex": "nam",
        "ethnicity": command.ethnicity, "religion": command.religion,
    }  # fmt: skip
    answer = client.post(address, fields)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "Võ Phước" in page and "Võ Hồng Phúc" in page and "Chờ chi bộ xác nhận" in page
    assert client.post(address, {**fields, "read": "1", "key": str(uuid4())}).status_code == 409


def test_who_came_over_the_web_proposes_and_approves_through_the_owner(own_web: World) -> None:
    with registrar():
        officer = clerk()
        command = correction(own_web.cuc, name="Lê Thị Cúc Hoa")
        public_id = proposed(command, officer)
    assert is_web()
    with session_of("commune"):
        assert approve(public_id, commune(own_web))
    assert is_web()
