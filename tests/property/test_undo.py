"""An import undone late leaves what an import undone at once would have left, whatever was decided in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from dangvu.commands import Command, Refused, run
from dangvu.commands.rebuilding import rebuild
from dangvu.exchange import undoing
from dangvu.exchange.commands import import_of
from dangvu.exchange.rows import EndingRow, FactRow, MeetingRow, MemberRow, MovementRow, RevisionRow, UnitRow
from dangvu.exchange.taking import Batch
from dangvu.exchange.undoing import undo
from dangvu.ledger import withdrawal
from dangvu.ledger.dated import Remembered
from dangvu.ledger.queries import last_decision
from dangvu.ledger.withdrawal import OWN, Subject, resting_on, withdraw
from dangvu.meetings.commands import ReportAttendance
from dangvu.members.commands import TransferMember
from dangvu.organisation.commands import FoundLocality, RecordLocalityFact
from tests.areas.ledger.tampering import guards_down
from tests.databases import Database
from tests.property.comparison import assert_as_defined
from tests.property.decisions import DAYS, FOUNDED, PROPOSALS, propose
from tests.property.oracle import State, read_ledger, told_again
from tests.world import CELL, CLERK, decide, person, place, unit

HISTORIES = 60
ON = date(2017, 1, 1)
LISTED = "rests_on_import"
PLACE = FoundLocality(on=FOUNDED, code="P", name="Ấp", level="Ấp")
"""One place more than the small province has, with no count yet."""


def batch() -> Batch:
    """A new cell and two newcomers; of the members that there are one is moved twice, one dies, one is made official; a report, a count."""
    taken = Batch()
    taken.add("facts", FactRow(4, "P", date(2012, 1, 1), {("population", ""): 900}))
    taken.add("units", UnitRow(4, "Z", "Chi bộ Z", CELL, "K", FOUNDED, None, "", ""))
    for number, cell in ((901, "Z"), (902, "K1")):
        taken.add("members", _member(number, cell))
    taken.add("revisions", RevisionRow(7, "002", ON, date(2008, 1, 1), None, "87.1", ("Đại học", "", "", ""), (), (("Bí thư", False),)))
    taken.add("movements", MovementRow(4, "001", "transfer", date(2009, 3, 1), "", "K1", "Z", ""))
    taken.add("movements", MovementRow(5, "001", "transfer", date(2012, 3, 1), "", "Z", "K2", ""))
    taken.add("movements", MovementRow(6, "003", "dead", date(2014, 5, 1), "", "K2", "", ""))
    taken.add("endings", EndingRow(9, "S", date(2015, 1, 1)))
    taken.add("meetings", MeetingRow(4, "L1", date(2012, 1, 1), 4, 3))
    return taken


def _member(number: int, cell: str) -> MemberRow:
    admitted = date(2004, 5, 1)
    return MemberRow(
        number, str(number), "", "Sơn Minh", date(1975, 1, 1), number % 2 == 0, "Khmer", "Phật giáo", "Đại học", "", "", "",
        admitted, admitted, date(2005, 5, 1), cell, "Ủy viên", "", None,
    )  # fmt: skip


def imported() -> int:
    """The number of the import."""
    return run(import_of(batch(), on=ON, file_name="a.xlsx", file_sha256="", checked_at=last_decision()), CLERK).id


def held() -> dict[str, list[Any]]:
    """Everything that is held now and everything derived from it, whoever opened it."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if issubclass(model, Remembered):
                columns = ", ".join(str(field.column) for field in model._meta.concrete_fields if field.column not in OWN)
                cursor.execute(f"SELECT {columns} FROM {model._meta.db_table} WHERE upper_inf(recorded) ORDER BY {columns}")
                found[model._meta.db_table] = cursor.fetchall()
    return found


def near_the_batch(random: Random) -> Command:
    """Something about what the batch brought, or beside it."""
    on = random.choice(DAYS)
    measure = random.choice(("population", "population", "households"))
    return random.choice((
        *(RecordLocalityFact(on=on, locality=place("P"), measure=measure, value=random.randint(800, 1000)) for _ in range(3)),
        TransferMember(on=on, person=person("901"), cell=unit("K1")),
        TransferMember(on=on, person=person("004"), cell=unit("Z")),
        ReportAttendance(on=on, cell=unit("Z"), due=2, present=1),
        ReportAttendance(on=on, cell=unit("L1"), due=5, present=4),
    ))  # fmt: skip


def random_decisions(random: Random, state: State, count: int) -> list[Command]:
    """Accepted decisions: most are plausible for a register without the import, some speak of what it brought."""
    accepted = []
    for _ in range(count):
        near = random.random() < 0.3
        command = near_the_batch(random) if near else propose(random.choice(sorted(PROPOSALS)), state, random.choice)
        last = last_decision()
        try:
            decide(command)
        except Refused:
            continue
        accepted.append(command)
        if not near:
            for told in read_ledger(after=last):
                state.take(told)
    return accepted


def compare_histories(histories: int) -> Counter[str]:
    """Undo late and at once; how often the late undoing was accepted, and by which code it was refused."""
    tally: Counter[str] = Counter()
    for chance in range(histories):
        random = Random(chance)
        with transaction.atomic():
            decide(PLACE)
            state = told_again(read_ledger())
            number = imported()
            between = random_decisions(random, state, random.randint(1, 4))
            late = undone_late(number, tally)
            transaction.set_rollback(True)
        if late is not None:
            with transaction.atomic():
                decide(PLACE)
                before = held()
                undo(imported(), CLERK, on=ON)
                assert held() == before, "not as before the import"
                for command in between:
                    decide(command)
                assert held() == late, f"not as undone at once: {chance} {between}"
                transaction.set_rollback(True)
    return tally


def undone_late(number: int, tally: Counter[str]) -> dict[str, list[Any]] | None:
    """What is held after the undoing; None where it is refused."""
    try:
        undo(number, CLERK, on=ON)
    except Refused as refused:
        tally[refused.problems[0].code] += 1
        return None
    tally["undone"] += 1
    assert_as_defined()
    found = rebuild()
    assert found.empty, (found.failed, [compared for compared in found.tables if compared.differing])
    return held()


def test_an_import_undone_late_leaves_what_one_undone_at_once_leaves(small_province: Database) -> None:
    tally = compare_histories(HISTORIES)
    assert tally.keys() == {"undone", LISTED}, f"the list does not name every decision that stands in the way: {tally}"
    assert min(tally.values()) > HISTORIES / 5, tally


def persons_are_looked_at_where_the_batch_wrote_alone(patch: pytest.MonkeyPatch) -> None:
    """Whoever was moved by the batch and given a post later."""
    patch.setattr(undoing, "resting_on", lambda *args, created, wholly: resting_on(*args, created=created, wholly=()))


def what_the_batch_created_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Whoever entered a cell that the batch founded."""
    patch.setattr(undoing, "resting_on", lambda *args, created, wholly: resting_on(*args, created=(), wholly=wholly))


def rows_in_the_same_place_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A count of an earlier day, which holds until the one of the batch."""
    patch.setattr(withdrawal, "_rivals", lambda *_: "")


def what_the_batch_closed_stays_closed(patch: pytest.MonkeyPatch) -> None:
    """The standing of somebody who died, according to the batch."""

    def forgetting(*args: Any, **rest: Any) -> set[Subject]:
        touched = withdraw(*args, **rest)
        with guards_down(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM members_standing WHERE opened_by_id = %s", [rest["by"]])
        return touched

    patch.setattr(undoing, "withdraw", forgetting)


MISTAKES = [
    persons_are_looked_at_where_the_batch_wrote_alone,
    what_the_batch_created_is_forgotten,
    rows_in_the_same_place_are_forgotten,
    what_the_batch_closed_stays_closed,
]


@pytest.mark.slow
@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.__name__ for mistake in MISTAKES])
def test_it_finds_that(small_province: Database, monkeypatch: pytest.MonkeyPatch, mistake: Callable[[pytest.MonkeyPatch], None]) -> None:
    mistake(monkeypatch)
    try:
        tally = compare_histories(HISTORIES)
    except (AssertionError, Refused):
        return
    assert tally.keys() - {"undone", LISTED}, f"not found: {tally}"
