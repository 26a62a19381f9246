"""One form for several members: what all of them share, and for each the version read and where it matters a day of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.commands import Command
from dangvu.members.commands import ChangeAttributes, RecogniseOfficial, SetParticipation
from dangvu.members.kinds import ATTRIBUTES
from dangvu.pages import words
from dangvu.pages.proposal_forms import NEEDED
from dangvu.people.queries import terms
from dangvu.proposals.together import NotAll, Wanted
from dangvu.web.fields import DayField


@dataclass(frozen=True)
class Candidate:
    """A member whom the form is about: `read` is the version of the record, `due` the day that suggests itself."""

    person: int
    public_id: UUID
    name: str
    cell: str
    now: str
    read: int
    due: date | None = None

    @property
    def hex(self) -> str:
        """Part of the names of this member's own fields."""
        return self.public_id.hex


class TogetherForm(forms.Form):
    """What is shared by every kind: key, paper, body."""

    ask_day: ClassVar[bool] = False
    """Whether each member has a day of their own."""
    of: ClassVar[Callable[..., Command]]
    """The kind of decision."""
    unsaid: ClassVar[Mapping[str, str]] = {}
    """What a command of the kind cannot be without, left empty."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    document = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Số, ký hiệu, ngày của văn bản, dùng chung cho mọi người trong danh sách này."),
        max_length=300,
        error_messages={"required": gettext_lazy("Ghi văn bản hoặc giấy tờ làm căn cứ.")},
    )
    body = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), required=False, max_length=300)

    def __init__(self, data: Mapping[str, Any] | None, candidates: Sequence[Candidate]) -> None:
        super().__init__(data, initial={"key": uuid4()})
        self.candidates = candidates
        for one in candidates:
            self.fields[f"read_{one.hex}"] = forms.IntegerField(min_value=0, initial=one.read, widget=forms.HiddenInput)
            if self.ask_day:
                self.fields[f"on_{one.hex}"] = DayField(
                    label=_("Ngày chính thức của %(name)s") % {"name": one.name}, help_text=one.now, initial=one.due, error_messages=NEEDED
                )
        self.order_fields([*(f"on_{one.hex}" for one in candidates), *self.shared(), "document", "body"])

    def shared(self) -> Sequence[str]:
        """The fields of the kind that all members share, in order."""
        return ()

    def wanted(self) -> list[Wanted]:
        """A command for each, as read."""
        basis = {name: self.cleaned_data[name] for name in ("document", "body")}
        return [Wanted(self.command(one, basis), one.public_id, self.cleaned_data[f"read_{one.hex}"]) for one in self.candidates]

    def command(self, one: Candidate, basis: Mapping[str, Any]) -> Command:
        """What is proposed for one of them: the shared fields are those of the command, and the day where each has an own."""
        said = {name: self.cleaned_data[name] for name in self.shared()}
        if self.ask_day:
            said["on"] = self.cleaned_data[f"on_{one.hex}"]
        return self.of(person=one.person, **said, **basis)

    @classmethod
    def bare(cls, person: int, today: date) -> Command:
        """A command of the kind about somebody; for its subject alone."""
        return cls.of(on=today, person=person, **cls.unsaid)

    def add_refusals(self, refused: NotAll) -> None:
        """What stands against whom, beside the day of that member or with the name before it; the versions become those of now."""
        for one in self.candidates:
            for problem in refused.against[one.public_id].problems if one.public_id in refused.against else ():
                if self.ask_day and problem.code != "stale":
                    self.add_error(f"on_{one.hex}", problem.message)
                else:
                    self.add_error(None, f"{one.name}: {problem.message}")
        fresh = {f"read_{one.hex}": str(one.read) for one in self.candidates}
        self.data = {**{name: value for name, value in self.data.items() if name != "csrfmiddlewaretoken"}, **fresh}


class OfficialTogether(TogetherForm):
    """Several probationary members are recognised, each from the day on which the months are served."""

    of = RecogniseOfficial
    ask_day = True
    decided = DayField(label=gettext_lazy("Ngày quyết định công nhận"), required=False)

    def shared(self) -> Sequence[str]:
        """The day of the decision."""
        return ("decided",)


def _states() -> list[tuple[str, Any]]:
    return [("", _("Chọn")), *words.PARTICIPATION.items()]


class ParticipationTogether(TogetherForm):
    """Several members take part otherwise from a day on."""

    of = SetParticipation
    unsaid = {"value": ""}
    value = forms.ChoiceField(label=gettext_lazy("Tình trạng sinh hoạt"), choices=_states, error_messages=NEEDED)
    on = DayField(label=gettext_lazy("Từ ngày"), error_messages=NEEDED)

    def shared(self) -> Sequence[str]:
        """What it becomes, and from when."""
        return ("value", "on")


class AttributesTogether(TogetherForm):
    """Several members have reached the same level, or do the same work; what is not chosen stays as each of them has it."""

    of = ChangeAttributes
    on = DayField(label=gettext_lazy("Từ ngày"), error_messages=NEEDED)

    def __init__(self, data: Mapping[str, Any] | None, candidates: Sequence[Candidate]) -> None:
        super().__init__(data, candidates)
        for name in ATTRIBUTES:
            listed = sorted(terms(name))
            self.fields[name] = forms.ChoiceField(
                label=words.DIVISIONS[name], required=False, choices=[("", _("Giữ nguyên")), *zip(listed, listed, strict=True)]
            )
        self.order_fields([*self.shared(), "document", "body"])

    def shared(self) -> Sequence[str]:
        """The words, and from when."""
        return (*ATTRIBUTES, "on")


KINDS: Mapping[str, tuple[Any, type[TogetherForm]]] = {
    "official": (gettext_lazy("Công nhận chính thức"), OfficialTogether),
    "participation": (gettext_lazy("Đổi tình trạng sinh hoạt"), ParticipationTogether),
    "attributes": (gettext_lazy("Cập nhật trình độ, nghề nghiệp"), AttributesTogether),
}
"""What can be proposed for several at once, by the word that the form sends."""
