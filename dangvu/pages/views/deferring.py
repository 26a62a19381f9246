"""The inspection office proposes that a member is told later of readings for a case; another of its people approves it at `tasks`."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from dangvu.access.connections import registrar
from dangvu.access.gate import needs
from dangvu.access.officer import Officer
from dangvu.access.queries import mandates
from dangvu.access.viewer import INSPECT
from dangvu.accounts.queries import usernames
from dangvu.commands import Refused
from dangvu.members.queries import cell_of
from dangvu.pages.deferral_form import A_DAY, DeferralForm
from dangvu.pages.frame import Scope, as_uuid, with_frame
from dangvu.people.queries import facts_of, person_by_public_id, person_by_record_no
from dangvu.proposals.proposing import propose
from dangvu.proposals.queries import proposal
from dangvu.proposals.subjects import version
from dangvu.readings.commands import DeferDisclosure
from dangvu.readings.noting import note
from dangvu.web.shell import Link

PERSON, AGAIN = "ho-so", "thay"
"""Parameters: the file from which one comes, and the proposal which came back."""
TITLE = gettext_lazy("Đề nghị hoãn báo lượt xem hồ sơ")


def offers(scope: Scope, person: int, public_id: UUID) -> list[Link]:
    """The way from a file to the form, for whoever may inspect it."""
    if scope.shell.is_read_only or not scope.viewer.sees_person(person, INSPECT):
        return []
    return [Link(str(TITLE), scope.address("defer", **{PERSON: str(public_id)}))]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(INSPECT)
@with_frame
def defer(request: HttpRequest, scope: Scope) -> HttpResponse:
    """A form that shows nobody, so that opening it is no reading; coming from a file it names the file, which is one."""
    accounts = _accounts(scope)
    if request.method != "POST":
        return _show(request, scope, DeferralForm(None, accounts=accounts, initial=_initial(request, scope)))
    if scope.shell.is_read_only:
        raise PermissionDenied(_("Chỉ đề nghị được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))
    form = DeferralForm(request.POST, accounts=accounts, initial={})
    if form.is_valid() and (person := _meant(form, scope)) is not None:
        key, replaces = form.sent
        command = form.command(person, scope.shell.today)
        with registrar():
            read = version(command)
        try:
            made = propose(command, Officer(scope.viewer.account_id or 0, scope.viewer.label), key=key, read=read, replaces=replaces)
            return HttpResponseRedirect(scope.address("task", made))
        except Refused as refused:
            form.add_problems(refused.problems)
    return _show(request, scope, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _show(request: HttpRequest, scope: Scope, form: DeferralForm, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    crumbs = [Link(_("Việc cần làm"), scope.address("tasks"))]
    context = scope.context(str(TITLE), form=form, verb=_("Gửi đề nghị"), back=scope.address("tasks"), crumbs=crumbs)
    return render(request, "pages/defer.html", context, status=status)


def _accounts(scope: Scope) -> list[tuple[int, str]]:
    """Who is charged with inspecting today, by name."""
    with registrar():
        charged = {one.account for one in mandates(scope.shell.today) if INSPECT in one.rights}
        return sorted(usernames(charged).items(), key=lambda one: one[1])


def _meant(form: DeferralForm, scope: Scope) -> int | None:
    """The person of this number whom the reader may inspect; of others the page says what it says of those who are not there."""
    with registrar():
        person = person_by_record_no(form.cleaned_data["record_no"].strip())
    if person is None or not scope.viewer.sees_person(person, INSPECT):
        form.add_error("record_no", _("Không có hồ sơ mang số này trong phạm vi được giao."))
        return None
    return person


def _initial(request: HttpRequest, scope: Scope) -> Mapping[str, Any]:
    """What the boxes hold at first: of a proposal that came back what it said, of a file its number."""
    if text := request.GET.get(AGAIN):
        return _returned(scope, as_uuid(text))
    if text := request.GET.get(PERSON):
        return _of_a_file(request, scope, as_uuid(text))
    return {}


def _returned(scope: Scope, public_id: UUID) -> Mapping[str, Any]:
    asked = proposal(public_id, scope.viewer)
    if asked is None or asked.proposer != scope.viewer.account_id or not isinstance(asked.command, DeferDisclosure):
        raise Http404("no such proposal of this reader")
    command = asked.command
    return {
        "replaces": public_id, "record_no": record_no(command.person), "account": str(command.account), "case_symbol": command.case_symbol,
        "last": command.until - A_DAY, "document": command.document, "body": command.body,
    }  # fmt: skip


def _of_a_file(request: HttpRequest, scope: Scope, public_id: UUID) -> Mapping[str, Any]:
    person = person_by_public_id(public_id)
    if person is None or not scope.viewer.sees_person(person, INSPECT):
        raise Http404("no such person")
    note(request, "file", [public_id], cell_of(person, scope.on), scope.on)
    return {"record_no": record_no(person)}


def record_no(person: int) -> str:
    """The number of a file as its proposer wrote it; nothing else of the record is told by it."""
    facts = facts_of(person)
    return facts.record_no if facts else ""
