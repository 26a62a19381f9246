"""Lists of documents as offices keep them: each line a document, whatever the order of its parts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dangvu.figurecheck.check import check_text
from dangvu.figurecheck.extracting.extract import UnsupportedFile
from dangvu.figurecheck.listed import MOST_LINES, read_list, read_list_file

PLENUM = "Kết luận số 21-KL/TW, ngày 25/10/2021 của Hội nghị Trung ương 4 khóa XIII về đẩy mạnh xây dựng, chỉnh đốn Đảng"


@pytest.mark.parametrize(
    "line",
    [
        PLENUM,
        "12. " + PLENUM,
        "7\tKết luận\t21-KL/TW\t25/10/2021\tBan Chấp hành Trung ương\tHội nghị Trung ương 4 khóa XIII",
        "21-KL/TW;25/10/2021;Trung ương 4 (khóa XIII)",
        'Kết luận,"21-KL/TW",25/10/2021,"Hội nghị Trung ương 4 khóa XIII","về việc thực hiện Nghị quyết Trung ương 4 khóa XII"',
        "- Kết luận 21 - KL/TW ngày 25 tháng 10 năm 2021, Hội nghị Trung ương 4, khoá XIII",
    ],
)
def test_a_document_is_read_from_any_order_of_its_parts(line: str) -> None:
    listed = read_list(line)
    (document,) = listed.documents
    assert (document.type, document.symbol, document.issued_on) == ("Kết luận", "21-KL/TW", date(2021, 10, 25))
    assert document.session == (4, "xiii")
    assert listed.unread == ()


def test_what_a_document_is_about_is_not_taken_for_the_document() -> None:
    (document,) = read_list("Kế hoạch số 12-KH/TU, ngày 03/02/2022 về thực hiện Kết luận số 21-KL/TW").documents
    assert (document.type, document.symbol, document.session) == ("Kế hoạch", "12-KH/TU", None)


def test_a_type_is_not_guessed_from_letters_that_two_types_share() -> None:
    plain, named = read_list("22-QĐ/TW; 28/7/2021\nQuy định; 22-QĐ/TW; 28/7/2021").documents
    assert (plain.type, named.type) == ("", "Quy định")


def test_headings_are_passed_over_and_lines_without_one_document_are_told() -> None:
    listed = read_list(f"Loại\tSố, ký hiệu\n\n{PLENUM}\nNăm 2021 không có\n01-KL/TW và 02-KL/TW\n# 3 dòng")
    assert len(listed.documents) == 1
    assert listed.unread == (4, 5)


def test_a_list_without_end_is_refused() -> None:
    with pytest.raises(UnsupportedFile, match="dài hơn"):
        read_list("01-KL/TW\n" * (MOST_LINES + 1))


def test_a_list_may_be_a_file_of_comma_separated_values(tmp_path: Path) -> None:
    path = tmp_path / "van-ban.csv"
    path.write_text("Loại,Số\nKết luận,21-KL/TW\n", encoding="utf-8-sig")
    assert [document.symbol for document in read_list_file(path).documents] == ["21-KL/TW"]


@pytest.mark.parametrize(
    ("listed", "verdict"), [(PLENUM, "inconsistent"), (PLENUM.replace("Kết luận số 21-KL", "Nghị quyết số 21-NQ"), "consistent")]
)
def test_a_plenum_is_judged_by_the_list(listed: str, verdict: str) -> None:
    text = "Quán triệt Nghị quyết Trung ương 4 (khóa XIII)."
    (claim,) = check_text(text, documents=read_list(listed).documents).claims
    assert (claim.kind, claim.verdict) == ("citation", verdict)
