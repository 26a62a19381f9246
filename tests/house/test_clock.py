"""The time of day is read in `dangvu.periods.clock` and nowhere else, in Python as in SQL."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.stack import ROOT

CLOCK = "dangvu/periods/clock.py"
RIGHTS = "dangvu/access/migrations/0006_functions.py"
"""The database's own look at mandates does not believe the application, nor its clock (ADR 0006)."""
TOKENS = "dangvu/access/migrations/0014_account_of_token.py"
"""Nor at tokens."""
SESSIONS = "dangvu/access/migrations/0024_sessions_that_are_over.py"
"""Nor at sessions, as the accounts keep them."""
LOG = "dangvu/readings/migrations/0002_guards.py"
"""Neither does the log of readings, which nobody antedates."""
READS = {"now", "today", "utcnow", "localdate", "localtime", "time", "time_ns", "gmtime"}
OURS = {"clock"}
MODULES = {"datetime", "date", "timezone", "time", "dt", "functions"}
IN_SQL = re.compile(
    r"\b(now\s*\(\s*\)|current_date\b|current_timestamp\b|localtimestamp\b|clock_timestamp\s*\(|statement_timestamp\s*\(|timeofday\s*\()",
    re.I,
)


def readings(source: str) -> Iterator[str]:
    """Where a source text reads the time of day."""
    tree = ast.parse(source)
    texts = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}  # docstrings
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name)):
                if name in READS and owner in MODULES - OURS:
                    yield f"{node.lineno}: {owner}.{name}"
            case ast.ImportFrom(module="django.utils.timezone" | "django.db.models.functions" | "time", names=names):
                yield from (f"{node.lineno}: import {alias.name}" for alias in names if alias.name.lower() in READS)
            case ast.Constant(value=str(text)) if id(node) not in texts and IN_SQL.search(text):
                yield f"{node.lineno}: {text.strip()[:60]}"


def test_only_the_clock_reads_the_time() -> None:
    found = {
        str(path.relative_to(ROOT)): list(readings(path.read_text()))
        for path in sorted((ROOT / "dangvu").rglob("*.py"))
        if str(path.relative_to(ROOT)) not in {CLOCK, RIGHTS, TOKENS, SESSIONS, LOG}
    }
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_the_rights_of_the_database_read_the_day_and_whether_a_session_is_over_and_nothing_else() -> None:
    read = [line.strip() for line in (ROOT / RIGHTS).read_text().splitlines() if IN_SQL.search(line)]
    assert len(read) == 2
    assert read[0] == "RETURN (statement_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;"
    assert read[1].endswith("AND s.expires > statement_timestamp());")


def test_of_sessions_the_database_reads_whether_they_are_over_and_nothing_else() -> None:
    read = [line.strip() for line in (ROOT / SESSIONS).read_text().splitlines() if IN_SQL.search(line)]
    assert [line.partition(" AND ")[2].split("{")[0] for line in read if line.startswith("WHERE")] == [
        "s.expires > statement_timestamp()", "k.account_id = s.account_id AND k.expire_date > now()",
    ]  # fmt: skip
    assert [line for line in read if not line.startswith("WHERE")] == [
        '"""Whose session it is: `now()` is when the request began, and one that began in time is answered whole."""'
    ]


def test_of_tokens_the_database_reads_whether_they_are_over_and_nothing_else() -> None:
    read = [line.strip() for line in (ROOT / TOKENS).read_text().splitlines() if IN_SQL.search(line)]
    assert len(read) == 2 and all("expires > statement_timestamp()" in line for line in read)


def test_the_log_of_readings_reads_when_a_row_comes_and_nothing_else() -> None:
    read = [line.strip() for line in (ROOT / LOG).read_text().splitlines() if IN_SQL.search(line)]
    assert read == ["ALTER TABLE readings_reading ALTER at SET DEFAULT statement_timestamp();"]


def test_the_clock_itself_is_found_by_the_same_search() -> None:
    assert list(readings((ROOT / CLOCK).read_text())) == ["13: datetime.now"]


@pytest.mark.parametrize(
    "line",
    [
        "timezone.now()",
        "datetime.date.today()",
        "time.time()",
        "from django.utils.timezone import now",
        "from django.db.models.functions import Now",
        "cursor.execute('SELECT current_date')",
        "f'... WHERE day < {x} AND recorded @> now()'",
    ],
)
def test_another_reading_is_noticed(line: str) -> None:
    assert list(readings(line))
