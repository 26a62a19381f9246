"""A proposal in words: what it is about, what it changes and against what, how long it has waited, what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dangvu.access.connections import registrar
from dangvu.accounts.queries import usernames
from dangvu.badges.commands import AwardBadges
from dangvu.badges.rules import NAMES
from dangvu.commands import Command
from dangvu.ledger.versions import recorded
from dangvu.members.commands import ChangeAttributes, RecogniseOfficial, SetParticipation, TransferMember
from dangvu.members.kinds import ATTRIBUTES
from dangvu.members.queries import attributes, cell_of, cells_of, statuses, three_dates
from dangvu.organisation.queries import units_on
from dangvu.pages import words
from dangvu.pages.acts_in_words import reorganisation, undoing
from dangvu.pages.deferral_form import A_DAY
from dangvu.pages.dues_told import TOLD as OF_DUES
from dangvu.pages.exit_told import TOLD as OF_EXITS
from dangvu.pages.history import name_of
from dangvu.pages.member_events import FACTS
from dangvu.pages.transfer_told import TOLD as OF_TRANSFERS
from dangvu.people.commands import CorrectFacts
from dangvu.people.names import ERASED
from dangvu.people.queries import facts_of, facts_of_all, names_of
from dangvu.periods.clock import HANOI
from dangvu.periods.days import add_months
from dangvu.proposals.kinds import APPROVED, CELL, CONFIRMED, OFFICE, REFUSED, RETURNED, WITHDRAWN
from dangvu.proposals.queries import Asked
from dangvu.readings.commands import DeferDisclosure
from dangvu.readings.queries import deferrals_of
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.undoing import UndoReorganisation
from dangvu.rulebook.commands import SetCalendarDay
from dangvu.rulebook.kinds import USUAL
from dangvu.rulebook.queries import kinds_of_days, rule
from dangvu.web.formats import day, moment, number
from dangvu.web.parts import Event, Tone

BASIS = {"on", "body", "document"}


@dataclass(frozen=True)
class Difference:
    """One thing that a command says: as its proposer read it, as it is held now, as it is proposed."""

    label: str
    read: str
    held: str
    proposed: str

    @property
    def is_change(self) -> bool:
        """Whether it is proposed otherwise than it is held."""
        return self.held != self.proposed

    @property
    def has_moved(self) -> bool:
        """Whether it is held otherwise than it was read."""
        return self.held != self.read


@dataclass(frozen=True)
class Waiting:
    """A line of the list of things to do."""

    asked: Asked
    person: UUID | None
    """Whom the title names, to be noted as read."""
    title: str
    unit: str
    age: str
    term: str
    tone: Tone
    state: str
    state_tone: Tone


def lines(found: Sequence[Asked], today: date) -> list[Waiting]:
    """Proposals as lines, with the names of people and units asked once for all.

    What the inspection office decides names its case and nobody: to look through the list is no reading of whom it is about.
    """
    open_ones = [asked for asked in found if not asked.by_inspection]
    names = names_of({asked.person for asked in open_ones if asked.person is not None})
    units = {row.id: row.name for row in units_on(sorted({unit for asked in open_ones for unit in asked.units}), today)}
    return [_line(asked, names, units, today) for asked in found]


def _line(asked: Asked, names: Mapping[int, tuple[UUID, str]], units: Mapping[int, str], today: date) -> Waiting:
    found = names.get(asked.person) if asked.person is not None else None
    name = asked.command.case_symbol if isinstance(asked.command, DeferDisclosure) else (found[1] or ERASED if found else "")
    places = ", ".join(units[unit] for unit in asked.units if unit in units)
    term, tone = term_of(asked.deadline, today) if asked.lies else ("", "")
    state, state_tone = state_of(asked)
    kind = name_of(asked.kind)
    return Waiting(
        asked,
        found[0] if found else None,
        f"{kind}: {name}" if name else kind,
        places,
        age_of(asked.at, today),
        term,
        tone,
        state,
        state_tone,
    )


def age_of(at: datetime, today: date) -> str:
    """How long ago, in days of Việt Nam, whatever day it is where the instant was written."""
    days = (today - at.astimezone(HANOI).date()).days
    return _("hôm nay") if days <= 0 else ngettext("%(days)s ngày", "%(days)s ngày", days) % {"days": number(days)}


def term_of(deadline: date, today: date) -> tuple[str, Tone]:
    """How much of the term is left."""
    days = (deadline - today).days
    if days < 0:
        return _("Quá hạn %(days)s ngày") % {"days": number(-days)}, "bad"
    if days == 0:
        return _("Hạn hôm nay"), "warn"
    return _("Còn %(days)s ngày") % {"days": number(days)}, "warn" if days <= 2 else ""


def state_of(asked: Asked) -> tuple[str, Tone]:
    """Where a proposal lies, or how it ended."""
    if asked.lies:
        return {CELL: _("Chờ chi bộ xác nhận"), OFFICE: _("Chờ duyệt")}[asked.lies], "info"
    verdict = asked.end.verdict if asked.end else ""
    texts: Mapping[str, tuple[str, Tone]] = {
        APPROVED: (_("Đã duyệt"), "ok"), REFUSED: (_("Từ chối"), "bad"), RETURNED: (_("Trả lại"), "warn"), WITHDRAWN: (_("Đã rút"), ""),
    }  # fmt: skip
    return texts[verdict]


def course(asked: Asked) -> list[Event]:
    """What was said to it, latest first."""
    titles = {
        CONFIRMED: _("Chi bộ xác nhận"), APPROVED: _("Duyệt"), REFUSED: _("Từ chối"), RETURNED: _("Trả lại"), WITHDRAWN: _("Rút đề nghị"),
    }  # fmt: skip
    events = [Event(day(asked.at.astimezone(HANOI).date()), _("Đề nghị"), _by(asked.by, asked.at), "key")]
    for said in asked.said:
        text = ". ".join(part for part in (_by(said.by, said.at), said.reason, _entry(said.decision)) if part)
        events.append(Event(day(said.at.astimezone(HANOI).date()), titles[said.verdict], text, "key" if said.verdict == APPROVED else ""))
    return events[::-1]


def _by(name: str, at: datetime) -> str:
    return _("%(name)s, lúc %(moment)s") % {"name": name, "moment": moment(at)}


def _entry(decision: int | None) -> str:
    return _("Lần ghi sổ số %(number)s") % {"number": number(decision)} if decision else ""


def differences(command: Command, read: int, at: datetime | None = None, *, is_over: bool = False) -> list[Difference]:
    """What a command says, beside what is held; once it is over, what was held when it was read stands in both places.

    Of what has no version, as the calendar, what was held when it was proposed (`at`) is what was read.
    """
    with registrar():
        known = recorded(read) or at
    told = TOLD.get(type(command), _plainly)
    before = told(command, known)
    now = before if is_over else told(command, None)
    return [Difference(label, was, held, new) for (label, was, new), (_label, held, _new) in zip(before, now, strict=True)]


Told = list[tuple[str, str, str]]
"""Label, what is held, what is proposed."""


def _facts(command: CorrectFacts, known: datetime | None) -> Told:
    held = facts_of(command.person, known)
    return [
        (label[:1].upper() + label[1:], _text(getattr(held, name, None)), _text(getattr(command, name))) for name, label in FACTS.items()
    ]


def _transfer(command: TransferMember, known: datetime | None) -> Told:
    before = cell_of(command.person, command.on, known)
    names = {row.id: row.name for row in units_on([unit for unit in (before, command.cell) if unit], command.on)}
    return [(_("Chi bộ"), names.get(before or 0, ""), names.get(command.cell, "")), (_("Từ ngày"), "", day(command.on))]


def _official(command: RecogniseOfficial, known: datetime | None) -> Told:
    dates = three_dates(command.person, known)
    due = add_months(dates.ceremony, rule("probation_months", command.on).value) if dates else None
    held = words.STATUS["official"] if dates and dates.official else words.STATUS["probationary"]
    return [
        (_("Tình trạng"), held, words.STATUS["official"]),
        (_("Ngày chính thức"), day(dates.official) if dates and dates.official else "", day(command.on)),
        (_("Ngày hết thời gian dự bị"), day(due), day(due)),
        (_("Ngày quyết định công nhận"), "", day(command.decided)),
    ]


def _deferral(command: DeferDisclosure, known: datetime | None) -> Told:
    """By the number of the file as its proposer wrote it; a name would be a reading of that person."""
    facts = facts_of(command.person)
    with registrar():
        running = {one.case: one.span.until for one in deferrals_of(command.person, command.on) if one.account == command.account}
        account = usernames([command.account]).get(command.account, "")
    until = running.get(command.case_symbol)
    return [
        (_("Số lý lịch"), "", facts.record_no if facts else ""),
        (_("Tài khoản sẽ đọc"), "", account),
        (_("Vụ việc kiểm tra"), "", command.case_symbol),
        (_("Hoãn đến hết ngày"), day(until - A_DAY) if until else "", day(command.until - A_DAY)),
    ]


def _participation(command: SetParticipation, known: datetime | None) -> Told:
    turns = [one for one in statuses(command.person, known) if one.dimension == "participation" and command.on in one.span]
    held, proposed = turns[0].value if turns else "active", words.PARTICIPATION.get(command.value, command.value)
    return [(_("Tình trạng sinh hoạt"), words.PARTICIPATION[held], proposed), (_("Từ ngày"), "", day(command.on))]


def _attributes(command: ChangeAttributes, known: datetime | None) -> Told:
    held = next((one for one in attributes(command.person, known) if command.on in one.span), None)
    before = {name: getattr(held, name) if held else "" for name in ATTRIBUTES}
    changed = [(words.DIVISIONS[name], before[name], getattr(command, name) or before[name]) for name in ATTRIBUTES]
    return [*changed, (_("Từ ngày"), "", day(command.on))]


def _badges(command: AwardBadges, _known: datetime | None) -> Told:
    """Everybody on the list by the present name, with birth and cell: whoever approves it approves each of them."""
    persons = [person for person, _grade, _manner in command.awards]
    facts, cells = facts_of_all(persons), cells_of(persons, command.on)
    units = {row.id: row.name for row in units_on(sorted({command.unit, *cells.values()}), command.on)}
    told = [(_("Ngày trao"), "", day(command.on)), (_("Danh sách của"), "", units.get(command.unit, ""))]
    for person, grade, manner in command.awards:
        one = facts.get(person)
        born, cell = f" ({day(one.born)})" if one and one.born else "", units.get(cells.get(person, 0), "")
        label = ", ".join(text for text in (f"{(one.name if one else '') or ERASED}{born}", cell) if text)
        told.append((label, "", _("%(manner)s Huy hiệu %(grade)s năm") % {"manner": NAMES[manner], "grade": grade}))
    return [*told, (_("Cộng"), "", _("%(count)s người") % {"count": number(len(command.awards))})]


def _day_of_calendar(command: SetCalendarDay, known: datetime | None) -> Told:
    """What is held of all the days, and how many of them change."""
    last = command.last or command.on
    days = day(command.on) if last == command.on else _("%(first)s đến %(last)s") % {"first": day(command.on), "last": day(last)}
    decided, total = kinds_of_days(command.on, last, known), (last - command.on).days + 1
    kinds = Counter(decided.get(command.on + timedelta(days=place), USUAL) for place in range(total))
    if total == 1:
        held = words.CALENDAR[next(iter(kinds))]
    else:
        counted = [{"kind": words.CALENDAR[kind], "days": number(kinds[kind])} for kind in words.CALENDAR if kinds[kind]]
        held = ", ".join(_("%(kind)s: %(days)s ngày") % one for one in counted)
    changing = _("%(days)s trong %(total)s ngày") % {"days": number(total - kinds[command.kind]), "total": number(total)}
    return [
        (_("Ngày"), "", days),
        (_("Trong lịch"), held, words.CALENDAR[command.kind]),
        *([(_("Số ngày đổi"), "", changing)] if total > 1 else []),
        (_("Tên, lý do"), "", command.name),
    ]


def _plainly(command: Command, known: datetime | None) -> Told:
    """Of a kind that no form here proposes: its fields as they are."""
    return [(field.name, "", _text(getattr(command, field.name))) for field in fields(command) if field.name not in BASIS]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return words.SEX[value]
    return day(value) if isinstance(value, date) else "" if value is None else str(value)


TOLD: Mapping[type[Command], Callable[[Any, datetime | None], Told]] = {
    CorrectFacts: _facts,
    TransferMember: _transfer,
    RecogniseOfficial: _official,
    SetParticipation: _participation,
    ChangeAttributes: _attributes,
    Reorganise: reorganisation,
    UndoReorganisation: undoing,
    DeferDisclosure: _deferral,
    AwardBadges: _badges,
    SetCalendarDay: _day_of_calendar,
    **OF_TRANSFERS,
    **OF_DUES,
    **OF_EXITS,
}
