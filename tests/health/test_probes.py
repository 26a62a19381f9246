"""What monitoring is told: alive, ready or what is missing, numbers without anybody's data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from dangvu.commands import Refused
from dangvu.exchange.queries import import_taken
from dangvu.health.readiness import CHECKS, failing
from dangvu.health.views import may_read
from dangvu.organisation.commands import FoundUnit
from tests.databases import Database
from tests.exchange.importing import imported
from tests.pages.site import Site
from tests.world import BASE_CELL, DAY, decide


@pytest.fixture
def away() -> Iterator[None]:
    """A database that does not answer."""
    place = connections["default"].settings_dict
    before = dict(place)
    connection.close()
    place.update(HOST="/khong/co", PORT="1")
    yield
    connection.close()
    place.update(before)


def shown(client: Client) -> dict[str, float]:
    """The numbers by name and labels."""
    text = client.get(reverse("metrics"), SERVER_NAME="localhost").content.decode()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in text.splitlines() if not line.startswith("#")}


@pytest.mark.django_db
def test_a_healthy_instance_is_alive_and_ready_and_says_nothing_else(client: Client) -> None:
    assert client.get(reverse("alive")).json() == {"alive": True}
    ready = client.get(reverse("ready"))
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "failing": []})


def test_without_its_database_it_is_alive_but_not_ready(committed_database: Database, away: None) -> None:
    client = Client()
    assert client.get(reverse("alive")).status_code == 200
    ready = client.get(reverse("ready"))
    assert (ready.status_code, ready.json()) == (503, {"ready": False, "failing": ["database", "migrations"]})


def test_a_migration_that_is_not_applied_is_told(committed_database: Database) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations WHERE app = 'exchange')")
    assert Client().get(reverse("ready")).json() == {"ready": False, "failing": ["migrations"]}


def test_a_check_that_breaks_is_a_check_that_fails() -> None:
    def broken() -> bool:
        raise OSError

    assert failing({"one": lambda: True, "two": broken, "three": lambda: False}) == ["two", "three"]
    assert list(CHECKS) == ["database", "migrations", "disk"]


@pytest.mark.parametrize(
    ("token", "asked", "may"),
    [
        ("", {}, True),
        ("", {"REMOTE_ADDR": "10.0.0.7"}, False),
        ("", {"REMOTE_ADDR": ""}, False),
        ("", {"HTTP_HOST": "so.example"}, False),
        ("bimat", {}, False),
        ("bimat", {"HTTP_AUTHORIZATION": "Bearer khac"}, False),
        ("bimat", {"HTTP_AUTHORIZATION": "Bearer bimat", "REMOTE_ADDR": "10.0.0.7", "HTTP_HOST": "so.example"}, True),
    ],
)
def test_the_numbers_are_for_this_machine_or_for_the_token(token: str, asked: dict[str, Any], may: bool) -> None:
    with override_settings(METRICS_TOKEN=token, ALLOWED_HOSTS=["so.example", "localhost"]):
        assert may_read(RequestFactory(SERVER_NAME="localhost").get("/", **asked)) is may


@pytest.mark.django_db
def test_who_may_not_read_them_finds_nothing(client: Client) -> None:
    assert client.get(reverse("metrics"), REMOTE_ADDR="10.0.0.7").status_code == 404


def test_pages_are_counted_by_name_and_commands_by_kind_and_outcome(site: Site) -> None:
    before = shown(site.client)
    site.get("member", site.person(site.world.an))
    site.client.get("/khong-co/Nguyễn-Văn-An/")
    decide(FoundUnit(on=DAY, code="SX.77", name="Chi bộ Mới", kind=BASE_CELL, parent=site.world.ben_man))
    with pytest.raises(Refused):
        decide(FoundUnit(on=DAY, code="SX.77", name="Chi bộ Mới", kind=BASE_CELL, parent=site.world.ben_man))
    after = shown(site.client)
    grown = {name: after[name] - before.get(name, 0) for name in after if after[name] != before.get(name, 0)}
    assert grown['dangvu_requests_total{page="member",status="2xx"}'] == 1
    assert grown['dangvu_requests_total{page="none",status="4xx"}'] == 1
    assert grown['dangvu_request_seconds_count{page="member"}'] == 1
    assert grown['dangvu_commands_total{kind="organisation.found",outcome="done"}'] == 1
    assert grown['dangvu_commands_total{kind="organisation.found",outcome="refused"}'] == 1
    assert after["dangvu_sessions"] >= 1
    assert 0 < after["dangvu_disk_used_ratio"] < 1


@pytest.mark.django_db
def test_what_another_program_wrote_is_counted_from_the_ledger(client: Client, tmp_path: Path) -> None:
    before = shown(client)
    decision = imported(tmp_path)
    after, taken = shown(client), import_taken(decision)
    assert taken is not None and sum(taken.counts.values()) > 0
    assert before["dangvu_import_rows_total"] == 0 and after["dangvu_import_rows_total"] == sum(taken.counts.values())
    assert after['dangvu_decisions_total{kind="exchange.import"}'] == 1


def test_the_numbers_name_no_unit_and_nobody(site: Site) -> None:
    site.get("member", site.person(site.world.an))
    site.client.get("/dang-vien/", {"unit": site.unit(site.world.an_binh)})
    text = site.client.get(reverse("metrics"), SERVER_NAME="localhost").content.decode()
    assert set(re.findall(r"(\w+)=\"", text)) <= {
        "page", "status", "kind", "outcome", "sqlstate_class", "le", "implementation", "major", "minor", "patchlevel", "version",
    }  # fmt: skip
    for word in ("SX", "Sông Xanh", "An Bình", "Nguyễn", site.unit(site.world.an_binh), str(site.person(site.world.an))):
        assert word not in text


def test_an_address_made_up_by_somebody_makes_no_new_number(site: Site) -> None:
    site.client.get("/khong-co/")
    shown(site.client)  # which is counted itself when it is answered
    before = {*shown(site.client)}
    for number in range(5):
        site.client.get(f"/khong-co/{number}/")
        site.client.generic(f"X{number}", "/dang-vien/")
    assert {name for name in {*shown(site.client)} - before if 'page="members"' not in name} == set()


def test_the_database_away_leaves_the_sessions_out(committed_world: Database, away: None) -> None:
    numbers = shown(Client())
    assert "dangvu_sessions" not in numbers and "dangvu_disk_used_ratio" in numbers
