"""What a file is that is not a workbook, told from its first bytes whatever its name says."""

from __future__ import annotations

import mmap

from dangvu.filegate.refused import Refused

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"GIF8", "ảnh GIF"),
    (b"BM", "ảnh BMP"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"RIFF", "tệp âm thanh hoặc hình"),
    (b"{\\rtf", "văn bản RTF"),
    (b"\x1f\x8b", "tệp nén GZIP"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"Rar!", "tệp nén RAR"),
    (b"MZ", "chương trình"),
    (b"\x7fELF", "chương trình"),
    (b"PK", "tệp nén không trọn vẹn"),
)
_HOW = "hãy mở bằng Excel hoặc LibreOffice, chọn Lưu thành dạng .xlsx rồi nộp lại"


def refuse_other_kinds(content: mmap.mmap) -> None:
    """Raise Refused for anything that is not a ZIP archive."""
    head = content[:512]
    if head.startswith(ZIP):
        return
    if head.startswith(OLE):
        raise _ole(content)
    found = next((name for start, name in _OTHERS if head.startswith(start)), None) or _text(head)
    raise Refused("not_a_workbook", f"Đây là {found}, không phải bảng tính .xlsx nên không đọc được danh sách; {_HOW}.")


def _ole(content: mmap.mmap) -> Refused:
    if content.find("EncryptedPackage".encode("utf-16-le")) >= 0:
        return Refused("encrypted", "Tệp có đặt mật khẩu nên không đọc được; hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi nộp lại.")
    return Refused("old_format", f"Đây là tệp Office kiểu cũ (.xls, .doc …), không phải .xlsx nên không đọc được; {_HOW}.")


def _text(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        return "trang web (HTML)"
    if start.startswith(b"<?xml"):
        return "tệp XML"
    if b"\x00" not in head:
        return "tệp văn bản (CSV hoặc chữ thuần)"
    return "tệp không rõ loại"
