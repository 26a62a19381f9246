"""The file of one member, put together from what people, members, organisation and the ledger answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.utils.translation import gettext as _

from dangvu.access.queries import citizen_id_end
from dangvu.badges.queries import Given
from dangvu.badges.rules import NAMES as MANNERS
from dangvu.exits.queries import Course
from dangvu.ledger.queries import DecisionLine
from dangvu.members.kinds import NAMES
from dangvu.members.queries import Attributes, Holding, Status, Stay, ThreeDates
from dangvu.organisation.queries import UnitOn, ancestors, locality_name
from dangvu.pages import words
from dangvu.pages.exit_events import cases_in_file, cited, outcomes
from dangvu.pages.frame import Scope
from dangvu.pages.history import basis, cited_lines, in_order
from dangvu.people.kinds import CARD_REASON_NAMES
from dangvu.people.names import ERASED
from dangvu.people.queries import CardHeld, Facts, FactsHeld
from dangvu.periods.days import completed_years
from dangvu.reports.dossier import dossier
from dangvu.transfers.queries import Elsewhere, Sent
from dangvu.web.formats import day
from dangvu.web.parts import Event
from dangvu.web.shell import Link

Dated = tuple[date, Event]
Cite = Callable[[DecisionLine | None, int | None], Sequence[tuple[str, str]]]
FACTS = {
    "record_no": "số lý lịch", "card_no": "số thẻ", "name": "họ tên", "born": "ngày sinh", "female": "giới tính",
    "ethnicity": "dân tộc", "religion": "tôn giáo",
}  # fmt: skip
LEARNT = {
    "education": "giáo dục phổ thông", "profession": "chuyên môn", "theory": "lý luận chính trị", "occupation": "nghề nghiệp",
}  # fmt: skip

CARDS = "people.issue_card"


@dataclass(frozen=True)
class MemberFile:
    """What the page of a member shows; `standing` and `participation` are those of the day."""

    name: str
    standing: str
    participation: str
    cell: UnitOn | None
    cell_address: str
    citizen_id_end: str
    facts: Sequence[tuple[str, str]]
    posts: Sequence[tuple[str, str]]
    events: Sequence[Event]
    crumbs: Sequence[Link]


@dataclass(frozen=True)
class _Known:
    """All answers about one person, and the names and decisions they cite."""

    ever: Sequence[FactsHeld]
    stays: Sequence[Stay]
    statuses: Sequence[Status]
    attributes: Sequence[Attributes]
    posts: Sequence[Holding]
    dates: ThreeDates | None
    letters: Sequence[Sent]
    away: Sequence[Elsewhere]
    badges: Sequence[Given]
    cards: Sequence[CardHeld]
    cases: Sequence[Course]
    units: Mapping[int, UnitOn]
    made: Mapping[int, DecisionLine]
    on: date
    cite: Cite

    @property
    def facts(self) -> Facts:
        """What is held of the person."""
        return next(row.facts for row in self.ever if row.is_held)

    def basis(self, decision: int, source_row: int | None = None) -> Sequence[tuple[str, str]]:
        """What a row rests on."""
        return self.cite(self.made.get(decision), source_row)

    def unit(self, number_: int) -> str:
        """The name of a unit, on the day or as last known."""
        return self.units[number_].name if number_ in self.units else ""


def member_file(person: int, scope: Scope, cite: Cite = basis) -> MemberFile | None:
    """Everything known of a person at the instant looked at; None for somebody of whom nothing was known then.

    `cite` says what of a decision stands beside an event.
    """
    known = _known(person, scope, cite)
    if known is None:
        return None
    stay = next((stay for stay in known.stays if scope.on in stay.span), None)
    cell = known.units.get(stay.cell) if stay else None
    now = {status.dimension: words.STATUS.get(status.value, status.value) for status in known.statuses if stay and scope.on in status.span}
    return MemberFile(
        name=known.facts.name or ERASED,
        standing=now.get("standing", ""),
        participation=now.get("participation", "").replace(words.PARTICIPATION["active"], ""),
        cell=cell,
        cell_address=scope.address("unit", unit=cell) if cell else "",
        citizen_id_end=citizen_id_end(person),
        facts=_facts(known, is_member=stay is not None),
        posts=[(post.title, _place(post, known)) for post in known.posts if scope.on in post.span],
        events=in_order(chain.from_iterable(told(known) for told in TOLD), scope.on),
        crumbs=_crumbs(cell, scope),
    )


def _known(person: int, scope: Scope, cite: Cite) -> _Known | None:
    found = dossier(person, scope.viewer, scope.on, scope.known)
    if found is None:
        return None
    cases = cases_in_file(scope.viewer, person, scope.on, scope.known)
    return _Known(
        found.ever, found.stays, found.statuses, found.attributes, found.posts, found.dates, found.letters, found.away,
        found.badges, found.cards, cases, found.units, cited_lines(found.cited | cited(cases)), scope.on, cite,
    )  # fmt: skip


def _crumbs(cell: UnitOn | None, scope: Scope) -> Sequence[Link]:
    """The way from the root to the member's cell."""
    if cell is None:
        return (Link(_("Đảng viên"), scope.address("members")),)
    above = scope.above if cell.id == scope.unit.id else ancestors(cell.id, scope.on)
    return [Link(row.name, scope.address("members", unit=row)) for row in (*above, cell) if scope.viewer.shows(row.id)]


def _facts(known: _Known, *, is_member: bool) -> Sequence[tuple[str, str]]:
    facts, dates, on = known.facts, known.dates, known.on
    learnt = next((row for row in known.attributes if on in row.span), None)
    years = completed_years(facts.born, on) if facts.born and facts.born <= on else None
    party = completed_years(dates.decided, on) if is_member and dates and dates.decided <= on else None
    shown = [
        (_("Số thẻ đảng viên"), facts.card_no),
        (_("Số lý lịch"), facts.record_no),
        (_("Ngày sinh"), f"{day(facts.born)} ({years} tuổi)" if years is not None else day(facts.born)),
        (_("Giới tính"), words.SEX[facts.female]),
        (_("Dân tộc"), facts.ethnicity),
        (_("Tôn giáo"), facts.religion),
        *((words.DIVISIONS[name], getattr(learnt, name) if learnt else "") for name in LEARNT),
        (_("Quyết định kết nạp"), day(dates.decided) if dates else ""),
        (_("Lễ kết nạp"), day(dates.ceremony) if dates else ""),
        (_("Chính thức"), day(dates.official) if dates else ""),
        (_("Tuổi Đảng"), _("%(years)s năm") % {"years": party} if party is not None else ""),
    ]
    return [(name, text) for name, text in shown if text]


def _place(post: Holding, known: _Known) -> str:
    return known.unit(post.unit) if post.unit else locality_name(post.locality or 0, known.on)


def _event(when: date, title: str, text: str = "", *, facts: Sequence[tuple[str, str]] = (), key: bool = False) -> Dated:
    return when, Event(day(when), title, text, "key" if key else "", facts=facts)


def _stays(known: _Known) -> Iterator[Dated]:
    for stay in known.stays:
        facts = known.basis(stay.begun_by, stay.source_row)
        yield _event(stay.span.since, NAMES.get(stay.entry, stay.entry), known.unit(stay.cell), facts=facts, key=True)
        if stay.span.until and stay.leaving != "transfer":
            facts, text = known.basis(stay.decision), _("Thôi sinh hoạt tại %(cell)s") % {"cell": known.unit(stay.cell)}
            yield _event(stay.span.until, NAMES.get(stay.leaving, stay.leaving), text, facts=facts, key=True)


def _dates(known: _Known) -> Iterator[Dated]:
    """The decision of admission where it is of another day than the beginning of the first stay."""
    dates = known.dates
    if dates is None:
        return
    facts = known.basis(dates.decision)
    begun = {stay.span.since for stay in known.stays}
    if dates.decided not in begun:
        yield _event(dates.decided, _("Quyết định kết nạp đảng viên"), _("Tuổi Đảng tính từ ngày này."), facts=facts, key=True)
    if dates.ceremony not in begun | {dates.decided}:
        yield _event(dates.ceremony, _("Lễ kết nạp"), facts=facts, key=True)
    if dates.official_decided and dates.official_decided != dates.official:
        yield _event(dates.official_decided, _("Quyết định công nhận đảng viên chính thức"), facts=facts)


def _statuses(known: _Known) -> Iterator[Dated]:
    begun, gone = {stay.span.since for stay in known.stays}, {stay.since for stay in known.away}
    for status in known.statuses:
        if status.value == "away" and status.span.since in gone:
            continue  # told by the stay elsewhere
        if status.value == "probationary" and status.span.since in begun:
            continue  # entering as a probationary member is told by the stay
        key = status.dimension == "standing"
        title = words.STATUS.get(status.value, status.value)
        yield _event(status.span.since, title, _ground(status), facts=known.basis(status.begun_by), key=key)


def _ground(status: Status) -> str:
    """Why, and until when it was meant to last."""
    planned = _("dự kiến đến %(day)s") % {"day": day(status.planned)} if status.planned else ""
    said = [text for text in (words.GROUNDS.get(status.reason, ""), planned) if text]
    return _sentence(said) if said else ""


def _attributes(known: _Known) -> Iterator[Dated]:
    """What changed against the set before; the first set is told whole."""
    before: Attributes | None = None
    for row in known.attributes:
        now = {label: (_was(before, name), _was(row, name)) for name, label in LEARNT.items()}
        changed = [f"{label}: {word}" for label, (was, word) in now.items() if word and word != was]
        title = _("Trình độ, nghề nghiệp (không rõ từ ngày nào)") if row.since_unknown else _("Trình độ, nghề nghiệp")
        if changed:
            yield _event(row.span.since, title, _sentence(changed), facts=known.basis(row.begun_by))
        before = row


def _sentence(said: Sequence[str]) -> str:
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}."


def _was(row: Attributes | None, name: str) -> str:
    return str(getattr(row, name)) if row else ""


def _posts(known: _Known) -> Iterator[Dated]:
    for post in known.posts:
        place = _place(post, known)
        since = _("Giữ chức vụ %(title)s (không rõ từ ngày nào)") if post.since_unknown else _("Giữ chức vụ %(title)s")
        yield _event(post.span.since, since % {"title": post.title}, place, facts=known.basis(post.begun_by))
        if post.span.until:
            yield _event(post.span.until, _("Thôi chức vụ %(title)s") % {"title": post.title}, place, facts=known.basis(post.decision))


def _letters(known: _Known) -> Iterator[Dated]:
    """Letters of introduction and what became of them; a receipt within the register is told by the stay."""
    ends = {"withdrawn": _("Rút giấy giới thiệu"), "returned": _("Nơi đến trả lại giấy giới thiệu")}
    for letter in known.letters:
        there = (known.unit(letter.to) if letter.to else letter.place) or _("nơi khác")
        text = _("Đến: %(place)s") % {"place": there}
        if letter.state == "on_the_way":
            text = _("Đến: %(place)s. Đang trên đường, vẫn thuộc chi bộ cũ.") % {"place": there}
        yield _event(letter.issued, _("Giới thiệu chuyển sinh hoạt"), text, facts=known.basis(letter.number))
        if letter.ended and letter.state in ends:
            yield _event(letter.ended, ends[letter.state], there, facts=known.basis(letter.decision))


def _away(known: _Known) -> Iterator[Dated]:
    for stay in known.away:
        there = (known.unit(stay.host) if stay.host else stay.place) or _("nơi khác")
        text = _("%(place)s. Dự kiến trở về %(day)s.") % {"place": there, "day": day(stay.planned)}
        yield _event(stay.since, _("Chuyển sinh hoạt tạm thời"), text, facts=known.basis(stay.decision))


def _badges(known: _Known) -> Iterator[Dated]:
    for badge in known.badges:
        title = _("%(manner)s Huy hiệu %(grade)s năm tuổi Đảng") % {"manner": MANNERS[badge.manner], "grade": badge.grade}
        yield _event(badge.awarded, title, facts=known.basis(badge.decision), key=True)


def _cards(known: _Known) -> Iterator[Dated]:
    for card in known.cards:
        number = _("Số thẻ %(number)s") % {"number": card.number} if card.number else ""
        yield _event(card.since, CARD_REASON_NAMES[card.reason], number, facts=known.basis(card.decision))


def _cases(known: _Known) -> Iterator[Dated]:
    return outcomes(known.cases, known.basis)


def _corrections(known: _Known) -> Iterator[Dated]:
    """Each later set of facts on the day it was recorded; what it changed is named, erased values are not."""
    for before, after in zip(known.ever, known.ever[1:], strict=False):
        decision = known.made.get(after.decision)
        if decision is None or decision.kind == CARDS:
            continue  # a card is told by itself
        when = decision.recorded.date()
        facts, changes = known.basis(after.decision, after.source_row), _changes(before.facts, after.facts)
        yield when, Event(day(when), _("Sửa hồ sơ"), _sentence(changes) if changes else "", "warn", facts=facts)


def _changes(before: Facts, after: Facts) -> list[str]:
    sentence = _("%(what)s từ “%(was)s” thành “%(now)s”")
    pairs = [(label, _text(before, name), _text(after, name)) for name, label in FACTS.items()]
    return [sentence % {"what": label, "was": was, "now": now} for label, was, now in pairs if was != now]


def _text(facts: Facts, name: str) -> str:
    if name == "female":
        return words.SEX[facts.female]
    value = getattr(facts, name)
    return (day(value) if isinstance(value, date) else value) or _("trống")


TOLD = (_stays, _dates, _statuses, _attributes, _posts, _letters, _away, _badges, _cards, _cases, _corrections)
"""What a timeline is told by."""
