"""The measure of the pages' speed; its numbers mean something at the size of a province only."""

from __future__ import annotations

from tests.pages.site import Site
from tests.pages.speed import MAIN, ratios
from tests.world import DAY


def test_every_main_page_is_measured_against_the_empty_one(site: Site) -> None:
    found = ratios(site.client, site.world.province, DAY, rounds=2)
    assert set(found) == {f"{name}_{kind}" for name in MAIN for kind in ("first", "again")}
    assert all(ratio > 0 for ratio in found.values())
