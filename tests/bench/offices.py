"""What rights cost a whole page: as an office gets it under both layers, beside the page of the province as nobody's rights are asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from dangvu.access.commands import GrantMandate
from dangvu.accounts.commands import account_named
from dangvu.accounts.models import Account
from dangvu.commands import Clerk, run
from dangvu.demo.build import DAY
from dangvu.demo.officers import first_branch
from dangvu.demo.plan import Size
from dangvu.organisation.queries import unit_on
from dangvu.pages.views.members import _length
from dangvu.reports.kept import answer
from dangvu.reports.queries import Roll, page
from tests.accounts.people import enter
from tests.authz.unguarded import unguarded
from tests.bench.http import filled
from tests.bench.scratch import scratch
from tests.bench.timing import ROUNDS, Measured, ratio
from tests.databases import Database, as_the_web

PAGES = ("overview", "unit", "members", "member")
EMPTY = "help"
"""A page of somebody who is signed in that says nothing of the register."""
OFFICES = {"province": ("province_approver", 0), "cell": ("cell_deputy", -1)}
"""The role of an office, and which unit of the first branch its pages are about; the province's is charged with the whole register."""


def measure(size: Size, tell: Callable[[str], None], rounds: int = ROUNDS) -> list[Measured]:
    """The comparison in a register of its own."""
    with scratch() as place:
        tell(f"Nạp tỉnh minh họa cỡ {size}")
        database = filled(place, size)
        tell(f"Hỏi {rounds} lượt")
        return compare(database, rounds)


def compare(database: Database, rounds: int) -> list[Measured]:
    """`PAGE_of_OFFICE_vs_unguarded` of the province's office and a cell's, `PAGE_vs_empty`; each round another day, nothing kept before."""
    branch = first_branch()
    places = {name: branch[level] for name, (_role, level) in OFFICES.items()}
    offices = {name: office(f"do-{name}", role, None if name == "province" else places[name]) for name, (role, _level) in OFFICES.items()}
    warm = {name: addresses(unit, DAY - timedelta(days=rounds + 1)) for name, unit in places.items()}
    spent: dict[tuple[str, str], list[float]] = {}
    for turn in range(rounds + 1):
        asked = {name: addresses(unit, DAY - timedelta(days=turn)) for name, unit in places.items()}
        with unguarded():
            taken = _ask("unguarded", offices["province"], warm["province"], asked["province"])
        with as_the_web(database):
            for name, client in offices.items():
                taken |= _ask(name, client, warm[name], asked[name])
        if turn:
            for key, took in taken.items():
                spent.setdefault(key, []).append(took)
    under_rights = [ratio(f"{one}_of_{name}_vs_unguarded", spent[name, one], spent["unguarded", one]) for name in OFFICES for one in PAGES]
    return under_rights + [ratio(f"{one}_vs_empty", spent["province", one], spent["province", EMPTY]) for one in PAGES]


def office(name: str, role: str, unit: int | None) -> Client:
    """A browser in which an account of this role is signed in."""
    account = account_named(name)
    run(GrantMandate(on=DAY, account=account, role=role, unit=unit, document="đo"), Clerk("đo"))
    client = Client(headers={"host": "localhost"})
    enter(client, Account.objects.get(pk=account))
    return client


def addresses(unit: int, day: date) -> dict[str, str]:
    """Where the pages about a unit lie; as the owner, who may ask for it."""
    number = getattr(unit_on(unit, day), "public_id", None)
    somebody = page(Roll(unit, day), limit=1)[0].public_id
    query = urlencode({"unit": number, "on": day.isoformat()})
    return {one: f"{reverse(one, args=[somebody] if one == 'member' else [])}?{query}" for one in (*PAGES, EMPTY)}


def _ask(name: str, client: Client, warm: Mapping[str, str], addresses: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """Seconds of each page, after all of them were asked of another day: a connection is new here, and lasts where pages are served."""
    for address in warm.values():
        client.get(address)
    taken = {}
    for one in addresses:
        answer.cache_clear()
        _length.cache_clear()
        began = time.perf_counter()
        response = client.get(addresses[one])
        taken[name, one] = time.perf_counter() - began
        if response.status_code != 200:
            raise LookupError(f"{name}, {one}: {response.status_code}")
    return taken
