"""The import page: a file is checked first, shown with its problems, and taken only when that is confirmed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from time import sleep

import psycopg
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from dangvu.accounts.sessions import CONFIRMED
from dangvu.exchange.importing import prepare
from dangvu.exchange.undoing import undo
from dangvu.ledger.checkpoints import checkpoint_file
from dangvu.ledger.models import Decision
from dangvu.ledger.writer import LOCK
from dangvu.organisation.commands import FoundUnit
from dangvu.organisation.queries import unit_on
from dangvu.pages.uploads import HOUR, left_of
from dangvu.people.queries import facts_of
from dangvu.periods.clock import now
from dangvu.readings.models import Reading
from dangvu.reports.figures import figures
from tests.databases import Database
from tests.exchange.reading.province import CUT_OFF, Tables, province, write
from tests.pages.site import reader, words_of
from tests.working import working
from tests.world import CLERK, FOUNDED, PROVINCE, decide, person, unit


@pytest.fixture(autouse=True)
def home(committed_database: Database, tmp_path: Path) -> Iterator[None]:
    """Uploads of this test alone, and what the worker sees, which is what is committed; it does not outlive the test."""
    with override_settings(HOME=tmp_path / "home"), working():
        yield


@pytest.fixture
def clerk() -> Client:
    return reader("quan-tri")


def decided() -> int:
    """How many decisions there are, those about rights left out."""
    return Decision.objects.exclude(kind__startswith="access.").count()


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


def waited_for(clerk: Client, address: str) -> HttpResponse:
    """The page to which an address comes when the work is done, as a browser does that renews it."""
    for _look in range(600):
        response = clerk.get(address, follow=True)
        if "Refresh" not in response.headers:
            return response
        sleep(0.05)
    raise AssertionError("the work does not end")


def handed_in(clerk: Client, file: SimpleUploadedFile) -> str:
    """The address of the page that shows what the check found."""
    response = clerk.post(reverse("import"), {"file": file})
    assert response.status_code == 302, words_of(response.content.decode())
    assert waited_for(clerk, response["Location"]).status_code == 200
    return str(response["Location"])


def taken(clerk: Client, address: str) -> HttpResponse:
    """The page after the good rows were taken."""
    assert clerk.post(f"{address}nhap/")["Location"] == address
    return waited_for(clerk, address)


def read(response: HttpResponse) -> str:
    return words_of(response.content.decode())


def folders() -> list[Path]:
    """What waits for a confirmation."""
    return list((Path(settings.HOME) / "uploads").glob("*"))


def test_a_file_is_checked_shown_and_taken(clerk: Client, tmp_path: Path) -> None:
    address = handed_in(clerk, workbook(tmp_path))
    shown = clerk.get(address)
    assert decided() == 0
    assert "Chưa ghi gì vào sổ" in read(shown)
    button = re.search(r"Nhập ([\d.]+) dòng hợp lệ", read(shown))
    assert button is not None
    response = taken(clerk, address)
    assert f"Đã ghi {button[1]} dòng của tệp danh sách.xlsx, lần ghi sổ số 2" in read(response)
    assert decided() == 1
    assert checkpoint_file(settings.HOME).read_text().startswith("2 ")
    assert figures(unit("TT"), CUT_OFF, codes=["members"]).figures["members"].value
    assert folders() == []
    assert "Đã ghi" not in read(clerk.get(reverse("import")))


def test_who_has_not_given_the_factor_lately_is_asked_before_anything_is_taken(clerk: Client, tmp_path: Path) -> None:
    address = handed_in(clerk, workbook(tmp_path))
    session = clerk.session
    session[CONFIRMED] -= 360
    session.save()
    assert reverse("step_up") in clerk.post(f"{address}nhap/")["Location"]
    assert "Chưa ghi gì vào sổ" in read(waited_for(clerk, address)) and decided() == 0
    session[CONFIRMED] += 360
    session.save()
    taken(clerk, address)
    assert decided() == 1


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
    taken(clerk, handed_in(clerk, workbook(tmp_path)))
    shown = clerk.get(handed_in(clerk, workbook(tmp_path)))
    assert "Tệp không có dòng nào mới so với sổ" in read(shown)
    assert "dòng hợp lệ" not in read(shown)
    assert decided() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "Tệp rỗng"), (b"khong phai la excel", ".xlsx"), (b"PK\x03\x04" + b"\0" * 200, ".xlsx"), (None, "Chọn tệp Excel cần nhập.")],
)
def test_a_file_that_cannot_be_taken_is_told_why_and_not_kept(clerk: Client, content: bytes | None, sentence: str) -> None:
    sent = {} if content is None else {"file": SimpleUploadedFile("a.xlsx", content)}
    response = clerk.post(reverse("import"), sent)
    assert response.status_code == (302 if content else 422)
    if content:
        response = waited_for(clerk, response["Location"])
    assert sentence in read(response)
    assert "<title>Lỗi" in response.content.decode()
    assert folders() == []


def test_the_waiting_file_is_readable_by_the_server_alone(clerk: Client, tmp_path: Path) -> None:
    handed_in(clerk, workbook(tmp_path, spoilt()))
    (folder,) = folders()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == 4
    assert folder.parent.stat().st_mode & 0o777 == 0o700


def test_the_file_of_another_session_is_not_found(clerk: Client, tmp_path: Path) -> None:
    other = reader("nguoi-khac")
    address = handed_in(clerk, workbook(tmp_path))
    for path in ("", "dong-tra-lai/"):
        assert other.get(f"{address}{path}").status_code == 404
    for path in ("nhap/", "bo/"):
        assert other.post(f"{address}{path}").status_code == 404
    assert decided() == 0
    assert clerk.get(address).status_code == 200


def test_a_folder_stays_while_it_is_used_and_one_that_vanishes_meanwhile_harms_nobody(clerk: Client, tmp_path: Path) -> None:
    address = handed_in(clerk, workbook(tmp_path))
    (folder,) = folders()
    (folder.parent / "vanished").symlink_to(tmp_path / "nowhere")
    old = folder.stat().st_mtime - HOUR + 60
    os.utime(folder, (old, old))
    assert 0 < left_of(folder) <= 60
    assert clerk.get(address).status_code == 200
    assert left_of(folder) > HOUR - 60, "its hour begins again with each use, also for the timer that would remove it"
    assert left_of(tmp_path / "nowhere") == 0


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
    assert decided() == 0


def test_looking_never_writes(clerk: Client, tmp_path: Path) -> None:
    address = handed_in(clerk, workbook(tmp_path))
    assert clerk.get(f"{address}nhap/").status_code == 405
    assert clerk.get(f"{address}bo/").status_code == 405


def test_nothing_is_written_while_another_day_is_looked_at(clerk: Client, tmp_path: Path) -> None:
    decide(FoundUnit(on=FOUNDED, code="XX", name="Đảng bộ tỉnh Thử", kind=PROVINCE))
    address = handed_in(clerk, workbook(tmp_path))
    for query in ("?on=2022-06-30", "?known=2022-06-30T08:00"):
        assert clerk.post(f"{reverse('import')}{query}", {"file": workbook(tmp_path)}).status_code == 403
        assert clerk.post(f"{address}nhap/{query}").status_code == 403, "nothing is begun"
        assert "dòng hợp lệ" not in read(clerk.get(f"{address}{query}"))
        assert "disabled" in clerk.get(f"{reverse('import')}{query}").content.decode()
    assert decided() == 1


def test_a_form_without_its_secret_takes_nothing(tmp_path: Path) -> None:
    strict = reader("quan-tri", enforce_csrf_checks=True)
    response = strict.post(reverse("import"), {"file": workbook(tmp_path)})
    assert response.status_code == 403
    assert "Chưa gửi được biểu mẫu" in response.content.decode()


def test_the_name_of_the_file_cannot_become_markup(clerk: Client, tmp_path: Path) -> None:
    file = workbook(tmp_path)
    file.name = "<script>alert(1)</script>.xlsx"
    assert "<script>alert" not in clerk.get(handed_in(clerk, file)).content.decode()


def test_the_decision_names_the_account(clerk: Client, tmp_path: Path) -> None:
    taken(clerk, handed_in(clerk, workbook(tmp_path)))
    page = clerk.get(reverse("unit"), {"on": CUT_OFF.isoformat()})
    assert "quan-tri, lúc" in read(page)
    assert "danh sách.xlsx" in read(page)
    assert CLERK.label not in read(page)


def test_what_an_undone_import_wrote_is_shown_only_as_known_before(clerk: Client, tmp_path: Path) -> None:
    taken(clerk, handed_in(clerk, workbook(tmp_path)))
    numbers = unit("TT"), person("000001")
    found = unit_on(numbers[0], CUT_OFF), facts_of(numbers[1])
    assert found[0] is not None and found[1] is not None
    pages = [f"{reverse('unit')}?unit={found[0].public_id}&on=2022-06-30", f"{reverse('member', args=[found[1].public_id])}?on=2022-06-30"]
    assert [clerk.get(page).status_code for page in pages] == [200, 200]
    before = now()
    undo(2, CLERK, on=CUT_OFF)
    assert "Chưa có tổ chức đảng, đảng viên nào trong sổ" in read(clerk.get(reverse("overview")))
    assert clerk.get(pages[0]).status_code == 404
    known = {"known": before.isoformat(), "unit": str(found[0].public_id), "on": "2022-06-30"}
    for name in ("overview", "unit", "members", "return"):
        assert clerk.get(reverse(name), known).status_code == 200
    assert found[1].name in read(clerk.get(reverse("member", args=[found[1].public_id]), known))


@contextmanager
def held_up(database: Database, statement: str) -> Iterator[None]:
    """Somebody else holds in the database what the work needs."""
    with psycopg.connect(database.url) as other, other.cursor() as cursor:
        cursor.execute(statement)
        yield
        other.rollback()


WRITERS = f"SELECT pg_advisory_xact_lock({LOCK})"
TAKEN_ROWS = "LOCK TABLE exchange_takenrow IN ACCESS EXCLUSIVE MODE"


def seen(clerk: Client, address: str, sentence: str) -> HttpResponse:
    """The page of the work once it says this."""
    for _look in range(600):
        response = clerk.get(address)
        if sentence in read(response):
            return response
        sleep(0.05)
    raise AssertionError(f"never said: {sentence}")


def test_an_upload_answers_at_once_and_its_page_tells_how_far_the_check_is(
    committed_database: Database, clerk: Client, tmp_path: Path
) -> None:
    with held_up(committed_database, TAKEN_ROWS):
        response = clerk.post(reverse("import"), {"file": workbook(tmp_path)})
        page = seen(clerk, response["Location"], "Đang đối chiếu với sổ.")
        assert "<h1>Đang soát tệp</h1>" in page.content.decode()
        assert page["Refresh"] == "2"
        found = re.search(r"Đã đọc ([\d.]+) dòng, ([\d.]+) dòng/giây", read(page))
        assert found is not None and int(found[1].replace(".", "")) > 0
    assert "Soát tệp trước khi nhập" in read(waited_for(clerk, response["Location"]))


def test_a_session_has_one_file_worked_on_at_a_time(committed_database: Database, clerk: Client, tmp_path: Path) -> None:
    other = reader("nguoi-khac")
    address = handed_in(clerk, workbook(tmp_path))
    with held_up(committed_database, WRITERS):
        assert clerk.post(f"{address}nhap/")["Location"] == address
        assert "<h1>Đang nhập tệp</h1>" in seen(clerk, address, "dòng vào sổ").content.decode()
        for act in ("nhap/", "bo/"):
            assert clerk.post(f"{address}{act}")["Location"] == address
        assert clerk.post(reverse("import"), {"file": workbook(tmp_path)})["Location"] == address
        assert len(folders()) == 1
        assert "Soát tệp trước khi nhập" in read(other.get(handed_in(other, workbook(tmp_path)))), "others are not held up"
    assert "lần ghi sổ số 3 (" in read(waited_for(clerk, address))
    assert decided() == 1


def test_what_was_decided_after_the_check_has_it_shown_again(clerk: Client, tmp_path: Path) -> None:
    address = handed_in(clerk, workbook(tmp_path))
    decide(FoundUnit(on=FOUNDED, code="XX", name="Đảng bộ tỉnh Thử", kind=PROVINCE))
    shown = read(taken(clerk, address))
    assert "Chưa ghi gì. Sổ đã thay đổi sau lần soát trước." in shown
    assert decided() == 1
    assert "lần ghi sổ số 3" in read(taken(clerk, address))
    assert decided() == 2


def test_a_fault_during_the_work_is_told_with_its_number_and_what_to_do(
    clerk: Client, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    address = handed_in(clerk, workbook(tmp_path))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE exchange_takenrow RENAME TO elsewhere")
    page = taken(clerk, address)
    number = re.search(r"SC-[0-9A-F]{8}", read(page))
    assert number is not None and "Nộp lại tệp" in read(page)
    assert f"{number[0]}: import" in caplog.text
    assert decided() == 0 and folders() == []
    assert "SC-" not in read(clerk.get(reverse("import")))


def test_work_that_a_stopped_server_left_behind_is_told_as_such(clerk: Client, tmp_path: Path) -> None:
    address = handed_in(clerk, workbook(tmp_path))
    (folder,) = folders()
    (folder / "viec.json").write_text('{"step": "taking"}')
    page = waited_for(clerk, address)
    assert "Máy chủ đã dừng khi đang xử lý tệp" in read(page)
    assert "Lỗi: Nhập từ Excel" in page.content.decode()
    assert folders() == []
    assert clerk.get(handed_in(clerk, workbook(tmp_path))).status_code == 200


def test_whoever_is_quoted_from_the_register_is_noted_as_read(clerk: Client, tmp_path: Path) -> None:
    """A later workbook that says otherwise is answered with what is held; a first one meets nobody of the register."""
    taken(clerk, handed_in(clerk, workbook(tmp_path)))
    assert not Reading.objects.exists()
    tables = deepcopy(province())
    tables["members"][0]["name"] = "Lê Văn Khác"
    address = handed_in(clerk, workbook(tmp_path, tables))
    shown = read(clerk.get(address))
    (line,) = [one for one in province()["members"] if one["record_no"] == tables["members"][0]["record_no"]]
    assert f"sổ ghi “{line['name']}”" in shown
    noted = Reading.objects.latest("id")
    assert (noted.kind, noted.persons) == ("records", [person(str(line["record_no"]))])
    before = Reading.objects.count()
    clerk.get(f"{address}dong-tra-lai/")
    assert Reading.objects.count() == before + 1
