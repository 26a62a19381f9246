"""The file of one member, put together from what people, members, organisation and the ledger answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.utils.translation import gettext as _

from dangvu.access.queries import citizen_id_end
from dangvu.members.party_age import since_when
from dangvu.organisation.queries import UnitOn, ancestors
from dangvu.pages import words
from dangvu.pages.exit_events import cases_in_file, cited
from dangvu.pages.frame import Scope
from dangvu.pages.history import basis, cited_lines, in_order
from dangvu.pages.member_events import LEARNT, TOLD, Cite, Known
from dangvu.people.names import ERASED
from dangvu.periods.days import completed_years
from dangvu.reports.dossier import dossier
from dangvu.web.formats import day
from dangvu.web.parts import Event
from dangvu.web.shell import Link


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


def member_file(person: int, scope: Scope, cite: Cite = basis) -> MemberFile | None:
    """Everything known of a person at the instant looked at; None for somebody of whom nothing was known then.

    `cite` says what of a decision stands beside an event.
    """
    known = _known(person, scope, cite)
    if known is None:
        return None
    stay = next((stay for stay in known.held.stays if scope.on in stay.span), None)
    cell = known.held.units.get(stay.cell) if stay else None
    now = {
        status.dimension: words.STATUS.get(status.value, status.value) for status in known.held.statuses if stay and scope.on in status.span
    }
    return MemberFile(
        name=known.held.facts.name or ERASED,
        standing=now.get("standing", ""),
        participation=now.get("participation", "").replace(words.PARTICIPATION["active"], ""),
        cell=cell,
        cell_address=scope.address("unit", unit=cell) if cell else "",
        citizen_id_end=citizen_id_end(person),
        facts=_facts(known, _counts_from(person, known) if stay else None),
        posts=[(post.title, known.where(post)) for post in known.held.posts if scope.on in post.span],
        events=in_order(chain.from_iterable(told(known) for told in TOLD), scope.on),
        crumbs=_crumbs(cell, scope),
    )


def _known(person: int, scope: Scope, cite: Cite) -> Known | None:
    found = dossier(person, scope.viewer, scope.on, scope.known)
    if found is None:
        return None
    cases = cases_in_file(scope.viewer, person, scope.on, scope.known)
    return Known(found, cases, cited_lines(found.cited | cited(cases)), scope.on, cite)


def _crumbs(cell: UnitOn | None, scope: Scope) -> Sequence[Link]:
    """The way from the root to the member's cell."""
    if cell is None:
        return (Link(_("Đảng viên"), scope.address("members")),)
    above = scope.above if cell.id == scope.unit.id else ancestors(cell.id, scope.on)
    return [Link(row.name, scope.address("members", unit=row)) for row in (*above, cell) if scope.viewer.shows(row.id)]


def _counts_from(person: int, known: Known) -> date | None:
    """Since when party age counts: from the decision, but for who was readmitted."""
    decided = known.held.dates.decided if known.held.dates else None
    if any(stay.entry == "readmitted" for stay in known.held.stays):
        return since_when([person], known.on).get(person, decided)
    return decided


def _facts(known: Known, since: date | None) -> Sequence[tuple[str, str]]:
    """What is told beside the timeline; `since` is the day from which party age counts, none of who is no member."""
    facts, dates, on = known.held.facts, known.held.dates, known.on
    learnt = next((row for row in known.held.attributes if on in row.span), None)
    years = completed_years(facts.born, on) if facts.born and facts.born <= on else None
    party = completed_years(since, on) if since and since <= on else None
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
