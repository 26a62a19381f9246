"""Members on the way: the queue of both sides, and what either side proposes about a letter or a stay elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dangvu.access.connections import registrar
from dangvu.access.gate import needs
from dangvu.commands import Command
from dangvu.dues.commands import EndDuesExemption, ExemptFromDues
from dangvu.members.commands import SetParticipation, SetResidenceLink
from dangvu.members.queries import Overdue, cell_of, cells_of, overdue
from dangvu.organisation.queries import subtree, units_on
from dangvu.pages.dues_forms import ExemptForm, LiableForm
from dangvu.pages.frame import Scope, with_frame, with_scope
from dangvu.pages.participation_forms import ParticipationForm, ResidenceForm
from dangvu.pages.proposal_forms import ProposalForm
from dangvu.pages.transfer_forms import (
    BackForm,
    DepartureForm,
    ExtendForm,
    LetterForm,
    ReceiveForm,
    ReturnForm,
    SendForm,
    StayForm,
    WithdrawForm,
)
from dangvu.pages.transfer_lines import lines, overdue_lines, stay_lines
from dangvu.pages.views.asking import Asked, answer, whose
from dangvu.people.queries import names_of
from dangvu.proposals.queries import PROPOSE
from dangvu.proposals.subjects import version
from dangvu.readings.noting import note
from dangvu.transfers.commands import BeginTemporaryStay, EndTemporaryStay, ExtendTemporaryStay, ReturnLetter, SendMember, WithdrawLetter
from dangvu.transfers.queries import OnTheWay, on_the_way, staying


@require_safe
@needs("see")
@with_scope
def transfers(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Who is on the way out of and into the unit, and who stays elsewhere or here for a time; always of today."""
    if scope.published is not None:
        raise Http404("the people of this unit are not the reader's to list")
    today = scope.shell.today
    listed = scope.viewer.units("see")
    here = frozenset(subtree(scope.unit.id, today))
    units = here if listed is None else here & listed
    moving = on_the_way(today)
    outgoing, incoming = [one for one in moving if one.who.cell in units], [one for one in moving if one.who.there in units]
    stays = staying(today)
    away, guests = [one for one in stays if one[1].cell in units], [one for one in stays if one[1].there in units]
    shown = {one.who.public_id for one in (*outgoing, *incoming)} | {who.public_id for _stay, who in (*away, *guests)}
    beyond = _beyond(units, today)
    names = names_of([one.person for one in beyond])
    shown |= {public_id for public_id, _name in names.values()}
    note(request, "list", shown, scope.unit.id, scope.on)
    context = scope.context(
        _("Chuyển sinh hoạt"),
        outgoing=lines(scope, outgoing, ACTS_OF_SENDER),
        incoming=lines(scope, incoming, ACTS_OF_RECEIVER),
        away=stay_lines(scope, away, is_home=True),
        guests=stay_lines(scope, guests, is_home=False),
        overdue=overdue_lines(scope, beyond, names),
        calendar=scope.address("working_days") if scope.viewer.has(PROPOSE) else "",
        late=len({one.number for one in (*outgoing, *incoming) if one.is_late}),
        is_wide=True,
    )
    return render(request, "pages/transfers.html", context)


def _beyond(units: Collection[int], today: date) -> list[Overdue]:
    """Members of these units whose exemption, absence or suspension should have ended."""
    found = overdue(today)
    cells = cells_of([one.person for one in found], today)
    return [one for one in found if cells.get(one.person) in units]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def propose_introduction(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """A member is introduced to another unit, in the register or outside."""
    return _about_member(request, scope, person, _("Giới thiệu chuyển sinh hoạt"), SendForm)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def propose_stay(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """A member will stay elsewhere for a time."""
    return _about_member(request, scope, person, _("Chuyển sinh hoạt tạm thời"), StayForm)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def propose_extension(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """A stay elsewhere is meant to last longer, or less long."""
    return _about_member(request, scope, person, _("Gia hạn sinh hoạt tạm thời"), ExtendForm)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def propose_back(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """A member is back from a stay elsewhere."""
    return _about_member(request, scope, person, _("Trở về sau sinh hoạt tạm thời"), BackForm)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def propose_participation(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """A member is exempt, away or suspended, or takes part again."""
    return _about_member(request, scope, person, _("Tình trạng sinh hoạt"), ParticipationForm)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def propose_residence(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """A working member's link to the cell at the place of residence."""
    return _about_member(request, scope, person, _("Giới thiệu về nơi cư trú"), ResidenceForm)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def propose_exemption(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """A member owes no dues for a time."""
    return _about_member(request, scope, person, _("Miễn đảng phí"), ExemptForm)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def propose_liable(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """A member owes dues again."""
    return _about_member(request, scope, person, _("Thôi miễn đảng phí"), LiableForm)


def _about_member(request: HttpRequest, scope: Scope, public_id: UUID, title: str, form: type[OfMember]) -> HttpResponse:
    facts = whose(scope, public_id)
    person = facts.person
    today = scope.shell.today
    with registrar():
        read = version(_bare(form, person, today))

    def make(data: Mapping[str, Any] | None) -> ProposalForm:
        return form(data, person=person, read=read, initial={"on": today})

    cell = cell_of(person, scope.on)
    asked = Asked(scope, f"{title}: {facts.name}", make, public_id, cell, scope.address("member", public_id))
    return answer(request, asked)


OfMember = SendForm | StayForm | ExtendForm | BackForm | ParticipationForm | ResidenceForm | ExemptForm | LiableForm


def _bare(form: type[OfMember], person: int, today: date) -> Command:
    """A command of the kind that a form makes; for its subject alone."""
    if form is ParticipationForm:
        return SetParticipation(on=today, person=person, value="")
    if form is ResidenceForm:
        return SetResidenceLink(on=today, person=person, value="")
    if form is ExemptForm:
        return ExemptFromDues(on=today, person=person, reason="")
    if form is LiableForm:
        return EndDuesExemption(on=today, person=person)
    if form is SendForm:
        return SendMember(on=today, person=person, reason="")
    if form is StayForm:
        return BeginTemporaryStay(on=today, person=person, reason="", planned=today)
    if form is ExtendForm:
        return ExtendTemporaryStay(on=today, person=person, planned=today)
    return EndTemporaryStay(on=today, person=person)


@dataclass(frozen=True)
class Act:
    """What one side does with a letter: the piece of the address, its title, its form, whether the side is the receiving one."""

    slug: str
    title: Any
    form: type[LetterForm]
    of_receiver: bool

    def fits(self, letter: OnTheWay) -> bool:
        """Outside the register nobody receives here: the sender tells of the receipt."""
        return self.form is not DepartureForm or letter.who.there is None


RECEIVE = Act("tiep-nhan", gettext_lazy("Tiếp nhận"), ReceiveForm, of_receiver=True)
RETURN = Act("tra-lai", gettext_lazy("Trả lại"), ReturnForm, of_receiver=True)
DEPARTURE = Act("da-den", gettext_lazy("Nơi đến đã tiếp nhận"), DepartureForm, of_receiver=False)
WITHDRAW = Act("rut", gettext_lazy("Rút giấy"), WithdrawForm, of_receiver=False)
ACTS_OF_SENDER, ACTS_OF_RECEIVER = (DEPARTURE, WITHDRAW), (RECEIVE, RETURN)
ACTS = {act.slug: act for act in (*ACTS_OF_SENDER, *ACTS_OF_RECEIVER)}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE)
@with_frame
def answer_letter(request: HttpRequest, scope: Scope, letter: int, act: str) -> HttpResponse:
    """What the reader's side of a letter proposes to do with it; no page for letters of others, or that are over."""
    today = scope.shell.today
    found = next((one for one in on_the_way(today) if one.number == letter), None)
    chosen = ACTS.get(act)
    if found is None or chosen is None or not chosen.fits(found):
        raise Http404("no such letter")
    side = found.who.there if chosen.of_receiver else found.who.cell
    if side is None or not scope.viewer.sees(side, PROPOSE):
        raise Http404("not this reader's side")
    given: dict[str, Any] = {"letter": found, "read": _read(found, chosen), "initial": {"on": today}}
    if chosen is RECEIVE:
        given["cells"] = _cells(scope, side)

    def make(data: Mapping[str, Any] | None) -> ProposalForm:
        return chosen.form(data, **given)

    title = f"{chosen.title}: {found.who.name}"
    sub = _("%(home)s giới thiệu đến %(destination)s") % {"home": found.who.home, "destination": found.who.destination}
    return answer(request, Asked(scope, title, make, found.who.public_id, side, scope.address("transfers"), sub))


def _read(letter: OnTheWay, act: Act) -> int:
    """The version of what the proposal is about: of the member for the sending side, of the unit for the other, which sees no file yet."""
    number, person, day = letter.number, letter.who.person, letter.issued
    if act is RECEIVE:
        return 0
    with registrar():
        if act is RETURN:
            return version(ReturnLetter(on=day, letter=number, introduced=person, unit=letter.who.there or 0, reason=""))
        return version(WithdrawLetter(on=day, letter=number, person=person))


def _cells(scope: Scope, addressed: int) -> list[tuple[str, str]]:
    """The cells at or below the unit that the letter is addressed to, about which the reader may propose."""
    today = scope.shell.today
    below = [unit for unit in subtree(addressed, today) if scope.viewer.sees(unit, PROPOSE)]
    return [(str(row.id), row.name) for row in units_on(below, today) if row.cell and row.alive]
