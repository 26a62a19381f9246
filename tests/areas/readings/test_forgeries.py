"""Whoever owns the tables defers nothing without two people of the inspection office; each guard is shown to be needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg.types.range import DateRange, TimestamptzRange

from dangvu.access.officer import Officer
from dangvu.accounts.queries import usernames
from dangvu.commands import Clerk, Refused, run
from dangvu.ledger.dated import settle
from dangvu.ledger.models import Decision
from dangvu.periods.clock import now, today
from dangvu.proposals.models import Proposal
from dangvu.readings.models import Deferral
from tests.areas.access.test_end_mandate import number_of
from tests.areas.proposals.forging import execute, insert
from tests.areas.proposals.offices import clerk, commune, province, with_role
from tests.areas.readings.inspectors import A_DAY, deferral, deferred, first, months, second, waiting
from tests.world import World

Forge = Callable[[World], None]


def like_it(world: World, **altered: Any) -> None:
    """A row like that of a genuine decision, which is there already with other days."""
    held = Deferral.objects.get()
    genuine = {
        "person_id": held.person_id, "account_id": held.account_id, "case_symbol": held.case_symbol, "begins": held.begins,
        "period": DateRange(held.period.lower, held.period.upper), "recorded": TimestamptzRange(held.recorded.lower, None),
        "opened_by_id": held.opened_by_id,
    }  # fmt: skip
    execute("ALTER TABLE readings_deferral DISABLE TRIGGER USER")
    execute("DELETE FROM readings_deferral")
    execute("ALTER TABLE readings_deferral ENABLE TRIGGER USER")
    insert("readings_deferral", {**genuine, **altered})


ROWS: Mapping[str, Forge] = {
    "of another person": lambda w: like_it(w, person_id=w.an),
    "of another account": lambda w: like_it(w, account_id=w.officer),
    "for another case": lambda w: like_it(w, case_symbol="99-KT"),
    "until another day": lambda w: like_it(w, period=DateRange(today(), months(4))),
    "without an end": lambda w: like_it(w, period=DateRange(today(), None)),
    "by a decision of another kind": lambda w: like_it(w, opened_by_id=1),
    "of what was read before": lambda w: like_it(w, begins=now() - timedelta(days=1), period=DateRange(today() - A_DAY, months(3))),
    "recorded before it was decided": lambda w: like_it(w, recorded=TimestamptzRange(now() - 90 * A_DAY, None)),
    "from an instant of another day": lambda w: like_it(w, begins=now() + 3 * A_DAY),
}


@pytest.mark.parametrize("name", ROWS)
def test_no_row_that_its_decision_does_not_say(world: World, name: str) -> None:
    deferred(deferral(world))
    with pytest.raises(DatabaseError), transaction.atomic():
        ROWS[name](world)
        settle()


def test_the_unaltered_row_passes(world: World) -> None:
    """Control: what is refused is what was altered."""
    deferred(deferral(world))
    like_it(world)
    settle()


def test_without_their_guards_forged_rows_pass(world: World) -> None:
    """Control: what stops them is a guard and not a mistake in their statements."""
    deferred(deferral(world))
    settle()
    execute("ALTER TABLE readings_deferral DROP CONSTRAINT deferred_for_a_year_at_most, DROP CONSTRAINT deferred_from_its_first_day")
    execute("DROP TRIGGER judge ON readings_deferral")
    for forge in ROWS.values():
        with transaction.atomic():
            forge(world)
            settle()
            transaction.set_rollback(True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE readings_deferral SET period = daterange(lower(period), upper(period) + 300)",
        "UPDATE readings_deferral SET begins = begins - interval '1 hour'",
        "UPDATE readings_deferral SET account_id = 1",
        "DELETE FROM readings_deferral",
        "TRUNCATE readings_deferral",
    ],
)
def test_no_row_is_changed_afterwards(world: World, statement: str) -> None:
    deferred(deferral(world))
    with pytest.raises(DatabaseError), transaction.atomic():
        execute(statement)


def signed(world: World, *, proposer: Officer | None = None, approver: Officer | None = None, **altered: Any) -> None:
    """The whole of a deferral by statements: a decision of the operator, and the row of an answer with what is forged about it."""
    command, who = deferral(world), approver or second()
    proposal = Proposal.objects.get(public_id=waiting(command))
    names = usernames([who.account, proposal.proposer_id])
    row = {
        "proposal_id": proposal.id, "hash": bytes(proposal.hash), "proposer_id": proposal.proposer_id, "verdict": "approved",
        "answerer_id": who.account, "mandate_id": number_of(who.account), "reason": "", "at": now(),
    }  # fmt: skip
    label = f"{names[who.account]}; đề nghị: {names[proposal.proposer_id]}"
    run(command, Clerk(label), signed=lambda number: insert("proposals_answer", {**row, "decision_id": number, **altered}))


def proposed_by(officer: Officer, world: World) -> None:
    """A proposal like a genuine one, in the name of somebody else with the own mandate."""
    import_of = Proposal.objects.get(public_id=waiting(deferral(world)))
    content = import_of.content.replace(f'"proposer":{import_of.proposer_id}', f'"proposer":{officer.account}')
    content = content.replace(f'"mandate":{import_of.mandate_id}', f'"mandate":{number_of(officer.account)}')
    execute(
        "INSERT INTO proposals_proposal (kind, content, hash, proposer_id, mandate_id, units, person_id, read, own, key, at, deadline) "
        "SELECT kind, %s, sha256(convert_to(%s, 'UTF8')), %s, %s, units, person_id, read, own, gen_random_uuid(), at, deadline "
        "FROM proposals_proposal WHERE id = %s",
        [content, content, officer.account, number_of(officer.account), import_of.id],
    )


FORGERIES: Mapping[str, Forge] = {
    "no answer": lambda w: None if run(deferral(w), Clerk("kiem-tra-2; đề nghị: kiem-tra-1")) else None,
    "a refusal": lambda w: signed(w, verdict="refused", decision_id=None),
    "by the proposer": lambda w: signed(w, approver=first()),
    "by the province's approver": lambda w: signed(w, approver=province(w)),
    "by the commune's approver": lambda w: signed(w, approver=commune(w)),
    "by the inspection of another part": lambda w: signed(w, approver=with_role("kiem-tra-huyen", "inspection", "SX.02")),
    "by another's mandate": lambda w: signed(w, mandate_id=number_of(first().account)),
    "to another hash": lambda w: signed(w, hash=b"x" * 32),
    "proposed by the province": lambda w: proposed_by(province(w), w),
    "proposed by the office of the commune": lambda w: proposed_by(clerk(), w),
}


def accepted(world: World) -> list[str]:
    found = []
    for name, forge in FORGERIES.items():
        try:
            with transaction.atomic():
                forge(world)
                settle()
                found.append(name)
                transaction.set_rollback(True)
        except (DatabaseError, Refused):
            continue
    return found


def test_no_forgery_of_the_two_passes(world: World) -> None:
    assert accepted(world) == []


def test_what_is_forged_alters_one_thing_of_what_passes(world: World) -> None:
    signed(world)
    proposed_by(second(), world)
    settle()
    assert Decision.objects.filter(kind="readings.defer").count() == 1


def test_without_any_guard_nearly_all_pass(world: World) -> None:
    """Control."""
    settle()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER by_two ON ledger_decision")
        for table in ("proposals_proposal", "proposals_answer"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for name in ("answers_what_was_proposed", "answered_by_another", "approved_by_a_decision", "answered_by_mandate"):
            cursor.execute(f"ALTER TABLE proposals_answer DROP CONSTRAINT {name}")
    assert accepted(world) == list(FORGERIES)
