"""Figures as a page writes them, each with the address that opens its records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from dangvu.indicators.declaration import Indicator
from dangvu.indicators.evaluation import Figure
from dangvu.organisation.queries import UnitOn
from dangvu.pages.frame import Scope
from dangvu.reports.figures import Answer, indicator
from dangvu.reports.kept import Asked, answer
from dangvu.web import parts
from dangvu.web.formats import NONE, number, percent
from dangvu.web.shell import as_day

HIDDEN = "*"


def text_of(one: Indicator, figure: Figure) -> str:
    """The value in its unit of measure; what nobody knows is a dash, what is not told a star."""
    if figure.shown == "hidden":
        return HIDDEN
    if figure.value is None:
        return NONE
    decimals = one.decimals if figure.shown == "exact" else 0
    return percent(figure.value, decimals) if one.unit_of_measure == "%" else number(figure.value, decimals)


def rounded_mark(figure: Figure) -> str:
    """The word beside a figure that is not exact."""
    return "" if figure.shown == "exact" else _("làm tròn")


TREE = "tree"
"""The query parameter that carries the day under whose boundaries figures are counted, as `?tree=2018-12-31`."""


def asked_tree(request: HttpRequest) -> date | None:
    """The day of the boundaries in the address; None where each day is asked under its own tree."""
    text = request.GET.get(TREE)
    return as_day(text) if text else None


def answer_of(
    scope: Scope,
    codes: Sequence[str] | None = None,
    *,
    since: date | None = None,
    by: str = "",
    child: bool = False,
    boundaries: date | None = None,
) -> Answer:
    """The figures of the unit looked at; computed once for each state of the register and shared by all who ask the same."""
    return answer(
        Asked(
            scope.head,
            scope.unit.id,
            scope.on,
            since,
            scope.known,
            tuple(codes) if codes else None,
            by,
            child,
            scope.published,
            scope.within,
            boundaries,
        )
    )


class Answered:
    """The figures of one unit by code, ready to be written."""

    def __init__(
        self, scope: Scope, figures: Mapping[str, Figure], *, unit: UnitOn | None = None, own: bool = False, tree: date | None = None
    ) -> None:
        """`own` are the figures that count for the unit looked at and for none of its children, `tree` is the day of their boundaries."""
        self.scope, self.figures, self.unit = scope, figures, unit
        self.query = {"child": str(scope.unit.public_id)} if own else {}
        if tree is not None:
            self.query[TREE] = tree.isoformat()

    def text(self, code: str) -> str:
        """The figure as written."""
        return text_of(indicator(code), self.figures[code])

    def address(self, code: str) -> str:
        """The address of its records; nothing has none."""
        found = self.figures[code]
        if self.scope.published:
            return ""
        return self.scope.address("figure", code, unit=self.unit, **self.query) if found.value is not None and found.numerator else ""

    def cell(self, code: str) -> parts.Cell:
        """The figure as a cell of a table."""
        return parts.Cell(self.text(code), self.address(code), mark=rounded_mark(self.figures[code]))

    def strip(self, code: str, label: str, note: str = "") -> parts.Figure:
        """The figure as one of the main ones."""
        return parts.Figure(label, self.text(code), self.address(code), note)
