"""Accounts are made by invitation, and the console's link stands alone only where nobody real is in the register."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from dangvu.access.commands import GrantMandate
from dangvu.accounts.commands import INVITED_FOR, invite, make_sign_in_link, redeem
from dangvu.accounts.models import CONSOLE, Account, Session
from dangvu.accounts.sessions import FACTOR
from dangvu.periods.clock import HANOI, now
from tests.accounts.people import code_of, enter, somebody
from tests.cli.program import dangvu
from tests.databases import Database
from tests.world import DAY, World, decide

NOON = datetime(2026, 5, 18, 12, tzinfo=HANOI)


@pytest.fixture
def invented(settings: pytest.FixtureRequest) -> pytest.FixtureRequest:
    """A register of the demo."""
    settings.ACCOUNTS_INVENTED = "tests.accounts.people.yes"  # type: ignore[attr-defined]
    return settings


@pytest.mark.django_db
def test_an_invitation_lives_three_days() -> None:
    first = invite("moi.den", at=NOON)
    assert redeem(first, at=NOON + INVITED_FOR) is None
    assert redeem(invite("moi.den", at=NOON), at=NOON + INVITED_FOR - timedelta(minutes=1)) == Account.objects.get()


@pytest.mark.django_db
def test_nobody_is_invited_into_an_account_that_has_a_password() -> None:
    somebody("co.roi")
    with pytest.raises(ValidationError, match="đã có người dùng"):
        invite("co.roi", at=NOON)


@pytest.mark.django_db
def test_an_invited_person_chooses_a_password_first(client: Client) -> None:
    client.post(reverse("sign_in_link", args=[invite("moi.den", at=now())]))
    assert client.get(reverse("overview"))["Location"] == reverse("choose_password")


@pytest.mark.django_db
def test_the_link_of_the_console_asks_for_the_factor_of_whoever_has_one(client: Client) -> None:
    account = somebody()
    client.post(reverse("sign_in_link", args=[make_sign_in_link(account.username, at=now())]))
    assert client.get(reverse("account")).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code_of(account)})
    assert client.get(reverse("account")).status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("invented")
def test_where_all_data_is_invented_the_link_of_the_console_is_enough() -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    client.post(reverse("sign_in_link", args=[make_sign_in_link("quan-tri", at=now())]))
    assert client.get(reverse("account")).status_code == 200
    assert Session.objects.get().factor == CONSOLE


@pytest.mark.django_db
@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize("wrong", ["invitation", "address", "host", "other loopback name"])
def test_an_invitation_another_machine_or_a_proxy_is_not(wrong: str, settings: pytest.FixtureRequest) -> None:
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]
    token = invite("moi.den", at=now()) if wrong == "invitation" else make_sign_in_link("quan-tri", at=now())
    host = {"host": "sodangvu.example.vn", "other loopback name": "127.0.0.1.example.vn"}.get(wrong, "127.0.0.1")
    client = Client(SERVER_NAME=host, REMOTE_ADDR="192.0.2.7" if wrong == "address" else "127.0.0.1")
    client.post(reverse("sign_in_link", args=[token]))
    assert client.get(reverse("account"))["Location"] == reverse("choose_password")


@pytest.mark.django_db
def test_with_the_first_real_person_an_open_session_of_the_console_ends(client: Client, invented: pytest.FixtureRequest) -> None:
    account = somebody(password=None, has_totp=False)
    enter(client, account)
    session = client.session
    session[FACTOR] = CONSOLE
    session.save()
    assert client.get(reverse("account")).status_code == 200
    invented.ACCOUNTS_INVENTED = "dangvu.demo.known.is_invented"  # type: ignore[attr-defined]
    assert client.get(reverse("account"))["Location"] == reverse("choose_password")


def test_whoever_is_charged_with_the_accounts_invites_and_nobody_else(world: World) -> None:
    keeper, other = somebody("giu.tai.khoan"), somebody("khac")
    decide(GrantMandate(on=DAY, account=keeper.pk, role="administrator", document="05-QĐ/TU"))
    answers = []
    for account in (keeper, other):
        client = Client()
        enter(client, account)
        answers.append(client.get(reverse("invitations")).status_code)
    assert answers == [200, 404]


def test_the_machine_invites_and_refuses_in_words(fresh_database: Database, tmp_path: Path) -> None:
    invited = dangvu(fresh_database, tmp_path, "invite", "nguyen.van.a", "--base", "https://so.example.vn/")
    assert invited.code == 0, invited.err
    assert "https://so.example.vn/dang-nhap/" in invited.out
    refused = dangvu(fresh_database, tmp_path, "invite", "tên lạ / có dấu")
    assert refused.code == 1
    assert refused.out == ""
