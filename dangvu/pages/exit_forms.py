"""Forms of a case and of a readmission; each becomes a proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.exits.commands import DecideExit, DropCase, LodgeAppeal, OpenCase, ReadmitMember, RecordVote, SettleAppeal
from dangvu.exits.kinds import CHANGED, EXPELLED, GROUNDS, UNFIT, UPHELD, drop_reasons
from dangvu.exits.queries import Course
from dangvu.organisation.queries import unit_by_code
from dangvu.pages.exit_words import CENTRE, CONSENTING, DROPPED, KINDS, OUTCOMES, REASONS
from dangvu.pages.proposal_forms import NEEDED, ProposalForm
from dangvu.web.fields import DayField

CHOOSE = ("", gettext_lazy("Chọn"))
MOST = 32767


class OpenForm(ProposalForm):
    """How the membership may end and why: one choice, since a ground belongs to one kind."""

    field_order = ("ground", "on", "document", "body")
    on = DayField(label=gettext_lazy("Ngày chi bộ bắt đầu xem xét"), error_messages=NEEDED)

    def __init__(self, data: Mapping[str, Any] | None, *, person: int, read: int, initial: Mapping[str, Any], is_official: bool) -> None:
        super().__init__(data, person=person, read=read, initial=initial)
        self.fields["ground"] = forms.ChoiceField(
            label=_("Hình thức và lý do"), choices=_grounds(is_official=is_official), error_messages=NEEDED,
            help_text=_("Chỉ chọn trong danh sách; không ghi nhận xét về đảng viên. Việc khác ghi trong văn bản làm căn cứ."),
        )  # fmt: skip
        self.fields["document"].help_text = _("Số, ngày của đơn, biên bản hoặc nghị quyết, ví dụ: Biên bản 04-BB/CB, ngày 03/06/2026.")
        self.order_fields(self.field_order)

    def command(self, on: date) -> OpenCase:
        """The opening."""
        kind, _colon, reason = self.cleaned_data["ground"].partition(":")
        return OpenCase(on=self.cleaned_data["on"], person=self.person, kind=kind, reason=reason, **self.basis())


def _grounds(*, is_official: bool) -> list[Any]:
    groups: list[Any] = [CHOOSE]
    for kind, grounds in GROUNDS.items():
        if kind != EXPELLED or is_official:
            fitting = [ground for ground in grounds if not (ground == UNFIT and is_official)]
            groups.append((KINDS[kind], [(f"{kind}:{ground}", REASONS[ground]) for ground in fitting]))
    return groups


class CaseForm(ProposalForm):
    """What is done with a case; `places` are the units of the reader's among which is chosen, None where nothing is asked."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, case: Course, read: int, initial: Mapping[str, Any],
        places: Sequence[tuple[str, str]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, person=case.person, read=read, initial=initial)
        self.case = case
        self.asks = places is not None
        self.places = places or ()
        self.prepare()

    def prepare(self) -> None:
        """Fields that depend on the case."""


def _number(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, min_value=0, max_value=MOST, error_messages=NEEDED)


class VoteForm(CaseForm):
    """The numbers of a vote."""

    field_order = ("place", "on", "entitled", "present", "in_favour", "against", "blank", "document", "body")
    on = DayField(label=gettext_lazy("Ngày biểu quyết"), error_messages=NEEDED)
    entitled = _number(
        gettext_lazy("Số người được biểu quyết"),
        gettext_lazy(
            "Chi bộ: mọi đảng viên chính thức; người được miễn hoặc vắng có ghi chỉ tính khi có mặt, "
            "người bị đình chỉ sinh hoạt đảng không tính. Cấp ủy: tổng số ủy viên."
        ),
    )
    present = _number(gettext_lazy("Số có mặt"))
    in_favour = _number(gettext_lazy("Đồng ý"))
    against = _number(gettext_lazy("Không đồng ý"))
    blank = _number(gettext_lazy("Phiếu trắng, không hợp lệ"), gettext_lazy("Chỉ ghi con số; không ghi ai biểu quyết thế nào."))

    def prepare(self) -> None:
        """The organ and its unit are one choice."""
        only = self.places[0][0] if len(self.places) == 1 else ""
        listed = self.places if only else [CHOOSE, *self.places]
        self.fields["place"] = forms.ChoiceField(label=_("Nơi biểu quyết"), choices=listed, initial=only, error_messages=NEEDED)
        self.fields["document"].help_text = _("Số, ngày của nghị quyết hoặc biên bản có kết quả biểu quyết.")
        self.order_fields(self.field_order)

    def command(self, on: date) -> RecordVote:
        """The vote."""
        given = self.cleaned_data
        organ, _colon, unit = given["place"].partition(":")
        numbers = {name: given[name] for name in ("entitled", "present", "in_favour", "against", "blank")}
        return RecordVote(on=given["on"], case=self.case.number, person=self.person, unit=int(unit), organ=organ, **numbers, **self.basis())


class VoteAgainForm(VoteForm):
    """The numbers as held, of the same place: of the same day put right, of another day voted again."""

    def prepare(self) -> None:
        """What a day says here."""
        super().prepare()
        self.fields["on"].help_text = _("Giữ ngày này để sửa số ghi nhầm; ghi ngày khác nếu đã biểu quyết lại.")


class DecideForm(CaseForm):
    """From which day on the member is out of the roll, by which decision."""

    field_order = ("on", "document", "body")
    on = DayField(
        label=gettext_lazy("Ngày quyết định có hiệu lực"),
        help_text=gettext_lazy("Từ ngày này đảng viên không còn trong đảng số."),
        error_messages=NEEDED,
    )

    def prepare(self) -> None:
        """The decision is the basis."""
        self.fields["document"].help_text = _("Số, ký hiệu, ngày của quyết định, ví dụ: Quyết định 77-QĐ/ĐU, ngày 01/07/2026.")

    def command(self, on: date) -> DecideExit:
        """The decision."""
        return DecideExit(
            on=self.cleaned_data["on"], case=self.case.number, person=self.person, unit=self.case.counting["deciding"].unit, **self.basis()
        )


class DropForm(CaseForm):
    """Why it ends, and the member stays."""

    field_order = ("reason", "on", "document", "body")
    on = DayField(label=gettext_lazy("Ngày dừng việc xem xét"), error_messages=NEEDED)

    def prepare(self) -> None:
        """The reasons that fit the kind, and one alone about whoever is no member any more."""
        fitting = [(code, DROPPED[code]) for code in drop_reasons(self.case.kind, is_gone=self.case.is_gone)]
        stays = "" if self.case.is_gone else _("Việc xem xét dừng lại, đảng viên vẫn sinh hoạt trong chi bộ.")
        self.fields["reason"] = forms.ChoiceField(label=_("Dừng vì"), choices=[CHOOSE, *fitting], help_text=stays, error_messages=NEEDED)
        self.order_fields(self.field_order)

    def command(self, on: date) -> DropCase:
        """The end."""
        given = self.cleaned_data
        return DropCase(on=given["on"], case=self.case.number, person=self.person, reason=given["reason"], **self.basis())


class AppealForm(CaseForm):
    """To whom, when the decision was handed over, when the appeal came."""

    field_order = ("place", "received", "on", "document", "body")
    received = DayField(
        label=gettext_lazy("Ngày người khiếu nại nhận quyết định"),
        help_text=gettext_lazy("Thời hạn khiếu nại tính từ ngày này."),
        error_messages=NEEDED,
    )
    on = DayField(label=gettext_lazy("Ngày nhận đơn khiếu nại"), error_messages=NEEDED)

    def prepare(self) -> None:
        """The reader's bodies among those above, and the Centre."""
        places = [*self.places, ("0", CENTRE)]
        self.fields["place"] = forms.ChoiceField(label=_("Nơi giải quyết"), choices=[CHOOSE, *places], error_messages=NEEDED)
        self.fields["document"].help_text = _("Ngày của đơn khiếu nại, số văn bản đến nếu có.")
        self.order_fields(self.field_order)

    def command(self, on: date) -> LodgeAppeal:
        """The appeal."""
        given = self.cleaned_data
        unit = int(given["place"]) or None
        return LodgeAppeal(on=given["on"], case=self.case.number, person=self.person, received=given["received"], unit=unit, **self.basis())


class SettleForm(CaseForm):
    """What became of it; and in which cell the member goes on, where the last one has closed and it is not plain.

    `bodies` are the reader's that may settle it. `is_beyond`: there are cells to go on in that are not the reader's. `is_again`: the person
    is a member again, whose roll no answer changes.
    """

    field_order = ("place", "outcome", "cell", "on", "document", "body")
    on = DayField(label=gettext_lazy("Ngày giải quyết"), error_messages=NEEDED)

    def __init__(
        self, data: Mapping[str, Any] | None, *, bodies: Sequence[tuple[str, str]] = (), is_beyond: bool = False, is_again: bool = False,
        **given: Any,
    ) -> None:  # fmt: skip
        self.bodies, self.is_beyond, self.is_again = bodies, is_beyond, is_again
        super().__init__(data, **given)

    def prepare(self) -> None:
        """A striking off has no milder form; of several bodies that may have settled it, which did is asked."""
        if len(self.bodies) > 1:
            self.fields["place"] = forms.ChoiceField(label=_("Nơi giải quyết"), choices=[CHOOSE, *self.bodies], error_messages=NEEDED)
        fitting = [(code, text) for code, text in OUTCOMES.items() if code != CHANGED or self.case.kind == EXPELLED]
        told = (
            _("Người này đang là đảng viên trong sổ: chỉ ghi kết quả, đảng số không thay đổi.")
            if self.is_again
            else _("Hủy hoặc thay bằng hình thức nhẹ hơn thì đảng viên được ghi lại vào chi bộ từ đúng ngày đã ra khỏi danh sách.")
        )
        self.fields["outcome"] = forms.ChoiceField(
            label=_("Kết quả"), choices=[CHOOSE, *fitting], error_messages=NEEDED, help_text=told
        )  # fmt: skip
        if self.asks:
            self.fields["cell"] = self._cell()
        self.fields["document"].help_text = _("Số, ký hiệu, ngày của văn bản giải quyết khiếu nại.")
        self.order_fields(self.field_order)

    def _cell(self) -> forms.Field:
        """One of those in which the last cell went on; of one that went on in none any, by its code."""
        told, label = _("Chi bộ cũ đã kết thúc; chỉ chọn khi hủy quyết định hoặc thay bằng hình thức nhẹ hơn."), _("Chi bộ sinh hoạt tiếp")
        if not (self.places or self.is_beyond):
            by_code = " ".join((told, _("Ghi mã tổ chức của chi bộ.")))
            return forms.CharField(label=label, help_text=by_code, max_length=40, required=False)
        beyond = _("Nếu là chi bộ ngoài phạm vi của đồng chí thì cấp ủy cấp trên đề nghị.")
        listed = " ".join((told, beyond)) if self.is_beyond else told
        return forms.ChoiceField(label=label, choices=[CHOOSE, *self.places], help_text=listed, required=False)

    def clean(self) -> dict[str, Any]:
        """The number of the cell, chosen or by its code."""
        given = super().clean() or self.cleaned_data
        text = (given.get("cell") or "").strip()
        given["cell"] = None
        if text and given.get("outcome") != UPHELD:
            given["cell"] = int(text) if self.places else unit_by_code(text)
            if given["cell"] is None:
                self.add_error("cell", _("Không có tổ chức đảng nào mang mã này."))
        return given

    def command(self, on: date) -> SettleAppeal:
        """The answer."""
        given = self.cleaned_data
        unit = given.get("place") or (self.bodies[0][0] if self.bodies else "")
        return SettleAppeal(
            on=given["on"], case=self.case.number, person=self.person, unit=int(unit) if unit else None, outcome=given["outcome"],
            cell=given["cell"], **self.basis(),
        )  # fmt: skip


class ReadmitForm(ProposalForm):
    """In which cell, from which day on, with whose consent."""

    field_order = ("cell", "on", "consented_by", "consent", "ground", "cleared", "document", "body")
    cell = forms.CharField(
        label=gettext_lazy("Chi bộ kết nạp lại"), help_text=gettext_lazy("Mã tổ chức của chi bộ, xem ở trang Tổ chức đảng."), max_length=40,
        error_messages=NEEDED,
    )  # fmt: skip
    on = DayField(label=gettext_lazy("Ngày kết nạp lại (lễ kết nạp)"), error_messages=NEEDED)
    consented_by = forms.ChoiceField(label=gettext_lazy("Nơi đồng ý"), choices=[CHOOSE, *CONSENTING.items()], error_messages=NEEDED)
    consent = forms.CharField(
        label=gettext_lazy("Văn bản đồng ý"), help_text=gettext_lazy("Số, ký hiệu, ngày."), max_length=300, error_messages=NEEDED
    )
    cleared = DayField(
        label=gettext_lazy("Ngày được xóa án tích"), help_text=gettext_lazy("Chỉ ghi nếu trước đây bị kết án."), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None, *, person: int, read: int, initial: Mapping[str, Any], asks: Sequence[str]) -> None:
        super().__init__(data, person=person, read=read, initial=initial)
        if asks:
            self.fields["ground"] = forms.ChoiceField(
                label=_("Lý do ra khỏi Đảng trước đây"), choices=[CHOOSE, *((one, REASONS[one]) for one in asks)], error_messages=NEEDED,
                help_text=_("Theo quyết định khi đó; sổ không có việc xem xét ấy."),
            )  # fmt: skip
            self.order_fields(self.field_order)
        self.fields["document"].help_text = _("Số, ký hiệu, ngày của quyết định kết nạp lại.")

    def clean_cell(self) -> int:
        """The number of the cell of this code."""
        number = unit_by_code(self.cleaned_data["cell"].strip())
        if number is None:
            raise forms.ValidationError(_("Không có tổ chức đảng nào mang mã này."))
        return number

    def command(self, on: date) -> ReadmitMember:
        """The readmission."""
        given = self.cleaned_data
        names = ("on", "cell", "consented_by", "consent", "cleared")
        return ReadmitMember(
            person=self.person, ground=given.get("ground", ""), **{name: given[name] for name in names}, **self.basis()
        )  # fmt: skip
