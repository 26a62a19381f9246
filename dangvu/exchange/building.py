"""From the rows of a batch to the rows of the register: numbers given, stays strung from movements, words turned into terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import count
from operator import attrgetter

from dangvu.commands import Change
from dangvu.exchange.revising import fill_in, revise
from dangvu.exchange.rows import EndingRow, FactRow, LocalityRow, MeetingRow, MemberRow, MovementRow, ReachRow, UnitRow
from dangvu.exchange.taking import FURTHER, Batch
from dangvu.ledger.bulk import analyze, set_constraints_aside
from dangvu.meetings import loading as meetings_loading
from dangvu.meetings.loading import NewReport, load_reports
from dangvu.members import loading as members_loading
from dangvu.members.commands import EndMembership, TransferMember, apply_end, apply_ended_unit, apply_transfer
from dangvu.members.kinds import TRANSFER
from dangvu.members.loading import NewMember, NewPost, NewStay, load_members
from dangvu.organisation import loading as organisation_loading
from dangvu.organisation.commands import EndUnit
from dangvu.organisation.loading import (
    NewFact,
    NewLocality,
    NewUnit,
    load_facts,
    load_localities,
    load_units,
    next_locality,
    next_unit,
    reach_back,
)
from dangvu.organisation.places import cell_localities, locality_codes
from dangvu.organisation.queries import unit_codes
from dangvu.people import loading as people_loading
from dangvu.people.commands import term_id
from dangvu.people.loading import NewPerson, next_person
from dangvu.people.queries import LISTS, record_numbers
from dangvu.periods.days import BEGINNING

TABLES = (*organisation_loading.TABLES, *people_loading.TABLES, *members_loading.TABLES, *meetings_loading.TABLES)
FILLED_AT_ONCE = ("exchange_takenrow", "member_span", "member_event", "meeting_summary")
"""Tables that a first load fills with one statement each, their indexes after it."""


def load_batch(batch: Batch, change: Change) -> None:
    """Write everything that the batch says, under one decision; rows may rest on each other and on the register."""
    units, localities, persons = unit_codes(), locality_codes(), record_numbers()
    before = set(persons.values())
    empty = not units and not persons
    if empty and not change.replay:
        change.afterwards += [partial(analyze, TABLES), set_constraints_aside((*TABLES, *FILLED_AT_ONCE))]
    _number(batch, "localities", localities, change, next_locality)
    _number(batch, "units", units, change, next_unit)
    load_localities(list(_localities(batch, localities)), change)
    load_facts(_facts(batch.rows["facts"], localities), change)
    reach_back({units[row.code]: (row.day, row.row if row.row > 0 else None) for row in _reach(batch)}, change)
    load_units(list(_units(batch, units, localities)), change)
    _number(batch, "members", persons, change, next_person)
    movements = _by_person(batch.rows["movements"])
    load_members(list(_members(batch, units, movements)), change, all_anew=empty)
    load_reports([_report(row, units) for row in batch.rows["meetings"]], change, all_anew=empty)
    for sheet in ("movements", "revisions"):
        batch.subjects[sheet] = [persons[row.record_no] for row in batch.rows[sheet]]
    change.gather()
    for row in batch.rows["revisions"]:
        change.source_row = row.row
        fill_in(persons[row.record_no], row, change)
    for record_no, rows in movements.items():
        if persons[record_no] in before:
            _move_known(persons[record_no], rows, units, change)
    revise(zip(batch.subjects["revisions"], batch.rows["revisions"], strict=True), change)
    ending: EndingRow
    for ending in batch.rows["endings"]:
        change.source_row = ending.row
        apply_ended_unit(EndUnit(on=ending.ended, unit=units[ending.code]), change)
    change.source_row = None
    change.refresh_gathered()


def _reach(batch: Batch) -> list[ReachRow]:
    return batch.rows["reach"]


def _number(batch: Batch, sheet: str, known: dict[str, int], change: Change, first_free: Callable[[], int]) -> None:
    """Give each row of a sheet the number of its subject: a new one, or the one that its code had before an import was undone.

    A replay gives the same ones.
    """
    rows = batch.rows[sheet]
    keys = [row.record_no if isinstance(row, MemberRow) else row.code for row in rows]
    if not change.replay:
        free = count(first_free())
        batch.subjects[sheet] = [known.get(key) or next(free) for key in keys]
    known.update(zip(keys, batch.subjects[sheet], strict=True))


def _localities(batch: Batch, codes: dict[str, int]) -> Iterator[NewLocality]:
    row: LocalityRow
    for row, number in zip(batch.rows["localities"], batch.subjects["localities"], strict=True):
        yield NewLocality(number, row.code, row.name, row.level, codes[row.parent] if row.parent else None, BEGINNING, row.row)


def _facts(rows: Iterable[FactRow], codes: Mapping[str, int]) -> Iterator[NewFact]:
    for row in rows:
        for (measure, people), value in row.figures.items():
            yield NewFact(codes[row.locality], measure, people, value, row.day, row.row % FURTHER)


def _units(batch: Batch, codes: dict[str, int], localities: dict[str, int]) -> Iterator[NewUnit]:
    row: UnitRow
    for row, number in zip(batch.rows["units"], batch.subjects["units"], strict=True):
        parent = codes[row.parent] if row.parent else None
        locality = localities.get(row.locality) if row.locality else None
        yield NewUnit(number, row.code, row.name, row.kind, parent, row.sector, locality, row.founded or BEGINNING, row.ended, row.row)


def _by_person(rows: Iterable[MovementRow]) -> dict[str, list[MovementRow]]:
    found: dict[str, list[MovementRow]] = defaultdict(list)
    for row in rows:
        found[row.record_no].append(row)
    for moves in found.values():
        moves.sort(key=lambda move: move.day)
    return found


def _words(rows: Iterable[MemberRow]) -> dict[str, dict[str, int | None]]:
    """The numbers of the words that these rows use, by list; new words are added, the empty word has no number."""
    return {name: {label: term_id(name, label) for label in dict.fromkeys(map(attrgetter(name), rows))} for name in LISTS}


def _members(batch: Batch, units: dict[str, int], movements: dict[str, list[MovementRow]]) -> Iterator[NewMember]:
    words = _words(batch.rows["members"])
    ethnicity, religion, education, profession, theory, occupation = (words[name] for name in LISTS)
    places = cell_localities()
    row: MemberRow
    for row, number in zip(batch.rows["members"], batch.subjects["members"], strict=True):
        stays = tuple(_stays(row, movements.get(row.record_no, ()), units))
        yield NewMember(
            NewPerson(
                number, row.record_no, row.card, row.name, row.born, row.female,
                ethnicity[row.ethnicity], religion[row.religion], row.row,
            ),
            stays, row.decided, row.ceremony, row.official,
            (education[row.education], profession[row.profession], theory[row.theory], occupation[row.occupation]),
            row.exempt_from, tuple(_posts(row, stays, places)),
        )  # fmt: skip


def _stays(row: MemberRow, moves: Iterable[MovementRow], units: dict[str, int]) -> Iterator[NewStay]:
    """The sheet tells the last cell, movements tell where the member was before and how the membership ended."""
    since, entry, cell = row.ceremony, "admitted", None
    for move in moves:
        if move.kind == "transferred_in":
            since, entry, cell = move.day, "transferred_in", move.to_cell
            continue
        yield NewStay(units[move.from_cell or cell or row.cell], since, move.day, entry, TRANSFER if move.kind == TRANSFER else move.kind)
        if move.kind != TRANSFER:
            return
        since, entry, cell = move.day, TRANSFER, move.to_cell
    yield NewStay(units[cell or row.cell], since, None, entry, "")


def _posts(row: MemberRow, stays: tuple[NewStay, ...], places: dict[int, int]) -> Iterator[NewPost]:
    """Both posts; a title that stands in both columns is held once where the cell has no place."""
    last = stays[-1]
    if row.party_post:
        yield NewPost(row.party_post, last.cell, None, last.since, last.until)
    if row.government_post:
        place = places.get(last.cell)
        if not place and row.government_post == row.party_post:
            return
        yield NewPost(row.government_post, None if place else last.cell, place, last.since, last.until)


def _report(row: MeetingRow, units: dict[str, int]) -> NewReport:
    return NewReport(units[row.cell], row.month, row.due, row.present, row.row)


def _move_known(person: int, rows: Iterable[MovementRow], units: dict[str, int], change: Change) -> None:
    """Movements of a member who was in the register already are carried out as the commands would."""
    for row in rows:
        change.source_row = row.row
        if row.kind == TRANSFER:
            apply_transfer(TransferMember(on=row.day, person=person, cell=units[row.to_cell]), change)
        else:
            apply_end(EndMembership(on=row.day, person=person, kind=row.kind), change)
