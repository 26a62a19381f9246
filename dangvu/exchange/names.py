"""Names of persons: kept as on a birth certificate, refused where the letters are broken, or where they name nobody or two."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dangvu.exchange.folding import blank, shown
from dangvu.exchange.memo import Fault
from dangvu.exchange.rows import Cell
from dangvu.exchange.values import words

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = "abcdefghijklmnopqrstuvwxyzđ" + unicodedata.normalize(
    "NFC", "".join(letter + hat + tone for letter, hats in (("a", "̆̂"), ("e", "̂"), ("o", "̛̂"), ("u", "̛"), ("i", ""), ("y", ""))
                   for hat in ("", *hats) for tone in ("", "̀", "́", "̉", "̃", "̣"))
)  # fmt: skip
_HIGHLANDS = "ăĕĭŏŭčƀñ\u0306"
"""Letters of the languages of the highlands, some with a breve of its own."""
_MARKS = "'’‘ʼ`´.,;/&+\\-‐‑–—()\"“”*:0123456789"
_UNKNOWN_LETTER = re.compile(f"[^{_SMALL}{_SMALL.upper()}{_HIGHLANDS}{_HIGHLANDS.upper()}{_MARKS}]")
_BROKEN = re.compile(r"a[àáãâêéèúùõ]|e[àáãâùõ]|o[âùõ]|u[úùõ]|y[ùõ]|ô[ùõ]")
"""Pairs of letters that fonts of old show as one (VNI) and that no language here has."""
_CAPITAL_WITHIN = re.compile(r"[^\W\d_][À-ÖØ-ß]")
"""A capital of Western Europe after another letter, as fonts of old (TCVN3) and misread UTF-8 have them among small letters."""
_HIGHLAND_NAME = re.compile(r"(?:^|\s)[HYK](?:\s|['’‘ʼ])")
_ASIDE = re.compile(r"\([^()]*\)|[\"“][^\"“”]*[\"”]")
_BETWEEN_PERSONS = re.compile(r"[;,/&+]|\svà\s", re.IGNORECASE)
_LOST_VOWEL = re.compile(r"[bcdghklmnpqrstvxđ]{2,}", re.IGNORECASE)
"""A word whose only vowel was a soft hyphen, which is how TCVN3 writes “ư”."""
_FULL_NAME = 3
"""Words of which each part of a cell has as many where the parts are two persons, and not one name written in two lines."""
_ADVICE = "hãy ghi họ và tên khai sinh"


def person_name(cell: Cell) -> str | Fault:
    """A name as on a birth certificate; one typed all in capitals or all in small letters gets capitals at its words."""
    name = words(cell)
    if isinstance(name, Fault):
        return name
    if not name[:1].isalpha() and not any(map(str.isalpha, name)):
        return "" if blank(name) else Fault("not_a_name", f"{shown(name)} không phải là họ tên; {_ADVICE}")
    if not all(map(_is_usual, name.split(" "))) or (isinstance(cell, str) and ("\n" in cell or "\u00ad" in cell)):
        fault = _what_is_wrong(name, str(cell))
        if fault:
            return fault
    if name.isupper() or name.islower():
        return _WORD.sub(lambda word: word[0].capitalize(), name)
    return name


@lru_cache(maxsize=1 << 14)
def _is_usual(word: str) -> bool:
    """Whether a word needs no second look beside others; names are made of few words."""
    return not (_looks_broken(word) or _BETWEEN_PERSONS.search(word) or word.lower() in {"và", "-", "–", "—", "thò"} or "ñ" in word.lower())


def _looks_broken(word: str) -> bool:
    small = any(map(str.islower, word))
    return bool(_UNKNOWN_LETTER.search(word) or _BROKEN.search(word.lower()) or (small and _CAPITAL_WITHIN.search(word)))


def broken_letters(text: str) -> Fault | None:
    """The fault of a text typed in a font of old or misread, unless its letters are those of the country."""
    return _broken(text) if any(map(str.isalpha, text)) and any(map(_looks_broken, text.split(" "))) else None


def _broken(text: str) -> Fault:
    what = f"{shown(text)} có chữ bị lỗi phông hoặc lỗi mã (TCVN3, VNI, dấu “?”…); hãy gõ lại bằng chữ Unicode"
    return Fault("broken_letters", what)


def _what_is_wrong(name: str, cell: str) -> Fault | None:
    if re.search(r"[#=<>@%$^~\\|_{}!]", name):
        return Fault("not_a_name", f"{shown(name)} không phải là họ tên; {_ADVICE}")
    all_words = name.split(" ")
    old_font = ("ñ" in name.lower() and not _HIGHLAND_NAME.search(name)) or "thò" in map(str.lower, all_words[1:-1])
    if old_font or any(map(_looks_broken, all_words)) or ("\u00ad" in cell and any(map(_LOST_VOWEL.fullmatch, all_words))):
        return _broken(name)
    bare = _ASIDE.sub(" ", name)
    lines = [len(line.split()) for line in _ASIDE.sub(" ", cell).splitlines() if line.strip()]
    parts = [len(part.split()) for part in re.split(r"\s[-–—]+\s", bare)]
    if _BETWEEN_PERSONS.search(bare) or any(len(some) > 1 and min(some) >= _FULL_NAME for some in (lines, parts)):
        return Fault("not_a_name", f"{shown(name)} có vẻ ghi nhiều người trong một ô; hãy ghi mỗi người một dòng, bí danh để trong ngoặc")
    return None
