"""The list of a round as it is proposed: who is left out, the day, and the paper."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.badges.queries import Candidate
from dangvu.badges.rules import NAMES
from dangvu.pages.arranging.forms import NEEDED, BasisForm
from dangvu.web.fields import DayField
from dangvu.web.formats import day


class Left(forms.MultipleChoiceField):
    """Who is left out, as far as still listed: who is no longer offered must not keep the rest from being marked again."""

    def clean(self, value: Any) -> list[str]:
        """Without who is no longer there."""
        return list(super().clean([one for one in value or () if self.valid_value(one)]))


class AwardForm(BasisForm):
    """Everybody on the list is given the badge, but whom the form leaves out; `seen` binds it to the list that was shown."""

    field_order = ("on", "document", "body", "left")
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    on = DayField(label=gettext_lazy("Ngày trao tặng"), error_messages=NEEDED)
    left = Left(
        label=gettext_lazy("Để lại, chưa tặng"),
        help_text=gettext_lazy(
            "Đánh dấu người chưa tặng đợt này, ví dụ đang chờ kết luận kỷ luật. Những người khác trong danh sách đều được tặng."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, people: Sequence[Candidate], initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial={"key": uuid4(), "seen": digest(people), **initial})
        choices = [(str(one.public_id), _told(one)) for one in people]
        self.fields["left"].choices = choices  # type: ignore[attr-defined]  # a field with choices
        self.people = people

    @property
    def is_of_this_list(self) -> bool:
        """Whether the list is still the one that was shown."""
        return bool(self.cleaned_data["seen"] == digest(self.people))

    def awards(self) -> tuple[tuple[int, int, str], ...]:
        """Who is given which badge, in what manner."""
        left = set(self.cleaned_data["left"])
        return tuple((one.person, one.grade, one.manner) for one in self.people if str(one.public_id) not in left)


def digest(people: Sequence[Candidate]) -> str:
    """The list in one word."""
    return hashlib.sha256(repr([(one.person, one.grade, one.manner) for one in people]).encode()).hexdigest()


def _told(one: Candidate) -> str:
    said = {"name": one.name, "born": day(one.born), "cell": one.cell_name, "grade": one.grade, "manner": NAMES[one.manner]}
    return _("%(name)s (%(born)s), %(cell)s: %(manner)s %(grade)s năm") % said
