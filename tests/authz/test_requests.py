"""A request of the web, from the session to the page: the database knows whose it is, and forgets it when somebody leaves."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from dangvu.access.acting import decide as decide_over_the_web
from dangvu.access.commands import EndMandate, GrantMandate
from dangvu.access.connections import is_web, registrar
from dangvu.access.models import SignedIn
from dangvu.access.officer import Officer
from dangvu.access.queries import mandates_of
from dangvu.accounts.commands import account_named
from dangvu.accounts.models import Account
from dangvu.commands import Refused
from dangvu.members.commands import ChangeAttributes
from dangvu.organisation.queries import unit_on
from dangvu.people.queries import facts_of
from dangvu.periods import clock
from tests.accounts.people import enter
from tests.world import DAY, World, decide


def browser(account: int) -> Client:
    client = Client()
    with registrar():
        enter(client, Account.objects.get(pk=account))
    return client


def address_of(person: int) -> str:
    with registrar():
        facts = facts_of(person)
    assert facts is not None
    return reverse("member", args=[facts.public_id])


def query(unit: int) -> dict[str, str]:
    with registrar():
        found = unit_on(unit, DAY)
    assert found is not None
    return {"unit": str(found.public_id), "on": DAY.isoformat()}


def known_sessions() -> int:
    with registrar():
        return SignedIn.objects.count()


def test_a_page_shows_ones_own_and_what_is_foreign_is_not_there(own_web: World) -> None:
    client = browser(own_web.commune)
    page = client.get(reverse("members"), query(own_web.an_binh)).content.decode()
    assert "Nguyễn Văn An" in page and "Thạch Thị Bình" in page
    assert client.get(address_of(own_web.an), query(own_web.an_binh)).status_code == 200
    assert client.get(address_of(own_web.giang), query(own_web.an_binh)).status_code == 404
    assert client.get(reverse("members"), query(own_web.school)).status_code == 404


def test_the_whole_register_is_shown_to_who_holds_it(own_web: World) -> None:
    """Control: these addresses do lead somewhere."""
    client = browser(own_web.officer)
    assert client.get(address_of(own_web.giang), query(own_web.province)).status_code == 200
    assert client.get(reverse("members"), query(own_web.school)).status_code == 200


def test_after_the_last_mandate_the_session_is_over(own_web: World) -> None:
    client = browser(own_web.commune)
    asked = query(own_web.an_binh)
    assert client.get(reverse("members"), asked).status_code == 200
    with registrar():
        (held,) = mandates_of(own_web.commune, clock.today())
        decide(EndMandate(on=clock.today(), mandate=held.number))
    assert client.get(reverse("members"), asked).status_code == 302
    with registrar():
        decide(GrantMandate(on=clock.today(), account=own_web.commune, role="commune_approver", unit=own_web.an_binh, document="06-QĐ/ĐU"))
    assert client.get(reverse("members"), asked).status_code == 302, "it does not come back to life"


def test_who_was_charged_with_nothing_yet_stays_signed_in(own_web: World) -> None:
    """Control: only what was held and ended ends a session."""
    with registrar():
        account_named("moi-den")
        client = browser(Account.objects.get(username="moi-den").pk)
    assert [client.get(reverse("overview")).status_code for _ in range(2)] == [200, 200]


def test_who_leaves_is_forgotten_and_a_copied_cookie_is_worth_nothing(own_web: World) -> None:
    before = known_sessions()
    client, thief = browser(own_web.officer), Client()
    assert known_sessions() == before + 1
    thief.cookies.load(dict.fromkeys(["sessionid"], client.cookies["sessionid"].value))
    assert thief.get(reverse("members"), query(own_web.province)).status_code == 200
    client.post(reverse("sign_out"))
    assert known_sessions() == before
    assert thief.get(reverse("members"), query(own_web.province)).status_code == 302


def test_a_request_leaves_neither_its_secret_nor_its_connection_behind(own_web: World) -> None:
    browser(own_web.officer).get(reverse("members"), query(own_web.province))
    assert is_web()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('dangvu.token'), count(*) FROM people_person")
        assert cursor.fetchone() == ("", 0)


def test_an_officer_decides_through_the_owner_and_within_the_own_part(own_web: World) -> None:
    officer = Officer(own_web.commune, "xa-an-binh")
    decide_over_the_web(ChangeAttributes(on=clock.today(), person=own_web.an, education="Đại học"), officer)
    assert is_web()
    with pytest.raises(Refused) as refused:
        decide_over_the_web(ChangeAttributes(on=clock.today(), person=own_web.giang, education="Đại học"), officer)
    assert [problem.code for problem in refused.value.problems] == ["no_mandate"]
    assert is_web()
