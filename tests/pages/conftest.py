"""A signed-in reader of the small world."""

from __future__ import annotations

import pytest

from tests.pages.site import Site, reader
from tests.world import World


@pytest.fixture
def site(world: World) -> Site:
    """The site as a signed-in account sees it, over the small world on its day."""
    return Site(reader("quan-tri"), world)
