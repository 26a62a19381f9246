"""`serve` as an office runs it, over a register of the test, with what it says kept; and the session of somebody who is signed in."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from shutil import which
from typing import Any

from django.conf import settings
from django.test import Client

from tests.databases import Database
from tests.pages.site import reader

CHROMIUM = which("chromium")
ROOT = Path(__file__).resolve().parents[1]
QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


@dataclass(frozen=True)
class Served:
    """A running program: its port, and the file of everything that it says on standard error."""

    port: int
    log: Path

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def cookie(self, client: Client) -> dict[str, Any]:
        """The session of a client of this process, as a browser keeps it; both programs sign with the same key."""
        return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": self.address}


def signed_in() -> Client:
    """Somebody who may see everything that the pages offer."""
    return reader("quan-tri")


@contextmanager
def serving(database: Database, home: Path, **environment: str) -> Iterator[Served]:
    """The program until the `with` ends; waits until it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = {"PYTHONPATH": str(ROOT), "DANGVU_SECRET_KEY": settings.SECRET_KEY, **environment}
    log = home / "log"
    with log.open("wb") as file:
        program = subprocess.Popen(
            [sys.executable, "-P", "-m", "dangvu", "serve", "--no-demo", "--bind", f"127.0.0.1:{port}"],
            env={**database.environment(home), **own}, cwd=home, stdout=subprocess.DEVNULL, stderr=file,
        )  # fmt: skip
        try:
            _wait_for(program, port)
            yield Served(port, log)
        finally:
            program.terminate()
            program.wait(30)


def _wait_for(program: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(600):
        if program.poll() is not None:
            break
        connection = HTTPConnection("127.0.0.1", port, timeout=1)
        try:
            connection.request("GET", "/suc-khoe/song")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("serve does not answer")
