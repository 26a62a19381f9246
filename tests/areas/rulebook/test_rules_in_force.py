"""The rule in force on the day of the case, never on the day of asking."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from dangvu.rulebook.queries import rule

pytestmark = pytest.mark.django_db

REFORM = date(2025, 7, 1)


def _change(key: str, value: int, since: date) -> None:
    """A new value from a day on, as a migration writes it: the old row ends, the new one begins."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rulebook_rule SET period = daterange(lower(period), %s) WHERE key = %s AND upper_inf(period)", [since, key])
        cursor.execute(
            "INSERT INTO rulebook_rule (key, value, period, source, verified) "
            "VALUES (%s, to_jsonb(%s::int), daterange(%s, NULL), 'Quy định mới', true)",
            [key, value, since],
        )


def test_a_rule_has_the_source_of_its_day() -> None:
    before, after = rule("org_nesting", date(2025, 6, 30)), rule("org_nesting", REFORM)
    assert (before.source, after.source) == ("Điều lệ Đảng (2011), Điều 10, 21–24", "294-QĐ/TW ngày 26/5/2025")


def test_a_change_holds_from_its_day_on_and_leaves_older_cases_alone() -> None:
    _change("probation_months", 6, REFORM)
    assert [(rule("probation_months", day).value, rule("probation_months", day).source) for day in (date(2025, 6, 30), REFORM)] == [
        (12, "Điều lệ Đảng (2011), Điều 5"), (6, "Quy định mới"),
    ]  # fmt: skip


def test_a_case_before_the_first_rule_is_judged_by_none() -> None:
    with pytest.raises(LookupError, match="no rule probation_months in force on 1930-02-02"):
        rule("probation_months", date(1930, 2, 2))


def test_a_key_of_no_rule_is_a_mistake() -> None:
    with pytest.raises(LookupError):
        rule("probation_weeks", REFORM)


def test_two_values_on_a_day_are_refused() -> None:
    with pytest.raises(IntegrityError, match="one_rule_a_day"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO rulebook_rule (key, value, period, source, verified) "
            "VALUES ('probation_months', '6', daterange('2030-01-01', NULL), 'X', false)"
        )


def test_every_rule_names_its_source() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(*) FILTER (WHERE source <> '') FROM rulebook_rule")
        every, sourced = cursor.fetchone() or (0, -1)
    assert every == sourced > 0
