"""Programs that read: a token of an account, and a client that brings it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dangvu.access.connections import registrar
from dangvu.access.integrations import make
from dangvu.organisation.queries import unit_on
from dangvu.people.queries import names_of
from dangvu.periods import clock
from tests.world import DAY

NAME, PURPOSE = "Cổng điều hành", "Hiển thị số liệu tháng trên bảng điều hành"


def token(username: str, *, name: str = NAME, days: int = 30) -> str:
    """A secret that reads as an account."""
    with registrar():
        return make(name, PURPOSE, username, days, by="máy chủ: thử", at=clock.now())


def program(secret: str) -> Client:
    """A client that brings a secret and knows no cookies."""
    client = Client(headers={"authorization": f"Bearer {secret}"})
    client.raise_request_exception = False
    return client


def unit_id(number: int) -> str:
    with registrar():
        found = unit_on(number, DAY)
    assert found is not None
    return str(found.public_id)


def person_id(number: int) -> str:
    with registrar():
        return str(names_of([number])[number][0])


def ask(client: Client, name: str, *args: object, **query: Any) -> HttpResponse:
    """An address of the API by its name, on the day of the world where nothing else is said."""
    if name != "api_description":
        query.setdefault("on", DAY.isoformat())
    return client.get(reverse(name, args=args), query)  # type: ignore[return-value]  # as the client types it
