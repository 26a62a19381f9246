"""An act of reorganisation as it is put together on screen: four forms one after another, each carried along by the next.

Nothing is kept on the way: what was filled in before rides with the form, so that there is no draft to lose, to leak or to clean up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.organisation.queries import UnitOn, above, unit_by_code
from dangvu.organisation.trees import directly_below
from dangvu.pages.words import ACTS_OF_UNITS
from dangvu.reorganisation import acts
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.steps import Carried, Founded, Moved, Placed
from dangvu.web.fields import DayField

OFFERED = ("merge", "consolidate", "split", "end", "dissolve", "move", "rename", "found", "members")
MEANINGS = {
    "merge": gettext_lazy("một hay nhiều tổ chức nhập vào một tổ chức đang có, tổ chức ấy giữ nguyên"),
    "consolidate": gettext_lazy("từ hai tổ chức trở lên thành một tổ chức mới"),
    "split": gettext_lazy("một phần tách thành tổ chức mới, phần còn lại giữ nguyên"),
    "end": gettext_lazy("tổ chức hết nhiệm vụ; đảng viên và tổ chức trực thuộc về tổ chức kế thừa"),
    "dissolve": gettext_lazy("tổ chức thôi tồn tại theo quyết định giải thể (không phải kỷ luật)"),
    "move": gettext_lazy("cả tổ chức, kể cả cấp dưới và đảng viên, về cấp trên khác"),
    "rename": gettext_lazy("chỉ đổi tên"),
    "found": gettext_lazy("tổ chức mới, nhận đảng viên của các chi bộ khác"),
    "members": gettext_lazy("chọn người chuyển từ một chi bộ sang một chi bộ khác"),
}
FEW = 300
"""Units that fit into a list to choose from; beyond that their codes are written."""
NEEDED = {"required": gettext_lazy("Không để trống mục này.")}
CHOSEN = {"required": gettext_lazy("Chọn ít nhất một.")}

SEVERAL, ONE, INTO = "units", "unit", "into"
FIELDS: Mapping[str, tuple[str, ...]] = {
    "merge": (SEVERAL, INTO),
    "consolidate": (SEVERAL, "code", "name"),
    "split": (ONE, "code", "name"),
    "end": (ONE, INTO),
    "dissolve": (ONE, INTO),
    "move": (ONE, INTO),
    "rename": (ONE, "name"),
    "found": (INTO, "code", "name", "kind", "sector", SEVERAL),
    "members": (ONE, INTO),
}
"""What the second form asks for each act."""
OPTIONAL = {("end", INTO), ("dissolve", INTO), ("found", "sector"), ("found", SEVERAL)}


@dataclass(frozen=True)
class Offered:
    """What can be chosen: the deciding unit, and the units below it; `kinds` are those that may be founded there."""

    decider: UnitOn
    below: Sequence[UnitOn]
    kinds: Sequence[str]

    @property
    def is_listed(self) -> bool:
        """Whether the units are few enough to be listed."""
        return len(self.below) <= FEW

    def choices(self) -> list[tuple[str, str]]:
        """The units below as a list."""
        return [(row.code, f"{row.name} ({row.code})") for row in self.below]

    def of(self, number: int) -> UnitOn | None:
        """A unit by its number."""
        return next((row for row in (self.decider, *self.below) if row.id == number), None)


class ActForm(forms.Form):
    """Which act."""

    act = forms.ChoiceField(
        label=gettext_lazy("Việc sắp xếp"),
        choices=lambda: [(act, f"{ACTS_OF_UNITS[act]}: {MEANINGS[act]}") for act in OFFERED],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn một loại việc.")},
    )


class CodesField(forms.CharField):
    """Codes of units, written one after another; the numbers of the units."""

    def clean(self, value: Any) -> list[int]:
        """The numbers; ValidationError names the code that nothing bears."""
        return [_number(code) for code in str(super().clean(value) or "").replace(",", " ").replace(";", " ").split()]


def _number(code: str) -> int:
    number = unit_by_code(code.strip())
    if number is None:
        raise forms.ValidationError(_("Không có tổ chức đảng nào mang mã “%(code)s”."), params={"code": code[:40]})
    return number


class UnitsForm(forms.Form):
    """From which day on, and which units."""

    on = DayField(label=gettext_lazy("Ngày có hiệu lực"), error_messages=NEEDED)

    def __init__(self, data: Mapping[str, Any] | None, *, act: str, offered: Offered, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.act, self.offered = act, offered
        for name in FIELDS[act]:
            self.fields[name] = self._field(name, required=(act, name) not in OPTIONAL)

    def _field(self, name: str, *, required: bool) -> forms.Field:
        given: dict[str, Any] = {"required": required, "error_messages": NEEDED}
        label = _labels(self.act)[name]
        if name == "kind":
            return forms.ChoiceField(label=label, choices=[("", _("Chọn")), *((kind, kind) for kind in self.offered.kinds)], **given)
        if name in {"code", "name", "sector"}:
            return forms.CharField(label=label, max_length=40 if name == "code" else 200, **given)
        decider = (
            [(self.offered.decider.code, self.offered.decider.name)]
            if name == INTO and self.act in {"move", "found", "end", "dissolve"}
            else []
        )
        if not self.offered.is_listed:
            hint = _("Mã tổ chức, cách nhau bằng dấu cách.") if name == SEVERAL else _("Mã tổ chức, xem ở trang Tổ chức đảng.")
            return (CodesField if name == SEVERAL else forms.CharField)(label=label, help_text=hint, max_length=4000, **given)
        if name == SEVERAL:
            return forms.MultipleChoiceField(label=label, choices=self.offered.choices(), widget=forms.CheckboxSelectMultiple, **given)
        return forms.ChoiceField(label=label, choices=[("", _("Chọn")), *decider, *self.offered.choices()], **given)

    def clean(self) -> dict[str, Any]:
        """Codes become numbers."""
        given = super().clean() or {}
        for name in (SEVERAL, ONE, INTO):
            value = given.get(name)
            try:
                if isinstance(value, str) and value:
                    given[name] = _number(value)
                elif isinstance(value, list):
                    given[name] = [one if isinstance(one, int) else _number(one) for one in value]
            except forms.ValidationError as unknown:
                self.add_error(name, unknown)
        if self.act == "consolidate" and len(given.get(SEVERAL) or [0, 0]) < 2:
            self.add_error(SEVERAL, _("Chọn từ hai tổ chức trở lên."))
        return given


def _labels(act: str) -> Mapping[str, str]:
    into = {
        "merge": _("Tổ chức tiếp nhận"), "move": _("Cấp trên mới"), "found": _("Trực thuộc"), "members": _("Đến chi bộ"),
    }  # fmt: skip
    one = {"split": _("Tổ chức được chia tách"), "members": _("Từ chi bộ"), "rename": _("Tổ chức đổi tên"), "move": _("Tổ chức chuyển đi")}
    several = {"found": _("Nhận đảng viên của các chi bộ")}
    return {
        SEVERAL: several.get(act, _("Các tổ chức kết thúc")), ONE: one.get(act, _("Tổ chức kết thúc")),
        INTO: into.get(act, _("Tổ chức kế thừa")), "code": _("Mã của tổ chức mới"), "name": _("Tên mới"), "kind": _("Loại tổ chức"),
        "sector": _("Loại hình"),
    }  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody who can be chosen: the number, the one in addresses, the cell, and how to tell who it is."""

    number: int
    public_id: UUID
    cell: int
    text: str


@dataclass(frozen=True)
class Office:
    """A post in a unit that ends, which may go on in the next."""

    person: Person
    title: str
    unit: int
    text: str


class PeopleForm(forms.Form):
    """Who goes, which posts go on, which units below go along: what of it the act leaves to be chosen."""

    persons = forms.MultipleChoiceField(
        label=gettext_lazy("Đảng viên chuyển đi"), widget=forms.CheckboxSelectMultiple, error_messages=CHOSEN
    )
    carried = forms.MultipleChoiceField(
        label=gettext_lazy("Chức vụ tiếp tục ở tổ chức mới"),
        help_text=gettext_lazy("Chức vụ không chọn kết thúc cùng tổ chức cũ."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    below = forms.MultipleChoiceField(
        label=gettext_lazy("Tổ chức trực thuộc đi theo"), widget=forms.CheckboxSelectMultiple, error_messages=CHOSEN
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, persons: Sequence[Person], offices: Sequence[Office], below: Sequence[UnitOn], wanted: str
    ) -> None:
        """Of what is `wanted` at least one must be chosen: of a cell from which nobody is named everybody would go."""
        super().__init__(data)
        self.people = {str(one.public_id): one for one in persons}
        self.offices = {f"{office.person.public_id}/{office.unit}/{office.title}": office for office in offices}
        self.units = {row.code: row for row in below}
        offered = {
            "persons": [(key, one.text) for key, one in self.people.items()],
            "carried": [(key, office.text) for key, office in self.offices.items()],
            "below": [(code, row.name) for code, row in self.units.items()],
        }
        for name, choices in offered.items():
            if choices or name == wanted:
                cast(forms.MultipleChoiceField, self.fields[name]).choices = choices
                self.fields[name].required = name == wanted
            else:
                del self.fields[name]

    def public_ids(self) -> set[UUID]:
        """Everybody who is named in it."""
        return {*(one.public_id for one in self.people.values()), *(office.person.public_id for office in self.offices.values())}

    def chosen(self) -> Chosen:
        """What was ticked."""
        given = self.cleaned_data
        return Chosen(
            [self.people[key] for key in given.get("persons", ())],
            [self.offices[key] for key in given.get("carried", ())],
            [self.units[code].id for code in given.get("below", ())],
        )


@dataclass(frozen=True)
class Chosen:
    """Persons, posts, and units by number, as the third form left them."""

    persons: Sequence[Person] = ()
    offices: Sequence[Office] = ()
    below: Sequence[int] = ()


class BasisForm(forms.Form):
    """The paper that the act rests on; with the version that the effect was seen of, and the key of this form."""

    read = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    document = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Số, ký hiệu, ngày của tờ trình, đề án hoặc quyết định."),
        max_length=300,
        error_messages={"required": gettext_lazy("Ghi văn bản làm căn cứ.")},
    )
    body = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), required=False, max_length=300)


@dataclass(frozen=True)
class Draft:
    """What the first three forms say together."""

    act: str
    given: Mapping[str, Any]
    chosen: Chosen
    offered: Offered

    @property
    def on(self) -> date:
        """The day it takes effect."""
        day: date = self.given["on"]
        return day

    def command(self, document: str = "", body: str = "") -> Reorganise:
        """The act as it would be decided."""
        fields = _FIELDS[self.act](self)
        into = self.given.get("code") or self.given.get(INTO)
        carried = tuple(Carried(office.person.number, office.title, office.unit, into) for office in self.chosen.offices if into)
        return Reorganise(
            on=self.on, unit=self.offered.decider.id, document=document, body=body,
            **{**fields, "carried": (*fields.get("carried", ()), *carried)},
        )  # fmt: skip

    def is_cell(self, number: int) -> bool:
        """Whether members belong to a unit; one that cannot be chosen here is told by the judgement."""
        row = self.offered.of(number)
        return row is not None and row.cell

    def new(self) -> Founded:
        """The unit that is founded, like the one that it comes from where nothing else is said."""
        numbers = self.given.get(SEVERAL) or [self.given.get(ONE)]
        like = next((row for number in numbers if number and (row := self.offered.of(number))), self.offered.decider)
        parent = self.given.get(INTO) or next(iter(above(like.id, self.on)[-1:]), self.offered.decider.id)
        return Founded(
            self.given["code"].strip(), self.given["name"].strip(), self.given.get("kind") or like.kind, parent,
            self.given.get("sector", like.sector if self.act != "found" else ""),
        )  # fmt: skip


def _merge(draft: Draft) -> acts.Fields:
    units, into = draft.given[SEVERAL], draft.given[INTO]
    return acts.merge_cells(units, into) if draft.is_cell(into) else acts.merge_bodies(units, into, draft.on)


def _consolidate(draft: Draft) -> acts.Fields:
    units = draft.given[SEVERAL]
    if all(draft.is_cell(unit) for unit in units):
        return acts.consolidate_cells(units, draft.new())
    return acts.consolidate_bodies(units, draft.new(), draft.on)


def _split(draft: Draft) -> acts.Fields:
    unit = draft.given[ONE]
    if draft.is_cell(unit):
        return acts.split_cell(unit, [(draft.new(), [one.number for one in draft.chosen.persons])])
    return acts.split_body(unit, [(draft.new(), draft.chosen.below)])


def _end(draft: Draft) -> acts.Fields:
    unit, heir = draft.given[ONE], draft.given.get(INTO)
    if not heir:
        return acts.end(unit, act=draft.act)
    if draft.is_cell(unit):
        return acts.end(unit, [heir], moved=[Moved(unit, heir)], act=draft.act)
    below = directly_below([unit], draft.on).get(unit, [])
    return acts.end(unit, [heir], placed=[Placed(one, heir) for one in below], act=draft.act)


def _found(draft: Draft) -> acts.Fields:
    cells: dict[int, list[int]] = {}
    for person in draft.chosen.persons:
        cells.setdefault(person.cell, []).append(person.number)
    new = draft.new()
    return acts.found(new, [Moved(cell, new.code, tuple(persons)) for cell, persons in sorted(cells.items())])


_FIELDS: Mapping[str, Callable[[Draft], acts.Fields]] = {
    "merge": _merge,
    "consolidate": _consolidate,
    "split": _split,
    "end": _end,
    "dissolve": _end,
    "move": lambda draft: acts.move(draft.given[ONE], draft.given[INTO]),
    "rename": lambda draft: acts.rename(draft.given[ONE], draft.given["name"].strip()),
    "found": _found,
    "members": lambda draft: acts.some_members(draft.given[ONE], draft.given[INTO], [one.number for one in draft.chosen.persons]),
}
