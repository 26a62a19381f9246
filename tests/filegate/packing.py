"""ZIP archives made byte by byte, so that each of their numbers can lie."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

STORED, DEFLATED = 0, 8


@dataclass
class Entry:
    """A part; whatever is given beside name and content is written in place of the truth."""

    name: str
    content: bytes | Callable[[], Iterable[bytes]] = b""
    method: int = DEFLATED
    size: int | None = None
    flags: int = 0
    local_name: str | None = None
    crc: int | None = None
    packed: bytes | None = None


def pack(path: Path, entries: Iterable[Entry], *, count: int | None = None, comment: bytes = b"", repeat: int = 1) -> Path:
    """Write an archive; `repeat` lists every entry of the directory that often, `count` is what its end claims."""
    body, directory, listed = bytearray(), bytearray(), 0
    for entry in entries:
        packed, size, crc = _deflated(entry)
        size = size if entry.size is None else entry.size
        crc = crc if entry.crc is None else entry.crc
        name, local = entry.name.encode(), (entry.local_name or entry.name).encode()
        flags = entry.flags | (0 if entry.name.isascii() else 0x800)
        numbers = (entry.method, 0, 33, crc, len(packed), size)
        for _ in range(repeat):
            directory += struct.pack("<4s2H", b"PK\x01\x02", 20, 20) + struct.pack("<H2H2H3L", 20, flags, *numbers[:3], *numbers[3:])[2:]
            directory += struct.pack("<5H2L", len(name), 0, 0, 0, 0, 0, len(body)) + name
            listed += 1
        body += struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, flags, *numbers, len(local), 0) + local + packed
    listed = listed if count is None else count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, listed, listed, len(directory), len(body), len(comment))
    path.write_bytes(bytes(body) + bytes(directory) + end + comment)
    return path


def _deflated(entry: Entry) -> tuple[bytes, int, int]:
    pieces = [entry.content] if isinstance(entry.content, bytes) else entry.content()
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed, size, crc = bytearray(), 0, 0
    for piece in pieces:
        size += len(piece)
        crc = zlib.crc32(piece, crc)
        packed += squeeze.compress(piece) if entry.method == DEFLATED else piece
    if entry.method == DEFLATED:
        packed += squeeze.flush()
    return (bytes(packed) if entry.packed is None else entry.packed), size, crc
