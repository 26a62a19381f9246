"""What a member's timeline is told by: one teller for each kind of thing that happens to a member."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dangvu.badges.rules import NAMES as MANNERS
from dangvu.exits.queries import Course
from dangvu.ledger.queries import DecisionLine
from dangvu.members.kinds import NAMES
from dangvu.members.queries import Attributes, Holding, Status
from dangvu.organisation.places import locality_name
from dangvu.pages import words
from dangvu.pages.exit_events import outcomes
from dangvu.people.kinds import CARD_REASON_NAMES
from dangvu.people.queries import Facts
from dangvu.reports.dossier import Dossier
from dangvu.web.formats import day
from dangvu.web.parts import Event

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
class Known:
    """What is held of one person with the cases, and the decisions that they cite, on a day."""

    held: Dossier
    cases: Sequence[Course]
    made: Mapping[int, DecisionLine]
    on: date
    cite: Cite

    def basis(self, decision: int, source_row: int | None = None) -> Sequence[tuple[str, str]]:
        """What a row rests on."""
        return self.cite(self.made.get(decision), source_row)

    def unit(self, number_: int) -> str:
        """The name of a unit, on the day or as last known."""
        return self.held.units[number_].name if number_ in self.held.units else ""

    def where(self, post: Holding) -> str:
        """The unit or the place in which a post is held."""
        return self.unit(post.unit) if post.unit else locality_name(post.locality or 0, self.on)


def _event(when: date, title: str, text: str = "", *, facts: Sequence[tuple[str, str]] = (), key: bool = False) -> Dated:
    return when, Event(day(when), title, text, "key" if key else "", facts=facts)


def _stays(known: Known) -> Iterator[Dated]:
    for stay in known.held.stays:
        facts = known.basis(stay.begun_by, stay.source_row)
        yield _event(stay.span.since, NAMES.get(stay.entry, stay.entry), known.unit(stay.cell), facts=facts, key=True)
        if stay.span.until and stay.leaving != "transfer":
            facts, text = known.basis(stay.decision), _("Thôi sinh hoạt tại %(cell)s") % {"cell": known.unit(stay.cell)}
            yield _event(stay.span.until, NAMES.get(stay.leaving, stay.leaving), text, facts=facts, key=True)


def _dates(known: Known) -> Iterator[Dated]:
    """The decision of admission where it is of another day than the beginning of the first stay."""
    dates = known.held.dates
    if dates is None:
        return
    facts = known.basis(dates.decision)
    begun = {stay.span.since for stay in known.held.stays}
    if dates.decided not in begun:
        yield _event(dates.decided, _("Quyết định kết nạp đảng viên"), _("Tuổi Đảng tính từ ngày này."), facts=facts, key=True)
    if dates.ceremony not in begun | {dates.decided}:
        yield _event(dates.ceremony, _("Lễ kết nạp"), facts=facts, key=True)
    if dates.official_decided and dates.official_decided != dates.official:
        yield _event(dates.official_decided, _("Quyết định công nhận đảng viên chính thức"), facts=facts)


def _statuses(known: Known) -> Iterator[Dated]:
    begun, gone = {stay.span.since for stay in known.held.stays}, {stay.since for stay in known.held.away}
    for status in known.held.statuses:
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


def _attributes(known: Known) -> Iterator[Dated]:
    """What changed against the set before; the first set is told whole."""
    before: Attributes | None = None
    for row in known.held.attributes:
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


def _posts(known: Known) -> Iterator[Dated]:
    for post in known.held.posts:
        place = known.where(post)
        since = _("Giữ chức vụ %(title)s (không rõ từ ngày nào)") if post.since_unknown else _("Giữ chức vụ %(title)s")
        yield _event(post.span.since, since % {"title": post.title}, place, facts=known.basis(post.begun_by))
        if post.span.until:
            yield _event(post.span.until, _("Thôi chức vụ %(title)s") % {"title": post.title}, place, facts=known.basis(post.decision))


def _letters(known: Known) -> Iterator[Dated]:
    """Letters of introduction and what became of them; a receipt within the register is told by the stay."""
    ends = {"withdrawn": _("Rút giấy giới thiệu"), "returned": _("Nơi đến trả lại giấy giới thiệu")}
    for letter in known.held.letters:
        there = (known.unit(letter.to) if letter.to else letter.place) or _("nơi khác")
        text = _("Đến: %(place)s") % {"place": there}
        if letter.state == "on_the_way":
            text = _("Đến: %(place)s. Đang trên đường, vẫn thuộc chi bộ cũ.") % {"place": there}
        yield _event(letter.issued, _("Giới thiệu chuyển sinh hoạt"), text, facts=known.basis(letter.number))
        if letter.ended and letter.state in ends:
            yield _event(letter.ended, ends[letter.state], there, facts=known.basis(letter.decision))


def _away(known: Known) -> Iterator[Dated]:
    for stay in known.held.away:
        there = (known.unit(stay.host) if stay.host else stay.place) or _("nơi khác")
        text = _("%(place)s. Dự kiến trở về %(day)s.") % {"place": there, "day": day(stay.planned)}
        yield _event(stay.since, _("Chuyển sinh hoạt tạm thời"), text, facts=known.basis(stay.decision))


def _badges(known: Known) -> Iterator[Dated]:
    for badge in known.held.badges:
        title = _("%(manner)s Huy hiệu %(grade)s năm tuổi Đảng") % {"manner": MANNERS[badge.manner], "grade": badge.grade}
        yield _event(badge.awarded, title, facts=known.basis(badge.decision), key=True)


def _cards(known: Known) -> Iterator[Dated]:
    for card in known.held.cards:
        number = _("Số thẻ %(number)s") % {"number": card.number} if card.number else ""
        yield _event(card.since, CARD_REASON_NAMES[card.reason], number, facts=known.basis(card.decision))


def _cases(known: Known) -> Iterator[Dated]:
    return outcomes(known.cases, known.basis)


def _corrections(known: Known) -> Iterator[Dated]:
    """Each later set of facts on the day it was recorded; what it changed is named, erased values are not."""
    for before, after in zip(known.held.ever, known.held.ever[1:], strict=False):
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
