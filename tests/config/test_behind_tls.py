"""With a proxy that speaks TLS named, cookies, transport and hosts are strict.

A program of its own is asked, since settings are read at its start.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import Database

ASK = """
import json, django
django.setup()
from django.test import Client
strange = Client(enforce_csrf_checks=True)
def told(response):
    headers = response.headers
    return [response.status_code, headers.get("Location"), headers.get("Strict-Transport-Security"), kept(response.cookies)]
def kept(cookies):
    return {name: bool(one["secure"] and one["httponly"] and one["path"] == "/" and not one["domain"]) for name, one in cookies.items()}
host = {"SERVER_NAME": "so.example"}
from tests.pages.site import reader
somebody = reader("quan-tri")
print(json.dumps({
    "http": told(strange.get("/dang-nhap/", **host)),
    "probe": told(strange.get("/suc-khoe/song", **host)),
    "https": told(somebody.get("/huong-dan/", secure=True, **host)),
    "search": told(somebody.post("/tim/", {"q": "an"}, secure=True, **host)),
    "foreign": told(strange.get("/dang-nhap/", secure=True, SERVER_NAME="khac.example")),
}))
"""
TLS = {"DANGVU_TRUSTED_PROXY": "127.0.0.1", "DANGVU_HOSTS": "so.example"}


def asked(database: Database, home: Path, code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[2]
    return subprocess.run(
        [sys.executable, *(["-c", code] if code else []), *arguments],
        env={**database.environment(home), "PYTHONPATH": str(root), **environment},
        cwd=home, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def answers(fresh_world: Database, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[object]]]:
    """What the application answers with and without a proxy."""
    home = tmp_path_factory.mktemp("home")
    found = {}
    for name, environment in (("tls", TLS), ("plain", {"DANGVU_HOSTS": "so.example"})):
        end = asked(fresh_world, home, ASK, **environment)
        assert end.returncode == 0, end.stderr
        found[name] = json.loads(end.stdout)
    return found


def test_plain_http_is_led_to_https_but_for_the_probes(answers: dict[str, dict[str, list[object]]]) -> None:
    assert answers["tls"]["http"][:2] == [301, "https://so.example/dang-nhap/"]
    assert answers["tls"]["probe"][0] == 200


def test_browsers_are_told_to_stay_with_https(answers: dict[str, dict[str, list[object]]]) -> None:
    assert answers["tls"]["https"][2] == "max-age=31536000"
    assert answers["plain"]["https"][2] is None


def test_cookies_belong_to_this_host_over_https_alone(answers: dict[str, dict[str, list[object]]]) -> None:
    first = {"__Host-csrf": True, "__Host-session": True}  # the session notes that somebody is charged
    assert (answers["tls"]["https"][3], answers["tls"]["search"][3]) == (first, {"__Host-session": True})
    found = (answers["plain"]["https"][3], answers["plain"]["search"][3])
    bare = ({"csrftoken": False, "sessionid": False}, {"sessionid": False})
    assert found == bare, "the same look finds that cookies are not secure without TLS"


def test_other_names_are_refused(answers: dict[str, dict[str, list[object]]]) -> None:
    assert answers["tls"]["foreign"][0] == 400


def test_django_finds_nothing_to_complain_of(fresh_world: Database, tmp_path: Path) -> None:
    arguments = ("-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    end = asked(fresh_world, tmp_path, "", *arguments, **TLS)
    assert end.returncode == 0, end.stderr
    plain = asked(fresh_world, tmp_path, "", *arguments)
    assert plain.returncode == 1 and "security.W016" in plain.stderr, "without TLS it does"
