"""Every answer says what a browser may do with it: every address, every fault, every file."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client, override_settings
from django.urls import path, reverse

from tests.config.answers import addresses, lacking
from tests.pages.site import Site

WITHOUT = [name for name in settings.MIDDLEWARE if name != "dangvu.web.middleware.Headers"]


def _fault(_request: object) -> None:
    raise RuntimeError


urlpatterns = [path("hong/", _fault, name="broken")]
handler500 = "dangvu.web.views.broken"


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options", "trace"])
def test_every_address_answers_with_them(site: Site, method: str) -> None:
    for client in (site.client, Client()):
        found = {one.name: lacking(getattr(client, method)(one.path)) for one in addresses() if one.name != "sign_out"}
        assert len(found) > 25
        assert {name: missing for name, missing in found.items() if missing} == {}


@pytest.mark.django_db
def test_the_end_of_a_session_answers_with_them(client: Client) -> None:
    assert lacking(client.post(reverse("sign_out"))) == []


@pytest.mark.django_db
@override_settings(MIDDLEWARE=WITHOUT)
def test_without_the_middleware_every_address_is_found_to_lack_some(client: Client) -> None:
    for one in addresses():
        assert {"Permissions-Policy", "Cross-Origin-Resource-Policy"} <= {*lacking(client.get(one.path))}, one.name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/khong-co/", {}, 404),
        ("/tim/?q=%00", {}, 400),
        ("/dang-nhap/", {"host": "khac.example"}, 400),
        ("/static/web/khong-co.css", {}, 404),
        ("/dang-nhap", {}, 301),
    ],
    ids=["nowhere", "a bad address", "a foreign host", "no such file", "no slash at the end"],
)
def test_what_goes_wrong_answers_with_them(client: Client, path: str, headers: dict[str, str], status: int) -> None:
    response = client.get(path, headers=headers)
    assert response.status_code == status
    assert lacking(response) == []


@override_settings(ROOT_URLCONF="tests.config.test_headers", MIDDLEWARE=[name for name in settings.MIDDLEWARE if "Login" not in name])
def test_a_fault_answers_with_them(db: None) -> None:
    response = Client(raise_request_exception=False).get("/hong/")
    assert response.status_code == 500
    assert lacking(response) == []


@pytest.mark.django_db
def test_a_form_without_its_secret_answers_with_them() -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("set_theme"))
    assert response.status_code == 403
    assert lacking(response) == []


@pytest.mark.parametrize("name", ["web/css/base.css", "web/js/palette.js", "web/favicon.svg", "web/fonts/bvp-latin-400.woff2"])
def test_every_kind_of_file_answers_with_them_and_may_be_kept(client: Client, name: str) -> None:
    assert finders.find(name)
    response = client.get(f"{settings.STATIC_URL}{name}")
    assert response.status_code == 200
    assert lacking(response, is_file=True) == []
    assert "max-age" in response["Cache-Control"]


def test_a_weaker_policy_is_found(client: Client) -> None:
    response = client.get(f"{settings.STATIC_URL}web/favicon.svg")
    response["Content-Security-Policy"] += "; script-src 'unsafe-inline'"
    response["X-Frame-Options"] = "SAMEORIGIN"
    assert lacking(response, is_file=True) == ["X-Frame-Options", "Content-Security-Policy"]
