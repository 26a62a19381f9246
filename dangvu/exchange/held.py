"""What the register holds of what a later workbook may say again: the other side of every comparison."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from dangvu.exchange.erasing import erased_among
from dangvu.exchange.known import Known
from dangvu.exchange.register import held_members
from dangvu.exchange.revising import HeldMember
from dangvu.exchange.taking import known_digests
from dangvu.meetings.queries import reports
from dangvu.members.queries import eldest_in, still_in
from dangvu.organisation.places import counts_held, places_described
from dangvu.organisation.queries import Described, described, eldest_below, unit_codes
from dangvu.people.queries import record_numbers


@dataclass(frozen=True)
class Register:
    """The register on the day of a workbook's cut-off, by the office's own codes; what only some rows ask for is asked when it is.

    `eldest` answers since when anything was in or below a unit, `remaining` who is in a cell on or after a day,
    `erased` which numbers were borne by somebody who was erased.
    """

    known: Known
    digests: Collection[bytes]
    units: Mapping[str, Described]
    places: Mapping[str, tuple[str, str, str]]
    counts: Mapping[tuple[str, date], Mapping[tuple[str, str], int]]
    reports: Mapping[tuple[str, date], tuple[int, int]]
    members: Callable[[Collection[str], date], dict[str, HeldMember]]
    eldest: Callable[[Collection[str]], dict[str, date]]
    remaining: Callable[[str, date], set[str]]
    erased: Callable[[Collection[str]], set[str]]


def register_on(day: date, known: Known) -> Register:
    """The register as it stands, described as on a day."""
    numbers = unit_codes()
    codes = {number: code for code, number in numbers.items()}

    def eldest(units: Collection[str]) -> dict[str, date]:
        wanted = [numbers[code] for code in units]
        below, within = eldest_below(wanted), eldest_in(wanted)
        firsts = {code: [first[numbers[code]] for first in (below, within) if numbers[code] in first] for code in units}
        return {code: min(days) for code, days in firsts.items() if days}

    def remaining(cell: str, on: date) -> set[str]:
        persons = still_in(numbers[cell], on)
        names = {person: number for number, person in record_numbers().items()} if persons else {}
        return {names.get(person, "") for person in persons}

    return Register(
        known, known_digests(day), described(day), places_described(day), counts_held(),
        {(codes[cell], month): report for (cell, month), report in reports().items()},
        held_members, eldest, remaining, erased_among,
    )  # fmt: skip
