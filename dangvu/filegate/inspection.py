"""The inspection of a workbook before anything else opens it."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from dangvu.filegate.archive import Part, parts_of, unpacked
from dangvu.filegate.limits import MIB, Limits
from dangvu.filegate.markup import plain_markup
from dangvu.filegate.refused import Refused, too_large
from dangvu.filegate.seen import Errors, Seen, errors_of, seen_in
from dangvu.filegate.sheets import Strings, look_over
from dangvu.filegate.signatures import refuse_other_kinds
from dangvu.filegate.workbook import (
    CONTENT_TYPES,
    MARKUP,
    SMALL,
    WORKBOOK,
    WORKBOOK_LINKS,
    judge_content_types,
    judge_links,
    judge_names,
    judge_other,
)

_LIMITS = Limits()


def inspect(path: Path, *, limit: Limits = _LIMITS) -> Seen:
    """Raise Refused unless the file is a workbook that can be read without harm; nothing is written and nothing else is opened."""
    if not path.is_file():
        raise Refused("no_file", f"Không có tệp “{path.name}”; hãy kiểm tra lại đường dẫn.")
    size = path.stat().st_size
    if not size:
        raise Refused("empty", "Tệp rỗng, không có gì để nhập; hãy kiểm tra lại tệp đã lưu rồi nộp lại.")
    if size > limit.packed:
        raise too_large(f"lớn hơn {limit.packed // MIB} MB")
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        refuse_other_kinds(content)
        parts = parts_of(file, content, limit)
        judge_names(part.name for part in parts)
        return _inspect_parts(content, sorted(parts, key=lambda part: part.entry.file_size), limit)


def _inspect_parts(content: mmap.mmap, parts: list[Part], limit: Limits) -> Seen:
    """Small parts first, for they decide most; every part that a reader could take for XML is gone through whole."""
    for part in parts:
        if part.name == CONTENT_TYPES:
            judge_content_types(_whole(content, part))
        elif part.name.lower().endswith(".rels"):
            judge_links(part.name, _whole(content, part), limit.sheets)
    markup = []
    for part in parts:
        head = next(unpacked(content, part), b"")
        if part.name.lower().endswith(MARKUP):
            markup.append((part, b"<sst" in head[:4096] or b":sst" in head[:4096]))
        else:
            judge_other(head)
    strings = Strings()
    for part, is_table in markup:
        if is_table and part.entry.file_size > limit.strings:
            raise too_large(f"có bảng chữ lớn hơn {limit.strings // MIB} MB")
        if is_table:
            strings.read(_markup(content, part, limit), limit)
    pieces = {part.name.lower(): partial(_markup, content, part, limit) for part, _ in markup}
    errors = _inspect_sheets(pieces, strings, limit)
    whole = {name: pieces[name]() for name in (WORKBOOK, WORKBOOK_LINKS) if name in pieces}
    return seen_in(whole.get(WORKBOOK, ()), b"".join(whole.get(WORKBOOK_LINKS, ())), errors)


def _markup(content: mmap.mmap, part: Part, limit: Limits) -> Iterator[bytes]:
    return plain_markup(unpacked(content, part), limit)


def _inspect_sheets(sheets: Mapping[str, Callable[[], Iterator[bytes]]], strings: Strings, limit: Limits) -> dict[str, Errors]:
    """Every part is taken for a sheet, for its name proves nothing; what holds no cells costs nothing. Answer the failed formulas."""
    longest, values, errors = strings.longest(), 0, {}
    for name, pieces in sheets.items():
        here, failed = look_over(pieces, limit, count=longest > 0)
        values += here
        if failed:
            errors[name] = errors_of(pieces, limit)
    if longest * values > limit.text and sum(strings.spent(pieces()) for pieces in sheets.values()) > limit.text:
        raise too_large(f"có chữ lặp lại nhiều lần, viết ra lớn hơn {limit.text // MIB} MB")
    return errors


def _whole(content: mmap.mmap, part: Part) -> bytes:
    if part.entry.file_size > SMALL:
        raise too_large("có mục lục lớn bất thường")
    return b"".join(unpacked(content, part))
