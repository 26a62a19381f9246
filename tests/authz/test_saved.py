"""Kept filters over the role of the web: of the session's own account alone, whatever the application asks."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.test import Client

from dangvu.access.connections import registrar
from dangvu.accounts.models import Account
from dangvu.accounts.saved import drop_view, save_view, saved_views
from tests.accounts.people import enter
from tests.authz.offices import session_of
from tests.authz.test_database_layer import FORBIDDEN, state
from tests.world import DAY, World

FILTERS = {"sex": "Nữ"}


def test_a_session_keeps_and_drops_its_own(own_web: World) -> None:
    with session_of("secretary"):
        save_view(own_web.secretary, "members", "Nữ", FILTERS)
        (one,) = saved_views(own_web.secretary, "members")
        assert one.query == FILTERS
        save_view(own_web.secretary, "members", "Nữ", {"sex": "Nam"})
        assert [kept.query for kept in saved_views(own_web.secretary, "members")] == [{"sex": "Nam"}], "the same name is replaced"
        drop_view(own_web.secretary, one.id)
        assert saved_views(own_web.secretary, "members") == []


def test_not_those_of_another(own_web: World) -> None:
    with session_of("secretary"):
        save_view(own_web.secretary, "members", "Nữ", FILTERS)
        number = saved_views(own_web.secretary, "members")[0].id
    with session_of("commune"):
        assert saved_views(own_web.secretary, "members") == []
        drop_view(own_web.secretary, number)
    with pytest.raises(DatabaseError) as caught, session_of("commune"):
        save_view(own_web.secretary, "members", "Của người khác", FILTERS)
    assert state(caught.value) == FORBIDDEN
    with pytest.raises(DatabaseError) as caught, session_of("commune"):
        save_view(own_web.secretary, "members", "Nữ", {"sex": "Nam"})
    assert state(caught.value) == FORBIDDEN
    with registrar():
        assert [(one.id, one.query) for one in saved_views(own_web.secretary, "members")] == [(number, FILTERS)]


def test_the_page_over_the_web(own_web: World) -> None:
    client = Client()
    with registrar():
        enter(client, Account.objects.get(username="bi-thu"))
    query = f"?on={DAY.isoformat()}&sex=Nam"
    assert client.post(f"/dang-vien/bo-loc/{query}", {"name": "Nam giới"}).status_code == 302
    assert "Nam giới" in client.get(f"/dang-vien/{query}").content.decode()
