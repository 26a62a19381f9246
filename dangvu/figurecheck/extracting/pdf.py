"""The text of a PDF, read by a process of its own under limits of pages, memory and time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dangvu.figurecheck.extracting.extract import UnsupportedFile

ROOT = Path(__file__).resolve().parents[3]
READER = "dangvu.figurecheck.extracting.pdfium"
LONGEST = 40  # seconds by the clock, on a machine that is busy
SAVE_AGAIN = "hãy mở ra, lưu lại dạng PDF rồi thử lại, hoặc dùng bản Word (.docx)."
REFUSALS = {
    12: "có mật khẩu: hãy lưu lại thành PDF không mật khẩu hoặc dùng bản Word (.docx).",
    13: "dài hơn 400 trang: hãy tách báo cáo rồi thử lại.",
    14: "chỉ có ảnh quét, không có chữ để đọc: hãy dùng bản Word (.docx) hoặc PDF xuất từ Word.",
}


def read_pdf(path: Path) -> str:
    """The text of all pages; raises `UnsupportedFile` whatever the file does to its reader."""
    with path.open("rb") as file:
        try:
            done = subprocess.run([sys.executable, "-m", READER], stdin=file, capture_output=True, cwd=ROOT, timeout=LONGEST, check=False)
        except subprocess.TimeoutExpired as error:
            raise UnsupportedFile(f"Tệp “{path.name}” đọc quá {LONGEST} giây chưa xong: {SAVE_AGAIN}") from error
    if done.returncode:
        raise UnsupportedFile(f"Tệp “{path.name}” {REFUSALS.get(done.returncode, f'hỏng hoặc không phải PDF: {SAVE_AGAIN}')}")
    return done.stdout.decode()
