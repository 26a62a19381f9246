"""The three-box date of the forms: day, month, year, as people copy it from paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.periods.days import BEGINNING, LAST_DAY

BOXES = (("ngay", gettext_lazy("Ngày"), 2), ("thang", gettext_lazy("Tháng"), 2), ("nam", gettext_lazy("Năm"), 4))
"""Suffix of the box's name, its label, how many digits it takes."""


class DayWidget(forms.MultiWidget):
    """Boxes named `<field>_ngay`, `<field>_thang`, `<field>_nam`."""

    template_name = "web/parts/day_boxes.html"
    use_fieldset = True

    def __init__(self) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": "4", "class": "ipt", "size": str(size)})
            for name, _label, size in BOXES
        }
        super().__init__(boxes)

    def decompress(self, value: date | None) -> list[str | None]:
        """The texts of the boxes."""
        return [None, None, None] if value is None else [f"{value.day:02}", f"{value.month:02}", f"{value.year:04}"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The boxes with their visible labels."""
        context = super().get_context(name, value, attrs)
        for box, (_suffix, label, _size) in zip(context["widget"]["subwidgets"], BOXES, strict=True):
            box["label"] = label
        return context


class DayField(forms.MultiValueField):
    """A day from the founding of the Party to the last day of the register; the messages say which box is wrong and what to write."""

    widget = DayWidget

    def __init__(self, **options: Any) -> None:
        boxes = [forms.CharField(max_length=4, required=False) for _box in BOXES]
        super().__init__(boxes, require_all_fields=False, **options)

    def compress(self, data_list: Sequence[str]) -> date | None:
        """The day in the boxes, None when all are empty; ValidationError otherwise."""
        texts = [text.strip() for text in data_list]
        if not any(texts):
            return None
        if not all(text.isascii() and text.isdigit() for text in texts):
            raise forms.ValidationError(_("Ghi đủ ngày, tháng, năm bằng chữ số, ví dụ 30 04 2022."), code="digits")
        day, month, year = (int(text) for text in texts)
        if len(texts[2]) != 4:
            raise forms.ValidationError(_("Ghi năm đủ bốn chữ số, ví dụ 2022 chứ không phải 22."), code="year")
        try:
            value = date(year, month, day)
        except ValueError:
            written = f"{texts[0]}/{texts[1]}/{texts[2]}"
            sentence = _("Ngày %(day)s không có thật. Xem lại ngày và tháng.")
            raise forms.ValidationError(sentence, code="real", params={"day": written}) from None
        if value < BEGINNING:
            raise forms.ValidationError(_("Sổ không có ngày nào trước 03/02/1930."), code="early")
        if value > LAST_DAY:
            raise forms.ValidationError(_("Sổ không tính đến ngày xa như vậy. Chọn ngày sớm hơn."), code="late")
        return value
