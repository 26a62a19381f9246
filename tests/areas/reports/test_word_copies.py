"""Word files with comments: new ones from text, and copies of a file as it came, cut only where a comment begins or ends."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest

from dangvu.documents.docx import ACROSS, Line, Note, corrected, write_docx
from dangvu.figurecheck.extracting.extract import UnsupportedFile, extract, origins
from dangvu.periods.clock import HANOI
from dangvu.reports.annotating import Unsuitable, annotate, read_parts
from tests.figurecheck.wording import SPACE, docx, paragraph, run, table

NOW = datetime(2022, 12, 1, 8, tzinfo=HANOI)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'


def _no_pdf(path: Path) -> str:
    raise UnsupportedFile(path.name)


def read(path: Path) -> str:
    return extract(path, _no_pdf)


def comments(packed: bytes) -> list[tuple[str, str]]:
    """The commented words of the document with what is said of them; every comment has a beginning, an end and a mark."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
        said = ElementTree.fromstring(archive.read("word/comments.xml"))
    texts = {one.get(W + "id"): "".join(t.text or "" for t in one.iter(W + "t")) for one in said}
    open_, words, marks = set(), dict.fromkeys(texts, ""), []
    for element in body.iter():
        if element.tag == W + "commentRangeStart":
            open_.add(element.get(W + "id"))
        elif element.tag == W + "commentRangeEnd":
            open_.remove(element.get(W + "id"))
        elif element.tag == W + "commentReference":
            marks.append(element.get(W + "id"))
        elif element.tag == W + "t":
            for number in open_:
                words[number] += element.text or ""
    assert not open_
    assert sorted(marks) == sorted(texts)
    return [(words[number], text) for number, text in texts.items()]


def full(path: Path, body: str, footnotes: str = "", **more: str) -> Path:
    """A Word file with the parts that every package has."""
    docx(path, body, footnotes)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        for name, content in more.items():
            archive.writestr(name, content)
    return path


def copied(path: Path, *notes: Note, tmp: Path) -> tuple[bytes, Path]:
    packed = annotate(read_parts(path), read(path), notes, now=NOW)
    copy = tmp / "ban-sao.docx"
    copy.write_bytes(packed)
    return packed, copy


def note_on(text: str, words: str, said: str = "xem lại", instead: str | None = None) -> Note:
    start = text.index(words)
    return Note(start, start + len(words), said, instead)


def test_a_new_file_reads_as_its_lines_and_carries_its_comments(tmp_path: Path) -> None:
    lines = [Line("Tổng số 3.826 đảng viên & <mới>.", "title"), Line("Xã\tSố"), Line("An Bình\t12"), Line("Hết.")]
    text = "\n".join(line.text for line in lines)
    notes = [note_on(text, "3.826", "tổng là 3.932"), note_on(text, "12", "thiếu ngày"), note_on(text, "Tổng số 3.826 đảng viên")]
    packed = write_docx(lines, notes, now=NOW)
    path = tmp_path / "moi.docx"
    path.write_bytes(packed)
    assert read(path) == text
    assert comments(packed) == [("3.826", "tổng là 3.932"), ("12", "thiếu ngày"), ("Tổng số 3.826 đảng viên", "xem lại")]


def test_a_new_file_holds_what_was_corrected(tmp_path: Path) -> None:
    text = "Kết nạp 3.826 đảng viên."
    notes = [note_on(text, "3.826", "đã sửa", "3.932"), note_on(text, "Kết nạp 3.826")]
    packed = write_docx([Line(text)], notes, now=NOW)
    (tmp_path / "moi.docx").write_bytes(packed)
    assert read(tmp_path / "moi.docx") == corrected(text, notes) == "Kết nạp 3.932 đảng viên."
    assert comments(packed) == [("3.932", "đã sửa"), ("Kết nạp 3.932", "xem lại")]


def test_nothing_in_a_file_leads_out_of_it_and_letters_that_xml_forbids_are_left_out() -> None:
    packed = write_docx([Line("a\x00b\x0bc")], now=NOW)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
        assert b">abc<" in archive.read("word/document.xml")
    assert b"External" not in whole


LOOK = "<w:rPr><w:b/></w:rPr>"


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("Kết nạp 3.826 đảng viên.")),
        paragraph("<w:r>" + LOOK + "<w:t>Kết nạp 3.826 đảng viên.</w:t></w:r>"),
        paragraph(run("Kết nạp 3"), run(".8"), run("26 đảng viên.")),
        paragraph(run("Kết nạp "), f"<w:r>{LOOK}<w:t>3.826</w:t></w:r>", run(" đảng viên.")),
        paragraph("<w:r><w:t>Kết nạp</w:t><w:tab/><w:t>3.826 đảng viên.</w:t></w:r>"),
        table(["Việc", "Số"], ["Kết nạp", "3.826 đảng viên."]),
        paragraph(run("A &amp; B: 3.826 đảng viên.")),
        paragraph("<w:hyperlink>" + run("Kết nạp 3.826") + "</w:hyperlink>", run(" đảng viên.")),
        paragraph("<w:ins w:id='9' w:author='x'>" + run("Kết nạp 3.826 đảng viên.") + "</w:ins>"),
    ],
)
def test_a_copy_is_cut_only_where_the_comment_is(tmp_path: Path, body: str) -> None:
    path = full(tmp_path / "a.docx", body)
    text = read(path)
    packed, copy = copied(path, note_on(text, "3.826", "tổng là 3.932"), tmp=tmp_path)
    assert comments(packed) == [("3.826", "tổng là 3.932")]
    assert read(copy) == text
    packed, copy = copied(path, note_on(text, "3.826", "đã sửa", "3.932"), tmp=tmp_path)
    assert read(copy) == text.replace("3.826", "3.932")
    assert comments(packed) == [("3.932", "đã sửa")]
    assert packed.count(LOOK.encode()) == 0
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        kept = archive.read("word/document.xml").decode()
    assert (LOOK in kept) == (LOOK in body)


def test_every_byte_that_no_comment_touches_stays(tmp_path: Path) -> None:
    rest = paragraph("<w:r><w:rPr><w:i/></w:rPr><w:t>Nguyên văn.</w:t></w:r>", '<w:bookmarkStart w:id="3" w:name="x"/>')
    path = full(
        tmp_path / "a.docx", rest + paragraph(run("Có 5 người.")) + rest, **{"word/styles.xml": "<x/>", "customXml/item1.xml": "<y/>"}
    )
    packed, _copy = copied(path, note_on(read(path), "5"), tmp=tmp_path)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive, zipfile.ZipFile(path) as before:
        body = archive.read("word/document.xml").decode()
        assert body.count(rest) == 2
        assert archive.read("word/styles.xml") == before.read("word/styles.xml")
        assert 'PartName="/word/comments.xml"' in archive.read("[Content_Types].xml").decode()
        assert 'Target="comments.xml"' in archive.read("word/_rels/document.xml.rels").decode()


def test_comments_join_those_that_are_there(tmp_path: Path) -> None:
    old = f'<w:comments {SPACE}><w:comment w:id="4"><w:p><w:r><w:t>cũ</w:t></w:r></w:p></w:comment></w:comments>'
    body = paragraph(
        '<w:commentRangeStart w:id="4"/>', run("Có 5 người."), '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>'
    )
    path = full(tmp_path / "a.docx", body, **{"word/comments.xml": old})
    packed, _copy = copied(path, note_on(read(path), "5", "mới"), tmp=tmp_path)
    assert comments(packed) == [("Có 5 người.", "cũ"), ("5", "mới")]


def test_a_comment_on_a_footnote_stands_at_its_mark(tmp_path: Path) -> None:
    body = paragraph(run("Có 5 người"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("."))
    notes = f'<w:footnote w:id="2">{paragraph(run("Trong đó 7 nữ"))}</w:footnote>'
    path = full(tmp_path / "a.docx", body, notes)
    packed, copy = copied(path, note_on(read(path), "7", "lớn hơn tổng", "3"), tmp=tmp_path)
    assert comments(packed) == [("i", "lớn hơn tổng")]
    assert "7 nữ" in read(copy)


LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId7" Type="http://x/{kind}" Target="https://vi.du/" TargetMode="External"/></Relationships>'
)


def test_hyperlinks_lose_their_addresses_and_keep_their_words(tmp_path: Path) -> None:
    body = paragraph('<w:hyperlink r:id="rId7" xmlns:r="http://r">' + run("Có 5 người.") + "</w:hyperlink>")
    path = full(tmp_path / "a.docx", body, **{"word/_rels/document.xml.rels": LINKS.format(kind="hyperlink")})
    packed, copy = copied(path, note_on(read(path), "5"), tmp=tmp_path)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert not any(b"External" in archive.read(name) or b"vi.du" in archive.read(name) for name in archive.namelist())
    assert read(copy) == "Có 5 người."


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/_rels/document.xml.rels"])
def test_a_file_with_macros_or_linked_objects_is_not_copied(tmp_path: Path, name: str) -> None:
    body = paragraph('<w:object r:link="rId7" xmlns:r="http://r"/>', run("Có 5 người."))
    path = full(tmp_path / "a.docx", body, **{name: LINKS.format(kind="oleObject")})
    with pytest.raises(Unsuitable):
        copied(path, note_on(read(path), "5"), tmp=tmp_path)


def test_random_files_keep_their_text_under_random_comments(tmp_path: Path) -> None:
    draw = Random(5)
    for _round in range(150):
        words = [draw.choice(["Có 5 ", "3.826", " &amp; ", "đảng viên", "", " "]) for _ in range(draw.randrange(1, 7))]
        looks = [draw.choice(["", LOOK, "<w:rPr/>"]) for _ in words]
        runs = [
            f'<w:r>{look}{draw.choice(["", "<w:tab/>"])}<w:t xml:space="preserve">{word}</w:t></w:r>'
            for look, word in zip(looks, words, strict=True)
        ]
        path = full(tmp_path / "a.docx", paragraph(run("Đầu")) + paragraph(*runs) + table(["x", "y 7"]))
        text = read(path)
        notes = []
        for _note in range(draw.randrange(1, 5)):
            start = draw.randrange(len(text) - 1)
            notes.append(Note(start, min(len(text), start + draw.randrange(1, 9)), "xem", None))
        packed, copy = copied(path, *notes, tmp=tmp_path)
        assert read(copy) == text
        whole = [(re.sub(r"\s", "", words), said) for words, said in comments(packed)]
        expected = [re.sub(r"\s", "", text[note.start : note.end]) for note in notes]
        assert all(want == got for want, (got, _said) in zip(expected, whole, strict=True) if want)


def test_origins_name_every_letter_of_the_text(tmp_path: Path) -> None:
    path = full(tmp_path / "a.docx", paragraph(run("Ab"), run("c")) + table(["d", ["e", "f"]]))
    raw = read_parts(path)["word/document.xml"]
    texts = [element.text or "" for element in ElementTree.fromstring(raw).iter(W + "t")]
    shown = "".join("·" if place is None else texts[place[0]][place[1]] for place in origins(raw))
    assert shown == "Abc·d·e·f"
    assert len(shown) == len(read(path))


def test_a_table_is_as_wide_as_the_text_whatever_it_holds() -> None:
    """Without widths a program may set the first column over the whole paper."""
    packed = write_docx([Line("Đơn vị\tSố"), Line("Xã có một cái tên rất dài và còn dài hơn thế nữa\t1\t"), Line("Xong.")], now=NOW)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        body = archive.read("word/document.xml").decode()
    widths = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"/>', body)]
    assert len(widths) == 3
    assert ACROSS - 3 <= sum(widths) <= ACROSS
    assert widths[0] > 3 * widths[1]
    assert re.findall(r'<w:tcW w:w="(\d+)" w:type="dxa"/>', body)[:2] == [str(width) for width in widths[:2]]
