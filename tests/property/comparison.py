"""Three ways in which a register must agree with itself: with a rebuild, with the second opinion, and in its sums."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.db import connection

from dangvu.meetings import derived as meetings
from dangvu.members import derived as members
from dangvu.members.kinds import PARTICIPATION, STANDING
from dangvu.organisation import derived as organisation
from dangvu.reports.figures import figures
from tests.property import oracle
from tests.property.oracle import State, at

COLUMNS = {
    "unit_leaf": "ancestor, child, unit, since, until",
    "member_span": members.SPAN_COLUMNS,
    "member_event": "person, cell, day, tree_day, kind, inward",
    "meeting_summary": "cell, month, due, present",
}
CODES = (
    "members", "women", "probationary", "official", "exempt", "religious", "units", "cells", "cells_under_10", "opening", "closing",
    "admissions", "returns_in", "transfers_in", "moved_in", "exits", "transfers_out", "moved_out", "attendance_due", "attendance_present",
)  # fmt: skip


def rows(sql: str, values: Any = None) -> list[tuple[Any, ...]]:
    """The answer of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _difference(kept: str, wanted: str, columns: str) -> str:
    """Rows of either that the other lacks."""
    one, other = f"SELECT {columns} FROM {kept}", f"SELECT {columns} FROM {wanted}"
    return f"(({one} EXCEPT ALL {other}) UNION ALL ({other} EXCEPT ALL {one}))"


def assert_as_defined() -> None:
    """Each derived table holds what its own definition yields over the dated rows, no more and no less; a quick look."""
    defined = {
        "unit_leaf": organisation.CLOSURE.format(held=organisation.NOW, only=""),
        "member_span": members.SPANS.format(held=members.NOW, only=""),
        "member_event": members.EVENTS.format(held=members.NOW, only=""),
        "meeting_summary": meetings.SUMMARY.format(held="upper_inf(recorded)", only=""),
    }
    sql = " UNION ALL ".join(
        f"SELECT '{table}', count(*) FROM {_difference(table, f'({defined[table]}) defined', columns)} {table}"
        for table, columns in COLUMNS.items()
    )
    _none_differ(rows(sql))


def assert_as_rebuilt() -> None:
    """Each derived table holds what it holds after being thrown away and made anew."""
    with connection.cursor() as cursor:
        for table in COLUMNS:
            cursor.execute(f"CREATE TEMPORARY TABLE kept_{table} ON COMMIT DROP AS TABLE {table}")
    organisation.refresh_closure()
    members.refresh_members()
    meetings.refresh_summary()
    counts = [f"SELECT '{table}', count(*) FROM {_difference(table, f'kept_{table}', names)} {table}" for table, names in COLUMNS.items()]
    _none_differ(rows(" UNION ALL ".join(counts)))


def _none_differ(counted: list[tuple[Any, ...]]) -> None:
    differing = {table: count for table, count in counted if count}
    assert not differing, f"rows that differ from a rebuild: {differing}"


def assert_no_circle(state: State) -> None:
    """No unit stands below itself on any day, whatever the order of the decisions."""
    for day in _days_of_tree(state):
        for unit in state.units:
            state.path(unit, day)


def assert_as_told(state: State) -> None:
    """The derived tables say on every turning day, and on the day before it, what the decisions say."""
    _same(_closure_told(state), _closure_kept(state), "closure")
    _same(_members_told(state), _members_kept(state), "members")
    _same(_events_told(state), sorted(rows("SELECT person, day, kind, inward, cell FROM member_event")), "events")
    reports = {(cell, month): (due, present) for cell, month, due, present in rows("SELECT cell, month, due, present FROM meeting_summary")}
    _same(state.reports, reports, "reports")


def _same(told: Any, kept: Any, what: str) -> None:
    if told != kept:
        left, right = (set(map(repr, side.items() if isinstance(side, dict) else side)) for side in (told, kept))
        raise AssertionError(f"{what}: told but not kept {sorted(left - right)[:6]}, kept but not told {sorted(right - left)[:6]}")


def _with_eves(days: set[date]) -> list[date]:
    return sorted(days | {day - timedelta(days=1) for day in days})


def _days_of_tree(state: State) -> list[date]:
    return _with_eves({turn for unit in state.units.values() for turn in (*unit.state, *unit.above)})


def _closure_told(state: State) -> dict[date, list[tuple[int, int, int]]]:
    found: dict[date, list[tuple[int, int, int]]] = {}
    for day in _days_of_tree(state):
        pairs = []
        for unit in state.units:
            path = state.path(unit, day)
            pairs += [(above, path[max(place - 1, 0)], unit) for place, above in enumerate(path)]
        found[day] = sorted(pairs)
    return found


def _closure_kept(state: State) -> dict[date, list[tuple[int, int, int]]]:
    kept = rows("SELECT ancestor, child, unit, since, until FROM unit_leaf")
    return {day: sorted(tuple(pair) for *pair, since, until in kept if since <= day < until) for day in _days_of_tree(state)}


def _members_told(state: State) -> dict[tuple[int, date], list[tuple[Any, ...]]]:
    found: dict[tuple[int, date], list[tuple[Any, ...]]] = {}
    for number, person in state.people.items():
        facts = person.facts
        for day in _with_eves(person.days_of_change()):
            cell = at(person.cell, day)
            if cell is None:
                continue
            attributes = at(person.attributes, day)
            found[number, day] = [(
                cell, STANDING[at(person.standing, day)], PARTICIPATION[at(person.participation, day) or "active"], facts["female"],
                facts["ethnicity"], facts["religion"], date.fromisoformat(facts["born"]), person.decided,
                at(person.counted, day), attributes["education"], attributes["profession"],
            )]  # fmt: skip
    return found


def _members_kept(state: State) -> dict[tuple[int, date], list[tuple[Any, ...]]]:
    """More than one row a day would be a person in two cells."""
    terms = {None: "", **dict(rows("SELECT id, label FROM people_term"))}
    spans: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for person, since, until, *plain, ethnicity, religion, born, decided, counts_from, education, profession in rows(
        "SELECT person, since, until, cell, standing, participation, female, ethnicity, religion, born, decided, counts_from, education,"
        " profession FROM member_span"
    ):
        facts = (terms[ethnicity], terms[religion], born, decided, counts_from, terms[education], terms[profession])
        spans[person].append((since, until, (*plain, *facts)))
    found: dict[tuple[int, date], list[tuple[Any, ...]]] = defaultdict(list)
    for number, person in state.people.items():
        for day in _with_eves(person.days_of_change()):
            for since, until, values in spans[number]:
                if since <= day < until:
                    found[number, day].append(values)
    return dict(found)


def _events_told(state: State) -> list[tuple[Any, ...]]:
    found = []
    for person, day, kind, left, entered in state.events():
        if left is not None:
            found.append((person, day, kind, False, left))
        if entered is not None:
            found.append((person, day, kind, True, entered))
    return sorted(found)


def assert_figures_as_told(state: State, unit: int, on: date, since: date, **known: Any) -> int:
    """The figures of a unit are those counted one by one from the decisions, and they balance; how many were compared."""
    found = {code: int(figure.value or 0) for code, figure in figures(unit, on, since=since, codes=CODES, **known).figures.items()}
    _same(oracle.figures(state, unit, on, since), found, f"figures of {state.units[unit].code} from {since} to {on}")
    came = sum(found[code] for code in ("admissions", "returns_in", "transfers_in", "moved_in"))
    went = sum(found[code] for code in ("exits", "transfers_out", "moved_out"))
    assert found["opening"] + came - went == found["closing"], found
    return len(found)
