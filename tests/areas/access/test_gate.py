"""A view says what it demands; whoever lacks it finds no page."""

from __future__ import annotations

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from dangvu.access.gate import demanded, needs, public, viewer_in
from dangvu.accounts.models import Account
from tests.accounts.people import enter
from tests.areas.access.offices import seen_by, stranger
from tests.world import World


def _page(request: HttpRequest, word: str = "") -> HttpResponse:
    return HttpResponse(f"read {word}")


def _asked(account: int) -> HttpRequest:
    request = RequestFactory().get("/")
    request.viewer = seen_by(account)  # type: ignore[attr-defined]  # as the middleware does
    return request


def test_whoever_holds_one_of_the_rights_comes_in(world: World) -> None:
    view = needs("unmask", "propose")(_page)
    assert view(_asked(world.secretary), "it").content == b"read it"
    with pytest.raises(Http404):
        view(_asked(stranger()))


def test_a_reader_without_a_viewer_is_nobody(world: World) -> None:
    with pytest.raises(Http404):
        needs("see")(_page)(RequestFactory().get("/"))


def test_a_public_page_asks_for_nothing(world: World) -> None:
    assert public(_page)(_asked(stranger())).content == b"read "


def test_what_a_view_demands_can_be_asked_and_what_says_nothing_is_told_apart() -> None:
    assert demanded(needs("see", "figures")(_page)) == ("see", "figures")
    assert demanded(public(_page)) == ()
    assert demanded(_page) is None


@pytest.mark.parametrize("rights", [(), ("look",), ("see", "look")])
def test_a_right_that_does_not_exist_is_a_mistake_of_the_program(rights: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="no such right"):
        needs(*rights)


def test_a_request_carries_its_viewer(world: World) -> None:
    client = Client()
    enter(client, Account.objects.get(pk=world.commune))
    viewer = viewer_in(client.get("/huong-dan/").wsgi_request)
    assert (viewer.account_id, viewer.label) == (world.commune, "xa-an-binh")
    assert viewer.units("see") == {world.an_binh, world.hamlet_one, world.hamlet_two}
    assert viewer_in(Client().get("/dang-nhap/").wsgi_request).account_id is None
