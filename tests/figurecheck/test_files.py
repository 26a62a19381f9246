"""Reports as files: what is read of them, and which are refused before they are read."""

from pathlib import Path

import pytest

from dangvu.figurecheck.check import check_file
from dangvu.figurecheck.extracting import extract
from dangvu.figurecheck.extracting.extract import UnsupportedFile
from tests.figurecheck.wording import docx, paragraph, run, table

WRONG = "Toàn huyện có 7.246 đảng viên (chính thức 7.012 đồng chí, dự bị 243 đồng chí)."


def alarms(path: Path) -> list[tuple[str, str]]:
    return [(claim.quote, claim.stated) for claim in check_file(path).claims if claim.verdict == "inconsistent"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_is_read_in_every_unicode_form(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "bao-cao.txt"
    path.write_text(WRONG, encoding=encoding)
    assert [stated for _, stated in alarms(path)] == ["7.246"]


def test_plain_text_of_another_code_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.txt"
    path.write_bytes("Tổng số 5 đảng viên".encode("cp1258", errors="replace").replace(b"?", b"\xfd"))
    with pytest.raises(UnsupportedFile, match="UTF-8"):
        check_file(path)


def test_a_word_file_is_read_with_split_runs_and_without_deleted_text(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1" w:author="x"><w:r><w:delText>9.</w:delText></w:r></w:del>'
    runs = (run("Toàn huyện có "), deleted, run("7.2"), run("46 đảng viên (chính thức 7.012 đồng chí, dự bị 243 đồng chí)."))
    assert alarms(docx(tmp_path / "a.docx", paragraph(*runs))) == [
        ("7.246 đảng viên (chính thức 7.012 đồng chí, dự bị 243 đồng chí", "7.246"),
    ]


def test_a_sum_in_a_word_footnote_is_added_up(tmp_path: Path) -> None:
    mark = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    body = paragraph(run("Đảng bộ có 3.217 đảng viên"), mark, run("."))
    note = f'<w:footnote w:type="separator" w:id="0"/><w:footnote w:id="4">{paragraph(run("Nam 2.115, nữ 1.002."))}</w:footnote>'
    assert [stated for _, stated in alarms(docx(tmp_path / "a.docx", body, note))] == ["3.217"]


def test_a_word_table_is_read_as_a_table(tmp_path: Path) -> None:
    rows = [["Đơn vị", "Đảng viên"], ["Xã A", "31"], ["Xã B", "27"], ["Xã C", "44"], ["Tổng cộng", "112"]]
    assert alarms(docx(tmp_path / "a.docx", table(*rows))) == [("112", "112")]


def test_a_cell_over_two_columns_keeps_the_columns_behind_it_in_place(tmp_path: Path) -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph(run("Tổng cộng"))}</w:tc>'

    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(cell if cell == wide else f'<w:tc>{paragraph(run(cell))}</w:tc>' for cell in cells)}</w:tr>"

    rows = (row("TT", "Đơn vị", "Đảng viên"), row("1", "Xã A", "31"), row("2", "Xã B", "27"), row("3", "Xã C", "44"))
    right, wrong = (docx(tmp_path / f"{total}.docx", f"<w:tbl>{''.join(rows)}{row(wide, total)}</w:tbl>") for total in ("102", "112"))
    assert (alarms(right), alarms(wrong)) == ([], [("112", "112")])


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.docx", b"", "hỏng"),
        ("a.txt", b"\n \n", "không có chữ nào: hãy"),
        ("a.docx", b"PK\x03\x04 not an archive", "hỏng"),
        ("a.doc", b"\xd0\xcf\x11\xe0", r"\.doc\b"),
        ("a", b"x", "không có đuôi"),
        ("a.xlsx", b"PK", r"\.xlsx"),
    ],
)
def test_other_files_are_refused_with_what_to_do(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(UnsupportedFile, match=said):
        check_file(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFile, match=r"khong-co\.txt"):
        check_file(tmp_path / "khong-co.txt")


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(extract.MOST_BYTES + 1)
    with pytest.raises(UnsupportedFile, match="20 MB"):
        check_file(path)


def test_a_word_file_that_swells_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "bomb.docx", paragraph(run("0" * 30_000_000)))
    assert path.stat().st_size < 100_000
    with pytest.raises(UnsupportedFile, match="nén bất thường"):
        check_file(path)


def test_a_word_file_with_entities_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", paragraph(run("&a;")), head='<!DOCTYPE x [<!ENTITY a "b">]>')
    with pytest.raises(UnsupportedFile, match="DTD"):
        check_file(path)


def test_a_word_file_nested_without_end_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", "<w:sdt>" * 5_000 + "</w:sdt>" * 5_000)
    with pytest.raises(UnsupportedFile, match="lồng quá sâu"):
        check_file(path)


def test_a_word_file_cut_anywhere_is_refused_or_read_but_never_breaks(tmp_path: Path) -> None:
    whole = docx(tmp_path / "whole.docx", paragraph(run(WRONG))).read_bytes()
    path = tmp_path / "cut.docx"
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        with pytest.raises(UnsupportedFile):
            check_file(path)
    for place in range(0, len(whole), 3):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            check_file(path)
        except UnsupportedFile as refusal:
            assert "hãy" in str(refusal) or "an toàn" in str(refusal)
