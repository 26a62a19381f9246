"""The filters of the list of members that a reader keeps: to keep those of the address, and to drop any."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dangvu.access.gate import needs
from dangvu.accounts.saved import SEARCHED, Saved, drop_view, save_view, saved_views
from dangvu.organisation.queries import unit_by_public_id
from dangvu.pages.frame import UNIT, Scope, as_uuid, with_scope
from dangvu.pages.rolls import AskedRoll, asked_roll
from dangvu.pages.saved_form import SaveForm
from dangvu.web.shell import Link

LIST = "members"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("see")
@with_scope
def saved_filters(request: HttpRequest, scope: Scope) -> HttpResponse:
    """What is kept, each with a button to drop it, and a name for the filters in force."""
    if scope.published is not None:
        raise Http404("the people of this unit are not the reader's to list")
    account, asked = scope.viewer.account_id or 0, asked_roll(request, scope)
    here = scope.address("saved_filters", **asked.query())
    dropped = request.POST.get("drop", "")
    if dropped.isascii() and dropped.isdigit() and len(dropped) < 16:
        drop_view(account, int(dropped))
        return HttpResponseRedirect(here)
    filters = _filters(scope, asked)
    form = SaveForm(request.POST if request.method == "POST" else None)
    if filters and form.is_valid():
        try:
            save_view(account, LIST, form.cleaned_data["name"], filters)
            return HttpResponseRedirect(scope.address(LIST, **asked.query()))
        except ValueError:
            form.refuse_more()
    context = scope.context(
        _("Bộ lọc đã giữ"),
        form=form if filters else None,
        texts=[text for name, text in asked.texts().items() if name != SEARCHED],
        is_searched=SEARCHED in asked.chosen,
        kept=_kept(scope),
        back=scope.address(LIST, **asked.query()),
        here=here,
    )
    return render(
        request, "pages/saved_filters.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if filters and form.errors else HTTPStatus.OK
    )


def _filters(scope: Scope, asked: AskedRoll) -> dict[str, str]:
    """The filters in force, with the unit that they are of; nothing where none is chosen."""
    chosen = {name: value for name, value in asked.query().items() if name != SEARCHED}
    return {UNIT: str(scope.unit.public_id), **chosen} if chosen else {}


def _kept(scope: Scope) -> list[tuple[Saved, str]]:
    """What is kept, with its address for the day looked at; no address where the unit no longer lies open."""
    kept = saved_views(scope.viewer.account_id or 0, LIST)
    units = {text: unit_by_public_id(as_uuid(text)) for text in {one.query.get(UNIT, "") for one in kept}}
    opened = {text for text, unit in units.items() if unit is not None and scope.viewer.sees(unit)}
    return [(one, scope.shell.at(reverse(LIST), **one.query) if one.query.get(UNIT, "") in opened else "") for one in kept]


def tabs_of(scope: Scope, asked: AskedRoll) -> list[Link]:
    """Kept filters above the list, where any are."""
    here = {} if SEARCHED in asked.chosen else _filters(scope, asked)
    links = [Link(one.name, address, is_current=one.query == here) for one, address in _kept(scope) if address]
    everybody = Link(_("Tất cả"), scope.address(LIST), is_current=not asked.chosen)
    return [everybody, *links] if links else []
