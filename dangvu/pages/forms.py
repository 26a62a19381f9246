"""The fields of the pages: filters of the roll, the division of a figure, the file of an import, the text of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.figurecheck.extracting.extract import MOST_BYTES, MOST_CHARACTERS
from dangvu.figurecheck.listed import FILES as LISTS
from dangvu.filegate.limits import Limits
from dangvu.indicators.declaration import UNKNOWN
from dangvu.members.sources import MEMBERS
from dangvu.organisation.queries import UnitOn
from dangvu.pages.words import DIVISIONS, PARTICIPATION
from dangvu.web.fields import DayField

FILTERS = ("status", "sex", "ethnicity", "age_band", "party_age_band", "religion", "education", "profession", "theory", "occupation")
EVERYBODY = gettext_lazy("Tất cả")
REPORTS = (".docx", ".pdf", ".txt")
MOST_LISTED = 300_000
"""Characters of a pasted list of documents; one of a province over a term has about a third of it."""


class RollForm(forms.Form):
    """The filters of the list of members, sent by POST; the first ones show, the others unfold."""

    q = forms.CharField(
        label=gettext_lazy("Tìm họ tên không cần dấu, số thẻ, số lý lịch"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )

    def __init__(self, data: Mapping[str, str], *, words: Mapping[str, Sequence[str]], below: Sequence[UnitOn], told_apart: bool) -> None:
        super().__init__(data)
        self.told_apart = told_apart
        units = [(str(row.public_id), row.name) for row in below]
        self._add("under", _("Đơn vị trực thuộc"), units)
        for name in FILTERS[:3]:
            self._add_division(name, words[name])
        self._add("participation", _("Sinh hoạt"), list(PARTICIPATION.items()))
        for name in FILTERS[3:]:
            self._add_division(name, words[name])

    def _add_division(self, name: str, words: Sequence[str]) -> None:
        if MEMBERS.breakdowns[name].sensitive and not self.told_apart:
            return
        self._add(name, DIVISIONS[name], [(word, word) for word in (*words, UNKNOWN)])

    def _add(self, name: str, label: str, choices: Sequence[tuple[str, str]]) -> None:
        if choices:
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=[("", EVERYBODY), *choices])

    def in_force(self) -> dict[str, str]:
        """The filters that were chosen; a value that no list offers filters nothing."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class DivisionForm(forms.Form):
    """By what a figure is divided."""

    def __init__(self, data: Mapping[str, str], *, divisions: Sequence[str]) -> None:
        super().__init__(data)
        choices = [("", _("Không phân tích")), *((name, DIVISIONS[name]) for name in divisions)]
        self.fields["by"] = forms.ChoiceField(label=_("Phân tích theo"), required=False, choices=choices)


class FileForm(forms.Form):
    """The workbook to be imported."""

    file = forms.FileField(
        label=gettext_lazy("Tệp Excel (.xlsx)"),
        help_text=gettext_lazy("Tối đa 64 MB, không có macro, không đặt mật khẩu."),
        widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Chọn tệp Excel cần nhập."),
            "empty": gettext_lazy("Tệp rỗng. Chọn tệp khác."),
        },
    )

    def clean_file(self) -> object:
        """The file, unless it is larger than what is opened at all."""
        file = self.cleaned_data["file"]
        if file.size > Limits().packed:
            raise forms.ValidationError(_("Tệp lớn hơn 64 MB. Tách thành nhiều tệp nhỏ hơn."), code="large")
        return file


def _of_kinds(file: Any, kinds: Sequence[str], sentence: str) -> Any:
    """A file, unless it is larger than what is opened at all or of another kind."""
    if file and file.size > MOST_BYTES:
        raise forms.ValidationError(_("Tệp lớn hơn 20 MB. Bỏ ảnh hoặc tách thành nhiều phần."), code="large")
    if file and PurePath(file.name).suffix.lower() not in kinds:
        raise forms.ValidationError(sentence, code="kind")
    return file


class ReportForm(forms.Form):
    """A report to be checked: pasted, or as a file."""

    text = forms.CharField(
        label=gettext_lazy("Dán văn bản báo cáo"),
        required=False,
        max_length=MOST_CHARACTERS,
        strip=False,
        widget=forms.Textarea({"rows": "10"}),
        error_messages={"max_length": gettext_lazy("Văn bản dài hơn 1 triệu ký tự. Tách thành nhiều phần.")},
    )
    file = forms.FileField(
        label=gettext_lazy("hoặc chọn tệp (.docx, .pdf, .txt)"),
        help_text=gettext_lazy("Tối đa 20 MB, không đặt mật khẩu. PDF phải có chữ, không phải ảnh quét."),
        required=False,
        widget=forms.FileInput({"accept": ".docx,.pdf,.txt"}),
        error_messages={"empty": gettext_lazy("Tệp rỗng. Chọn tệp khác.")},
    )
    day = DayField(
        label=gettext_lazy("Ngày của số liệu"),
        help_text=gettext_lazy("Chỉ dùng cho câu không ghi ngày. Để trống thì những câu ấy chưa kết luận."),
        required=False,
    )
    documents = forms.CharField(
        label=gettext_lazy("Danh mục văn bản để đối chiếu số hiệu (không bắt buộc)"),
        help_text=gettext_lazy(
            "Mỗi dòng một văn bản, ví dụ: Kết luận số 21-KL/TW ngày 25/10/2021, Hội nghị Trung ương 4 khóa XIII. "
            "Danh mục không được giữ lại."
        ),
        required=False,
        max_length=MOST_LISTED,
        widget=forms.Textarea({"rows": "4"}),
        error_messages={"max_length": gettext_lazy("Danh mục quá dài. Chỉ giữ những văn bản có thể được viện dẫn.")},
    )
    documents_file = forms.FileField(
        label=gettext_lazy("hoặc tệp danh mục (.txt, .csv, .docx)"),
        required=False,
        widget=forms.FileInput({"accept": ".txt,.csv,.tsv,.docx,.pdf"}),
        error_messages={"empty": gettext_lazy("Tệp rỗng. Chọn tệp khác.")},
    )

    def clean_file(self) -> Any:
        """The file, unless it is larger than what is opened at all or of another kind."""
        return _of_kinds(
            self.cleaned_data["file"], REPORTS, _("Chỉ nhận tệp .docx, .pdf và .txt. Mở tệp rồi lưu thành một trong ba dạng ấy.")
        )

    def clean_documents_file(self) -> Any:
        """The same for the list of documents."""
        kinds = _("Chỉ nhận tệp .txt, .csv, .docx và .pdf. Bảng Excel: lưu thành .csv (UTF-8).")
        return _of_kinds(self.cleaned_data["documents_file"], LISTS, kinds)

    def clean(self) -> dict[str, Any]:
        """Exactly one of text and file, and at most one list."""
        given = super().clean() or {}
        if given.get("documents_file") and (given.get("documents") or "").strip():
            self.add_error("documents", _("Dán danh mục hoặc chọn tệp danh mục, một trong hai."))
        if not self.errors and bool(given.get("file")) == bool((given.get("text") or "").strip()):
            raise forms.ValidationError(_("Dán văn bản hoặc chọn tệp, một trong hai."), code="one")
        return given


class AnswerForm(forms.Form):
    """What is done about one finding: the figure is put right, explained, or neither any more."""

    finding = forms.IntegerField(min_value=0)
    act = forms.ChoiceField(choices=[("fix", ""), ("explain", ""), ("undo", "")])
    words = forms.CharField(required=False, max_length=2000)


class ReasonForm(forms.Form):
    """Why something is opened or taken out; it is kept with the reading and told to the person."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        help_text=gettext_lazy("Việc gì cần đến số này, ví dụ: đối chiếu căn cước khi làm thẻ đảng viên."),
        min_length=10,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Ghi lý do."),
            "min_length": gettext_lazy("Ghi rõ việc cần làm, ít nhất 10 ký tự."),
        },
    )
