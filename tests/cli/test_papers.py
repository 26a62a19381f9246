"""Official papers from the command line: a term, lists as drafts, and the decision that gives the badges of a round."""

from __future__ import annotations

from pathlib import Path

from tests.areas.documents.test_printing import pages, said
from tests.cli.program import dangvu
from tests.databases import Database

TERM = [
    "--on",
    "2020-10-15",
    "--name",
    "nhiệm kỳ 2020 - 2025",
    "--committee",
    "Tỉnh ủy Sông Xanh",
    "--symbol",
    "TU",
    "--place",
    "Sông Xanh",
]
AWARD = ["--round", "3/2/2024", "--signer", "Nguyễn Văn Ký", "--on", "25/1/2024"]


def test_a_list_is_written_as_pdf_and_word_without_a_number(fresh_world: Database, tmp_path: Path) -> None:
    for name in ("a.pdf", "a.docx"):
        made = dangvu(fresh_world, tmp_path, "paper", "members", "SX.01.A", "--on", "2022-11-30", "-o", name)
        assert made.json()["people"] == 5, made.err
    told = pages((tmp_path / "a.pdf").read_bytes())[0], said((tmp_path / "a.docx").read_bytes())
    assert all("Lê Thị Cúc" in one and "Dự thảo" in one for one in told)
    assert dangvu(fresh_world, tmp_path, "paper", "members", "SX.01.A", "--on", "2022-11-30", "-o", "a.txt").code == 2


def test_the_badges_of_a_round_are_given_by_one_numbered_decision(fresh_world: Database, tmp_path: Path) -> None:
    asked = ["paper", "award", "SX", *AWARD, "-o", "van-ban"]
    early = dangvu(fresh_world, tmp_path, *asked)
    assert early.code == 1 and "Chưa ghi nhiệm kỳ" in early.err
    assert dangvu(fresh_world, tmp_path, "paper", "term", "SX", *TERM, "--document", "01-NQ/ĐH").code == 0
    listed = dangvu(fresh_world, tmp_path, "paper", "round", "SX", "--round", "3/2/2024", "-o", "dot.pdf")
    assert listed.json()["people"] == 1, listed.err
    given = dangvu(fresh_world, tmp_path, *asked)
    assert given.json()["symbol"] == "01-QĐ/TU", given.err
    told = " ".join(pages((tmp_path / "van-ban" / "01-QĐ-TU.pdf").read_bytes()))
    for piece in ("Số 01-QĐ/TU", "TỈNH ỦY SÔNG XANH", "Sông Xanh, ngày 25 tháng 01 năm 2024", "Tặng Huy hiệu Đảng cho 01 đảng viên",
                  "Trần Quốc Dũng", "T/M BAN THƯỜNG VỤ TỈNH ỦY SÔNG XANH", "Nguyễn Văn Ký"):  # fmt: skip
        assert piece in told, piece
    again = dangvu(fresh_world, tmp_path, *asked)
    assert again.code == 1 and "Không có ai" in again.err
    assert dangvu(fresh_world, tmp_path, "rebuild", "--check").code == 0
