"""Deferring over the web: two browsers of the inspection office, the member, the log, and everybody to whom it is nothing."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dangvu.access.connections import registrar
from dangvu.members.queries import cell_of
from dangvu.people.queries import facts_of
from dangvu.periods.clock import today
from dangvu.periods.days import add_months
from dangvu.proposals.models import Proposal
from dangvu.readings.models import Deferral, Reading
from dangvu.reorganisation import acts
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.rehearsal import rehearse
from tests.areas.proposals.offices import clerk, correction, proposed, province
from tests.areas.readings.inspectors import CASE, deferral, deferred, first, second
from tests.authz.offices import asked, session_of
from tests.pages.site import words_of
from tests.readings.later import ten_days_pass
from tests.readings.readers import keeper, member, signed_in
from tests.world import CLERK, World

FORM = "/viec/hoan-cho-xem/"


def uuid_of(person: int) -> UUID:
    with registrar():
        facts = facts_of(person)
    assert facts is not None
    return facts.public_id


def read_noted() -> list[tuple[str, str]]:
    with registrar():
        return list(Reading.objects.order_by("id").values_list("label", "kind"))


def own_page(client: Client) -> str:
    return words_of(client.get(reverse("own_file")).content.decode())


def sent(record_no: str = "002", **differing: str) -> dict[str, str]:
    last = add_months(today(), 2)
    with registrar():
        account = str(first().account)
    return {
        "key": str(uuid4()), "record_no": record_no, "account": account, "case_symbol": CASE, "document": "34-QĐ/UBKT", "body": "",
        "last_ngay": f"{last.day}", "last_thang": f"{last.month}", "last_nam": f"{last.year}", **differing,
    }  # fmt: skip


@pytest.fixture
def inspectors(own_web: World) -> tuple[Client, Client]:
    """The browsers of the two."""
    with registrar():
        first(), second()
    return signed_in("kiem-tra-1"), signed_in("kiem-tra-2")


def answered(client: Client, address: str) -> HttpResponse:
    """The second approves what the page at an address showed."""
    bound = re.search(r'name="hash" value="(\w+)"', client.get(address).content.decode())
    assert bound is not None
    return client.post(address.replace("/?", "/duyet/?") if "/?" in address else f"{address}duyet/", {"hash": bound[1]})


def test_from_the_proposal_to_the_day_after_the_end(own_web: World, inspectors: tuple[Client, Client]) -> None:
    """The member is not warned by the deferral itself: neither form, list nor approval opens a record."""
    one, other = inspectors
    assert one.get(FORM).status_code == 200
    answer = one.post(FORM, sent())
    assert answer.status_code == 302, words_of(answer.content.decode())
    page = words_of(other.get(answer["Location"]).content.decode())
    assert re.search(r"Số lý lịch (– )?002", page) and "Tài khoản sẽ đọc" in page and CASE in page and "Thạch Thị Bình" not in page
    assert "kiem-tra-1 đề nghị" in page
    listed = words_of(other.get(reverse("tasks")).content.decode())
    assert f"Hoãn báo lượt xem hồ sơ: {CASE}" in listed and "Bình" not in listed
    assert answered(other, answer["Location"]).status_code == 302
    assert [kind for _label, kind in read_noted() if kind != "own"] == []
    bound = uuid_of(own_web.binh)
    assert one.get(reverse("member", args=[bound])).status_code == 200
    assert other.get(reverse("member", args=[bound])).status_code == 200
    client = member(own_web)
    before = own_page(client)
    assert "kiem-tra-2" in before and "kiem-tra-1" not in before and "1 lượt" in before
    log = words_of(keeper().get(reverse("read_log")).content.decode())
    assert f"Vụ việc {CASE}: có người được cho xem từ" in log
    ten_days_pass(until_today=True)
    after = own_page(client)
    assert "kiem-tra-1 Ủy ban kiểm tra" in after and f"Kiểm tra theo vụ việc {CASE}, nay hết thời hạn hoãn cho xem" in after


def test_the_proposer_is_shown_no_way_to_approve(own_web: World, inspectors: tuple[Client, Client]) -> None:
    one, _other = inspectors
    address = one.post(FORM, sent())["Location"]
    page = one.get(address).content.decode()
    assert 'name="hash"' not in page and "Rút đề nghị" in page
    with registrar():
        proposal = Proposal.objects.get()
    assert one.post(reverse("approve_task", args=[proposal.public_id]), {"hash": bytes(proposal.hash).hex()}).status_code == 403


def test_whoever_holds_no_such_right_finds_nothing_of_it(own_web: World, inspectors: tuple[Client, Client]) -> None:
    address = inspectors[0].post(FORM, sent())["Location"]
    for username in ("quan-tri", "xa-an-binh", "bi-thu"):
        client = signed_in(username)
        assert client.get(FORM).status_code == client.get(address).status_code == 404
        assert CASE not in client.get(reverse("tasks")).content.decode()
    for name in ("officer", "commune", "secretary"):
        with session_of(name):
            assert asked("SELECT count(*) FROM proposals_proposal") == [(0,)]
            with pytest.raises(DatabaseError), transaction.atomic():
                asked("SELECT * FROM readings_deferral")


def test_a_rehearsal_says_nothing_of_it(own_web: World, inspectors: tuple[Client, Client]) -> None:
    """Nor to those who may read everything else that waits: the cell of somebody inspected is merged, and beside it a correction waits."""
    assert inspectors[0].post(FORM, sent()).status_code == 302
    with registrar():
        cell = cell_of(own_web.binh, today())
        assert cell is not None
        into = own_web.hamlet_one if cell != own_web.hamlet_one else own_web.hamlet_two
        merged = Reorganise(on=today(), unit=own_web.an_binh, document="1-NQ", **acts.merge_cells([cell], into))
        waits = proposed(correction(own_web.binh, name="Thạch Thị Bình B"), clerk())
        preparer, whole = clerk(), province(own_web)
    assert [file.public_id for file in rehearse(merged, preparer).files] == [waits]
    assert [file.public_id for file in rehearse(merged, whole).files] == [waits]
    assert [file.public_id for file in rehearse(merged, CLERK).files] == [waits]


def test_the_ledger_names_it_to_the_inspection_alone(own_web: World, inspectors: tuple[Client, Client]) -> None:
    with registrar():
        number = deferred(deferral(own_web)).id
    entry = reverse("ledger_entry", args=[number])
    assert "34-QĐ/UBKT" in inspectors[0].get(entry).content.decode()
    assert "34-QĐ/UBKT" in inspectors[1].get(reverse("ledger")).content.decode()
    province = signed_in("quan-tri")
    assert province.get(entry).status_code == 404
    assert "34-QĐ/UBKT" not in province.get(reverse("ledger")).content.decode()
    with session_of("officer"):
        assert asked("SELECT count(*) FROM ledger_decision WHERE id = %s", [number]) == [(0,)]


def test_the_application_alone_hides_the_entry_too(world: World) -> None:
    number = deferred(deferral(world)).id
    assert signed_in("quan-tri").get(reverse("ledger_entry", args=[number])).status_code == 404
    assert signed_in("kiem-tra-1").get(reverse("ledger_entry", args=[number])).status_code == 200


def test_a_form_that_comes_from_a_file_is_a_reading_and_says_so(own_web: World, inspectors: tuple[Client, Client]) -> None:
    one, _other = inspectors
    address = f"{FORM}?ho-so={uuid_of(own_web.binh)}"
    assert address in one.get(reverse("member", args=[uuid_of(own_web.binh)])).content.decode()
    assert 'value="002"' in one.get(address).content.decode()
    assert read_noted()[-1] == ("kiem-tra-1", "file")
    assert one.get(f"{FORM}?ho-so={uuid4()}").status_code == 404


@pytest.mark.parametrize(
    ("differing", "said"),
    [
        ({"record_no": "999"}, "Không có hồ sơ mang số này trong phạm vi được giao."),
        ({"case_symbol": ""}, "Không để trống mục này."),
        ({"document": ""}, "Ghi quyết định kiểm tra làm căn cứ."),
        ({"last_nam": "2099"}, "nhiều nhất 12 tháng"),
        ({"account": "1"}, "không phải"),
    ],
)
def test_a_form_that_cannot_be_sent_says_why(
    own_web: World, inspectors: tuple[Client, Client], differing: dict[str, str], said: str
) -> None:
    answer = inspectors[0].post(FORM, sent(**differing))
    assert answer.status_code == 422 and said.lower() in words_of(answer.content.decode()).lower()
    with registrar():
        assert not Proposal.objects.exists() and not Deferral.objects.exists()


def test_one_that_came_back_is_made_anew(own_web: World, inspectors: tuple[Client, Client]) -> None:
    one, other = inspectors
    address = one.post(FORM, sent())["Location"]
    with registrar():
        number = Proposal.objects.get().public_id
    other.post(reverse("answer_task", args=[number]), {"act": "return", "reason": "Thiếu số quyết định"})
    page = one.get(address).content.decode()
    assert f"{FORM}?thay={number}" in page
    form = one.get(f"{FORM}?thay={number}").content.decode()
    assert 'value="002"' in form and f'value="{CASE}"' in form
    assert other.get(f"{FORM}?thay={number}").status_code == 404
    assert one.post(FORM, sent(replaces=str(number))).status_code == 302
    assert any_pending() == 1


def any_pending() -> int:
    with registrar():
        return Proposal.objects.filter(pending__isnull=False).count()
