"""What the register says to a workbook under check: what it holds by the office's own codes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import chain

from dangvu.exchange.known import Known, KnownMember, KnownUnit
from dangvu.exchange.revising import HeldMember
from dangvu.members.present import present
from dangvu.members.queries import last_stays, moves
from dangvu.organisation.places import levels_of_places
from dangvu.organisation.queries import lives
from dangvu.people.queries import LISTS, card_numbers, facts_of_all, record_numbers, terms
from dangvu.periods import clock
from dangvu.rulebook.queries import in_force, rule


def known_now(today: date, cut_off: date | None = None) -> Known:
    """The register as it stands, with the rule of nesting that was in force at the cut-off."""
    units = lives()
    codes = {life.unit: life.code for life in units}
    numbers = record_numbers()
    kinds = _unit_kinds(today)
    age = rule("admission_min_age", today).value
    places = levels_of_places()
    tops = frozenset(level for level, is_top in places.values() if is_top)
    then = in_force("org_nesting", cut_off or today)
    nesting = then.value if then else {}
    if not units and not numbers:
        return Known(today, localities=frozenset(places), top_levels=tops, unit_kinds=kinds, nesting=nesting, admission_age=age)
    record_nos = {person: record_no for record_no, person in numbers.items()}
    cards = card_numbers()
    card_of = {record_no: card for card, record_no in cards.items()}
    return Known(
        today,
        units={life.code: KnownUnit(life.since, life.until, life.cell, codes.get(life.parent, ""), life.kind) for life in units},
        localities=frozenset(places),
        top_levels=tops,
        members={
            (number := record_nos[stay.person]): KnownMember(codes[stay.cell], stay.first, stay.until, card_of.get(number, ""), stay.since)
            for stay in last_stays()
            if stay.person in record_nos
        },
        cards=cards,
        movements={(record_nos[person], kind, day) for person, kind, day in moves() if person in record_nos},
        unit_kinds=kinds,
        nesting=nesting,
        admission_age=age,
    )


def _unit_kinds(on: date) -> dict[str, bool]:
    """Every kind that the rulebook names, those that others stand below first."""
    nesting, cells = rule("org_nesting", on).value, rule("org_cell_kinds", on).value
    kinds = dict.fromkeys([*nesting, *chain.from_iterable(nesting.values()), *cells])
    return {kind: kind in cells for kind in kinds}


def spellings() -> dict[str, Collection[str]]:
    """The words that the register uses already, by list."""
    return {name: terms(name).keys() for name in LISTS} | {"unit_kind": _unit_kinds(clock.today())}


def held_members(record_nos: Collection[str], on: date) -> dict[str, HeldMember]:
    """What the register holds of these members on a day, by the number of their file."""
    wanted = set(record_nos)
    numbers = {number: person for number, person in record_numbers().items() if number in wanted} if wanted else {}
    facts, states = facts_of_all(numbers.values()), present(numbers.values(), on)
    return {number: HeldMember(facts[person], states[person]) for number, person in numbers.items() if person in facts and person in states}
