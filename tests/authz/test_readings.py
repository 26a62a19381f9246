"""The log of readings under the role of the web: one adds one's own lines, and is told what one may be told."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from dangvu.access.connections import is_web, registrar
from dangvu.organisation.queries import unit_on
from dangvu.periods.clock import today
from dangvu.readings.models import Reading
from dangvu.readings.noting import note
from dangvu.readings.queries import Asked, all_readings, readings_of, unusual_readings
from dangvu.rulebook.models import Rule
from dangvu.web.overload import Passing
from tests.authz.offices import asked, session_of
from tests.authz.test_database_layer import FORBIDDEN, state
from tests.readings.completeness import Watched, people_of
from tests.readings.readers import asking, keeper, member, numbers, refuse, signed_in, unforgiving
from tests.world import DAY, World, charged, decide


def numbers_of(*persons: int) -> list[object]:
    with registrar():
        return numbers(*persons)


def read(world: World, session: str, label: str, *persons: int, kind: str = "list", account: int | None = None) -> None:
    """Somebody reads over the web."""
    with registrar():
        request = asking(account or getattr(world, session), label)
    shown = numbers_of(*persons)
    with session_of(session):
        note(request, kind, shown, world.hamlet_one, DAY)  # type: ignore[arg-type]  # opaque numbers


def lines() -> list[tuple[str, str, list[int]]]:
    with registrar():
        return [(row.label, row.role, row.persons) for row in Reading.objects.order_by("id")]


def test_a_session_notes_what_it_reads(own_web: World) -> None:
    read(own_web, "secretary", "bi-thu", own_web.an, own_web.phuc)
    assert lines() == [("bi-thu", "Bí thư chi bộ", sorted([own_web.an, own_web.phuc]))]


def test_nobody_notes_a_reading_of_somebody_else(own_web: World) -> None:
    """Neither under another account, nor another name, nor a role that the session does not hold."""
    with pytest.raises(Passing):
        read(own_web, "secretary", "quan-tri", own_web.an, account=own_web.officer)
    with pytest.raises(Passing):
        read(own_web, "secretary", "xa-an-binh", own_web.an)
    with pytest.raises(Passing):
        read(own_web, "closed", "da-nghi-huu", own_web.an)
    with pytest.raises(DatabaseError) as caught, session_of("secretary"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO readings_reading (account_id, label, mandate_id, role, kind, reason, persons) "
            "SELECT account, 'bi-thu', number, 'Ủy ban kiểm tra', 'list', '', ARRAY[1] FROM access.mandates()"
        )
    assert state(caught.value) == FORBIDDEN
    assert lines() == []


def test_who_is_foreign_is_not_shown_as_read(own_web: World) -> None:
    """The log would miss somebody: the page is not answered."""
    with pytest.raises(Passing):
        read(own_web, "secretary", "bi-thu", own_web.an, own_web.giang)


STATEMENTS = [
    "SELECT count(*) FROM readings_reading",
    "SELECT * FROM readings_of(1, 10, 0, '2026-01-01')",
    "SELECT * FROM readings_all(NULL, NULL, NULL, NULL, 10, 0)",
    "SELECT * FROM readings_unusual('2026-01-01', '2026-01-07', '{}', 40, 6, 4)",
    "SELECT * FROM readings_deferral",
    "UPDATE readings_reading SET reason = ''",
    "DELETE FROM readings_reading",
    "TRUNCATE readings_reading",
    "INSERT INTO readings_reading (at, account_id, label, role, kind, reason, persons) VALUES (now(), 1, '', '', 'list', '', ARRAY[1])",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_web_neither_reads_nor_changes_nor_antedates_the_log(web: World, statement: str) -> None:
    with pytest.raises(DatabaseError) as caught, session_of("officer"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert state(caught.value) == FORBIDDEN


def test_one_is_told_of_oneself_alone_whatever_is_asked(own_web: World) -> None:
    read(own_web, "officer", "quan-tri", own_web.an)
    read(own_web, "commune", "xa-an-binh", own_web.binh)
    with session_of("secretary"):
        assert [one.account for one in readings_of(own_web.binh, limit=10)[0]] == ["quan-tri"]
        assert [one.place for one in readings_of(own_web.an, limit=10)[0]] == [""]
    with session_of("officer"):
        assert readings_of(own_web.an, limit=10) == ([], 0), "an account without a person is told of nobody"


def test_the_log_of_everybody_is_for_whoever_keeps_it(own_web: World) -> None:
    read(own_web, "commune", "xa-an-binh", own_web.an, own_web.binh)
    with session_of("officer"):
        assert all_readings(Asked(), limit=10) == ([], 0)
    with registrar():
        decide(charged("da-nghi-huu", "data_protection"))
    with session_of("closed"):
        (line,), total = all_readings(Asked(), limit=10)
        assert (line.account, line.persons, line.unit, line.place, total) == ("xa-an-binh", 2, "Chi bộ ấp Một", "Đảng bộ xã An Bình", 1)
        assert asked("SELECT count(*) FROM people_person") == [(0,)], "and sees no record"


def test_what_asks_for_a_reason_is_told_to_whoever_keeps_the_log(own_web: World) -> None:
    with registrar():
        for key in ("lookup_files_a_day", "lookup_files_of_one_cell"):
            Rule.objects.filter(key=key).update(value=1)
        decide(charged("da-nghi-huu", "data_protection"))
    read(own_web, "officer", "quan-tri", own_web.an, kind="file")
    days = (today(), today())
    with session_of("officer"):
        assert unusual_readings(*days) == []
    with session_of("closed"):
        assert [(one.account, one.why) for one in unusual_readings(*days)] == [("quan-tri", "many"), ("quan-tri", "one_cell")]


def test_what_is_rolled_back_was_not_shown_and_is_not_noted(own_web: World) -> None:
    with registrar():
        request = asking(own_web.secretary, "bi-thu")
    shown = numbers_of(own_web.an)
    with session_of("secretary"):
        note(request, "file", shown)  # type: ignore[arg-type]  # opaque numbers
        transaction.set_rollback(True)
    assert lines() == []


def test_a_member_reads_the_own_record_over_the_web_and_is_told_who_else_did(own_web: World) -> None:
    """Also the cell and the decisions, which lie in units that a member does not see."""
    read(own_web, "officer", "quan-tri", own_web.binh, kind="file")
    said = member(own_web).get(reverse("own_file")).content.decode()
    for shown in ("Thạch Thị Bình", "Chi bộ ấp Hai", "12-QĐ/HU, Ban Thường vụ Huyện ủy Cầu Gỗ", "Ban Tổ chức tỉnh ủy, người duyệt"):
        assert shown in said
    assert lines()[-1] == ("thach-binh", "Đảng viên", [own_web.binh])
    assert is_web()


def test_the_log_is_read_over_the_web_by_whoever_keeps_it_alone(own_web: World) -> None:
    read(own_web, "commune", "xa-an-binh", own_web.an, own_web.binh)
    said = keeper().get(reverse("read_log")).content.decode()
    assert "xa-an-binh" in said and "Đảng bộ xã An Bình" in said and "Nguyễn Văn An" not in said
    assert signed_in("quan-tri").get(reverse("read_log")).status_code == 404


def test_a_page_over_the_web_is_noted_and_kept_back_where_it_cannot_be(own_web: World) -> None:
    client = unforgiving(signed_in("xa-an-binh"))
    with registrar():
        found = unit_on(own_web.an_binh, DAY)
    assert found is not None
    query = {"unit": str(found.public_id), "on": DAY.isoformat()}
    assert "Nguyễn Văn An" in client.get(reverse("members"), query).content.decode()
    assert lines()[-1][:2] == ("xa-an-binh", "Đảng ủy xã, người duyệt")
    assert {own_web.an, own_web.binh} <= {*lines()[-1][2]}
    before = len(lines())
    with registrar():
        refuse()
    response = client.get(reverse("members"), query)
    assert response.status_code == 503 and "Nguyễn" not in response.content.decode()
    assert len(lines()) == before


@pytest.mark.parametrize(("username", "seen"), [("xa-an-binh", {"an", "binh", "cuc", "dung", "phuc"}), ("bi-thu", {"an", "phuc"})])
def test_nobody_whom_an_office_is_shown_is_missing_from_the_log(own_web: World, username: str, seen: set[str]) -> None:
    watched = Watched(signed_in(username), people_of(own_web))
    watched.crawl(*(f"{reverse(name)}?on={DAY}" for name in ("overview", "unit", "members", "figures", "own_file")), most=50)
    assert watched.faults() == []
    assert frozenset().union(*(one.shown for one in watched.answers)) >= {getattr(own_web, name) for name in seen}
    found = watched.post(f"{reverse('search')}?on={DAY}", q="an")
    assert own_web.an in found.shown and not found.missing
