"""Finding people and units by name, and the page of help."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dangvu.access.gate import needs, public
from dangvu.pages.frame import Scope, with_frame, with_scope
from dangvu.pages.searches import keep, kept
from dangvu.pages.views.units import found_units
from dangvu.people.names import plain
from dangvu.readings.noting import note
from dangvu.reports.queries import Roll, length, page

SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@needs("see", "figures")
@with_scope
def search(request: HttpRequest, scope: Scope) -> HttpResponse:
    """People of the unit looked at and units of the reader's part, without diacritics."""
    if request.method == "POST":
        return HttpResponseRedirect(scope.address("search", q=keep(request.POST.get("q", ""), request.session) or None))
    key = request.GET.get("q", "")
    asked = kept(key, request.session)
    units = found_units(scope, asked)
    roll = Roll(scope.unit.id, scope.on, scope.known, search=plain(asked), within=scope.within)
    people = page(roll, limit=SHOWN) if roll.search and scope.published is None else []
    note(request, "search", [one.public_id for one in people], scope.unit.id, scope.on)
    files = scope.files(one.public_id for one in people)
    context = scope.context(
        _("Tìm kiếm"),
        asked=asked,
        is_lost=bool(key and not asked),
        units=units[:SHOWN],
        more_units=len(units) - SHOWN,
        people=[(one, files.get(one.public_id, "")) for one in people],
        total=length(roll) if len(people) == SHOWN else len(people),
        all_people=scope.address("members", q=key),
        all_units=scope.address("find_unit", q=key),
    )
    return render(request, "pages/search.html", context)


@require_safe
@public
@with_frame
def help_page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """How to work with the register."""
    return render(request, "pages/help.html", scope.context(_("Hướng dẫn")))
