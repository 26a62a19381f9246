"""A list of people as it leaves the register: a workbook, or the official list as PDF or Word, which is a draft and takes no number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.documents.issuing import draft, file_of
from dangvu.documents.papers import Text
from dangvu.pages.frame import Scope
from dangvu.periods import clock
from dangvu.reports.roll_workbook import Sheet, write_roll
from dangvu.web.formats import moment

WORKBOOK = "xlsx"
KINDS: Mapping[str, str | Promise] = {
    WORKBOOK: gettext_lazy("Excel, để tính và lọc tiếp"),
    "pdf": gettext_lazy("PDF, thể thức văn bản đảng (dự thảo)"),
    "docx": gettext_lazy("Word, thể thức văn bản đảng (dự thảo)"),
}
TYPES = {
    WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class Leaving:
    """A list in both forms; `unit` is whose paper it is."""

    sheet: Sheet
    text: Text
    unit: int


def content_of(leaving: Leaving, kind: str) -> bytes:
    """The file of this kind; `Refused` where a letter cannot be printed."""
    if kind != WORKBOOK:
        return file_of(draft(leaving.text, leaving.unit, clock.today()), kind)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "danh-sach.xlsx"
        write_roll(path, leaving.sheet)
        return path.read_bytes()


def answer(content: bytes, kind: str, stem: str) -> HttpResponse:
    """The file as a download."""
    disposition = content_disposition_header(as_attachment=True, filename=f"{stem}.{kind}".replace("/", "-")) or "attachment"
    return HttpResponse(content, content_type=TYPES[kind], headers={"Content-Disposition": disposition})


def taken_by(scope: Scope) -> str:
    """Who takes a list out, and when."""
    return _("%(account)s xuất lúc %(moment)s") % {"account": scope.viewer.label, "moment": moment(clock.now())}


def warned() -> str:
    """What stands on every list of people that has left."""
    return _(
        "Có dữ liệu cá nhân: chỉ dùng đúng lý do trên, không chuyển tiếp, hủy khi xong việc. Lần xuất này đã ghi vào nhật ký xem hồ sơ."
    )
