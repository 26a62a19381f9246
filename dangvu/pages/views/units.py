"""A unit: what it is on the day, what stands below it, who leads it, and every decision that touched it; and finding one by name."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dangvu.access.entries import LEDGER
from dangvu.access.gate import needs
from dangvu.indicators.evaluation import Figure
from dangvu.members.queries import holders
from dangvu.organisation.lives import Called, called
from dangvu.organisation.past import history, touches
from dangvu.organisation.places import locality_name
from dangvu.organisation.queries import units_on
from dangvu.pages.figures import Answered, answer_of
from dangvu.pages.frame import Scope, with_scope
from dangvu.pages.history import cited_lines, of_unit
from dangvu.pages.life import ended, line
from dangvu.pages.searches import keep, kept
from dangvu.people.names import ERASED, plain
from dangvu.people.queries import names_of
from dangvu.proposals.queries import PROPOSE
from dangvu.readings.noting import note
from dangvu.web.formats import day, number
from dangvu.web.parts import Figure as Main
from dangvu.web.parts import Node, Paging, asked_page
from dangvu.web.shell import Link

FOUND_A_PAGE = 50


@require_safe
@needs("see", "figures")
@with_scope
def unit(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The file of a unit."""
    codes = ("members", "women", "probationary", "cells", "attendance_rate")
    answer = answer_of(scope, codes, child=True)
    counts = {part.key: part.figure for part in answer.groups["members"]}
    touched = [one for one in touches(scope.unit.id, scope.known) if one.unit == scope.unit.id or scope.viewer.shows(one.unit)]
    related = {touch.unit for touch in touched} | {touch.parent for touch in touched if touch.parent}
    names = {row.id: row.name for row in units_on(sorted(scope.viewer.named(related)), scope.on)}
    made = cited_lines({touch.decision for touch in touched})
    context = scope.context(
        scope.unit.name,
        main=_main(scope, Answered(scope, answer.figures)),
        facts=_facts(scope),
        tree=_tree(scope, counts, answer.figures["members"]),
        leaders=_leaders(request, scope),
        ledger=scope.address("ledger", unit=scope.unit) if scope.viewer.sees(scope.unit.id, LEDGER) else "",
        events=of_unit(scope.unit.id, touched, names, made, scope.on),
        line=line(scope),
        ended=ended(scope),
        may_arrange=scope.unit.alive and not scope.unit.cell and scope.viewer.sees(scope.unit.id, PROPOSE),
    )
    return render(request, "pages/unit.html", context)


def _main(scope: Scope, whole: Answered) -> list[Main]:
    shown = [
        whole.strip("members", _("Đảng viên")),
        whole.strip("women", _("Nữ")),
        whole.strip("probationary", _("Dự bị")),
        whole.strip("cells", _("Chi bộ")),
        whole.strip("attendance_rate", _("Dự sinh hoạt"), _("từ đầu năm")),
    ]
    return [one for one in shown if not (scope.unit.cell and one.label == _("Chi bộ"))]


def _facts(scope: Scope) -> list[tuple[str, str]]:
    turns = history(scope.unit.id, scope.known)
    since = min((turn.since for turn in turns), default=None)
    until = turns[-1].until if turns else None
    unit = scope.unit
    shown = [
        (_("Mã"), unit.code),
        (_("Loại tổ chức"), unit.kind),
        (_("Loại hình"), unit.sector),
        (_("Cấp trên trực tiếp"), scope.above[-1].name if scope.above else ""),
        (_("Địa bàn"), locality_name(unit.locality, scope.on) if unit.locality else ""),
        (_("Hoạt động từ ngày"), day(since) if since else ""),
        (_("Kết thúc từ ngày"), day(until) if until else ""),
        (_("Tổ chức trực thuộc"), "" if unit.cell else number(len(scope.children))),
    ]
    return [(name, text) for name, text in shown if text]


def _tree(scope: Scope, counts: Mapping[str, Figure], whole: Figure) -> list[Node]:
    """The way down from the root to the unit, and its children; each child opens on its own page."""
    sizes = {code: number(figure.numerator) for code, figure in counts.items()}
    children = [
        Node(child.name, scope.address("unit", unit=child), sizes.get(child.code, ""), has_more=not child.cell) for child in scope.children
    ]
    node = Node(
        scope.unit.name, scope.address("unit", unit=scope.unit), number(whole.numerator),
        is_current=True, is_ended=not scope.unit.alive, is_open=True, children=children,
    )  # fmt: skip
    for upper in reversed(scope.above):
        address = scope.address("unit", unit=upper) if scope.viewer.shows(upper.id) else ""
        node = Node(upper.name, address, is_open=True, children=[node])
    return [node]


def _leaders(request: HttpRequest, scope: Scope) -> list[tuple[str, str, str]]:
    """Title, name and address of everybody who holds a post in the unit on the day, for whoever may list its people."""
    if scope.published is not None:
        return []
    held = holders(scope.unit.id, scope.on, scope.known)
    names = names_of({person for person, _title in held}, scope.known)
    note(request, "list", [public_id for public_id, _name in names.values()], scope.unit.id, scope.on)
    files = scope.files(public_id for public_id, _name in names.values())
    return [(title, names[person][1] or ERASED, files.get(names[person][0], "")) for person, title in held if person in names]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("see", "figures")
@with_scope
def find_unit(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Units by a part of the name or code, without diacritics; the only one that fits opens at once."""
    if request.method == "POST":
        return HttpResponseRedirect(scope.address("find_unit", q=keep(request.POST.get("q", ""), request.session) or None))
    key = request.GET.get("q", "")
    asked = kept(key, request.session)
    found = found_units(scope, asked)
    if len(found) == 1:
        return HttpResponseRedirect(found[0].address)
    page = asked_page(request.GET.get("page"))
    shown = found[(page - 1) * FOUND_A_PAGE : page * FOUND_A_PAGE]
    context = scope.context(
        _("Tìm tổ chức đảng"), asked=asked, is_lost=bool(key and not asked), found=shown, paging=Paging(page, FOUND_A_PAGE, len(found))
    )
    return render(request, "pages/find_unit.html", context)


def found_units(scope: Scope, asked: str) -> list[Link]:
    """Units that bear or bore a plain name with every word asked for, or the code asked for: the living first, then the best fits."""
    words = plain(asked).split()
    if not words:
        return []
    fits = []
    for row in called(scope.on):
        if not scope.viewer.shows(row.id):
            continue
        if row.code.lower() == asked.lower():
            return [_link(scope, row)]
        fitting = [name for name in map(plain, (row.name, *row.former)) if all(word in name for word in words)]
        if fitting:
            best = min((not name.endswith(" ".join(words)), len(name), name) for name in fitting)
            fits.append((row.ended is not None, best, row))
    fits.sort(key=lambda fit: (fit[0], fit[1], fit[2].code))
    return [_link(scope, row) for *_order, row in fits]


def _link(scope: Scope, row: Called) -> Link:
    told = [row.code, *([_("kết thúc từ %(day)s") % {"day": day(row.ended)}] if row.ended else [])]
    return Link(row.name, scope.shell.at(reverse("unit"), unit=str(row.public_id)), note=" · ".join(told))
