"""Forms about taking part and about the link to the cell at the place of residence; each becomes a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dangvu.members.commands import SetParticipation, SetResidenceLink
from dangvu.pages.proposal_forms import NEEDED, ProposalForm
from dangvu.web.fields import DayField


def choose(label: Any, words: Mapping[str, Any], **options: Any) -> forms.ChoiceField:
    """A field whose words are those of a list, with nothing chosen at first."""
    return forms.ChoiceField(label=label, choices=[("", gettext_lazy("Chọn")), *words.items()], **options)


PRESENCE = {
    "exempt": gettext_lazy("Miễn công tác, sinh hoạt"),
    "away": gettext_lazy("Vắng, đi xa"),
    "suspended": gettext_lazy("Đình chỉ sinh hoạt"),
    "active": gettext_lazy("Trở lại sinh hoạt"),
}
GROUNDS = {
    "old_age": gettext_lazy("Tuổi cao"),
    "health_request": gettext_lazy("Sức khỏe, theo đề nghị của đảng viên"),
    "maternity": gettext_lazy("Nghỉ thai sản"),
    "abroad": gettext_lazy("Ở nước ngoài"),
    "remote_work": gettext_lazy("Làm việc đơn lẻ ở nơi xa"),
    "mobile_work": gettext_lazy("Công việc lưu động, dưới 12 tháng"),
    "far_work": gettext_lazy("Đi làm ăn xa"),
    "mission": gettext_lazy("Nhiệm vụ đặc biệt"),
    "decision": gettext_lazy("Theo quyết định"),
    "detention": gettext_lazy("Đang bị tạm giữ, tạm giam"),
}
"""What may be chosen; a temporary stay has a form of its own."""
LINKS = {
    "to_introduce": gettext_lazy("Chưa giới thiệu"),
    "introduced": gettext_lazy("Đã giới thiệu"),
    "in_name": gettext_lazy("Đã giới thiệu, được miễn sinh hoạt nơi cư trú"),
    "not_required": gettext_lazy("Không thuộc diện giới thiệu"),
}


class ParticipationForm(ProposalForm):
    """From which day on, by which ground, until when as it is meant."""

    field_order = ("value", "reason", "on", "planned", "document", "body")
    value = choose(gettext_lazy("Tình trạng sinh hoạt"), PRESENCE, error_messages=NEEDED)
    reason = choose(
        gettext_lazy("Lý do"),
        GROUNDS,
        required=False,
        help_text=gettext_lazy("Chỉ chọn trong danh sách; không ghi bệnh tật hay hoàn cảnh riêng."),
    )
    on = DayField(label=gettext_lazy("Từ ngày"), error_messages=NEEDED)
    planned = DayField(
        label=gettext_lazy("Dự kiến trở lại ngày"),
        help_text=gettext_lazy("Đến ngày này sổ nhắc; tình trạng chỉ đổi khi có quyết định."),
        required=False,
    )

    def command(self, on: date) -> SetParticipation:
        """The turn."""
        given = self.cleaned_data
        return SetParticipation(
            on=given["on"], person=self.person, value=given["value"], reason=given["reason"], planned=given["planned"], **self.basis()
        )


class ResidenceForm(ProposalForm):
    """How a working member stands to the cell at the place of residence."""

    field_order = ("value", "on", "document", "body")
    value = choose(gettext_lazy("Giới thiệu về nơi cư trú"), LINKS, error_messages=NEEDED)
    on = DayField(label=gettext_lazy("Từ ngày"), error_messages=NEEDED)

    def command(self, on: date) -> SetResidenceLink:
        """The link."""
        return SetResidenceLink(on=self.cleaned_data["on"], person=self.person, value=self.cleaned_data["value"], **self.basis())
