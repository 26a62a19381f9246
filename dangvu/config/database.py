"""Where the data lies: the instance's own server below DANGVU_HOME, or any server named by DATABASE_URL."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import psycopg
from psycopg.conninfo import conninfo_to_dict

from dangvu.cluster import Cluster, kept_secret

OPTIONS = {"options": "-c timezone=Asia/Ho_Chi_Minh -c datestyle=ISO,DMY -c jit=off", "application_name": f"dangvu {os.getpid()}"}
"""No statement here runs long enough to earn back its compilation, which Debian's PostgreSQL would begin with all the larger ones."""

PARAMETERS = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()} | {"ssl"}
"""What libpq lets an address say, such as sslmode and connect_timeout."""

WEB_ADDRESS = "DANGVU_WEB_DATABASE_URL"
WEB_PASSWORD = "web-password"
NAME_BYTES = 63
"""PostgreSQL cuts longer names."""

PLACE = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database_settings(home: Path, environ: Mapping[str, str]) -> dict[str, Any]:
    """Django's settings of the one database; the embedded server need not run yet when they are made."""
    address = environ.get("DATABASE_URL")
    place = _from_address(address) if address else Cluster(home, durable=environ.get("DANGVU_DISPOSABLE") != "1").settings("dangvu")
    return {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 60, "OPTIONS": dict(OPTIONS), **place}


def web_settings(home: Path, environ: Mapping[str, str]) -> dict[str, Any]:
    """The connection of the web: where `WEB_ADDRESS` leads, else a role of the same database whose password is made once and kept."""
    if address := environ.get(WEB_ADDRESS):
        return _from_address(address, WEB_ADDRESS)
    place = database_settings(home, environ)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {**place, "USER": web_role(str(place["NAME"])), "PASSWORD": kept_secret(home / WEB_PASSWORD, 24)}


def web_role(database: str) -> str:
    """The role of the web has the name of its database, so that instances on one server share none."""
    name = f"{database}_web"
    return name if len(name.encode()) <= NAME_BYTES else f"web_{sha256(database.encode()).hexdigest()[:32]}"


def _from_address(address: str, variable: str = "DATABASE_URL") -> dict[str, Any]:
    """Everything that libpq understands goes through; what it does not is refused by name. No message repeats a password."""
    if address.partition(":")[0] not in {"postgres", "postgresql"}:
        raise ValueError(f"{variable} phải bắt đầu bằng postgresql://, ví dụ postgresql://ten:matkhau@may/dangvu")
    if unknown := sorted({name for name, _value in parse_qsl(address.partition("?")[2], keep_blank_values=True)} - PARAMETERS):
        raise ValueError(f"{variable} có tham số PostgreSQL không biết: {', '.join(unknown)}; hãy bỏ hoặc sửa tên tham số.")
    try:
        given = conninfo_to_dict(address)
    except psycopg.ProgrammingError:
        raise ValueError(f"{variable} viết sai; hãy viết dạng postgresql://ten:matkhau@may:5432/dangvu?sslmode=require") from None
    place = {name: str(given.pop(key, "")) for key, name in PLACE.items()}
    own = f"{given.pop('options', '')} {OPTIONS['options']}".strip()
    return {**place, "OPTIONS": {**OPTIONS, **given, "options": own}}


def secret_key(home: Path, environ: Mapping[str, str]) -> str:
    """The key that signs sessions; made once per instance and readable by its owner alone."""
    if given := environ.get("DANGVU_SECRET_KEY"):
        return given
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return kept_secret(home / "secret-key", 48)
