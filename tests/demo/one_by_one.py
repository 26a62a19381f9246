"""The rows of a batch as the commands that a clerk would give, one decision each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from dangvu.commands import Command, run
from dangvu.demo.build import CLERK
from dangvu.exchange.rows import TRANSFER, TRANSFERRED_IN, FactRow, LocalityRow, MemberRow, MovementRow, UnitRow
from dangvu.exchange.taking import Batch
from dangvu.meetings.commands import ReportAttendance
from dangvu.members.commands import EndMembership, GivePost, RegisterMember, SetParticipation, TransferMember
from dangvu.organisation.commands import EndUnit, FoundLocality, FoundUnit, RecordLocalityFact
from dangvu.organisation.places import locality_codes
from dangvu.organisation.queries import unit_codes
from dangvu.people.queries import person_by_record_no
from dangvu.periods.days import BEGINNING


def decide(batch: Batch) -> int:
    """Give every command in an order in which a clerk could; the number of decisions."""
    given = 0
    for found in (localities, facts, units, members, attendance, endings):
        for command in found(batch):
            run(command, CLERK)
            given += 1
    return given


def localities(batch: Batch) -> Iterator[Command]:
    row: LocalityRow
    codes: dict[str, int] = {}
    for row in batch.rows["localities"]:
        codes = codes if row.parent in codes or not row.parent else locality_codes()
        yield FoundLocality(on=BEGINNING, code=row.code, name=row.name, level=row.level, parent=codes[row.parent] if row.parent else None)


def facts(batch: Batch) -> Iterator[Command]:
    row: FactRow
    codes = locality_codes()
    for row in batch.rows["facts"]:
        for (measure, people), value in row.figures.items():
            yield RecordLocalityFact(on=row.day, locality=codes[row.locality], measure=measure, people=people, value=value)


def units(batch: Batch) -> Iterator[Command]:
    row: UnitRow
    places, codes = locality_codes(), unit_codes()
    for row in batch.rows["units"]:
        assert row.founded
        codes = codes if row.parent in codes or not row.parent else unit_codes()
        yield FoundUnit(
            on=row.founded, code=row.code, name=row.name, kind=row.kind, parent=codes[row.parent] if row.parent else None,
            sector=row.sector, locality=places[row.locality] if row.locality else None,
        )  # fmt: skip


def members(batch: Batch) -> Iterator[Command]:
    """Each member's life from the first day to the last."""
    cells, places = unit_codes(), locality_codes()
    hamlets = {row.code: places[row.locality] for row in batch.rows["units"] if row.locality}
    by_person = sorted(batch.rows["movements"], key=attrgetter("record_no", "day"))
    moves = {number: list(rows) for number, rows in groupby(by_person, key=attrgetter("record_no"))}
    for row in batch.rows["members"]:
        ways = moves.get(row.record_no, [])
        yield _registration(row, ways, cells)
        person = person_by_record_no(row.record_no)
        assert person
        last = max((way.day for way in ways if way.kind in {TRANSFER, TRANSFERRED_IN}), default=row.ceremony)
        steps: list[Command] = [
            TransferMember(on=way.day, person=person, cell=cells[way.to_cell]) if way.kind == TRANSFER
            else EndMembership(on=way.day, person=person, kind=way.kind)
            for way in ways if way.kind != TRANSFERRED_IN
        ]  # fmt: skip
        if row.exempt_from:
            steps.append(SetParticipation(on=row.exempt_from, person=person, value="exempt"))
        if row.party_post:
            steps.append(GivePost(on=last, person=person, title=row.party_post, unit=cells[row.cell], since_unknown=True))
        if row.government_post:
            steps.append(GivePost(on=last, person=person, title=row.government_post, locality=hamlets[row.cell], since_unknown=True))
        yield from sorted(steps, key=lambda step: (step.on, isinstance(step, GivePost)))


def _registration(row: MemberRow, ways: list[MovementRow], cells: dict[str, int]) -> RegisterMember:
    arrival = next((way for way in ways if way.kind == TRANSFERRED_IN), None)
    first = next((way.from_cell for way in ways if way.from_cell), row.cell)
    return RegisterMember(
        on=arrival.day if arrival else row.ceremony, record_no=row.record_no, card_no=row.card, name=row.name, born=row.born,
        female=row.female, ethnicity=row.ethnicity, religion=row.religion, decided=row.decided, ceremony=row.ceremony,
        official=row.official, cell=cells[first], entry=TRANSFERRED_IN if arrival else "admitted", education=row.education,
        profession=row.profession, theory=row.theory, occupation=row.occupation, since_unknown=True,
    )  # fmt: skip


def attendance(batch: Batch) -> Iterator[Command]:
    cells = unit_codes()
    return (ReportAttendance(on=row.month, cell=cells[row.cell], due=row.due, present=row.present) for row in batch.rows["meetings"])


def endings(batch: Batch) -> Iterator[Command]:
    """Units end when their last members have gone."""
    codes = unit_codes()
    return (EndUnit(on=row.ended, unit=codes[row.code]) for row in batch.rows["units"] if row.ended)
