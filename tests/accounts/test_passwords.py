"""Which passwords are taken, and how they are kept."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from dangvu.accounts import rules
from dangvu.accounts.hashers import ComposedArgon2
from dangvu.accounts.models import Account
from dangvu.accounts.rules import LEAST, MOST, bare, pieces
from dangvu.accounts.validators import known_words

NFC = "trời hôm nay ĐẸP quá"
NFD = unicodedata.normalize("NFD", NFC)


def refused(password: str, name: str = "an.nguyen") -> list[str]:
    """Why a password is not taken."""
    try:
        validate_password(password, Account(username=name))
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize(
    "password",
    [
        "bốn con voi đi chợ",
        "ghe xuồng 7 mái chèo",
        "xuong rong nở hoa",
        "correct horse battery staple",
        "k7#pQ vz!mR2x",
    ],
)
def test_it_takes_what_is_long_and_hard_to_guess(password: str) -> None:
    assert refused(password) == []


def test_nothing_of_a_password_is_remembered() -> None:
    """What is cached holds its arguments: pieces of everything that was ever typed."""
    assert [name for name, one in vars(rules).items() if hasattr(one, "cache_info")] == []
    assert hasattr(cache(bare), "cache_info"), "control: so is a cache known"


@pytest.mark.parametrize("password", ["k7#pQ vz!mR", "x" * (LEAST - 1), "y7$k" * 65])
def test_it_refuses_what_is_too_short_or_too_long(password: str) -> None:
    assert any("ký tự" in reason for reason in refused(password))


@pytest.mark.parametrize(
    "password",
    [
        "matkhau123456", "Mật khẩu 2024", "MatKhau@123456", "dangvien2024!", "qwertyuiop123", "123456789012", "aaaaaaaaaaaaaa",
        "abcabcabcabcabc", "iloveyou12345", "p@ssw0rd1234", "Password1234!", "hochiminh1990", "AnNguyen2026!", "an.nguyen.1999",
        "Sổ Đảng vụ 2026",
        "administrator1",
    ],
)  # fmt: skip
def test_it_refuses_leaked_words_runs_years_and_the_own_name(password: str) -> None:
    assert any("dễ đoán" in reason for reason in refused(password))


def test_nobody_is_asked_for_kinds_of_characters() -> None:
    assert refused("chỉ chữ thường thôi nhé") == []


def test_the_list_of_leaked_passwords_is_long_enough() -> None:
    assert len(known_words()) > 15_000
    assert {"dragon", "letmein", "123456"} <= known_words()


def test_pieces_are_counted_as_a_guesser_would() -> None:
    assert pieces("dragon1990", known_words()) == 2
    assert pieces("dragon1990", set()) == 7, "six letters and a year, for somebody who knows no words"
    assert bare("Đảng-bộ Tỉnh") == "dangbotinh"


def test_a_password_is_kept_under_argon2id() -> None:
    account = Account()
    account.set_password(NFC)
    assert account.password.startswith("argon2$argon2id$")
    assert NFC not in account.password


def test_the_same_word_from_another_keyboard_opens_the_account() -> None:
    assert NFC != NFD
    account = Account()
    account.set_password(NFC)
    assert account.check_password(NFD)
    account.set_password(NFD)
    assert account.check_password(NFC)


def test_the_hasher_of_django_alone_would_lock_that_person_out() -> None:
    plain = Argon2PasswordHasher()
    assert not plain.verify(NFD, ComposedArgon2().encode(NFC, "muoi" * 4))


@pytest.mark.parametrize("other", [NFC.lower(), f" {NFC}", f"{NFC} ", NFC.replace("Đ", "D"), "ﬁ" + NFC])
def test_nothing_but_composition_is_changed(other: str) -> None:
    account = Account()
    account.set_password(NFC)
    assert not account.check_password(other)
    account.set_password("ﬁn de siècle ngày xưa")
    assert not account.check_password("fin de siècle ngày xưa"), "compatibility forms stay apart"


def test_the_real_cost_is_that_of_the_rfc() -> None:
    hasher = get_hasher("argon2")
    assert isinstance(hasher, ComposedArgon2)
    decoded = hasher.decode(hasher.encode("x" * 12, "muoi" * 4))
    assert decoded["variety"] == "argon2id"
    assert MOST >= 64
