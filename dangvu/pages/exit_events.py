"""What came of cases, as events of a member's timeline; what ended a membership is told there by the stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from dangvu.access.viewer import Viewer
from dangvu.exits.queries import Course, courses
from dangvu.pages.exit_words import DROPPED, KINDS, OUTCOMES
from dangvu.web.formats import day
from dangvu.web.parts import Event

Basis = Callable[[int], Sequence[tuple[str, str]]]


def cases_in_file(viewer: Viewer, person: int, on: date, known: datetime | None) -> list[Course]:
    """The cases of a person for whoever may open the pages of these cases, and for the person, who reads what came of them."""
    return courses(on, known, person_id=person) if viewer.sees_person(person) or viewer.person == person else []


def cited(cases: Sequence[Course]) -> set[int]:
    """The decisions that the events rest on."""
    return {one.decision for one in cases} | {appeal.decision for one in cases for appeal in one.appeals}


def outcomes(cases: Sequence[Course], basis: Basis) -> Iterator[tuple[date, Event]]:
    """Cases that were dropped and appeals that were answered; never on what ground."""
    for one in cases:
        if one.dropped and one.ended is not None:
            title = _("Dừng việc xem xét: %(kind)s") % {"kind": KINDS[one.kind]}
            yield one.ended, Event(day(one.ended), title, str(DROPPED[one.dropped]), facts=basis(one.decision))
        for appeal in one.appeals:
            if appeal.settled is not None:
                text = str(OUTCOMES[appeal.outcome])
                yield appeal.settled, Event(day(appeal.settled), _("Giải quyết khiếu nại"), text, facts=basis(appeal.decision))
