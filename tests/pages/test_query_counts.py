"""How many queries each page asks: recorded in query_counts.json, and a rise fails.

To take over new numbers: DANGVU_RECORD=1 python3 -m pytest tests/pages/test_query_counts.py, and look at the difference.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.pages.site import Site
from tests.world import DAY, decide, newcomer

RECORD = Path(__file__).with_name("query_counts.json")
COUNTS: dict[str, int] = json.loads(RECORD.read_text()) if RECORD.exists() else {}
A_DAY = date(2022, 1, 5)
PAGES: dict[str, tuple[str, dict[str, str]]] = {
    "overview": ("overview", {}),
    "overview as known": ("overview", {"known": "2022-12-01T12:00"}),
    "unit": ("unit", {}),
    "find unit": ("find_unit", {"q": "chi bo"}),
    "arrange": ("arrange", {}),
    "arrange a plan": ("arrange_plan", {}),
    "small cells": ("small_cells", {}),
    "members": ("members", {}),
    "members filtered": ("members", {"sex": "Nữ", "q": "thi"}),
    "member": ("member", {}),
    "saved filters": ("saved_filters", {}),
    "export of members": ("export_members", {}),
    "propose for several": ("propose_members", {}),
    "badges": ("badges", {}),
    "propose badges": ("propose_badges", {}),
    "export of badges": ("export_badges", {}),
    "documents": ("documents", {}),
    "dues": ("dues", {}),
    "dues behind": ("dues_behind", {}),
    "mandates": ("mandates", {}),
    "give a mandate": ("give_mandate", {}),
    "figures": ("figures", {}),
    "figure": ("figure", {}),
    "figure by group": ("figure", {"by": "ethnicity"}),
    "figure under another tree": ("figure", {"tree": "2015-01-01"}),
    "boundaries": ("boundaries", {"tree": "2015-01-01"}),
    "return": ("return", {}),
    "return workbook": ("return_workbook", {}),
    "import": ("import", {}),
    "report check": ("report_check", {}),
    "search": ("search", {"q": "an"}),
    "working days": ("working_days", {}),
    "transfers": ("transfers", {}),
    "exits": ("exits", {}),
    "tasks": ("tasks", {}),
    "ledger": ("ledger", {}),
    "ledger entry": ("ledger_entry", {}),
    "help": ("help", {}),
}


def asked(site: Site, page: str) -> int:
    name, query = PAGES[page]
    args = {"member": [site.person(site.world.an)], "figure": ["members"], "boundaries": ["members"], "ledger_entry": [1]}.get(name, [])
    sent = {"on": DAY.isoformat(), **query, **({"q": site.search(query["q"])} if "q" in query else {})}
    with CaptureQueriesContext(connection) as queries:
        assert site.follow(reverse(name, args=args), **sent).status == 200
    return len(queries)


@pytest.fixture
def changed(site: Site) -> Site:
    """The world after one more decision, so that nothing computed before helps; the session has noted its beginning."""
    site.get("help")
    decide(newcomer("555", "Lê Văn Lạ", A_DAY, site.world.hamlet_one))
    return site


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_no_more_than_was_recorded(changed: Site, page: str) -> None:
    counted = asked(changed, page)
    if os.environ.get("DANGVU_RECORD"):
        COUNTS[page] = counted
        RECORD.write_text(json.dumps(dict(sorted(COUNTS.items())), indent=2) + "\n")
    assert counted <= COUNTS[page], f"{page}: {counted} queries, recorded {COUNTS[page]}"
    assert counted >= COUNTS[page] - 2, f"{page}: {counted} queries are fewer than recorded; record the new number"


@pytest.mark.parametrize("page", PAGES)
def test_more_people_and_units_cost_no_more_queries(changed: Site, page: str) -> None:
    before = asked(changed, page)
    for place in range(12):
        decide(newcomer(f"{600 + place}", f"Lê An {place}", A_DAY, changed.world.hamlet_one))
    assert asked(changed, page) == before
