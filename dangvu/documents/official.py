"""Papers as Word files in the layout of the day; Word takes Times New Roman where the PDF has Tinos, which is as wide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dangvu.documents.docx import EDGE, HEAD, INNER, MAIN, RELATION, STYLES, content_types, pack, plain, relations, run
from dangvu.documents.papers import Paper

PAGE = (11906, 16838)
"""A4 in twentieths of a point."""
LINE, GAP, INDENT, SMALL = 380, 120, 567, 24
"""Lines of 19 pt, 6 pt between paragraphs, 10 mm before the first line, all in twentieths of a point; 12 pt in halves of a point."""
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
Values = Mapping[str, Any]


def docx(paper: Paper) -> bytes:
    """The paper as a Word file: the same bytes for the same paper, and no time in it but the paper's own day."""
    values = paper.values()
    across = PAGE[0] - _twentieths(values["layout"]["margins"][2]) - _twentieths(values["layout"]["margins"][3])
    body = "".join([_head(values, across), *_title(values), *(_block(one, across) for one in values["blocks"]), _foot(values, across)])
    end = _section(values)
    types = content_types(["header"]).replace(
        "</Types>", f'<Override PartName="/docProps/core.xml" ContentType="{CORE_TYPE}"/></Types>'
    )  # fmt: skip
    outer = relations([("officeDocument", "word/document.xml"), ("metadata/core-properties", "docProps/core.xml")])
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": outer.replace(f"{RELATION}/metadata", "http://schemas.openxmlformats.org/package/2006/relationships/metadata"),
        "docProps/core.xml": _core(paper, values),
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{MAIN}" xmlns:r="{RELATION}"><w:body>{body}{end}</w:body></w:document>',
        "word/styles.xml": STYLES,
        "word/header.xml": f'{HEAD}<w:hdr xmlns:w="{MAIN}">{_paragraph(_page_number(), "center")}</w:hdr>',
        "word/_rels/document.xml.rels": relations([("styles", "styles.xml"), ("header", "header.xml")]),
    }
    return pack({name: text.encode() for name, text in files.items()})


def _twentieths(millimetres: int) -> int:
    return round(millimetres * 1440 / 25.4)


def _core(paper: Paper, values: Values) -> str:
    stamp = f'<dcterms:created xsi:type="dcterms:W3CDTF">{paper.day.isoformat()}T00:00:00Z</dcterms:created>'
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{plain(values["kind"])} {plain(values["title"])}</dc:title>'
        f"<dc:creator>{plain(values['body'])}</dc:creator>{stamp}</cp:coreProperties>"
    )


def _section(values: Values) -> str:
    """The paper and its margins; pages are numbered from the second one on."""
    top, bottom, left, right = map(_twentieths, values["layout"]["margins"])
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>'
        f'<w:pgMar w:top="{top}" w:bottom="{bottom}" w:left="{left}" w:right="{right}" w:header="567" w:footer="567" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )


def _page_number() -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _paragraph(runs: str, align: str = "left", *, before: int = 0, after: int = 0, indent: int = 0, line: int = 0, more: str = "") -> str:
    spacing = f'<w:spacing w:before="{before}" w:after="{after}"' + (f' w:line="{line}" w:lineRule="exact"/>' if line else "/>")
    first = f'<w:ind w:firstLine="{indent}"/>' if indent else ""
    return f'<w:p><w:pPr>{more}{spacing}{first}<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'


def _columns(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Columns side by side without lines that no page break tears apart."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    row = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell, width in zip(cells, widths, strict=True)
    )
    fixed = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    return (
        f"<w:tbl><w:tblPr>{fixed}</w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr></w:tbl>"
    )  # fmt: skip


def _head(values: Values, across: int) -> str:
    left = [run(values["above"].upper()), run(values["body"].upper(), is_bold=True), run("*")]
    if values["number"]:
        left.append(run(f"Số {values['number']}"))
    if values["is_draft"]:
        left.append(run("Dự thảo", more="<w:i/>"))
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
    name = run("ĐẢNG CỘNG SẢN VIỆT NAM", is_bold=True)
    right = [
        f'<w:p><w:pPr>{rule}<w:spacing w:after="120"/><w:ind w:left="600" w:right="600"/><w:jc w:val="center"/></w:pPr>{name}</w:p>',
        _paragraph(run(f"{values['place']}, {values['day']}", more="<w:i/>"), "center"),
    ]
    widths = [across * 4 // 9, across - across * 4 // 9]
    return _columns(["".join(_paragraph(one, "center") for one in left), "".join(right)], widths)


def _title(values: Values) -> list[str]:
    size = (values["layout"]["size"] + 2) * 2
    lines = [_paragraph(run(values["kind"].upper(), is_bold=True, more=f'<w:sz w:val="{size}"/>'), "center", before=240)]
    if values["title"]:
        lines.append(_paragraph(run(values["title"], is_bold=True), "center"))
    return [*lines, _paragraph(run("-----"), "center", after=GAP)]


def _text(runs: str) -> str:
    return _paragraph(runs, "both", after=GAP, indent=INDENT, line=LINE)


BLOCKS: Mapping[str, Callable[[Values], str]] = {
    "paragraph": lambda b: _text(run(b["text"])),
    "ground": lambda b: _text(run(f"- {b['text']}")),
    "article": lambda b: _text(run(b["lead"], is_bold=True) + run(b["text"])),
    "heading": lambda b: _paragraph(run(b["text"], is_bold=True), "center", before=GAP, after=GAP, more="<w:keepNext/>"),
    "centre": lambda b: _paragraph(run(b["text"]), "center", after=GAP),
}


def _block(block: Values, across: int) -> str:
    return _table(block, across) if block["kind"] == "table" else BLOCKS[block["kind"]](block)


def _table(block: Values, across: int) -> str:
    shares = block["widths"]
    widths = [across * share // sum(shares) for share in shares]
    aligns = ["center" if align == "c" else "left" for align in block["aligns"]]
    size = f'<w:sz w:val="{SMALL}"/>'

    def row(cells: Sequence[str], *, is_head: bool = False) -> str:
        drawn = (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{_paragraph(run(cell, is_bold=is_head, more=size), 'center' if is_head else align, before=20, after=20)}</w:tc>"
            for cell, width, align in zip(cells, widths, aligns, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{''.join(drawn)}</w:tr>"

    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    fixed = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{EDGE}{INNER}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    rows = row(block["heads"], is_head=True) + "".join(row(cells) for cells in block["rows"])
    return f"<w:tbl><w:tblPr>{fixed}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{_paragraph('', after=GAP)}"


def _foot(values: Values, across: int) -> str:
    size = f'<w:sz w:val="{SMALL}"/>'
    signed = values["signature"]
    left = [_paragraph(run("Nơi nhận:", more=f'{size}<w:u w:val="single"/>'))]
    left += [_paragraph(run(f"- {one}", more=size)) for one in values["recipients"]]
    right = [_paragraph(run(one.upper(), is_bold=True), "center") for one in signed["authority"]]
    right += [_paragraph(run(signed["office"].upper()), "center", after=1250), _paragraph(run(signed["signer"], is_bold=True), "center")]
    half = across // 2
    return _columns(["".join(left), "".join(right)], [half, across - half]) + _paragraph("")
