"""A signed-in reader of the small world."""

from __future__ import annotations

import pytest
from django.test import Client

from dangvu.accounts.models import Account
from tests.pages.site import Site
from tests.world import World


@pytest.fixture
def site(world: World) -> Site:
    """The site as a signed-in account sees it, over the small world on its day."""
    client = Client()
    client.force_login(Account.objects.create(username="quan-tri"))
    return Site(client, world)
