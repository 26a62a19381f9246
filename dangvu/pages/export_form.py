"""Why a list is taken out of the register, and who of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.pages.files import KINDS, WORKBOOK

LEAST, MOST = 10, 150
OTHER = "other"
PURPOSES = {
    "congress": gettext_lazy("Đại hội, hội nghị, bầu cử"),
    "report": gettext_lazy("Báo cáo cấp ủy cấp trên"),
    "inspection": gettext_lazy("Kiểm tra, giám sát"),
    "cards": gettext_lazy("Thẻ đảng, huy hiệu Đảng"),
    "care": gettext_lazy("Thăm hỏi, chế độ, chính sách"),
    "records": gettext_lazy("Đối chiếu, bổ sung hồ sơ"),
    OTHER: gettext_lazy("Việc khác (ghi rõ bên dưới)"),
}


class ExportForm(forms.Form):
    """A purpose of the list above, in more words where it is another one."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("Xuất danh sách để làm gì"),
        choices=[("", gettext_lazy("Chọn mục đích")), *PURPOSES.items()],
        error_messages={"required": gettext_lazy("Chọn mục đích.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Ghi rõ công việc, số văn bản nếu có"),
        help_text=gettext_lazy("Người có tên trong danh sách đọc được lý do này ở trang hồ sơ của mình."),
        required=False,
        max_length=MOST,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    kind = forms.ChoiceField(label=gettext_lazy("Loại tệp"), choices=list(KINDS.items()), initial=WORKBOOK, required=False)

    def clean(self) -> dict[str, Any]:
        """Another purpose is told in words; words that are there say something."""
        given = super().clean() or {}
        said = " ".join(given.get("words", "").split())
        if (given.get("purpose") == OTHER or said) and len(said) < LEAST:
            self.add_error("words", _("Ghi ít nhất %(least)s ký tự để người sau hiểu được việc gì.") % {"least": LEAST})
        return given

    def file_kind(self) -> str:
        """The kind of file; a workbook where none is chosen."""
        return str(self.cleaned_data["kind"] or WORKBOOK)

    def reason(self) -> str:
        """What the log of readings keeps; in Vietnamese, whatever language the page is read in."""
        purpose, said = self.cleaned_data["purpose"], " ".join(self.cleaned_data["words"].split())
        with translation.override(settings.LANGUAGE_CODE):
            return said if purpose == OTHER else ": ".join(text for text in (str(PURPOSES[purpose]), said) if text)


def chosen_people(sent: list[str], most: int) -> tuple[UUID, ...]:
    """The numbers of those who were chosen, each once; what is no number is nobody."""
    found: dict[UUID, None] = {}
    for text in sent[:most]:
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return tuple(found)
