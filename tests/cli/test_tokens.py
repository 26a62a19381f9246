"""Tokens of programs as the operator makes, lists and revokes them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.program import dangvu
from tests.databases import Database

USED = ["--name", "Cổng điều hành", "--purpose", "Số liệu tháng", "--account", "xa-an-binh"]


def test_a_token_is_shown_once_listed_without_its_secret_and_revoked(fresh_world: Database, tmp_path: Path) -> None:
    made = dangvu(fresh_world, tmp_path, "token", "make", *USED, "--days", "30")
    secret = made.out.strip()
    assert made.code == 0 and secret.startswith("dvt_") and secret not in made.err
    again = dangvu(fresh_world, tmp_path, "token", "make", *USED)
    assert (again.code, again.out) == (1, "") and "Thu hồi" in again.err
    listed = dangvu(fresh_world, tmp_path, "token", "list").out
    assert "Cổng điều hành\tSố liệu tháng\txa-an-binh" in listed and "đang dùng" in listed and secret not in listed
    assert dangvu(fresh_world, tmp_path, "token", "revoke", "--name", "Cổng điều hành").code == 0
    assert "đã thu hồi" in dangvu(fresh_world, tmp_path, "token", "list").out
    assert dangvu(fresh_world, tmp_path, "token", "revoke", "--name", "Cổng điều hành").code == 1
