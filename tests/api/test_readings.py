"""Whoever stands in an answer of the API stands in the log; with the notes left out the same check misses people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest
from django.urls import reverse

from dangvu.api import views
from dangvu.reports.figures import CATALOGUE
from tests.api.programs import person_id, program, token, unit_id
from tests.readings.completeness import Watched, people_of
from tests.world import DAY, PEOPLE, UNITS, World


class OfPrograms(Watched):
    """The same, of answers in which people stand by their opaque numbers alone."""

    def shown(self, body: str) -> frozenset[int]:
        """Whose opaque number or name stands in an answer."""
        return frozenset(person for person, (number, name) in self.people.items() if str(number) in body or (name and name in body))


@pytest.fixture
def watched(world: World) -> OfPrograms:
    """The program of the province's office, watched."""
    return OfPrograms(program(token("quan-tri")), people_of(world))


def addresses(world: World) -> Iterator[str]:
    yield reverse("api_units")
    for name in UNITS:
        unit = unit_id(getattr(world, name))
        yield from (reverse(read, args=[unit]) for read in ("api_unit", "api_members", "api_figures"))
        yield from (reverse("api_records", args=[unit, code]) for code in CATALOGUE.indicators)
    yield from (reverse("api_member", args=[person_id(getattr(world, name))]) for name in PEOPLE)


def test_nobody_whom_the_api_shows_is_missing_from_the_log(world: World, watched: OfPrograms) -> None:
    for address in addresses(world):
        watched.get(address, on=DAY.isoformat())
    assert watched.faults() == []
    assert {one.status for one in watched.answers} == {200}
    assert {kind for one in watched.answers for kind in one.kinds} == {"list", "file", "records"}
    assert frozenset().union(*(one.shown for one in watched.answers)) == watched.people.keys(), "everybody was shown to somebody"


@pytest.mark.parametrize("kind", ["list", "file", "records"])
def test_a_read_that_forgets_to_note_is_found(world: World, watched: OfPrograms, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Control."""
    noted = views.note_reading

    def forgetful(request: HttpRequest, asked: str, *said: Any) -> None:
        if asked != kind:
            noted(request, asked, *said)

    monkeypatch.setattr(views, "note_reading", forgetful)
    unit = unit_id(world.hamlet_one)
    for name, args in (
        ("api_members", [unit]),
        ("api_records", [unit, "women"]),
        ("api_records", [unit, "members"]),
        ("api_member", [person_id(world.an)]),
    ):
        watched.get(reverse(name, args=args), on=DAY.isoformat())
    assert watched.faults()
