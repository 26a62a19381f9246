"""Sessions: new keys, nothing readable in the table, ended at once; T28."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.conf import settings
from django.core.signing import loads
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from dangvu.accounts.models import Account, Session
from dangvu.accounts.sessions import IDLE, LONGEST, SEEN, SessionStore, close_account, end_sessions
from dangvu.periods.clock import now
from tests.accounts.people import PASSWORD, code_of, enter, somebody

pytestmark = pytest.mark.django_db
COOKIE = settings.SESSION_COOKIE_NAME


def sign_in(client: Client, account: Account, *, ahead: int = 0) -> None:
    """By password and code, as a person does."""
    client.post(reverse("sign_in"), {"login": account.username, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code_of(account, ahead=ahead)})


def is_in(client: Client) -> bool:
    """Whether a page of one's own opens."""
    return client.get(reverse("account")).status_code == 200


def copy_of(client: Client) -> Client:
    """Somebody who copied the cookie."""
    other = Client()
    other.cookies[COOKIE] = client.cookies[COOKIE].value
    return other


def test_the_key_from_before_signing_in_is_dead_afterwards(client: Client) -> None:
    session = client.session
    session["planted"] = 1
    session.save()
    planted = copy_of(client)
    sign_in(client, somebody())
    assert is_in(client)
    assert not is_in(planted)
    assert not SessionStore(planted.cookies[COOKIE].value).load()


def test_the_key_changes_at_the_second_factor_too(client: Client) -> None:
    account = somebody()
    client.post(reverse("sign_in"), {"login": account.username, "password": PASSWORD})
    halfway = copy_of(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(account)})
    assert is_in(client)
    assert not is_in(halfway)


def test_a_copied_cookie_is_dead_after_signing_out(client: Client) -> None:
    sign_in(client, somebody())
    copied = copy_of(client)
    assert is_in(copied), "before, it works: the test can fail"
    client.post(reverse("sign_out"))
    assert not is_in(copied)


def test_the_table_holds_neither_the_key_nor_anything_readable(client: Client) -> None:
    enter(client, somebody())
    session = client.session
    session["tim"] = "Nguyễn Văn An"
    session.save()
    key = client.cookies[COOKIE].value
    row = Session.objects.get()
    assert row.session_key == sha256(key.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(held)::text FROM accounts_session held")
        (text,) = cursor.fetchone()
    packed = json.dumps("Nguyễn Văn An")[1:-1]
    readable = [text, *(base64.urlsafe_b64decode(part + "==").decode(errors="ignore") for part in row.session_data.split(":"))]
    assert not any(secret in one for one in readable for secret in (key, "Nguyễn Văn An", packed))
    assert SessionStore(key).load()["tim"] == "Nguyễn Văn An"


def test_with_the_store_of_django_the_same_look_finds_key_and_contents(client: Client) -> None:
    stored = SessionStore.__mro__[1]("chia-khoa-cua-cookie")
    assert loads(stored.encode({"tim": "An"}), salt=stored.key_salt, serializer=stored.serializer) == {"tim": "An"}
    assert stored.session_key == "chia-khoa-cua-cookie"


def test_what_stands_in_the_table_opens_nothing(client: Client) -> None:
    enter(client, somebody())
    assert is_in(client)
    thief = Client()
    thief.cookies[COOKIE] = Session.objects.get().session_key
    assert not is_in(thief)


def test_closing_an_account_ends_its_sessions_at_once(client: Client) -> None:
    account = somebody()
    enter(client, account)
    assert is_in(client)
    close_account(account.pk)
    assert not is_in(client)
    assert not Session.objects.filter(account=account).exists()


def test_a_closed_account_does_not_get_in_between_password_and_code(client: Client) -> None:
    account = somebody()
    client.post(reverse("sign_in"), {"login": account.username, "password": PASSWORD})
    close_account(account.pk)
    client.post(reverse("mfa_authenticate"), {"code": code_of(account)})
    assert not is_in(client)


def test_sessions_of_one_account_end_and_those_of_others_stay(client: Client) -> None:
    ending, staying = somebody("mot"), somebody("hai")
    enter(client, ending)
    other = Client()
    enter(other, staying)
    assert end_sessions(ending.pk) == 1
    assert not is_in(client)
    assert is_in(other)


def test_changing_the_password_ends_every_other_session(client: Client) -> None:
    account = somebody()
    enter(client, account)
    other = Client()
    enter(other, account)
    new = "năm con trâu về làng"
    response = client.post(reverse("change_password"), {"current": PASSWORD, "password": new, "again": new})
    assert response["Location"] == reverse("account")
    assert is_in(client)
    assert not is_in(other)


def test_one_sees_ones_own_sessions_and_ends_one_or_all_others(client: Client) -> None:
    account = somebody()
    enter(client, account)
    others = [Client(), Client(), Client()]
    for other in others:
        enter(other, account)
    page = client.get(reverse("account")).content.decode()
    assert page.count('name="which"') == 4, "three others, and all of them"
    assert page.count("Phiên này") == 1
    client.post(reverse("end_session"), {"which": sha256(others[0].cookies[COOKIE].value.encode()).hexdigest()})
    assert [is_in(other) for other in others] == [False, True, True]
    client.post(reverse("end_session"), {"which": "others"})
    assert not any(is_in(other) for other in others)
    assert is_in(client)


def test_nobody_ends_the_session_of_somebody_else(client: Client) -> None:
    enter(client, somebody("mot"))
    other = Client()
    enter(other, somebody("hai"))
    which = sha256(other.cookies[COOKIE].value.encode()).hexdigest()
    assert client.post(reverse("end_session"), {"which": which}).status_code == 404
    assert is_in(other)


@pytest.mark.parametrize("which", [IDLE, LONGEST])
def test_the_database_knows_by_itself_when_a_session_is_over(client: Client, which: timedelta) -> None:
    enter(client, somebody())
    session = client.session
    if which == IDLE:
        assert abs(Session.objects.get().expire_date - now() - IDLE) < timedelta(seconds=5)
        session[SEEN] -= IDLE.total_seconds()
    else:
        session["begun"] -= LONGEST.total_seconds()
    session.save()
    assert Session.objects.get().expire_date <= now()
    assert not is_in(client)


@pytest.mark.parametrize("is_kept", [True, False], ids=["ended by the application", "forgotten by the database"])
def test_the_sign_in_says_that_a_session_has_ended_and_that_nothing_was_written(client: Client, is_kept: bool) -> None:
    enter(client, somebody())
    session = client.session
    session[SEEN] -= IDLE.total_seconds()
    session.save()
    if is_kept:  # the database still tells it: the application ends it
        Session.objects.update(expire_date=now() + IDLE)
    read = client.get(reverse("account"), follow=True).content.decode()
    assert "Phiên làm việc đã kết thúc. Đăng nhập để tiếp tục." in read

    enter(client, somebody("hai"))
    Session.objects.all().delete()
    sent = client.post(reverse("end_session"), {"which": "others"}, follow=True).content.decode()
    assert "nội dung vừa gửi chưa được ghi vào sổ" in sent


def test_the_sign_in_of_whoever_had_no_session_speaks_of_none(client: Client) -> None:
    """Control."""
    assert "Phiên làm việc đã kết thúc" not in client.get(reverse("account"), follow=True).content.decode()


def test_sessions_that_are_over_are_swept_out(client: Client) -> None:
    Session.objects.create(session_key="x", session_data="", expire_date=now() - IDLE)
    sign_in(client, somebody())
    assert not Session.objects.filter(session_key="x").exists()


def test_the_table_refuses_a_factor_of_nobody() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.create(session_key="x", session_data="", expire_date=now(), factor="totp")


def test_the_cookie_goes_with_the_browser_and_no_script_reads_it(client: Client) -> None:
    sign_in(client, somebody())
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
