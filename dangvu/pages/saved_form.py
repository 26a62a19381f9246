"""The name under which filters of a list are kept."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.accounts.saved import MOST


class SaveForm(forms.Form):
    """A name; filters kept under the same name are replaced."""

    name = forms.CharField(
        label=gettext_lazy("Tên của bộ lọc"),
        help_text=gettext_lazy("Trùng tên với bộ lọc đã giữ thì thay bộ lọc đó. Không ghi tên người."),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Ghi tên của bộ lọc.")},
    )

    def refuse_more(self) -> None:
        """Say that as many are kept as may be."""
        self.add_error("name", _("Đã giữ %(most)s bộ lọc. Bỏ bớt một bộ lọc bên dưới rồi giữ lại.") % {"most": MOST})
