"""The ordinary acts on a member's file, as proposals: correct the facts, move to another cell, recognise as official."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dangvu.access.connections import registrar
from dangvu.access.gate import needs, viewer_in
from dangvu.access.officer import Officer
from dangvu.access.viewer import OWN, Viewer
from dangvu.commands import Command, Refused
from dangvu.members.commands import RecogniseOfficial, TransferMember
from dangvu.members.queries import cell_of, three_dates
from dangvu.organisation.queries import units_on
from dangvu.pages.frame import Scope, scope_of
from dangvu.pages.proposal_forms import CorrectionForm, Form, OfficialForm, TransferForm
from dangvu.pages.proposed import differences
from dangvu.people.commands import CorrectFacts
from dangvu.people.queries import Facts, facts_of, person_by_public_id
from dangvu.periods.days import add_months
from dangvu.proposals.proposing import propose
from dangvu.proposals.queries import proposal
from dangvu.proposals.subjects import Stale, version
from dangvu.web.shell import Link


@dataclass(frozen=True)
class Act:
    """What can be proposed about a member, and at which address."""

    address: str
    title: Any
    command: type[CorrectFacts | TransferMember | RecogniseOfficial]


CORRECTION = Act("propose_correction", gettext_lazy("Đề nghị sửa thông tin"), CorrectFacts)
TRANSFER = Act("propose_transfer", gettext_lazy("Đề nghị chuyển sinh hoạt"), TransferMember)
OFFICIAL = Act("propose_official", gettext_lazy("Đề nghị công nhận chính thức"), RecogniseOfficial)


def offers(request: HttpRequest, scope: Scope, person: int, public_id: UUID) -> list[Link]:
    """The acts that the reader may propose about a member, as links; none while another day is looked at."""
    viewer = viewer_in(request)
    if scope.shell.is_read_only:
        return []
    about = viewer.sees_person(person, "propose")
    acts = [CORRECTION] if about or viewer.person == person else []
    if about and cell_of(person, scope.on) is not None:
        acts += [TRANSFER] if _has_cells(viewer) else []
        dates = three_dates(person)
        acts += [OFFICIAL] if dates is not None and dates.official is None else []
    return [Link(str(act.title), scope.address(act.address, public_id)) for act in acts]


def _has_cells(viewer: Viewer) -> bool:
    units = viewer.units("propose")
    return units is None or len(units) > 1


@never_cache
@needs("propose", OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_correction(request: HttpRequest, person: UUID) -> HttpResponse:
    """The facts as held, to be put right; a member's own go to the cell first."""
    return _Form(request, person, CORRECTION).answer()


@never_cache
@needs("propose")
@require_http_methods(["GET", "HEAD", "POST"])
def propose_transfer(request: HttpRequest, person: UUID) -> HttpResponse:
    """To another cell of this register that the proposer may propose about too."""
    return _Form(request, person, TRANSFER).answer()


@never_cache
@needs("propose")
@require_http_methods(["GET", "HEAD", "POST"])
def propose_official(request: HttpRequest, person: UUID) -> HttpResponse:
    """A probationary member has served the months."""
    return _Form(request, person, OFFICIAL).answer()


class _Form:
    """One form about one member: shown, sent, and shown again with what stands against it."""

    def __init__(self, request: HttpRequest, public_id: UUID, act: Act) -> None:
        self.request, self.public_id, self.act = request, public_id, act
        self.viewer = viewer_in(request)
        self.scope = scope_of(request)
        self.person = _must_be_proposed(self.viewer, public_id, act)
        facts = facts_of(self.person)
        if facts is None or facts.erased:
            raise Http404("nothing is held of this person")
        self.facts = facts

    def answer(self) -> HttpResponse:
        """The form, or after it was sent the page of the proposal."""
        if self.request.method != "POST":
            return self._show(self._made(None))
        if self.scope.shell.is_read_only:
            raise PermissionDenied(_("Chỉ đề nghị được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))
        form = self._made(self.request.POST)
        if not form.is_valid():
            return self._show(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._sent(form)

    def _sent(self, form: Form) -> HttpResponse:
        command, (key, read, replaces) = form.command(self.scope.shell.today), form.sent
        if isinstance(command, CorrectFacts) and command == _as_held(command, self.facts):
            form.add_error(None, _("Chưa có nội dung nào khác với sổ."))
            return self._show(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        officer = Officer(self.viewer.account_id or 0, self.viewer.label)
        try:
            made = propose(command, officer, key=key, read=read, replaces=replaces)
        except Stale as stale:
            form.fresh(stale.held)
            return self._show(form, status=HTTPStatus.CONFLICT, stale=differences(command, read))
        except Refused as refused:
            form.add_problems(refused.problems)
            return self._show(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return HttpResponseRedirect(self.scope.address("task", made))

    def _show(self, form: Form, *, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
        own = self.viewer.person == self.person and self.act is CORRECTION
        context = self.scope.context(
            f"{self.act.title}: {self.facts.name}",
            form=form,
            verb=_("Gửi chi bộ xác nhận") if own else _("Gửi đề nghị"),
            back=self.scope.address("tasks" if own else "member", *(() if own else (self.public_id,))),
            own=own,
            crumbs=(),
            **more,
        )
        return render(self.request, "pages/propose.html", context, status=status)

    def _made(self, data: Mapping[str, Any] | None) -> Form:
        """The form as sent, or filled in with what is held and, where one came back, with what was proposed then."""
        before = self._before() if data is None else None
        initial = {**self._initial(before), "replaces": self.request.GET.get("thay")} if before else self._initial(None)
        with registrar():
            read = version(self._bare())
        given: dict[str, Any] = {"person": self.person, "read": read, "initial": initial}
        if self.act is CORRECTION:
            return CorrectionForm(data, **given)
        return TransferForm(data, **given, cells=self._cells()) if self.act is TRANSFER else OfficialForm(data, **given)

    def _bare(self) -> Command:
        """A command of the kind about this member; for its subject alone."""
        today = self.scope.shell.today
        if self.act is TRANSFER:
            return TransferMember(on=today, person=self.person, cell=0)
        if self.act is OFFICIAL:
            return RecogniseOfficial(on=today, person=self.person)
        return _as_held(None, self.facts)

    def _before(self) -> Command | None:
        """What the reader proposed before and got back, by `?thay=`."""
        try:
            public_id = UUID(self.request.GET.get("thay", ""))
        except ValueError:
            return None
        asked = proposal(public_id, self.viewer)
        mine = asked is not None and asked.proposer == self.viewer.account_id and asked.person == self.person
        return asked.command if asked and mine and isinstance(asked.command, self.act.command) else None

    def _initial(self, before: Command | None) -> dict[str, Any]:
        """What the boxes hold at first."""
        basis = {"document": before.document, "body": before.body} if before else {}
        if self.act is TRANSFER:
            cell = units_on([before.cell], before.on) if isinstance(before, TransferMember) else []
            return {"on": before.on, "cell": cell[0].code if cell else "", **basis} if before else {}
        if self.act is OFFICIAL:
            if isinstance(before, RecogniseOfficial):
                return {"on": before.on, "decided": before.decided, **basis}
            dates = three_dates(self.person)
            return {"on": add_months(dates.ceremony, 12)} if dates else {}
        held = before if isinstance(before, CorrectFacts) else self.facts
        names = ("name", "record_no", "card_no", "born", "ethnicity", "religion")
        return {**{name: getattr(held, name) for name in names}, "sex": "nu" if held.female else "nam", **basis}

    def _cells(self) -> list[tuple[str, str]]:
        """The cells that the reader may propose about, but the member's own; none where they are all of the register."""
        units, today = self.viewer.units("propose"), self.scope.shell.today
        if units is None:
            return []
        here = cell_of(self.person, today)
        return [(row.code, row.name) for row in units_on(sorted(units), today) if row.cell and row.alive and row.id != here]


def _must_be_proposed(viewer: Viewer, public_id: UUID, act: Act) -> int:
    """The number of the person; 404 for whom the reader does not see, 403 for whom the reader sees and may propose nothing about."""
    person = person_by_public_id(public_id)
    if person is None:
        raise Http404("no such person")
    if viewer.sees_person(person, "propose") or (act is CORRECTION and viewer.person == person):
        return person
    if viewer.sees_person(person) or viewer.person == person:
        raise PermissionDenied(_("Đồng chí xem được hồ sơ này nhưng không được giao đề nghị về nó. Cấp ủy quản lý giao nhiệm vụ này."))
    raise Http404("not for this reader")


def _as_held(command: CorrectFacts | None, facts: Facts) -> CorrectFacts:
    """The correction that would change nothing, on the same paper."""
    on = command.on if command else date.min
    return CorrectFacts(
        on=on, body=command.body if command else "", document=command.document if command else "", person=facts.person,
        record_no=facts.record_no, card_no=facts.card_no, name=facts.name, born=facts.born or date.min, female=bool(facts.female),
        ethnicity=facts.ethnicity, religion=facts.religion,
    )  # fmt: skip
