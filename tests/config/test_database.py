"""DATABASE_URL: what libpq understands is passed on, the rest is refused by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from dangvu.config.database import OPTIONS, database_settings


def settings(address: str) -> dict[str, Any]:
    return database_settings(Path("/nowhere"), {"DATABASE_URL": address})


def test_the_place_is_what_the_address_says() -> None:
    made = settings("postgresql://t%C3%AAn:m%40t@db.invalid:5433/s%E1%BB%95")
    assert {key: made[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "sổ", "USER": "tên", "PASSWORD": "m@t", "HOST": "db.invalid", "PORT": "5433",
    }  # fmt: skip
    assert made["OPTIONS"] == OPTIONS


def test_a_socket_is_named_by_its_folder() -> None:
    made = settings("postgresql://a:b@/c?host=/var/run/postgresql")
    assert (made["HOST"], made["PORT"]) == ("/var/run/postgresql", "")


def test_every_parameter_of_libpq_goes_through() -> None:
    made = settings("postgresql://a@h/c?sslmode=verify-full&sslrootcert=/ca.pem&connect_timeout=3&application_name=so")
    given = {"sslmode": "verify-full", "sslrootcert": "/ca.pem", "connect_timeout": "3", "application_name": "so"}
    assert made["OPTIONS"] == {**OPTIONS, **given}


def test_options_of_the_address_stand_before_our_own_which_prevail() -> None:
    made = settings("postgresql://a@h/c?options=-c%20work_mem%3D64MB%20-c%20timezone%3DUTC")
    assert made["OPTIONS"]["options"] == f"-c work_mem=64MB -c timezone=UTC {OPTIONS['options']}"


@pytest.mark.parametrize("address", ["postgresql://a:SECRET@h/c?ssl_mode=require", "postgresql://a:SECRET@h/c?ssl_mode="])
def test_an_unknown_parameter_is_refused_by_name(address: str) -> None:
    with pytest.raises(ValueError, match="không biết: ssl_mode") as refused:
        settings(address)
    assert "SECRET" not in str(refused.value)


@pytest.mark.parametrize("address", ["mysql://a:SECRET@h/c", "postgresql://a:SECRET@[::1/c", "postgresql://a:SEC%ZZRET@h/c"])
def test_an_address_that_cannot_be_read_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL") as refused:
        settings(address)
    assert "SEC" not in str(refused.value)


@pytest.mark.django_db
def test_no_statement_is_compiled_whoever_runs_the_server() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting, source FROM pg_settings WHERE name = 'jit'")
        assert cursor.fetchall() == [("jit", "off", "client")]
