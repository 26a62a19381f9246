"""A form that becomes a proposal: shown, sent back with what stands against it, or sent on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from dangvu.access.officer import Officer
from dangvu.commands import Command, Refused
from dangvu.pages import words
from dangvu.pages.frame import Scope
from dangvu.pages.proposal_forms import ProposalForm
from dangvu.pages.proposed import differences
from dangvu.people.queries import Facts, facts_of, person_by_public_id
from dangvu.proposals.proposing import propose
from dangvu.proposals.queries import PROPOSE
from dangvu.proposals.subjects import Stale
from dangvu.readings.noting import note


@dataclass(frozen=True)
class Asked:
    """A form that becomes a proposal: how it is made of what was sent, and where one goes back to."""

    scope: Scope
    title: str
    make: Callable[[Mapping[str, Any] | None], ProposalForm]
    person: UUID
    unit: int | None
    back: str
    sub: str = ""


def answer(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The form, or after it was sent the page of the proposal."""
    if request.method != "POST":
        return _show(request, asked, asked.make(None))
    scope = asked.scope
    if scope.shell.is_read_only:
        raise PermissionDenied(_("Chỉ đề nghị được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))
    form = asked.make(request.POST)
    if not form.is_valid():
        return _show(request, asked, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    command: Command = form.command(scope.shell.today)  # type: ignore[attr-defined]  # each form has its own kind of command
    key, read, replaces = form.sent
    try:
        made = propose(command, Officer(scope.viewer.account_id or 0, scope.viewer.label), key=key, read=read, replaces=replaces)
    except Stale as stale:
        form.fresh(stale.held)
        return _show(request, asked, form, status=HTTPStatus.CONFLICT, stale=differences(command, read))
    except Refused as refused:
        form.add_problems(refused.problems)
        return _show(request, asked, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return HttpResponseRedirect(scope.address("task", made))


def _show(request: HttpRequest, asked: Asked, form: ProposalForm, *, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    scope = asked.scope
    note(request, "list", [asked.person], asked.unit, scope.on)
    context = scope.context(asked.title, form=form, verb=_("Gửi đề nghị"), back=asked.back, about=asked.sub, own=False, crumbs=(), **more)
    return render(request, "pages/propose.html", context, status=status)


def whose(scope: Scope, public_id: UUID) -> Facts:
    """404 for whom the reader does not see; 403 for whom the reader sees, and proposes about others alone."""
    person = person_by_public_id(public_id)
    if person is None or not scope.viewer.sees_person(person, PROPOSE):
        if person is not None and scope.viewer.sees_person(person):
            raise PermissionDenied(words.READS_ONLY)
        raise Http404("no such person")
    facts = facts_of(person)
    if facts is None or facts.erased:
        raise Http404("nothing is held of this person")
    return facts
