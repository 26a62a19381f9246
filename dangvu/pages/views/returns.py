"""The statistical return of a unit as a page and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dangvu.access.gate import needs
from dangvu.indicators.evaluation import Figure
from dangvu.organisation.queries import UnitOn
from dangvu.pages.figures import text_of
from dangvu.pages.frame import Scope, with_scope
from dangvu.periods.clock import now
from dangvu.reports.figures import indicator
from dangvu.reports.provincial import Column as Asked
from dangvu.reports.provincial import Return, provincial
from dangvu.reports.provincial import Row as Line
from dangvu.reports.workbook import write_xlsx
from dangvu.web import parts
from dangvu.web.shell import Link

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@needs("figures")
@with_scope
def provincial_return(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The return section by section; every figure opens its records."""
    if not scope.unit.alive:
        return render(request, "pages/not_alive.html", scope.context(_("Biểu thống kê")))
    made = provincial(scope.unit.id, scope.on, now=now(), known=scope.known, published=scope.published, within=scope.within)
    sections = list(_sections(scope, made))
    jumps = [Link(title, f"#muc-{place}") for place, (title, _table) in enumerate(sections, start=1)]
    return render(request, "pages/return.html", scope.context(_("Biểu thống kê"), made=made, sections=sections, jumps=jumps, is_wide=True))


@require_safe
@needs("figures")
@with_scope
def return_workbook(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The same return as XLSX."""
    if not scope.unit.alive:
        return render(request, "pages/not_alive.html", scope.context(_("Biểu thống kê")))
    made = provincial(scope.unit.id, scope.on, now=now(), known=scope.known, published=scope.published, within=scope.within)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bieu.xlsx"
        write_xlsx(path, made)
        content = path.read_bytes()
    name = f"bieu-thong-ke-{made.unit}-{made.on.isoformat()}.xlsx".replace("/", "-")
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})


def _sections(scope: Scope, made: Return) -> Iterator[tuple[str, parts.Table]]:
    """A table for each section of the form: child units as rows."""
    units = {row.code: row for row in scope.children}
    places = list(enumerate(made.columns))
    for title, group in groupby(places, key=lambda place: place[1].section):
        columns = list(group)
        heads = [parts.Column(_("Đơn vị")), *(_head(column) for _place, column in columns)]
        shown = [line for line in made.rows if not line.own or any(figure.numerator for figure in line.figures)]
        rows = [_row(scope, line, columns, units.get(line.code)) for line in shown]
        yield title, parts.Table(title, heads, rows, _row(scope, made.total, columns, scope.unit))


def _head(column: Asked) -> parts.Column:
    return parts.Column(column.name, is_number=True, mark=_("làm tròn") if column.rounded else "")


def _row(scope: Scope, line: Line, columns: list[tuple[int, Asked]], unit: UnitOn | None) -> parts.Row:
    own = str(scope.unit.public_id) if line.own else None
    cells = [_cell(scope, line.figures[place], column, unit, own) for place, column in columns]
    name = _("Trực tiếp") if line.own else line.name
    return parts.Row(parts.Cell(name, scope.address("return", unit=unit) if unit and unit != scope.unit and not unit.cell else ""), cells)


def _cell(scope: Scope, figure: Figure, column: Asked, unit: UnitOn | None, own: str | None) -> parts.Cell:
    one = indicator(column.code)
    if scope.published or not figure.numerator or (unit is None and own is None):
        return parts.Cell(text_of(one, figure))
    address = scope.address("figure", column.code, unit=unit, by=column.by or None, key=column.word or None, child=own)
    return parts.Cell(text_of(one, figure), address)
