"""The reads: units, the roll of a unit, the file of a member, figures and their records; each asks what the pages ask."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query

from dangvu.access.gate import viewer_in
from dangvu.api import forms
from dangvu.api.answers import failed, write
from dangvu.api.files import file_of
from dangvu.api.looking import Looked, look, named, note_reading
from dangvu.api.values import AskedFigures, AskedMembers, AskedRecords, AskedUnits, Code, OnADay
from dangvu.indicators.evaluation import Figure
from dangvu.members.kinds import PARTICIPATION, STANDING
from dangvu.organisation.past import history
from dangvu.organisation.places import locality_name
from dangvu.organisation.queries import ancestors, children, unit_names
from dangvu.people.queries import person_by_public_id
from dangvu.periods import clock
from dangvu.reports.figures import CATALOGUE, Answer, Part, indicator, records
from dangvu.reports.kept import Asked, answer, head_of
from dangvu.reports.queries import Member, Roll, count_records, divisions_of, length, page
from dangvu.reports.sight import FIGURES, SEE, SENSITIVE, opened

api = NinjaAPI(
    title="Sổ Đảng vụ",
    version="1",
    description="Đọc tổ chức, đảng viên, số liệu, bản ghi theo nhiệm vụ được giao của tài khoản. Lượt xem về người đều được ghi nhật ký.",
    openapi_url=None,
    docs_url=None,
    renderer=write,
)
failed(api)

STOOD = {number: name for name, number in STANDING.items()}
PRESENT = {number: name for name, number in PARTICIPATION.items()}
PEOPLE = frozenset({"members", "opening", "entries", "leavings", "moved_in", "moved_out"})


@api.get("units/", response=forms.Units, url_name="api_units", operation_id="api_units", summary="Tổ chức đảng trong phạm vi được xem")
def units(request: HttpRequest, asked: Query[AskedUnits]) -> forms.Units:
    """Những tổ chức hoạt động vào một ngày, theo mã."""
    viewer, on = viewer_in(request), asked.on or clock.today()
    found = [row for row in unit_names(on) if viewer.shows(row.id)]
    shown = found[asked.offset : asked.offset + asked.size]
    items = [forms.UnitRef(id=row.public_id, code=row.code, name=row.name, kind=row.kind) for row in shown]
    return forms.Units(on=on, page=asked.page, size=asked.size, total=len(found), items=items)


@api.get("units/{uuid:unit}/", response=forms.Unit, url_name="api_unit", operation_id="api_unit", summary="Một tổ chức đảng")
def unit(request: HttpRequest, unit: UUID, asked: Query[OnADay]) -> forms.Unit:
    """Tổ chức vào một ngày, với cấp trên và các tổ chức trực thuộc trong phạm vi được xem."""
    looked = look(request, unit, asked, SEE, FIGURES)
    found, viewer = looked.unit, looked.viewer
    turns = history(found.id, looked.known)
    return forms.Unit(
        id=found.public_id,
        code=found.code,
        name=found.name,
        kind=found.kind,
        is_cell=found.cell,
        sector=found.sector,
        locality=locality_name(found.locality, looked.on) if found.locality else "",
        is_alive=found.alive,
        since=min((turn.since for turn in turns), default=None),
        until=turns[-1].until if turns else None,
        on=looked.on,
        above=[named(viewer, row) for row in ancestors(found.id, looked.on)],
        below=[named(viewer, row) for row in children(found.id, looked.on, looked.known) if viewer.shows(row.id)],
    )


@api.get(
    "units/{uuid:unit}/members/", response=forms.Members, url_name="api_members", operation_id="api_members", summary="Danh sách đảng viên"
)
def members(request: HttpRequest, unit: UUID, asked: Query[AskedMembers]) -> forms.Members:
    """Đảng số của tổ chức vào một ngày, theo tên như trong danh bạ."""
    looked = look(request, unit, asked, SEE)
    roll = Roll(looked.unit.id, looked.on, looked.known, within=looked.sight.within)
    listed = page(roll, limit=asked.size, offset=asked.offset)
    note_reading(request, "list", [one.public_id for one in listed], looked.unit.id, looked.on)
    files = set(opened(looked.viewer, [one.public_id for one in listed]))
    items = [_line(one, is_open=one.public_id in files, told_apart=looked.sight.may_tell_apart) for one in listed]
    return forms.Members(unit=looked.ref, on=looked.on, page=asked.page, size=asked.size, total=length(roll), items=items)


def _line(one: Member, *, is_open: bool, told_apart: bool) -> forms.Listed:
    return forms.Listed(
        id=one.public_id,
        is_open=is_open,
        name=one.name,
        record_no=one.record_no,
        card_no=one.card_no,
        born=one.born,
        sex=forms.SEX.get(one.female),
        ethnicity=one.ethnicity if told_apart else None,
        cell=one.cell,
        decided=one.decided,
        standing=STOOD.get(one.standing, ""),
        participation=PRESENT.get(one.participation, ""),
    )


@api.get("members/{uuid:member}/", response=forms.Member, url_name="api_member", operation_id="api_member", summary="Hồ sơ một đảng viên")
def member(request: HttpRequest, member: UUID, asked: Query[OnADay]) -> forms.Member:
    """Hồ sơ như sổ đang giữ, với đợt sinh hoạt trong phạm vi được xem."""
    viewer, number = viewer_in(request), person_by_public_id(member)
    found = None
    if number is not None and viewer.sees_person(number):
        found = file_of(number, viewer, asked, told_apart=viewer.sees_person(number, SENSITIVE))
    if found is None:
        raise Http404("no such person")
    file, cell = found
    note_reading(request, "file", [member], cell or viewer.home, asked.day)
    return file


@api.get("units/{uuid:unit}/figures/", response=forms.Figures, url_name="api_figures", operation_id="api_figures", summary="Chỉ tiêu")
def figures(request: HttpRequest, unit: UUID, asked: Query[AskedFigures]) -> forms.Figures:
    """Chỉ tiêu của tổ chức vào một ngày, chia theo một cách phân tích nếu cần."""
    looked = look(request, unit, asked, FIGURES)
    found = _asked(looked, asked)
    below = {row.code: row.public_id for row in (*children(looked.unit.id, looked.on, looked.known), looked.unit)
             if looked.viewer.shows(row.id)}  # fmt: skip
    is_by_child = asked.by == "child"

    def groups(code: str) -> list[forms.Group]:
        parts = found.groups.get(code, ())
        return [_group(part, below.get(part.key) if is_by_child else None) for part in parts if not is_by_child or part.key in below]

    return forms.Figures(
        unit=looked.ref,
        on=found.on,
        since=found.since,
        is_partial=looked.sight.within is not None,
        rounded_on=found.rounded_on,
        items=[_figure(looked, code, figure, groups(code)) for code, figure in found.figures.items()],
    )


def _asked(looked: Looked, asked: AskedFigures) -> Answer:
    head, _latest = head_of(looked.viewer)
    is_by_child = asked.by == "child"
    by, codes = "" if is_by_child else asked.by or "", tuple(dict.fromkeys(asked.codes)) or None
    sight = looked.sight
    return answer(Asked(head, looked.unit.id, looked.on, asked.since, looked.known, codes, by, is_by_child, sight.published, sight.within))


def _plain(value: Decimal | int | None) -> float | int | None:
    return float(value) if isinstance(value, Decimal) else value


def _figure(looked: Looked, code: str, figure: Figure, groups: list[forms.Group]) -> forms.FigureOf:
    one = indicator(code)
    return forms.FigureOf(
        code=code,
        name=one.name,
        unit_of_measure=one.unit_of_measure,
        value=_plain(figure.value),
        numerator=figure.numerator,
        denominator=figure.denominator,
        shown=figure.shown,
        has_records=looked.sight.opens(one),
        groups=groups,
    )


def _group(part: Part, unit: UUID | None) -> forms.Group:
    figure = part.figure
    return forms.Group(
        key=part.key,
        unit=unit,
        value=_plain(figure.value),
        numerator=figure.numerator,
        denominator=figure.denominator,
        share=_plain(part.share),
        shown=figure.shown,
    )


@api.get(
    "units/{uuid:unit}/figures/{slug:code}/records/",
    response=forms.Records,
    url_name="api_records",
    operation_id="api_records",
    summary="Bản ghi làm nên một con số",
)
def records_of_figure(request: HttpRequest, unit: UUID, code: Path[Code], asked: Query[AskedRecords]) -> forms.Records:
    """Những bản ghi mà chỉ tiêu đếm, hoặc của một phần khi có by và key."""
    looked = look(request, unit, asked, FIGURES)
    one = CATALOGUE.indicators.get(code)
    if one is None or not looked.sight.opens(one, asked.by or ""):
        raise Http404("no records for this reader")
    by, key = asked.by or "", asked.key or ""
    if bool(by) != bool(key) or (by and by not in divisions_of(code)):
        raise BadRequest(_("Ghi cả by và key, với một cách phân tích mà chỉ tiêu này có, hoặc bỏ cả hai."))
    found = records(
        looked.unit.id, code, looked.on, since=asked.since, known=looked.known, by=by or None, key=key or None, limit=asked.size,
        offset=asked.offset, within=looked.sight.within,
    )  # fmt: skip
    total = count_records(
        looked.unit.id, code, looked.on, since=asked.since, known=looked.known, by=by, key=key, within=looked.sight.within
    )
    is_of_people = one.numerator.source.name in PEOPLE
    note_reading(request, "records", [row.id for row in found] if is_of_people else (), looked.unit.id, looked.on)
    return forms.Records(
        unit=looked.ref,
        code=code,
        on=looked.on,
        since=asked.since or looked.on.replace(month=1, day=1),
        of="persons" if is_of_people else "others",
        page=asked.page,
        size=asked.size,
        total=total,
        items=[forms.RecordOf(id=row.id, label=row.label, amount=row.amount) for row in found],
    )
