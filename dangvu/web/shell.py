"""What the frame around a page shows: the unit, the day, the ways to go; and the day asked for in an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.translation import gettext as _

from dangvu.periods.clock import HANOI
from dangvu.periods.days import BEGINNING, LAST_DAY

DAY = "on"
"""The query parameter that carries the day, as `?on=2022-04-30`; absent means today."""

KNOWN = "known"
"""The query parameter that carries an instant, as `?known=2022-12-01T08:30`: what was held to be true then; absent means now."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go; `count` is already formatted, `note` is small text behind the words, `short` fits the bar of a phone."""

    text: str
    address: str
    icon: str = ""
    count: str = ""
    note: str = ""
    short: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Links of the navigation under one heading; the first group usually has none."""

    title: str
    links: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Everything that `web/base.html` needs; one per request, made by the view."""

    organisation: str
    """Under the brand and at the head of prints: `Tỉnh ủy Trà Vinh`."""
    unit: str
    """Empty on a page that is about no unit: then neither unit nor day can be chosen."""
    unit_code: str
    day: date
    today: date
    account: str
    home: str
    search: str
    """Address of the search page with the unit and day; it is sent `q` by POST, for what one searches for is nobody else's business."""
    find_unit: str
    """Address of the search for a unit; likewise."""
    sign_out: str
    navigation: Sequence[Group]
    ancestors: Sequence[Link] = ()
    """From the root to the parent; the default crumbs."""
    nearby: Sequence[Link] = ()
    """Units offered by the switcher, such as the children."""
    milestones: Sequence[Link] = ()
    """Days offered by the day control, such as the ends of closed periods."""
    own_account: str = ""
    """Address of the page of one's own password, factors and sessions."""
    kept: Mapping[str, str] = field(default_factory=dict)
    """Parameters that ride on every address besides the day, such as the unit."""
    known: datetime | None = None
    """The instant whose knowledge is shown; None is now."""

    is_partial: bool = False
    """Whether what hangs or hung below the unit is in part foreign to the reader and left out of every number."""

    @property
    def has_unit(self) -> bool:
        """Whether the page is about a unit at all."""
        return bool(self.unit)

    @property
    def is_past(self) -> bool:
        """Whether the page shows a day before today."""
        return self.day < self.today

    @property
    def is_future(self) -> bool:
        """Whether the page shows what decisions already recorded will have brought about."""
        return self.day > self.today

    @property
    def is_read_only(self) -> bool:
        """Facts are changed only where today is shown as held now."""
        return self.day != self.today or self.known is not None

    @property
    def initials(self) -> str:
        """At most two letters that stand for the account, the given name last."""
        return "".join(word[0] for word in self.account.split()[-2:]).upper()

    @property
    def bar(self) -> Sequence[Link]:
        """What fits on the bottom bar of a phone: five links, or four and a way to the rest."""
        links = [link for group in self.navigation for link in group.links]
        return links if len(links) <= 5 else [*links[:4], Link(_("Thêm"), "#chuc-nang", icon="more")]

    @property
    def riding(self) -> Mapping[str, str]:
        """The parameters that every address of this unit and day carries."""
        day = {DAY: self.day.isoformat()} if self.day != self.today else {}
        known = {KNOWN: self.known.isoformat()} if self.known else {}
        return {**self.kept, **day, **known}

    def at(self, address: str, **query: str | int | None) -> str:
        """The address of a page of this unit and day; `query` adds or, with None, drops parameters."""
        pairs = {name: value for name, value in {**self.riding, **query}.items() if value is not None}
        return f"{address}?{urlencode(pairs)}" if pairs else address


def asked_day(request: HttpRequest, *, today: date) -> date:
    """The day in the address, today when there is none; BadRequest says what is wrong with a malformed one."""
    text = request.GET.get(DAY)
    return as_day(text) if text else today


def as_day(text: str) -> date:
    """A day written as in an address; BadRequest for one that does not exist or that no register reaches."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadRequest(_("Ngày “%(text)s” trong địa chỉ không có thật. Viết dạng 2022-04-30.") % {"text": text[:40]}) from None
    if day < BEGINNING:
        raise BadRequest(_("Sổ không có ngày nào trước 03/02/1930. Chọn ngày muộn hơn."))
    if day > LAST_DAY:
        raise BadRequest(_("Sổ không tính đến ngày xa như vậy. Chọn ngày sớm hơn."))
    return day


def asked_known(request: HttpRequest, *, now: datetime) -> datetime | None:
    """The instant in the address, None where there is none or it is not over yet; BadRequest for a malformed one."""
    text = request.GET.get(KNOWN)
    return as_known(text, now=now) if text else None


def as_known(text: str, *, now: datetime) -> datetime | None:
    """An instant written as in an address, in the time of Việt Nam where it names no zone; None for one that is not over yet."""
    try:
        read = datetime.fromisoformat(text)
        asked = read.replace(tzinfo=HANOI) if read.tzinfo is None else read.astimezone(HANOI)  # not every zone is one to the database
    except (ValueError, OverflowError):
        sentence = _("Thời điểm ghi sổ “%(text)s” trong địa chỉ không có thật. Viết dạng 2022-04-30T17:00.")
        raise BadRequest(sentence % {"text": text[:40]}) from None
    return asked if asked < now else None
