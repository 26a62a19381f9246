"""Cases as lines of the queue and as a page: what waits for whom, how many voted how, what the reader may do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dangvu.access.connections import registrar
from dangvu.access.viewer import SEE, Viewer
from dangvu.exits.kinds import DECIDED, DROPPED, OPEN, QUASHED
from dangvu.exits.queries import APPEALABLE, Chain, Course, Held, chains, decided_by_on, needed, waiting, waits
from dangvu.exits.rules import BASE, DECIDING, least, stage
from dangvu.exits.ways import settling
from dangvu.organisation.queries import units_on
from dangvu.pages.exit_words import CENTRE, KINDS, ORGANS, OUTCOMES, REASONS, STAGES, STATES
from dangvu.pages.exit_words import DROPPED as BECAUSE
from dangvu.pages.frame import Scope
from dangvu.people.names import ERASED
from dangvu.periods.working import Calendar
from dangvu.proposals.queries import PROPOSE
from dangvu.web.formats import day, number
from dangvu.web.parts import Tone

SOON = 5
"""So many working days before the end of a term it is shown as near."""


@dataclass(frozen=True)
class Line:
    """A case of the queue, in words."""

    name: str
    address: str
    cell: str
    kind: str
    reason: str
    stage: str
    waits_for: str
    since: str
    age: str
    last: str
    term: str
    tone: Tone


def seen(viewer: Viewer, today: date) -> list[Course]:
    """Cases and appeals that wait, of those whom the reader lists."""
    listed = viewer.units(SEE)
    return [one for one in waiting(today) if listed is None or one.cell in listed] if viewer.has(SEE) else []


def lines(scope: Scope, cases: Sequence[Course], names: Mapping[int, tuple[UUID, str]], calendar: Calendar) -> list[Line]:
    """Cases with what each waits for."""
    today = scope.shell.today
    above, decided_by = chains({one.cell for one in cases}, today), decided_by_on(today) if cases else {}
    next_ones = {one.number: _waits(one, above[one.cell], decided_by) for one in cases}
    units = {unit for _text, unit in next_ones.values() if unit is not None} | {one.cell for one in cases}
    called = {row.id: row.name for row in units_on(sorted(units), today)}
    return [_line(scope, one, names, next_ones[one.number], called, calendar) for one in cases]


def _waits(one: Course, chain: Chain, decided_by: Mapping[str, str]) -> tuple[str, int | None]:
    if one.open_appeal is not None:
        return str(_("Giải quyết khiếu nại")), one.open_appeal.unit
    if one.is_gone:
        return str(_("Không còn trong đảng số: dừng việc xem xét")), one.cell
    at, unit = waits(one, chain, decided_by)
    return str(STAGES[at]), unit


def _line(
    scope: Scope, one: Course, names: Mapping[int, tuple[UUID, str]], next_one: tuple[str, int | None], called: Mapping[int, str],
    calendar: Calendar,
) -> Line:  # fmt: skip
    today, appeal = scope.shell.today, one.open_appeal
    since, last = (appeal.lodged, appeal.answer_by) if appeal else (one.opened, one.due)
    term, tone = term_of(last, today, calendar)
    text, unit = next_one
    centre = str(CENTRE) if appeal is not None and unit is None else ""
    return Line(
        names[one.person][1] or ERASED if one.person in names else ERASED, scope.address("exit_case", one.number), called.get(one.cell, ""),
        str(KINDS[one.kind]), str(REASONS.get(one.reason, ERASED)), text, centre or called.get(unit or 0, ""), day(since),
        age_of(since, today), day(last) if last else "", term, tone,
    )  # fmt: skip


def age_of(since: date, today: date) -> str:
    """How long it has waited, in days."""
    days = max(0, (today - since).days)
    return ngettext("%(days)s ngày", "%(days)s ngày", days) % {"days": number(days)}


def term_of(last: date | None, today: date, calendar: Calendar) -> tuple[str, Tone]:
    """How many working days are left of a term; nothing where no rule sets one."""
    if last is None:
        return "", ""
    left = calendar.left(today, last)
    if left < 0:
        return ngettext("Quá hạn %(days)s ngày làm việc", "Quá hạn %(days)s ngày làm việc", -left) % {"days": number(-left)}, "bad"
    if left == 0:
        return _("Hạn hôm nay"), "warn"
    text = ngettext("Còn %(days)s ngày làm việc", "Còn %(days)s ngày làm việc", left) % {"days": number(left)}
    return text, "warn" if left <= SOON else ""


@dataclass(frozen=True)
class Stage:
    """A vote that was held or is still to be held, in words."""

    title: str
    unit: str
    day: str
    numbers: Sequence[str]
    wanted: str
    mark: str
    tone: Tone
    redo: str = ""


def stages(case: Course, chain: Chain, today: date, redo: Mapping[int, str]) -> list[Stage]:
    """Every vote in order, then the stages that are still ahead; `redo` are addresses by the decision of a vote."""
    decider = case.counting[DECIDING].unit if DECIDING in case.counting else None
    ahead = [one for one in needed(chain, decider) if one not in case.counting] if case.state == OPEN else []
    at = waits(case, chain, decided_by_on(today))
    called = {row.id: row.name for row in units_on(sorted({*(vote.unit for vote in case.votes), case.cell, at[1] or case.cell}), today)}
    counting = {vote.decision for vote in case.counting.values()}
    held = [
        replace(
            _held(vote, called.get(vote.unit, ""), counts=vote.decision in counting, lapsed=stage(vote.organ) not in case.counting),
            redo=redo.get(vote.decision, ""),
        )
        for vote in case.votes
    ]
    coming = [_coming(one, called.get(at[1] or 0, ""), is_next=one == at[0]) for one in ahead]
    return [*held, *coming]


def _coming(title: str, unit: str, *, is_next: bool) -> Stage:
    return Stage(str(STAGES[title]), unit if is_next else "", "", (), "", _("Chờ") if is_next else "", "warn")


def _held(vote: Held, unit: str, *, counts: bool, lapsed: bool) -> Stage:
    numbers = [number(getattr(vote.votes, name)) for name in ("entitled", "present", "in_favour", "against", "blank")]
    again = _("Hết giá trị, phải biểu quyết lại") if lapsed else _("Đã biểu quyết lại")
    mark = (_("Đủ tỷ lệ") if vote.is_reached else _("Không đủ tỷ lệ")) if counts else again
    tone: Tone = ("ok" if vote.is_reached else "bad") if counts else "line"
    return Stage(str(ORGANS[vote.organ]), unit, day(vote.day), numbers, number(least(vote.votes.entitled, vote.share)), mark, tone)


def facts(case: Course, cell: str, decided_by: str, today: date, *, is_back: bool) -> Iterator[tuple[str, str]]:
    """What is said of a case beside its votes."""
    yield _("Hình thức"), str(KINDS[case.kind])
    yield _("Lý do"), str(REASONS.get(case.reason, ERASED))
    yield _("Chi bộ"), cell
    yield _("Bắt đầu xem xét"), day(case.opened)
    if case.state == OPEN:
        yield _("Đã xem xét"), age_of(case.opened, today)
        if case.due is not None:
            yield _("Chi bộ xem xét chậm nhất ngày"), day(case.due)
    if case.state == DECIDED:
        yield _("Nơi quyết định"), decided_by
        if not is_back:
            yield _("Ra khỏi đảng số từ ngày"), day(case.ended)
    if case.state == DROPPED:
        yield _("Dừng ngày"), day(case.ended)
        yield _("Dừng vì"), str(BECAUSE[case.dropped])
        if case.dropped != "other_way":
            yield _("Kết quả"), _("Vẫn là đảng viên")


@dataclass(frozen=True)
class AppealLine:
    """An appeal in words."""

    place: str
    received: str
    lodged: str
    last: str
    term: str
    tone: Tone
    outcome: str


def appeals(case: Course, today: date, calendar: Calendar) -> list[AppealLine]:
    """Every appeal in order; of an open one how much of the term is left."""
    called = {row.id: row.name for row in units_on(sorted({one.unit for one in case.appeals if one.unit}), today)}
    found = []
    for one in case.appeals:
        term, tone = term_of(one.answer_by if not one.outcome else None, today, calendar)
        outcome = f"{OUTCOMES[one.outcome]}, {day(one.settled)}" if one.outcome else ""
        place = called.get(one.unit, "") if one.unit else str(CENTRE)
        found.append(AppealLine(place, day(one.received), day(one.lodged), day(one.answer_by), term, tone, outcome))
    return found


def state_of(case: Course, *, is_back: bool) -> tuple[str, Tone]:
    """Where a case stands; `is_back`: the membership goes on from the day on which it ended."""
    if case.is_overturned:
        if is_back:
            return _("Đã khôi phục"), "ok"
        is_quashed = any(one.outcome == QUASHED for one in case.appeals)
        return (_("Đã hủy quyết định") if is_quashed else _("Đã thay đổi quyết định")), "ok"
    if case.open_appeal is not None:
        return _("Đang giải quyết khiếu nại"), "warn"
    return str(STATES[case.state]), "info" if case.state == OPEN else ""


def acts(scope: Scope, case: Course, chain: Chain) -> list[str]:
    """The pieces of address of what the reader may propose about a case now."""
    viewer = scope.viewer
    if scope.shell.is_read_only or case.is_erased or not viewer.sees_person(case.person, PROPOSE):
        return []
    if case.is_gone:
        return ["ket-thuc"]
    if case.state == OPEN:
        vote = case.counting.get(DECIDING)
        is_ready = vote is not None and vote.is_reached and viewer.sees(vote.unit, PROPOSE)
        return [*(["quyet-dinh"] if is_ready else []), *(["bieu-quyet"] if places(scope, case, chain) else []), "ket-thuc"]
    if case.state == DROPPED or case.kind not in APPEALABLE or case.is_overturned:
        return []
    appeal = case.open_appeal
    if appeal is None:
        return [] if any(one.unit is None for one in case.appeals) else ["khieu-nai"]
    return ["giai-quyet"] if appeal.unit is None or settlers(scope, appeal.unit) else []


def settlers(scope: Scope, unit: int) -> list[int]:
    """Of the body that an appeal was lodged with and those that answer in its place today the ones of the reader's, today's first."""
    with registrar():
        bodies = dict.fromkeys([*settling(unit, scope.shell.today), unit])
    return [one for one in bodies if one is not None and scope.viewer.sees(one, PROPOSE)]


def redoable(scope: Scope, case: Course) -> list[Held]:
    """The votes of an open case whose numbers the reader may propose to put right, or which were held again."""
    viewer = scope.viewer
    may = case.state == OPEN and not (scope.shell.is_read_only or case.is_erased or case.is_gone)
    return [vote for vote in case.votes if may and viewer.sees(vote.unit, PROPOSE)] if viewer.sees_person(case.person, PROPOSE) else []


def places(scope: Scope, case: Course, chain: Chain) -> list[tuple[str, str]]:
    """Where may be voted next, as `organ:unit` and its name, as far as the reader may propose there.

    A grassroots committee that may decide is offered both ways: to consider and report, or to decide.
    """
    today = scope.shell.today
    decided_by = decided_by_on(today)
    at, unit = waits(case, chain, decided_by)
    able = [(decided_by[row.kind], row) for row in reversed(chain) if row.kind in decided_by]
    if at == DECIDING:
        found = able
    else:
        here = next((row for row in (*chain, *units_on([case.cell], today)) if row.id == unit), None)
        found = [(at, here)] if here is not None else []
        found += [(organ, row) for organ, row in able if at == BASE and row.id == unit]
    return [(f"{organ}:{row.id}", f"{ORGANS[organ]}, {row.name}") for organ, row in found if scope.viewer.sees(row.id, PROPOSE)]
