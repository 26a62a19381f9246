"""Reads a PDF in a process of its own: PDFium is native code and the file a stranger's, so a crash or an endless page ends here.

`python -m dangvu.figurecheck.extracting.pdfium < report.pdf` writes the text, or leaves with one of the codes below.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium

from dangvu.figurecheck.extracting.extract import MOST_CHARACTERS
from dangvu.figurecheck.extracting.printed import read_sheets
from dangvu.figurecheck.extracting.sheet import Box, Sheet, Word

if sys.platform != "win32":
    import resource

DAMAGED, LOCKED, TOO_LONG, SCANNED = 11, 12, 13, 14  # worded in `pdf.REFUSALS`
MOST_PAGES = 400
MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 30  # of processor time
MOST_SHAPES = 20_000
BULLET_SIGNS = str.maketrans({"\uf0b7": "•", "\uf0a7": "•", "\uf02d": "-", "\uf02b": "+", "\x02": "-", "\u00ad": "-", "\u00a0": " "})


def main() -> int:
    """From standard input to standard output."""
    confine()
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        return LOCKED if error.err_code == pdfium.FPDF_ERR_PASSWORD else DAMAGED
    with closing(document):
        if len(document) > MOST_PAGES:
            return TOO_LONG
        try:
            text = read_sheets(_sheets(document))
        except pypdfium2.PdfiumError:
            return DAMAGED
    if not text.strip():
        return SCANNED
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
    return 0


def confine() -> None:
    """Take away what reading a report never needs; where the system has no such limits, the caller's clock remains."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _sheets(document: pypdfium2.PdfDocument) -> Iterator[Sheet]:
    """The pages, as far as a report may be long; what exceeds it is refused by the caller."""
    left = MOST_CHARACTERS + 1
    for page in document:
        if left <= 0:
            break
        with closing(page), closing(page.get_textpage()) as texts:
            count = min(texts.count_chars(), left)
            left -= count
            yield Sheet(list(_words(texts, count)), list(_rules(page)), page.get_width())


def _words(texts: pypdfium2.PdfTextPage, count: int) -> Iterator[Word]:
    """Words are parted by blanks, by the ends of lines and where the size of the letters changes."""
    letters: list[str] = []
    box = last = Box(0, 0, 0, 0)
    apart = True
    for letter, place in _letters(texts, count):
        if letter.isspace():
            if letters:
                yield Word(box, "".join(letters), apart)
            letters, apart = [], letter not in "\r\n" or apart and not letters
            last = box
            continue
        if letters and _resized(last, place):
            yield Word(box, "".join(letters), apart)
            letters, apart = [], False
        elif not letters and not apart:
            apart = not (abs(place.left - last.right) < place.height / 10 and place.bottom < last.top and last.bottom < place.top)
        box = (
            Box(min(box.left, place.left), min(box.bottom, place.bottom), max(box.right, place.right), max(box.top, place.top))
            if letters
            else place
        )
        letters.append(letter)
        last = place
    if letters:
        yield Word(box, "".join(letters), apart)


def _resized(before: Box, place: Box) -> bool:
    ratio = place.height / before.height if before.height else 1
    return not 0.75 < ratio < 1.34 and abs(place.bottom - before.bottom) > max(place.height, before.height) * 0.15


def _letters(texts: pypdfium2.PdfTextPage, count: int) -> Iterator[tuple[str, Box]]:
    found = pdfium.FS_RECTF()
    at = ctypes.byref(found)
    for place in range(count):
        letter = chr(pdfium.FPDFText_GetUnicode(texts.raw, place)).translate(BULLET_SIGNS)
        if letter.isspace():
            yield letter, Box(0, 0, 0, 0)
        elif letter != "\0" and pdfium.FPDFText_GetLooseCharBox(texts.raw, place, at):
            yield letter, Box(found.left, found.bottom, found.right, found.top)


def _rules(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """The boxes of straight shapes and of dots: ruled lines, frames, shaded cells, entries of lists."""
    for number, shape in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2)):
        if number > MOST_SHAPES:
            return
        box = Box(*shape.get_bounds())
        if box.is_dot or pdfium.FPDFPath_CountSegments(shape.raw) <= 6:
            yield box


if __name__ == "__main__":
    sys.exit(main())
