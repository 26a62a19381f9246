"""Small Word files, of the parts that a report has."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def table(*rows: Sequence[str | list[str]]) -> str:
    """A cell is a text or the lines of one."""
    return f"<w:tbl>{''.join(f'<w:tr>{_cells(row)}</w:tr>' for row in rows)}</w:tbl>"


def _cells(row: Sequence[str | list[str]]) -> str:
    lines = [cell if isinstance(cell, list) else [cell] for cell in row]
    return "".join(f"<w:tc>{''.join(paragraph(run(line)) for line in cell)}</w:tc>" for cell in lines)


def docx(path: Path, body: str, footnotes: str = "", head: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"{head}<w:document {SPACE}><w:body>{body}</w:body></w:document>")
        if footnotes:
            archive.writestr("word/footnotes.xml", f"<w:footnotes {SPACE}>{footnotes}</w:footnotes>")
    return path
