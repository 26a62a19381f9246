"""A list taken out over the role of the web: of the own units alone, noted by the session's own mandate, and nothing where it is not."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client

from dangvu.access.connections import registrar
from dangvu.accounts.models import Account
from dangvu.organisation.queries import unit_on
from dangvu.readings.models import Reading
from tests.accounts.people import enter
from tests.readings.readers import refuse, unforgiving
from tests.world import DAY, World

ADDRESS = f"/dang-vien/xuat/?on={DAY.isoformat()}"
WHY = {"purpose": "report", "words": "Danh sách kèm báo cáo quý"}


def browser(username: str) -> Client:
    client = Client()
    with registrar():
        enter(client, Account.objects.get(username=username))
    return client


def notes() -> list[tuple[str, str, str, int]]:
    with registrar():
        return [(one.label, one.role, one.reason, len(one.persons)) for one in Reading.objects.filter(kind="export")]


def test_a_commune_takes_its_own_list(own_web: World) -> None:
    response = browser("xa-an-binh").post(ADDRESS, WHY)
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    said = str(list(sheet.iter_rows(values_only=True)))
    assert "Nguyễn Văn An" in said and "Khmer" in said and "Đỗ Hương Giang" not in said
    assert notes() == [("xa-an-binh", "Đảng ủy xã, người duyệt", "Báo cáo cấp ủy cấp trên: Danh sách kèm báo cáo quý", 5)]


@pytest.mark.parametrize(("username", "name"), [("xa-an-binh", "school"), ("bi-thu", "hamlet_one"), ("da-nghi-huu", "ben_man")])
def test_of_a_foreign_unit_or_without_the_right_there_is_no_such_page(own_web: World, username: str, name: str) -> None:
    with registrar():
        found = unit_on(getattr(own_web, name), DAY)
    assert found is not None
    assert browser(username).post(f"{ADDRESS}&unit={found.public_id}", WHY).status_code == 404
    assert notes() == []


def test_what_the_log_refuses_does_not_leave(own_web: World) -> None:
    client = unforgiving(browser("xa-an-binh"))
    with registrar():
        refuse()
        connection.commit()
    assert client.post(ADDRESS, WHY).status_code == 503
    assert notes() == []
