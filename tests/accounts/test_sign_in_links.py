"""One-time links: who gets one, how long it lives, that it is spent once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from dangvu.accounts.commands import make_sign_in_link, redeem
from dangvu.accounts.models import Account, SignInLink
from dangvu.periods.clock import HANOI

NOON = datetime(2022, 5, 18, 12, tzinfo=HANOI)


@pytest.mark.django_db
def test_a_link_makes_the_account_when_it_is_absent() -> None:
    make_sign_in_link("quan-tri", at=NOON)
    account = Account.objects.get(username="quan-tri")
    assert not account.has_usable_password()
    assert not account.is_superuser


@pytest.mark.django_db
def test_a_second_link_keeps_the_account_and_voids_the_first() -> None:
    first = make_sign_in_link("quan-tri", at=NOON)
    second = make_sign_in_link("quan-tri", at=NOON)
    assert Account.objects.count() == 1
    assert redeem(first, at=NOON) is None
    assert redeem(second, at=NOON) == Account.objects.get()


@pytest.mark.django_db
def test_only_the_hash_of_the_token_is_stored() -> None:
    token = make_sign_in_link("quan-tri", at=NOON)
    link = SignInLink.objects.get()
    assert bytes(link.token_hash) == sha256(token.encode()).digest()
    assert token not in str(link)
    assert len(token) >= 43, "256 bits of chance"


@pytest.mark.django_db
def test_it_refuses_a_name_that_no_account_can_have() -> None:
    with pytest.raises(ValidationError):
        make_sign_in_link("hai chữ / lạ", at=NOON)
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_it_refuses_a_link_for_a_closed_account() -> None:
    Account.objects.create(username="da-nghi", is_active=False)
    with pytest.raises(ValidationError, match="đã khóa"):
        make_sign_in_link("da-nghi", at=NOON)


@pytest.mark.django_db
def test_a_link_is_spent_by_its_first_use() -> None:
    token = make_sign_in_link("quan-tri", at=NOON)
    assert redeem(token, at=NOON) is not None
    assert redeem(token, at=NOON) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "works"), [(29, True), (30, False), (31, False)])
def test_a_link_lives_thirty_minutes(minutes: int, works: bool) -> None:
    token = make_sign_in_link("quan-tri", at=NOON)
    assert (redeem(token, at=NOON + timedelta(minutes=minutes)) is not None) == works


@pytest.mark.django_db
def test_a_link_is_worthless_once_its_account_is_closed() -> None:
    token = make_sign_in_link("quan-tri", at=NOON)
    Account.objects.update(is_active=False)
    assert redeem(token, at=NOON) is None


@pytest.mark.django_db
def test_an_unknown_token_signs_nobody_in() -> None:
    make_sign_in_link("quan-tri", at=NOON)
    assert redeem("khong-co-ma-nay", at=NOON) is None


@pytest.mark.usefixtures("committed_database")
def test_of_many_clicks_at_once_one_alone_signs_in() -> None:
    for attempt in range(5):
        token = make_sign_in_link(f"quan-tri-{attempt}", at=NOON)
        assert sorted(_click_at_once(token, 6)) == [False] * 5 + [True]


def _click_at_once(token: str, clicks: int) -> list[bool]:
    """Whether each of the clicks signed in."""
    together = Barrier(clicks)

    def click(_number: int) -> bool:
        together.wait(timeout=20)
        try:
            return redeem(token, at=NOON) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(clicks) as pool:
        return list(pool.map(click, range(clicks)))
