"""One figure of one day under two trees side by side: that of the day itself, and that of another day."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dangvu.access.gate import needs
from dangvu.indicators.evaluation import Figure
from dangvu.organisation.lives import days_of_acts
from dangvu.organisation.queries import UnitOn, children, unit_on, units_on
from dangvu.pages.figures import TREE, Answered, answer_of, asked_tree, text_of
from dangvu.pages.frame import Scope, with_scope
from dangvu.pages.life import links_to
from dangvu.reports.figures import CATALOGUE, Answer, indicator
from dangvu.web.fields import DayField
from dangvu.web.formats import day, number
from dangvu.web.parts import Cell, Column, Row, Table
from dangvu.web.shell import Link


class TreeForm(forms.Form):
    """The day whose tree is to be compared with."""

    tree = DayField(
        label=gettext_lazy("So với cây tổ chức của ngày"),
        error_messages={"required": gettext_lazy("Ghi ngày cần so, ví dụ 30 06 2025.")},
    )


@require_safe
@needs("figures")
@with_scope
def boundaries(request: HttpRequest, scope: Scope, code: str) -> HttpResponse:
    """The children of the unit by either tree, what belongs to none of them, and whether both add up to the same."""
    if code not in CATALOGUE.indicators:
        raise Http404("no such figure")
    tree, form = asked_tree(request), TreeForm(request.GET if "tree_nam" in request.GET else None)
    if form.is_bound and form.is_valid():
        return HttpResponseRedirect(scope.address("boundaries", code, **{TREE: form.cleaned_data["tree"].isoformat()}))
    if not form.is_bound and tree is not None:
        form = TreeForm(initial={"tree": tree})
    one = indicator(code)
    own = _side(scope, code, None) if scope.unit.alive else None
    other = _side(scope, code, tree) if tree is not None and _lived(scope, tree) else None
    context = scope.context(
        _("%(figure)s: hai cách sắp xếp") % {"figure": one.name},
        indicator=one,
        form=form,
        tree=tree,
        offered=[Link(day(when), scope.address("boundaries", code, **{TREE: when.isoformat()})) for when in days_of_acts(scope.on)],
        own=own,
        other=other,
        then=links_to(scope, scope.unit.id, tree) if tree is not None and other is None else (),
        compared=_compared(own, other) if own and other else None,
        back=scope.address("figure", code),
    )
    return render(request, "pages/boundaries.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)


def _lived(scope: Scope, tree: date) -> bool:
    then = unit_on(scope.unit.id, tree, scope.known)
    return then is not None and then.alive


def _side(scope: Scope, code: str, tree: date | None) -> dict[str, Any]:
    """The table of one tree, with what is told beneath it."""
    answer = answer_of(scope, [code], child=True, boundaries=tree)
    below = {child.code: child for child in (scope.children if tree is None else _children(scope, tree))}
    table = _table(scope, answer, code, below, tree)
    one, whole = indicator(code), answer.figures[code]
    split = [row.name for row in units_on(_numbers(scope, answer), scope.on)] if answer.split else []
    return {
        "table": table,
        "whole": whole,
        "shared": text_of(one, answer.shared[code]) if answer.shared and answer.shared[code].numerator else "",
        "split": split,
        "rounded_on": answer.rounded_on,
    }


def _numbers(scope: Scope, answer: Answer) -> list[int]:
    """The units that are split, as far as they lie open."""
    return [number for number in answer.split_units if scope.viewer.shows(number)]


def _children(scope: Scope, tree: date) -> list[UnitOn]:
    return [child for child in children(scope.unit.id, tree, scope.known) if scope.viewer.shows(child.id)]


def _table(scope: Scope, answer: Answer, code: str, below: dict[str, UnitOn], tree: date | None) -> Table:
    one = indicator(code)
    parts = {part.key: part.figure for part in answer.groups[code]}

    def row(head: Cell, figure: Figure, **whose: Any) -> Row:
        return Row(head, [Answered(scope, {code: figure}, tree=tree, **whose).cell(code)])

    rows = [
        row(Cell(child.name, scope.address("unit", unit=child)), parts[key], unit=child) for key, child in below.items() if key in parts
    ]
    if (own := parts.get(answer.unit)) is not None:
        text = _("Trực tiếp") if tree is None else _("Chưa quy được về một đơn vị trực thuộc")
        rows.append(row(Cell(text), own, own=True))
    caption = _("Cây tổ chức ngày %(day)s") % {"day": day(tree or scope.on)}
    columns = [Column(_("Đơn vị trực thuộc")), Column(one.unit_of_measure.capitalize(), is_number=True)]
    return Table(caption, columns, rows, row(Cell(_("Toàn đơn vị")), answer.figures[code]))


def _compared(own: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Whether both trees give the unit the same number, and by how much they differ where they do not."""
    here, there = own["whole"], other["whole"]
    if here.shown != "exact" or there.shown != "exact" or here.numerator is None or there.numerator is None:
        return {"is_told": False}
    return {"is_told": True, "is_same": here.numerator == there.numerator, "by": number(abs(here.numerator - there.numerator))}
