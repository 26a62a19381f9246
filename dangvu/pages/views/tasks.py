"""Things to do: what waits for the reader, what the reader proposed, and one proposal with what may be answered to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dangvu.access.connections import registrar
from dangvu.access.gate import needs, viewer_in
from dangvu.access.officer import Officer
from dangvu.access.viewer import OWN, Viewer
from dangvu.accounts.stepup import recently
from dangvu.commands import Refused
from dangvu.pages.frame import Scope, scope_of
from dangvu.pages.proposal_forms import AnswerForm
from dangvu.pages.proposed import age_of, course, differences, lines, term_of
from dangvu.pages.views.proposing import CORRECTION, OFFICIAL, TRANSFER
from dangvu.people.queries import facts_of
from dangvu.periods import clock
from dangvu.proposals.answering import approve, confirm, give_back, refuse, withdraw
from dangvu.proposals.kinds import CELL, OFFICE, RETURNED
from dangvu.proposals.queries import Asked, is_within, proposal, proposed_by, returned_to, waiting_for
from dangvu.proposals.subjects import Stale, version

KEPT = timedelta(days=30)
"""So long one's own answered proposals stand in the list."""
FORBIDDEN = {"no_mandate_to_answer", "own_proposal", "confirmed_it", "not_the_proposer", "signs_later"}
FORMS = {act.command: act.address for act in (CORRECTION, TRANSFER, OFFICIAL)}

Act = Callable[[UUID, Officer, str], object]
ACTS: Mapping[str, Act] = {
    "confirm": lambda public_id, officer, _reason: confirm(public_id, officer),
    "return": give_back,
    "refuse": refuse,
    "withdraw": withdraw,
}


@never_cache
@needs("propose", "approve", OWN)
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """What waits for the reader, the earliest deadline first, then the reader's own proposals."""
    viewer, scope, now = viewer_in(request), scope_of(request), clock.now()
    waiting = lines(waiting_for(viewer), now.date())
    lists = [
        (_("Chờ đồng chí duyệt"), [line for line in waiting if line.asked.lies == OFFICE]),
        (_("Chờ chi bộ xác nhận"), [line for line in waiting if line.asked.lies == CELL]),
        (_("Trả lại đồng chí"), lines(returned_to(viewer), now.date())),
    ]
    context = scope.context(
        _("Việc cần làm"),
        lists=[(heading, found) for heading, found in lists if found],
        late=sum(line.tone == "bad" for line in waiting),
        count=sum(len(found) for _heading, found in lists),
        mine=lines(proposed_by(viewer, now - KEPT), now.date()),
        own_file=_own_file(viewer, scope),
        crumbs=(),
    )
    return render(request, "pages/tasks.html", context)


def _own_file(viewer: Viewer, scope: Scope) -> str:
    """Where the reader asks for the own record to be corrected."""
    facts = facts_of(viewer.person) if viewer.person is not None else None
    return scope.address("propose_correction", facts.public_id) if facts else ""


@never_cache
@needs("propose", "approve", OWN)
@require_safe
def task(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One proposal: what it changes, on which paper, and what the reader may answer."""
    return _page(request, _asked(request, public_id))


@never_cache
@needs("approve")
@require_POST
@recently()
def approve_task(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Carry it out, exactly as the page showed it; asked for the second factor before."""
    try:
        hash_read = bytes.fromhex(request.POST.get("hash", ""))
    except ValueError:
        raise BadRequest(_("Quay lại trang trước và thử lại.")) from None
    return _act(request, public_id, lambda one, officer, _reason: approve(one, officer, hash=hash_read), "")


@never_cache
@needs("propose", "approve", OWN)
@require_POST
def answer_task(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Confirm for the cell, give back, refuse or withdraw."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise BadRequest(_("Quay lại trang trước và thử lại."))
    return _act(request, public_id, ACTS[form.cleaned_data["act"]], form.cleaned_data["reason"])


def _act(request: HttpRequest, public_id: UUID, act: Act, reason: str) -> HttpResponse:
    asked, scope = _asked(request, public_id), scope_of(request)
    if scope.shell.is_read_only:
        raise PermissionDenied(_("Chỉ trả lời được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))
    viewer = viewer_in(request)
    try:
        act(public_id, Officer(viewer.account_id or 0, viewer.label), reason)
    except Stale:
        return _page(request, asked, status=HTTPStatus.CONFLICT)
    except Refused as refused:
        if any(problem.code in FORBIDDEN for problem in refused.problems):
            raise PermissionDenied(" ".join(problem.message for problem in refused.problems)) from refused
        said = [problem.message for problem in refused.problems]
        return _page(request, _asked(request, public_id), status=HTTPStatus.CONFLICT, said=said)
    return HttpResponseRedirect(scope.address("task", public_id))


def _asked(request: HttpRequest, public_id: UUID) -> Asked:
    asked = proposal(public_id, viewer_in(request))
    if asked is None:
        raise Http404("no such proposal for this reader")
    return asked


def _page(request: HttpRequest, asked: Asked, *, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    viewer, scope, today = viewer_in(request), scope_of(request), clock.today()
    (line,) = lines([asked], today)
    changed = differences(asked.command, asked.read, is_over=not asked.lies) if asked.command else []
    term, tone = term_of(asked.deadline, today)
    context = scope.context(
        line.title,
        line=line,
        asked=asked,
        command=asked.command,
        changed=[one for one in changed if one.is_change or one.has_moved],
        same=[one for one in changed if not one.is_change and not one.has_moved],
        is_stale=_is_stale(asked),
        age=age_of(asked.at, today),
        term=term,
        term_tone=tone,
        course=course(asked),
        may=_may(asked, viewer),
        again=_again(asked, viewer, scope),
        member=_member(asked, viewer, scope),
        crumbs=(),
        **more,
    )
    return render(request, "pages/task.html", context, status=status)


def _is_stale(asked: Asked) -> bool:
    if not asked.lies or asked.command is None:
        return False
    with registrar():
        return version(asked.command) != asked.read


def _may(asked: Asked, viewer: Viewer) -> dict[str, bool]:
    """Which buttons the reader gets; the acts themselves ask once more."""
    mine, waits = asked.proposer == viewer.account_id, bool(asked.lies)
    decides = waits and not mine and asked.lies == OFFICE and is_within(asked, viewer, ("approve",))
    confirms = waits and not mine and asked.lies == CELL and is_within(asked, viewer, ("propose",))
    confirmed = any(said.by == viewer.label for said in asked.said)
    return {"withdraw": waits and mine, "decide": decides and not confirmed, "confirm": confirms}


def _again(asked: Asked, viewer: Viewer, scope: Scope) -> str:
    """Where a proposal that came back, or one that is old, is made anew by its proposer."""
    came_back = asked.end is not None and asked.end.verdict == RETURNED and not asked.replaced
    address, facts = FORMS.get(type(asked.command)), facts_of(asked.person) if asked.person is not None else None  # type: ignore[arg-type]  # any command
    if asked.proposer != viewer.account_id or not came_back or address is None or facts is None:
        return ""
    return scope.address(address, facts.public_id, thay=str(asked.public_id))


def _member(asked: Asked, viewer: Viewer, scope: Scope) -> str:
    """The file of whom it is about, for whoever sees it."""
    if asked.person is None or not viewer.sees_person(asked.person):
        return ""
    facts = facts_of(asked.person)
    return scope.address("member", facts.public_id) if facts else ""
