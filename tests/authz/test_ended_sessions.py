"""A session that is over for the accounts is over for the database at its next statement, however it ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dangvu.access.connections import registrar
from dangvu.access.errands import may_whole
from dangvu.accounts.commands import approve_recovery, carry_out_recovery, open_recovery
from dangvu.accounts.models import Account, Session
from dangvu.accounts.sessions import FACTOR, SEEN, close_account, digest
from dangvu.periods.clock import now
from tests.accounts.people import PASSWORD, somebody
from tests.authz.offices import asked, session_of
from tests.authz.test_requests import browser
from tests.world import World, charged, decide

NAME = "co-mat-khau"
NEW = "năm con trâu về làng"


@pytest.fixture
def owner(own_web: World) -> Account:
    """Somebody with a password and a factor who sees the commune."""
    with registrar():
        account = somebody(NAME)
        decide(charged(NAME, "commune_approver", "SX.01.A", account=account.pk))
    return account


def secret_of(client: Client) -> str:
    return client.cookies["sessionid"].value


def people_seen(client: Client) -> int:
    with session_of(secret_of(client)):
        return int(asked("SELECT count(*) FROM people_person")[0][0])


def idle(client: Client, _elsewhere: Client) -> None:
    """Nothing was asked for a quarter of an hour."""
    with registrar():
        session = client.session
        session[SEEN] -= 15 * 60
        session.save()


def ended_by_name(client: Client, elsewhere: Client) -> None:
    """On the page of the account, this one session."""
    elsewhere.post(reverse("end_session"), {"which": digest(secret_of(client))})


def ended_with_others(_client: Client, elsewhere: Client) -> None:
    """On the page of the account, all others."""
    elsewhere.post(reverse("end_session"), {"which": "others"})


def password_changed(_client: Client, elsewhere: Client) -> None:
    """Whoever feels watched changes the password."""
    assert elsewhere.post(reverse("change_password"), {"current": PASSWORD, "password": NEW, "again": NEW}).status_code == 302


def recovered(_client: Client, _elsewhere: Client) -> None:
    """The telephone is lost, and with it whoever is signed in by it."""
    with registrar():
        one, two = somebody("can-bo-1"), somebody("can-bo-2")
        number = open_recovery(NAME, by=one, checked="gặp trực tiếp", at=now()).pk
        halves = approve_recovery(number, by=one, at=now()), approve_recovery(number, by=two, at=now())
        assert carry_out_recovery(NAME, halves, at=now()) is not None


def closed(_client: Client, _elsewhere: Client) -> None:
    """The account is closed."""
    with registrar():
        close_account(Account.objects.get(username=NAME).pk)


def without_factor(client: Client, _elsewhere: Client) -> None:
    """A session whose second factor is not given opens only the way to it."""
    with registrar():
        session = client.session
        session[FACTOR] = ""
        session.save()


def of_another(client: Client, _elsewhere: Client) -> None:
    """The row of the session names somebody else: whoever could write it gains nothing by that."""
    with registrar():
        Session.objects.filter(session_key=digest(secret_of(client))).update(account=somebody("nguoi-khac"))


WAYS: list[Callable[[Client, Client], Any]] = [
    idle, ended_by_name, ended_with_others, password_changed, recovered, closed, without_factor, of_another,
]  # fmt: skip


@pytest.mark.parametrize("end", WAYS, ids=lambda way: way.__name__)
def test_however_it_ended_the_database_shows_it_nothing_more(owner: Account, end: Callable[[Client, Client], Any]) -> None:
    client, elsewhere = browser(owner.pk), browser(owner.pk)
    assert people_seen(client) > 0, "control: before, it sees"
    end(client, elsewhere)
    assert people_seen(client) == 0


@pytest.mark.parametrize("end", [ended_by_name, ended_with_others, password_changed], ids=lambda way: way.__name__)
def test_the_session_from_which_others_are_ended_goes_on(owner: Account, end: Callable[[Client, Client], Any]) -> None:
    client, elsewhere = browser(owner.pk), browser(owner.pk)
    end(client, elsewhere)
    assert people_seen(elsewhere) > 0


def test_a_session_that_is_never_kept_by_the_accounts_is_none_and_an_errand_is_one(own_web: World) -> None:
    with registrar():
        Session.objects.all().delete()
    assert may_whole(own_web.officer, "see")
    with session_of("officer"):
        assert asked("SELECT access.account()") == [(None,)]


def test_whoever_is_charged_already_finishes_the_enrolment(own_web: World) -> None:
    """Without a factor the database shows no mandate, which does not mean that the last one has ended."""
    with registrar():
        account = somebody("vua-moi", password=None, has_totp=False)
        decide(charged("vua-moi", "commune_approver", "SX.01.A", account=account.pk))
    client = Client()
    with registrar():
        client.force_login(account)
    assert client.get(reverse("choose_password")).status_code == 200
    assert client.get(reverse("overview"))["Location"] == reverse("choose_password")
