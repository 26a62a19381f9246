"""One citizen's number, opened for a reason that is kept and told to the person."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dangvu.access.gate import needs
from dangvu.access.queries import citizen_id_end
from dangvu.accounts.stepup import recently
from dangvu.pages.forms import ReasonForm
from dangvu.pages.frame import Scope, with_scope
from dangvu.people.queries import names_of, person_by_public_id
from dangvu.readings.noting import note, open_citizen_id
from dangvu.web.shell import Link


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs("unmask")
def citizen_id(request: HttpRequest, person: UUID) -> HttpResponseBase:
    """Asks why, and then shows the number once."""
    return _shown(request, person) if request.method == "POST" else _asked(request, person)


@with_scope
def _asked(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    _number, name = _of(scope, person)
    note(request, "file", [person], scope.unit.id, scope.on)
    return _page(request, scope, person, name, {"form": ReasonForm()})


@recently(minutes=5)
@with_scope
def _shown(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    number, name = _of(scope, person)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        note(request, "file", [person], scope.unit.id, scope.on)
        return _page(request, scope, person, name, {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    note(request, "file", [person], scope.unit.id, scope.on)
    told = open_citizen_id(request, number, person, form.cleaned_data["reason"])
    return _page(request, scope, person, name, {"told": told, "reason": form.cleaned_data["reason"]})


def _of(scope: Scope, person: UUID) -> tuple[int, str]:
    """The number and the name of somebody whose file may be unmasked and holds such a number; for all others there is no such page."""
    number = person_by_public_id(person)
    if number is None or not scope.viewer.sees_person(number, "unmask") or not citizen_id_end(number):
        raise Http404("no such number")
    return number, names_of([number])[number][1]


def _page(
    request: HttpRequest, scope: Scope, person: UUID, name: str, more: dict[str, object], status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    back = scope.address("member", person)
    context = scope.context(_("Số định danh cá nhân"), name=name, back=back, crumbs=[Link(name, back)], **more)
    return render(request, "pages/citizen_id.html", context, status=status)
