"""Who is charged with what: one's own mandates and those below one's office; given, ended, and handed over for a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dangvu.access.connections import registrar
from dangvu.access.gate import needs
from dangvu.access.kept import Kept, is_kept, keeping_right, kept_below, own, told
from dangvu.access.kinds import ENTRUSTED
from dangvu.access.officer import givable, may_end
from dangvu.access.queries import mandate
from dangvu.access.rules import NONE
from dangvu.access.viewer import FIGURES
from dangvu.organisation.queries import units_on
from dangvu.pages.act_form import ActForm
from dangvu.pages.frame import Scope, with_scope
from dangvu.pages.mandate_forms import DelegateForm, EndForm, FindForm, GiveForm
from dangvu.pages.searches import keep, kept
from dangvu.pages.views.deciding import decided, must_be_today
from dangvu.people.names import plain
from dangvu.people.queries import names_of
from dangvu.proposals.queries import APPROVE
from dangvu.readings.noting import note
from dangvu.web.formats import day
from dangvu.web.parts import Paging, Token, asked_page
from dangvu.web.shell import Link

A_PAGE = 50
ENDED = "ended"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(FIGURES)
@with_scope
def mandates(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The reader's own mandates and who acts on their behalf; where the reader may end mandates, everybody's at the unit and below it."""
    if scope.known is not None:
        raise BadRequest(_("Nhiệm vụ chỉ xem theo những gì đang ghi; hãy bỏ thời điểm đã biết."))
    if request.method == "POST":
        return HttpResponseRedirect(_list(scope, keep(request.POST.get("q", ""), request.session), has_ended=bool(request.POST.get(ENDED))))
    viewer, keeps, has_ended = scope.viewer, scope.viewer.sees(scope.unit.id, keeping_right()), ENDED in request.GET
    below = viewer.below([scope.unit.id]) if keeps else frozenset()
    numbers = kept_below(viewer, below, scope.on, is_top=not scope.above, has_ended=has_ended) if keeps else []
    key = request.GET.get("q", "")
    if sought := kept(key, request.session):
        numbers = _found(scope, told(numbers), sought)
    place = asked_page(request.GET.get("page"))
    shown, mine = told(numbers[(place - 1) * A_PAGE : place * A_PAGE]), own(viewer, scope.on)
    names = _names(request, scope, [*shown, *(one for one in mine if one.account != viewer.account_id)])
    places = _places(scope, [*shown, *mine])
    context = scope.context(
        _("Nhiệm vụ"),
        mine=[_line(scope, one, places, names, is_mine=True) for one in mine],
        keeps=keeps,
        rows=[_line(scope, one, places, names, may_end=not has_ended) for one in shown],
        paging=Paging(place, A_PAGE, len(numbers)),
        has_ended=has_ended,
        find=FindForm({"q": sought, ENDED: "1" if has_ended else ""}),
        is_lost=bool(key and not sought),
        tokens=[Token(sought, _list(scope, has_ended=has_ended))] if sought else [],
        tabs=[
            Link(_("Đang giữ, sẽ giữ"), _list(scope, key), is_current=not has_ended),
            Link(_("Đã thôi"), _list(scope, key, has_ended=True), is_current=has_ended),
        ],
        tabs_label=_("Nhiệm vụ"),
        give=scope.address("give_mandate") if keeps else "",
        is_wide=True,
    )
    return render(request, "pages/mandates.html", context)


def _list(scope: Scope, key: str = "", *, has_ended: bool = False) -> str:
    """The address of a list, of what was searched for under a key where one is given."""
    return scope.address("mandates", **({ENDED: 1} if has_ended else {}), **({"q": key} if key else {}))


def _found(scope: Scope, among: Sequence[Kept], sought: str) -> list[int]:
    """The numbers of those of which every word is said: account, role, place, paper, and the name of whose file is open to the reader."""
    names = names_of({one.person for one in among if one.person is not None})
    files, places = scope.files(public_id for public_id, _name in names.values()), _places(scope, among)
    words = plain(sought).split()

    def said(one: Kept) -> str:
        public_id, name = names.get(one.person or 0, (None, ""))
        return plain(" ".join((one.username, one.label, places.get(one.unit or 0, ""), one.document, name if public_id in files else "")))

    return [one.number for one in among if all(word in text for text in (said(one),) for word in words)]


def _places(scope: Scope, among: Sequence[Kept]) -> dict[int, str]:
    return {row.id: row.name for row in units_on(sorted({one.unit for one in among if one.unit is not None}), scope.on)}


def _names(request: HttpRequest, scope: Scope, shown: Sequence[Kept]) -> dict[int, tuple[str, str]]:
    """Name and address of the file of those whom the reader may open; they are noted as read."""
    found = names_of({one.person for one in shown if one.person is not None})
    files = scope.files(public_id for public_id, _name in found.values())
    note(request, "list", list(files), scope.unit.id, scope.on)
    return {person: (name, files[public_id]) for person, (public_id, name) in found.items() if public_id in files}


def _line(
    scope: Scope, one: Kept, places: dict[int, str], names: dict[int, tuple[str, str]], *, is_mine: bool = False, may_end: bool = False
) -> dict[str, Any]:  # fmt: skip
    name, file = names.get(one.person or 0, ("", ""))
    nowhere = _("Không gắn tổ chức đảng") if one.place == NONE else _("Toàn bộ sổ")
    holds = is_mine and _is_delegable(scope, one)
    return {
        "username": one.username, "is_closed": one.is_closed, "name": name, "file": file, "role": one.label,
        "place": nowhere if one.unit is None else places.get(one.unit, ""),
        "since": day(one.span.since), "until": day(one.span.until) if one.span.until else "", "is_coming": one.span.since > scope.on,
        "is_on_behalf": one.source is not None, "document": one.document,
        "entry": scope.address("ledger_entry", one.number) if scope.viewer.has("ledger") else "", "number": one.number,
        "end": scope.address("end_mandate", one.number) if may_end else "",
        "delegate": scope.address("delegate_mandate", one.number) if holds else "",
    }  # fmt: skip


def _is_delegable(scope: Scope, one: Kept) -> bool:
    """Held today by the reader, not on behalf of somebody, at a place, and not entrusted by a cell."""
    held = next((held for held in scope.viewer.mandates if held.number == one.number), None)
    return held is not None and held.source is None and one.place != NONE and not held.rights & ENTRUSTED


@require_http_methods(["GET", "HEAD", "POST"])
@needs(APPROVE)
@with_scope
def give_mandate(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """An account is charged with a role at the unit; nobody finds the page of a unit at which nothing is the reader's to give."""
    viewer, right, today = scope.viewer, keeping_right(), scope.shell.today
    if not viewer.sees(scope.unit.id, right):
        raise Http404("nothing is the reader's to give here")
    must_be_today(request, scope)
    offered = givable(viewer, right, scope.unit.id, today, is_cell=scope.unit.cell)
    if viewer.whole(right):
        offered += [one for one in givable(viewer, right, None, today, is_cell=False) if one not in offered]
    data = request.POST if request.method == "POST" else None
    form = GiveForm(data, viewer=viewer, right=right, unit=scope.unit, offered=offered, initial={"on": today})
    page = partial(_show, request, scope, form, _("Giao nhiệm vụ"))
    if form.is_bound and form.is_valid():
        return decided(request, scope, form, form.command(), page, scope.address("mandates"))
    return page()


@require_http_methods(["GET", "HEAD", "POST"])
@needs(APPROVE)
@with_scope
def end_mandate(request: HttpRequest, scope: Scope, number_: int) -> HttpResponseBase:
    """A mandate ends; one outside the reader's scope is as if it were not there."""
    with registrar():
        held = mandate(number_)
    found = told([number_]) if held and may_end(scope.viewer, keeping_right(), held) and is_kept(number_) else []
    if not found:
        raise Http404("no such mandate for this reader")
    must_be_today(request, scope)
    form = EndForm(request.POST if request.method == "POST" else None, initial={"on": scope.shell.today})
    page = partial(_show, request, scope, form, _("Cho thôi nhiệm vụ"), found[0])
    if form.is_bound and form.is_valid():
        return decided(request, scope, form, form.command(number_), page, scope.address("mandates"))
    return page()


@require_http_methods(["GET", "HEAD", "POST"])
@needs(FIGURES)
@with_scope
def delegate_mandate(request: HttpRequest, scope: Scope, number_: int) -> HttpResponseBase:
    """An own mandate is held by another account too, until a day; whoever does not hold it finds no page."""
    is_own = any(held.number == number_ for held in scope.viewer.mandates)
    found = next((one for one in told([number_]) if _is_delegable(scope, one)), None) if is_own else None
    if found is None:
        raise Http404("no such mandate of this reader")
    must_be_today(request, scope)
    form = DelegateForm(request.POST if request.method == "POST" else None, initial={"on": scope.shell.today})
    page = partial(_show, request, scope, form, _("Ủy quyền có thời hạn"), found)
    if form.is_bound and form.is_valid():
        return decided(request, scope, form, form.command(number_), page, scope.address("mandates"))
    return page()


def _show(request: HttpRequest, scope: Scope, form: ActForm, title: str, about: Kept | None = None) -> HttpResponse:
    unit = next(iter(units_on([about.unit], scope.on)), None) if about is not None and about.unit is not None else None
    context = scope.context(
        title, form=form, verb=title, back=scope.address("mandates"), about=about, place=unit.name if unit else "",
        ends=isinstance(form, EndForm), gives=isinstance(form, GiveForm),
    )  # fmt: skip
    return render(request, "pages/mandate_act.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)
