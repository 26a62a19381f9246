"""Server time of the main pages as a multiple of an empty signed-in page, measured in turn in one run.

`first` asks for another day each time, so that nothing computed before helps; `again` asks the same page as readers do who share it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date, timedelta
from statistics import median

from django.test import Client
from django.urls import reverse

from dangvu.organisation.queries import unit_on
from dangvu.reports.queries import Roll, page

EMPTY = "help"
MAIN = ("overview", "unit", "members", "member")


def ratios(client: Client, unit: int, on: date, rounds: int = 7) -> Mapping[str, float]:
    """`NAME_first` and `NAME_again` for each main page; medians over the rounds, each page after the empty one."""
    unit_ = unit_on(unit, on)
    somebody = page(Roll(unit, on), limit=1)
    if unit_ is None or not somebody:
        raise LookupError("nobody to show")
    args = {"member": [somebody[0].public_id]}
    query = {"unit": str(unit_.public_id)}
    spent: dict[str, list[float]] = {}
    for turn in range(rounds):
        for name in MAIN:
            other = on - timedelta(days=turn)
            for kind, day in (("first", other), ("again", other)):
                address = reverse(name, args=args.get(name, []))
                spent.setdefault("empty", []).append(_time(client, reverse(EMPTY), {**query, "on": day.isoformat()}))
                spent.setdefault(f"{name}_{kind}", []).append(_time(client, address, {**query, "on": day.isoformat()}))
    empty = median(spent.pop("empty"))
    return {name: median(times) / empty for name, times in spent.items()}


def _time(client: Client, address: str, query: Mapping[str, str]) -> float:
    begun = time.perf_counter()
    status = client.get(address, query).status_code
    ended = time.perf_counter()
    if status != 200:
        raise LookupError(f"{address}: {status}")
    return ended - begun
