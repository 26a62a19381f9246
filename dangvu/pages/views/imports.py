"""An import in three steps: a file is handed in and checked, its problems are shown, and it is taken when that is confirmed.

The worker checks and takes (`jobs`); the page of the upload shows how far that is, renews itself, and goes on when it is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from http import HTTPStatus
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dangvu.access.gate import needs, viewer_in
from dangvu.accounts.stepup import recently
from dangvu.pages import jobs
from dangvu.pages.forms import FileForm
from dangvu.pages.frame import Scope, scope_of
from dangvu.pages.uploads import Upload, receive, waiting
from dangvu.pages.work import State
from dangvu.people.queries import public_ids
from dangvu.periods.clock import now
from dangvu.readings.noting import note
from dangvu.web.formats import number
from dangvu.web.parts import Cell, Column, Figure, Row, Step, Table

ENDED = "import_ended"
whole_register = needs("import", whole=True)
"""A workbook speaks of the whole register, so nobody hands one in who does not hold it."""

RENEWED = "2"
"""Seconds after which a browser asks again how far the work is, without any script."""

QUOTED = re.compile("“([^”]*)”")
SHOWN = 100
"""Problems shown of each sheet; the rest is in the workbook of refused rows."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@whole_register
def upload(request: HttpRequest) -> HttpResponse:
    """Hand a workbook in; it is checked and written only after the confirmation."""
    scope = scope_of(request)
    if request.method != "POST":
        return _ask(request, scope, FileForm())
    _demand_today(scope)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, scope, form)
    if jobs.worked_on(request.session):
        return _to_what_is_done(request, scope)
    file = form.cleaned_data["file"]
    received = receive(file.chunks(), request.session)
    jobs.check(received, file.name, _account(request))
    return HttpResponseRedirect(scope.address("import_check", received.id))


def _account(request: HttpRequest) -> int:
    account = viewer_in(request).account_id
    if account is None:
        raise PermissionDenied
    return account


def _to_what_is_done(request: HttpRequest, scope: Scope) -> HttpResponse:
    """A session has one file checked or taken at a time: on to the page of that one."""
    busy = jobs.worked_on(request.session)
    return HttpResponseRedirect(scope.address("import_check", busy) if busy else scope.address("import"))


def _ask(request: HttpRequest, scope: Scope, form: FileForm) -> HttpResponse:
    context = scope.context(
        _("Nhập từ Excel"), form=form, verb=_("Tải lên và soát"), steps=_steps(0), ended=request.session.pop(ENDED, None), crumbs=(),
    )  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "pages/import.html", context, status=status)


def _steps(current: int) -> list[Step]:
    texts = (_("Tải tệp"), _("Soát lỗi"), _("Nhập"))
    return [Step(text, "done" if place < current else "current" if place == current else "ahead") for place, text in enumerate(texts)]


def _demand_today(scope: Scope) -> None:
    if scope.shell.is_read_only:
        raise PermissionDenied(_("Chỉ nhập được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))


@never_cache
@require_safe
@whole_register
def check(request: HttpRequest, upload: UUID) -> HttpResponse:
    """What the check found, sheet by sheet, and the button that takes the good rows."""
    received = waiting(upload, request.session)
    state = jobs.state_of(received)
    if state.is_working:
        return _wait(request, state)
    scope = scope_of(request)
    if state.step == "checked":
        return _show(request, scope, received, state)
    request.session[ENDED] = asdict(state)
    received.drop(request.session)
    return HttpResponseRedirect(scope.address("import"))


def _wait(request: HttpRequest, state: State) -> HttpResponse:
    """How far the work is; the browser asks again by itself. It asks nothing of the register, which a first import locks."""
    is_check = state.step == "checking"
    title = _("Đang soát tệp") if is_check else _("Đang nhập tệp")
    seconds = round(now().timestamp() - state.began)
    context = {"title": title, "state": state, "seconds": seconds, "steps": _steps(1 if is_check else 2)}
    response = render(request, "pages/import_wait.html", context)
    response["Refresh"] = RENEWED
    return response


def _show(request: HttpRequest, scope: Scope, received: Upload, state: State) -> HttpResponse:
    report = received.report()
    note(request, "records", _quoted(report), scope.unit.id, scope.on)
    counted: Mapping[str, Mapping[str, int]] = report["sheets"]
    rejected = sum(one["rejected"] for one in counted.values())
    context = scope.context(
        _("Soát tệp trước khi nhập"),
        upload=received.id,
        report=report,
        on=date.fromisoformat(report["on"]),
        steps=_steps(1),
        main=_main(report, rejected),
        sheets=_sheets(report),
        problems=list(_problems(report)),
        rejected=rejected,
        state=state,
        verb=_("Nhập %(rows)s dòng hợp lệ") % {"rows": number(report["new_rows"])},
        crumbs=(),
    )
    return render(request, "pages/import_check.html", context)


def _quoted(report: Mapping[str, Any]) -> list[UUID]:
    """People of the register whose numbers stand in what the check says; beside these it quotes what is held of them."""
    said = {word for one in report["problems"] for word in (one["key"], *QUOTED.findall(one["message"]))}
    return public_ids(said)


def _main(report: Mapping[str, Any], rejected: int) -> list[Figure]:
    doubtful = {(one["sheet"], one["row"]) for one in report["problems"] if not one["rejected"]}
    return [
        Figure(_("Đọc được"), number(sum(one["read"] for one in report["sheets"].values())), note=_("dòng trong tệp")),
        Figure(_("Sẽ ghi"), number(report["new_rows"]), note=_("dòng mới hoặc có thay đổi")),
        Figure(_("Cần xem"), number(len(doubtful)), note=_("vẫn nhập, nên kiểm tra lại")),
        Figure(_("Trả lại"), number(rejected), note=_("không nhập cho tới khi sửa")),
    ]


def _sheets(report: Mapping[str, Any]) -> Table:
    def row(name: str, counted: Mapping[str, int]) -> Row:
        unchanged = report["unchanged"].get(name, 0)
        return Row(Cell(name), [Cell(number(count)) for count in (counted["read"], counted["accepted"], unchanged, counted["rejected"])])

    rows = [row(name, counted) for name, counted in report["sheets"].items()]
    heads = (_("Đọc"), _("Nhận"), _("Đã có trong sổ"), _("Trả lại"))
    return Table(_("Số dòng theo trang tính"), [Column(_("Trang tính")), *(Column(head, is_number=True) for head in heads)], rows)


def _problems(report: Mapping[str, Any]) -> Iterator[tuple[str, Table, int]]:
    """For each sheet its first problems, refusals first, and how many are not shown."""
    ordered = sorted(report["problems"], key=lambda one: one["sheet"])
    columns = [Column(_("Dòng")), Column(_("Mã, số")), Column(_("Cột")), Column(_("Mức")), Column(_("Vấn đề và cách sửa"))]
    for sheet, found in groupby(ordered, key=lambda one: one["sheet"]):
        problems = sorted(found, key=lambda one: (not one["rejected"], one["row"]))
        rows = [_problem(one) for one in problems[:SHOWN]]
        yield sheet, Table(_("Trang tính %(sheet)s") % {"sheet": sheet}, columns, rows, is_stacked=True), len(problems) - len(rows)


def _problem(one: Mapping[str, Any]) -> Row:
    weight = Cell(_("Trả lại"), tone="bad") if one["rejected"] else Cell(_("Cần xem"), tone="warn")
    return Row(Cell(str(one["row"])), [Cell(one["key"]), Cell(one["column"]), weight, Cell(one["message"])])


@never_cache
@require_safe
@whole_register
def refused_rows(request: HttpRequest, upload: UUID) -> HttpResponseBase:
    """The rows that are handed back, as a workbook that can be corrected and handed in again."""
    received = waiting(upload, request.session)
    note(request, "records", _quoted(received.report()))
    return FileResponse(received.refused.open("rb"), as_attachment=True, filename="dong-tra-lai.xlsx")


@never_cache
@require_POST
@whole_register
@recently()
def take_in(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Take the rows that were confirmed as one decision; the file is read again, and shown again if the register has changed meanwhile."""
    received = waiting(upload, request.session)
    scope = scope_of(request)
    _demand_today(scope)
    if jobs.worked_on(request.session):
        return _to_what_is_done(request, scope)
    if jobs.state_of(received).step == "checked":
        jobs.take_in(received, _account(request))
    return HttpResponseRedirect(scope.address("import_check", received.id))


@never_cache
@require_POST
@whole_register
def drop(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Forget the file; nothing was written."""
    scope = scope_of(request)
    received = waiting(upload, request.session)
    if jobs.state_of(received).is_working:
        return _to_what_is_done(request, scope)
    received.drop(request.session)
    return HttpResponseRedirect(reverse("import") if scope.is_empty else scope.address("import"))
