"""`report` writes a draft that `check` has nothing against; a figure changed in it makes `check` end with 1."""

from __future__ import annotations

from pathlib import Path

from tests.cli.program import dangvu
from tests.databases import Database


def test_a_draft_is_written_and_passes_the_check(committed_world: Database, tmp_path: Path) -> None:
    period = ("--from", "1/1/2022", "--on", "30/11/2022")
    for name in ("bao-cao.txt", "bao-cao.docx"):
        made = dangvu(committed_world, tmp_path, "report", "SX", *period, "-o", name, "--target", "admissions=4")
        assert made.code == 0, made.err
        assert made.json()["file"] == name
        assert dangvu(committed_world, tmp_path, "check", name).code == 0
    text = (tmp_path / "bao-cao.txt").read_text()
    assert "Đảng bộ tỉnh Sông Xanh kết nạp 1 đảng viên" in text
    assert "đạt 25,00% chỉ tiêu được giao (1/4 đảng viên)" in text
    (tmp_path / "sai.txt").write_text(text.replace("25,00%", "26,00%"))
    assert dangvu(committed_world, tmp_path, "check", "sai.txt").code == 1


def test_what_cannot_be_written_is_told(committed_world: Database, tmp_path: Path) -> None:
    for arguments, word in (
        (("SX", "--on", "30/11/2022", "-o", "a.pdf"), ".docx"),
        (("SX", "--on", "30/11/2022", "-o", "a.txt", "--target", "admissions"), "admissions=300"),
        (("KHONG", "--on", "30/11/2022", "-o", "a.txt"), "KHONG"),
        (("SX.02.C", "--on", "30/11/2022", "-o", "a.txt"), "không hoạt động"),
        (("SX", "--on", "30/11/2022", "-o", "khong/co/a.txt"), "Không ghi được"),
    ):
        refused = dangvu(committed_world, tmp_path, "report", *arguments)
        assert refused.code != 0
        assert word in refused.err
        assert refused.out == ""
