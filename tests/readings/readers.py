"""Readers of the small world: requests as the log takes them, a member, whoever keeps the log; and a log that takes nothing."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory

from dangvu.access.connections import registrar
from dangvu.access.viewer import viewer_of
from dangvu.accounts.commands import account_named
from dangvu.accounts.models import Account
from dangvu.people.queries import names_of
from dangvu.periods import clock
from tests.accounts.people import enter
from tests.world import World, charged, decide


def signed_in(username: str) -> Client:
    """A browser of an account."""
    client = Client()
    with registrar():
        enter(client, Account.objects.get(username=username))
    return client


def member(world: World) -> Client:
    """Thạch Thị Bình, who is a member and nothing else."""
    with registrar():
        account_named("thach-binh")
        decide(charged("thach-binh", "member", holder=world.binh))
    return signed_in("thach-binh")


def keeper() -> Client:
    """The officer for data protection."""
    with registrar():
        account_named("bao-ve")
        decide(charged("bao-ve", "data_protection"))
    return signed_in("bao-ve")


def asking(account: int, label: str) -> HttpRequest:
    """A request as the middleware leaves it."""
    request = RequestFactory().get("/")
    request.viewer = viewer_of(account, clock.today(), label)  # type: ignore[attr-defined]  # put there by the middleware
    return request


def numbers(*persons: int) -> list[Any]:
    """The opaque numbers of people."""
    return [names_of([person])[person][0] for person in persons]


def refuse() -> None:
    """The log takes no row."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE readings_reading ADD CHECK (false) NOT VALID")


def unforgiving(client: Client) -> Client:
    """A browser that gets the page of a fault instead of the fault."""
    client.raise_request_exception = False
    return client
