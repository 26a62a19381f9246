"""Kinds of movement in the words of offices: short forms written out, numbers before them and causes behind them left out."""

from __future__ import annotations

import re

from dangvu.exchange.folding import plain
from dangvu.exchange.vocabulary import pairs, word_key

_MOVEMENTS = """
transfer: Chuyển sinh hoạt nội bộ | Chuyển nội bộ | Chuyển sinh hoạt | Chuyển chi bộ | Chuyển sinh hoạt đảng nội bộ | Nội bộ
    | Chuyển sinh hoạt chi bộ | Chuyển trong đảng bộ | Chuyển sinh hoạt trong tỉnh | Chuyển sinh hoạt trong đảng bộ
    | Chuyển sinh hoạt đảng chính thức | Chuyển SHĐ chính thức | Chuyển sang chi bộ khác | Chuyển sinh hoạt sang chi bộ khác
    | Chuyển sinh hoạt đảng | Chuyển SHĐ | Chuyển SHĐ nội bộ | Chuyển SH nội bộ | Chuyển đến nội bộ | Chuyển đi nội bộ
    | Chuyển sinh hoạt đảng trong tỉnh | Chuyển sinh hoạt đảng trong đảng bộ
    | Chuyển đến trong tỉnh | Chuyển đi trong tỉnh | Chuyển đến trong đảng bộ | Chuyển đi trong đảng bộ
    | Chuyển ra nội bộ | Chuyển ra trong đảng bộ | Chuyển vào nội bộ | Chuyển vào trong đảng bộ
transferred_out: Chuyển đi | Chuyển ra | Chuyển đi ngoài tỉnh | Chuyển ra ngoài tỉnh | Chuyển sinh hoạt đi | Chuyển sinh hoạt đảng đi
    | Chuyển sinh hoạt đảng ngoài tỉnh | Chuyển sinh hoạt đảng ra ngoài tỉnh | Chuyển sinh hoạt đảng đi ngoài tỉnh | Chuyển đi tỉnh khác
    | Chuyển sinh hoạt đi ngoài tỉnh | Chuyển sinh hoạt ngoài đảng bộ | Chuyển ra ngoài đảng bộ | Chuyển ra ngoài đảng bộ tỉnh
    | Chuyển đi nơi khác | Chuyển sinh hoạt ra ngoài tỉnh | Chuyển sinh hoạt ngoài tỉnh
    | Chuyển sinh hoạt ra ngoài đảng bộ | Chuyển tỉnh khác | Chuyển ngoại tỉnh
transferred_in: Chuyển đến | Chuyển đến từ nơi khác | Chuyển vào | Chuyển đến từ ngoài tỉnh | Chuyển sinh hoạt đến
    | Chuyển sinh hoạt đảng đến | Tiếp nhận
    | Chuyển đến từ tỉnh khác | Tiếp nhận đảng viên | Tiếp nhận sinh hoạt đảng | Tiếp nhận sinh hoạt
    | Từ nơi khác chuyển đến | Tiếp nhận từ ngoài tỉnh
expelled: Khai trừ | Khai trừ khỏi Đảng | Khai trừ ra khỏi Đảng | Bị khai trừ | Kỷ luật khai trừ | Khai trừ Đảng | Khai trừ đảng viên
struck_off: Xóa tên | Xóa tên trong danh sách đảng viên | Xóa tên khỏi danh sách đảng viên | Xóa tên trong danh sách | Xóa tên đảng viên
    | Bị xóa tên | Xóa tên khỏi danh sách | Xóa tên danh sách đảng viên
left_on_request: Xin ra khỏi Đảng | Xin ra Đảng | Ra khỏi Đảng | Cho ra khỏi Đảng | Tự nguyện xin ra khỏi Đảng | Cho ra Đảng
    | Xin ra | Ra Đảng
dead: Từ trần | Chết | Mất | Qua đời | Đã chết | Đã mất | Đã từ trần | Hy sinh | Tử vong | Đã qua đời | Đảng viên từ trần
    | Bệnh chết | Chết bệnh
"""
MOVEMENTS = {word_key(name): kind for kind, names in pairs(_MOVEMENTS) for name in names}
"""Kind of movement by folded name."""
_WRITTEN_OUT = {
    "shd": "sinh hoat dang", "sh": "sinh hoat", "dcsvn": "dang", "dv": "dang vien", "ds": "danh sach", "dsdv": "danh sach dang vien",
    "db": "dang bo",
}  # fmt: skip
_BEFORE = re.compile(r"^(?:\d{1,2} )?(?:(?:giam|tang) (?:do )?)?")
_CAUSE = re.compile(r" (?:do|vi) .*$")


def is_temporary(text: str) -> bool:
    """Whether a movement is a temporary stay, which leaves the member in the cell where it was."""
    return "tamthoi" in word_key(text)


_BY_ANY_EXIT = {"rakhoidang", "radang"}
"""What is said of who leaves on request as well as of who is expelled or struck off."""
_WITHIN, _BEYOND = re.compile(r"\b(?:noi bo|trong (?:tinh|dang bo))\b"), re.compile(r"\b(?:(?:ngoai|khac) (?:tinh|dang bo)|tinh khac)\b")
_EXITS_ASIDE = {
    "expelled": re.compile(r"\bkhai tru\b"),
    "struck_off": re.compile(r"\bxoa ten\b"),
    "left_on_request": re.compile(r"\b(?:xin ra|cho ra (?:khoi )?dang)\b"),
    "dead": re.compile(r"\b(?:tu tran|chet|qua doi|hy sinh|tu vong)\b"),
}
"""Ways out by the words that name them in parentheses or as a cause."""


def movement_kind(text: str) -> str | None:
    """The code of a kind of movement, by its name as a whole or without the parentheses or the cause behind it.

    None where these name another kind, unless the name is said of any exit: who left by expulsion was expelled.
    """
    if is_temporary(text):
        return None
    if kind := MOVEMENTS.get(word_key(text)):
        return kind
    said, _, aside = text.partition("(")
    name, cause = _parted(said)
    kind = MOVEMENTS.get(word_key(said)) or MOVEMENTS.get(name)
    return _as_specified(kind, name, plain(f"{cause} {aside}")) if kind else None


def _parted(said: str) -> tuple[str, str]:
    """The folded name, and the cause behind it."""
    whole = _BEFORE.sub("", plain(said))
    name = _CAUSE.sub("", whole)
    return word_key(" ".join(_WRITTEN_OUT.get(word, word) for word in name.split())), whole[len(name) :]


def _as_specified(kind: str, name: str, aside: str) -> str | None:
    others = {other for other, words in _EXITS_ASIDE.items() if words.search(aside)} - {kind}
    if name in _BY_ANY_EXIT and others in ({"expelled"}, {"struck_off"}):
        return others.pop()
    moved_within, moved_beyond = kind == "transfer", kind in {"transferred_out", "transferred_in"}
    if others or (moved_within and _BEYOND.search(aside)) or (moved_beyond and _WITHIN.search(aside)):
        return None
    return kind
