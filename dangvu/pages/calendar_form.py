"""A day off, or a day worked instead, as it is proposed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from dangvu.pages.arranging.forms import NEEDED, BasisForm
from dangvu.pages.words import CALENDAR
from dangvu.rulebook.commands import SetCalendarDay
from dangvu.web.fields import DayField


class CalendarForm(BasisForm):
    """Which day or days, what they are, and what for."""

    field_order = ("on", "last", "kind", "name", "document", "body")
    on = DayField(label=gettext_lazy("Ngày"), error_messages=NEEDED)
    last = DayField(
        label=gettext_lazy("Đến hết ngày"), help_text=gettext_lazy("Để trống nếu chỉ một ngày; nhiều nhất 31 ngày."), required=False
    )
    kind = forms.ChoiceField(label=gettext_lazy("Là ngày"), choices=[("", gettext_lazy("Chọn")), *CALENDAR.items()], error_messages=NEEDED)
    name = forms.CharField(
        label=gettext_lazy("Tên ngày nghỉ, lý do"),
        help_text=gettext_lazy("Ví dụ: Nghỉ sau bão; làm bù ngày 02/01. Về như lịch chung thì để trống."),
        max_length=200,
        required=False,
    )

    def command(self) -> SetCalendarDay:
        """The decision."""
        given = self.cleaned_data
        return SetCalendarDay(**{name: given[name] for name in ("on", "last", "kind", "name", "document", "body")})
