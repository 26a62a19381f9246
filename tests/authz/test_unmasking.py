"""A citizen's number is masked everywhere and opened one at a time, for a reason that the person reads."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from dangvu.access.connections import registrar
from dangvu.access.queries import citizen_id_end
from dangvu.people.queries import facts_of
from dangvu.readings.models import Reading
from tests.authz.offices import asked, session_of
from tests.authz.test_requests import browser
from tests.pages.site import words_of
from tests.world import World, person

NUMBER = "084070000017"
"""An's."""
WHY = "Đối chiếu căn cước khi làm lại thẻ đảng viên"


def address(name: str, number: int) -> str:
    with registrar():
        facts = facts_of(number)
    assert facts is not None
    return reverse(name, args=[facts.public_id])


def readings() -> list[tuple[str, str, list[int]]]:
    with registrar():
        return [(one.kind, one.reason, list(one.persons)) for one in Reading.objects.filter(kind="unmask")]


def test_a_file_shows_the_last_three_digits(own_web: World) -> None:
    page = browser(own_web.commune).get(address("member", own_web.an)).content.decode()
    assert "017" in words_of(page) and NUMBER not in page
    assert address("citizen_id", own_web.an) in page


def test_who_may_not_unmask_is_offered_nothing(own_web: World) -> None:
    client = browser(own_web.secretary)
    page = client.get(address("member", own_web.an)).content.decode()
    assert "017" in words_of(page) and address("citizen_id", own_web.an) not in page
    assert client.get(address("citizen_id", own_web.an)).status_code == 404


def test_the_number_is_opened_for_a_reason_and_that_is_noted(own_web: World) -> None:
    client, place = browser(own_web.commune), address("citizen_id", own_web.an)
    assert NUMBER not in client.get(place).content.decode()
    assert client.post(place, {"reason": "xem"}).status_code == 422
    assert readings() == []
    answer = client.post(place, {"reason": WHY})
    assert NUMBER in answer.content.decode() and "no-store" in answer["Cache-Control"]
    assert readings() == [("unmask", WHY, [own_web.an])]


def test_the_person_reads_the_own_number_and_who_opened_it(own_web: World) -> None:
    browser(own_web.commune).post(address("citizen_id", own_web.an), {"reason": WHY})
    own = browser(own_web.secretary).get(reverse("own_file")).content.decode()
    assert NUMBER in own and WHY in own


def test_who_has_not_confirmed_lately_is_asked_first(own_web: World) -> None:
    client = browser(own_web.commune)
    session = client.session
    session["confirmed"] = 0
    session.save()
    answer = client.post(address("citizen_id", own_web.an), {"reason": WHY})
    assert answer.status_code == 302 and answer["Location"].startswith("/xac-nhan/")
    assert readings() == []


def test_somebody_without_a_number_has_no_such_page(own_web: World) -> None:
    client = browser(own_web.officer)
    assert client.get(address("citizen_id", own_web.giang)).status_code == 404
    assert client.get(address("citizen_id", own_web.an)).status_code == 200


def told_by_the_database(number: int, why: str = WHY) -> str | None:
    (row,) = asked("SELECT access.open_citizen_id(%s, %s)", [number, why])
    return row[0]  # type: ignore[no-any-return]  # of one column


@pytest.mark.parametrize(("name", "whole", "end"), [("commune", NUMBER, "017"), ("secretary", None, "017"), ("closed", None, "")])
def test_the_database_itself_tells_only_whom_it_may(own_web: World, name: str, whole: str | None, end: str) -> None:
    with session_of(name):
        assert (told_by_the_database(own_web.an), citizen_id_end(own_web.an)) == (whole, end)
        assert (told_by_the_database(own_web.giang), citizen_id_end(own_web.giang)) == (None, "")
    assert len(readings()) == (1 if whole else 0)


def test_the_database_tells_nothing_without_a_reason_and_notes_what_it_tells(own_web: World) -> None:
    """Not even an injected statement of a session that may unmask reads a number unseen."""
    with pytest.raises(DatabaseError), session_of("commune"):
        told_by_the_database(own_web.an, "")
    with session_of("commune"):
        asked("SELECT access.open_citizen_id(id, %s) FROM people_person", [WHY])
    assert ("unmask", WHY, [own_web.an]) in readings()


def test_everybody_is_told_the_own_number(own_web: World) -> None:
    with session_of("secretary"):
        assert asked("SELECT access.own_citizen_id()") == [(NUMBER,)]
    with session_of("commune"):
        assert asked("SELECT access.own_citizen_id()") == [(None,)]


def test_no_statement_of_the_web_reads_the_table(own_web: World) -> None:
    with pytest.raises(DatabaseError), session_of("officer"):
        asked("SELECT number FROM people_citizen_id")


def test_a_browser_that_is_not_signed_in_is_led_to_the_door(world: World) -> None:
    assert Client().get(address("citizen_id", person("001"))).status_code == 302
