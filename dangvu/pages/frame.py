"""Which unit is looked at, on which day, by which knowledge; and the frame that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from dangvu.access.gate import viewer_in
from dangvu.access.viewer import FIGURES, SEE, Viewer
from dangvu.indicators.evaluation import Unanswerable
from dangvu.indicators.publishing import Publication
from dangvu.organisation.queries import UnitOn, around, unit_by_public_id
from dangvu.pages.waiting import with_tasks
from dangvu.periods import clock
from dangvu.reports.kept import head_of
from dangvu.reports.sight import Sight, opened, sight_of
from dangvu.web.formats import day as written
from dangvu.web.shell import DAY, Group, Link, Shell, asked_day, asked_known

UNIT = "unit"
NEARBY = 60
"""The switcher offers at most this many units; the rest are found by name."""

SAME_PAGE = frozenset({"overview", "unit", "members", "figure", "return", "badges", "dues", "documents", "mandates"})
"""The pages on which another unit can be shown in place; from all others one comes to the page of the unit."""

NO_UNIT = UnitOn(0, UUID(int=0), "", "", "", cell=False, sector="", locality=None, alive=False)
NOTHING_YET = UnitOn(0, UUID(int=0), "", "Sổ chưa có dữ liệu", "", cell=False, sector="", locality=None, alive=False)

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponseBase]


@dataclass(frozen=True)
class Scope:
    """What every page is about; `above` goes from the root down to the parent."""

    unit: UnitOn
    above: Sequence[UnitOn]
    children: Sequence[UnitOn]
    on: date
    known: datetime | None
    shell: Shell
    viewer: Viewer
    head: bytes
    """The hash of the last decision, and what the reader sees: what was computed under both stays true under both."""
    latest: date | None
    """The day on which that decision takes effect."""
    sight: Sight = Sight()

    @property
    def published(self) -> Publication | None:
        """How sensitive figures are shown; None where all figures are exact."""
        return self.sight.published

    @property
    def within(self) -> frozenset[int] | None:
        """The units that are counted; None for all below the unit."""
        return self.sight.within

    @property
    def may_tell_apart(self) -> bool:
        """Whether lists of people may be told apart by ethnicity, religion or discipline."""
        return self.sight.may_tell_apart

    @property
    def is_empty(self) -> bool:
        """Whether the register holds no unit at all."""
        return self.unit.id == 0

    def address(self, name: str, *args: object, **query: UnitOn | str | int | None) -> str:
        """A page of this day; of another unit where `unit` is one."""
        plain = {key: str(value.public_id) if isinstance(value, UnitOn) else value for key, value in query.items()}
        return self.shell.at(reverse(name, args=args), **{key: value for key, value in plain.items() if key != UNIT or value})

    def files(self, public_ids: Iterable[UUID]) -> dict[UUID, str]:
        """The addresses of those of some people's files that the reader may open: not of who is listed in the past and has left since."""
        return {one: self.address("member", one) for one in opened(self.viewer, list(public_ids))}

    def context(self, title: str, **more: Any) -> dict[str, Any]:
        """What a template is given."""
        return {"shell": self.shell, "title": title, "unit": self.unit, **more}


def with_scope(view: Callable[Concatenate[HttpRequest, Scope, Given], HttpResponseBase]) -> View[Given]:
    """Give a view its scope; before the first import there is only a page that says how to begin.

    A figure that nothing answers for this day is told to the reader as what it is: an address that asks for the impossible.
    No browser keeps a page, so that nothing can be read after signing out.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        scope = scope_of(request)
        if not any(scope.viewer.has(right) for right in (SEE, FIGURES)):
            raise Http404("no unit lies open to this reader")
        if scope.is_empty:
            return render(request, "pages/empty.html", scope.context(_("Sổ chưa có dữ liệu")))
        try:
            return view(request, scope, *args, **kwargs)
        except Unanswerable as impossible:
            raise BadRequest(str(impossible)) from impossible

    return never_cache(answer)


def with_frame(view: Callable[Concatenate[HttpRequest, Scope, Given], HttpResponseBase]) -> View[Given]:
    """Give a view the frame alone, also where no unit lies open to the reader."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        return view(request, scope_of(request), *args, **kwargs)

    return never_cache(answer)


def scope_of(request: HttpRequest) -> Scope:
    """The unit, day and knowledge in the address; the reader's own unit and today where they are missing.

    404 for a unit that is unknown or does not lie open to the reader: nobody can tell one from the other.
    """
    now, viewer = clock.now(), viewer_in(request)
    on, known = asked_day(request, today=now.date()), asked_known(request, now=now)
    head, latest = head_of(viewer)
    asked = _Asked(request, viewer, on, known, now.date(), latest)
    number = _asked_unit(request, viewer)
    if number is None:
        none = NOTHING_YET if viewer.has(SEE) else NO_UNIT
        return Scope(none, (), (), on, known, asked.shell(none, (), ()), viewer, head, latest)
    found = around(number, on, known)
    if found is None:
        raise Http404("nothing is held of this unit any more")
    unit, upper = found.unit, found.above
    below = [row for row in found.below if viewer.shows(row.id)]
    sight = sight_of(viewer, number, known, now.date())
    shell = replace(asked.shell(unit, upper, below), is_partial=sight.within is not None)
    return Scope(unit, upper, below, on, known, shell, viewer, head, latest, sight)


def _asked_unit(request: HttpRequest, viewer: Viewer) -> int | None:
    text = request.GET.get(UNIT)
    if not text:
        return viewer.home
    number = unit_by_public_id(as_uuid(text))
    if number is None or not viewer.shows(number):
        raise Http404("no such unit")
    return number


def as_uuid(text: str) -> UUID:
    """An opaque number in an address; what is none leads nowhere."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404("no such number") from None


@dataclass(frozen=True)
class _Asked:
    """What the frame is made of besides the unit."""

    request: HttpRequest
    viewer: Viewer
    on: date
    known: datetime | None
    today: date
    latest: date | None

    def shell(self, unit: UnitOn, upper: Sequence[UnitOn], below: Sequence[UnitOn]) -> Shell:
        """The frame around a page of the unit."""
        request = self.request
        asked = request.GET.get(UNIT)
        bare = Shell(
            organisation=(upper[0] if upper else unit).name,
            unit=unit.name,
            unit_code=unit.code,
            day=self.on,
            today=self.today,
            account=request.user.get_username(),
            home="",
            search="",
            find_unit="",
            sign_out=reverse("sign_out"),
            own_account=reverse("account"),
            navigation=(),
            kept={UNIT: asked} if asked else {},
            known=self.known,
        )
        here = (request.resolver_match.url_name if request.resolver_match else None) or ""
        same = request.path if here in SAME_PAGE else reverse("unit")
        return replace(
            bare,
            home=bare.at(reverse("overview")),
            search=bare.at(reverse("search")),
            find_unit=bare.at(reverse("find_unit")),
            navigation=with_tasks(_navigation(bare, here, self.viewer), self.viewer, bare, here),
            ancestors=[
                Link(row.name, bare.at(reverse("unit"), unit=str(row.public_id)) if self.viewer.shows(row.id) else "") for row in upper
            ],
            nearby=[Link(row.name, bare.at(same, unit=str(row.public_id))) for row in below[:NEARBY]],
            milestones=self._milestones(),
        )

    def _milestones(self) -> Sequence[Link]:
        """The day of the last decision, and the ends of the month and the years before."""
        today = self.today
        ends = {date(today.year - back, 12, 31): _("hết năm %(year)s") % {"year": today.year - back} for back in (1, 2, 3)}
        days = {today.replace(day=1) - timedelta(days=1): _("hết tháng trước"), **ends}
        if self.latest and self.latest < today:
            days = {self.latest: _("lần ghi sổ gần nhất"), **days}
        kept = {name: value for name, value in self.request.GET.items() if name != "page"}
        return [
            Link(written(day), f"{self.request.path}?{urlencode({**kept, DAY: day.isoformat()})}", note=note) for day, note in days.items()
        ]


def shell_of_nothing(request: HttpRequest) -> Shell:
    """The frame of today around a page that is about no unit."""
    today = clock.today()
    return _Asked(request, viewer_in(request), today, None, today, None).shell(NO_UNIT, (), ())


def _personal(bare: Shell, here: str, viewer: Viewer) -> Sequence[Group]:
    """What belongs to the reader and not to a unit."""
    offered = (
        ("own", _("Cá nhân"), _("Hồ sơ của tôi"), "own_file", "user"),
        ("ledger", _("Giám sát"), _("Sổ quyết định"), "ledger", "doc"),
        ("read_log", _("Giám sát"), _("Nhật ký xem hồ sơ"), "read_log", "history"),
        (FIGURES, _("Tài khoản"), _("Nhiệm vụ"), "mandates", "check"),
        ("accounts", _("Tài khoản"), _("Mời người dùng"), "invitations", "user"),
        ("accounts", _("Tài khoản"), _("Khôi phục tài khoản"), "recoveries", "history"),
    )
    links: dict[str, list[Link]] = {}
    for right, title, text, name, icon in offered:
        if viewer.has(right):
            links.setdefault(title, []).append(Link(text, bare.at(reverse(name)), icon=icon, is_current=here in {name, f"{name}_entry"}))
    return [Group(title, grouped) for title, grouped in links.items()]


def _navigation(bare: Shell, here: str, viewer: Viewer) -> Sequence[Group]:
    """The pages that the reader can open."""

    def link(text: str, name: str, icon: str, short: str = "", within: Sequence[str] = ()) -> Link:
        return Link(text, bare.at(reverse(name)), icon=icon, short=short, is_current=here in {name, *within})

    sees, counts = viewer.has(SEE), viewer.has(FIGURES)
    groups = [
        Group("", [link(_("Tổng quan"), "overview", "home")]),
        Group(
            _("Tổ chức và con người"),
            [
                *([link(_("Tổ chức đảng"), "unit", "tree", _("Tổ chức"), ["find_unit"])] if sees or counts else []),
                *([link(_("Đảng viên"), "members", "people", within=["member"])] if sees else []),
                *([link(_("Chuyển sinh hoạt"), "transfers", "history", _("Chuyển"), ["answer_letter"])] if sees else []),
                *([link(_("Ra khỏi Đảng"), "exits", "warn", _("Ra Đảng"), ["exit_case", "act_on_case"])] if sees else []),
                *(_of_papers(link) if sees else []),
            ],
        ),
        Group(
            _("Số liệu"),
            [
                *(_of_figures(link) if counts else []),
                *([link(_("Nhập từ Excel"), "import", "upload", _("Nhập"), ["import_check"])] if viewer.whole("import") else []),
            ],
        ),
        *_personal(bare, here, viewer),
        Group(_("Trợ giúp"), [link(_("Hướng dẫn"), "help", "info")]),
    ]
    return [group for group in groups if group.links]


def _of_papers(link: Callable[..., Link]) -> Sequence[Link]:
    return [
        link(_("Huy hiệu Đảng"), "badges", "check", _("Huy hiệu"), ["export_badges"]),
        link(_("Đảng phí"), "dues", "doc", "", ["dues_behind", "record_dues", "correct_dues", "dues_rate"]),
        link(_("Văn bản đã ban hành"), "documents", "doc", _("Văn bản")),
    ]


def _of_figures(link: Callable[..., Link]) -> Sequence[Link]:
    return [
        link(_("Biểu thống kê"), "return", "chart", _("Biểu")),
        link(_("Tra cứu chỉ tiêu"), "figures", "search", _("Chỉ tiêu"), ["figure"]),
        link(_("Soát số liệu báo cáo"), "report_check", "doc", _("Soát"), ["report_findings"]),
    ]
