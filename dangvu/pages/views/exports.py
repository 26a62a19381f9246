"""Taking a list of people out of the register: asked for with a reason, confirmed once more, noted, and marked with who took it."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dangvu.access.gate import needs
from dangvu.accounts.stepup import recently
from dangvu.commands import Refused
from dangvu.documents.texts import Listed, members_list
from dangvu.pages import words
from dangvu.pages.export_form import ExportForm, chosen_people
from dangvu.pages.files import Leaving, answer, content_of, taken_by, warned
from dangvu.pages.frame import Scope, with_scope
from dangvu.pages.rolls import EXPORT, PARTICIPATION, AskedRoll, asked_roll, may_export
from dangvu.people.names import ERASED
from dangvu.readings.noting import note
from dangvu.reports.queries import Member, Roll, length, page
from dangvu.reports.roll_workbook import Sheet
from dangvu.web.formats import day, moment, number

MOST = 5000
"""A workbook holds so many people at most."""
MOST_CHOSEN = 200
"""So many can be picked one by one; a page of the list has fifty."""


@require_http_methods(["GET", "HEAD", "POST"])
@needs("export")
@with_scope
def export_members(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The form that asks why, and with a reason the list as a file; no such page where lists of the unit are not to be taken out."""
    if not may_export(scope):
        raise Http404("no list of this unit for this reader")
    if not scope.unit.alive:
        return render(request, "pages/not_alive.html", scope.context(_("Xuất danh sách")))
    picked = chosen_people(request.POST.getlist("person"), MOST_CHOSEN)
    asked = asked_roll(request, scope)
    is_picking = "picking" in request.POST
    roll = _of(asked, scope, picked)
    form = ExportForm(request.POST if "purpose" in request.POST else None)
    total = 0 if is_picking and not picked else length(roll)
    if total and form.is_bound and form.is_valid():
        try:
            return confirmed(request, scope, asked, roll, form)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = scope.context(
        _("Xuất danh sách"),
        form=form,
        picked=picked,
        is_picking=is_picking,
        total=total,
        most=MOST if total > MOST else 0,
        under=asked.under,
        texts=list(asked.texts().values()),
        back=scope.address("members", **asked.query()),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "pages/export_members.html", context, status=status)


def _of(asked: AskedRoll, scope: Scope, picked: tuple[UUID, ...]) -> Roll:
    """The roll that is taken out: of units of which lists may be, and of those who were picked where anybody was."""
    part = scope.viewer.units(EXPORT)
    if part is not None:
        part = part if asked.roll.within is None else part & asked.roll.within
    return replace(asked.roll, within=part if part is not None else asked.roll.within, only=picked or None)


@recently()
def confirmed(request: HttpRequest, scope: Scope, asked: AskedRoll, roll: Roll, form: ExportForm) -> HttpResponse:
    """The file, noted with everybody in it before it leaves."""
    people, reason, kind = page(roll, limit=MOST), form.reason(), form.file_kind()
    total = length(roll) if len(people) == MOST else len(people)
    content = content_of(_leaving(scope, asked, people, total, reason), kind)
    note(request, EXPORT, [one.public_id for one in people], asked.under.id, scope.on, reason)
    return answer(content, kind, f"danh-sach-dang-vien-{asked.under.code}-{scope.on.isoformat()}")


def _leaving(scope: Scope, asked: AskedRoll, people: list[Member], total: int, reason: str) -> Leaving:
    """The list in both forms; an official paper is Vietnamese whatever the language of the page."""
    sheet = _sheet(scope, asked, people, total, reason)
    with translation.override(settings.LANGUAGE_CODE):
        filters = "; ".join(asked.texts().values())
        before = [_("Bộ lọc: %(filters)s") % {"filters": filters}] if filters else []
        after = [left_out(total)] if total > len(people) else []
        after += [f"{taken_by(scope)}. {_('Lý do: %(reason)s') % {'reason': reason}}.", warned()]
        listed = [Listed(one.name or ERASED, one.born, one.female, one.card_no, one.decided, one.cell) for one in people]
        return Leaving(sheet, members_list(asked.under.name, scope.on, listed, before=before, after=after), asked.under.id)


def _sheet(scope: Scope, asked: AskedRoll, people: list[Member], total: int, reason: str) -> Sheet:
    filters, taken = "; ".join(asked.texts().values()), taken_by(scope)
    known = _(", theo những gì đã ghi đến %(moment)s") % {"moment": moment(scope.known)} if scope.known else ""
    lines = [
        f"{asked.under.name} ({asked.under.code})",
        _("Tính đến hết ngày %(day)s") % {"day": day(scope.on)} + known,
        _("Bộ lọc: %(filters)s") % {"filters": filters} if filters else _("Không lọc"),
        _("%(count)s người") % {"count": number(len(people))},
        f"{taken}. {_('Lý do: %(reason)s') % {'reason': reason}}",
        warned(),
    ]
    if total > len(people):
        lines.append(left_out(total))
    return Sheet("Danh sách", _("DANH SÁCH ĐẢNG VIÊN"), lines, _heads(scope), [_row(scope, *line) for line in enumerate(people, 1)], taken)


def left_out(total: int) -> str:
    """What a workbook that does not hold everybody says."""
    sentence = _("Danh sách có %(total)s người; tệp chỉ có %(most)s người đầu theo thứ tự tên. Lọc theo đơn vị để xuất từng phần.")
    return sentence % {"total": number(total), "most": number(MOST)}


def _heads(scope: Scope) -> list[str]:
    apart = [_("Dân tộc"), _("Tôn giáo")] if scope.may_tell_apart else []
    first = [_("STT"), _("Họ và tên"), _("Ngày sinh"), _("Giới tính")]
    return [*first, *apart, _("Số thẻ"), _("Số lý lịch"), _("Chi bộ"), _("Ngày vào Đảng"), _("Tình trạng"), _("Sinh hoạt")]


def _row(scope: Scope, place: int, one: Member) -> list[str]:
    first = [str(place), one.name or ERASED, day(one.born), words.SEX[one.female]]
    apart = [one.ethnicity, one.religion] if scope.may_tell_apart else []
    standing = words.STANDING.get(one.standing, "")
    taking_part = PARTICIPATION[one.participation] if one.participation else ""
    return [*first, *apart, one.card_no, one.record_no, one.cell, day(one.decided), standing, taking_part]
