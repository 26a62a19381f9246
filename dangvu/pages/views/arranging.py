"""Sắp xếp tổ chức in five steps: which act, which units, who, with what effect, on which paper; the last one proposes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dangvu.access.gate import needs
from dangvu.access.officer import Officer
from dangvu.commands import Refused
from dangvu.members.queries import holders
from dangvu.organisation.queries import children, subtree, units_on
from dangvu.pages.arranging.choices import ONE, SEVERAL, Chosen, Offered, Office, Person
from dangvu.pages.arranging.draft import Draft
from dangvu.pages.arranging.forms import ActForm, BasisForm, PeopleForm, UnitsForm
from dangvu.pages.effect import rehearsed
from dangvu.pages.frame import Scope, with_scope
from dangvu.people.names import ERASED
from dangvu.people.queries import names_of, persons_by_public_id
from dangvu.proposals.proposing import propose
from dangvu.proposals.queries import PROPOSE
from dangvu.proposals.subjects import Stale
from dangvu.readings.noting import note
from dangvu.reports.queries import Roll
from dangvu.reports.queries import page as roll_page
from dangvu.rulebook.queries import versions
from dangvu.web.formats import day
from dangvu.web.parts import Step

ACT, UNITS, PEOPLE, EFFECT, BASIS = range(1, 6)
SEEN, STEP = "seen", "step"
"""Hidden beside the fields: the steps that were filled in, and the button that was pressed."""
READ = "read"
"""The version of which the effect was shown, from there to the paper."""
OF = "of"
"""The code of the unit that a link to this page is about."""
MOST = 500
"""So many people of a cell, or of the cells that give people to a new one, are offered to be ticked."""


@dataclass
class Filled:
    """What was sent, with the form of each step as far as the steps before it hold."""

    request: HttpRequest
    scope: Scope
    offered: Offered
    data: Mapping[str, Any]

    @property
    def seen(self) -> set[int]:
        """The steps that were shown before."""
        return {int(text) for text in self.request.POST.getlist(SEEN) if text in {"1", "2", "3", "5"}}

    def act(self) -> ActForm:
        """The first form; an act may be named by the link that leads here."""
        asked = self.request.GET.get("act")
        return ActForm(self._sent(ACT), initial={"act": asked} if asked else None)

    def units(self, act: str) -> UnitsForm:
        """The second form."""
        code = self.data.get(OF, "")
        initial = {ONE: code, SEVERAL: [code], "on": self.scope.shell.today}
        return UnitsForm(self._sent(UNITS), act=act, offered=self.offered, initial=initial)

    def people(self, act: str, given: Mapping[str, Any]) -> PeopleForm:
        """The third form."""
        persons, offices = _people(self, act, given), _offices(self, act, given)
        unit = given.get(ONE)
        is_body = act == "split" and unit and not self.offered.is_cell(unit)
        below = children(unit, given["on"]) if is_body and unit else []
        divides = self.offered.divides(act, given)
        wanted = "below" if is_body else "persons" if divides or act in {"split", "members"} else ""
        return PeopleForm(self._sent(PEOPLE), act=act, persons=persons, offices=offices, below=below, wanted=wanted)

    def basis(self) -> BasisForm:
        """The last form, in the version that the effect was shown of; what was written before is kept."""
        kept = {name: self.data.get(name, "") for name in (READ, "document", "body")}
        return BasisForm(self._sent(BASIS), initial={"key": uuid4(), **kept})

    def _sent(self, step: int) -> Mapping[str, Any] | None:
        return self.data if step in self.seen else None


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_scope
def arrange(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The step that was asked for, or the first one before it that does not hold."""
    if not scope.viewer.sees(scope.unit.id, PROPOSE):
        raise Http404("nothing of this unit for this reader to arrange")
    if request.method == "POST" and scope.shell.is_read_only:
        raise PermissionDenied(_("Chỉ đề nghị được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))
    filled = Filled(request, scope, _offered(scope), request.POST)
    wanted = _wanted(request)
    act = filled.act()
    if wanted == ACT or not act.is_valid():
        return _show(filled, ACT, act)
    units = filled.units(act.cleaned_data["act"])
    if wanted == UNITS or not units.is_valid():
        return _show(filled, UNITS, units)
    people = filled.people(units.act, units.cleaned_data)
    if people.fields and (wanted == PEOPLE or not people.is_valid()):
        return _show(filled, PEOPLE, people)
    chosen = people.chosen() if people.fields and people.is_valid() else Chosen()
    return _end(filled, Draft(units.act, units.cleaned_data, chosen, filled.offered), max(wanted, EFFECT), skipped=not people.fields)


def _wanted(request: HttpRequest) -> int:
    """The step behind the button that was pressed; the sixth sends."""
    text = request.POST.get(STEP, "1")
    return int(text) if text in {"1", "2", "3", "4", "5", "6"} else ACT


def _end(filled: Filled, draft: Draft, wanted: int, *, skipped: bool) -> HttpResponse:
    """The effect, the paper, or once it is sent the page of the proposal."""
    officer = Officer(filled.scope.viewer.account_id or 0, filled.scope.viewer.label)
    form = filled.basis()
    if wanted <= EFFECT or not filled.data.get(READ):
        return _effect(filled, draft, skipped=skipped)
    if wanted == BASIS or not form.is_valid():
        return _show(filled, BASIS, form, skipped=skipped)
    given = form.cleaned_data
    try:
        made = propose(draft.command(given["document"], given["body"]), officer, key=given["key"], read=given["read"])
    except Stale:
        return _effect(filled, draft, skipped=skipped, is_stale=True, status=HTTPStatus.CONFLICT)
    except Refused as refused:
        said = [problem.message for problem in refused.problems]
        return _show(filled, BASIS, form, skipped=skipped, said=said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return HttpResponseRedirect(filled.scope.address("task", made))


def _effect(filled: Filled, draft: Draft, *, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    """What the act would do."""
    seen = rehearsed(filled.request, filled.scope, draft.command())
    if seen.effect is None:
        return _show(filled, EFFECT, None, refused=seen.refused, status=status, **more)
    return _show(filled, EFFECT, None, effect=seen.effect, read=seen.read, status=status, **more)


def _show(
    filled: Filled,
    step: int,
    form: forms.Form | None,
    *,
    skipped: bool = False,
    read: int | None = None,
    status: int = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    scope = filled.scope
    if form is not None and form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(form, PeopleForm):
        note(filled.request, "list", [*form.public_ids()], scope.unit.id, scope.on)
    names = {*(form.fields if form else ()), READ, "key", SEEN, STEP, "csrfmiddlewaretoken"}  # an effect is that of one version
    carried = [
        (name, value)
        for name, values in filled.request.POST.lists()
        if name not in names and not (form and name.rpartition("_")[0] in names)
        for value in values
    ]
    if read is not None:
        carried.append((READ, str(read)))
    if (of := filled.request.GET.get(OF)) and OF not in filled.request.POST:
        carried.append((OF, of))
    seen = sorted({*filled.seen, step} if form is not None else filled.seen - {BASIS})
    steps = (_("Loại việc"), _("Đơn vị, ngày"), _("Người"), _("Ảnh hưởng"), _("Trình"))
    context = scope.context(
        _("Sắp xếp tổ chức"),
        steps=[Step(text, _state(place, step)) for place, text in enumerate(steps, 1)],
        step=step,
        form=form,
        carried=carried,
        seen=seen,
        back=UNITS if step == EFFECT and skipped else step - 1,
        decider=scope.unit.name,
        plan=scope.address("arrange_plan") if step == ACT and not scope.shell.is_read_only else "",
        **more,
    )
    return render(filled.request, "pages/arrange.html", context, status=status)


def _state(place: int, step: int) -> Any:
    return "done" if place < step else "current" if place == step else "ahead"


def _offered(scope: Scope) -> Offered:
    """The units at or below the one whose committee decides, on the present day."""
    rows = [row for row in units_on(sorted(set(subtree(scope.unit.id, scope.on))), scope.on) if row.alive and row.id != scope.unit.id]
    rules = versions("org_nesting", "org_cell_kinds")
    nesting, cells = (rules.rule(key, scope.on).value for key in ("org_nesting", "org_cell_kinds"))
    above = [scope.unit.kind, *(row.kind for row in rows)]
    kinds = list(dict.fromkeys(kind for upper in above for kind in nesting.get(upper, [])))
    return Offered(scope.unit, [row for row in rows if scope.viewer.sees(row.id, PROPOSE)], kinds, cells, nesting)


def _people(filled: Filled, act: str, given: Mapping[str, Any]) -> list[Person]:
    """The members of the cells from which some may go."""
    is_one = act in {"members", "split"} or filled.offered.divides(act, given)
    cells = [given.get(ONE)] if is_one else given.get(SEVERAL) or [] if act == "found" else []
    found = []
    for cell in cells:
        if cell and filled.offered.is_cell(cell) and filled.scope.viewer.sees(cell):
            name = next((row.name for row in filled.offered.below if row.id == cell), "")
            rows = roll_page(Roll(cell, given["on"]), limit=MOST)
            numbers = persons_by_public_id([row.public_id for row in rows])
            for row in rows:
                told = ", ".join(text for text in (day(row.born) if row.born else "", name if len(cells) > 1 else "") if text)
                found.append(Person(numbers[row.public_id], row.public_id, cell, f"{row.name or ERASED} ({told})" if told else row.name))
    return found


def _offices(filled: Filled, act: str, given: Mapping[str, Any]) -> list[Office]:
    """The posts in what ends, or is a cell no more, each of which may go on."""
    one, is_one = given.get(ONE) or 0, act in {"end", "dissolve"} or filled.offered.divides(act, given)
    units = given.get(SEVERAL) if act in {"merge", "consolidate"} else [one] if is_one else []
    if filled.offered.gathers(act, given):
        units = [row.id for row in children(one, given["on"])]
    held = [(unit, person, title) for unit in units or () if unit for person, title in holders(unit, given["on"])]
    names = names_of({person for _unit, person, _title in held})
    of_unit = {row.id: row.name for row in filled.offered.below}
    return [
        Office(
            Person(person, names[person][0], unit, names[person][1] or ERASED), title, unit,
            _("%(title)s %(name)s, %(unit)s") % {"title": title, "name": names[person][1] or ERASED, "unit": of_unit.get(unit, "")},
        )
        for unit, person, title in held
        if person in names
    ]  # fmt: skip
