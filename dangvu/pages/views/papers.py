"""The official paper of a decision: looked at as a draft, and issued under the next number of the committee."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dangvu.access.connections import registrar
from dangvu.access.gate import needs
from dangvu.access.officer import Officer
from dangvu.accounts.stepup import recently
from dangvu.commands import Refused
from dangvu.documents.issuing import draft, file_of, issue
from dangvu.documents.queries import documents_about, term_on
from dangvu.organisation.queries import unit_on
from dangvu.pages.files import answer
from dangvu.pages.frame import Scope, with_scope
from dangvu.pages.history import name_of
from dangvu.pages.papers import Carried, PaperForm, carried, text_of
from dangvu.people.queries import names_of
from dangvu.proposals.queries import APPROVE
from dangvu.readings.noting import note
from dangvu.web.shell import Link

DRAFTS = ("pdf", "docx")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(APPROVE)
@with_scope
def issue_paper(request: HttpRequest, scope: Scope, number_: int) -> HttpResponseBase:
    """Who signs it and when; then the draft as a file, or the paper itself."""
    with registrar():
        decided = carried(number_)
    if decided is None or not _may(scope, decided):
        raise Http404("no decision that this reader puts into writing here")
    if request.method != "POST":
        return _show(request, scope, decided, _empty(scope))
    if scope.shell.is_read_only:
        raise PermissionDenied(_("Chỉ ra văn bản được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))
    form = PaperForm(request.POST)
    if not form.is_valid():
        return _show(request, scope, decided, form)
    try:
        kind = request.POST.get("act", "")
        return _draft(request, scope, decided, form, kind) if kind in DRAFTS else _issued(request, scope, decided, form)
    except Refused as refused:
        for problem in refused.problems:
            form.add_error(None, problem.message)
        return _show(request, scope, decided, form)


def _may(scope: Scope, decided: Carried) -> bool:
    """Whether the reader decides for the committee that took the decision, whatever unit the address names."""
    return scope.viewer.whole(APPROVE) if decided.is_of_province else scope.viewer.sees(decided.issuer, APPROVE)


def _empty(scope: Scope) -> PaperForm:
    return PaperForm(None, initial={"on": scope.shell.today, "behalf": "T/M Ban Thường vụ", "office": "Bí thư"})


def _noted(request: HttpRequest, scope: Scope, decided: Carried, persons: Sequence[int]) -> None:
    """Whoever is named in a file that leaves is noted before it does, also who is in no list of the reader any more."""
    with registrar():
        named = [public_id for public_id, _name in names_of(persons).values()]
        note(request, "list", named, decided.issuer, scope.on)


@recently()
def _draft(request: HttpRequest, scope: Scope, decided: Carried, form: PaperForm, kind: str) -> HttpResponse:
    day = form.cleaned_data["on"]
    with registrar(), translation.override(settings.LANGUAGE_CODE):
        text = text_of(decided, form.signature(), day)
        printed = file_of(draft(text, decided.issuer, day), kind)
    _noted(request, scope, decided, text.persons)
    return answer(printed, kind, f"du-thao-{decided.number}")


@recently()
def _issued(request: HttpRequest, scope: Scope, decided: Carried, form: PaperForm) -> HttpResponse:
    officer, day = Officer(scope.viewer.account_id or 0, scope.viewer.label), form.cleaned_data["on"]
    with registrar(), translation.override(settings.LANGUAGE_CODE):
        issue(lambda: text_of(decided, form.signature(), day), decided.issuer, day, officer, about=decided.number)
        issuer = unit_on(decided.issuer, scope.on)
    return HttpResponseRedirect(scope.address("documents", unit=issuer))


def _show(request: HttpRequest, scope: Scope, decided: Carried, form: PaperForm) -> HttpResponse:
    with registrar():
        standing = [one for one in documents_about(decided.number) if not one.cancelled]
        term, issuer = term_on(decided.issuer, scope.on), unit_on(decided.issuer, scope.on)
    seen = [Link(one.symbol, scope.address("document_file", one.issue, "pdf") if scope.viewer.sees(one.unit) else "") for one in standing]
    context = scope.context(
        _("Ra văn bản"), form=form, kind=name_of(_kind(decided)), number_=decided.number, standing=seen, term=term, issuer=issuer,
        crumbs=(),
    )  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "pages/issue_paper.html", context, status=status)


def _kind(decided: Carried) -> str:
    return {"SendMember": "transfers.send", "BeginTemporaryStay": "transfers.begin_stay"}.get(
        type(decided.command).__name__, "badges.award"
    )
