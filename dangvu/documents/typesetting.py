"""Papers as PDF/A by Typst, with the fonts of this package and no others, so that the bytes are the same everywhere."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

import typst

from dangvu.documents.papers import Paper
from dangvu.periods.clock import HANOI

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
TEMPLATE = HERE / "official.typ"
STANDARD: typst.PDFStandard = "a-2b"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def pdf(paper: Paper) -> bytes:
    """The paper as PDF/A-2b. The only time in the file is the paper's own day; `Unprintable` where a letter is missing."""
    values = json.dumps(paper.values(), ensure_ascii=False, sort_keys=True)
    compiler = typst.Compiler(TEMPLATE.read_bytes(), root=str(HERE), font_paths=_fonts(), sys_inputs={"paper": values})
    printed = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=datetime.combine(paper.day, time(), HANOI).astimezone(UTC))
    if not isinstance(printed, bytes):
        raise TypeError("one paper is one file")
    return printed
