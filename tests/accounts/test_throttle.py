"""How often a password may be tried, decided before anything is hashed: T29."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from dangvu.accounts import throttle
from dangvu.accounts.hashers import ComposedArgon2
from dangvu.accounts.models import Tally
from dangvu.accounts.throttle import ACCOUNT, EVERYBODY, NETWORK, STRANGERS, Limit, Ticket, admit, give_back, key_of, network_of, take
from dangvu.periods.clock import HANOI
from tests.accounts.people import PASSWORD, code_of, somebody

NOON = datetime(2026, 5, 18, 12, tzinfo=HANOI)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"), ("::ffff:203.0.113.77", "203.0.113.0/24"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("127.0.0.1", "127.0.0.0/24"), ("", ""), ("khong-phai-dia-chi", "khong-phai-dia-chi"),
    ],
)  # fmt: skip
def test_neighbours_are_one_network(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.django_db
def test_a_limit_holds_within_every_stretch_and_not_by_the_clock() -> None:
    key, limit = key_of("thử"), Limit(3, MINUTE)
    at = [NOON + timedelta(seconds=second) for second in (0, 50, 55, 59, 60, 61, 109, 110)]
    assert [take(key, limit, at=one) for one in at] == [True, True, True, False, True, False, False, True]


@pytest.mark.django_db
def test_an_account_is_tried_five_times_from_anywhere() -> None:
    tried = [admit("an", f"10.0.{number}.1", at=NOON + number * MINUTE / 2) for number in range(8)]
    assert sum(ticket is not None for ticket in tried) == ACCOUNT.amount
    assert admit("An", "10.9.9.9", at=NOON + 4 * MINUTE) is None, "capitals make no other account"
    assert admit("binh", "10.9.9.9", at=NOON + 4 * MINUTE) is not None


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["203.0.113.{}", "2001:db8:1:2::{}"])
def test_a_known_network_is_tried_ten_times_a_minute_whatever_the_address(place: str) -> None:
    first = admit("an", place.format(1), at=NOON - MINUTE)
    assert first is not None
    give_back(first)
    tried = [admit(f"ten-{number}", place.format(number), at=NOON + timedelta(seconds=number)) for number in range(2, 40)]
    assert sum(ticket is not None for ticket in tried) == NETWORK.amount


@pytest.mark.django_db
def test_who_succeeds_pays_nothing() -> None:
    for number in range(20):
        ticket = admit("an", "203.0.113.7", at=NOON + timedelta(seconds=number / 10))
        assert ticket is not None
        give_back(ticket)


@pytest.mark.django_db
def test_a_refused_try_is_not_counted_anywhere() -> None:
    for number in range(STRANGERS.amount):
        assert admit(f"ten-{number}", f"10.{number}.0.1", at=NOON) is not None
    before = Tally.objects.count()
    assert admit("khac", "10.99.0.1", at=NOON) is None
    assert Tally.objects.count() == before


def spray(accounts: int, addresses: int, *, each: timedelta) -> list[datetime]:
    """One password for each account from addresses in turn; when tries passed on to hashing."""
    moments = (NOON + each * number for number in count())
    tried = ((f"can-bo-{number}", f"198.51.{number % addresses}.9", next(moments)) for number in range(accounts))
    return [at for name, address, at in tried if admit(name, address, at=at) is not None]


def busiest(moments: list[datetime]) -> int:
    """The most within any minute."""
    return max(sum(at <= one < at + MINUTE for one in moments) for at in moments)


@pytest.mark.django_db
def test_spraying_five_thousand_accounts_from_fifty_networks_reaches_hashing_five_times_a_minute() -> None:
    passed = spray(5_000, 50, each=timedelta(milliseconds=60))
    assert busiest(passed) <= STRANGERS.amount == 5
    assert len(passed) == 25, "five minutes of five"


@pytest.mark.django_db
def test_without_the_budget_of_strangers_the_same_spraying_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "STRANGERS", Limit(10_000, MINUTE))
    monkeypatch.setattr(throttle, "EVERYBODY", Limit(10_000, MINUTE))
    assert busiest(spray(100, 50, each=timedelta(milliseconds=60))) == 100


@pytest.mark.django_db
def test_an_office_that_has_signed_in_before_signs_in_meanwhile() -> None:
    home = admit("chi.le", "203.0.113.7", at=NOON - timedelta(days=3))
    assert home is not None
    give_back(home)
    spray(120, 50, each=timedelta(milliseconds=500))
    ticket = admit("chi.le", "203.0.113.200", at=NOON + MINUTE)
    assert isinstance(ticket, Ticket)
    assert admit("la.mat", "192.0.2.1", at=NOON + timedelta(seconds=59)) is None, "a stranger waits"


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "is_known"), [(29, True), (31, False)])
def test_nobody_is_known_for_longer_than_a_month(days: int, is_known: bool) -> None:
    home = admit("chi.le", "203.0.113.7", at=NOON)
    assert home is not None
    give_back(home)
    later = NOON + timedelta(days=days)
    for number in range(STRANGERS.amount):
        assert admit(f"ten-{number}", f"10.{number}.0.1", at=later) is not None
    assert (admit("chi.le", "203.0.113.7", at=later) is not None) == is_known


@pytest.mark.django_db
def test_the_table_names_nobody_and_is_swept() -> None:
    ticket = admit("chi.le", "203.0.113.7", at=NOON)
    assert ticket is not None
    give_back(ticket)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(row_to_json(held)::text, '') FROM accounts_tally held")
        (text,) = cursor.fetchone()
    assert "203.0" not in text and "le" not in text.replace("tally", "")
    later = admit("khac", "203.0.113.7", at=NOON + timedelta(days=60))
    assert later is not None
    give_back(later)
    assert Tally.objects.filter(until__lt=NOON + timedelta(days=59)).count() == 0


@pytest.mark.usefixtures("committed_database")
def test_of_many_at_once_no_more_than_allowed_pass() -> None:
    together = Barrier(12)

    def one(number: int) -> bool:
        together.wait(timeout=20)
        try:
            return admit(f"ten-{number}", f"10.{number}.0.1", at=NOON) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(one, range(12))) == STRANGERS.amount


class Counting(ComposedArgon2):
    """Counts what is hashed."""

    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).hashed += 1
        return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        type(self).hashed += 1
        return super().verify(password, encoded)


@pytest.fixture
def counting(settings: pytest.FixtureRequest) -> type[Counting]:
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]  # type: ignore[attr-defined]
    Counting.hashed = 0
    return Counting


@pytest.mark.django_db
def test_what_is_refused_is_never_hashed(counting: type[Counting]) -> None:
    account = somebody()
    counting.hashed = 0
    answers = [
        Client(REMOTE_ADDR=f"198.51.{number}.9").post(reverse("sign_in"), {"login": f"ten-{number}", "password": "một mật khẩu nào đó"})
        for number in range(30)
    ]
    assert counting.hashed == STRANGERS.amount
    assert sum("Thử quá nhiều lần" in answer.content.decode() for answer in answers) == 30 - STRANGERS.amount
    stranger = Client(REMOTE_ADDR="198.51.77.9").post(reverse("sign_in"), {"login": account.username, "password": PASSWORD})
    assert "Thử quá nhiều lần" in stranger.content.decode(), "also with the right password: nothing is looked at"


@pytest.mark.django_db
def test_a_right_password_costs_one_hash_and_no_budget(counting: type[Counting]) -> None:
    account = somebody()
    counting.hashed = 0
    for _ in range(EVERYBODY.amount // 10):
        Client().post(reverse("sign_in"), {"login": account.username, "password": PASSWORD})
    assert counting.hashed == EVERYBODY.amount // 10


@pytest.mark.django_db
def test_passwords_given_to_confirm_are_counted_too(client: Client) -> None:
    account = somebody()
    client.post(reverse("sign_in"), {"login": account.username, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code_of(account)})
    for _ in range(NETWORK.amount):
        client.post(reverse("step_up"), {"password": "sai mật khẩu rồi", "code": "123456"})
    answer = client.post(reverse("step_up"), {"password": PASSWORD, "code": code_of(account, ahead=1)})
    assert "Thử quá nhiều lần" in answer.content.decode()
