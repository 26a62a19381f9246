"""Signing in by a link, staying signed in, signing out."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dangvu.accounts.commands import make_sign_in_link
from dangvu.accounts.middleware import BEGUN, IDLE, LONGEST, SEEN
from dangvu.accounts.models import Account, SignInLink
from dangvu.periods.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def address() -> str:
    return reverse("sign_in_link", args=[make_sign_in_link("quan-tri", at=now())])


def is_signed_in(client: Client) -> bool:
    """What the server itself holds, asked by a request that passes all middleware."""
    return client.get(reverse("sign_in")).status_code == 302


def test_the_sign_in_page_tells_how_to_get_a_link(client: Client) -> None:
    response = client.get(reverse("sign_in"))
    assert response.status_code == 200
    assert "python3 run.py" in response.content.decode()
    assert "Liên kết đăng nhập dùng một lần" in response.content.decode()


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_a_link_does_not_spend_it(client: Client, address: str, method: str) -> None:
    assert getattr(client, method)(address).status_code == 200
    assert SignInLink.objects.get().used is None
    assert not is_signed_in(client)


def test_the_button_signs_in_and_leads_to_the_front_page(client: Client, address: str) -> None:
    response = client.post(address)
    assert response.status_code == 302
    assert response["Location"] == reverse(settings.LOGIN_REDIRECT_URL)
    assert is_signed_in(client)


def test_the_second_click_is_told_to_get_a_new_link(client: Client, address: str) -> None:
    client.post(address)
    other = Client()
    response = other.post(address)
    assert response.status_code == 410
    assert "Lấy liên kết mới" in response.content.decode()
    assert not is_signed_in(other)


@pytest.mark.parametrize("target", ["https://example.invalid/", "//example.invalid/", "/dang-vien/"])
def test_no_parameter_leads_elsewhere_after_signing_in(client: Client, address: str, target: str) -> None:
    response = client.post(f"{address}?next={target}", {"next": target})
    assert response["Location"] == reverse(settings.LOGIN_REDIRECT_URL)


def test_the_button_demands_the_secret_of_the_form(address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.get(address)
    assert strict.post(address).status_code == 403
    assert SignInLink.objects.get().used is None


def test_pages_of_signing_in_are_never_stored(client: Client, address: str) -> None:
    assert "no-store" in client.get(address)["Cache-Control"]


def test_the_session_gets_a_new_key_at_sign_in(client: Client, address: str) -> None:
    session = client.session
    session["before"] = 1
    session.save()
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(address)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_signing_out_kills_a_copied_cookie(client: Client, address: str) -> None:
    client.post(address)
    copied = Client()
    copied.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert is_signed_in(copied)
    response = client.post(reverse("sign_out"))
    assert response["Location"] == reverse("sign_in")
    assert not is_signed_in(copied)


def test_signing_out_is_an_act_not_a_link(client: Client, address: str) -> None:
    client.post(address)
    assert client.get(reverse("sign_out")).status_code == 405
    assert is_signed_in(client)


def test_closing_the_account_ends_its_sessions(client: Client, address: str) -> None:
    client.post(address)
    Account.objects.update(is_active=False)
    assert not is_signed_in(client)


def age(client: Client, **ages: timedelta) -> None:
    """Moves the marks of the client's session into the past."""
    assert is_signed_in(client), "the first request sets the marks"
    session = client.session
    for mark, back in ages.items():
        session[mark] -= back.total_seconds()
    session.save()


@pytest.mark.parametrize(("idle", "lives"), [(IDLE - timedelta(seconds=5), True), (IDLE, False), (IDLE * 4, False)])
def test_a_session_ends_after_fifteen_idle_minutes(client: Client, address: str, idle: timedelta, lives: bool) -> None:
    client.post(address)
    age(client, **{SEEN: idle})
    assert is_signed_in(client) == lives


@pytest.mark.parametrize(("length", "lives"), [(LONGEST - timedelta(seconds=5), True), (LONGEST, False)])
def test_a_busy_session_ends_after_eight_hours(client: Client, address: str, length: timedelta, lives: bool) -> None:
    client.post(address)
    age(client, **{BEGUN: length})
    assert is_signed_in(client) == lives


def test_a_request_prolongs_the_idle_limit(client: Client, address: str) -> None:
    client.post(address)
    age(client, **{SEEN: IDLE / 2})
    assert is_signed_in(client)
    assert now().timestamp() - client.session[SEEN] < 10


def test_a_quick_second_request_does_not_write_the_session(client: Client, address: str) -> None:
    client.post(address)
    assert is_signed_in(client)
    before = client.session[SEEN]
    assert is_signed_in(client)
    assert client.session[SEEN] == before
