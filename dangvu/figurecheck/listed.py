"""A list of documents as an office keeps it, one a line: Kết luận số 21-KL/TW ngày 25/10/2021, Hội nghị Trung ương 4 khóa XIII."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from dangvu.figurecheck.extracting.extract import UnsupportedFile, extract
from dangvu.figurecheck.extracting.pdf import read_pdf
from dangvu.figurecheck.reading.days import find_days
from dangvu.figurecheck.reading.source import Source, read
from dangvu.figurecheck.reading.symbols import BODIES, TYPES, find_citations
from dangvu.figurecheck.register import PLENUM, RegisteredDocument

MOST_LINES = 5000
FILES = (".txt", ".csv", ".tsv", ".docx", ".pdf")
DIGIT = re.compile(r"\d")
SUBJECT = re.compile(r"\b(?:v/v|về)\s[^;\t|\"\n]*", re.IGNORECASE)
SEPARATOR = re.compile(r"([;,\t|])")
CELL = re.compile(r"[^;\t|,]+")
NUMBERED = re.compile(r"\A\s*\d{1,5}\s*[.)\t;,|]\s*(?=\D)")
FIRST = [allowed[0] for allowed in TYPES.values()]
BY_LETTERS = {allowed[0]: name for name, allowed in TYPES.items() if FIRST.count(allowed[0]) == 1}
"""Letters that only one type of document carries; QĐ may be a decision or a regulation."""


@dataclass(frozen=True, slots=True)
class ListedDocuments:
    """The documents of a list, and the numbers of the lines in which none was found."""

    documents: tuple[RegisteredDocument, ...] = ()
    unread: tuple[int, ...] = ()


def read_list(text: str) -> ListedDocuments:
    """The document of every line, its parts in any order; lines without a digit are headings. Raises `UnsupportedFile` if too long."""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise UnsupportedFile(f"Danh mục văn bản dài hơn {MOST_LINES} dòng: hãy chỉ giữ những văn bản có thể được viện dẫn.")
    found, unread = [], []
    for number, line in enumerate(lines, start=1):
        if not DIGIT.search(line) or line.lstrip().startswith("#"):
            continue
        document = _document(line)
        if document is None:
            unread.append(number)
        else:
            found.append(document)
    return ListedDocuments(tuple(found), tuple(unread))


def read_list_file(path: Path) -> ListedDocuments:
    """The same of a file; raises `UnsupportedFile`."""
    return read_list(extract(path, read_pdf, plain=(".txt", ".csv", ".tsv")))


def _document(line: str) -> RegisteredDocument | None:
    """None where a line names no document, or more than one; what it is about may name others and is left out."""
    source = read(SEPARATOR.sub(r" \1 ", SUBJECT.sub("", NUMBERED.sub("", line, count=1)).replace('"', " ")))
    days = find_days(source)
    citations = find_citations(source, days)
    if len(citations) != 1:
        return None
    cited = citations[0]
    name = cited.type or BY_LETTERS.get(cited.letters, "") or _type_cell(source)
    day = cited.day or next((day for day in days if day.day and day.value), None)
    session = PLENUM.search(source.folded)
    return RegisteredDocument(
        name.capitalize(),
        re.sub(r"\s", "", source.text[slice(*cited.symbol)]),
        day.value if day and day.day else None,
        cited.body or _issuer(source),
        plenum=f"{session['number']} khóa {session['term'].upper()}" if session else "",
    )


def _type_cell(source: Source) -> str:
    """The cell that is nothing but the name of a type."""
    cells = (cell[0].strip() for cell in CELL.finditer(source.folded))
    return next((cell for cell in cells if cell in TYPES), "")


def _issuer(source: Source) -> str:
    return next((name for name, words, _ in BODIES if re.search(words, source.folded)), "")
