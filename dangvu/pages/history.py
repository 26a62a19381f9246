"""The past of a unit and of a member as timelines; each event names the decision that made it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from dangvu.access.queries import file_names
from dangvu.ledger.queries import DecisionLine, decisions
from dangvu.organisation.past import Touch
from dangvu.pages.words import DECISIONS
from dangvu.web.formats import day, moment, number
from dangvu.web.parts import Event

NAMED = 4
"""At most so many units are named in one event; more are counted."""


def cited_lines(numbers: Collection[int]) -> dict[int, DecisionLine]:
    """Decisions as they are cited, with the files that imports came from; those that the reader may see."""
    files = file_names(numbers)
    return {number: replace(line, file_name=files.get(number) or "") for number, line in decisions(numbers).items()}


def named(decision: DecisionLine | None, _source_row: int | None = None) -> Sequence[tuple[str, str]]:
    """The decision that an event rests on, by its act and its paper; nothing of who recorded it out of which file."""
    if decision is None:
        return ()
    facts = [
        (_("Lần ghi sổ"), _("Số %(number)s: %(kind)s") % {"number": number(decision.id), "kind": name_of(decision.kind)}),
        (_("Văn bản"), ", ".join(text for text in (decision.document, decision.body) if text)),
    ]
    return [(name, text) for name, text in facts if text]


def basis(decision: DecisionLine | None, source_row: int | None = None) -> Sequence[tuple[str, str]]:
    """What an event rests on: the act, the paper as quoted, the file and row it came from, who recorded it and when."""
    if decision is None:
        return ()
    facts = [
        *named(decision),
        (_("Tệp nguồn"), _source(decision, source_row)),
        (_("Ghi vào sổ"), _("%(actor)s, lúc %(moment)s") % {"actor": decision.actor, "moment": moment(decision.recorded)}),
    ]
    return [(name, text) for name, text in facts if text]


def name_of(kind: str) -> str:
    """A kind of decision in words."""
    return DECISIONS.get(kind, kind)


def _source(decision: DecisionLine, source_row: int | None) -> str:
    file = decision.file_name
    if file and source_row:
        return _("%(file)s, dòng %(row)s") % {"file": file, "row": source_row}
    return file


def in_order(dated: Iterable[tuple[date, Event]], on: date) -> list[Event]:
    """Latest first; what lies after the day looked at is marked as such."""
    ordered = sorted(dated, key=lambda pair: pair[0], reverse=True)
    return [_later(event) if when > on else event for when, event in ordered]


def _later(event: Event) -> Event:
    return Event(event.day, event.title, event.text, "future", _("Sau ngày đang xem"), "info", event.facts)


def of_unit(unit: int, touched: Sequence[Touch], names: Mapping[int, str], made: Mapping[int, DecisionLine], on: date) -> list[Event]:
    """Everything that decisions wrote about a unit and the units directly below it."""
    fresh = [touch for touch in touched if _is_news(touch, touched)]
    own = [touch for touch in fresh if touch.unit == unit]
    below = [touch for touch in fresh if touch.unit != unit]
    return in_order([*_beginnings(own, touched, names, made), *_endings(unit, touched, made), *_children(below, touched, names, made)], on)


def _said(touch: Touch) -> tuple[int, str, str, int | None, date]:
    return touch.unit, touch.name, touch.kind, touch.parent, touch.since


def _is_news(touch: Touch, touched: Sequence[Touch]) -> bool:
    """A row written again by a later decision, which changed only what comes after it, is no news."""
    return not any(other.decision < touch.decision and _said(other) == _said(touch) for other in touched)


def _is_held(touch: Touch, touched: Sequence[Touch]) -> bool:
    return any(not other.replaced and _said(other) == _said(touch) for other in touched)


def _beginnings(
    own: Sequence[Touch], touched: Sequence[Touch], names: Mapping[int, str], made: Mapping[int, DecisionLine]
) -> Iterator[tuple[date, Event]]:
    """What the unit came to be, one event for each decision and day."""
    first = min((touch.since for touch in own), default=None)
    ordered = sorted(own, key=lambda touch: (touch.decision, touch.since))
    for (number_, since), group in groupby(ordered, key=lambda touch: (touch.decision, touch.since)):
        rows = list(group)
        name = next((row.name for row in rows if row.name), "")
        kind = next((row.kind for row in rows if row.kind), "")
        parent = next((names.get(row.parent, "") for row in rows if row.parent), "")
        under = _("trực thuộc %(parent)s") % {"parent": parent} if parent else ""
        title = _("Thành lập") if since == first and name else name or _("Chuyển về %(under)s") % {"under": under}
        text = "" if not name else ", ".join(part for part in (name if since == first else "", kind, under) if part)
        mark = "" if any(_is_held(row, touched) for row in rows) else _("Lần ghi sổ sau đã thay hoặc hủy")
        facts = basis(made.get(number_), rows[0].source_row)
        yield since, Event(day(since), title, text, "key", mark, "warn" if mark else "", facts)


def _endings(unit: int, touched: Sequence[Touch], made: Mapping[int, DecisionLine]) -> Iterator[tuple[date, Event]]:
    """The day after the last on which the unit lived."""
    states = [touch for touch in touched if touch.unit == unit and touch.name and not touch.replaced]
    for touch in states:
        if touch.until and not any(other.since == touch.until for other in states):
            facts = basis(made.get(touch.decision), touch.source_row)
            yield touch.until, Event(day(touch.until), _("Kết thúc hoạt động"), kind="key", facts=facts)


def _children(
    below: Sequence[Touch], touched: Sequence[Touch], names: Mapping[int, str], made: Mapping[int, DecisionLine]
) -> Iterator[tuple[date, Event]]:
    held = [touch for touch in touched if touch.parent is not None and not touch.replaced]
    left = [
        touch for touch in held
        if touch.until and touch.unit in {other.unit for other in below} and not any(
            other.unit == touch.unit and other.since == touch.until for other in held
        )
    ]  # fmt: skip
    came = [(touch.since, touch.decision, _("Thêm tổ chức trực thuộc"), touch) for touch in below if _is_held(touch, touched)]
    gone = [(touch.until or touch.since, touch.decision, _("Thôi trực thuộc"), touch) for touch in left]
    ordered = sorted([*came, *gone], key=lambda row: row[:3])
    for (when, number_, title), group in groupby(ordered, key=lambda row: row[:3]):
        units = sorted({names.get(row[3].unit, "") for row in group})
        more = _(" và %(more)s tổ chức khác") % {"more": number(len(units) - NAMED)} if len(units) > NAMED else ""
        yield when, Event(day(when), title, ", ".join(units[:NAMED]) + more, facts=basis(made.get(number_)))
