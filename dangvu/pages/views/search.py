"""Finding people and units by name, and the page of help."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dangvu.pages.frame import Scope, asked_text, with_scope
from dangvu.pages.views.units import found_units
from dangvu.people.names import plain
from dangvu.reports.queries import Roll, length, page

SHOWN = 20


@require_safe
@with_scope
def search(request: HttpRequest, scope: Scope) -> HttpResponse:
    """People of the unit looked at and units of the whole register, without diacritics."""
    asked = asked_text(request)
    units = found_units(scope, asked)
    roll = Roll(scope.unit.id, scope.on, scope.known, search=plain(asked))
    people = page(roll, limit=SHOWN) if roll.search else []
    context = scope.context(
        _("Tìm kiếm"),
        asked=asked,
        units=units[:SHOWN],
        more_units=len(units) - SHOWN,
        people=[(one, scope.address("member", one.public_id)) for one in people],
        total=length(roll) if len(people) == SHOWN else len(people),
        all_people=scope.address("members", q=asked),
        all_units=scope.address("find_unit", q=asked),
    )
    return render(request, "pages/search.html", context)


@require_safe
@with_scope
def help_page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """How to work with the register."""
    return render(request, "pages/help.html", scope.context(_("Hướng dẫn")))
