"""Printed reports: the same text gives the same claims however it is filed, and no file harms the one who reads it."""

import zlib
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from random import Random
from shutil import which

import pytest
from playwright.sync_api import sync_playwright

from dangvu.figurecheck.check import check_file
from dangvu.figurecheck.extracting.extract import UnsupportedFile
from dangvu.figurecheck.extracting.pdf import read_pdf
from tests.figurecheck.printing import LEADING, LEFT, TOP, Mark, Ruled, Text, paragraph, table, write_pdf
from tests.figurecheck.sets import read_cases
from tests.figurecheck.wording import docx, run
from tests.figurecheck.wording import paragraph as word_paragraph
from tests.figurecheck.wording import table as word_table

CHROMIUM = which("chromium")
HEAD = [["HUYỆN ỦY MAI LÂM", "Số 214-BC/HU"], ["ĐẢNG CỘNG SẢN VIỆT NAM", "Mai Lâm, ngày 15 tháng 7 năm 2024"]]
PARAGRAPHS = [
    "Đảng bộ huyện có 46 tổ chức cơ sở đảng (21 đảng bộ cơ sở, 25 chi bộ cơ sở) với 312 chi bộ trực thuộc; tổng số đảng viên là 5.684 "
    "đồng chí, trong đó đảng viên nữ 1.873 đồng chí (chiếm 32,95%), đảng viên là người dân tộc thiểu số 3.915 đồng chí (chiếm 86,88%).",
    "Hội nghị sơ kết được tổ chức ngày 20/8/2024; Huyện ủy đã ban hành Kế hoạch số 12-NQ/HU, ngày 31/6/2023 về công tác phát triển Đảng.",
    "- Thi hành kỷ luật 27 đảng viên, trong đó khiển trách 16, cảnh cáo 7, cách chức 1, khai trừ 5.",
    "- Kết nạp 98 đảng viên, đạt 54,44% kế hoạch (98/180), tăng 12 đảng viên so với cùng kỳ năm 2023 (86 đảng viên).",
]
TABLE = [
    ["TT", "Đơn vị", "Đảng\nviên", "Nữ", "Ghi chú"],
    ["1", "Xã An Hòa và các thôn\nvùng cao biên giới", "31", "12", ""],
    ["2", "Xã An Thịnh", "27", "9", "xã\nđiểm"],
    ["3", "Thị trấn", "44", "20", ""],
    ["", "Tổng cộng", "112", "41", ""],
]
CLOSING = "Các đơn vị đã tổ chức 24 cuộc tiếp xúc với 2.160 lượt người dự, bình quân 90 lượt người mỗi cuộc."


def told(path: Path) -> list[tuple[str, str, str | None, str]]:
    """The claims without their places, which differ with the breaks of lines."""
    return sorted((claim.kind, claim.verdict, claim.stated, claim.arithmetic) for claim in check_file(path).claims)


def flat(rows: list[list[str]]) -> list[list[str]]:
    return [[cell.replace("\n", " ") for cell in row] for row in rows]


def printed(texts: list[str], top: float = TOP) -> list[Mark]:
    marks: list[Mark] = []
    for text in texts:
        marks += paragraph(top - LEADING * len(marks), text)
    return marks


def report_as_pdf(path: Path) -> Path:
    head = [Text(x, TOP - LEADING * place, line) for x, column in zip((LEFT, 320), HEAD, strict=True) for place, line in enumerate(column)]
    return write_pdf(path, [*head, *printed(PARAGRAPHS, 700), *table(440, TABLE, [30, 170, 50, 40, 60]), *printed([CLOSING], 255)])


def report_as_docx(path: Path) -> Path:
    texts = [word_paragraph(run(text)) for text in PARAGRAPHS]
    return docx(path, "".join([word_table(HEAD), *texts, word_table(*flat(TABLE)), word_paragraph(run(CLOSING))]))


def report_as_text(path: Path) -> Path:
    lines = [*HEAD[0], *HEAD[1], *PARAGRAPHS, *("\t".join(row) for row in flat(TABLE)), CLOSING]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_report_is_judged_alike_as_text_as_word_file_and_in_print(tmp_path: Path) -> None:
    text, word, pdf = (
        told(write(tmp_path / name)) for write, name in ((report_as_text, "a.txt"), (report_as_docx, "a.docx"), (report_as_pdf, "a.pdf"))
    )
    assert [stated for _, verdict, stated, _ in text if verdict == "inconsistent"] == [
        "12-NQ/HU", "20/8/2024", "31/6/2023", "86,88%", "112", "27",
    ]  # fmt: skip
    assert text == word == pdf


def test_the_written_reports_come_back_from_print_as_they_were(tmp_path: Path) -> None:
    texts = [case.text for case in read_cases("tuned") if not {"\t", "|"} & set(case.text) and max(map(len, case.text.split())) < 60]
    lines = [" ".join(line.split()) for text in texts for line in text.splitlines() if line.strip()]
    lines = [line for line in dict.fromkeys(lines) if not line.startswith(("[", "("))][:300]
    assert len(lines) == 300
    pages = [lines[start : start + 6] for start in range(0, len(lines), 6)]
    pdf = write_pdf(tmp_path / "a.pdf", *([*printed(page), Text(290, 30, f"- {number} -")] for number, page in enumerate(pages, 1)))
    assert read_pdf(pdf).splitlines() == lines


def test_a_table_keeps_its_wrapped_empty_and_wide_cells(tmp_path: Path) -> None:
    marks = table(700, TABLE, [30, 170, 50, 40, 60])
    wide = table(500, [["Toàn huyện", None, "102"], ["1", "Xã An Hòa", "31"]], [30, 170, 50])
    lines = ["\t".join(row) for row in [*flat(TABLE), ["Toàn huyện", "", "102"], ["1", "Xã An Hòa", "31"]]]
    assert read_pdf(write_pdf(tmp_path / "a.pdf", [*marks, *wide])).splitlines() == lines


def test_columns_without_ruled_lines_are_told_apart_by_their_distance(tmp_path: Path) -> None:
    marks = [mark for mark in table(700, [["Đơn vị", "Đảng viên"], ["Xã A", "31"]], [200, 80]) if isinstance(mark, Text)]
    assert read_pdf(write_pdf(tmp_path / "a.pdf", marks)) == "Đơn vị\tĐảng viên\nXã A\t31"


def test_the_dots_that_browsers_draw_before_entries_are_read(tmp_path: Path) -> None:
    marks = [Text(LEFT, 700, "Kết nạp 31 đảng viên:"), Ruled(LEFT + 10, 683, 4, 4), Text(LEFT + 20, 680, "Nữ 12 đồng chí")]
    assert read_pdf(write_pdf(tmp_path / "a.pdf", marks)).splitlines() == ["Kết nạp 31 đảng viên:", "• Nữ 12 đồng chí"]


def test_a_sentence_goes_on_over_page_number_head_and_note(tmp_path: Path) -> None:
    first = [
        Text(LEFT, 800, "Báo cáo của Huyện ủy Mai Lâm"),
        *printed(["Toàn huyện có 7.246 đảng viên, sinh hoạt tại các chi bộ của 21 xã:"], 100),
    ]
    lines = [mark for mark in first if isinstance(mark, Text)]
    mark = Text(lines[-1].x + 6 * len(lines[-1].text), lines[-1].y + 5, "1", 7)
    note = [Text(LEFT, 54, "1", 6), Text(LEFT + 6, 50, "Nam 4.102 đồng chí; nữ 3.144 đồng chí.", 9), Text(290, 30, "1")]
    second = [
        Text(LEFT, 800, "Báo cáo của Huyện ủy Mai Lâm"),
        Text(LEFT, 760, "chính thức 7.012 đồng chí, dự bị 243 đồng chí."),
        Text(290, 30, "2"),
    ]
    pdf = write_pdf(tmp_path / "a.pdf", [*lines, mark, *note], second)
    assert read_pdf(pdf).splitlines() == [
        "Toàn huyện có 7.246 đảng viên, sinh hoạt tại các chi bộ của 21 xã:[1] chính thức 7.012 đồng chí, dự bị 243 đồng chí.",
        "",
        "[1] Nam 4.102 đồng chí; nữ 3.144 đồng chí.",
    ]


def test_a_raised_figure_is_a_note_unless_it_makes_a_measure(tmp_path: Path) -> None:
    words = [(0, 0, "Kết nạp 31 đảng viên", 12), (120, 5, "2", 7), (130, 0, "trên 500 m", 12), (190, 5, "2", 7)]
    marks = [Text(LEFT + x, 700 + y, text, size) for x, y, text, size in words]
    assert read_pdf(write_pdf(tmp_path / "a.pdf", marks)) == "Kết nạp 31 đảng viên[2] trên 500 m2"


def test_a_symbol_broken_at_its_hyphen_is_one_symbol(tmp_path: Path) -> None:
    full = "Thực hiện các văn bản chỉ đạo của Ban Thường vụ Tỉnh ủy và Kế hoạch số 302-"
    pdf = write_pdf(tmp_path / "a.pdf", [Text(LEFT, 700, full), Text(LEFT, 680, "KH/TU của Tỉnh ủy.")])
    assert read_pdf(pdf) == f"{full}KH/TU của Tỉnh ủy."


def encrypted(raw: bytes) -> bytes:
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<01> <01>]".encode()
    return raw.replace(b"trailer << ", b"trailer << " + lock)


def swelling() -> bytes:
    """Two megabytes that would fill two gigabytes: one packed piece again and again."""
    packer = zlib.compressobj(9)
    start = packer.compress(b" ") + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(b"(a) Tj " * 150_000) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = start + piece * 2_000 + packer.flush()
    page = b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n"
    pages = b"1 0 obj\n<< /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
    content = b"4 0 obj\n<< /Filter /FlateDecode /Length %d >> stream\n" % len(packed) + packed + b"\nendstream\nendobj\n"
    return b"%PDF-1.7\n" + pages + page + content + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(tmp_path: Path) -> None:
    good = write_pdf(tmp_path / "good.pdf", printed([CLOSING])).read_bytes()
    refused = {
        "empty": (b"", "hỏng"),
        "other": (b"PK\x03\x04 a letter of another kind", "hỏng"),
        "cut": (good[: len(good) // 3], "hỏng"),
        "locked": (encrypted(good), "có mật khẩu"),
        "swelling": (swelling(), "hỏng"),
        "scanned": (write_pdf(tmp_path / "x.pdf", [Ruled(50, 50, 400, 600)]).read_bytes(), "chỉ có ảnh quét"),
        "endless": (write_pdf(tmp_path / "x.pdf", *([[]] * 10_000)).read_bytes(), "dài hơn 400 trang"),
    }
    for name, (raw, said) in refused.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(raw)
        with pytest.raises(UnsupportedFile, match=rf"“{name}\.pdf” {said}.*: hãy"):
            check_file(path)
    assert CLOSING in read_pdf(tmp_path / "good.pdf")


def test_a_printed_report_with_bytes_cut_off_or_turned_is_read_or_refused(tmp_path: Path) -> None:
    whole = report_as_pdf(tmp_path / "whole.pdf").read_bytes()

    def is_read(seed: int) -> bool:
        random = Random(seed)
        raw = bytearray(whole[: random.randrange(len(whole))] if seed % 3 == 0 else whole)
        for _ in range(random.choice((1, 5, 50))):
            raw[random.randrange(len(raw))] = random.randrange(256)
        path = tmp_path / f"{seed}.pdf"
        path.write_bytes(raw)
        try:
            check_file(path)
        except UnsupportedFile:
            return False
        return True

    with ThreadPoolExecutor(2) as readers:
        outcomes = list(readers.map(is_read, range(9)))
    assert {True, False} == set(outcomes)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found")
def test_a_report_set_by_a_browser_is_judged_as_its_text(tmp_path: Path) -> None:
    closings = [
        CLOSING,
        *(f"Xã thứ {number} có {number + 20} đảng viên, trong đó nữ {number} đồng chí; {CLOSING}" for number in range(2, 41)),
    ]
    columns = "".join(f"<td>{'<br>'.join(column)}</td>" for column in HEAD)
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in flat(TABLE))
    style = "body{font:14pt/1.3 serif} p{text-align:justify;text-indent:1cm} .g td{border:1px solid} .g{border-collapse:collapse;width:9cm}"
    body = "".join(f"<p>{escape(text)}</p>" for text in PARAGRAPHS)
    page_number = "<div style='font-size:9pt;width:100%;text-align:center'><span class=pageNumber></span></div>"
    html = f"<style>{style}</style><table>{columns}</table>{body}<table class=g>{rows}</table>" + "".join(
        f"<p>{text}</p>" for text in closings
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_content(html)
        margin = {side: "20mm" for side in ("top", "bottom", "left", "right")}
        page.pdf(
            path=tmp_path / "a.pdf",
            format="A4",
            margin=margin,
            display_header_footer=True,
            header_template=page_number,
            footer_template=" ",
        )
        browser.close()
    lines = report_as_text(tmp_path / "a.txt").read_text(encoding="utf-8").splitlines() + closings[1:]
    (tmp_path / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    assert read_pdf(tmp_path / "a.pdf").splitlines() == lines
    assert told(tmp_path / "a.pdf") == told(tmp_path / "a.txt")


NARROW, SECOND = 36, 330  # letters of a line in a column; where the second one begins


def column(x: float, y: float, texts: list[str]) -> list[Mark]:
    lines: list[str] = []
    for text in texts:
        line = ""
        for word in text.split():
            if len(line) + len(word) > NARROW:
                lines.append(line.rstrip())
                line = ""
            line += word + " "
        lines.append(line.rstrip())
    return [Text(x, y - place * LEADING, line) for place, line in enumerate(lines)]


TWO = [
    "Đảng bộ huyện có 46 tổ chức cơ sở đảng, trong đó 21 đảng bộ cơ sở và 25 chi bộ cơ sở; toàn huyện có 5.684 đảng viên.",
    "Trong năm đã thi hành kỷ luật 27 đảng viên, trong đó khiển trách 16, cảnh cáo 7, cách chức 1, khai trừ 5 đồng chí theo quy định.",
]


@pytest.mark.parametrize("by_rows", [False, True])
def test_two_columns_are_read_one_after_the_other(tmp_path: Path, by_rows: bool) -> None:
    """In whatever order the file has their words."""
    title = Text(LEFT + 60, TOP, "BÁO CÁO TÌNH HÌNH CÔNG TÁC XÂY DỰNG ĐẢNG NĂM 2024 CỦA HUYỆN")
    left, right = column(LEFT - 40, TOP - 40, [TWO[0]] * 2), column(SECOND, TOP - 40, [TWO[1]] * 2)
    pairs = [mark for pair in zip(left, right, strict=False) for mark in pair]
    marks = [*pairs, *left[len(right) :], *right[len(left) :]] if by_rows else [*left, *right]
    path = write_pdf(tmp_path / "hai-cot.pdf", [title, *marks])
    text = read_pdf(path)
    assert text.split("\n")[0] == title.text
    assert " ".join(text.split()) == " ".join([title.text, TWO[0], TWO[0], TWO[1], TWO[1]])
    assert [claim.stated for claim in check_file(path).claims if claim.verdict == "inconsistent"] == ["27", "27"]


def test_blocks_side_by_side_at_the_head_are_no_columns(tmp_path: Path) -> None:
    text = read_pdf(report_as_pdf(tmp_path / "mot-cot.pdf"))
    assert [text.count(told_once) for told_once in (*PARAGRAPHS, CLOSING)] == [1] * (len(PARAGRAPHS) + 1)
