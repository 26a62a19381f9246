"""The import page: a file is checked first, shown with its problems, and taken only when that is confirmed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from dangvu.accounts.models import Account
from dangvu.exchange.importing import prepare
from dangvu.exchange.undoing import undo
from dangvu.ledger.queries import last_decision
from dangvu.organisation.commands import FoundUnit
from dangvu.organisation.queries import unit_on
from dangvu.pages.uploads import HOUR
from dangvu.people.queries import facts_of
from dangvu.periods.clock import now
from dangvu.reports.figures import figures
from tests.exchange.reading.province import CUT_OFF, Tables, province, write
from tests.pages.site import words_of
from tests.world import CLERK, FOUNDED, PROVINCE, decide, person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Iterator[None]:
    """Uploads of this test alone."""
    with override_settings(HOME=tmp_path / "home"):
        yield


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(Account.objects.create(username="quan-tri"))
    return client


def workbook(folder: Path, tables: Tables | None = None) -> SimpleUploadedFile:
    path = folder / "danh sách.xlsx"
    write(path, province() if tables is None else tables)
    return SimpleUploadedFile(path.name, path.read_bytes())


def spoilt() -> Tables:
    """The province with an impossible day of birth, and a meeting with more present than due."""
    tables = deepcopy(province())
    tables["members"][0]["born"] = "31/02/1970"
    tables["meetings"][0]["present"] = 10**6
    return tables


def handed_in(clerk: Client, file: SimpleUploadedFile) -> str:
    """The address of the page that shows what the check found."""
    response = clerk.post(reverse("import"), {"file": file})
    assert response.status_code == 302, words_of(response.content.decode())
    return str(response["Location"])


def read(response: HttpResponse) -> str:
    return words_of(response.content.decode())


def folders() -> list[Path]:
    """What waits for a confirmation."""
    return list((Path(settings.HOME) / "uploads").glob("*"))


def test_a_file_is_checked_shown_and_taken(clerk: Client, tmp_path: Path) -> None:
    address = handed_in(clerk, workbook(tmp_path))
    shown = clerk.get(address)
    assert last_decision() == 0
    assert "Chưa ghi gì vào sổ" in read(shown)
    button = re.search(r"Nhập ([\d.]+) dòng hợp lệ", read(shown))
    assert button is not None
    response = clerk.post(f"{address}nhap/", follow=True)
    assert f"Đã ghi {button[1]} dòng của tệp danh sách.xlsx, lần ghi sổ số 1" in read(response)
    assert last_decision() == 1
    assert figures(unit("TT"), CUT_OFF, codes=["members"]).figures["members"].value
    assert folders() == []
    assert "Đã ghi" not in read(clerk.get(reverse("import")))


def test_counts_and_problems_are_those_of_the_check(clerk: Client, tmp_path: Path) -> None:
    file = workbook(tmp_path, spoilt())
    found = prepare(tmp_path / "danh sách.xlsx").report()
    text = read(clerk.get(handed_in(clerk, file)))
    for name, counted in found["sheets"].items():
        assert f"{name} {counted['read']} {counted['accepted']} 0 {counted['rejected']}" in text
    for problem in found["problems"]:
        assert problem["message"] in text
    assert found["problems"]


def test_refused_rows_come_back_as_a_workbook_that_can_be_corrected(clerk: Client, tmp_path: Path) -> None:
    address = handed_in(clerk, workbook(tmp_path, spoilt()))
    response = clerk.get(f"{address}dong-tra-lai/")
    (tmp_path / "lai.xlsx").write_bytes(b"".join(response.streaming_content))  # type: ignore[attr-defined]  # a file response
    again = prepare(tmp_path / "lai.xlsx").report()
    assert sum(one["read"] for one in again["sheets"].values()) >= 2
    assert "31/02/1970" in str(again["problems"])


def test_the_same_file_again_changes_nothing(clerk: Client, tmp_path: Path) -> None:
    clerk.post(f"{handed_in(clerk, workbook(tmp_path))}nhap/")
    shown = clerk.get(handed_in(clerk, workbook(tmp_path)))
    assert "Tệp không có dòng nào mới so với sổ" in read(shown)
    assert "dòng hợp lệ" not in read(shown)
    assert last_decision() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "Tệp rỗng"), (b"khong phai la excel", ".xlsx"), (b"PK\x03\x04" + b"\0" * 200, ".xlsx"), (None, "Chọn tệp Excel cần nhập.")],
)
def test_a_file_that_cannot_be_taken_is_told_why_and_not_kept(clerk: Client, content: bytes | None, sentence: str) -> None:
    sent = {} if content is None else {"file": SimpleUploadedFile("a.xlsx", content)}
    response = clerk.post(reverse("import"), sent)
    assert response.status_code == 422
    assert sentence in read(response)
    assert "<title>Lỗi" in response.content.decode()
    assert folders() == []


def test_the_waiting_file_is_readable_by_the_server_alone(clerk: Client, tmp_path: Path) -> None:
    handed_in(clerk, workbook(tmp_path, spoilt()))
    (folder,) = folders()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == 3
    assert folder.parent.stat().st_mode & 0o777 == 0o700


def test_the_file_of_another_session_is_not_found(clerk: Client, tmp_path: Path) -> None:
    address = handed_in(clerk, workbook(tmp_path))
    other = Client()
    other.force_login(Account.objects.create(username="nguoi-khac"))
    for path in ("", "dong-tra-lai/"):
        assert other.get(f"{address}{path}").status_code == 404
    for path in ("nhap/", "bo/"):
        assert other.post(f"{address}{path}").status_code == 404
    assert last_decision() == 0
    assert clerk.get(address).status_code == 200


def test_a_file_is_gone_after_an_hour(clerk: Client, tmp_path: Path) -> None:
    address = handed_in(clerk, workbook(tmp_path))
    (folder,) = folders()
    age = folder.stat().st_mtime - HOUR + 60
    os.utime(folder, (age, age))
    assert clerk.get(address).status_code == 200
    os.utime(folder, (age - 120, age - 120))
    assert clerk.get(address).status_code == 404
    assert folders() == []


def test_a_dropped_file_is_gone_and_nothing_is_written(clerk: Client, tmp_path: Path) -> None:
    address = handed_in(clerk, workbook(tmp_path))
    assert clerk.post(f"{address}bo/").status_code == 302
    assert folders() == []
    assert clerk.get(address).status_code == 404
    assert last_decision() == 0


def test_looking_never_writes(clerk: Client, tmp_path: Path) -> None:
    address = handed_in(clerk, workbook(tmp_path))
    assert clerk.get(f"{address}nhap/").status_code == 405
    assert clerk.get(f"{address}bo/").status_code == 405


def test_nothing_is_written_while_another_day_is_looked_at(clerk: Client, tmp_path: Path) -> None:
    decide(FoundUnit(on=FOUNDED, code="XX", name="Đảng bộ tỉnh Thử", kind=PROVINCE))
    address = handed_in(clerk, workbook(tmp_path))
    for query in ("?on=2022-06-30", "?known=2022-06-30T08:00"):
        assert clerk.post(f"{reverse('import')}{query}", {"file": workbook(tmp_path)}).status_code == 403
        assert clerk.post(f"{address}nhap/{query}").status_code == 403
        assert "dòng hợp lệ" not in read(clerk.get(f"{address}{query}"))
        assert "disabled" in clerk.get(f"{reverse('import')}{query}").content.decode()
    assert last_decision() == 1


def test_a_form_without_its_secret_takes_nothing(tmp_path: Path) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Account.objects.create(username="quan-tri"))
    response = strict.post(reverse("import"), {"file": workbook(tmp_path)})
    assert response.status_code == 403
    assert "Chưa gửi được biểu mẫu" in response.content.decode()


def test_the_name_of_the_file_cannot_become_markup(clerk: Client, tmp_path: Path) -> None:
    file = workbook(tmp_path)
    file.name = "<script>alert(1)</script>.xlsx"
    assert "<script>alert" not in clerk.get(handed_in(clerk, file)).content.decode()


def test_the_decision_names_the_account(clerk: Client, tmp_path: Path) -> None:
    clerk.post(f"{handed_in(clerk, workbook(tmp_path))}nhap/")
    page = clerk.get(reverse("unit"), {"on": CUT_OFF.isoformat()})
    assert "quan-tri, lúc" in read(page)
    assert "danh sách.xlsx" in read(page)
    assert CLERK.label not in read(page)


def test_what_an_undone_import_wrote_is_shown_only_as_known_before(clerk: Client, tmp_path: Path) -> None:
    clerk.post(f"{handed_in(clerk, workbook(tmp_path))}nhap/")
    numbers = unit("TT"), person("000001")
    found = unit_on(numbers[0], CUT_OFF), facts_of(numbers[1])
    assert found[0] is not None and found[1] is not None
    pages = [f"{reverse('unit')}?unit={found[0].public_id}&on=2022-06-30", f"{reverse('member', args=[found[1].public_id])}?on=2022-06-30"]
    assert [clerk.get(page).status_code for page in pages] == [200, 200]
    before = now()
    undo(1, CLERK, on=CUT_OFF)
    assert "Chưa có tổ chức đảng, đảng viên nào trong sổ" in read(clerk.get(reverse("overview")))
    assert clerk.get(pages[0]).status_code == 404
    known = {"known": before.isoformat(), "unit": str(found[0].public_id), "on": "2022-06-30"}
    for name in ("overview", "unit", "members", "return"):
        assert clerk.get(reverse(name), known).status_code == 200
    assert found[1].name in read(clerk.get(reverse("member", args=[found[1].public_id]), known))
