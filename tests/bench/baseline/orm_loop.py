"""The statistical return as it is first written with an ORM: walk down the tree, fetch what each cell holds, count in Python.

It is not careless: the members of a cell and their words come in five queries, not in five each. It reads the dated tables, as whoever
knows nothing of derived ones would, and asks something of the database for every unit and every place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from dangvu.ledger.dated import current
from dangvu.meetings.models import Attendance
from dangvu.members.models import Admission, Membership, Profile, Standing
from dangvu.organisation.models import LocalityFact, LocalityState, UnitEdge, UnitState
from dangvu.people.models import PersonFacts
from dangvu.periods.days import completed_years
from tests.bench.baseline.duckdb_return import AGES, ENTRIES, PARTY_AGES, UNKNOWN, Asked, Cell, Table

Counts = Counter[Cell]


def statistical_return(asked: Asked) -> Table:
    """Every figure for every child of the unit."""
    table: Table = {}
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
                count_cell(counts, state, asked, set(below))
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


def count_cell(counts: Counts, state: UnitState, asked: Asked, here: set[int]) -> None:
    persons = [stay.person_id for stay in current(Membership, cell_id=state.unit_id).filter(period__contains=asked.day)]
    facts = {row.person_id: row for row in current(PersonFacts, person_id__in=persons).select_related("ethnicity", "religion")}
    count_members(counts, persons, facts, asked)
    count_gaps(counts, state, facts, asked)
    counts["opening", "", ""] += current(Membership, cell_id=state.unit_id).filter(period__contains=asked.eve).count()
    count_entries(counts, state.unit_id, asked, here)
    count_leavings(counts, state.unit_id, asked, here)
    for meeting in current(Attendance, cell_id=state.unit_id).filter(month__range=(asked.first, asked.day)):
        counts["attendance_due", "", ""] += meeting.due
        counts["attendance_present", "", ""] += meeting.present


def count_members(counts: Counts, persons: list[int], facts: dict[int, PersonFacts], asked: Asked) -> None:
    day, lists = asked.day, ("education", "profession", "theory", "occupation")
    admissions = {row.person_id: row for row in current(Admission, person_id__in=persons)}
    profiles = {row.person_id: row for row in current(Profile, person_id__in=persons).filter(period__contains=day).select_related(*lists)}
    for standing in current(Standing, person_id__in=persons).filter(period__contains=day):
        counts[standing.value, "", ""] += 1
    for person in persons:
        fact, admission, profile = facts[person], admissions[person], profiles[person]
        assert fact.born
        counts["members", "", ""] += 1
        counts["women", "", ""] += bool(fact.female)
        counts["religious", "", ""] += label(fact, "religion") != "Không"
        counts["mean_age", "", ""] += completed_years(fact.born, day)
        counts["members", "age_band", band(completed_years(fact.born, day), AGES)] += 1
        counts["members", "party_age_band", band(completed_years(admission.decided, day), PARTY_AGES)] += 1
        for name in ("ethnicity", "religion"):
            counts["members", name, label(fact, name)] += 1
        for name in lists:
            counts["members", name, label(profile, name)] += 1


def band(years: int, bands: dict[str, tuple[int, int]]) -> str:
    return next(word for word, (least, most) in bands.items() if least <= years <= most)


def label(row: PersonFacts | Profile, name: str) -> str:
    term = getattr(row, name)
    return str(term.label) if term else UNKNOWN


def count_gaps(counts: Counts, state: UnitState, facts: dict[int, PersonFacts], asked: Asked) -> None:
    women = sum(bool(fact.female) for fact in facts.values())
    counts["cells_under_10", "", ""] += len(facts) < 10
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
        kin = sum(label(fact, "ethnicity") == asked.group for fact in facts.values())
        counts["hamlet_cells_in_scope", "", ""] += 1
        counts["hamlet_cells_with_member", "", ""] += bool(kin)
        counts["hamlet_cells_without_member", "", ""] += not kin


def count_entries(counts: Counts, cell: int, asked: Asked, here: set[int]) -> None:
    last = asked.day + timedelta(days=1)
    for stay in current(Membership, cell_id=cell).filter(period__startswith__gte=asked.first, period__startswith__lt=last):
        if stay.entry == "transfer":
            before = current(Membership, person_id=stay.person_id).get(period__endswith=stay.period.lower)
            counts["transfers_in", "", ""] += before.cell_id not in here
            continue
        code = next(code for code, kinds in ENTRIES.items() if stay.entry in kinds)
        counts[code, "kind", stay.entry] += 1
        if code == "admissions":
            fact = current(PersonFacts, person_id=stay.person_id).select_related("ethnicity").get()
            assert fact.born
            counts[code, "sex", "Nữ"] += bool(fact.female)
            counts[code, "age_band", "18–30"] += 18 <= completed_years(fact.born, asked.day) <= 30
            counts[code, "ethnicity", asked.group] += label(fact, "ethnicity") == asked.group


def count_leavings(counts: Counts, cell: int, asked: Asked, here: set[int]) -> None:
    last = asked.day + timedelta(days=1)
    for stay in current(Membership, cell_id=cell).filter(period__endswith__gte=asked.first, period__endswith__lt=last):
        if stay.leaving == "transfer":
            after = current(Membership, person_id=stay.person_id).get(period__startswith=stay.period.upper)
            counts["transfers_out", "", ""] += after.cell_id not in here
        else:
            counts["exits", "kind", stay.leaving] += 1


def count_places(counts: Counts, places: set[int], day: date) -> None:
    for place in places:
        for row in current(LocalityFact, locality_id=place, people="").filter(period__contains=day):
            counts[row.measure, "", ""] += row.value
