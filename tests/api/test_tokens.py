"""Tokens of named programs: what opens, what no longer does, how wrong ones are counted, and what the log says of them."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import reverse

from dangvu.access.commands import EndMandate
from dangvu.access.connections import digest, present, registrar
from dangvu.access.integrations import NETWORK, SIGN, Unsuitable, every, make, revoke
from dangvu.access.models import Integration
from dangvu.access.queries import mandates_of
from dangvu.accounts.models import Account
from dangvu.periods import clock
from dangvu.readings.models import Reading
from tests.api.programs import NAME, PURPOSE, ask, person_id, program, token, unit_id
from tests.readings.readers import signed_in
from tests.world import World, decide


def status(client: Client) -> int:
    return ask(client, "api_units").status_code


def test_a_token_reads_what_its_account_may(own_web: World) -> None:
    client = program(token("xa-an-binh"))
    assert [one["code"] for one in ask(client, "api_units").json()["items"]] == ["SX.01.A", "SX.01.A.1", "SX.01.A.2"]
    assert ask(client, "api_member", person_id(own_web.an)).status_code == 200
    assert ask(client, "api_member", person_id(own_web.giang)).status_code == 404
    assert ask(client, "api_members", unit_id(own_web.school)).status_code == 404


def test_the_database_itself_knows_whose_a_token_is(own_web: World) -> None:
    """Also where the application would ask for everybody."""
    secret = token("bi-thu")
    with transaction.atomic(), connection.cursor() as cursor:
        present(secret)
        cursor.execute("SELECT array_agg(DISTINCT cell) FROM member_span")
        assert cursor.fetchone() == ([own_web.hamlet_one],)
        with registrar():
            revoke(NAME, clock.now())
        cursor.execute("SELECT count(*) FROM member_span")
        assert cursor.fetchone() == (0,)


def test_the_web_reads_no_table_of_secrets(own_web: World) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access_integration")


def test_of_a_secret_only_a_hash_is_kept(own_web: World) -> None:
    secret = token("xa-an-binh")
    assert secret.startswith(SIGN) and len(secret) == len(SIGN) + 43
    with registrar():
        (row,) = every()
        assert bytes(row.secret_hash) == digest(secret)
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_json(i)::text FROM access_integration i")
            assert secret not in str(cursor.fetchall())


def test_what_is_over_opens_nothing(own_web: World) -> None:
    client = program(token("xa-an-binh"))
    assert status(client) == 200
    with registrar():
        Integration.objects.update(expires=clock.now() - timedelta(seconds=1), made=clock.now() - timedelta(days=1))
    assert status(client) == 401
    with registrar():
        Integration.objects.update(expires=clock.now() + timedelta(days=1))
        Account.objects.filter(username="xa-an-binh").update(is_active=False)
    assert status(client) == 401
    with registrar():
        Account.objects.filter(username="xa-an-binh").update(is_active=True)
        assert revoke(NAME, clock.now()) and not revoke(NAME, clock.now())
    assert status(client) == 401


def test_a_token_sees_nothing_once_the_mandate_has_ended(own_web: World) -> None:
    client = program(token("xa-an-binh"))
    with registrar():
        (held,) = mandates_of(own_web.commune, clock.today())
        decide(EndMandate(on=clock.today(), mandate=held.number))
    assert status(client) == 404


@pytest.mark.parametrize("secret", ["", "dvt_wrong", "á"], ids=["nothing", "wrong", "no letter of any token"])
def test_a_wrong_token_is_told_in_the_one_form(own_web: World, secret: str) -> None:
    answer = program(secret).get(reverse("api_units"))
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == "Bearer" and answer.json()["status"] == 401


def test_wrong_tokens_are_counted_and_a_good_one_is_never_held_up(own_web: World) -> None:
    answers = [program(f"dvt_{number}").get(reverse("api_units")) for number in range(NETWORK.amount + 2)]
    assert [one.status_code for one in answers] == [401] * NETWORK.amount + [429] * 2
    assert answers[-1]["Retry-After"] == "60" and answers[-1].json()["status"] == HTTPStatus.TOO_MANY_REQUESTS
    assert status(program(token("xa-an-binh"))) == 200


def test_what_a_program_reads_is_noted_with_its_name_and_purpose(own_web: World) -> None:
    ask(program(token("xa-an-binh")), "api_members", unit_id(own_web.hamlet_one))
    ask(signed_in("xa-an-binh"), "api_members", unit_id(own_web.hamlet_one))
    with registrar():
        noted = list(Reading.objects.order_by("id").values_list("label", "kind", "reason", "persons"))
        used = [row.used for row in every()]
    people = sorted([own_web.an, own_web.phuc])
    assert noted == [("xa-an-binh", "list", f"{NAME}: {PURPOSE}", people), ("xa-an-binh", "list", "", people)]
    assert used == [clock.today()]


def test_who_brings_a_token_is_whose_the_token_is_whatever_cookies_come_with_it(own_web: World) -> None:
    browser = signed_in("quan-tri")
    answer = browser.get(reverse("api_units"), headers={"authorization": f"Bearer {token('bi-thu')}"})
    assert answer.json()["total"] == 1 and not answer.cookies
    assert browser.get(reverse("api_units"), headers={"authorization": "Bearer wrong"}).status_code == 401
    assert browser.get(reverse("api_units")).json()["total"] > 1, "the browser is still signed in"


def test_a_token_opens_no_page_and_a_session_is_no_token(own_web: World) -> None:
    secret = token("xa-an-binh")
    assert program(secret).get(reverse("members")).status_code == 302
    as_cookie = Client()
    as_cookie.cookies["sessionid"] = secret
    assert status(as_cookie) == 401
    key = signed_in("xa-an-binh").cookies["sessionid"].value
    assert status(program(key)) == 401


def test_a_session_without_a_second_factor_reads_nothing(own_web: World) -> None:
    client = Client()
    with registrar():
        client.force_login(Account.objects.get(username="xa-an-binh"))
    assert status(client) == 401


@pytest.mark.parametrize(
    "wrong",
    [{"username": "khong-co"}, {"name": " "}, {"purpose": ""}, {"days": 0}, {"days": 367}, {"name": "x" * 41}],
    ids=["no account", "no name", "no purpose", "no day", "too long", "a long name"],
)
def test_what_is_not_named_or_has_no_end_is_not_made(world: World, wrong: dict[str, object]) -> None:
    usual: dict[str, object] = {"name": NAME, "purpose": PURPOSE, "username": "xa-an-binh", "days": 30}
    with pytest.raises(Unsuitable):
        make(**{**usual, **wrong}, by="máy chủ", at=clock.now())  # type: ignore[arg-type]  # one dict of many types
    assert every() == []


def test_a_name_has_one_token_at_a_time(world: World) -> None:
    token("xa-an-binh")
    with pytest.raises(Unsuitable, match="Thu hồi"):
        token("xa-an-binh")
    revoke(NAME, clock.now())
    assert token("bi-thu") and len(every()) == 2
