"""No other machine reaches the application but through TLS."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import typer
import waitress

from dangvu.cli.binding import BAD_PROXY, DEBUGGING, NO_HOSTS, NO_PROXY, Place, objection, place_of
from dangvu.cli.serving import WEB_SERVER, believed
from tests.cli.program import dangvu
from tests.databases import Database

PUBLIC = ("0.0.0.0", "::", "10.0.0.5", "2001:db8::1", "192.168.1.4")
HOSTS = ["so.tinhuy.example"]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_this_machine_is_always_served(host: str) -> None:
    assert objection(Place(host, 8000), "", []) is None


@pytest.mark.parametrize("host", PUBLIC)
def test_another_machine_is_served_with_a_proxy_and_hosts_only(host: str) -> None:
    place = Place(host, 8000)
    assert objection(place, "", HOSTS) == NO_PROXY
    assert objection(place, "10.0.0.9", []) == NO_HOSTS
    assert objection(place, "10.0.0.9", HOSTS) is None


def test_a_proxy_before_this_machine_makes_it_public_too() -> None:
    assert objection(Place("127.0.0.1", 8000), "127.0.0.1", []) == NO_HOSTS
    assert objection(Place("127.0.0.1", 8000), "127.0.0.1", HOSTS) is None


def test_pages_that_show_the_insides_of_a_fault_are_for_this_machine_alone() -> None:
    assert objection(Place("0.0.0.0", 8000), "10.0.0.9", HOSTS, is_debugging=True) == DEBUGGING
    assert objection(Place("127.0.0.1", 8000), "", [], is_debugging=True) is None


@pytest.mark.parametrize("proxy", ["*", "proxy.example", "10.0.0.0/8"])
def test_a_proxy_is_named_by_its_address(proxy: str) -> None:
    assert objection(Place("0.0.0.0", 8000), proxy, HOSTS) == BAD_PROXY


@pytest.mark.parametrize("hosts", [["*"], [".example"], ["so.example", "*"], ["localhost"], ["127.0.0.1", "[::1]"]])
def test_names_for_https_are_whole_names_of_other_machines(hosts: list[str]) -> None:
    assert objection(Place("0.0.0.0", 8000), "10.0.0.9", hosts) == NO_HOSTS


@pytest.mark.parametrize("bind", ["8000", "may-chu:8000", "127.0.0.1", "127.0.0.1:http", "127.0.0.1:70000", ""])
def test_a_malformed_place_is_a_mistake_of_usage(bind: str) -> None:
    with pytest.raises(typer.BadParameter):
        place_of(bind)


@pytest.mark.parametrize(
    ("bind", "shown"), [("127.0.0.1:8000", "127.0.0.1:8000"), ("[::1]:80", "[::1]:80"), ("localhost:0", "localhost:0")]
)
def test_a_place_is_shown_as_in_an_address(bind: str, shown: str) -> None:
    assert place_of(bind).shown == shown


def test_the_program_refuses_with_the_remedy_and_before_it_opens_anything(fresh_database: Database, tmp_path: Path) -> None:
    end = dangvu(fresh_database, tmp_path, "serve", "--bind", "0.0.0.0:8000")
    assert (end.code, end.out) == (2, "")
    assert NO_PROXY in end.err


def told(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """A program that answers what the web server tells it of a request."""
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['wsgi.url_scheme']} {environ['REMOTE_ADDR']} {'HTTP_X_FORWARDED_HOST' in environ}".encode()]


@contextmanager
def web_server(proxy: str) -> Iterator[int]:
    """The web server as `serve` sets it, with a proxy believed; answers its port."""
    server = waitress.create_server(told, host="127.0.0.1", port=0, **WEB_SERVER, **believed(proxy))
    stopped = threading.Event()

    def run() -> None:
        while not stopped.is_set():
            server.asyncore.loop(timeout=0.05, map=server._map, count=1)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield server.effective_port
    stopped.set()
    thread.join(10)
    server.close()


@pytest.mark.parametrize(
    ("proxy", "answer"),
    [("127.0.0.1", "https 203.0.113.9 False"), ("10.9.9.9", "http 127.0.0.1 False"), ("", "http 127.0.0.1 False")],
    ids=["from the proxy", "from somebody else", "without a proxy"],
)
def test_only_the_proxy_is_believed_about_the_scheme_and_the_client(proxy: str, answer: str) -> None:
    with web_server(proxy) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.1, 203.0.113.9", "X-Forwarded-Host": "khac.example"}
        connection.request("GET", "/", headers=headers)
        assert connection.getresponse().read().decode() == answer
        connection.close()
