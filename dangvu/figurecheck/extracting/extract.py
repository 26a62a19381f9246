"""The text of a report file: TXT, DOCX with its tables and footnotes, and PDF through the reader given."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

MOST_BYTES = 20 * 1024 * 1024
MOST_XML = 40 * 1024 * 1024  # inflated, of one part
MOST_RATIO = 200
MOST_DEPTH = 100
MOST_COLUMNS = 60
MOST_CHARACTERS = 1_000_000  # about 350 pages
FIRST_TAG = 0x10000  # above all letters of a report; a million numbers fit
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SKIPPED = frozenset({W + "del", W + "moveFrom", W + "instrText", W + "delText"})

PdfReader = Callable[[Path], str]


class UnsupportedFile(Exception):
    """The file cannot be read as a report; the message says why and what to do (Vietnamese)."""


def extract(path: Path, pdf: PdfReader, *, plain: tuple[str, ...] = (".txt",)) -> str:
    """The text that the check reads; `pdf` reads a PDF. Raises `UnsupportedFile` with a message for the user.

    Files of `plain` endings are read as they are, for example a list saved as .csv.
    """
    if not path.is_file():
        raise UnsupportedFile(f"Không tìm thấy tệp “{path.name}”: hãy kiểm tra lại đường dẫn.")
    if path.stat().st_size > MOST_BYTES:
        raise UnsupportedFile(f"Tệp “{path.name}” lớn hơn {MOST_BYTES // 1024 // 1024} MB: hãy tách báo cáo hoặc bỏ ảnh rồi thử lại.")
    text = _plain(path) if path.suffix.lower() in plain else _read(path, pdf)
    if not text.strip():
        raise UnsupportedFile(f"Tệp “{path.name}” không có chữ nào: hãy kiểm tra xem có đúng tệp báo cáo không.")
    refuse_length(text)
    return text


def refuse_length(text: str) -> None:
    """A text that no report is as long as would take minutes."""
    if len(text) > MOST_CHARACTERS:
        raise UnsupportedFile("Văn bản dài hơn 1 triệu ký tự (khoảng 350 trang): hãy tách thành nhiều phần rồi kiểm tra từng phần.")


def _read(path: Path, pdf: PdfReader) -> str:
    match path.suffix.lower():
        case ".docx":
            return _docx(path)
        case ".pdf":
            return pdf(path)
        case suffix:
            raise UnsupportedFile(f"Không đọc được tệp {suffix or 'không có đuôi'}: chỉ nhận .txt, .docx và .pdf.")


def _plain(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "utf-16") if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise UnsupportedFile(f"Tệp “{path.name}” không theo bảng mã Unicode: hãy lưu lại dạng UTF-8 (trong Notepad: Lưu thành, Mã hóa UTF-8).")


def _docx(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            body = _part(archive, "word/document.xml")
            notes = [_part(archive, name) for name in ("word/footnotes.xml", "word/endnotes.xml") if name in archive.namelist()]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, RuntimeError, OSError) as error:
        raise UnsupportedFile(f"Tệp “{path.name}” hỏng hoặc không phải DOCX: hãy mở bằng Word và lưu lại.") from error
    if body is None:
        raise UnsupportedFile(f"Tệp “{path.name}” không có nội dung văn bản: hãy mở bằng Word và lưu lại thành .docx.")
    order: dict[str, int] = {}
    text = "\n".join(_blocks(body, order))
    marks = {mark: text for root in notes if root is not None for mark, text in _notes(root)}
    footnotes = [f"[{number}] {marks[mark]}" for mark, number in order.items() if mark in marks]
    return "\n".join([text, "", *footnotes]) if footnotes else text


def origins(raw: bytes) -> list[tuple[int, int] | None]:
    """For every character that `extract` gives of the part `word/document.xml`, notes apart: the number of its w:t in the part
    and its place therein; None for what stands for breaks, cells and marks.
    """
    root = _parse(raw)
    lengths = []
    for number, element in enumerate(root.iter(W + "t")):
        lengths.append(len(element.text or ""))
        element.text = chr(FIRST_TAG + number) * lengths[-1]
    found: list[tuple[int, int] | None] = []
    for letter in "\n".join(_blocks(root, {})):
        number = ord(letter) - FIRST_TAG
        last = found[-1] if found else None
        place = last[1] + 1 if last and last[0] == number and last[1] + 1 < lengths[number] else 0
        found.append((number, place) if number >= 0 else None)
    return found


def _part(archive: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    """One XML part, read no further than the limits and never with a DTD."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    with archive.open(info) as part:
        raw = part.read(MOST_XML + 1)
    if len(raw) > MOST_XML or len(raw) > MOST_RATIO * max(info.compress_size, 4096):
        raise UnsupportedFile("Tệp DOCX nén bất thường, không mở: hãy mở bằng Word và lưu lại.")
    return _parse(raw)


def _parse(raw: bytes) -> ElementTree.Element:
    """A tree of limited depth from XML without DTD and entities."""
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise UnsupportedFile("Tệp DOCX lồng quá sâu, không mở: hãy mở bằng Word và lưu lại.")
        builder.start(_qualified(name), {_qualified(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_qualified(name))

    def refuse(*_: object) -> None:
        raise UnsupportedFile("Tệp DOCX có khai báo DTD, không mở vì lý do an toàn.")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(raw, True)  # noqa: FBT003 (expat takes it by position only)
        return builder.close()
    except (expat.ExpatError, AssertionError) as error:
        raise UnsupportedFile("Tệp DOCX hỏng: hãy mở bằng Word và lưu lại.") from error


def _qualified(name: str) -> str:
    return "{" + name if "}" in name else name


def _blocks(parent: ElementTree.Element, order: dict[str, int]) -> Iterator[str]:
    """Paragraphs as lines, table rows as lines with tabs."""
    for child in parent:
        if child.tag == W + "p":
            yield _line(child, order)
        elif child.tag == W + "tbl":
            for row in (*child.iterfind(W + "tr"), *child.iterfind(f"{W}sdt/{W}sdtContent/{W}tr")):
                yield "\t".join(_cell(cell, order) for cell in row.iterfind(f".//{W}tc"))
        elif child.tag not in SKIPPED:
            yield from _blocks(child, order)


def _cell(cell: ElementTree.Element, order: dict[str, int]) -> str:
    """The text of a cell, followed by an empty one for every further column it spans."""
    text = " ".join(line.replace("\t", " ") for line in (_line(p, order) for p in cell.iter(W + "p")) if line)
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    columns = (span.get(W + "val") or "1") if span is not None else "1"
    return text + "\t" * (min(int(columns), MOST_COLUMNS) - 1 if columns.isdecimal() else 0)


def _line(paragraph: ElementTree.Element, order: dict[str, int]) -> str:
    """The runs of a paragraph; deleted text is left out, note marks become [1], [2] in the order of the text."""
    shown: list[str] = []
    _runs(paragraph, shown, order)
    return "".join(shown).replace("\n", " ")


def _runs(element: ElementTree.Element, shown: list[str], order: dict[str, int]) -> None:
    for child in element:
        match child.tag.removeprefix(W):
            case "t":
                shown.append(child.text or "")
            case "tab":
                shown.append(" ")
            case "br" | "cr":
                shown.append("\n")
            case "noBreakHyphen":
                shown.append("-")
            case "footnoteReference" | "endnoteReference" as kind:
                mark = kind[:4] + (child.get(W + "id") or "")
                shown.append(f"[{order.setdefault(mark, len(order) + 1)}]")
            case _ if child.tag not in SKIPPED:
                _runs(child, shown, order)


def _notes(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """The notes of a part by kind and number; separators have none."""
    for note in root:
        kind = note.tag.removeprefix(W)
        if kind in ("footnote", "endnote") and note.get(W + "type") is None:
            lines = [_line(paragraph, {}) for paragraph in note.iter(W + "p")]
            yield kind[:4] + (note.get(W + "id") or ""), " ".join(line.strip() for line in lines if line.strip())
