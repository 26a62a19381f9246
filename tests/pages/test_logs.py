"""What stands in the log: enough to find a fault, nothing about anybody, nothing that opens a door."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterator
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from dangvu.accounts.commands import make_sign_in_link
from dangvu.periods.clock import now
from dangvu.web.logs import Discreet, DiscreetLines
from tests.pages.site import Site


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the server's own handler writes to the standard error."""
    (handler,) = (one for one in logging.getLogger().handlers if one.name == "stderr")
    assert isinstance(handler, logging.StreamHandler)
    written = StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


def broken(site: Site) -> str:
    """A page that fails over a name: plain names are taken for days, and the database quotes the first one in its complaint."""
    key = site.search("an")
    site.client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_facts RENAME TO people_facts_kept")
        columns = "person_id, recorded, record_no, card_no, name, sort_key, search::date::text AS search"
        cursor.execute(f"CREATE VIEW people_facts AS SELECT {columns} FROM people_facts_kept")
    response = site.client.get(reverse("members"), {"q": key})
    assert response.status_code == 500
    return str(response.content.decode())


def test_a_fault_is_logged_with_its_number_and_its_frames_and_without_any_value(
    site: Site, log: StringIO, caplog: pytest.LogCaptureFixture
) -> None:
    page = broken(site)
    number = re.search(r"SC-[0-9A-F]{8}", page)
    assert number is not None
    line, *frames = log.getvalue().splitlines()
    assert line.endswith(f"ERROR django.request: {number[0]}: 500 at members")
    assert any(re.search(r'File ".*dangvu/reports/queries.py", line \d+, in page', frame) for frame in frames)
    assert "psycopg.errors.InvalidDatetimeFormat (22007)" in frames and "django.db.utils.DataError" in frames
    said = re.search(r'for type date: "([a-z ]+)"', logging.Formatter().format(caplog.records[-1]))
    assert said is not None, "the exception names somebody, so that leaving it out means something"
    assert said[1] not in log.getvalue() and "invalid input" not in log.getvalue()


def test_a_refused_form_of_the_sign_in_does_not_log_the_link(site: Site, log: StringIO) -> None:
    token = make_sign_in_link("quan-tri", at=now())
    assert Client(enforce_csrf_checks=True).post(reverse("sign_in_link", args=[token])).status_code == 403
    assert ": 403 at sign_in_link" in log.getvalue()
    assert token not in log.getvalue()
    assert len(log.getvalue().splitlines()) == 1


def test_what_libraries_log_is_written_without_arguments() -> None:
    record = logging.LogRecord("waitress", logging.ERROR, __file__, 1, "Exception while serving %s", ("/dang-nhap/abc/",), None)
    assert Discreet().format(record).endswith("ERROR waitress: Exception while serving %s")
    own = logging.LogRecord("dangvu.pages.work", logging.ERROR, __file__, 1, "%s: import", ("SC-1",), None)
    assert Discreet().format(own).endswith("ERROR dangvu.pages.work: SC-1: import")


def test_as_lines_a_fault_has_its_frames_and_an_answer_its_fields_and_neither_a_value() -> None:
    somebody = "Nguyễn Văn An"
    try:
        int(somebody)
    except ValueError:
        fault = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "%s: %s", ("Internal Server Error", "/abc/"), sys.exc_info()
        )
    line = DiscreetLines().format(fault)
    told = json.loads(line)
    assert told["frames"][-1] == "builtins.ValueError" and told["level"] == "ERROR" and "\n" not in line
    assert "Nguyễn" not in line and "abc" not in line
    assert "Nguyễn Văn An" in logging.Formatter().format(fault), "an ordinary formatter tells it"
    answer = logging.LogRecord("dangvu.requests", logging.INFO, __file__, 1, "%s %s %d", ("GET", "member", 200), None)
    answer.__dict__ |= {"page": "member", "method": "GET", "status": 200, "milliseconds": 12.5, "query": "q=abc"}
    told = json.loads(DiscreetLines().format(answer))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+07:00", told.pop("time"))
    assert told == {
        "level": "INFO", "logger": "dangvu.requests", "message": "GET member 200", "page": "member", "method": "GET",
        "status": 200, "milliseconds": 12.5,
    }  # fmt: skip
