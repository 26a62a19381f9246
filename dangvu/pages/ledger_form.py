"""The filters of the ledger, sent by POST: what is searched for stands in no address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.access.viewer import Viewer
from dangvu.organisation.queries import names_ever
from dangvu.pages.words import DECISIONS
from dangvu.people.names import plain
from dangvu.web.fields import DayField

OFFERED = 3
"""So many units are named where a word fits several."""
TYPED = {"type": "search", "autocomplete": "off"}


class LedgerForm(forms.Form):
    """What was decided, on which paper, about which unit, in effect and recorded on which days; first and last days are included."""

    text = forms.CharField(label=gettext_lazy("Văn bản, cơ quan ban hành"), required=False, max_length=80, widget=forms.TextInput(TYPED))
    unit = forms.CharField(
        label=gettext_lazy("Tổ chức đảng và cấp dưới: mã hoặc tên"), required=False, max_length=80, widget=forms.TextInput(TYPED)
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại việc"), required=False, choices=[("", gettext_lazy("Tất cả")), *DECISIONS.items()])
    since = DayField(label=gettext_lazy("Có hiệu lực từ ngày"), required=False)
    until = DayField(label=gettext_lazy("Có hiệu lực đến hết ngày"), required=False)
    recorded_since = DayField(label=gettext_lazy("Ghi sổ từ ngày"), required=False)
    recorded_until = DayField(label=gettext_lazy("Ghi sổ đến hết ngày"), required=False)

    def __init__(self, *given: Any, viewer: Viewer, **more: Any) -> None:
        super().__init__(*given, **more)
        self.viewer = viewer

    def clean_unit(self) -> int | None:
        """The number of the one unit that is meant, of those that lie open."""
        asked = self.cleaned_data["unit"].strip()
        if not asked:
            return None
        found = _fitting(asked, self.viewer)
        if not found:
            raise forms.ValidationError(_("Không có tổ chức đảng nào khớp. Ghi mã, hoặc một phần của tên."), code="none")
        if len(found) > 1:
            some = "; ".join(f"{name} ({code})" for code, name in list(found.values())[:OFFERED])
            sentence = _("Có %(count)s tổ chức đảng khớp, ví dụ %(some)s. Ghi mã của tổ chức cần xem.")
            raise forms.ValidationError(sentence, code="many", params={"count": len(found), "some": some})
        return next(iter(found))

    def clean(self) -> dict[str, Any]:
        """The days are in their order."""
        given = super().clean() or {}
        for first, last in (("since", "until"), ("recorded_since", "recorded_until")):
            if given.get(first) and given.get(last) and given[last] < given[first]:
                self.add_error(last, _("Ngày cuối phải không trước ngày đầu."))
        return given

    def is_dated(self) -> bool:
        """Whether any day is asked for, or was sent."""
        return any(any(value) if isinstance(value := self[name].value(), list) else value for name in DAYS)


DAYS = ("since", "until", "recorded_since", "recorded_until")


def _fitting(asked: str, viewer: Viewer) -> dict[int, tuple[str, str]]:
    """Code and last name of the units whose code is asked for, else whose name is, else whose name holds every word."""
    held = [row for row in names_ever() if viewer.shows(row[0])]
    words, whole = plain(asked).split(), plain(asked)
    ways = (
        lambda code, name: code.lower() == asked.lower(),
        lambda _code, name: plain(name) == whole,
        lambda _code, name: all(word in plain(name) for word in words),
    )
    for fits in ways:
        found = {number: (code, name) for number, code, name in held if fits(code, name)}
        if found:
            return found
    return {}
