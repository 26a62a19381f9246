"""The last guard: what the database refuses of stays, standings and posts, whoever writes the rows."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.periods.days import Span
from tests.areas.rows import INSTANT, closed, execute, like_another, opened, refusal
from tests.world import FOUNDED, World

BEGAN, ENDS = date(2000, 3, 1), date(2022, 6, 1)
"""An's stay in the first hamlet began on the first day; in these tests it ends on the second."""


def stay(person: int, cell: int, span: Span, entry: str = "admitted", leaving: str = "") -> str:
    """A stay in a cell."""
    return opened("members_membership", person_id=person, cell_id=cell, entry=entry, leaving=leaving, period=span)


def moved(world: World, arrival: date, *, leaving: str = "transfer", entry: str = "transfer") -> list[str]:
    """An leaves the first hamlet and enters the school on a day."""
    return [
        closed("members_membership", f"person_id = {world.an}"),
        stay(world.an, world.hamlet_one, Span(BEGAN, ENDS), leaving=leaving),
        stay(world.an, world.school, Span(arrival), entry),
    ]


def test_a_second_membership_on_the_same_day(world: World) -> None:
    assert refusal(stay(world.an, world.school, Span(ENDS))) == "one_cell_a_day"


def test_a_second_membership_on_one_day_of_the_past(world: World) -> None:
    assert refusal(stay(world.em, world.school, Span(date(2019, 10, 4), date(2019, 10, 5)), leaving="dead")) == "one_cell_a_day"


def test_a_transfer_without_a_gap_is_accepted(world: World) -> None:
    execute(*moved(world, ENDS))


def test_a_day_between_leaving_and_entering(world: World) -> None:
    assert refusal(*moved(world, date(2022, 6, 2))) == "no_day_without_a_cell"


def test_a_transfer_that_never_arrives(world: World) -> None:
    assert refusal(*moved(world, ENDS)[:2]) == "no_day_without_a_cell"


def test_an_arrival_that_never_left(world: World) -> None:
    assert refusal(*moved(world, ENDS, leaving="expelled")) == "no_day_without_a_cell"


def test_a_stay_that_is_closed_without_another(world: World) -> None:
    assert refusal(closed("members_membership", f"person_id = {world.an}")) == "no_day_without_a_cell"


def test_a_stay_that_ends_without_a_reason(world: World) -> None:
    assert refusal(*moved(world, ENDS, leaving="")) == "left_when_it_ended"


@pytest.mark.parametrize(("entry", "leaving", "constraint"), [("elected", "dead", "known_entry"), ("admitted", "retired", "known_exit")])
def test_an_unknown_kind(world: World, entry: str, leaving: str, constraint: str) -> None:
    assert refusal(stay(world.em, world.school, Span(date(2021, 1, 1), ENDS), entry, leaving)) == constraint


def test_a_stay_in_a_committee(world: World) -> None:
    assert refusal(stay(world.em, world.an_binh, Span(ENDS), "restored")) == "cell_lives_as_long_as_its_members"


def test_a_stay_that_outlives_its_cell(world: World) -> None:
    assert refusal(stay(world.em, world.post_office, Span(date(2020, 1, 1)), "restored")) == "cell_lives_as_long_as_its_members"


def test_a_cell_that_ends_under_its_members(world: World) -> None:
    ending = [closed(f"organisation_{table}", f"unit_id = {world.school}") for table in ("unitstate", "unitedge")]
    assert refusal(*ending) == "cell_lives_as_long_as_its_members"


def test_a_cell_that_becomes_something_else_under_its_members(world: World) -> None:
    other = opened(
        "organisation_unitstate", unit_id=world.school, name="X", kind="Đảng bộ cơ sở", cell="f", sector="", period=Span(FOUNDED)
    )  # fmt: skip
    assert refusal(closed("organisation_unitstate", f"unit_id = {world.school}"), other) == "cell_lives_as_long_as_its_members"


def status(person: int, dimension: str, value: str) -> str:
    """A status from the day on."""
    return opened("members_standing", person_id=person, dimension=dimension, value=value, period=Span(ENDS))


def test_two_standings_on_a_day(world: World) -> None:
    assert refusal(status(world.an, "standing", "probationary")) == "one_status_a_day"


def test_a_standing_and_a_participation_on_a_day_are_accepted(world: World) -> None:
    execute(status(world.an, "participation", "away"))


@pytest.mark.parametrize(("dimension", "value"), [("standing", "away"), ("participation", "official"), ("health", "ill")])
def test_a_status_of_no_list(world: World, dimension: str, value: str) -> None:
    assert refusal(status(world.em, dimension, value)) == "known_status"


def post(person: int, **where: int) -> str:
    """The post of a secretary from the day on."""
    return opened("members_post", person_id=person, title="Bí thư", since_unknown="f", period=Span(ENDS), **where)


def test_the_same_post_twice(world: World) -> None:
    assert refusal(post(world.an, unit_id=world.hamlet_one)) == "one_holding_of_a_post"


def test_a_post_in_no_place_or_in_two(world: World) -> None:
    assert refusal(post(world.em)) == "post_in_one_place"
    assert refusal(post(world.em, unit_id=world.school, locality_id=world.place)) == "post_in_one_place"


def test_an_admission_of_somebody_who_was_never_in_a_cell(world: World) -> None:
    statements = ["INSERT INTO people_person (id) VALUES (99)", stay(99, world.school, Span(ENDS))]
    statements += [
        opened("members_admission", person_id=99, decided=ENDS, ceremony=ENDS),
        closed("members_membership", "person_id = 99"),
    ]
    assert refusal(*statements) == "no_day_without_a_cell"


@pytest.mark.parametrize("table", ["membership", "standing", "profile", "post"])
def test_a_row_of_no_days(world: World, table: str) -> None:
    """An empty range overlaps nothing, so no exclusion constraint would see it."""
    assert refusal(like_another(f"members_{table}", period="empty", leaving="dead")) == f"{table}_of_some_days"


NOWHERE = 9_999
LONG_AGO = "[1931-01-01,1931-02-01)"


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("members_admission", "person_id"),
        ("members_standing", "person_id"),
        ("members_profile", "theory_id"),
        ("members_post", "unit_id"),
        ("meetings_attendance", "cell_id"),
    ],
)
def test_a_row_that_points_nowhere(world: World, table: str, column: str) -> None:
    period = {} if table in {"members_admission", "meetings_attendance"} else {"period": LONG_AGO}
    assert refusal(like_another(table, **period, **{column: str(NOWHERE)})) == f"{table}_{column}_fk"


def test_a_row_that_names_no_decision(world: World) -> None:
    assert refusal(like_another("members_post", opened_by_id=str(NOWHERE), title="Bí thư chi đoàn")) == "rows_name_decisions"


def test_a_row_closed_by_no_decision(world: World) -> None:
    until = f"tstzrange(lower(recorded), {INSTANT})"
    closing = f"UPDATE members_post SET recorded = {until}, closed_by_id = {NOWHERE} WHERE upper_inf(recorded)"
    assert refusal(closing) == "rows_name_decisions"


def test_a_stay_of_nobody_and_one_in_no_cell(world: World) -> None:
    assert refusal(stay(NOWHERE, world.hamlet_one, Span(BEGAN, ENDS), leaving="dead")) == "members_membership_person_id_fk"
    assert refusal(stay(world.an, NOWHERE, Span(FOUNDED, BEGAN), leaving="dead")) == "members_membership_cell_id_fk"
