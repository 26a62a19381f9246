"""A ZIP archive read without trust: one directory at the end, parts apart from each other, and not a byte more than declared."""

from __future__ import annotations

import mmap
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from dangvu.filegate.limits import MIB, Limits
from dangvu.filegate.refused import Refused, damaged, too_large

_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = 46
_FEED = 64 * 1024
_ENCRYPTED = 0x1


class Part(NamedTuple):
    """A part of the archive: its name, where its packed bytes begin, and its entry in the directory."""

    name: str
    start: int
    entry: ZipInfo


def parts_of(file: BinaryIO, content: mmap.mmap, limits: Limits) -> list[Part]:
    """The parts in the order of the directory; raises Refused where the archive lies about them or they are too large."""
    directory = _directory(content, limits)
    try:
        entries = ZipFile(file).infolist()
    except (BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise damaged() from error
    _judge_entries(entries, limits)
    parts = [Part(entry.filename, _start(content, entry), entry) for entry in entries]
    end = 0
    for part in sorted(parts, key=lambda part: part.entry.header_offset):
        if part.entry.header_offset < end:
            raise damaged()
        end = part.start + part.entry.compress_size
    if end > directory:
        raise damaged()
    return parts


def _directory(content: mmap.mmap, limits: Limits) -> int:
    """Where the only directory begins; it must end the archive, so that every reader finds the same one."""
    place = len(content) - _END.size
    if place < 0 or content.rfind(b"PK\x05\x06") != place or content.find(b"PK\x06\x07", max(place - 64, 0)) >= 0:
        raise damaged()
    _, disk, first_disk, here, count, size, start, comment = _END.unpack(content[place:])
    if disk or first_disk or here != count or comment or start + size != place:
        raise damaged()
    if count > limits.parts or size > limits.parts * (_ENTRY + 512):
        raise too_large(f"có {count} thành phần, nhiều hơn {limits.parts}")
    return int(start)


def _judge_entries(entries: list[ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.parts:
        raise too_large(f"có {len(entries)} thành phần, nhiều hơn {limits.parts}")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Refused("encrypted", "Tệp có đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu, lưu lại dạng .xlsx rồi nộp lại.")
    names = [entry.orig_filename for entry in entries]
    if len({name.lower() for name in names}) < len(names) or not all(map(_is_plain, names)):
        raise Refused(
            "unsafe_names",
            "Trong tệp có thành phần trùng tên hoặc tên trỏ ra ngoài tệp, dấu hiệu tệp bị sửa; hãy lưu lại từ Excel rồi nộp lại.",
        )
    for entry in entries:
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise damaged()
        if entry.file_size > max(MIB, entry.compress_size * limits.ratio):
            raise too_large(f"được nén quá {limits.ratio} lần")
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise too_large(f"mở ra lớn hơn {limits.unpacked // MIB} MB")


def _is_plain(name: str) -> bool:
    steps = name.split("/")
    return bool(name) and not any(mark in name for mark in "\\:\0") and ".." not in steps and "" not in steps[:-1]


def _start(content: mmap.mmap, entry: ZipInfo) -> int:
    """Where the packed bytes begin, by the header in front of them, which must name the same part."""
    place = entry.header_offset
    if place < 0 or place + _LOCAL.size > len(content):
        raise damaged()
    signature, _, flags, method, _, _, _, _, _, name, extra = _LOCAL.unpack(content[place : place + _LOCAL.size])
    start = place + _LOCAL.size + name + extra
    stated = content[place + _LOCAL.size : place + _LOCAL.size + name]
    encoding = "utf-8" if flags & 0x800 else "cp437"
    if signature != b"PK\x03\x04" or method != entry.compress_type or stated != entry.orig_filename.encode(encoding, "replace"):
        raise damaged()
    return int(start)


def unpacked(content: mmap.mmap, part: Part) -> Iterator[bytes]:
    """The bytes of a part in pieces of at most 1 MiB; raises Refused as soon as they are not what the directory says."""
    total = checksum = 0
    try:
        for piece in _pieces(content, part):
            total += len(piece)
            if total > part.entry.file_size:
                raise damaged()
            checksum = zlib.crc32(piece, checksum)
            yield piece
    except zlib.error as error:
        raise damaged() from error
    if total != part.entry.file_size or checksum != part.entry.CRC:
        raise damaged()


def _pieces(content: mmap.mmap, part: Part) -> Iterator[bytes]:
    end = part.start + part.entry.compress_size
    if part.entry.compress_type == ZIP_STORED:
        for place in range(part.start, end, MIB):
            yield content[place : min(place + MIB, end)]
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for place in range(part.start, end, _FEED):
        fed = content[place : min(place + _FEED, end)]
        while fed and not inflate.eof:
            piece = inflate.decompress(fed, MIB)
            if piece:
                yield piece
            fed = inflate.unconsumed_tail
    if not inflate.eof or inflate.unused_data:
        raise damaged()
