"""Vietnamese names: the order of a directory, and how somebody is found without diacritics."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest

from dangvu.people.names import directory_key, plain, sort_key

ORDERED = [
    "Nguyễn Văn An", "Trần An", "Lê Thị Ánh", "Bùi Ân", "Đặng Bình", "Lê Cúc", "Phạm Dũng", "Trương Đạt", "Võ Đức", "Lê Em", "Hồ Giang",
    "Kim Oanh", "Sơn Ôn", "Thạch Ơn", "Huỳnh Út", "Mai Ư", "Lâm Yến",
]  # fmt: skip


def test_a_directory_is_ordered_by_given_name_then_family_name_then_the_names_between() -> None:
    names = ["Nguyễn Văn An", "Trần An", "Lê Thị Ánh", "Nguyễn Bích An", "Trần Ái An", "Bùi Bình"]
    assert sorted(names, key=directory_key) == ["Nguyễn Bích An", "Nguyễn Văn An", "Trần An", "Trần Ái An", "Lê Thị Ánh", "Bùi Bình"]


@pytest.mark.parametrize("seed", range(5))
def test_letters_with_hats_come_after_those_without(seed: int) -> None:
    shuffled = ORDERED[:]
    Random(seed).shuffle(shuffled)
    assert sorted(shuffled, key=directory_key) == ORDERED


def test_tones_are_ordered_as_a_dictionary_orders_them() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_a_tone_counts_less_than_a_later_letter() -> None:
    assert sorted(["mán", "mạ", "ma"], key=sort_key) == ["ma", "mạ", "mán"]


def test_composed_and_decomposed_spellings_are_one_name() -> None:
    name = "Nguyễn Thị Đường"
    assert directory_key(unicodedata.normalize("NFD", name)) == directory_key(name)
    assert plain(unicodedata.normalize("NFD", name)) == plain(name)


@pytest.mark.parametrize(("name", "typed"), [("Nguyễn Văn Đức", "nguyen van duc"), ("  KIM   Hạnh ", "kim hanh"), ("Y Bhăm", "y bham")])
def test_a_name_is_found_as_it_is_typed_without_diacritics(name: str, typed: str) -> None:
    assert plain(name) == typed


@pytest.mark.parametrize("sign", ["²", "①", "₃", "½"])
def test_signs_that_look_like_digits_have_a_place_too(sign: str) -> None:
    assert sorted([f"An {sign}", "An", "An 2"], key=sort_key)[0] == "An"


def test_digits_of_another_script_stand_with_ours() -> None:
    assert sort_key("Ấp ២") == sort_key("Ấp 2")
