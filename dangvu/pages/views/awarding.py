"""The badges of a round, proposed from its list: two people decide that they are given."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dangvu.access.connections import registrar
from dangvu.access.gate import needs
from dangvu.access.officer import Officer
from dangvu.badges.commands import AwardBadges
from dangvu.commands import Refused
from dangvu.pages.award_form import AwardForm
from dangvu.pages.frame import Scope, with_scope
from dangvu.pages.views.badges import CHECK, Round, asked_round
from dangvu.proposals.proposing import propose
from dangvu.proposals.queries import PROPOSE
from dangvu.proposals.subjects import Stale, version
from dangvu.readings.noting import note
from dangvu.web.formats import day
from dangvu.web.shell import Link

MOST = 1000
"""So many are approved by name at once; a longer list is proposed unit by unit."""


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PROPOSE, whole=True)
@with_scope
def propose_badges(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Everybody on the list who is not suspended, but whom the form leaves out."""
    asked = asked_round(request, scope)
    people = [one for one in asked.people if not one.is_suspended]
    suspended = len(asked.people) - len(people)
    with registrar():
        read = version(AwardBadges(on=asked.day, unit=scope.unit.id, awards=()))
    initial = {"read": read, **({} if asked.is_late else {"on": asked.day})}
    if request.method != "POST":
        return _show(request, scope, asked, AwardForm(None, people=people, initial=initial), suspended=suspended)
    if scope.shell.is_read_only:
        raise PermissionDenied(_("Chỉ đề nghị được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))
    form = AwardForm(request.POST, people=people, initial=initial)
    if not form.is_valid() or len(people) > MOST:
        return _show(request, scope, asked, form, suspended=suspended, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    given = form.cleaned_data
    fresh = AwardForm(None, people=people, initial={**initial, **{name: given[name] for name in ("on", "document", "body", "left")}})
    if not form.is_of_this_list:
        return _show(request, scope, asked, fresh, suspended=suspended, is_stale=True, status=HTTPStatus.CONFLICT)
    command = AwardBadges(on=given["on"], unit=scope.unit.id, awards=form.awards(), document=given["document"], body=given["body"])
    try:
        made = propose(command, Officer(scope.viewer.account_id or 0, scope.viewer.label), key=given["key"], read=given["read"])
    except Stale:
        return _show(request, scope, asked, fresh, suspended=suspended, is_stale=True, status=HTTPStatus.CONFLICT)
    except Refused as refused:
        for problem in refused.problems:
            form.add_error(None, problem.message)
        return _show(request, scope, asked, form, suspended=suspended, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return HttpResponseRedirect(scope.address("task", made))


def _show(
    request: HttpRequest, scope: Scope, asked: Round, form: AwardForm, *, suspended: int, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    note(request, "list", [one.public_id for one in form.people], scope.unit.id, scope.on)
    back = scope.address("badges", **asked.query())
    context = scope.context(
        _("Ghi tặng Huy hiệu Đảng"),
        form=form,
        verb=_("Trình người khác duyệt"),
        back=back,
        about=_("đợt trao %(day)s") % {"day": day(asked.day)},
        is_late=asked.is_late,
        total=len(form.people),
        most=MOST if len(form.people) > MOST else 0,
        suspended=suspended,
        check=CHECK,
        crumbs=[Link(_("Huy hiệu Đảng"), back)],
        **more,
    )
    return render(request, "pages/award_badges.html", context, status=status)
