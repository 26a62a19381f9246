"""The ordinary acts on a member's file, as proposals: correct the facts, move to another cell, recognise as official."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
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
from dangvu.access.viewer import OWN, Viewer
from dangvu.commands import Command, Refused
from dangvu.dues.queries import exemptions
from dangvu.exits.queries import open_case_of
from dangvu.members.commands import RecogniseOfficial, TransferMember
from dangvu.members.queries import cell_of, stays, three_dates
from dangvu.organisation.queries import units_on
from dangvu.pages import words
from dangvu.pages.frame import Scope, with_frame
from dangvu.pages.proposal_forms import CorrectionForm, Form, OfficialForm, TransferForm
from dangvu.pages.proposed import differences
from dangvu.people.commands import CorrectFacts
from dangvu.people.queries import Facts, facts_of, person_by_public_id
from dangvu.periods.days import add_months
from dangvu.proposals.proposing import propose
from dangvu.proposals.queries import PROPOSE, proposal
from dangvu.proposals.subjects import Stale, version
from dangvu.readings.noting import note
from dangvu.rulebook.queries import rule
from dangvu.transfers.kinds import ON_THE_WAY
from dangvu.transfers.queries import letters_of, temporary_stays
from dangvu.web.shell import Link

AGAIN = "thay"
"""The parameter that names a proposal which came back."""
RETURNING = {"expelled", "struck_off", "left_on_request"}
"""After these ways out somebody may ask to be admitted again; whether, is judged."""
WRITTEN = ("name", "record_no", "card_no", "born", "ethnicity", "religion")


@dataclass(frozen=True)
class Act:
    """What can be proposed about a member, and at which address."""

    address: str
    title: Any
    command: type[CorrectFacts | TransferMember | RecogniseOfficial]


CORRECTION = Act("propose_correction", gettext_lazy("Đề nghị sửa thông tin"), CorrectFacts)
TRANSFER = Act("propose_transfer", gettext_lazy("Đề nghị chuyển sinh hoạt"), TransferMember)
OFFICIAL = Act("propose_official", gettext_lazy("Đề nghị công nhận chính thức"), RecogniseOfficial)


def offers(scope: Scope, person: int, public_id: UUID) -> list[Link]:
    """The acts that the reader may propose about a member, as links; none while another day is looked at."""
    viewer = scope.viewer
    if scope.shell.is_read_only:
        return []
    about = viewer.sees_person(person, PROPOSE)
    acts = [CORRECTION] if about or viewer.person == person else []
    if about and cell_of(person, scope.on) is not None:
        acts += [TRANSFER] if _has_cells(viewer) else []
        dates = three_dates(person)
        acts += [OFFICIAL] if dates is not None and dates.official is None else []
    links = [Link(str(act.title), scope.address(act.address, public_id)) for act in acts]
    return [*links, *_of_moves(scope, person, public_id), *_of_exits(scope, person, public_id)] if about else links


def _of_exits(scope: Scope, person: int, public_id: UUID) -> list[Link]:
    """The case that is open, or the way to open one; of whoever left, and lives, the way back."""
    if cell_of(person, scope.on) is not None:
        number = open_case_of(person)
        address = scope.address("exit_case", number) if number else scope.address("propose_case", public_id)
        return [Link(_("Xem xét ra khỏi Đảng"), address)]
    left = [stay.leaving for stay in stays(person)]
    return [Link(_("Kết nạp lại"), scope.address("propose_readmission", public_id))] if left and left[-1] in RETURNING else []


def _of_moves(scope: Scope, person: int, public_id: UUID) -> list[Link]:
    """Another unit than the reader's own, and elsewhere for a time: those of them that may be proposed of a member now."""
    if cell_of(person, scope.on) is None:
        return []
    is_away = any(stay.until is None for stay in temporary_stays(person))
    is_on_the_way = any(letter.state == ON_THE_WAY for letter in letters_of(person))
    offered = (
        [("propose_extension", _("Gia hạn")), ("propose_back", _("Ghi trở về"))] if is_away else [("propose_stay", _("Sinh hoạt tạm thời"))]
    )
    offered += [("propose_participation", _("Tình trạng sinh hoạt")), ("propose_residence", _("Nơi cư trú"))]
    is_exempt = bool(exemptions([person], scope.on))
    offered += [("propose_liable", _("Thôi miễn đảng phí")) if is_exempt else ("propose_exemption", _("Miễn đảng phí"))]
    offered += [] if is_on_the_way else [("propose_introduction", _("Giới thiệu chuyển đi"))]
    return [Link(text, scope.address(name, public_id)) for name, text in offered]


def _has_cells(viewer: Viewer) -> bool:
    units = viewer.units(PROPOSE)
    return units is None or len(units) > 1


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE, OWN)
@with_frame
def propose_correction(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """The facts as held, to be put right; a member's own go to the cell first."""
    return _answer(request, _about(scope, person, CORRECTION))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def propose_transfer(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """To another cell of this register that the proposer may propose about too."""
    return _answer(request, _about(scope, person, TRANSFER))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def propose_official(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """A probationary member has served the months."""
    return _answer(request, _about(scope, person, OFFICIAL))


@dataclass(frozen=True)
class _About:
    """What a form is about: the act, whose file, and what is held of that person."""

    scope: Scope
    act: Act
    facts: Facts

    @property
    def is_own(self) -> bool:
        """Whether it is the reader's own record, which the cell confirms first."""
        return self.act is CORRECTION and self.scope.viewer.person == self.facts.person


def _about(scope: Scope, public_id: UUID, act: Act) -> _About:
    """404 for whom the reader does not see; 403 for whom the reader sees, and proposes about others alone."""
    viewer, person = scope.viewer, person_by_public_id(public_id)
    if person is None:
        raise Http404("no such person")
    if not (viewer.sees_person(person, PROPOSE) or (act is CORRECTION and viewer.person == person)):
        if viewer.has(PROPOSE) and viewer.sees_person(person):
            raise PermissionDenied(words.READS_ONLY)
        raise Http404("not for this reader")
    facts = facts_of(person)
    if facts is None or facts.erased:
        raise Http404("nothing is held of this person")
    return _About(scope, act, facts)


def _answer(request: HttpRequest, about: _About) -> HttpResponse:
    """The form, or after it was sent the page of the proposal."""
    if request.method != "POST":
        return _show(request, about, _made(request, about, None))
    if about.scope.shell.is_read_only:
        raise PermissionDenied(_("Chỉ đề nghị được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))
    form = _made(request, about, request.POST)
    if not form.is_valid():
        return _show(request, about, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    command = form.command(about.scope.shell.today)
    if isinstance(command, CorrectFacts) and command == _as_held(about.facts, command):
        form.add_error(None, _("Chưa có nội dung nào khác với sổ."))
        return _show(request, about, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _sent(request, about, form, command)


def _sent(request: HttpRequest, about: _About, form: Form, command: Command) -> HttpResponse:
    key, read, replaces = form.sent
    viewer = about.scope.viewer
    try:
        made = propose(command, Officer(viewer.account_id or 0, viewer.label), key=key, read=read, replaces=replaces)
    except Stale as stale:
        form.fresh(stale.held)
        return _show(request, about, form, status=HTTPStatus.CONFLICT, stale=differences(command, read))
    except Refused as refused:
        form.add_problems(refused.problems)
        return _show(request, about, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return HttpResponseRedirect(about.scope.address("task", made))


def _show(request: HttpRequest, about: _About, form: Form, *, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    scope, own = about.scope, about.is_own
    cell = None if own else cell_of(about.facts.person, scope.on)
    note(request, "own" if own else "file", [about.facts.public_id], cell, scope.on)
    context = scope.context(
        f"{about.act.title}: {about.facts.name}",
        form=form,
        verb=_("Gửi chi bộ xác nhận") if own else _("Gửi đề nghị"),
        back=scope.address("tasks") if own else scope.address("member", about.facts.public_id),
        own=own,
        crumbs=(),
        **more,
    )
    return render(request, "pages/propose.html", context, status=status)


def _made(request: HttpRequest, about: _About, data: Mapping[str, Any] | None) -> Form:
    """The form as sent, or filled in with what is held and, where one came back, with what was proposed then."""
    before = _before(request, about) if data is None else None
    initial = {**_initial(about, before), "replaces": request.GET.get(AGAIN) if before else None}
    with registrar():
        read = version(_bare(about))
    given: dict[str, Any] = {"person": about.facts.person, "read": read, "initial": initial}
    if about.act is CORRECTION:
        return CorrectionForm(data, **given)
    return TransferForm(data, **given, cells=_cells(about)) if about.act is TRANSFER else OfficialForm(data, **given)


def _bare(about: _About) -> Command:
    """A command of the kind about this member; for its subject alone."""
    today, person = about.scope.shell.today, about.facts.person
    if about.act is TRANSFER:
        return TransferMember(on=today, person=person, cell=0)
    return RecogniseOfficial(on=today, person=person) if about.act is OFFICIAL else _as_held(about.facts)


def _before(request: HttpRequest, about: _About) -> Command | None:
    """What the reader proposed before and got back, by the number in the address."""
    try:
        public_id = UUID(request.GET.get(AGAIN, ""))
    except ValueError:
        return None
    viewer, asked = about.scope.viewer, proposal(public_id, about.scope.viewer)
    if asked is None or asked.proposer != viewer.account_id or asked.person != about.facts.person:
        return None
    return asked.command if isinstance(asked.command, about.act.command) else None


def _initial(about: _About, before: Command | None) -> dict[str, Any]:
    """What the boxes hold at first."""
    basis = {"document": before.document, "body": before.body} if before else {}
    match before:
        case TransferMember():
            codes = [row.code for row in units_on([before.cell], before.on)]
            return {"on": before.on, "cell": codes[0] if codes else "", **basis}
        case RecogniseOfficial():
            return {"on": before.on, "decided": before.decided, **basis}
    if about.act is OFFICIAL:
        dates = three_dates(about.facts.person)
        return {"on": add_months(dates.ceremony, rule("probation_months", about.scope.shell.today).value)} if dates else {}
    if about.act is TRANSFER:
        return {}
    held = before if isinstance(before, CorrectFacts) else about.facts
    return {**{name: getattr(held, name) for name in WRITTEN}, "sex": "nu" if held.female else "nam", **basis}


def _cells(about: _About) -> list[tuple[str, str]]:
    """The cells that the reader may propose about, but the member's own; none where they are all of the register."""
    units, today = about.scope.viewer.units(PROPOSE), about.scope.shell.today
    if units is None:
        return []
    here = cell_of(about.facts.person, today)
    return [(row.code, row.name) for row in units_on(sorted(units), today) if row.cell and row.alive and row.id != here]


def _as_held(facts: Facts, like: CorrectFacts | None = None) -> CorrectFacts:
    """The correction that would change nothing; on the same day and paper as another one."""
    same = replace(like, **{name: getattr(facts, name) for name in (*WRITTEN, "female")}) if like else None
    return same or CorrectFacts(
        on=date.min, person=facts.person, record_no=facts.record_no, card_no=facts.card_no, name=facts.name, born=facts.born or date.min,
        female=bool(facts.female), ethnicity=facts.ethnicity, religion=facts.religion,
    )  # fmt: skip
