"""Vietnamese names: their order in a directory and how they are found without diacritics."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ERASED = "Đã xóa theo quy định"
"""Stands where the name of somebody stood whose data are erased."""

_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=0x41)}
_TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}  # huyền, hỏi, ngã, sắc, nặng
_HATS = {("a", "\u0306"): "ă", ("a", "\u0302"): "â", ("e", "\u0302"): "ê", ("o", "\u0302"): "ô", ("o", "\u031b"): "ơ", ("u", "\u031b"): "ư"}


@lru_cache(maxsize=1 << 16)
def sort_key(text: str) -> bytes:
    """Bytes that compare as a Vietnamese dictionary does: letters, then tones, then capitals."""
    letters: list[str] = []
    tones: list[int] = []
    cases: list[int] = []
    for mark in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(mark):
            small = mark.lower()
            letters.append(small)
            tones.append(1)
            cases.append(1 if small == mark else 2)
        elif letters and mark in _TONES:
            tones[-1] = _TONES[mark]
        elif letters:
            letters[-1] = _HATS.get((letters[-1], mark), letters[-1])
    return bytes(map(_weight, letters)) + b"\0" + bytes(tones) + b"\0" + bytes(cases)


def _weight(letter: str) -> int:
    if letter in _ALPHABET:
        return _ALPHABET[letter]
    if letter.isspace():
        return 0x01
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return 0x30 + digit
    return 0xF0 if letter.isalpha() else 0x02 + (ord(letter) & 0x0F)


def directory_key(name: str) -> bytes:
    """The key of a person in a directory as offices keep them: given name first, then family name, then middle names."""
    words = name.split()
    if len(words) < 2:
        return sort_key(name)
    middle = " ".join(words[1:-1])
    return b"\0\0".join((_word_key(words[-1]), _word_key(words[0]), _word_key(middle)))


@lru_cache(maxsize=1 << 14)
def _word_key(word: str) -> bytes:
    return sort_key(word)


@lru_cache(maxsize=1 << 14)
def _plain_word(word: str) -> str:
    bare = "".join(mark for mark in unicodedata.normalize("NFD", word) if not unicodedata.combining(mark))
    return bare.lower().replace("đ", "d")


def plain(text: str) -> str:
    """Small letters without diacritics, for finding: "Nguyễn Văn Đức" → "nguyen van duc"."""
    return " ".join(map(_plain_word, text.split()))


def card_digits(number: str) -> str:
    """The digits of a card's number that some offices write in groups: 87.000001 is 87000001. Two cards of the same digits are one."""
    return number.replace(".", "").replace(" ", "")
