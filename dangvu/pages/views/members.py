"""The list of members below a unit, and the file of one member."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dangvu.access.gate import needs
from dangvu.pages import words
from dangvu.pages.frame import Scope, with_scope
from dangvu.pages.member_file import member_file
from dangvu.pages.rolls import PARTICIPATION, asked_roll, may_export, may_propose, sent_filters
from dangvu.pages.views import deferring
from dangvu.pages.views.proposing import offers
from dangvu.pages.views.saved import tabs_of
from dangvu.people.names import ERASED
from dangvu.people.queries import person_by_public_id
from dangvu.readings.noting import note
from dangvu.reports.queries import Member, Roll, length, page
from dangvu.web.formats import day
from dangvu.web.parts import Paging, asked_page

A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@needs("see")
@with_scope
def members(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Fifty members a page, by given name in the order of the Vietnamese alphabet."""
    if scope.published is not None:
        raise Http404("the people of this unit are not the reader's to list")
    if not scope.unit.alive:
        return render(request, "pages/not_alive.html", scope.context(_("Đảng viên")))
    if request.method == "POST":
        return HttpResponseRedirect(scope.address("members", **sent_filters(request, scope)))
    asked, place = asked_roll(request, scope), asked_page(request.GET.get("page"))
    listed = page(asked.roll, limit=A_PAGE, offset=(place - 1) * A_PAGE)
    note(request, "search" if "q" in asked.chosen else "list", [one.public_id for one in listed], asked.under.id, scope.on)
    context = scope.context(
        _("Đảng viên"),
        form=asked.form,
        is_lost=asked.is_lost,
        tokens=asked.tokens(scope),
        clear=scope.address("members"),
        paging=Paging(place, A_PAGE, _length(scope.head, asked.roll)),
        rows=_rows(scope, listed),
        under=asked.under,
        tabs=tabs_of(scope, asked),
        tabs_label=_("Bộ lọc đã giữ"),
        keep=scope.address("saved_filters", **asked.query()),
        is_picked=request.GET.get("select") == "page",
        export=scope.address("export_members", **asked.query()) if may_export(scope) else "",
        propose=scope.address("propose_members", **asked.query()) if may_propose(scope) and not scope.shell.is_read_only else "",
        is_wide=True,
    )
    return render(request, "pages/members.html", context)


@lru_cache(maxsize=256)
def _length(_head: bytes, roll: Roll) -> int:
    """Counted once for each state of the register, since a reader who turns pages asks again and again."""
    return length(roll)


def _rows(scope: Scope, members: Sequence[Member]) -> list[dict[str, str]]:
    files = scope.files(member.public_id for member in members)
    return [_row(scope, member, files.get(member.public_id, "")) for member in members]


def _row(scope: Scope, member: Member, address: str) -> dict[str, str]:
    return {
        "id": str(member.public_id),
        "name": member.name or ERASED,
        "address": address,
        "number": member.card_no or member.record_no,
        "born": day(member.born),
        "sex": words.SEX[member.female],
        "ethnicity": member.ethnicity if scope.may_tell_apart else "",
        "cell": member.cell,
        "decided": day(member.decided),
        "standing": words.STANDING.get(member.standing, ""),
        "participation": PARTICIPATION[member.participation] if member.participation else "",
    }


@require_safe
@needs("see")
@with_scope
def member(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """The file of a member as held, on the day looked at, with everything that ever happened."""
    number = person_by_public_id(person)
    found = member_file(number, scope) if number is not None and scope.viewer.sees_person(number) else None
    if found is None:
        raise Http404("no such person")
    note(request, "file", [person], found.cell.id if found.cell else scope.unit.id, scope.on)
    may_unmask = bool(found.citizen_id_end) and scope.viewer.sees_person(number or 0, "unmask")
    unmask = scope.address("citizen_id", person) if may_unmask else ""
    offered = offers(scope, number or 0, person) + deferring.offers(scope, number or 0, person)
    context = scope.context(found.name, file=found, crumbs=found.crumbs, unmask=unmask, offers=offered)
    return render(request, "pages/member.html", context)
