"""A written report checked by itself and against the register: its text with marks, what was found, answers, a corrected copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from uuid import UUID

from django.core.exceptions import BadRequest
from django.core.files import File
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dangvu.access.gate import needs, viewer_in
from dangvu.figurecheck.claims import Verdict
from dangvu.figurecheck.extracting.extract import UnsupportedFile, extract
from dangvu.figurecheck.extracting.pdf import read_pdf
from dangvu.figurecheck.listed import ListedDocuments, read_list, read_list_file
from dangvu.filegate.refused import Refused
from dangvu.pages.drafts import Answer, Draft, Finding, System, find, receive, waiting
from dangvu.pages.forms import AnswerForm, ReportForm
from dangvu.pages.frame import Scope, scope_of, with_scope
from dangvu.pages.marks import TONES, blocks, lines_of, marks
from dangvu.pages.words import FINDINGS, VERDICTS
from dangvu.reports.against import Asker
from dangvu.reports.annotating import read_parts
from dangvu.web import parts
from dangvu.web.formats import day as written
from dangvu.web.formats import number
from dangvu.web.shell import Link

LINES = 60
"""Lines of a report shown at once, with what was found in them."""

FILTERS: dict[str, tuple[str, frozenset[Verdict]]] = {
    "": ("Cần xem", frozenset({"inconsistent", "rounding", "not_decidable"})),
    "khong-khop": ("Không khớp", frozenset({"inconsistent"})),
    "chua-ket-luan": ("Chưa kết luận", frozenset({"rounding", "not_decidable"})),
    "khop": ("Khớp", frozenset({"consistent"})),
    "tat-ca": ("Tất cả", frozenset(VERDICTS)),
}


@dataclass(frozen=True)
class Shown:
    """A finding as the page writes it; `number` is nothing for one that needs no look."""

    place: int
    number: int | None
    title: str
    tone: str
    word: str
    finding: Finding
    anchor: int
    proposal: str
    answer: Answer | None
    records: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs("figures")
def report_check(request: HttpRequest) -> HttpResponse:
    """Hand a report in; it is checked at once."""
    scope = scope_of(request)
    if scope.is_empty:
        return render(request, "pages/empty.html", scope.context(_("Soát số liệu")))
    if request.method != "POST":
        return _ask(request, scope, ReportForm())
    form = ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, scope, form)
    file, name = form.cleaned_data["file"], _("văn bản dán vào")
    try:
        text, original = _read(file) if file else (_plain(form.cleaned_data["text"]), [])
    except (UnsupportedFile, Refused) as refusal:
        form.add_error("file", _of_word(refusal))
        return _ask(request, scope, form)
    try:
        listed = _listed(form.cleaned_data["documents_file"], form.cleaned_data["documents"])
    except (UnsupportedFile, Refused) as refusal:
        form.add_error("documents_file", _of_word(refusal))
        return _ask(request, scope, form)
    viewer = viewer_in(request)
    asker = Asker(viewer.units("see") if viewer.has("see") else frozenset(), viewer.units("figures"))
    found = find(text, unit=scope.unit.id, on=form.cleaned_data["day"], known=scope.known, listed=listed, asker=asker)
    draft = receive(PurePath(file.name).name if file else name, text, found, listed, original, request.session, viewer.sight)
    return HttpResponseRedirect(scope.address("report_findings", draft.id))


def _listed(file: File[bytes] | None, pasted: str) -> ListedDocuments:
    """The documents to compare citations with; a list in which no line names one is refused."""
    if not file and not pasted.strip():
        return ListedDocuments()
    listed = _read_list(file) if file else read_list(_plain(pasted))
    if not listed.documents:
        raise UnsupportedFile(_("Không dòng nào của danh mục ghi số hiệu văn bản, ví dụ: Kết luận số 21-KL/TW ngày 25/10/2021."))
    return listed


def _read_list(file: File[bytes]) -> ListedDocuments:
    with _on_disk(file) as path:
        return read_list_file(path)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _of_word(refusal: Exception) -> str:
    """A file that lies about its parts is refused in the words of a Word file."""
    if isinstance(refusal, Refused):
        return _("Tệp hỏng, có mật khẩu hoặc nén bất thường nên không mở. Mở bằng Word, lưu lại dạng .docx rồi thử lại.")
    return str(refusal)


@contextmanager
def _on_disk(file: File[bytes]) -> Iterator[Path]:
    """An uploaded file under a name of ours, readable by the server alone and gone afterwards; a Word file is measured first."""
    kind = PurePath(file.name or "").suffix.lower()
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"bao-cao{kind}"
        path.touch(0o600)
        with path.open("wb") as target:
            target.writelines(file.chunks())
        if kind == ".docx":
            read_parts(path)
        yield path


def _read(file: File[bytes]) -> tuple[str, Iterable[bytes]]:
    """The text of an uploaded file, and the file itself where comments can be put into it."""
    with _on_disk(file) as path:
        text = extract(path, read_pdf)
        return (text, [path.read_bytes()]) if path.suffix == ".docx" else (_plain(text), [])


def _ask(request: HttpRequest, scope: Scope, form: ReportForm) -> HttpResponse:
    context = scope.context(
        _("Soát số liệu"), form=form, crumbs=(), drafts=list(_drafts(scope)) if scope.unit.alive and not scope.published else []
    )
    return render(request, "pages/report_check.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)


def _drafts(scope: Scope) -> Iterator[tuple[str, str, str]]:
    """Usual periods up to the day looked at, each with the addresses of its draft as a Word file and as text."""
    on, year = scope.on, scope.on.year
    periods = [(date(year, 1, 1), on)]
    periods += [(date(year, 1, 1), date(year, 6, 30))] if on > date(year, 6, 30) else []
    periods += [(date(year - 1, 1, 1), date(year - 1, 12, 31))]
    for since, until in periods:
        days = {"since": since.isoformat(), "until": until.isoformat()}
        words = _("từ %(since)s đến %(until)s") % {"since": written(since), "until": written(until)}
        yield words, scope.address("report_draft", "docx", **days), scope.address("report_draft", "txt", **days)


@require_safe
@needs("figures")
@with_scope
def report_findings(request: HttpRequest, scope: Scope, draft: UUID) -> HttpResponse:
    """A stretch of the text with marks, and beside it what was found there."""
    held = waiting(draft, request.session, viewer_in(request).sight)
    kind = request.GET.get("loc", "")
    if kind not in FILTERS:
        raise BadRequest(_("Không có cách lọc này."))
    numbers = {place: n for n, place in enumerate((p for p, one in enumerate(held.findings) if one.needs_a_look), start=1)}
    lines = lines_of(held.text)
    paging = parts.Paging(parts.asked_page(request.GET.get("page")), LINES, len(lines))
    here = lines[(paging.page - 1) * LINES : paging.page * LINES]
    begin, end = (here[0][0], here[-1][0] + len(here[-1][1])) if here else (0, 0)
    chosen = {
        place: one for place, one in enumerate(held.findings)
        if one.verdict in FILTERS[kind][1] and begin <= one.mark[0] <= end and not (one.verdict == "consistent" and kind == "")
    }  # fmt: skip
    seen = {place: one for place, one in enumerate(held.findings) if begin <= one.mark[0] <= end} if kind == "" else chosen
    found = marks(seen, numbers)
    anchors = {place: mark.anchor for mark in found for place in mark.places}
    shown = [_shown(scope, held, place, one, numbers, anchors) for place, one in chosen.items()]
    left = [place for place in numbers if place not in held.answers]
    context = scope.context(
        _("Kết quả soát"),
        draft=held,
        counts=Counter(one.verdict for one in held.findings),
        left=len(left),
        looked=len(held.findings),
        tabs=_tabs(scope, held, kind),
        tabs_label=_("Lọc theo kết luận"),
        blocks=list(blocks(here, found)),
        shown=shown,
        paging=paging,
        systems=_systems(scope, held),
        crumbs=[Link(_("Soát số liệu"), scope.address("report_check"))],
    )
    return render(request, "pages/report_findings.html", context)


def _tabs(scope: Scope, draft: Draft, kind: str) -> list[Link]:
    def count(verdicts: frozenset[Verdict]) -> str:
        return number(sum(one.verdict in verdicts for one in draft.findings))

    return [
        Link(text, scope.address("report_findings", draft.id, loc=name or None), count=count(verdicts), is_current=name == kind)
        for name, (text, verdicts) in FILTERS.items()
    ]


def _shown(scope: Scope, draft: Draft, place: int, one: Finding, numbers: Mapping[int, int], anchors: Mapping[int, int | None]) -> Shown:
    anchor = anchors.get(place)
    return Shown(
        place,
        numbers.get(place),
        FINDINGS.get(one.kind, one.kind),
        TONES[one.verdict],
        VERDICTS[one.verdict],
        one,
        place if anchor is None else anchor,
        "" if one.verdict == "not_decidable" else one.recomputed or (one.system.value if one.system else ""),
        draft.answers.get(place),
        _records(scope, one.system) if one.system else "",
    )


def _records(scope: Scope, system: System) -> str:
    """The page of the figure on its day, with its records."""
    key = system.word or None
    days = {"on": system.on, "from": system.since or None}
    return scope.address("figure", system.code, unit=system.unit, **days, by=system.by or None, key=key)


def _systems(scope: Scope, draft: Draft) -> parts.Table | None:
    """Every figure that could be compared, beside the register's."""
    rows = [_row(scope, one, one.system) for one in draft.findings if one.kind == "register" and one.system]
    heads = [parts.Column(_("Chỉ tiêu")), parts.Column(_("Đơn vị")), parts.Column(_("Ngày, kỳ"))]
    heads += [
        parts.Column(_("Văn bản"), is_number=True),
        parts.Column(_("Hệ thống"), is_number=True),
        parts.Column(_("Lệch"), is_number=True),
    ]
    return parts.Table(_("Đối chiếu với số liệu hệ thống"), [*heads, parts.Column(_("Kết luận"))], rows, is_stacked=True) if rows else None


def _row(scope: Scope, one: Finding, system: System) -> parts.Row:
    on = written(date.fromisoformat(system.on))
    days = f"{written(date.fromisoformat(system.since))} – {on}" if system.since else on
    cells = [
        parts.Cell(system.unit_name), parts.Cell(days), parts.Cell(one.stated), parts.Cell(system.value, _records(scope, system)),
        parts.Cell(system.difference), parts.Cell(VERDICTS[one.verdict], tone=_tone(one.verdict)),
    ]  # fmt: skip
    return parts.Row(parts.Cell(system.title), cells)


def _tone(verdict: Verdict) -> parts.Tone:
    return "ok" if verdict == "consistent" else "bad" if verdict == "inconsistent" else "warn"


@never_cache
@require_POST
@needs("figures")
def report_answer(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Put a figure right, explain it, or take the answer back."""
    scope, held, form = scope_of(request), waiting(draft, request.session, viewer_in(request).sight), AnswerForm(request.POST)
    if not form.is_valid() or form.cleaned_data["finding"] >= len(held.findings):
        raise BadRequest(_("Câu trả lời không đúng mẫu. Mở lại trang rồi làm lại."))
    act, words, place = form.cleaned_data["act"], " ".join(form.cleaned_data["words"].split()), form.cleaned_data["finding"]
    if act != "undo" and not words:
        raise BadRequest(_("Chưa ghi nội dung. Quay lại, ghi số đúng hoặc lời giải trình."))
    held.answered(place, None if act == "undo" else Answer(act, words)).keep()
    kept = {name: value for name in ("loc", "page") if (value := request.POST.get(name))}
    return HttpResponseRedirect(scope.address("report_findings", draft, **kept) + f"#f{place}")


@never_cache
@require_POST
@needs("figures")
def report_done(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Forget the report and all that was found in it."""
    scope = scope_of(request)
    waiting(draft, request.session, viewer_in(request).sight).drop(request.session)
    return HttpResponseRedirect(reverse("report_check") if scope.is_empty else scope.address("report_check"))
