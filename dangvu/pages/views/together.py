"""Acts on several at once: members picked on the list are proposed about in one form, things to do that are alike are approved together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dangvu.access.connections import registrar
from dangvu.access.gate import needs
from dangvu.access.officer import Officer
from dangvu.accounts.stepup import recently
from dangvu.commands import Refused
from dangvu.members.kinds import STANDING
from dangvu.members.queries import three_dates
from dangvu.pages import words
from dangvu.pages.export_form import chosen_people
from dangvu.pages.frame import Scope, scope_of, with_frame, with_scope
from dangvu.pages.proposed import Waiting, differences, lines
from dangvu.pages.rolls import PARTICIPATION, asked_roll, may_propose
from dangvu.pages.together_forms import KINDS, Candidate, TogetherForm
from dangvu.pages.views.tasks import is_stale
from dangvu.people.names import ERASED
from dangvu.people.queries import persons_by_public_id
from dangvu.periods import clock
from dangvu.periods.days import add_months
from dangvu.proposals.kinds import OFFICE
from dangvu.proposals.queries import APPROVE, PROPOSE, Asked, proposal
from dangvu.proposals.subjects import version
from dangvu.proposals.together import NotAll, approve_together, propose_together
from dangvu.readings.noting import note
from dangvu.reports.queries import Member, page
from dangvu.rulebook.queries import rule
from dangvu.web.formats import day
from dangvu.web.shell import Link

MOST = 50
"""So many at once; a page of the list has as many."""
CHOSEN, SURE = "viec", "chac-chan"
"""The fields of the things to do that were picked, and of the button below all that is approved."""


@dataclass(frozen=True)
class Picked:
    """Those about whom the form is, and of whom it cannot be, with the reason."""

    inside: list[Candidate]
    outside: list[tuple[str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_scope
def propose_members(request: HttpRequest, scope: Scope) -> HttpResponse:
    """What is to be proposed, then the form for everybody; sent, it becomes a proposal for each, or none."""
    if not may_propose(scope):
        raise Http404("nothing to propose about the members of this unit for this reader")
    if not scope.unit.alive:
        return render(request, "pages/not_alive.html", scope.context(_("Đề nghị cho nhiều đảng viên")))
    if scope.shell.is_read_only and request.method == "POST":
        raise PermissionDenied(_("Chỉ đề nghị được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))
    asked = asked_roll(request, scope)
    only = chosen_people(request.POST.getlist("person"), MOST)
    listed = page(replace(asked.roll, only=only), limit=MOST) if only else []
    note(request, "list", [one.public_id for one in listed], asked.under.id, scope.on)
    kind = request.POST.get("kind", "")
    back = scope.address("members", **asked.query())
    context: dict[str, Any] = {"back": back, "kinds": [(name, title) for name, (title, _form) in KINDS.items()], "listed": listed}
    if kind not in KINDS or not listed:
        return render(request, "pages/propose_members.html", scope.context(_("Đề nghị cho nhiều đảng viên"), **context))
    return _form(request, scope, kind, _picked(scope, kind, listed), context)


def _form(request: HttpRequest, scope: Scope, kind: str, picked: Picked, context: dict[str, Any]) -> HttpResponse:
    title, made = KINDS[kind]
    is_sent = "key" in request.POST
    form = made(request.POST if is_sent else None, picked.inside)
    if is_sent and picked.inside and form.is_valid() and _sent(scope, form):
        return HttpResponseRedirect(scope.address("tasks"))
    more = {"form": form, "kind": kind, "picked": picked, "verb": _("Gửi các đề nghị")}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "pages/propose_members.html", scope.context(str(title), **context, **more), status=status)


def _sent(scope: Scope, form: TogetherForm) -> bool:
    """Whether all were proposed; else the form says what stands against whom."""
    try:
        propose_together(form.wanted(), Officer(scope.viewer.account_id or 0, scope.viewer.label), key=form.cleaned_data["key"])
    except NotAll as refused:
        form.add_refusals(refused)
        return False
    except Refused as refused:
        form.add_error(None, " ".join(problem.message for problem in refused.problems))
        return False
    return True


def _picked(scope: Scope, kind: str, listed: list[Member]) -> Picked:
    numbers = persons_by_public_id([one.public_id for one in listed])
    able = scope.viewer.opened(list(numbers.values()), PROPOSE)
    found = Picked([], [])
    for one in listed:
        reason = _against(one, kind, may=numbers[one.public_id] in able)
        if reason:
            found.outside.append((one.name or ERASED, reason))
        else:
            found.inside.append(_candidate(one, numbers[one.public_id], kind, scope.shell.today))
    return found


def _against(one: Member, kind: str, *, may: bool) -> str:
    """Why a member cannot be in the form."""
    if not may:
        return _("hồ sơ không thuộc phạm vi đồng chí được giao đề nghị")
    return _("đã là đảng viên chính thức") if kind == "official" and one.standing != STANDING["probationary"] else ""


def _candidate(one: Member, person: int, kind: str, today: date) -> Candidate:
    dates = three_dates(person) if kind == "official" else None
    due = add_months(dates.ceremony, rule("probation_months", today).value) if dates else None
    held = {
        "official": _("Hết thời gian dự bị ngày %(day)s") % {"day": day(due)} if due else "",
        "participation": PARTICIPATION[one.participation] if one.participation else words.PARTICIPATION["active"],
        "attributes": "",
    }
    _title, form = KINDS[kind]
    with registrar():
        read = version(form.bare(person, today))
    return Candidate(person, one.public_id, one.name or ERASED, one.cell, held[kind], read, due)


@dataclass(frozen=True)
class Shown:
    """One of several proposals on the page before they are approved, or after."""

    line: Waiting
    changed: list[Any]
    is_stale: bool = False
    said: str = ""
    decision: int | None = None


@require_POST
@needs(APPROVE)
@with_frame
def approve_tasks(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What the picked ones change, all on one page; then, with the button below, each is approved by the hash of what stood there."""
    if scope.shell.is_read_only:
        raise PermissionDenied(_("Chỉ trả lời được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))
    chosen = _chosen(request, scope)
    if not chosen:
        return HttpResponseRedirect(scope.address("tasks"))
    if any(one.person is None for one in chosen):
        said = _("Việc này phải mở và đọc riêng rồi mới duyệt được. Chọn những việc về đảng viên.")
        return _show(request, scope, [], said=said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if SURE in request.POST:
        return _approved(request, scope, chosen)
    if len({one.kind for one in chosen}) > 1:
        said = _("Các việc đã chọn không cùng một loại. Chọn những việc cùng loại rồi duyệt chung.")
        return _show(request, scope, [], said=said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _show(request, scope, [_shown(one, line) for one, line in zip(chosen, lines(chosen, clock.today()), strict=True)])


def _chosen(request: HttpRequest, scope: Scope) -> list[Asked]:
    """The picked ones that lie open to the reader."""
    asked = (proposal(public_id, scope.viewer) for public_id in chosen_people(request.POST.getlist(CHOSEN), MOST))
    return [one for one in asked if one is not None]


def _shown(one: Asked, line: Waiting) -> Shown:
    told = differences(one.command, one.read) if one.command else []
    return Shown(line, [each for each in told if each.is_change or each.has_moved], is_stale(one))


@recently()
def _approved(request: HttpRequest, scope: Scope, chosen: list[Asked]) -> HttpResponse:
    """Each by itself; the page says what became of each."""
    try:
        hashes = {one.public_id: bytes.fromhex(request.POST.get(f"hash_{one.public_id}", "")) for one in chosen}
    except ValueError as error:
        raise BadRequest(_("Quay lại trang trước và thử lại.")) from error
    outcomes = approve_together(hashes, Officer(scope.viewer.account_id or 0, scope.viewer.label))
    again = {one.public_id: one for one in (*chosen, *_chosen(request, scope))}  # as answered now, where they still lie open
    shown = []
    for outcome, line in zip(outcomes, lines([again[one.public_id] for one in outcomes], clock.today()), strict=True):
        said = " ".join(problem.message for problem in outcome.problems)
        shown.append(Shown(line, [], said=said, decision=outcome.decision))
    return _show(request, scope_of(request), shown, is_done=True)  # with what waits now


def _show(request: HttpRequest, scope: Scope, shown: list[Shown], *, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    note(request, "file", {one.line.person for one in shown if one.line.person}, None, scope.on)
    context = scope.context(
        _("Duyệt nhiều việc cùng loại"),
        shown=shown,
        open=[one for one in shown if one.line.asked.lies == OFFICE and not one.is_stale],
        approved=[one for one in shown if one.decision],
        chosen=CHOSEN,
        sure=SURE,
        back=scope.address("tasks"),
        crumbs=[Link(_("Việc cần làm"), scope.address("tasks"))],
        **more,
    )
    return render(request, "pages/approve_together.html", context, status=status)
