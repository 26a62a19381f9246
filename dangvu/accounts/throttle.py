"""How often a password may be tried: decided before anything is hashed, by one narrow table that all processes share.

Not by the limits of allauth: they live in the cache, which here is one for each process, take an IPv4 address for a network of its own,
and know no budget of the whole instance.
"""

from __future__ import annotations

import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from dangvu.accounts.models import Tally


@dataclass(frozen=True)
class Limit:
    """At most so many within any stretch of this length."""

    amount: int
    within: timedelta


ACCOUNT = Limit(5, timedelta(minutes=5))
NETWORK = Limit(10, timedelta(minutes=1))
STRANGERS = Limit(5, timedelta(minutes=1))
"""For all networks together from which nobody has signed in lately: what a spraying attack shares, however many addresses it has."""
EVERYBODY = Limit(60, timedelta(minutes=1))
"""One try in a second keeps two cores from being taken up by hashing."""
CODE = Limit(5, timedelta(minutes=5))
RECOVERY = Limit(5, timedelta(minutes=5))
ONCE = Limit(1, timedelta(minutes=5))
"""A code of the application is good for a minute and a half at most; it is remembered for longer than that."""
AT_HOME = timedelta(days=30)
"""A network counts as known for so long after somebody has signed in from it."""


@dataclass(frozen=True)
class Ticket:
    """A try that was let through and is paid for; given back when it succeeds, so that only failures count."""

    keys: tuple[bytes, ...]
    network: str
    at: datetime


def network_of(address: str) -> str:
    """The /24 or /64 of an address: who has one address of it usually has them all. What is no address is a network of its own."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 64), strict=False))


def key_of(kind: str, what: str = "") -> bytes:
    """A keyed hash: the table tells nobody whose names and networks these are."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"tally {kind} {what}".encode(), "sha256")


def admit(name: str, address: str, *, at: datetime) -> Ticket | None:
    """A ticket for one try of a password; None when any limit is used up, and then nothing was counted.

    Known and unknown names are treated alike. Limits are taken in one order, so that tries at once never wait for each other in a ring.
    """
    network = network_of(address)
    home, strangers = key_of("home", network), (key_of("strangers"), STRANGERS)
    counted = [
        (key_of("everybody"), EVERYBODY),
        strangers,
        (key_of("network", network), NETWORK),
        (key_of("account", name.casefold()), ACCOUNT),
    ]
    held = _held([home, *(key for key, _ in counted)])
    if any(past > at - AT_HOME for past in held.get(home, ())):
        counted.remove(strangers)
    # Under attack nearly every try ends here: one look, no lock.
    if any(sum(past > at - limit.within for past in held.get(key, ())) >= limit.amount for key, limit in counted):
        return None
    with transaction.atomic():
        if all(take(key, limit, at=at) for key, limit in counted):
            return Ticket(tuple(key for key, _ in counted), network, at)
        transaction.set_rollback(True)
    return None


def _held(keys: list[bytes]) -> dict[bytes, list[datetime]]:
    """When something was tried under each of the keys."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, times FROM accounts_tally WHERE key = ANY(%s)", [keys])
        return {bytes(key): times for key, times in cursor.fetchall()}


def give_back(ticket: Ticket) -> None:
    """A try that succeeded costs nothing, and its network is known from now on; what is long past is swept out."""
    with connection.cursor() as cursor:
        for key in ticket.keys:
            cursor.execute("UPDATE accounts_tally SET times = array_remove(times, %s) WHERE key = %s", [ticket.at, key])
    Tally.objects.update_or_create(key=key_of("home", ticket.network), defaults={"times": [ticket.at], "until": ticket.at + AT_HOME})
    Tally.objects.filter(until__lt=ticket.at - timedelta(hours=1)).delete()


def take(key: bytes, limit: Limit, *, at: datetime) -> bool:
    """Count one under a key, unless its limit is used up: one statement, so that of many at once no more than allowed pass."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO accounts_tally AS held (key, times, until) VALUES (%(key)s, ARRAY[%(at)s::timestamptz], %(until)s)
            ON CONFLICT (key) DO UPDATE SET
                times = ARRAY(SELECT past FROM unnest(held.times) past WHERE past > %(since)s) || excluded.times,
                until = excluded.until
            WHERE (SELECT count(*) FROM unnest(held.times) past WHERE past > %(since)s) < %(amount)s
            """,
            {"key": key, "at": at, "until": at + limit.within, "since": at - limit.within, "amount": limit.amount},
        )
        return bool(cursor.rowcount == 1)


def forget(key: bytes) -> None:
    """A success clears what failed before it."""
    Tally.objects.filter(key=key).delete()
