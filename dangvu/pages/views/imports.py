"""An import in three steps: a file is handed in and checked, its problems are shown, and it is taken when that is confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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

from dangvu.commands import Clerk, Refused
from dangvu.exchange.importing import prepare, take
from dangvu.filegate.refused import Refused as FileRefused
from dangvu.pages.forms import FileForm
from dangvu.pages.frame import Scope, scope_of
from dangvu.pages.uploads import Upload, receive, waiting
from dangvu.web.formats import number
from dangvu.web.parts import Cell, Column, Figure, Row, Step, Table

DONE = "import_done"
SHOWN = 100
"""Problems shown of each sheet; the rest is in the workbook of refused rows."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand a workbook in; it is checked at once and written only after the confirmation."""
    scope = scope_of(request)
    if request.method != "POST":
        return _ask(request, scope, FileForm())
    _demand_today(scope)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, scope, form)
    file = form.cleaned_data["file"]
    received = receive(file.chunks(), request.session)
    try:
        received.keep(prepare(received.file, name=file.name))
    except FileRefused as refusal:
        received.drop(request.session)
        form.add_error("file", refusal.message)
        return _ask(request, scope, form)
    return HttpResponseRedirect(scope.address("import_check", received.id))


def _ask(request: HttpRequest, scope: Scope, form: FileForm) -> HttpResponse:
    context = scope.context(
        _("Nhập từ Excel"), form=form, verb=_("Tải lên và soát"), steps=_steps(0), done=request.session.pop(DONE, None), crumbs=(),
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
def check(request: HttpRequest, upload: UUID) -> HttpResponse:
    """What the check found, sheet by sheet, and the button that takes the good rows."""
    scope = scope_of(request)
    return _show(request, scope, waiting(upload, request.session))


def _show(request: HttpRequest, scope: Scope, received: Upload, refusal: Sequence[str] = ()) -> HttpResponse:
    report = received.report()
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
        refusal=refusal,
        verb=_("Nhập %(rows)s dòng hợp lệ") % {"rows": number(report["new_rows"])},
        crumbs=(),
    )
    return render(request, "pages/import_check.html", context, status=HTTPStatus.CONFLICT if refusal else HTTPStatus.OK)


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
def refused_rows(request: HttpRequest, upload: UUID) -> HttpResponseBase:
    """The rows that are handed back, as a workbook that can be corrected and handed in again."""
    received = waiting(upload, request.session)
    return FileResponse(received.refused.open("rb"), as_attachment=True, filename="dong-tra-lai.xlsx")


@never_cache
@require_POST
def take_in(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Take the good rows as one decision; the file is checked again, for the register may have changed meanwhile."""
    scope = scope_of(request)
    _demand_today(scope)
    received = waiting(upload, request.session)
    prepared = prepare(received.file, name=received.report()["name"])
    try:
        decision = take(prepared, Clerk(request.user.get_username()))
    except Refused as refusal:
        received.keep(prepared)
        return _show(request, scope, received, [problem.message for problem in refusal.problems])
    request.session[DONE] = {"rows": prepared.new_rows, "decision": decision, "on": prepared.on.isoformat(), "name": prepared.name}
    received.drop(request.session)
    return HttpResponseRedirect(scope.address("import"))


@never_cache
@require_POST
def drop(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Forget the file; nothing was written."""
    scope = scope_of(request)
    waiting(upload, request.session).drop(request.session)
    return HttpResponseRedirect(reverse("import") if scope.is_empty else scope.address("import"))
