"""What leaves the check of a report as a file: a draft written from figures, the corrected copy."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dangvu.access.gate import needs, viewer_in
from dangvu.pages.drafts import waiting
from dangvu.pages.frame import Scope, with_scope
from dangvu.periods.clock import now
from dangvu.reports.sentences import write_report
from dangvu.web.shell import as_day

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@needs("figures")
@with_scope
def report_draft(request: HttpRequest, scope: Scope, kind: str) -> HttpResponse:
    """The draft of a periodic report of the unit, written from its figures."""
    if scope.published:
        raise Http404("a report is written by who may list the people of the unit")
    since, until = (as_day(request.GET.get(name, "")) for name in ("since", "until"))
    draft = write_report(scope.unit.id, until, since=since, known=scope.known, within=scope.within)
    return _download(f"du-thao-{scope.unit.code}-{until.isoformat()}", kind, lambda: draft.docx(now()), draft.text)


def _download(name: str, kind: str, docx: Callable[[], bytes], text: str) -> HttpResponse:
    """A Word file or plain text under a name."""
    if kind not in ("docx", "txt"):
        raise Http404("no such kind of file")
    content, type_ = (docx(), DOCX) if kind == "docx" else (text.encode(), "text/plain; charset=utf-8")
    plain = re.sub(r"[^\w.-]", "-", name)
    return HttpResponse(content, content_type=type_, headers={"Content-Disposition": f'attachment; filename="{plain}.{kind}"'})


@require_safe
@needs("figures")
@with_scope
def report_copy(request: HttpRequest, _scope: Scope, draft: UUID, kind: str) -> HttpResponse:
    """The corrected copy: a Word file with comments, or plain text."""
    held = waiting(draft, request.session, viewer_in(request).sight)
    return _download("ban-sao", kind, lambda: held.copy(now()), held.corrected())
