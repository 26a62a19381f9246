"""Names of persons: kept as on a birth certificate, refused where the letters are broken, or where they name nobody or two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
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
_BROKEN = re.compile(
    r"a[àáãâêéèúùõ]|e[àãâùõ]|eá(?!ng$)|o[âùõ]|u[úùõ]|y[ùõ]|ô[ùõ]|quo[àáãâ]|ngh[aàáâoòóôuùú]|[òóõ]nh$|[òóõ]y$|[àèìòùỳãẽĩõũỹảẻỉỏủỷ](?:c|ch|p|t)$"
)
"""Letters after each other that fonts of old show as others (VNI, TCVN3) and that no name of the country has (Neáng is one)."""
_CAPITAL_WITHIN = re.compile(r"[^\W\d_][À-ÖØ-ß]")
"""A capital of Western Europe after another letter, as fonts of old (TCVN3) and misread UTF-8 have them among small letters."""
_NO_SURNAMES = {"vò", "vâ"}
"""Vũ and Võ in TCVN3; nobody is called so."""
_HIGHLAND_NAME = re.compile(r"(?:^|\s)[HYK](?:\s|['’‘ʼ])")
_ASIDE = re.compile(r"\([^()]*\)|[\"“][^\"“”]*[\"”]")
_BETWEEN_PERSONS = re.compile(r"[;,/&+]|\svà\s", re.IGNORECASE)
_MISREAD = re.compile("Ã[\x80-\x9f\xad]|Ã\xa0(?=[a-z]|$)|[A-Za-z]\xad[êíëìî]")
"""UTF-8 read as letters of Western Europe, of which the second cannot be seen, and “ươ” as TCVN3 writes it."""
_LOST_VOWEL = re.compile(r"[bcdghklmnpqrstvxđ]{2,}", re.IGNORECASE)
"""A word whose only vowel was a soft hyphen, which is how TCVN3 writes “ư”."""
_UNSEEN = {"\n", "\u00ad", "Ã"}
"""What makes a cell worth a look at more than its words."""
_FULL_NAME = 3
"""Words of which each part of a cell has as many where the parts are two persons, and not one name written in two lines."""
_BROKEN_LETTERS = "broken_letters"
_FEWEST = 5
"""Names in broken letters that say something of their whole column."""
_ADVICE = "hãy ghi họ và tên khai sinh"
_COUNTER = re.compile(r"^\d{1,5} ?[.)] ?(?=\D)")
"""The number of a row before the name in it."""
_NO_LETTER = re.compile(r"[\d*]")
_POSTS = r"(?:phó |nguyên |quyền )?(?:bí thư|chi ủy|đảng ủy|ủy viên|chủ tịch|trưởng|giám đốc|hiệu trưởng|thư ký|thủ quỹ|cán bộ|công chức)"
_TITLED = re.compile(rf"^(?:đ/ ?c|đ\.c)\b|[-–—,;/] ?{_POSTS}\b", re.IGNORECASE)
"""A form of address before a name, or a post behind it."""


def person_name(cell: Cell) -> str | Fault:
    """A name as on a birth certificate; one typed all in capitals or all in small letters gets capitals at its words."""
    name = words(cell)
    if isinstance(name, Fault):
        return name
    if not name[:1].isalpha() and not any(map(str.isalpha, name)):
        return "" if blank(name) else Fault("not_a_name", f"{shown(name)} không phải là họ tên; {_ADVICE}")
    if not all(map(_is_usual, name.split(" "))) or (isinstance(cell, str) and not _UNSEEN.isdisjoint(cell)):
        name = _COUNTER.sub("", name)
        fault = _what_is_wrong(name, str(cell))
        if fault:
            return fault
    if name.isupper() or name.islower():
        return _WORD.sub(lambda word: word[0].capitalize(), name)
    return name


@lru_cache(maxsize=1 << 14)
def _is_usual(word: str) -> bool:
    """Whether a word needs no second look beside others; names are made of few words."""
    return not (
        _looks_broken(word)
        or _BETWEEN_PERSONS.search(word)
        or word.lower() in {"và", "-", "–", "—", "thò", *_NO_SURNAMES}
        or "ñ" in word.lower()
        or _NO_LETTER.search(word)
    )


def _looks_broken(word: str) -> bool:
    small = any(map(str.islower, word))
    return bool(_UNKNOWN_LETTER.search(word) or _BROKEN.search(word.lower()) or (small and _CAPITAL_WITHIN.search(word)))


def broken_letters(text: str) -> Fault | None:
    """The fault of a text typed in a font of old or misread, unless its letters are those of the country."""
    return _broken(text) if any(map(str.isalpha, text)) and any(map(_looks_broken, text.split(" "))) else None


def _broken(text: str) -> Fault:
    what = f"{shown(text)} có chữ bị lỗi phông hoặc lỗi mã (TCVN3, VNI, dấu “?”…); hãy gõ lại bằng chữ Unicode"
    return Fault(_BROKEN_LETTERS, what)


def _lost_letters(cell: str, all_words: list[str]) -> bool:
    """Whether letters of a cell were taken for marks that cannot be seen."""
    misread = not cell.isupper() and _MISREAD.search(cell)
    return bool(misread) or ("\u00ad" in cell and any(map(_LOST_VOWEL.fullmatch, all_words)))


def doubtful_beside(names: Sequence[str | Fault]) -> dict[int, Fault]:
    """Names that look right by chance among others most of which are in broken letters, by their place; those without diacritics are."""
    marked = [name for name in names if isinstance(name, Fault) or not name.isascii()]
    broken = sum(isinstance(name, Fault) and name.code == _BROKEN_LETTERS for name in marked)
    if broken < _FEWEST or broken * 2 <= len(marked):
        return {}
    what = "phần lớn họ tên trong cột bị lỗi phông (TCVN3, VNI…) nên {} chưa chắc đúng; hãy chuyển cả cột sang chữ Unicode"
    return {
        place: Fault(_BROKEN_LETTERS, what.format(shown(name)))
        for place, name in enumerate(names)
        if isinstance(name, str) and not name.isascii()
    }


def _what_is_wrong(name: str, cell: str) -> Fault | None:
    if re.search(r"[#=<>@%$^~\\|_{}!]", name):
        return Fault("not_a_name", f"{shown(name)} không phải là họ tên; {_ADVICE}")
    all_words = name.split(" ")
    old_font = (
        ("ñ" in name.lower() and not _HIGHLAND_NAME.search(name))
        or "thò" in map(str.lower, all_words[1:-1])
        or all_words[0].lower() in _NO_SURNAMES
    )
    if old_font or any(map(_looks_broken, all_words)) or _lost_letters(cell, all_words):
        return _broken(name)
    if _TITLED.search(name):
        return Fault(
            "not_a_name", f"{shown(name)} có danh xưng hoặc chức vụ trong ô họ tên; hãy bỏ khỏi ô này, chỉ ghi họ và tên khai sinh"
        )
    if _NO_LETTER.search(name):
        return Fault("not_a_name", f"{shown(name)} có chữ số hoặc dấu * trong ô họ tên; hãy bỏ, chỉ ghi họ và tên khai sinh")
    bare = _ASIDE.sub(" ", name)
    lines = [len(line.split()) for line in _ASIDE.sub(" ", cell).splitlines() if line.strip()]
    parts = [len(part.split()) for part in re.split(r"\s[-–—]+\s", bare)]
    if _BETWEEN_PERSONS.search(bare) or any(len(some) > 1 and min(some) >= _FULL_NAME for some in (lines, parts)):
        what = "có vẻ ghi nhiều người trong một ô; hãy ghi mỗi người một dòng, bí danh để trong ngoặc"
        return Fault("not_a_name", f"{shown(name)} {what}, nếu là danh xưng hoặc chức vụ, hãy bỏ khỏi ô họ tên")
    return None
