"""The list of a round of badges: whose is due, and the same as a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dangvu.access.gate import needs
from dangvu.accounts.stepup import recently
from dangvu.badges.queries import Candidate, candidates, rounds_from
from dangvu.badges.rules import NAMES
from dangvu.commands import Refused
from dangvu.documents.texts import Honoured, badges_columns, badges_list, badges_table
from dangvu.pages import words
from dangvu.pages.export_form import ExportForm
from dangvu.pages.files import Leaving, answer, content_of, taken_by, warned
from dangvu.pages.frame import Scope, with_scope
from dangvu.pages.rolls import EXPORT, may_export
from dangvu.proposals.queries import PROPOSE
from dangvu.readings.noting import note
from dangvu.reports.roll_workbook import Sheet
from dangvu.web.formats import day, number
from dangvu.web.parts import Paging, asked_page
from dangvu.web.shell import Link, as_day

A_PAGE = 50
MOST = 5000
LATE = "late"
TITLE = gettext_lazy("Huy hiệu Đảng")
CHECK = gettext_lazy(
    "Sổ chưa giữ kỷ luật khiển trách, cảnh cáo, cách chức: đối chiếu hồ sơ kỷ luật trước khi đề nghị. "
    "Xét tặng sớm do chi bộ đề nghị từng người; sổ không ghi lý do sức khỏe."
)


@dataclass(frozen=True)
class Round:
    """What the address asks for: the day, and whether those whose years were full before the last round."""

    day: date
    offered: Sequence[date]
    is_late: bool
    people: Sequence[Candidate]
    counted: dict[bool, int]

    def query(self) -> dict[str, str]:
        """The same as parameters of an address."""
        return {"round": self.day.isoformat(), **({"show": LATE} if self.is_late else {})}


def asked_round(request: HttpRequest, scope: Scope, right: str = "see") -> Round:
    """The round of the address; the next one where none is named. Only what is held now is asked."""
    if scope.published is not None:
        raise Http404("the people of this unit are not the reader's to list")
    if scope.known is not None:
        raise BadRequest(_("Danh sách Huy hiệu chỉ lập theo những gì đang ghi; hãy bỏ thời điểm đã biết."))
    offered = rounds_from(scope.on)
    asked = as_day(request.GET["round"]) if "round" in request.GET else offered[0]
    if asked not in offered:
        raise Http404("no such round")
    part = scope.viewer.units(right)
    within = scope.within if part is None else part if scope.within is None else part & scope.within
    every, is_late = candidates(scope.unit.id, asked, within), request.GET.get("show") == LATE
    counted = Counter(one.is_late for one in every)
    return Round(asked, offered, is_late, [one for one in every if one.is_late == is_late], {late: counted[late] for late in (False, True)})


@require_safe
@needs("see")
@with_scope
def badges(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Whose badge is due in a round, by name; in another list who should have had it before, of whom the register knows no award."""
    asked, place = asked_round(request, scope), asked_page(request.GET.get("page"))
    shown = asked.people[(place - 1) * A_PAGE : place * A_PAGE]
    note(request, "list", [one.public_id for one in shown], scope.unit.id, scope.on)
    files = scope.files([one.public_id for one in shown])
    context = scope.context(
        str(TITLE),
        round=asked.day,
        tabs=[Link(day(one), scope.address("badges", round=one.isoformat()), is_current=one == asked.day) for one in asked.offered],
        tabs_label=_("Đợt trao"),
        lists=_lists(scope, asked),
        grades=sorted(Counter(one.grade for one in asked.people).items(), reverse=True),
        rows=[_line(one, files.get(one.public_id, "")) for one in shown],
        paging=Paging(place, A_PAGE, len(asked.people)),
        export=scope.address("export_badges", **asked.query()) if may_export(scope) and asked.people else "",
        award=scope.address("propose_badges", **asked.query()) if scope.viewer.whole(PROPOSE) and asked.people else "",
        check=CHECK,
        is_late=asked.is_late,
        is_wide=True,
    )
    return render(request, "pages/badges.html", context)


def _lists(scope: Scope, asked: Round) -> list[Link]:
    texts = {False: _("Đủ năm trong đợt này"), True: _("Đủ từ trước, sổ chưa ghi đã trao")}
    return [
        Link(
            f"{texts[late]} ({number(asked.counted[late])})",
            scope.address("badges", **replace(asked, is_late=late).query()),
            is_current=late == asked.is_late,
        )
        for late in (False, True)
    ]


def _line(one: Candidate, address: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "address": address,
        "born": day(one.born),
        "card_no": one.card_no,
        "cell": one.cell_name,
        "counts_from": day(one.counts_from),
        "grade": one.grade,
        "reached": day(one.reached),
        "manner": NAMES[one.manner],
        "mark": _mark(one),
    }


def _mark(one: Candidate) -> str:
    if one.is_suspended:
        return _("Đang đình chỉ sinh hoạt, chưa xét")
    return words.PARTICIPATION["exempt"] if one.is_exempt else ""


@require_http_methods(["GET", "HEAD", "POST"])
@needs("export")
@with_scope
def export_badges(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The form that asks why, and with a reason the list of the round as a file, the suspended left out."""
    if not may_export(scope):
        raise Http404("no list of this unit for this reader")
    asked = asked_round(request, scope, EXPORT)
    asked = replace(asked, people=[one for one in asked.people if not one.is_suspended][:MOST])
    form = ExportForm(request.POST if "purpose" in request.POST else None)
    if asked.people and form.is_bound and form.is_valid():
        try:
            return confirmed(request, scope, asked, form)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = scope.context(
        _("Xuất danh sách Huy hiệu Đảng"),
        form=form,
        total=len(asked.people),
        under=scope.unit,
        texts=[_texts(asked)],
        back=scope.address("badges", **asked.query()),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "pages/export_members.html", context, status=status)


def _texts(asked: Round) -> str:
    told = _("Đợt %(day)s") % {"day": day(asked.day)}
    return f"{told}; {_('Đủ từ trước, sổ chưa ghi đã trao')}" if asked.is_late else told


@recently()
def confirmed(request: HttpRequest, scope: Scope, asked: Round, form: ExportForm) -> HttpResponse:
    """The file, noted with everybody in it before it leaves."""
    reason, kind = form.reason(), form.file_kind()
    content = content_of(_leaving(scope, asked, reason), kind)
    note(request, EXPORT, [one.public_id for one in asked.people], scope.unit.id, scope.on, reason)
    return answer(content, kind, f"huy-hieu-dang-{scope.unit.code}-{asked.day.isoformat()}")


def _leaving(scope: Scope, asked: Round, reason: str) -> Leaving:
    """The list in both forms, in Vietnamese whatever the language of the page."""
    with translation.override(settings.LANGUAGE_CODE):
        people = [
            Honoured(
                one.name, one.born, one.female, one.card_no, one.cell_name, one.counts_from, one.grade, one.reached, NAMES[one.manner]
            )
            for one in asked.people
        ]  # fmt: skip
        said = [f"{taken_by(scope)}. {_('Lý do: %(reason)s') % {'reason': reason}}.", warned()]
        late = [_("Đủ từ trước, sổ chưa ghi đã trao")] if asked.is_late else []
        heads, rows = badges_columns(people)
        text = badges_list(scope.unit.name, asked.day, badges_table(people), before=late, after=[str(CHECK), *said])
        lines = [f"{scope.unit.name} ({scope.unit.code})", _texts(asked), str(CHECK), *said]
        return Leaving(Sheet("Huy hiệu", text.title, lines, heads, rows, taken_by(scope)), text, scope.unit.id)
