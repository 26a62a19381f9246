"""How the operator lets an officer work, sees who is charged with what, and ends it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.program import Ended, dangvu
from tests.databases import Database

Ask = Callable[..., Ended]
PAPER = ("--document", "07-QĐ/TU, 01/12/2026")


@pytest.fixture
def ask(fresh_world: Database, tmp_path: Path) -> Ask:
    """A verb on the world."""
    return lambda *words: dangvu(fresh_world, tmp_path, *words)


def test_an_officer_is_invited_charged_and_ended(ask: Ask) -> None:
    assert ask("invite", "can-bo-moi").code == 0
    given = ask("mandate", "give", "can-bo-moi", "commune_preparer", "SX.01.A", *PAPER, "--on", "1/12/2026", "--until", "1/12/2027")
    assert given.code == 0, given.err
    told = ask("mandate", "list", "can-bo-moi").out
    number = told.split("\t")[0]
    assert told == (
        f"{number}\tcan-bo-moi\tVăn phòng đảng ủy xã, cán bộ chuẩn bị\tSX.01.A\ttừ 01/12/2026\tđến trước 01/12/2027\t07-QĐ/TU, 01/12/2026\n"
    )
    assert f"số {number}" in given.err
    assert ask("mandate", "end", number, "--on", "1/12/2026").code == 0
    assert ask("mandate", "list", "can-bo-moi").out == ""


def test_who_is_charged_with_what_is_listed_and_which_roles_there_are(ask: Ask) -> None:
    everybody = ask("mandate", "list").out
    assert re.search(r"^\d+\tbi-thu\tBí thư chi bộ\tSX\.01\.A\.1\ttừ 01/12/2022\tchưa định ngày thôi\t05-QĐ/TU$", everybody, re.MULTILINE)
    assert re.search(r"^\d+\tquan-tri\t.*\ttoàn bộ sổ\t", everybody, re.MULTILINE)
    assert "da-nghi-huu" not in everybody  # its mandate is over
    assert "cell_secretary\tBí thư chi bộ\ttại một chi bộ\n" in ask("mandate", "roles").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("give", "nguoi-la", "member", *PAPER), "invite nguoi-la"),
        (("give", "bi-thu", "vua", "SX.01", *PAPER), "mandate roles"),
        (("give", "bi-thu", "cell_deputy", "SX.01.A.1", *PAPER, "--holder", "999"), "số lý lịch “999”"),
        (("give", "xa-an-binh", "member", *PAPER, "--holder", "001"), "mỗi người một tài khoản"),
        (("end", "1", "--on", "2026-12-01"), "Không có nhiệm vụ này"),
    ],
)
def test_what_cannot_be_is_said_with_exit_code_1(ask: Ask, words: tuple[str, ...], said: str) -> None:
    ended = ask("mandate", *words)
    assert (ended.code, ended.out) == (1, "") and said in ended.err


def test_a_closed_account_is_let_in_no_more_and_what_it_still_holds_is_told(ask: Ask) -> None:
    closed = ask("account", "close", "bi-thu")
    assert closed.code == 0 and "đã khóa tài khoản bi-thu" in closed.err
    assert "\tbi-thu\tBí thư chi bộ\tSX.01.A.1\t" in closed.out and "tài khoản đã khóa" in closed.out and "mandate end" in closed.err
    assert "đã khóa" in ask("invite", "bi-thu").err
    refused = ask("mandate", "give", "bi-thu", "cell_deputy", "SX.01.A.1", *PAPER)
    assert (refused.code, "đã khóa" in refused.err) == (1, True)
    assert "đã khóa" not in ask("invite", "da-nghi-huu").err  # control: another account


def test_the_account_of_the_console_is_not_closed(ask: Ask) -> None:
    refused = ask("account", "close", "quan-tri")
    assert (refused.code, "không khóa được" in refused.err) == (1, True)


def test_a_file_tied_to_the_wrong_account_is_untied(ask: Ask) -> None:
    assert "không gắn" in ask("account", "release", "xa-an-binh", *PAPER).err
    done = ask("account", "release", "bi-thu", *PAPER)
    assert done.code == 0 and "tài khoản bi-thu không còn gắn với hồ sơ nào" in done.err
    assert ask("account", "release", "bi-thu", *PAPER).code == 1
    assert "\tbi-thu\tBí thư chi bộ\t" in ask("mandate", "list").out
