"""The register of documents on a page, and their files as they were issued."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from dangvu.documents.commands import CancelDocument
from dangvu.documents.queries import content
from dangvu.exchange.erasing import erase
from dangvu.readings.models import Reading
from tests.areas.documents.offices import DAY, a_document
from tests.pages.site import Site, reader, words_of
from tests.world import CLERK, World, decide


@pytest.fixture
def client(world: World) -> Client:
    """The commune's officer."""
    return reader("xa-an-binh")


def address(world: World) -> str:
    return f"/van-ban/?on=2022-12-06&unit={Site(Client(), world).unit(world.an_binh)}"


def test_it_lists_what_was_issued_and_what_was_cancelled(world: World, client: Client) -> None:
    first = a_document(world)
    a_document(world)
    decide(CancelDocument(on=DAY, unit=world.an_binh, issue=first.issue, document="Biên bản"))
    told = words_of(client.get(address(world)).content.decode())
    assert "Đảng ủy xã An Bình, nhiệm kỳ 2020 - 2025" in told
    assert "01-QĐ/ĐU Đã hủy" in told and "02-QĐ/ĐU" in told and "về việc phân công" in told


def test_a_file_is_what_was_issued_and_whoever_it_names_is_noted(world: World, client: Client) -> None:
    found = a_document(world, world.an)
    for kind, digest in (("pdf", found.pdf), ("docx", found.docx)):
        response = client.get(f"/van-ban/{found.issue}/tep.{kind}")
        assert response.status_code == 200 and response.content == content(digest)
    assert [one.persons for one in Reading.objects.filter(kind="list")] == [[world.an]] * 2


def test_a_foreign_unit_s_document_leads_nowhere(world: World) -> None:
    found = a_document(world, world.an)
    secretary = reader("bi-thu")
    assert secretary.get(f"/van-ban/{found.issue}/tep.pdf").status_code == 404
    assert secretary.get(address(world)).status_code == 404


@pytest.mark.parametrize("place", ["1/tep.pdf", "99999/tep.pdf"])
def test_what_is_no_document_leads_nowhere(client: Client, place: str) -> None:
    assert client.get(f"/van-ban/{place}").status_code == 404


def test_nor_a_file_of_another_kind_or_an_erased_one(world: World, client: Client) -> None:
    found = a_document(world, world.em)
    assert client.get(f"/van-ban/{found.issue}/tep.xlsx").status_code == 404
    erase(world.em, CLERK, on=date(2022, 12, 6), body="Tỉnh ủy", document="09-QĐ/TU")
    assert client.get(f"/van-ban/{found.issue}/tep.pdf").status_code == 404
