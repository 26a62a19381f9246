"""The page that checks a report: text with marks, findings, answers, the corrected copy; nothing is kept longer than asked."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from dangvu.figurecheck.check import check_text
from dangvu.figurecheck.claims import SEVERITY
from dangvu.ledger.queries import last_decision
from dangvu.pages.uploads import HOUR
from dangvu.pages.views.report_check import LINES
from dangvu.pages.words import FINDINGS
from tests.areas.reports.test_word_copies import comments, full
from tests.figurecheck.wording import paragraph, run
from tests.pages.site import Page, Site, reader, words_of

WRONG = (
    "Đến ngày 30/11/2022, Đảng bộ tỉnh Sông Xanh có 9 đảng viên, trong đó 3 đảng viên nữ.\n"
    "Từ năm 2019 đến 2022 đã bồi dưỡng 3.826 quần chúng (năm 2019: 1.540; năm 2020: 1.100; năm 2021: 1.135; năm 2022: 157)."
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Iterator[None]:
    """Reports of this test alone."""
    with override_settings(HOME=tmp_path / "home"):
        yield


def folders() -> list[Path]:
    return list((Path(settings.HOME) / "uploads").glob("*"))


def handed_in(site: Site, **sent: object) -> str:
    """The address of the page with the findings."""
    response = site.client.post(reverse("report_check") + "?on=2022-11-30", sent)
    assert response.status_code == 302, words_of(response.content.decode())
    return str(response["Location"])


def shown(site: Site, text: str = WRONG) -> tuple[str, Page]:
    address = handed_in(site, text=text)
    return address, site.follow(address)


def answered(site: Site, address: str, finding: int, act: str, words: str = "") -> Page:
    response = site.client.post(address.replace("/?", "/tra-loi/?"), {"finding": finding, "act": act, "words": words})
    assert response.status_code == 302, words_of(response.content.decode())
    return site.follow(str(response["Location"]))


def copy_of(site: Site, address: str, kind: str) -> bytes:
    response = site.client.get(address.replace("/?", f"/ban-sao.{kind}?"))
    assert response.status_code == 200
    assert f"ban-sao.{kind}" in response["Content-Disposition"]
    return bytes(response.content)


def findings(page: Page) -> list[tuple[int, str, str]]:
    """Place, tone and words of the listed findings."""
    found = re.findall(r'<li class="(\w+)" id="f(\d+)">(.*?)</li>', page.main, re.DOTALL)
    return [(int(place), tone, words_of(inner)) for tone, place, inner in found]


def test_a_pasted_report_is_shown_with_marks_and_what_was_found(site: Site) -> None:
    _address, page = shown(site)
    rows = findings(page)
    assert [tone for _place, tone, _words in rows] == ["bad", "bad"]
    assert "Số hệ thống: 7 – Đảng viên, Đảng bộ tỉnh Sông Xanh, ngày 30/11/2022; văn bản ghi 9, lệch 2." in rows[0][2]
    assert "1.540 + 1.100 + 1.135 + 157 = 3.932; văn bản ghi 3.826, lệch 106" in rows[1][2]
    assert re.search(r'<mark class="bad" id="v\d+"><a href="#f\d+">9<sup>1</sup></a></mark>', page.html)
    assert re.search(r'<mark class="bad" id="v\d+"><a href="#f\d+">3.826<sup>2</sup></a></mark>', page.html)
    assert '<mark class="ok"' in page.html
    assert page.text.count("Đến ngày") >= 1
    assert "2 chỗ chưa xử lý" in page.text


def test_every_mark_and_finding_lead_to_each_other(site: Site) -> None:
    for filtered in ("", "khong-khop", "chua-ket-luan", "khop", "tat-ca"):
        page = site.follow(handed_in(site, text=WRONG), loc=filtered)
        ids = re.findall(r'\sid="([^"]+)"', page.html)
        assert len(ids) == len(set(ids))
        assert {target for target in re.findall(r'href="#(f\d+)"', page.main)} <= set(ids)
        assert {target for target in re.findall(r'href="#(v\d+)"', page.main)} <= set(ids)


def test_findings_are_filtered_by_verdict(site: Site) -> None:
    address, _page = shown(site, WRONG + "\nNăm 2021, Đảng bộ tỉnh Sông Xanh có 70 đảng viên.")
    count = {name: len(findings(site.follow(address, loc=name))) for name in ("", "khong-khop", "chua-ket-luan", "khop", "tat-ca")}
    assert count["khong-khop"] == 2
    assert count["chua-ket-luan"] >= 1
    assert count[""] == count["khong-khop"] + count["chua-ket-luan"]
    assert count["tat-ca"] == count[""] + count["khop"]
    assert site.follow(address, loc="khac").status == 400


def test_nothing_is_proposed_where_nothing_is_concluded(site: Site) -> None:
    _address, page = shown(site, "Năm 2021, Đảng bộ tỉnh Sông Xanh có 70 đảng viên.\n" + WRONG)
    proposed = ["Sửa thành" in words for _place, _tone, words in findings(page)]
    assert proposed == [tone == "bad" for _place, tone, _words in findings(page)]
    assert set(proposed) == {True, False}


def test_the_system_figure_opens_its_records(site: Site) -> None:
    _address, page = shown(site)
    (row,) = [row for row in page.rows("Đối chiếu với số liệu hệ thống") if row[0] == "Đảng viên"]
    assert row[3:] == ["9", "7", "2", "Không khớp"]
    (link,) = page.links("7")
    opened = site.follow(link)
    assert "Nguyễn Văn An" in opened.text
    assert opened.text.count("Kim Hạnh") == 1


def test_a_corrected_figure_stands_in_the_copies(site: Site) -> None:
    address, page = shown(site)
    place = findings(page)[1][0]
    page = answered(site, address, place, "fix", "3.932")
    assert "Sửa thành 3.932" in findings(page)[1][2]
    assert "1 chỗ chưa xử lý" in page.text
    text = copy_of(site, address, "txt").decode()
    assert text == WRONG.replace("3.826", "3.932")
    assert {claim.verdict for claim in check_text(text).claims} == {"consistent"}
    packed = copy_of(site, address, "docx")
    said = dict(comments(packed))
    assert said["3.932"].startswith("Đã sửa “3.826” thành “3.932”. 1.540 + 1.100")
    assert "văn bản ghi 9, lệch 2" in said["9"]


def test_an_explanation_is_kept_and_can_be_taken_back(site: Site) -> None:
    address, page = shown(site)
    place = findings(page)[0][0]
    page = answered(site, address, place, "explain", "Tính cả hai đồng chí sinh hoạt tạm thời <b>.")
    assert "Giải trình Tính cả hai đồng chí sinh hoạt tạm thời <b>." in findings(page)[0][2]
    assert "<b>." not in page.main.replace("&lt;b&gt;.", "")
    assert ("9", True) in [(words, text.startswith("Giải trình: Tính cả hai")) for words, text in comments(copy_of(site, address, "docx"))]
    page = answered(site, address, place, "undo")
    assert "2 chỗ chưa xử lý" in page.text


def test_a_word_file_gets_its_comments_where_its_words_are(site: Site, tmp_path: Path) -> None:
    look = "<w:rPr><w:color w:val='FF0000'/></w:rPr>"
    lines = WRONG.split("\n")
    body = paragraph(run(lines[0])) + paragraph(run(lines[1][:30]), f"<w:r>{look}<w:t xml:space='preserve'>{lines[1][30:]}</w:t></w:r>")
    path = full(tmp_path / "so-ket.docx", body)
    address = handed_in(site, file=SimpleUploadedFile("so-ket.docx", path.read_bytes()))
    page = site.follow(address)
    assert "so-ket.docx" in page.text
    answered(site, address, findings(page)[1][0], "fix", "3.932")
    packed = copy_of(site, address, "docx")
    assert sorted(words for words, _said in comments(packed)) == ["3.932", "9"]
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert look in archive.read("word/document.xml").decode()


def test_a_text_file_and_a_pasted_text_read_alike(site: Site) -> None:
    file = handed_in(site, file=SimpleUploadedFile("a.txt", WRONG.replace("\n", "\r\n").encode()))
    pasted = handed_in(site, text=WRONG.replace("\n", "\r\n"))
    assert findings(site.follow(file)) == findings(site.follow(pasted))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "một trong hai"),
        ({"text": "  "}, "một trong hai"),
        ({"text": "a", "file": SimpleUploadedFile("a.txt", b"b")}, "một trong hai"),
        ({"file": SimpleUploadedFile("a.xlsx", b"x")}, "Chỉ nhận tệp .docx, .pdf và .txt"),
        ({"file": SimpleUploadedFile("a.docx", b"khong phai")}, "Mở bằng Word"),
        ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04" + b"\0" * 200)}, "Mở bằng Word"),
        ({"file": SimpleUploadedFile("a.txt", b"\xff\xfa\xfb")}, "UTF-8"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 hong")}, "PDF"),
        ({"text": "a", "day_ngay": "31", "day_thang": "02", "day_nam": "2022"}, "31"),
    ],
)
def test_what_cannot_be_read_is_told_why_and_not_kept(site: Site, sent: dict[str, object], sentence: str) -> None:
    response = site.client.post(reverse("report_check"), sent)
    assert response.status_code == 422
    assert sentence in words_of(response.content.decode())
    assert folders() == []


def test_the_day_of_the_figures_may_be_given(site: Site) -> None:
    text = "Đảng bộ tỉnh Sông Xanh có 9 đảng viên."
    assert [tone for _place, tone, _words in findings(site.follow(handed_in(site, text=text)))] == ["warn"]
    dated = handed_in(site, text=text, day_ngay="30", day_thang="11", day_nam="2022")
    assert [tone for _place, tone, _words in findings(site.follow(dated))] == ["bad"]


def test_only_the_session_that_brought_a_report_sees_it(site: Site) -> None:
    address, _page = shown(site)
    other = reader("nguoi-khac")
    assert other.get(address).status_code == 404
    for kind in ("docx", "txt"):
        assert other.get(address.replace("/?", f"/ban-sao.{kind}?")).status_code == 404
    for path in ("tra-loi", "xong"):
        assert other.post(address.replace("/?", f"/{path}/?"), {"finding": 0, "act": "undo"}).status_code == 404
    assert site.follow(address).status == 200
    assert Client().get(address).status_code == 302


def test_what_waits_is_readable_by_the_server_alone_and_gone_when_done(site: Site) -> None:
    address, _page = shown(site)
    (folder,) = folders()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert json.loads((folder / "bao-cao.json").read_text())["text"] == WRONG
    assert site.client.post(address.replace("/?", "/xong/?")).status_code == 302
    assert folders() == []
    assert site.follow(address).status == 404


def test_a_report_is_gone_after_an_hour(site: Site) -> None:
    address, _page = shown(site)
    (folder,) = folders()
    age = folder.stat().st_mtime - HOUR - 60
    os.utime(folder, (age, age))
    assert site.follow(address).status == 404
    assert folders() == []


def test_the_register_and_the_sessions_table_hold_nothing_of_the_text(site: Site) -> None:
    before = last_decision()
    shown(site)
    assert last_decision() == before
    assert "Sông Xanh" not in json.dumps(dict(site.client.session.items()))


def test_the_report_cannot_become_markup(site: Site) -> None:
    _address, page = shown(site, "<script>alert(1)</script> có 5 đảng viên (2 nam, 9 nữ).\n<b>Xã</b>\t<i>7</i>")
    assert "<script>alert" not in page.html
    assert "<i>7" not in page.html


def test_tables_are_shown_as_tables(site: Site) -> None:
    _address, page = shown(site, "Đơn vị\tSố\nXã Một\t10\nXã Hai\t15\nTổng cộng\t26")
    assert page.main.count("<tr>") >= 4
    assert re.search(r'<td><mark class="bad"[^>]*><a[^>]*>26<sup>1</sup></a></mark>', page.main)


def test_a_long_report_is_shown_in_stretches(site: Site) -> None:
    address, page = shown(site, "\n".join(["Mở đầu."] * LINES + WRONG.split("\n")))
    assert findings(page) == []
    assert f"Dòng 1–{LINES} trên {LINES + 2}" in page.text
    assert len(findings(site.follow(address, page="2"))) == 2


@pytest.mark.parametrize(
    "sent", [{}, {"finding": "999", "act": "undo"}, {"finding": "0", "act": "x"}, {"finding": "0", "act": "fix", "words": " "}]
)
def test_an_answer_that_says_nothing_is_refused(site: Site, sent: dict[str, str]) -> None:
    address, _page = shown(site)
    assert site.client.post(address.replace("/?", "/tra-loi/?"), sent).status_code == 400


def test_every_kind_of_finding_has_a_name_on_the_page() -> None:
    folder = Path(check_text.__code__.co_filename).parent
    calls = re.compile(r'context\.(?:claim\(\s*[^"\n]*?,\s*|outcome\(\s*)"(\w+)"')
    kinds = {kind for path in folder.rglob("*.py") for kind in calls.findall(path.read_text())} - set(SEVERITY)
    assert {"sum", "date", "citation"} <= kinds <= set(FINDINGS)


def test_drafts_of_usual_periods_are_offered_and_pass_the_check(site: Site) -> None:
    page = site.get("report_check")
    links = [unescape(link) for link in re.findall(r'href="(/soat-so-lieu/du-thao[^"]+)"', page.html)]
    assert len(links) == 6
    for link in links:
        response = site.client.get(link)
        assert response.status_code == 200
        assert re.search(r'filename="du-thao-SX-\d{4}-\d\d-\d\d\.(docx|txt)"', response["Content-Disposition"])
    text = site.client.get(next(link for link in links if ".txt" in link)).content.decode()
    assert "Đến ngày 30/11/2022, Đảng bộ tỉnh Sông Xanh có 7 đảng viên" in text
    assert {tone for _place, tone, _words in findings(site.follow(handed_in(site, text=text), loc="khong-khop"))} == set()


def test_a_draft_that_cannot_be_written_is_told_why(site: Site) -> None:
    assert site.get("report_draft", "txt", since="2022-01-01", until="2022-13-01").status == 400
    assert site.get("report_draft", "txt", since="2022-12-01", until="2022-01-01").status == 400
    assert site.get("report_draft", "xlsx", since="2022-01-01", until="2022-06-30").status == 404
    ended = site.get("report_draft", "txt", unit=site.world.post_office, since="2022-01-01", until="2022-06-30")
    assert (ended.status, "không hoạt động" in words_of(ended.html)) == (400, True)


def test_a_share_of_the_people_is_taken_of_those_in_the_register(site: Site) -> None:
    text = "Đến ngày 30/11/2022, Đảng bộ tỉnh Sông Xanh có 7 đảng viên, chiếm 0,43% dân số."
    (row,) = findings(site.follow(handed_in(site, text=text)))
    assert row[1] == "bad"
    assert "7 / 2.110 (dân số trong sổ, ngày 30/11/2022) = 0,3318%" in row[2]
    other = text.replace("Đảng bộ tỉnh Sông Xanh", "Đảng bộ xã Chưa Từng Có")
    assert "bad" not in [tone for _place, tone, _words in findings(site.follow(handed_in(site, text=other)))]


LISTED = "Loại\tSố\nKết luận số 21-KL/TW, ngày 25/10/2021, Hội nghị Trung ương 4 khóa XIII\nnăm 2021"
PLENUM = "Quán triệt Nghị quyết Trung ương 4 (khóa XIII)."


def test_citations_are_compared_with_a_list_of_documents(site: Site) -> None:
    file = SimpleUploadedFile("danh-muc.csv", LISTED.encode())
    for sent in ({"documents": LISTED}, {"documents_file": file}):
        page = site.follow(handed_in(site, text=PLENUM, **sent))
        (row,) = findings(page)
        assert (row[1], "Kết luận 21-KL/TW ngày 25/10/2021" in row[2]) == ("bad", True)
        assert "danh mục 1 văn bản (không đọc được dòng 3)" in page.text
    page = site.follow(handed_in(site, text=PLENUM))
    assert [tone for _place, tone, _words in findings(page)] == ["warn"]
    assert "danh mục" not in page.text


def test_a_list_of_documents_is_not_kept(site: Site) -> None:
    handed_in(site, text=PLENUM, documents=LISTED)
    (folder,) = folders()
    assert "Hội nghị Trung ương 4 khóa XIII" not in "".join(path.read_text() for path in folder.iterdir()).replace(PLENUM, "")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"documents": "không có số"}, "Không dòng nào của danh mục"),
        ({"documents": LISTED, "documents_file": SimpleUploadedFile("a.txt", b"1")}, "một trong hai"),
        ({"documents_file": SimpleUploadedFile("a.xlsx", b"1")}, "lưu thành .csv"),
        ({"documents_file": SimpleUploadedFile("a.docx", b"PK\x03\x04")}, "Mở bằng Word"),
    ],
)
def test_a_list_that_names_nothing_is_refused_with_what_to_do(site: Site, sent: dict[str, object], sentence: str) -> None:
    response = site.client.post(reverse("report_check"), {"text": PLENUM, **sent})
    assert response.status_code == 422
    assert sentence in words_of(response.content.decode())
    assert folders() == []
