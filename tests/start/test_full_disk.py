"""A disk that runs full: nothing acknowledged is lost, figures are read, writing is refused as passing, and room makes it well.

People are shown only where that can be noted.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from pytest_django import DjangoDbBlocker

from dangvu.cluster import Cluster
from dangvu.exchange.verification import verify
from dangvu.ledger.models import Decision
from dangvu.organisation.commands import FoundLocality
from dangvu.readings.models import Reading
from tests.cluster.servers import tell
from tests.databases import Database, connected_to
from tests.pages.site import reader
from tests.world import DAY, build, decide

WANTED = 1_000 if os.environ.get("DANGVU_PROPERTY") == "full" else 100
"""Decisions that are acknowledged before the disk is full."""
NUMBERS = count(1)
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a small disk for the drill (tmpfs)")]


def found(_request: HttpRequest) -> HttpResponse:
    """Acknowledges one decision with its number."""
    number = next(NUMBERS)
    return HttpResponse(str(decide(FoundLocality(on=DAY, code=f"D{number}", name=f"Ấp {number}", level="ấp", parent=None)).id))


urlpatterns = [path("ghi/", found, name="found"), path("", include("dangvu.config.urls"))]
handler500 = "dangvu.web.views.broken"


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 400 MiB that every account can pass through."""
    with tempfile.TemporaryDirectory(prefix="dangvu-test-", dir="/var/tmp") as name:
        Path(name).chmod(0o711)
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400m,mode=711", "tmpfs", name], check=False, capture_output=True)
        if made.returncode:
            pytest.skip("this machine lets nobody mount a small disk (tmpfs)")
        yield Path(name)
        subprocess.run(["umount", name], check=True)


@pytest.fixture
def register(small_disk: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """The small world on a server of its own whose data and log of changes lie on the small disk; answers the disk."""
    cluster = Cluster(small_disk / "home")
    cluster.start()
    try:
        assert cluster.data.is_relative_to(small_disk)
        tell(cluster, "CREATE DATABASE dangvu")
        with django_db_blocker.unblock(), connected_to(Database("dangvu", cluster.url("dangvu"))):
            call_command("migrate", verbosity=0)
            build()
            yield small_disk
    finally:
        cluster.stop()


def fill(disk: Path) -> Path:
    """Take all the room that is left."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    return ballast


def written(client: Client) -> int | None:
    """The number of a decision that was acknowledged; None where it was refused as passing, in words."""
    response = client.post("/ghi/")
    if response.status_code == 200:
        return int(response.content)
    assert (response.status_code, response["Retry-After"]) == (503, "300")
    assert "Máy chủ hết chỗ ghi" in response.content.decode()
    return None


def read(client: Client) -> set[int]:
    """What the pages of figures answer."""
    return {client.get(address).status_code for address in ("/?on=2022-11-30", "/so/?on=2022-11-30")}


def listed(client: Client) -> bool:
    """Whether the list of members is shown; where it is not, it is refused as passing and names nobody."""
    before = Reading.objects.count()
    response = client.get("/dang-vien/?on=2022-11-30")
    shown = "Nguyễn Văn An" in response.content.decode()
    assert (response.status_code, shown) in {(200, True), (503, False)}
    assert Reading.objects.count() - before == int(shown), "who is shown is noted"
    return shown


@override_settings(ROOT_URLCONF=__name__)
def test_a_full_disk_loses_nothing_and_is_read_from(register: Path) -> None:
    client = reader("quan-tri")
    client.raise_request_exception = False
    assert read(client) == {200} and listed(client)
    acknowledged = [number for _ in range(WANTED) if (number := written(client))]
    assert len(acknowledged) == WANTED
    ballast, refused = fill(register), 0
    while refused < 20:
        number = written(client)
        acknowledged += [number] if number else []
        refused += number is None
        assert read(client) == {200}
        listed(client)
    assert client.get("/suc-khoe/song").status_code == 200
    held = {*Decision.objects.values_list("id", flat=True)}
    ballast.unlink()
    again = written(client)
    assert again and listed(client), "it recovers unaided"
    assert {*acknowledged} <= held and len({*acknowledged}) == len(acknowledged)
    assert held - {*acknowledged} <= set(range(1, min(acknowledged)))
    assert verify(None).found == 0
