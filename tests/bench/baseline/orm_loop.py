"""The statistical return as it is first written with an ORM: walk down the tree, fetch what each cell holds, count in Python.

It is not careless: it reads the flattened tables that the product keeps, and the members of a cell come in one query. It still asks
something of the database for every unit and every place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from dangvu.ledger.dated import current
from dangvu.meetings.models import MeetingSummary
from dangvu.members.kinds import PARTICIPATION, STANDING
from dangvu.members.models import MemberEvent, MemberSpan
from dangvu.organisation.models import LocalityFact, LocalityState, UnitEdge, UnitState
from dangvu.people.models import Term
from dangvu.periods.days import completed_years
from tests.bench.baseline.duckdb_return import AGES, ENTRIES, PARTY_AGES, UNKNOWN, Asked, Cell, Table

Counts = Counter[Cell]
Words = dict[int | None, str]


def statistical_return(asked: Asked) -> Table:
    """Every figure for every child of the unit."""
    table: Table = {}
    words: Words = {term.id: term.label for term in Term.objects.all()}
    edges = current(UnitEdge, parent_id=asked.unit).filter(period__contains=asked.day)
    for child in [asked.unit, *(edge.unit_id for edge in edges)]:
        counts: Counts = Counter()
        places: set[int] = set()
        below = [child] if child == asked.unit else list(units_below(child, asked.day))
        for unit in below:
            state = current(UnitState, unit_id=unit).get(period__contains=asked.day)
            count_unit(counts, state)
            if state.locality_id:
                places.update(places_below(state.locality_id, asked.day))
            if state.cell:
                count_cell(counts, state, asked, words, set(below))
        count_places(counts, places, asked.day)
        table[child] = dict(counts)
    return table


def units_below(unit: int, day: date) -> Iterator[int]:
    yield unit
    for edge in current(UnitEdge, parent_id=unit).filter(period__contains=day):
        yield from units_below(edge.unit_id, day)


def places_below(place: int, day: date) -> Iterator[int]:
    yield place
    for state in current(LocalityState, parent_id=place).filter(period__contains=day):
        yield from places_below(state.locality_id, day)


def count_unit(counts: Counts, state: UnitState) -> None:
    counts["units", "", ""] += 1
    counts["grassroots_committees", "", ""] += state.kind == "Đảng bộ cơ sở"
    counts["basic_cells", "", ""] += state.kind == "Chi bộ cơ sở"
    counts["cells", "", ""] += state.cell


def count_cell(counts: Counts, state: UnitState, asked: Asked, words: Words, here: set[int]) -> None:
    members = list(MemberSpan.objects.filter(cell=state.unit_id, since__lte=asked.day, until__gt=asked.day))
    for member in members:
        count_member(counts, member, words, asked.day)
    count_gaps(counts, state, members, words, asked)
    counts["opening", "", ""] += MemberSpan.objects.filter(cell=state.unit_id, since__lte=asked.eve, until__gt=asked.eve).count()
    count_events(counts, state.unit_id, asked, words, here)
    for meeting in MeetingSummary.objects.filter(cell=state.unit_id, month__range=(asked.first, asked.day)):
        counts["attendance_due", "", ""] += meeting.due
        counts["attendance_present", "", ""] += meeting.present


def count_member(counts: Counts, member: MemberSpan, words: Words, day: date) -> None:
    assert member.born
    assert member.decided
    counts["members", "", ""] += 1
    counts["women", "", ""] += bool(member.female)
    counts["probationary", "", ""] += member.standing == STANDING["probationary"]
    counts["official", "", ""] += member.standing == STANDING["official"]
    counts["exempt", "", ""] += member.participation == PARTICIPATION["exempt"]
    counts["religious", "", ""] += words.get(member.religion, "Không") != "Không"
    counts["mean_age", "", ""] += completed_years(member.born, day)
    counts["members", "age_band", band(completed_years(member.born, day), AGES)] += 1
    counts["members", "party_age_band", band(completed_years(member.decided, day), PARTY_AGES)] += 1
    for name in ("ethnicity", "religion", "education", "profession", "theory", "occupation"):
        counts["members", name, words.get(getattr(member, name), UNKNOWN)] += 1


def band(years: int, bands: dict[str, tuple[int, int]]) -> str:
    return next(word for word, (least, most) in bands.items() if least <= years <= most)


def count_gaps(counts: Counts, state: UnitState, members: list[MemberSpan], words: Words, asked: Asked) -> None:
    women = sum(bool(member.female) for member in members)
    counts["cells_under_10", "", ""] += len(members) < 10
    counts["cells_without_woman", "", ""] += not women
    if state.sector != "Ấp, khóm":
        return
    counts["hamlet_cells", "", ""] += 1
    counts["hamlet_cells_without_woman", "", ""] += not women
    people = {
        row.people: row.value
        for row in current(LocalityFact, locality_id=state.locality_id, measure="population").filter(period__contains=asked.day)
    }
    if asked.group not in people or not people.get(""):
        counts["hamlet_cells_without_data", "", ""] += 1
    elif 100 * people[asked.group] >= 5 * people[""]:
        kin = sum(words.get(member.ethnicity) == asked.group for member in members)
        counts["hamlet_cells_in_scope", "", ""] += 1
        counts["hamlet_cells_with_member", "", ""] += bool(kin)
        counts["hamlet_cells_without_member", "", ""] += not kin


def count_events(counts: Counts, cell: int, asked: Asked, words: Words, here: set[int]) -> None:
    for event in MemberEvent.objects.filter(cell=cell, day__range=(asked.first, asked.day)):
        if event.kind == "transfer":
            other = MemberEvent.objects.get(person=event.person, day=event.day, kind="transfer", inward=not event.inward)
            counts["transfers_in" if event.inward else "transfers_out", "", ""] += other.cell not in here
        elif event.inward:
            count_entry(counts, event, asked, words)
        else:
            counts["exits", "kind", event.kind] += 1


def count_entry(counts: Counts, event: MemberEvent, asked: Asked, words: Words) -> None:
    code = next(code for code, kinds in ENTRIES.items() if event.kind in kinds)
    counts[code, "kind", event.kind] += 1
    if code == "admissions":
        member = MemberSpan.objects.get(person=event.person, since=event.day)
        assert member.born
        counts[code, "sex", "Nữ"] += bool(member.female)
        counts[code, "age_band", "18–30"] += 18 <= completed_years(member.born, asked.day) <= 30
        counts[code, "ethnicity", asked.group] += words.get(member.ethnicity) == asked.group


def count_places(counts: Counts, places: set[int], day: date) -> None:
    for place in places:
        for row in current(LocalityFact, locality_id=place, people="").filter(period__contains=day):
            counts[row.measure, "", ""] += row.value
