"""No page keeps the database for long, no account keeps everybody waiting, and what passes is told as passing."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from dangvu.accounts.models import Account
from dangvu.metrics.counting import shown
from dangvu.organisation.commands import FoundLocality
from dangvu.web.limits import LIMITS, Turns
from dangvu.web.overload import AWAY, BUSY, FULL, HEAVY, trouble
from dangvu.web.space import Room, used
from tests.config.answers import addresses
from tests.databases import Database
from tests.world import DAY, decide

WITHOUT_SIGN_IN = [name for name in settings.MIDDLEWARE if "Login" not in name]


def in_force(_request: HttpRequest) -> HttpResponse:
    """The limits as the connection of this page has them."""
    return JsonResponse(_limits())


def _limits() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY(%s)", [list(LIMITS)])
        return dict(cursor.fetchall())


def heavy(_request: HttpRequest) -> HttpResponse:
    """A question that takes longer than is allowed, here a twentieth of a second."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '50ms'")
        cursor.execute("SELECT pg_sleep(20)")
    return HttpResponse()


def writing(_request: HttpRequest) -> HttpResponse:
    """A decision that waits for its turn, a twentieth of a second at most."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
    decide(FoundLocality(on=DAY, code="XAB.9", name="Ấp Chín", level="ấp", parent=None))
    return HttpResponse()


def reading(_request: HttpRequest) -> HttpResponse:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse()


def full(_request: HttpRequest) -> HttpResponse:
    """A file that finds no room."""
    raise OSError(errno.ENOSPC, "No space left on device")


urlpatterns = [
    path("in-force/", in_force, name="in_force"),
    path("heavy/", heavy, name="heavy"),
    path("writing/", writing, name="writing"),
    path("reading/", reading, name="reading"),
    path("full/", full, name="full"),
]
handler500 = "dangvu.web.views.broken"


@pytest.fixture
def answer(committed_world: Database) -> Iterator[Callable[[str], HttpResponse]]:
    """What a thread of the server answers that serves its first request."""

    def answered(address: str) -> HttpResponse:
        try:
            response: HttpResponse = Client(raise_request_exception=False).get(address)
            return response
        finally:
            connection.close()

    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=WITHOUT_SIGN_IN), ThreadPoolExecutor(1) as threads:
        yield lambda address: threads.submit(answered, address).result()


def test_a_connection_opened_for_a_page_has_the_limits_and_another_has_none(answer: Callable[[str], Any]) -> None:
    assert answer("/in-force/").json() == {**LIMITS, "idle_in_transaction_session_timeout": "1min"}
    with ThreadPoolExecutor(1) as threads:
        assert set(threads.submit(lambda: (_limits(), connection.close())[0]).result().values()) == {"0"}  # type: ignore[func-returns-value]


def told(response: HttpResponse) -> tuple[int, str | None, str]:
    """Status, when to come again, and the words."""
    return response.status_code, response.headers.get("Retry-After"), response.content.decode()


def test_a_heavy_question_is_stopped_and_told_in_vietnamese(answer: Callable[[str], HttpResponse]) -> None:
    status, again, text = told(answer("/heavy/"))
    assert (status, again) == (503, "60")
    assert "Yêu cầu này cần quá nhiều thời gian xử lý" in text and "Chọn đơn vị nhỏ hơn" in text and "SC-" in text
    assert 'dangvu_database_errors_total{sqlstate_class="57"}' in shown().decode()


def test_a_decision_does_not_wait_for_ever_behind_another(answer: Callable[[str], HttpResponse], committed_world: Database) -> None:
    with psycopg.connect(committed_world.url) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [0x44_56])
        status, _, text = told(answer("/writing/"))
        assert status == 503 and "Sổ đang bận ghi" in text
    assert answer("/writing/").status_code == 200


def test_a_database_that_is_away_is_told_as_passing(answer: Callable[[str], HttpResponse]) -> None:
    place = connections["default"].settings_dict
    before = dict(place)
    place.update(HOST="/khong/co", PORT="1")
    try:
        status, again, text = told(answer("/reading/"))
    finally:
        place.update(before)
    assert (status, again) == (503, "30") and "Cơ sở dữ liệu chưa trả lời" in text
    assert answer("/reading/").status_code == 200


def test_a_full_disk_is_told_with_what_still_works(answer: Callable[[str], HttpResponse]) -> None:
    status, _, text = told(answer("/full/"))
    assert status == 503 and "Máy chủ hết chỗ ghi" in text and "Vẫn xem được số liệu" in text


def test_any_other_fault_is_a_fault() -> None:
    assert trouble(None) is None
    assert trouble(RuntimeError()) is None
    assert trouble(FileNotFoundError(errno.ENOENT, "")) is None
    refused = OperationalError()
    refused.__cause__ = psycopg.errors.UndefinedTable()
    assert trouble(refused) is None


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (psycopg.errors.DiskFull(), FULL), (psycopg.errors.QueryCanceled(), HEAVY), (psycopg.errors.LockNotAvailable(), BUSY),
        (psycopg.errors.DeadlockDetected(), BUSY), (psycopg.errors.AdminShutdown(), AWAY), (psycopg.errors.ConnectionFailure(), AWAY),
        (psycopg.OperationalError(), AWAY),
    ],
)  # fmt: skip
def test_what_passes_is_known_by_its_state_through_every_cause(error: psycopg.Error, meaning: object) -> None:
    outer, outermost = OperationalError(), RuntimeError()
    outer.__cause__, outermost.__context__ = error, outer
    assert trouble(outermost) is meaning


def request_of(account: int, page: str) -> HttpRequest:
    """A signed-in request that has found its page."""
    request = RequestFactory().get("/")
    request.user = Account(pk=account)
    request.resolver_match = SimpleNamespace(view_name=page)  # type: ignore[assignment]  # the name is all that is looked at
    return request


def test_the_third_heavy_page_of_an_account_is_asked_to_come_again_and_others_are_served() -> None:
    go, begun = threading.Event(), threading.Semaphore(0)

    def answered(request: HttpRequest) -> HttpResponse:
        if (refusal := turns.process_view(request, None, None, None)) is not None:
            return refusal
        if request.META.get("slow"):
            begun.release()
            go.wait(20)
        return HttpResponse()

    turns = Turns(answered)

    def slow() -> HttpResponse:
        request = request_of(1, "overview")
        request.META["slow"] = "1"
        return turns(request)

    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(slow) for _ in range(2)]
        assert begun.acquire(timeout=20) and begun.acquire(timeout=20)
        refused = turns(request_of(1, "members"))
        assert (refused.status_code, refused["Retry-After"], refused["Refresh"]) == (429, "2", "2")
        assert "Trang tự mở lại" in refused.content.decode()
        assert turns(request_of(1, "help")).status_code == 200, "light pages have no turns"
        assert turns(request_of(2, "overview")).status_code == 200, "another account has its own"
        go.set()
        assert [one.result().status_code for one in running] == [200, 200]
    assert turns(request_of(1, "members")).status_code == 200


def test_every_page_called_heavy_exists() -> None:
    names = {one.name for one in addresses()}
    assert names >= settings.HEAVY_PAGES
    assert not names >= {"khong_co"}


def sent(room: Room, **files: SimpleUploadedFile) -> int:
    data: dict[str, object] = {"a": "b", **files}
    return room(RequestFactory().post("/", data if files else "a=b", **({} if files else {"content_type": "text/plain"}))).status_code


def test_files_are_refused_while_the_disk_is_nearly_full_and_forms_are_not() -> None:
    file = SimpleUploadedFile("a.xlsx", b"x")
    assert 0 < used(settings.HOME) < 1
    assert used(settings.HOME / "not" / "yet") == pytest.approx(used(settings.HOME), abs=0.01)
    assert sent(Room(lambda _request: HttpResponse(), fullest=0.0), file=file) == 503
    assert sent(Room(lambda _request: HttpResponse(), fullest=0.0)) == 200
    assert sent(Room(lambda _request: HttpResponse(), fullest=1.1), file=file) == 200
