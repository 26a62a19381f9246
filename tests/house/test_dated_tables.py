"""No UPDATE, DELETE or TRUNCATE of what was decided: asked of every table that the catalogue knows, so that a new one is covered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from dangvu.people.commands import IssueCard
from dangvu.proposals.answering import refuse
from tests.areas.badges.rounds import an_award
from tests.areas.documents.offices import a_document
from tests.areas.dues.months import some_dues
from tests.areas.exits.cases import appeal, decided
from tests.areas.proposals.offices import commune, correction, proposed, secretary
from tests.areas.readings.inspectors import deferral, deferred
from tests.areas.rows import execute, opened
from tests.world import DAY, World, decide

DERIVED = {"unit_leaf", "member_span", "member_event", "meeting_summary"}
SUBJECTS = {"organisation_unit", "organisation_locality", "people_person", "people_term"}
"""Numbers under which dated rows are kept."""
NAMING = {"opened_by", "closed_by"}
RULES = {"rulebook_rule", "access_role", "access_right", "access_act"}
WAITING = {"ledger_named", "organisation_touched", "members_touched"}
"""Notes from a statement to the end of its transaction."""
DECIDED = {
    "ledger_decision", "ledger_personalvalue", "exchange_takenrow", "proposals_proposal", "proposals_proposedvalue", "proposals_answer",
    "documents_documentfile",
}  # fmt: skip
NOTES = {"access_touched", "proposals_pending"}
"""Which units a decision touched, and which proposals still wait, noted by triggers."""
READ = {"readings_reading"}
"""Who has read what; that it is never changed is asked in `tests/readings`."""
OTHERS = ("auth_", "accounts_", "account_", "mfa_", "django_", "access_session", "access_integration", "procrastinate_")
"""Sessions, accounts, the queue of work and the bookkeeping of migrations: no register."""

REFUSED = "23001"  # restrict_violation


def _tables(condition: str = "true") -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class t WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND " + condition
        )
        return {name for (name,) in cursor.fetchall()}


def dated_tables() -> set[str]:
    """Tables whose rows keep when they were held to be true."""
    return _tables("EXISTS (SELECT FROM pg_attribute WHERE attrelid = t.oid AND attname = 'recorded' AND atttypid = 'tstzrange'::regtype)")


def _a_taken_row() -> None:
    """The world came by single commands; an imported row is kept like a decision."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO exchange_takenrow (decision_id, sheet, row, values, salt, digest, commitment) "
            "SELECT max(id), 'members', 1, '[\"001\"]', 'salt'::bytea, sha256('a row'), sha256('salt and row') FROM ledger_decision"
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _papers(world: World) -> None:
    a_document(world, world.an)
    an_award(world)
    some_dues(world)
    decide(IssueCard(on=date(2010, 1, 1), person=world.an, number="87.000001", reason="lost"))
    decide(appeal(world, decided(world)))


def _a_refused_proposal(world: World) -> None:
    refuse(proposed(correction(world.phuc, name="Võ Phước"), secretary(world)), commune(world), "Thiếu giấy tờ")


def _a_succession(world: World) -> None:
    """Nothing is merged in the world."""
    execute(opened("organisation_succession", predecessor_id=world.post_office, successor_id=world.school, day=DAY, act="merge"))


def attempts(table: str) -> Iterator[str]:
    """Every way to lose or alter rows; a closed row must not open again, nor an open one lose its beginning."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum", [table]
        )
        names = [name for (name,) in cursor.fetchall()]
    yield from (f'UPDATE {table} SET "{name}" = "{name}"' for name in names)
    yield f"DELETE FROM {table}"
    yield f"TRUNCATE {table} CASCADE"


def accepted(table: str) -> list[str]:
    """The attempts that the guards let through, also where something else then stops them."""
    found = []
    for statement in attempts(table):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
                found.append(f"{statement}: {cursor.rowcount}")
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", "") != REFUSED:
                found.append(f"{statement}: {error}")
    return found


def test_every_table_has_its_place(world: World) -> None:
    mine = {name for name in _tables() if not name.startswith(OTHERS)}
    assert mine == dated_tables() | DERIVED | SUBJECTS | RULES | WAITING | DECIDED | NOTES | READ


def test_every_dated_table_holds_rows_in_the_world(world: World) -> None:
    """Else a trigger for each row would have nothing to refuse."""
    deferred(deferral(world))
    _papers(world)
    _a_taken_row()
    _a_refused_proposal(world)
    _a_succession(world)
    with connection.cursor() as cursor:
        for table in dated_tables() | DECIDED:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() != (0,), table


def test_what_was_decided_is_never_changed(world: World) -> None:
    deferred(deferral(world))
    _papers(world)
    _a_taken_row()
    _a_refused_proposal(world)
    _a_succession(world)
    assert {table: statements for table in sorted(dated_tables() | DECIDED) if (statements := accepted(table))} == {}


@pytest.mark.parametrize(
    ("table", "trigger"), [("members_post", "only_close"), ("members_post", "no_truncate"), ("ledger_decision", "no_change")]
)
def test_a_table_without_its_guard_is_noticed(world: World, table: str, trigger: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    assert accepted(table)


CLOSING = "UPDATE members_membership SET recorded = tstzrange(lower(recorded), {until}), closed_by_id = {by} WHERE upper_inf(recorded)"


@pytest.mark.parametrize(
    ("until", "by"),
    [("lower(recorded) + interval '1 day'", "NULL"), ("NULL", "1"), ("lower(recorded)", "1")],
    ids=["without a decision", "without an end", "with an end that is none"],
)
def test_a_row_closes_by_a_decision_at_an_instant(world: World, until: str, by: str) -> None:
    with pytest.raises(DatabaseError, match="a row changes once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CLOSING.format(until=until, by=by))


def test_a_row_closes_once(world: World) -> None:
    closing = CLOSING.format(until="lower(recorded) + interval '1 day'", by="1").replace("WHERE upper_inf(recorded)", "WHERE id = %s")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT min(id) FROM members_post WHERE upper_inf(recorded)")
        (number,) = cursor.fetchone() or (None,)
        closing = closing.replace("members_membership", "members_post")
        cursor.execute(closing, [number])
        assert cursor.rowcount == 1
        with pytest.raises(DatabaseError, match="a row changes once"), transaction.atomic():
            cursor.execute(closing, [number])


def test_what_dated_rows_point_to_stays(world: World) -> None:
    """No foreign key holds persons, words, units and places, so nothing may take them away or give them other numbers."""
    for table in sorted(SUBJECTS):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id + 10000", f"TRUNCATE {table} CASCADE"):
            with pytest.raises(DatabaseError, match="is refused"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_every_dated_table_asks_that_its_decisions_are_there(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgfoid = 'ledger_note_named'::regproc AND tgenabled = 'O' "
            "GROUP BY 1 HAVING count(*) = 2"
        )
        assert {name for (name,) in cursor.fetchall()} == dated_tables()


def test_every_reference_is_asked_for_by_the_statement_or_by_a_foreign_key(world: World) -> None:
    for model in apps.get_models():
        if model._meta.db_table not in dated_tables():
            continue
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce((SELECT prosrc FROM pg_proc WHERE proname = %s), '')", [f"{model._meta.db_table}_point"])
            (judged,) = cursor.fetchone() or ("",)
        keys = {field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey) and field.name not in NAMING}
        for field in keys:
            asked = f"SELECT '{field.column}' AS reference FROM fresh"
            parent = f"FROM {field.remote_field.model._meta.db_table} p WHERE p.id = {field.column})"
            assert field.db_constraint != (asked in judged and parent in judged), field
