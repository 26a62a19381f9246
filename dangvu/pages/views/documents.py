"""The register of the documents that a unit has issued, and their files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dangvu.access.gate import needs
from dangvu.documents.queries import Issued, content, count_of, document, documents_of, persons_in, term_on
from dangvu.pages.files import answer
from dangvu.pages.frame import Scope, with_scope
from dangvu.people.queries import names_of
from dangvu.readings.noting import note
from dangvu.web.formats import day
from dangvu.web.parts import Paging, asked_page

A_PAGE = 50


@require_safe
@needs("see")
@with_scope
def documents(request: HttpRequest, scope: Scope) -> HttpResponse:
    """What the unit has issued up to the day, the latest first; of units whose people the reader may list."""
    if scope.published is not None or not scope.viewer.sees(scope.unit.id):
        raise Http404("the documents of this unit are not the reader's")
    place = asked_page(request.GET.get("page"))
    rows = documents_of(scope.unit.id, until=scope.on, limit=A_PAGE, offset=(place - 1) * A_PAGE)
    context = scope.context(
        _("Văn bản đã ban hành"),
        term=term_on(scope.unit.id, scope.on),
        rows=[_row(scope, one) for one in rows],
        paging=Paging(place, A_PAGE, count_of(scope.unit.id, until=scope.on)),
        is_wide=True,
    )
    return render(request, "pages/documents.html", context)


def _row(scope: Scope, one: Issued) -> dict[str, Any]:
    return {
        "symbol": one.symbol,
        "kind": one.kind,
        "title": one.title,
        "day": day(one.day),
        "is_cancelled": one.cancelled,
        "decision": one.about or one.issue,
        "pdf": scope.address("document_file", one.issue, "pdf"),
        "docx": scope.address("document_file", one.issue, "docx"),
    }


@require_safe
@needs("see")
@with_scope
def document_file(request: HttpRequest, scope: Scope, issue: int, kind: str) -> HttpResponse:
    """A file as it was issued; whoever it names is noted as read."""
    found = document(issue)
    if found is None or kind not in {"pdf", "docx"} or not scope.viewer.sees(found.unit):
        raise Http404("no such document for this reader")
    printed = content(found.pdf if kind == "pdf" else found.docx)
    if printed is None:
        raise Http404("the file is erased")
    named = names_of(persons_in(issue))
    note(request, "list", [public_id for public_id, _name in named.values()], found.unit, found.day)
    return answer(printed, kind, found.symbol)
