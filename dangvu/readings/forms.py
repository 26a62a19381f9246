"""The filters of the log of readings, sent by POST: the name of an account is that of a person, which stands in no address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.readings.words import KIND_NAMES
from dangvu.web.fields import DayField


class LogForm(forms.Form):
    """Whose readings, how, and on which days; both days are included."""

    account = forms.CharField(
        label=gettext_lazy("Tài khoản"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Hình thức xem"),
        required=False,
        choices=[("", gettext_lazy("Tất cả")), *((code, name) for code, name in KIND_NAMES.items())],
    )
    since = DayField(label=gettext_lazy("Từ ngày"), required=False)
    until = DayField(label=gettext_lazy("Đến hết ngày"), required=False)

    def clean(self) -> dict[str, Any]:
        """The days are in their order."""
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _("Ngày cuối phải không trước ngày đầu."))
        return given
