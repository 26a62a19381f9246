"""Tổng quan: the main figures of a unit, its child units, the movements of the year, what hamlet cells lack."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dangvu.access.gate import public, viewer_in
from dangvu.access.viewer import FIGURES, SEE
from dangvu.indicators.evaluation import Figure
from dangvu.pages.figures import Answered, answer_of
from dangvu.pages.frame import Scope, with_frame, with_scope
from dangvu.pages.life import ended
from dangvu.reports.figures import Answer, indicator
from dangvu.reports.provincial import CAME, LEFT, MOVEMENTS, balanced
from dangvu.web.formats import percent
from dangvu.web.parts import Cell, Column, Row, Table
from dangvu.web.parts import Figure as Main

BY_CHILD = ("members", "women", "probationary", "exempt", "cells", "admissions", "exits", "attendance_rate")
GAPS = (
    "hamlet_cells", "hamlet_cells_in_scope", "hamlet_cells_with_member", "hamlet_cells_without_member", "hamlet_cells_without_data",
    "coverage_rate", "hamlet_cells_without_woman", "cells_without_woman", "cells_under_10",
)  # fmt: skip
CODES = tuple(dict.fromkeys((*BY_CHILD, *MOVEMENTS, *GAPS, "grassroots_committees", "basic_cells", "units")))


@require_safe
@public
def overview(request: HttpRequest) -> HttpResponseBase:
    """The page that one comes to after signing in: the own unit, or where none lies open what else there is to do."""
    viewer = viewer_in(request)
    return _unit(request) if viewer.has(SEE) or viewer.has(FIGURES) else _ways(request)


@with_frame
def _ways(request: HttpRequest, scope: Scope) -> HttpResponse:
    links = [link for group in scope.shell.navigation for link in group.links if not link.is_current]
    return render(request, "pages/ways.html", scope.context(_("Tổng quan"), ways=links, is_charged=bool(scope.viewer.mandates)))


@with_scope
def _unit(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The unit at a glance; every number opens into its records."""
    if not scope.unit.alive:
        return render(request, "pages/not_alive.html", scope.context(scope.unit.name, ended=ended(scope)))
    answer = answer_of(scope, CODES, child=not scope.unit.cell)
    whole = Answered(scope, answer.figures)
    context = scope.context(
        _("Tổng quan"),
        main=_main(scope, whole),
        children=None if scope.unit.cell else _by_child(scope, answer, whole),
        movements=_movements(whole),
        since=answer.since,
        balanced=balanced(answer.figures),
        gaps=None if scope.unit.cell else _gaps(whole),
        coverage=answer.figures["coverage_rate"],
        rounded_on=answer.rounded_on,
        latest=scope.latest if scope.latest and scope.latest < scope.shell.today and not scope.shell.is_read_only else None,
        latest_address=scope.shell.at(request.path, on=scope.latest.isoformat()) if scope.latest else "",
    )
    return render(request, "pages/overview.html", context)


def _main(scope: Scope, whole: Answered) -> list[Main]:
    women, members = whole.figures["women"].numerator or 0, whole.figures["members"].numerator or 0
    share = percent(100 * women / members) if members else ""
    shown = [
        whole.strip("members", _("Đảng viên"), _("miễn công tác, sinh hoạt: %(exempt)s") % {"exempt": whole.text("exempt")}),
        whole.strip("women", _("Đảng viên nữ"), share),
        whole.strip("probationary", _("Đảng viên dự bị")),
        whole.strip("attendance_rate", _("Dự sinh hoạt chi bộ"), _("từ đầu năm")),
    ]
    if not scope.unit.cell:
        bases = {"committees": whole.text("grassroots_committees"), "cells": whole.text("basic_cells")}
        shown.insert(3, whole.strip("cells", _("Chi bộ"), _("%(committees)s đảng bộ cơ sở, %(cells)s chi bộ cơ sở") % bases))
    return shown


def _by_child(scope: Scope, answer: Answer, whole: Answered) -> Table:
    by_unit: dict[str, dict[str, Figure]] = {}
    for code in BY_CHILD:
        for part in answer.groups[code]:
            by_unit.setdefault(part.key, {})[code] = part.figure
    rows = []
    for child in scope.children:
        if child.code in by_unit:
            own = Answered(scope, by_unit[child.code], unit=child)
            head = Cell(child.name, scope.address("overview", unit=child))
            rows.append(Row(head, [own.cell(code) for code in BY_CHILD]))
    rows += _own(scope, by_unit.get(scope.unit.code))
    columns = [Column(_("Đơn vị trực thuộc")), *(Column(indicator(code).name, is_number=True) for code in BY_CHILD)]
    total = Row(Cell(_("Toàn đơn vị")), [whole.cell(code) for code in BY_CHILD])
    return Table(_("Số liệu theo đơn vị trực thuộc"), columns, rows, total)


def _own(scope: Scope, own: Mapping[str, Figure] | None) -> list[Row]:
    """What counts for the unit itself and for none of its children."""
    if own is None or set(own) != set(BY_CHILD):
        return []
    answered = Answered(scope, own, own=True)
    return [Row(Cell(_("Trực tiếp")), [answered.cell(code) for code in BY_CHILD])]


def _movements(whole: Answered) -> Table:
    def row(code: str, sign: str = "") -> Row:
        return Row(Cell(f"{sign}{indicator(code).name}"), [whole.cell(code)], depth=1 if sign else 0)

    rows = [row("opening"), *(row(code, "+ ") for code in CAME), *(row(code, "− ") for code in LEFT)]
    return Table(_("Biến động trong kỳ"), [Column(_("Nội dung")), Column(_("Đảng viên"), is_number=True)], rows, row("closing"))


def _gaps(whole: Answered) -> Table:
    rows = [Row(Cell(indicator(code).name), [whole.cell(code), Cell(indicator(code).counts)]) for code in GAPS]
    columns = [Column(_("Nội dung")), Column(_("Số"), is_number=True), Column(_("Cách đếm"), is_spare=True)]
    return Table(_("Độ phủ ở ấp, khóm và chi bộ cần quan tâm"), columns, rows)
