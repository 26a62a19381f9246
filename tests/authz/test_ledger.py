"""The ledger over the role of the web: each layer alone keeps foreign entries back, and of a payload an import alone is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from dangvu.access.connections import registrar
from dangvu.access.entries import Asked, entry, opened_to, stretch, touched_by
from dangvu.access.viewer import viewer_here
from dangvu.accounts.commands import account_named
from dangvu.accounts.models import Account
from dangvu.exchange.queries import import_taken
from dangvu.organisation.commands import ChangeUnit
from dangvu.periods import clock
from tests.accounts.people import enter
from tests.authz.offices import open_session, session_of
from tests.exchange.importing import imported
from tests.world import World, charged, decide

NARROW = "kiem-tra-xa"


@pytest.fixture
def entries(own_web: World) -> Iterator[tuple[int, int]]:
    """One entry about the commune whose ledger is read, one about a school elsewhere."""
    with registrar():
        account = account_named(NARROW)
        decide(charged(NARROW, "inspection", "SX.01.A"))
        open_session(NARROW, account)
        own = decide(ChangeUnit(on=date(2016, 1, 1), unit=own_web.hamlet_one, name="Chi bộ ấp Nhất")).id
        foreign = decide(ChangeUnit(on=date(2016, 1, 1), unit=own_web.school, name="Chi bộ Trường Mới")).id
    yield own, foreign


def seen(part: frozenset[int] | None) -> set[int]:
    return {one.id for one in stretch(Asked(part=part), 1000).entries}


def scope() -> frozenset[int] | None:
    with registrar():
        account = account_named(NARROW)
    return opened_to(viewer_here(account, clock.today()))


def test_the_database_alone_keeps_foreign_entries_back(own_web: World, entries: tuple[int, int]) -> None:
    own, foreign = entries
    with session_of(NARROW):
        assert own in seen(None) and foreign not in seen(None)
        assert entry(foreign, None) is None and touched_by([foreign], None, 3) == {}


def test_the_application_alone_keeps_foreign_entries_back(own_web: World, entries: tuple[int, int]) -> None:
    own, foreign = entries
    with session_of(NARROW):
        part = scope()
    with registrar():
        assert part is not None and own in seen(part) and foreign not in seen(part)
        assert entry(foreign, part) is None and touched_by([foreign], part, 3) == {}


def test_with_both_off_foreign_entries_are_shown(own_web: World, entries: tuple[int, int]) -> None:
    """Control."""
    with registrar():
        assert set(entries) <= seen(None) and entry(entries[1], None) is not None


def test_the_scope_is_that_of_the_right_to_the_ledger(own_web: World, entries: tuple[int, int]) -> None:
    """Whoever reads the ledger of one commune and lists the people of another unit reads no ledger of that one."""
    with registrar():
        decide(charged(NARROW, "assigned_member", "SX.02"))
    with session_of(NARROW):
        part = scope()
        assert part is not None and own_web.school not in part and own_web.hamlet_one in part
        assert entries[1] not in seen(part) and entries[1] in seen(None)


def test_an_import_tells_its_file_to_who_sees_it_and_to_nobody_else(own_web: World, entries: tuple[int, int], tmp_path: Path) -> None:
    with registrar():
        batch = imported(tmp_path)
        owned = import_taken(batch)
    with session_of("officer"):
        found = import_taken(batch)
        assert found == owned and found is not None and found.counts["members"] == 240
        assert import_taken(entries[0]) is None, "no import"
    with session_of(NARROW):
        assert import_taken(batch) == owned, "it brought places, which are everybody's"
    with session_of("commune"):
        assert import_taken(batch) is None, "the ledger is not read"


def test_the_pages_over_the_web(own_web: World, entries: tuple[int, int]) -> None:
    own, foreign = entries
    client = Client()
    with registrar():
        enter(client, Account.objects.get(username=NARROW))
    html = client.get("/so-quyet-dinh/").content.decode()
    assert f"/so-quyet-dinh/{own}/" in html and f"/so-quyet-dinh/{foreign}/" not in html
    assert client.get(f"/so-quyet-dinh/{own}/").status_code == 200
    assert client.get(f"/so-quyet-dinh/{foreign}/").status_code == 404
    assert client.post("/so-quyet-dinh/", {"unit": "SX.02.B"}).status_code == 422
