"""Nobody learns from the sign-in whether there is an account: T30, by text, status, cookies, and the time that the answer takes."""

from __future__ import annotations

import math
import os
import re
import time
from collections.abc import Callable, Sequence
from random import Random
from statistics import median

import pytest
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from dangvu.accounts.hashers import ComposedArgon2
from dangvu.accounts.models import Account, Tally
from dangvu.config import settings as real
from tests.accounts.people import PASSWORD, somebody

pytestmark = pytest.mark.django_db
NAMES = ("co.that", "khong.co", "da.khoa", "chua.dat")
WRONG = "một mật khẩu không đúng"


@pytest.fixture
def people() -> None:
    somebody("co.that")
    somebody("chua.dat", password=None)
    closed = somebody("da.khoa")
    closed.is_active = False
    closed.save()


def answer(name: str, password: str = WRONG) -> tuple[int, str, list[str]]:
    """Status, page and cookies, without what differs from one form to the next."""
    Tally.objects.all().delete()
    client = Client()
    response: HttpResponse = client.post(reverse("sign_in"), {"login": name, "password": password})
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode()).replace(name, "TÊN")
    return response.status_code, page, sorted(client.cookies)


@pytest.mark.usefixtures("people")
def test_known_unknown_closed_and_empty_accounts_are_answered_alike() -> None:
    answers = [answer(name) for name in NAMES]
    assert answers.count(answers[0]) == len(NAMES)
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in answers[0][1]
    assert answers[0][0] == 200


@pytest.mark.usefixtures("people")
def test_the_right_password_of_a_closed_account_says_no_more() -> None:
    assert answer("da.khoa", PASSWORD) == answer("khong.co")


@pytest.mark.usefixtures("people")
def test_the_right_password_of_an_open_account_is_answered_otherwise() -> None:
    assert answer("co.that", PASSWORD) != answer("khong.co"), "the control: the comparison can fail"


@pytest.mark.usefixtures("people")
def test_used_up_tries_are_answered_alike() -> None:
    def used_up(name: str) -> str:
        Tally.objects.all().delete()
        for _ in range(6):
            response = Client().post(reverse("sign_in"), {"login": name, "password": WRONG})
        return response.content.decode().replace(name, "TÊN").partition("csrfmiddlewaretoken")[0]

    assert len({used_up(name) for name in NAMES}) == 1
    assert "Thử quá nhiều lần" in used_up("khong.co")


@pytest.mark.usefixtures("people")
def test_recovery_says_the_same_whoever_is_named() -> None:
    def tried(name: str) -> tuple[int, str]:
        Tally.objects.all().delete()
        response = Client().post(reverse("recover"), {"username": name, "first": "AAAA", "second": "BBBB"})
        return response.status_code, re.sub(r'value="[^"]*"', "", response.content.decode())

    assert len({tried(name) for name in NAMES}) == 1


def p_value(ones: Sequence[float], others: Sequence[float]) -> float:
    """Two-sided Mann-Whitney: how likely ranks so uneven are by chance; by the normal approximation, no ties at this resolution."""
    both = sorted([(value, 0) for value in ones] + [(value, 1) for value in others])
    ranks = sum(rank for rank, (_value, which) in enumerate(both, 1) if which == 0)
    n, m = len(ones), len(others)
    u = ranks - n * (n + 1) / 2
    z = abs(u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(z / math.sqrt(2))


class Middling(ComposedArgon2):
    """Costs two milliseconds: enough to be an honest hash, little enough to be repeated."""

    time_cost, memory_cost, parallelism = 1, 4 * 1024, 1


class Real(ComposedArgon2):
    """Costs what it costs an office."""

    time_cost, memory_cost, parallelism = real.ARGON2.values()


HASHER, ROUNDS, LEAST = (Real, 500, 0.0) if os.environ.get("DANGVU_PROPERTY") == "long" else (Middling, 150, 0.03)
"""To build the row of a known account takes 20 µs: a hundredth of the cheap hash, as a quiet machine shows, nothing beside the real one."""


@pytest.fixture
def _some_cost(settings: pytest.FixtureRequest) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.{HASHER.__name__}"]  # type: ignore[attr-defined]  # the fixture gives any setting


def times(judge: Callable[[str], object], rounds: int) -> tuple[list[float], list[float]]:
    """How long a known and an unknown name take, in an order that is drawn anew each round: what else the machine does falls on both."""
    dice = Random(7)
    taken: dict[str, list[float]] = {"co.that": [], "khong.co": []}
    for _ in range(rounds):
        for name in dice.sample(sorted(taken), 2):
            began = time.perf_counter()
            judge(name)
            taken[name].append(time.perf_counter() - began)
    return taken["co.that"], taken["khong.co"]


def are_told_apart(judge: Callable[[str], object]) -> bool:
    """Whether three measurements in a row differ more than by chance (one in a hundred does), and by more than LEAST of a hash."""
    return all(p_value(*taken) <= 0.01 and gap(*taken) >= LEAST for taken in (times(judge, ROUNDS) for _ in range(3)))


def gap(ones: Sequence[float], others: Sequence[float]) -> float:
    """How far apart they are in the middle, as a part of what one takes."""
    return abs(median(one - other for one, other in zip(ones, others, strict=True))) / median(others)


def sign_in(name: str) -> object:
    """The part that knows whether there is an account; the page around it is the same code for every name."""
    return authenticate(HttpRequest(), username=name, password=WRONG)


def careless(name: str) -> object:
    """A sign-in that hashes only where there is an account."""
    found = Account.objects.filter(username=name, is_active=True).first()
    return bool(found and found.check_password(WRONG))


def slower(name: str) -> object:
    """A sign-in that does a tenth more where there is an account."""
    began = time.perf_counter()
    answered = sign_in(name)
    if name == "co.that":
        time.sleep((time.perf_counter() - began) / 10)
    return answered


@pytest.mark.usefixtures("_some_cost", "people")
def test_the_time_does_not_tell_known_from_unknown() -> None:
    assert not are_told_apart(sign_in)


@pytest.mark.usefixtures("_some_cost", "people")
@pytest.mark.parametrize("mistaken", [careless, slower])
def test_a_sign_in_that_tells_them_apart_is_noticed(mistaken: Callable[[str], object]) -> None:
    assert are_told_apart(mistaken)


def test_the_statistic_knows_same_from_different() -> None:
    dice = Random(3)
    same = [dice.gauss(100, 5) for _ in range(300)]
    assert p_value(same, [dice.gauss(100, 5) for _ in range(300)]) > 0.01
    assert p_value(same, [dice.gauss(102, 5) for _ in range(300)]) < 0.01
