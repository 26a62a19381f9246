"""Every figure of a unit, and one figure opened into its parts and its records."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dangvu.access.gate import needs
from dangvu.indicators.declaration import UNKNOWN, Indicator
from dangvu.indicators.evaluation import Figure, Record
from dangvu.members.kinds import NAMES
from dangvu.organisation.queries import UnitOn
from dangvu.pages import words
from dangvu.pages.figures import TREE, Answered, answer_of, asked_tree, rounded_mark, text_of
from dangvu.pages.forms import DivisionForm
from dangvu.pages.frame import Scope, as_uuid, with_scope
from dangvu.readings.noting import note
from dangvu.reports.figures import CATALOGUE, Answer, Part, indicator, records
from dangvu.reports.queries import count_records, divisions_of
from dangvu.web.charts import Point
from dangvu.web.formats import number, percent
from dangvu.web.parts import Cell, Column, Paging, Row, Table, asked_page
from dangvu.web.shell import as_day

A_PAGE = 50
PEOPLE = frozenset({"members", "opening", "entries", "leavings", "moved_in", "moved_out"})
OF_PERIOD = frozenset({"opening", "entries", "leavings", "moved_in", "moved_out", "meetings"})
UNITS = frozenset({"units", "cells"})
DRAWN = frozenset({"age_band", "party_age_band"})
"""Divisions whose words have an order of their own, so that bars say something."""


@dataclass(frozen=True)
class Asked:
    """What an address asks of a figure: the period, the division, one group of it, only the unit's own records; under which boundaries."""

    since: date | None
    by: str
    key: str
    own: UnitOn | None
    tree: date | None = None

    def query(self, **differing: str | None) -> dict[str, str | None]:
        """The same question as parameters; those named differ."""
        asked = {"from": self.since.isoformat() if self.since else None, "by": self.by or None, "key": self.key or None}
        tree = self.tree.isoformat() if self.tree else None
        return {**asked, "child": str(self.own.public_id) if self.own else None, TREE: tree, **differing}


@require_safe
@needs("figures")
@with_scope
def all_figures(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Every declared figure of the unit with what it counts."""
    tree = asked_tree(request)
    answer = answer_of(scope, boundaries=tree)
    whole = Answered(scope, answer.figures, tree=tree)
    rows = [
        Row(Cell(one.name), [whole.cell(code), Cell(one.unit_of_measure), Cell(one.counts), Cell(one.document)])
        for code, one in CATALOGUE.indicators.items()
    ]
    spare = [Column(text, is_spare=True) for text in (_("Đơn vị tính"), _("Cách đếm"), _("Căn cứ"))]
    columns = [Column(_("Chỉ tiêu")), Column(_("Giá trị"), is_number=True), *spare]
    table = Table(_("Tất cả chỉ tiêu"), columns, rows)
    return render(
        request,
        "pages/figures.html",
        scope.context(_("Tra cứu chỉ tiêu"), table=table, since=answer.since, rounded_on=answer.rounded_on, tree=tree),
    )


@require_safe
@needs("figures")
@with_scope
def figure(request: HttpRequest, scope: Scope, code: str) -> HttpResponse:
    """One figure: what it counts, its parts, and the records behind it or behind one part."""
    if code not in CATALOGUE.indicators:
        raise Http404("no such figure")
    one, asked = indicator(code), _asked(request, scope, code)
    if (asked.key or asked.own) and not _may_open(scope, one, asked):
        raise Http404("no records for this reader")
    answer = answer_of(scope, [code], since=asked.since, by=asked.by, child=asked.own is not None, boundaries=asked.tree)
    found, page = _found(answer, code, asked), asked_page(request.GET.get("page"))
    groups = _groups(scope, one, asked, answer) if asked.by and not asked.key else None
    listed = _listed(scope, one, asked, page) if _may_open(scope, one, asked) else None
    note(request, "records", [record.id for record, _to in listed or () if one.numerator.source.name in PEOPLE], scope.unit.id, scope.on)
    context = scope.context(
        one.name,
        indicator=one,
        asked=asked,
        shown=_shown(one, found),
        form=DivisionForm({"by": asked.by}, divisions=[by for by in divisions_of(code) if by in words.DIVISIONS]),
        hidden={name: value for name, value in asked.query(by=None, key=None).items() if value},
        groups=groups,
        bars=_bars(asked, answer, code) if groups else (),
        paging=Paging(page, A_PAGE, _count(scope, one, asked, found)),
        records=listed,
        is_closed=listed is None,
        mark=rounded_mark(found),
        rounded_on=answer.rounded_on,
        is_of_period=one.numerator.source.name in OF_PERIOD,
        has_amounts=bool(one.numerator.amount),
        whole=scope.address("figure", code, **asked.query(by=None, key=None, child=None)),
        since=answer.since,
        label=_label(asked),
        tree=asked.tree,
    )
    return render(request, "pages/figure.html", context)


def _may_open(scope: Scope, one: Indicator, asked: Asked) -> bool:
    """Whether the records behind the figure are for this reader: nobody's outside the own units, and none told apart without the right."""
    return scope.sight.opens(one, asked.by if asked.key else "")


def _asked(request: HttpRequest, scope: Scope, code: str) -> Asked:
    by, key = request.GET.get("by", ""), request.GET.get("key", "")
    if by and by not in divisions_of(code):
        raise BadRequest(_("Chỉ tiêu này không phân tích được theo cách trong địa chỉ. Chọn cách khác."))
    text, child = request.GET.get("from"), request.GET.get("child")
    since = as_day(text) if text else None
    own = scope.unit if child and as_uuid(child) == scope.unit.public_id else None
    return Asked(since, by, key if by else "", own, asked_tree(request))


def _label(asked: Asked) -> str:
    return NAMES.get(asked.key, asked.key)


def _found(answer: Answer, code: str, asked: Asked) -> Figure:
    """The figure that the records below belong to."""
    if not asked.own and not asked.key:
        return answer.figures[code]
    wanted = asked.own.code if asked.own else asked.key
    return next((part.figure for part in answer.groups[code] if part.key == wanted), Figure(0, 0, None))


def _shown(one: Indicator, found: Figure) -> dict[str, str]:
    """The value, with its parts where it is a rate."""
    parts = {"numerator": number(found.numerator), "denominator": number(found.denominator)} if one.denominator else {}
    return {"value": text_of(one, found), **parts}


def _groups(scope: Scope, one: Indicator, asked: Asked, answer: Answer) -> Table:
    def row(part: Part) -> Row:
        is_open = part.figure.numerator is not None and _may_open(scope, one, replace(asked, key=part.key))
        address = scope.address("figure", one.code, **asked.query(key=part.key)) if is_open else ""
        share = percent(part.share) if part.share is not None else ""
        return Row(
            Cell(NAMES.get(part.key, part.key)), [Cell(text_of(one, part.figure), address, mark=rounded_mark(part.figure)), Cell(share)]
        )

    heads = (one.unit_of_measure.capitalize(), _("Tỷ lệ"))
    columns = [Column(words.DIVISIONS[asked.by]), *(Column(head, is_number=True) for head in heads)]
    rows = [row(part) for part in answer.groups[one.code]]
    return Table(f"{one.name}: {words.DIVISIONS[asked.by]}", columns, rows)


def _bars(asked: Asked, answer: Answer, code: str) -> list[Point]:
    if asked.by not in DRAWN:
        return []
    parts = [part for part in answer.groups[code] if part.key != UNKNOWN]
    return [Point(part.key, float(part.figure.value or 0), number(part.figure.value)) for part in parts]


def _count(scope: Scope, one: Indicator, asked: Asked, found: Figure) -> int:
    """The number of records: the figure itself, or for a sum what has to be counted."""
    if not one.numerator.amount:
        return found.numerator or 0
    by, child = asked.by if asked.key else "", asked.own.id if asked.own else None
    return count_records(
        scope.unit.id, one.code, scope.on, since=asked.since, known=scope.known, by=by, key=asked.key, child=child, within=scope.within,
        boundaries=asked.tree,
    )  # fmt: skip


def _listed(scope: Scope, one: Indicator, asked: Asked, page: int) -> list[tuple[Record, str]]:
    """The records of this page with their addresses, where they have one."""
    by, key = ("child", asked.own.code) if asked.own else (asked.by, asked.key) if asked.key else (None, None)
    found = records(
        scope.unit.id, one.code, scope.on, since=asked.since, known=scope.known, by=by, key=key, limit=A_PAGE, offset=(page - 1) * A_PAGE,
        within=scope.within, boundaries=asked.tree,
    )  # fmt: skip
    source = one.numerator.source.name
    files = scope.files(UUID(record.id) for record in found) if source in PEOPLE else {}
    return [(record, files.get(UUID(record.id), "") if source in PEOPLE else _address(scope, source, record)) for record in found]


def _address(scope: Scope, source: str, record: Record) -> str:
    return scope.shell.at(scope.address("unit").partition("?")[0], unit=record.id) if source in UNITS else ""
