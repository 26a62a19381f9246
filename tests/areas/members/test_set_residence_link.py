"""How a working member stands to the cell at the place of residence, and the share of those introduced."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.members.commands import EndMembership, SetResidenceLink
from dangvu.members.queries import statuses
from dangvu.periods.days import Span
from dangvu.reports.figures import figures
from tests.world import World, decide, refusals

DAY = date(2021, 3, 1)


def links(person: int) -> list[tuple[str, Span]]:
    return [(status.value, status.span) for status in statuses(person) if status.dimension == "residence"]


def share(world: World, on: date = DAY, **known: object) -> tuple[object, object]:
    """Who was introduced, of whom it is asked; everybody below the commune."""
    figure = figures(world.an_binh, on, codes=["residence_link_rate"], **known).figures["residence_link_rate"]  # type: ignore[arg-type]  # an instant
    return figure.numerator, figure.denominator


def test_it_holds_from_the_day_on_until_the_next_turn(world: World) -> None:
    decide(SetResidenceLink(on=DAY, person=world.an, value="to_introduce"))
    decide(SetResidenceLink(on=date(2021, 5, 1), person=world.an, value="introduced"))
    assert links(world.an) == [("to_introduce", Span(DAY, date(2021, 5, 1))), ("introduced", Span(date(2021, 5, 1)))]


def test_the_share_is_of_those_who_are_to_be_introduced(world: World) -> None:
    """Introduced, in name alone, not yet, not required; of An nothing is known, and so is not asked."""
    for person, value in ((world.binh, "introduced"), (world.phuc, "in_name"), (world.dung, "to_introduce")):
        decide(SetResidenceLink(on=DAY, person=person, value=value))
    assert share(world) == (2, 3)
    decision = decide(SetResidenceLink(on=DAY, person=world.an, value="not_required"))
    assert share(world) == (2, 3)
    decide(SetResidenceLink(on=DAY + timedelta(days=1), person=world.dung, value="introduced"))
    assert share(world, DAY + timedelta(days=1)) == (3, 3)
    assert share(world, DAY + timedelta(days=1), known=decision.recorded) == (2, 3)


def test_it_ends_with_the_membership(world: World) -> None:
    decide(SetResidenceLink(on=DAY, person=world.an, value="introduced"))
    decide(EndMembership(on=date(2022, 1, 1), person=world.an, kind="dead"))
    assert links(world.an) == [("introduced", Span(DAY, date(2022, 1, 1)))]


@pytest.mark.parametrize(("person", "value", "codes"), [("em", "introduced", ["not_a_member"]), ("an", "moved", ["unknown_status"])])
def test_it_is_refused(world: World, person: str, value: str, codes: list[str]) -> None:
    assert refusals(SetResidenceLink(on=DAY, person=getattr(world, person), value=value)) == codes


def test_what_is_known_already_is_no_news(world: World) -> None:
    decide(SetResidenceLink(on=DAY, person=world.an, value="introduced"))
    assert refusals(SetResidenceLink(on=date(2021, 6, 1), person=world.an, value="introduced")) == ["no_change"]
