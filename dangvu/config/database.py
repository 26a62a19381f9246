"""Where the data lies: the instance's own server below DANGVU_HOME, or any server named by DATABASE_URL."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

from dangvu.cluster import Cluster, kept_secret

OPTIONS = {"options": "-c timezone=Asia/Ho_Chi_Minh -c datestyle=ISO,DMY", "application_name": f"dangvu {os.getpid()}"}


def database_settings(home: Path, environ: Mapping[str, str]) -> dict[str, Any]:
    """Django's settings of the one database; the embedded server need not run yet when they are made."""
    address = environ.get("DATABASE_URL")
    place = _from_address(address) if address else Cluster(home, durable=environ.get("DANGVU_DISPOSABLE") != "1").settings("dangvu")
    return {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 60, "OPTIONS": dict(OPTIONS), **place}


def _from_address(address: str) -> dict[str, Any]:
    parts = urlparse(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL phải bắt đầu bằng postgresql://, ví dụ postgresql://ten:matkhau@may/dangvu")
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or ""),
    }


def secret_key(home: Path, environ: Mapping[str, str]) -> str:
    """The key that signs sessions; made once per instance and readable by its owner alone."""
    if given := environ.get("DANGVU_SECRET_KEY"):
        return given
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return kept_secret(home / "secret-key", 48)
