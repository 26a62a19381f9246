"""How long pages take while eight people ask at once: the program as an office runs it, its database and the askers on the same machine.

Seconds of one machine: what they are compared with is another run on the same machine, never another machine.
"""

from __future__ import annotations

import math
import random
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from django.conf import settings
from django.db import connections
from django.urls import reverse

from dangvu.cli.instance import embedded
from dangvu.demo.build import build
from dangvu.demo.plan import Size
from dangvu.ledger.queries import latest_day
from dangvu.organisation.queries import children, roots, unit_on
from dangvu.periods.clock import today
from dangvu.reports.queries import Roll, page
from tests.bench.scratch import Scratch, migrated, scratch
from tests.databases import Database
from tests.pages.site import reader
from tests.serving import serving

CLIENTS = 8
SECONDS = 60.0
WARMING = 5.0
"""Seconds at the beginning that are not counted."""

Asked = tuple[str, str]
"""What is measured, and the address of one instance of it."""


@dataclass(frozen=True)
class Times:
    """Of one page: how many answers, how many of them not 200, and the median and the 95th of a hundred, in seconds."""

    name: str
    count: int
    failed: int
    p50: float
    p95: float


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def measure(size: Size, tell: Callable[[str], None], seconds: float = SECONDS) -> list[Times]:
    """Fill a register of its own, serve it, ask it from eight threads with an account each."""
    with scratch() as place, tempfile.TemporaryDirectory() as folder:
        tell(f"Nạp tỉnh minh họa cỡ {size}")
        database = filled(place, size)
        pages = list(_pages())
        cookies = [_cookie(number) for number in range(CLIENTS)]
        connections["default"].close()
        tell(f"Hỏi trong {seconds:.0f} giây, {CLIENTS} người cùng lúc")
        with serving(database, Path(folder)) as served, ThreadPoolExecutor(CLIENTS) as threads:
            until = time.monotonic() + WARMING + seconds
            work = [threads.submit(_ask, served.port, cookie, pages, until, number) for number, cookie in enumerate(cookies)]
            found = [one for done in work for one in done.result()]
    return _counted(found, until - seconds)


def filled(place: Scratch, size: Size) -> Database:
    """A register of the size; the program that serves it may plan as it likes."""
    name = place.make("http", migrated(place))
    place.use(name)
    build(size)
    with place.connect(name) as register:
        register.execute("VACUUM ANALYZE")
    server = embedded()
    given = connections["default"].settings_dict
    address = f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{name}"
    return Database(name, server.url(name) if server else address)


def _pages() -> list[Asked]:
    """Overview, unit and list of the province, of bodies below it and of cells; files of members from all over."""
    day = latest_day() or today()
    root = roots(day)[0]
    whole = unit_on(root, day)
    middle = [one for body in children(root, day) for one in children(body.id, day)][:12]
    cells = [one for body in middle for one in children(body.id, day)[:1]]
    asked: list[Asked] = []
    for kind, units in (("province", [whole] if whole else []), ("commune", middle), ("cell", cells)):
        for unit in units:
            asked += [(f"{name}_{kind}", f"{reverse(name)}?unit={unit.public_id}") for name in ("overview", "unit", "members")]
    somebody = page(Roll(root, day), limit=200)
    return asked + [("member", reverse("member", args=[one.public_id])) for one in somebody]


def _cookie(number: int) -> str:
    client = reader(f"may-{number}")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _ask(port: int, cookie: str, pages: Sequence[Asked], until: float, seed: int) -> list[tuple[str, float, float, int]]:
    """Ask one page after another, each kind as often as the others, until the time is over: kind, when, how long, status."""
    by_kind: Mapping[str, list[str]] = {kind: [address for name, address in pages if name == kind] for kind, _ in pages}
    chance, kinds = random.Random(seed), sorted(by_kind)
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    found = []
    while time.monotonic() < until:
        kind = chance.choice(kinds)
        began = time.monotonic()
        connection.request("GET", chance.choice(by_kind[kind]), headers={"Cookie": cookie})
        response = connection.getresponse()
        response.read()
        found.append((kind, began, time.monotonic() - began, response.status))
    connection.close()
    return found


def _counted(found: Sequence[tuple[str, float, float, int]], since: float) -> list[Times]:
    kept = [one for one in found if one[1] >= since]
    return [
        Times(kind, len(mine), sum(status != 200 for *_, status in mine), median(times), percentile(times, 0.95))
        for kind in sorted({kind for kind, *_ in kept})
        if (mine := [one for one in kept if one[0] == kind]) and (times := [took for _, _, took, _ in mine])
    ]
