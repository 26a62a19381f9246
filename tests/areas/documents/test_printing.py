"""What papers look like: the same bytes anywhere, the fonts of the package alone, values as data, the layout of the day."""

from __future__ import annotations

import ctypes
import hashlib
import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from xml.dom import minidom

import pypdfium2
import pypdfium2.raw as raw
import pytest

from dangvu.documents.official import docx
from dangvu.documents.papers import GLYPHS, Block, Layout, Paper, Signature, Table, Unprintable
from dangvu.documents.texts import Honoured, Introduced, Listed, badges_table, introduction, members_list
from dangvu.documents.typesetting import FONTS, pdf
from tests.house.stack import ROOT

HOSTILE = '*đậm* _nghiêng_ #panic("x") #read("/etc/passwd") $x^2$ \\ @nguồn <w:b/> & ]]> "quote" [chữ] = Mục'
LAYOUT = Layout((20, 20, 30, 15), 14, ".", "05-HD/VPTW")
SIGNED = Signature(("T/M Ban Thường vụ",), "Bí thư", "Đỗ Hương Giang")
ROWS = tuple((str(place), f"Nguyễn Thị Hường Ỷ {place}") for place in range(1, 61))
PAPER = Paper(
    above="Đảng bộ huyện Cầu Gỗ", body="Đảng ủy xã An Bình", number="05-QĐ/ĐU", place="An Bình", day=date(2026, 6, 3), kind="Quyết định",
    title="về việc phân công",
    blocks=(
        Block("ground", "Căn cứ Điều lệ Đảng;"), Block("heading", "BAN THƯỜNG VỤ QUYẾT ĐỊNH"), Block("article", HOSTILE),
        Block("article", "Thi hành"), Table(("TT", "Họ và tên"), (1, 9), "cl", ROWS), Block("paragraph", "Danh sách có 60 người./."),
    ),
    signature=SIGNED, recipients=("Như Điều 2", "Lưu"), layout=LAYOUT,
)  # fmt: skip


def pages(content: bytes) -> list[str]:
    """The text of each page of a PDF, in one line."""
    with pypdfium2.PdfDocument(content) as opened:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in opened]


def word(content: bytes, part: str = "word/document.xml") -> str:
    """A part of a Word file."""
    return zipfile.ZipFile(io.BytesIO(content)).read(part).decode()


def said(content: bytes) -> str:
    """The text of a Word file."""
    return "\n".join(
        "".join(text.firstChild.data for text in line.getElementsByTagName("w:t") if isinstance(text.firstChild, minidom.Text))
        for line in minidom.parseString(word(content)).getElementsByTagName("w:p")
    )


PRINT = (
    "import hashlib, sys\nfrom tests.areas.documents.test_printing import PAPER, docx, pdf\n"
    "print(hashlib.sha256(pdf(PAPER)).hexdigest(), hashlib.sha256(docx(PAPER)).hexdigest())"
)


def test_two_processes_in_two_zones_print_the_same_bytes() -> None:
    """Neither the clock of a machine nor its zone enters a file."""
    settings = {"PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "dangvu.config.settings", "PYTHONPATH": str(ROOT), "HOME": "/tmp"}

    def told(zone: str) -> str:
        found = subprocess.run(
            [sys.executable, "-c", PRINT], env={**settings, "TZ": zone}, cwd=ROOT, capture_output=True, text=True, check=True
        )
        return found.stdout.strip()

    here = f"{hashlib.sha256(pdf(PAPER)).hexdigest()} {hashlib.sha256(docx(PAPER)).hexdigest()}"
    assert {told("Asia/Ho_Chi_Minh"), told("America/Los_Angeles")} == {here}


def test_another_day_prints_other_bytes() -> None:
    other = replace(PAPER, day=date(2026, 6, 4))
    assert (pdf(other), docx(other)) != (pdf(PAPER), docx(PAPER))


def test_it_is_pdf_a_with_the_fonts_of_the_package_alone() -> None:
    printed = pdf(PAPER)
    assert b"<pdfaid:part>2</pdfaid:part>" in printed and b"<pdfaid:conformance>B</pdfaid:conformance>" in printed
    assert {name.partition("+")[2] for name in fonts(printed)} == {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic"}


def fonts(printed: bytes) -> set[str]:
    """The names of the fonts that the letters of a PDF are drawn with."""
    names = set()
    with pypdfium2.PdfDocument(printed) as opened:
        for page in opened:
            for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                name = ctypes.create_string_buffer(200)
                raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(drawn.raw), name, 200)
                names.add(name.value.decode())
    return names


def test_hostile_values_stay_words() -> None:
    flat = HOSTILE.replace(" ", "")
    assert flat in "".join(pages(pdf(PAPER))).replace(" ", "")
    assert HOSTILE in said(docx(PAPER))
    files = zipfile.ZipFile(io.BytesIO(docx(PAPER)))
    for name in files.namelist():
        minidom.parseString(files.read(name))


@pytest.mark.parametrize("letter", ["阮", "😀", "\u0301"])
def test_a_letter_without_a_glyph_is_told_and_nothing_is_printed(letter: str) -> None:
    with pytest.raises(Unprintable, match=letter):
        pdf(replace(PAPER, title=f"chữ {letter}"))
    with pytest.raises(Unprintable, match=letter):
        docx(replace(PAPER, title=f"chữ {letter}"))


def test_every_letter_that_is_promised_is_in_every_font() -> None:
    """Regular, bold and italic. Without a glyph Typst would print a hole: what comes out again as text was there."""
    letters = "".join(
        chr(code) for first, last in GLYPHS for code in range(first, last + 1) if chr(code).isprintable() and chr(code) != " "
    )
    missing = []
    for at in range(0, len(letters), 30):
        some = letters[at : at + 30]
        body = replace(PAPER, place=some, title="", blocks=(Table((some,), (1,), "l", ((some,),)), Block("paragraph", "Hết")))
        told = "".join(pages(pdf(body)))
        missing += [letter for letter in some if told.count(letter) < 3]
    assert missing == []


def test_the_four_styles_lie_in_the_package_with_their_licence() -> None:
    assert {path.name for path in FONTS.iterdir()} == {
        "OFL.txt", "Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf",
    }  # fmt: skip


def test_head_title_and_foot_are_those_of_the_party() -> None:
    first, *_, last = pages(pdf(PAPER))
    for text in (first, said(docx(PAPER)).replace("\n", " ")):
        order = [
            "ĐẢNG BỘ HUYỆN CẦU GỖ", "ĐẢNG ỦY XÃ AN BÌNH", "*", "Số 05-QĐ/ĐU", "ĐẢNG CỘNG SẢN VIỆT NAM", "An Bình, ngày 03 tháng 6 năm 2026",
            "QUYẾT ĐỊNH", "về việc phân công", "-----", "- Căn cứ Điều lệ Đảng;", "BAN THƯỜNG VỤ QUYẾT ĐỊNH", "Điều 1.", "Điều 2.",
        ]  # fmt: skip
        places = [text.find(one) for one in order]
        assert -1 not in places and places == sorted(places), text
    assert "Nơi nhận: - Như Điều 2 - Lưu T/M BAN THƯỜNG VỤ BÍ THƯ Đỗ Hương Giang" in last


def test_pages_are_numbered_from_the_second_and_the_head_of_a_table_is_repeated() -> None:
    first, second, third = pages(pdf(PAPER))
    assert not first.startswith("1") and second.startswith("2 TT Họ và tên") and third.startswith("3 TT Họ và tên")
    assert "w:tblHeader" in word(docx(PAPER)) and "PAGE" in word(docx(PAPER), "word/header.xml") and "w:titlePg" in word(docx(PAPER))


def test_the_margins_are_those_of_the_rule() -> None:
    assert 'w:top="1134" w:bottom="1134" w:left="1701" w:right="850"' in word(docx(PAPER))
    with pypdfium2.PdfDocument(pdf(PAPER)) as opened:
        page = opened[1]
        inner = min(obj.get_bounds()[0] for obj in page.get_objects())
        assert inner == pytest.approx(30 / 25.4 * 72, abs=1)


@pytest.mark.parametrize(("closing", "end"), [("./.", "người./."), (".", "người.")])
def test_the_text_ends_as_the_rule_of_the_day_says(closing: str, end: str) -> None:
    other = replace(PAPER, layout=replace(LAYOUT, closing=closing))
    assert any(line.endswith(end) for line in said(docx(other)).splitlines())
    assert f"{end} Nơi nhận" in pages(pdf(other))[-1]


def test_one_spelling_of_letters_prints_one_way() -> None:
    decomposed = replace(PAPER, title="về việc phân công")
    assert pdf(decomposed) == pdf(PAPER)


def test_a_letter_of_introduction_says_who_whence_whither_and_until_when() -> None:
    one = Introduced(
        1, "Thạch Thị Bình", date(1975, 9, 2), date(2005, 8, 26), date(2006, 9, 2), "087000000002", "Đảng ủy xã An Bình",
        "Đảng ủy xã Bến Mận", "Chi bộ ấp Hai", until=date(2027, 5, 31), present_by=date(2026, 7, 15), papers=("hồ sơ đảng viên",),
    )  # fmt: skip
    text = introduction(one, SIGNED)
    words = " ".join(block.text for block in text.blocks if isinstance(block, Block))
    for piece in ("Thạch Thị Bình", "02/09/1975", "26/08/2005", "02/09/2006", "087000000002", "tạm thời", "đến hết ngày 31/05/2027",
                  "chậm nhất ngày 15/07/2026", "hồ sơ đảng viên", "Kính gửi: Đảng ủy xã Bến Mận"):  # fmt: skip
        assert piece in words
    assert "Thạch" not in text.title and text.persons == (1,)
    official = introduction(replace(one, until=None), SIGNED)
    assert "chính thức từ Chi bộ ấp Hai" in " ".join(block.text for block in official.blocks if isinstance(block, Block))


def test_no_number_runs_out_of_its_column() -> None:
    """Numbers do not break: of cards of twelve digits and of days the widest must fit between the lines."""
    day = date(2000, 12, 28)
    members = members_list(
        "Đảng bộ xã An Bình", day, [Listed("Nguyễn Thị Minh Khai", day, True, "087000000014", day, "Chi bộ ấp Một")] * 999
    )
    badges = badges_table([Honoured("Nguyễn Thị Minh Khai", day, True, "087000000014", "Chi bộ ấp Một", day, 90, day, "Truy tặng")] * 9)
    for table in (next(block for block in members.blocks if isinstance(block, Table)), badges):
        for share, cell in zip(table.widths, table.rows[-1], strict=True):
            inner = (210 - 30 - 15) * share / sum(table.widths) / 25.4 * 72 - 8
            widest = sum(6 if letter.isdigit() else 3.4 for letter in cell)
            assert not cell[0].isdigit() or widest <= inner, (cell, widest, inner)
