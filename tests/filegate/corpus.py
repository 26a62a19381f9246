"""Files that must never be opened, made afresh by code: each with the reason for which it is to be refused."""

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import xlsxwriter

from tests.filegate.packing import STORED, Entry, pack

MIB = 1 << 20
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

Build = Callable[[Path], Path]


def content_types(main: bytes = _SHEET_TYPE, extra: bytes = b"") -> bytes:
    space = b"http://schemas.openxmlformats.org/package/2006/content-types"
    return _XML + b'<Types xmlns="%b"><Override PartName="/xl/workbook.xml" ContentType="%b"/>%b</Types>' % (space, main, extra)


def links(*found: tuple[str, str, str]) -> bytes:
    tags = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target, mode) in enumerate(found, 1)
    )
    return _XML + f'<Relationships xmlns="{_PACKAGE}">{tags}</Relationships>'.encode()


def sheet(cells: bytes, before: bytes = b"") -> bytes:
    return _XML + b"<worksheet %b>%b<sheetData>%b</sheetData></worksheet>" % (_MAIN, before, cells)


ORDINARY = sheet(b'<row r="1"><c r="A1" t="inlineStr"><is><t>STT</t></is></c><c r="B1"><v>1</v></c></row>')
EXTERNAL = ' TargetMode="External"'


def workbook(**changed: bytes | Entry | None) -> list[Entry]:
    """The parts of a small workbook; a keyword puts another content in place of a part, or leaves it out."""
    contents: dict[str, bytes | Entry | None] = {
        "types": content_types(),
        "root": links(("officeDocument", "xl/workbook.xml", "")),
        "book": _XML
        + b'<workbook %b xmlns:r="%b"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>' % (_MAIN, _OFFICE.encode()),
        "links": links(("worksheet", "worksheets/sheet1.xml", "")),
        "sheet": ORDINARY,
        **changed,
    }
    names = {
        "types": "[Content_Types].xml", "root": "_rels/.rels", "book": "xl/workbook.xml", "links": "xl/_rels/workbook.xml.rels",
        "sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml",
    }  # fmt: skip
    found = ((key, content) for key, content in contents.items() if content is not None)
    return [content if isinstance(content, Entry) else Entry(names[key], content) for key, content in found]


def _beside(name: str, content: bytes = b"x") -> Build:
    return lambda path: pack(path, [*workbook(), Entry(name, content)])


def _raw(content: bytes) -> Build:
    def build(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return build


def _with(**changed: bytes | Entry | None) -> Build:
    return lambda path: pack(path, workbook(**changed))


def _cells(cells: bytes, before: bytes = b"") -> Build:
    return _with(sheet=sheet(cells, before))


def _sameness(size: int) -> Iterator[bytes]:
    for _ in range(size // MIB):
        yield b"<a/>" * (MIB // 4)


def _filled(size: int, tags: bytes) -> Iterator[bytes]:
    """Tags without number, mixed with enough noise to look honest."""
    chance = random.Random(5)
    for _ in range(size // MIB):
        noise = b"<!--" + chance.randbytes(8_000).hex().encode() + b"-->"
        yield noise + tags * ((MIB - len(noise)) // len(tags))


def _sheet_of(content: Callable[..., Iterator[bytes]], *arguments: object, size: int | None = None) -> Build:
    return _with(sheet=Entry("xl/worksheets/sheet1.xml", partial(content, *arguments), size=size))


def _changed(change: Callable[[bytes], bytes]) -> Build:
    def build(path: Path) -> Path:
        good(path)
        path.write_bytes(change(path.read_bytes()))
        return path

    return build


def _spoilt_sheet(content: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entry = max(archive.infolist(), key=lambda one: one.compress_size)
    middle = entry.header_offset + 60 + entry.compress_size // 2
    return content[:middle] + bytes([content[middle] ^ 0x5A]) + content[middle + 1 :]


def _prefixed_cells(path: Path) -> Path:
    far = b'<row r="1"><x:c r="A1"><x:v>1</x:v></x:c></row><row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></row>'
    return _cells(far)(path)


def _overlapping(path: Path) -> Path:
    """Seventeen directory entries that all unpack the same bytes."""
    pack(path, workbook())
    content = path.read_bytes()
    start = content.index(b"PK\x01\x02")
    size = len(content) - 22 - start
    entry = next(part for part in _split(content[start : start + size]) if b"sheet1.xml" in part)
    more = b"".join(entry.replace(b"sheet1.xml", b"sheet%c.xml" % mark) for mark in b"abcdefghijklmnop")
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 21, 21, size + len(more), start, 0)
    path.write_bytes(content[: start + size] + more + end)
    return path


def _split(directory: bytes) -> list[bytes]:
    return [b"PK\x01\x02" + part for part in directory.split(b"PK\x01\x02")[1:]]


def _numbers(rows: int) -> bytes:
    chance = random.Random(3)
    return b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (row, row, chance.getrandbits(60)) for row in range(1, rows + 1))


def _many_strings(size: int) -> Iterator[bytes]:
    chance = random.Random(9)
    yield _XML + b"<sst %b>" % _MAIN
    for _ in range(size // MIB):
        text = b"<si><t>" + chance.randbytes(8_000).hex().encode() + b"</t></si>"
        yield text + b"<si><t>a</t></si>" * ((MIB - len(text)) // 17)
    yield b"</sst>"


def _string_written_often(path: Path) -> Path:
    strings = _XML + b"<sst %b><si><t>%b</t></si></sst>" % (_MAIN, b"Tr" * 16_000)
    cells = b"".join(b'<row r="%d">%b</row>' % (row, b'<c t="s"><v>0</v></c>' * 10) for row in range(1, 5_001))
    return pack(path, workbook(sheet=sheet(cells), strings=strings))


_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">%b]>' % b"".join(b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
_OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
_FAR_ROW = b'<row r="1"><c r="A1"><v>1</v></c></row>'


def _nested_zip() -> bytes:
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.bin", bytes(MIB))
    return inner.getvalue()


def _wide(columns: int) -> bytes:
    letters = ["A", "B"]
    while len(letters) < columns:
        number, name = len(letters) + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            name = chr(65 + rest) + name
        letters.append(name)
    return b'<row r="1">' + b"".join(b'<c r="%b1"><v>1</v></c>' % letter.encode() for letter in letters) + b"</row>"


HOSTILE: dict[str, tuple[str, Build]] = {
    # not a workbook at all
    "empty": ("empty", _raw(b"")),
    "comma-separated": ("not_a_workbook", _raw("Họ và tên,Ngày sinh\nLê Văn A,01/02/1970\n".encode())),
    "web page": ("not_a_workbook", _raw(b"<html><table><tr><td>1</td></tr></table></html>")),
    "XML spreadsheet of 2003": ("not_a_workbook", _raw(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office"/>')),
    "PDF": ("not_a_workbook", _raw(b"%PDF-1.7\n" + bytes(500))),
    "PNG": ("not_a_workbook", _raw(b"\x89PNG\r\n\x1a\n" + bytes(500))),
    "JPEG": ("not_a_workbook", _raw(b"\xff\xd8\xff\xe0" + bytes(500))),
    "GIF": ("not_a_workbook", _raw(b"GIF89a" + bytes(500))),
    "RTF": ("not_a_workbook", _raw(b"{\\rtf1 abc}")),
    "gzip": ("not_a_workbook", _raw(b"\x1f\x8b\x08" + bytes(500))),
    "7z": ("not_a_workbook", _raw(b"7z\xbc\xaf\x27\x1c" + bytes(500))),
    "RAR": ("not_a_workbook", _raw(b"Rar!\x1a\x07" + bytes(500))),
    "program": ("not_a_workbook", _raw(b"MZ" + bytes(500))),
    "noise": ("not_a_workbook", _raw(random.Random(1).randbytes(5_000))),
    "plain archive": ("not_a_workbook", lambda path: pack(path, [Entry("a.txt", b"abc")])),
    "OpenDocument": ("not_a_workbook", lambda path: pack(path, [Entry("mimetype", b"ods", STORED), Entry("content.xml", b"<a/>")])),
    "Word document": ("not_a_workbook", _with(types=content_types(b"application/x.wordprocessingml.document.main+xml"))),
    "presentation": ("not_a_workbook", _with(types=content_types(b"application/x.presentationml.presentation.main+xml"))),
    "old Excel": ("old_format", _raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000) + "Workbook".encode("utf-16-le"))),
    # locked
    "encrypted": ("encrypted", _raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000) + "EncryptedPackage".encode("utf-16-le"))),
    "encrypted entry": ("encrypted", _with(sheet=Entry("xl/worksheets/sheet1.xml", ORDINARY, flags=1))),
    # programs and links
    "macro-enabled type": ("macro", _with(types=content_types(b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"))),
    "binary workbook": ("macro", _with(types=content_types(b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"))),
    "macro part": ("macro", _beside("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")),
    "macro under another name": ("macro", _with(links=links(("worksheet", "worksheets/sheet1.xml", ""), ("vbaProject", "a.xml", "")))),
    "macro sheet": ("macro", _beside("xl/macrosheets/sheet1.xml", ORDINARY)),
    "link to another workbook": ("external_link", _beside("xl/externalLinks/externalLink1.xml", _XML + b"<externalLink/>")),
    "dynamic data exchange link": (
        "external_link",
        _beside("xl/externalLinks/externalLink1.xml", _XML + b'<externalLink><ddeLink ddeService="cmd"/></externalLink>'),
    ),
    "dynamic data exchange formula": ("dde", _cells(b"<row r=\"1\"><c r=\"A1\"><f>cmd|'/c calc'!A0</f><v>1</v></c></row>")),
    "remote picture": ("external_link", _beside("xl/drawings/_rels/drawing1.xml.rels", links(("image", "http://a.test/a.png", EXTERNAL)))),
    "data connection": ("external_link", _beside("xl/connections.xml", _XML + b"<connections/>")),
    "query": ("external_link", _beside("xl/queryTables/queryTable1.xml", _XML + b"<queryTable/>")),
    "embedded object": ("embedded_object", _beside("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0")),
    "embedded object under another name": ("embedded_object", _beside("xl/media/image1.png", b"\xd0\xcf\x11\xe0" + bytes(100))),
    "control": ("embedded_object", _beside("xl/activeX/activeX1.xml", _XML + b"<ocx/>")),
    # archives that are cut short or lie
    "half a file": ("damaged", _changed(lambda content: content[: len(content) // 2])),
    "last bytes missing": ("damaged", _changed(lambda content: content[:-9])),
    "spoilt byte": ("damaged", _changed(_spoilt_sheet)),
    "something appended": ("damaged", _changed(lambda content: content + b"\n<script>")),
    "two directory ends": ("damaged", lambda path: pack(path, workbook(), comment=b"PK\x05\x06" + bytes(18))),
    "two names for one part": ("damaged", _with(sheet=Entry("xl/worksheets/sheet1.xml", ORDINARY, local_name="xl/worksheets/sheet2.xml"))),
    "unknown compression": ("damaged", _with(sheet=Entry("xl/worksheets/sheet1.xml", ORDINARY, method=12))),
    "declares more than there is": ("damaged", _with(sheet=Entry("xl/worksheets/sheet1.xml", ORDINARY, size=len(ORDINARY) + 9))),
    "wrong checksum": ("damaged", _with(sheet=Entry("xl/worksheets/sheet1.xml", ORDINARY, crc=1))),
    "sheet that is no XML part": ("damaged", _with(links=links(("worksheet", "media/sheet1.png", "")))),
    "overlapping entries": ("damaged", _overlapping),
    "same name twice": ("unsafe_names", _beside("xl/worksheets/Sheet1.xml", ORDINARY)),
    "name that climbs": ("unsafe_names", _beside("xl/../../../tmp/a.xml", ORDINARY)),
    "name from the root": ("unsafe_names", _beside("/etc/a.xml", ORDINARY)),
    "name with a backslash": ("unsafe_names", _beside("xl\\..\\a.xml", ORDINARY)),
    # bombs
    "packed 1000 times": ("too_large", _sheet_of(_sameness, 300 * MIB)),
    "too much in all": ("too_large", _sheet_of(_filled, 300 * MIB, b"<a/>")),
    "declares less than there is": ("damaged", _sheet_of(_filled, 200 * MIB, b"<a/>", size=900)),
    "too many parts": ("too_large", lambda path: pack(path, [*workbook(), *(Entry(f"xl/a{n}.xml", b"<a/>") for n in range(3_000))])),
    "one part listed 3,000 times": ("too_large", lambda path: pack(path, workbook(), repeat=3_000)),
    "archive in the archive": ("nested_archive", _beside("xl/media/image1.png", _nested_zip())),
    "billion laughs": ("document_type", _with(sheet=ORDINARY.replace(b"<worksheet", _LAUGHS + b"<worksheet"))),
    "outside entity": ("document_type", _with(sheet=ORDINARY.replace(b"<worksheet", _OUTSIDE + b"<worksheet"))),
    "entity in the strings": ("document_type", _with(strings=_XML + _LAUGHS + b"<sst><si><t>&a9;</t></si></sst>")),
    "document type far down": ("document_type", _cells(_numbers(90_000) + _OUTSIDE)),
    "document type in other letters": ("foreign_encoding", _with(sheet=(_OUTSIDE + ORDINARY[56:]).decode().encode("utf-16"))),
    "named encoding": ("foreign_encoding", _with(sheet=ORDINARY.replace(b"UTF-8", b"UTF-7"))),
    "billion cells declared": ("too_large", _cells(_FAR_ROW, b'<dimension ref="A1:XFD1048576"/>')),
    "two cells far apart": ("too_large", _cells(_FAR_ROW + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "far apart in single quotes": ("too_large", _cells(_FAR_ROW + b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>")),
    "far apart on new lines": ("too_large", _cells(_FAR_ROW + b'<row r="1048576"><c\nr = "XFD1048576"><v>1</v></c></row>')),
    "far apart behind another attribute": ("too_large", _cells(_FAR_ROW + b'<row><c s="1" r="XFD1048576"><v>1</v></c></row>')),
    "far apart behind a bracket": ("damaged", _cells(_FAR_ROW + b'<row><c s=">" r="XFD1048576"><v>1</v></c></row>')),
    "far apart with a prefix": ("too_large", _prefixed_cells),
    "far apart without references": ("too_large", _cells(b'<row r="9000000"><c><v>1</v></c><c><v>1</v></c></row>' + _FAR_ROW)),
    "too many columns": ("too_large", _cells(_wide(1_200))),
    "a row without end": ("too_large", _cells(b"<row>" + b"<c><v>1</v></c>" * 2_000 + b"</row>")),
    "countless strings": ("too_large", _with(strings=Entry("xl/sharedStrings.xml", partial(_many_strings, 50 * MIB)))),
    "countless cells": ("too_large", _sheet_of(_filled, 150 * MIB, b"<row><c></c><c></c></row>")),
    "countless rows": ("too_large", _sheet_of(_filled, 150 * MIB, b"<row><c></c></row><row/><row/><row/>")),
    "huge string table": ("too_large", _with(strings=Entry("xl/sharedStrings.xml", partial(_many_strings, 70 * MIB)))),
    "a string written 50,000 times": ("too_large", _string_written_often),
    "endless tag": ("too_large", _cells(b'<row r="1"><c r="A1" ' + b"".join(b'a%d="" ' % n for n in range(100_000)) + b"/></row>")),
    "endless text": ("too_large", _cells(b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"ab" * 200_000 + b"</t></is></c></row>")),
}  # fmt: skip
"""Name → code of the refusal and the maker of the file."""


def good(path: Path) -> Path:
    """A workbook with shared strings, days, a formula with its value, a hyperlink and a picture's worth of styles."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet("Đảng viên")
    for row in range(400):
        page.write_row(row, 0, ["Số lý lịch", f"{row:06}", row, "Nguyễn Văn A"])
    page.write_formula(401, 0, "=SUM(C1:C400)", value=79_800)
    page.write_url(402, 0, "https://example.test/")
    page.set_column(0, 3, 20, book.add_format({"bold": True}))
    book.close()
    return path
