"""The refusal of a whole file."""

from __future__ import annotations


class Refused(Exception):
    """The file is not taken; the message says what is wrong, why that matters and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def damaged() -> Refused:
    """The archive contradicts itself; it was cut short, or made to mislead."""
    return Refused(
        "damaged",
        "Tệp không đầy đủ hoặc cấu trúc không nhất quán nên nội dung không đáng tin; hãy mở bằng Excel, lưu lại dạng .xlsx rồi nộp lại.",
    )


def too_large(what: str) -> Refused:
    """Unpacking the file would take more memory than an honest workbook needs."""
    return Refused(
        "too_large",
        f"Tệp {what}, mở ra có thể làm đầy bộ nhớ máy chủ; hãy xóa phần thừa hoặc chia thành nhiều tệp, lưu lại dạng .xlsx rồi nộp lại.",
    )
