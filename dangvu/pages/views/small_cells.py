"""Small cells below a unit, and the like ones under the same committee: a list for the committee to think about."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dangvu.access.gate import needs
from dangvu.organisation.queries import UnitOn, units_on
from dangvu.pages.frame import Scope, with_scope
from dangvu.proposals.queries import PROPOSE
from dangvu.reports.small_cells import Small, small_cells, threshold
from dangvu.web.formats import number
from dangvu.web.parts import Paging, asked_page
from dangvu.web.shell import Link

A_PAGE = 50


@require_safe
@needs("figures")
@with_scope
def small(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Those that have a like one first."""
    found = sorted(small_cells(scope.unit.id, scope.on, scope.known, scope.within), key=lambda one: not one.like)
    page, rule = asked_page(request.GET.get("page")), threshold(scope.on)
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]
    numbers = {unit for one in shown for unit in (one.cell.unit, one.cell.parent, *(crew.unit for crew in one.like))}
    names = {row.id: row for row in units_on(sorted(scope.viewer.named(numbers)), scope.on, scope.known)}
    context = scope.context(
        _("Chi bộ ít đảng viên"),
        rows=[_row(scope, one, names) for one in shown],
        paging=Paging(page, A_PAGE, len(found)),
        count=len(found),
        beside=sum(bool(one.like) for one in found),
        rule=rule,
        figure=scope.address("figure", "cells_under_10"),
    )
    return render(request, "pages/small_cells.html", context)


def _row(scope: Scope, one: Small, names: Mapping[int, UnitOn]) -> dict[str, object]:
    over = names.get(one.cell.parent)
    may = bool(one.like) and over is not None and not scope.shell.is_read_only and scope.viewer.sees(over.id, PROPOSE)
    code = names[one.cell.unit].code if one.cell.unit in names else ""
    return {
        "arrange": scope.address("arrange", unit=over, act="merge", of=code) if may else "",
        "cell": _link(scope, one.cell.unit, names),
        "members": one.cell.members,
        "committee": over.name if over else "",
        "sector": one.cell.sector,
        "like": [_link(scope, crew.unit, names, number(crew.members)) for crew in one.like],
    }


def _link(scope: Scope, unit: int, names: Mapping[int, UnitOn], count: str = "") -> Link:
    row = names.get(unit)
    if row is None:
        return Link(_("tổ chức ngoài phạm vi được xem"), "", count=count)
    return Link(row.name, scope.address("unit", unit=row) if scope.viewer.shows(unit) else "", count=count)
