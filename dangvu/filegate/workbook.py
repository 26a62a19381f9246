"""The parts of a workbook package: a spreadsheet, without macros, links to elsewhere or other files inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dangvu.filegate.refused import Refused, damaged, too_large

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
WORKBOOK_LINKS = "xl/_rels/workbook.xml.rels"
MARKUP = (".xml", ".rels", ".vml")
SMALL = 1 << 20
"""Bytes that content types, and the links of one part, never need."""

LINK = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([A-Za-z]+\d*)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_MACROS = "Tệp có chứa macro, tức chương trình có thể chạy trên máy; hãy lưu lại dạng .xlsx (không macro) rồi nộp lại."
_LINKS = (
    "Tệp có liên kết tới tệp, chương trình hoặc nguồn dữ liệu khác nên số liệu có thể không phải của chính tệp này; "
    "hãy ngắt liên kết (Dữ liệu › Sửa liên kết), chỉ giữ giá trị rồi nộp lại."
)
_OBJECTS = "Trong tệp có nhúng tệp hoặc đối tượng khác, thứ không kiểm tra được; hãy xóa đối tượng đó rồi nộp lại."
_FORBIDDEN_NAMES = (
    ("vbaproject", "macro", _MACROS),
    ("xl/macrosheets/", "macro", _MACROS),
    ("xl/dialogsheets/", "macro", _MACROS),
    ("xl/externallinks/", "external_link", _LINKS),
    ("xl/connections.xml", "external_link", _LINKS),
    ("xl/querytables/", "external_link", _LINKS),
    ("xl/embeddings/", "embedded_object", _OBJECTS),
    ("xl/activex/", "embedded_object", _OBJECTS),
)
_FORBIDDEN_LINKS = (
    ("vbaproject", "macro", _MACROS),
    ("xlmacrosheet", "macro", _MACROS),
    ("externallink", "external_link", _LINKS),
    ("connections", "external_link", _LINKS),
    ("oleobject", "embedded_object", _OBJECTS),
    ("package", "embedded_object", _OBJECTS),
    ("control", "embedded_object", _OBJECTS),
)
_OTHER_PACKAGES = ((b"wordprocessingml", "văn bản Word"), (b"presentationml", "bản trình chiếu PowerPoint"))
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def judge_names(names: Iterable[str]) -> None:
    """Refuse what the names of the parts give away, and archives that are no workbook."""
    found = list(names)
    for name in found:
        for start, code, message in _FORBIDDEN_NAMES:
            if start in name.lower():
                raise Refused(code, message)
    if CONTENT_TYPES not in found:
        what = "bảng tính OpenDocument (.ods)" if "content.xml" in found else "tệp nén thông thường"
        raise Refused("not_a_workbook", f"Đây là {what}, không phải bảng tính .xlsx; hãy mở bằng Excel, lưu thành dạng .xlsx rồi nộp lại.")


def judge_content_types(types: bytes) -> None:
    """Refuse macro-enabled and binary workbooks and other Office documents."""
    low = types.lower()
    if b"macroenabled" in low or b"vbaproject" in low or b"macrosheet" in low:
        raise Refused("macro", _MACROS)
    if b"spreadsheetml.sheet.main+xml" not in low:
        what = next((name for mark, name in _OTHER_PACKAGES if mark in low), "tệp Office khác")
        raise Refused("not_a_workbook", f"Đây là {what}, không phải bảng tính .xlsx; hãy lưu danh sách thành dạng .xlsx rồi nộp lại.")


def judge_links(name: str, links: bytes, sheets: int) -> None:
    """Refuse links to anything outside the package but hyperlinks, and a workbook whose parts are not plain XML parts of it."""
    found = list(map(attributes, LINK.findall(links)))
    for link in found:
        kind = link.get("Type", "").rsplit("/", 1)[-1].lower()
        for start, code, message in _FORBIDDEN_LINKS:
            if kind.startswith(start):
                raise Refused(code, message)
        if link.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            raise Refused("external_link", _LINKS)
    if name == WORKBOOK_LINKS:
        if not all(link.get("Target", "").lower().endswith(".xml") for link in found):
            raise damaged()
        if sum(link.get("Type", "").endswith("/worksheet") for link in found) > sheets:
            raise too_large(f"có hơn {sheets} trang tính")


def attributes(tag: bytes) -> Mapping[str, str]:
    """Of what stands between the angles of a tag, names without their prefix."""
    return {name.decode(): (one or other).decode("utf-8", "replace") for name, one, other in _ATTRIBUTE.findall(tag)}


def judge_other(head: bytes) -> None:
    """Refuse parts that are archives or Office files of their own; pictures and printer settings are left alone."""
    if head.startswith(_ARCHIVES):
        raise Refused("nested_archive", "Trong tệp có một tệp nén khác, thứ bảng tính không cần; hãy xóa tệp nhúng, lưu lại rồi nộp lại.")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("embedded_object", _OBJECTS)
