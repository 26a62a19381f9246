"""What makes a password too easy to guess, judged from its text alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

LEAST: Final = 12
"""Characters of a password: ASVS 5.0 6.2.1 asks for 8 and advises 15; a second factor stands beside it."""

MOST: Final = 256
"""Beyond this a text is no password but a load; ASVS 6.2.9 asks that 64 be allowed."""

PIECES: Final = 4
"""Of at least so many pieces a password must consist: a known word, a year or a run counts for one piece, any other character too."""

LOCAL: Final = frozenset(
    {
        "matkhau", "matkhaumoi", "dangnhap", "taikhoan", "quantri", "dangvien", "dangvu", "sodangvu", "dangbo", "chibo", "danguy",
        "tinhuy", "huyenuy", "xauy", "dangcongsan", "congsan", "vietnam", "vietnamese", "hochiminh", "bachoho", "hanoi", "saigon",
        "travinh", "vinhlong", "cantho", "demo", "admin", "administrator", "password", "welcome", "letmein", "iloveyou", "anhyeuem",
        "emyeuanh", "yeuem", "yeuanh", "giadinh", "hanhphuc", "conyeu", "khongbiet", "chaoban", "xinchao", "toiyeuvietnam",
        "vietnamvodich",
    }
)  # fmt: skip
"""Words that are guessed first here, written by us; the general ones are given by the caller."""

_ROWS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_LEET = str.maketrans("@4301$5!7", "aaeoissit")
_YEAR = re.compile(r"(?:19|20)\d\d")


def bare(text: str) -> str:
    """Small letters without diacritics and without anything that only separates; đ becomes d."""
    flat = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(one for one in flat if one.isalnum() or one in "@$!")


def pieces(password: str, known: Collection[str]) -> int:
    """The fewest pieces into which a guesser who knows these words can take the password apart."""
    plain = bare(password)
    return min(_fewest(plain, known), _fewest(plain.translate(_LEET), known))


def _fewest(text: str, known: Collection[str]) -> int:
    """By length, for each end the best of all beginnings."""
    best = [0]
    for end in range(1, len(text) + 1):
        found = best[end - 1] + 1
        for start in range(max(0, end - 24), end - 2):
            if best[start] + 1 < found and _is_piece(text[start:end], known):
                found = best[start] + 1
        best.append(found)
    return best[-1]


def _is_piece(part: str, known: Collection[str]) -> bool:
    return _is_run(part) or bool(_YEAR.fullmatch(part)) or (len(part) >= 4 and part in known) or part in LOCAL


def _is_run(part: str) -> bool:
    """One character again and again, a short text again and again, or neighbours of a row in either direction."""
    repeated = part in (part + part)[1:-1]
    return repeated or any(part in row or part in row[::-1] for row in _ROWS)


def is_easy(password: str, known: Collection[str], own: Collection[str] = ()) -> bool:
    """Whether too few pieces make it; `own` are words about its owner, such as the user name."""
    words = {bare(word) for word in own} - {""}
    return pieces(password, {*known, *words} if words else known) < PIECES
