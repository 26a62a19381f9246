"""What rights cost: the same questions without policies and under each spelling of them, in turn, medians of one run.

    python -c "import django; django.setup(); from tests.bench.rights import main; main()"

on an instance with the demo, named by DANGVU_HOME; nothing of it stays.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from django.db import OperationalError, connection, transaction

from dangvu.access.commands import GrantMandate
from dangvu.accounts.commands import account_named
from dangvu.commands import Clerk, run
from dangvu.demo.build import DAY
from dangvu.demo.officers import first_branch
from dangvu.members.queries import attributes, posts, statuses, stays
from dangvu.people.queries import facts_of, person_by_public_id
from dangvu.periods import clock
from dangvu.reports.figures import figures
from dangvu.reports.provincial import provincial
from dangvu.reports.queries import Roll, count_records, length, page
from tests.authz.offices import open_session

LIMIT = 5_000
"""Milliseconds after which a statement is given up."""

ROUNDS = 7
TAKEN, ARRAY, UNNEST = "taken", "array", "unnest"
SPELLINGS = {
    TAKEN: ("{column} IN (SELECT access.{rows}())", "(SELECT access.all_seen()) OR "),
    ARRAY: ("{column} = ANY ((SELECT array_agg(one) FROM access.{rows}() one)::int[])", "(SELECT access.all_seen()) OR "),
    UNNEST: ("{column} IN (SELECT unnest(ARRAY(SELECT access.{rows}())))", "(SELECT access.all_seen()) OR "),
    "taken, without the short cut": ("{column} IN (SELECT access.{rows}())", ""),
}
"""How a policy asks for the rows of a scope, and what stands before it."""


def prepare() -> None:
    """A role for each spelling, with policies of its own."""
    declared = importlib.import_module("dangvu.access.migrations.0008_policies")
    tables = {table: (column, "seen_units") for table, (column, _person) in declared.STAYS.items()}
    tables |= {table: (column, "seen_units") for table, column in declared.UNITS.items()}
    tables |= {table: (column, "named_units") for table, column in declared.NAMES.items()}
    tables |= {table: (column, "seen_persons") for table, column in declared.PERSONS.items()}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DROP POLICY scope ON {table}")
        for number, (spelling, before) in enumerate(SPELLINGS.values()):
            role = f"spelling_{number}"
            cursor.execute(
                f"CREATE ROLE {role}; GRANT USAGE ON SCHEMA access TO {role}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"
            )
            cursor.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA access TO {role}")
            for table, (column, rows) in tables.items():
                condition = before + spelling.format(column=column, rows=rows)
                cursor.execute(f"CREATE POLICY {role} ON {table} FOR SELECT TO {role} USING ({condition})")


def questions(unit: int) -> dict[str, Callable[[], Any]]:
    """What is asked about a unit, by name."""

    somebody = person_by_public_id(page(Roll(unit, DAY), limit=1)[0].public_id) or 0
    return {
        "return": lambda: provincial(unit, DAY, now=clock.now()),
        "roll, a page": lambda: page(Roll(unit, DAY), limit=50),
        "roll, its length": lambda: length(Roll(unit, DAY)),
        "three figures": lambda: figures(unit, DAY, codes=["members", "women", "probationary"]),
        "figure, its records": lambda: count_records(unit, "women", DAY, since=None, known=None),
        "member file": lambda: [ask(somebody) for ask in (facts_of, stays, attributes, posts, statuses)],
    }


@contextmanager
def asking(token: str, spelling: int | None) -> Iterator[None]:
    """Statements of this session under a spelling; as the owner where there is none."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT set_config('dangvu.token', %s, true), set_config('statement_timeout', '{LIMIT}', true)", [token])
        if spelling is not None:
            cursor.execute(f"SET LOCAL ROLE spelling_{spelling}")
        yield
        cursor.execute("RESET ROLE")


def spent(question: Callable[[], Any], token: str, spelling: int | None) -> float:
    """Milliseconds; what was given up counts as infinite."""
    try:
        with asking(token, spelling):
            began = time.perf_counter()
            question()
            return (time.perf_counter() - began) * 1000
    except OperationalError:
        return float("inf")


def main(rounds: int = ROUNDS) -> None:
    """Print milliseconds and multiples of the same question without policies."""

    with transaction.atomic():
        province, _district, commune, cell = first_branch()[:4]
        offices = {
            "province": (province, "inspection", None),
            "commune": (commune, "assigned_member", commune),
            "cell": (cell, "cell_deputy", cell),
        }
        for name, (_asked, role, unit) in offices.items():
            account = account_named(f"do-{name}")
            run(GrantMandate(on=DAY, account=account, role=role, unit=unit, document="đo"), Clerk("đo"))
            open_session(name, account)
        asked = {name: questions(unit) for name, (unit, _role, _held) in offices.items()}
        prepare()
        times: dict[tuple[str, str, int | None], list[float]] = {}
        ways: list[int | None] = [None, *range(len(SPELLINGS))]
        for turn in range(rounds + 1):
            for name, all_asked in asked.items():
                for label, question in all_asked.items():
                    for way in ways:
                        taken = spent(question, name, way)
                        if turn:
                            times.setdefault((name, label, way), []).append(taken)
        transaction.set_rollback(True)
    print(f"{'':30}{'no policies':>14}" + "".join(f"{name:>30}" for name in SPELLINGS))
    for name, label in dict.fromkeys((name, label) for name, label, _way in times):
        base = median(times[name, label, None])
        cells = [f"{(took := median(times[name, label, way])):14.1f} ms {took / base:10.2f} ×" for way in ways[1:]]
        print(f"{name + ': ' + label:30}{base:11.1f} ms" + "".join(f"{cell:>30}" for cell in cells))
