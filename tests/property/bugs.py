"""Mistakes that a careful programmer could make, each put in by name, so that the property test can show that it finds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from dangvu.commands import registry
from dangvu.ledger import dated
from dangvu.meetings import commands as meetings
from dangvu.members import derived
from dangvu.members.commands import changes, facts, stays
from dangvu.organisation import commands as organisation
from dangvu.organisation.derived import CLOSURE, NOW, refresh_closure
from dangvu.people.commands import apply_correct
from tests.property.machine import Register


def _execute(sql: str, values: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _respell(patch: pytest.MonkeyPatch, name: str, right: str, wrong: str) -> None:
    text = getattr(derived, name)
    assert text.count(right) == 1, f"{name} no longer contains: {right}"
    patch.setattr(derived, name, text.replace(right, wrong))


def a_stay_includes_the_day_of_leaving(patch: pytest.MonkeyPatch) -> None:
    """The end of a range read as its last day."""
    right = "lower(period) AS since, coalesce(upper(period), DATE '9999-12-31') AS until"
    _respell(patch, "SPANS", right, right.replace("upper(period)", "upper(period) + 1"))


def standing_does_not_turn(patch: pytest.MonkeyPatch) -> None:
    """The day on which somebody became official or exempt cuts no span."""
    right = "UNION SELECT person_id, lower(period) FROM members_standing WHERE {held} {only}"
    _respell(patch, "SPANS", right, "")


def leaving_counts_on_the_last_day(patch: pytest.MonkeyPatch) -> None:
    """A leaving dated to the last day of the stay instead of the first day after."""
    _respell(patch, "EVENTS", "upper(period), upper(period) - 1, leaving", "upper(period) - 1, upper(period) - 1, leaving")


def leavings_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Events written at entry alone."""

    def refresh(persons: Sequence[int]) -> None:
        derived.refresh_members(persons)
        _execute("DELETE FROM member_event WHERE NOT inward AND person = ANY (%s)", [list(persons)])

    for module in (stays, changes, facts):
        patch.setattr(module, "refresh_members", refresh)


def a_correction_does_not_reach_the_spans(patch: pytest.MonkeyPatch) -> None:
    """Facts corrected where they lie, but not where they are repeated."""
    kinds = registry._KINDS  # the registry has no way to exchange a kind, and needs none but here
    right = kinds["people.correct"]
    wrong = registry.Kind(right.name, right.command, right.judge, apply_correct, right.personal)
    patch.setitem(kinds, right.name, wrong)
    patch.setitem(registry._BY_COMMAND, right.command, wrong)


def a_move_leaves_the_closure_as_it_was(patch: pytest.MonkeyPatch) -> None:
    """The closure made when a unit is founded and never again."""

    def refresh(units: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM unit_leaf WHERE unit = ANY (%s)", [list(units)])
            if cursor.fetchone() == (0,):
                refresh_closure(units)

    patch.setattr(organisation, "refresh_closure", refresh)


def a_move_forgets_what_stands_below(patch: pytest.MonkeyPatch) -> None:
    """The closure made anew for the unit that moved, not for its descendants."""

    def refresh(units: Sequence[int]) -> None:
        _execute("DELETE FROM unit_leaf WHERE unit = ANY (%s)", [list(units)])
        anew = CLOSURE.format(held=NOW, only="AND unit_id = ANY (%s)")
        _execute(f"INSERT INTO unit_leaf (ancestor, child, unit, since, until) {anew}", [list(units)])

    patch.setattr(organisation, "refresh_closure", refresh)


def a_row_is_cut_a_day_too_early(patch: pytest.MonkeyPatch) -> None:
    """What is cut ends the day before."""
    right = dated.cut

    def cut(row: Any, day: date, **rest: Any) -> None:
        earlier = day - timedelta(days=1)
        right(row, earlier if row.period.lower < earlier else day, **rest)

    patch.setattr(registry, "cut", cut)


def an_earlier_decision_wipes_later_ones(patch: pytest.MonkeyPatch) -> None:
    """A value assigned for ever, whatever was already decided for later days."""

    def assign(
        model: Any, subject: Any, since: date, values: Any, *, decision: int, recorded: datetime, source_row: int | None = None
    ) -> None:
        for row in dated.current(model, **subject):
            if row.period.upper is None or row.period.upper > since:
                dated.cut(row, max(since, row.period.lower), decision=decision, recorded=recorded)
        dated.open_row(model, decision=decision, recorded=recorded, period=DateRange(since, None), **subject, **values)

    patch.setattr(registry, "assign", assign)


def a_corrected_report_is_not_summed_again(patch: pytest.MonkeyPatch) -> None:
    """The first report of a month stays in the summary."""
    sql = (
        "INSERT INTO meeting_summary (cell, month, due, present) SELECT cell_id, month, due, present FROM meetings_attendance "
        "WHERE upper_inf(recorded) AND cell_id = ANY (%s) ON CONFLICT DO NOTHING"
    )
    patch.setattr(meetings, "refresh_summary", lambda cells: _execute(sql, [list(cells)]))


def the_time_outside_counts_for_the_readmitted(patch: pytest.MonkeyPatch) -> None:
    """Party age from the first decision on, as if nobody had been outside."""
    _respell(patch, "SPANS", "coalesce(co.first, a.decided) + coalesce(co.lost, 0)", "coalesce(co.first, a.decided)")


def a_readmission_is_a_first_admission(patch: pytest.MonkeyPatch) -> None:
    """Party age from the decision as held now, on every day."""
    _respell(patch, "SPANS", "coalesce(co.first, a.decided) + coalesce(co.lost, 0)", "a.decided")


def nobody_asks_how_somebody_left(patch: pytest.MonkeyPatch) -> None:
    """Whoever left comes back in any way."""
    patch.setattr(stays, "leads_back", lambda _entry, _left_by: [])


def a_circle_is_looked_for_on_the_day_alone(patch: pytest.MonkeyPatch) -> None:
    """Kinds are judged on the day of a decision; the days on which two decisions, made out of order, meet are not."""
    begin = Register.__init__

    def begin_without_the_guard(machine: Register) -> None:
        begin(machine)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_get_functiondef('organisation_judge(int[])'::regprocedure)")
            (definition,) = cursor.fetchone() or ("",)
            right = "WHERE up.start = up.above"
            assert definition.count(right) == 1, f"organisation_judge no longer contains: {right}"
            cursor.execute(definition.replace(right, "WHERE false"))

    def refresh(units: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(CIRCLES)
            if cursor.fetchone() == (0,):  # the closure of a circle has no end
                refresh_closure(units)

    patch.setattr(Register, "__init__", begin_without_the_guard)
    patch.setattr(organisation, "refresh_closure", refresh)


CIRCLES = """
WITH RECURSIVE up (start, above, days) AS (
  SELECT unit_id, parent_id, period FROM organisation_unitedge WHERE upper_inf(recorded)
  UNION
  SELECT up.start, e.parent_id, up.days * e.period
    FROM up JOIN organisation_unitedge e ON e.unit_id = up.above AND e.period && up.days AND upper_inf(e.recorded)
) SELECT count(*) FROM up WHERE start = above
"""

BUGS: list[tuple[Callable[[pytest.MonkeyPatch], None], str]] = [
    (a_stay_includes_the_day_of_leaving, "members: "),
    (standing_does_not_turn, "members: "),
    (leaving_counts_on_the_last_day, "events: "),
    (leavings_are_forgotten, "differ from a rebuild: {'member_event'"),
    (a_correction_does_not_reach_the_spans, "differ from a rebuild: {'member_span'"),
    (a_move_leaves_the_closure_as_it_was, "differ from a rebuild: {'unit_leaf'"),
    (a_move_forgets_what_stands_below, "differ from a rebuild: {'unit_leaf'"),
    (a_row_is_cut_a_day_too_early, "closure: |members: "),
    (an_earlier_decision_wipes_later_ones, "closure: |members: "),
    (a_corrected_report_is_not_summed_again, "differ from a rebuild: {'meeting_summary'"),
    (the_time_outside_counts_for_the_readmitted, "members: "),
    (a_readmission_is_a_first_admission, "members: "),
    (nobody_asks_how_somebody_left, "died and is|never went elsewhere"),
    (a_circle_is_looked_for_on_the_day_alone, "stands below itself"),
]
"""Each with the words in which the machine complains of it."""
