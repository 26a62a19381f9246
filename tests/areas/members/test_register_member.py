"""A person begins to be counted in a cell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.members.commands import RegisterMember, judge_register
from dangvu.members.queries import attributes, cell_of, statuses, stays, three_dates
from dangvu.people.queries import facts_of, person_by_record_no
from dangvu.periods import clock
from dangvu.periods.days import Span
from tests.world import World, decide, newcomer, refusals

BEFORE, DAY = date(2022, 3, 25), date(2022, 3, 26)


def _khach(world: World, **differing: object) -> RegisterMember:
    return newcomer("009", "Huỳnh Văn Khách", DAY, world.hamlet_one, **differing)


def _registered(command: RegisterMember) -> int:
    number: int = decide(command).payload["given"][0]
    return number


def test_it_counts_in_the_cell_from_the_ceremony_on(world: World) -> None:
    person = _registered(_khach(world))
    assert person_by_record_no("009") == person
    assert (cell_of(person, BEFORE), cell_of(person, DAY)) == (None, world.hamlet_one)
    (stay,) = stays(person)
    assert (stay.span, stay.entry, stay.leaving) == (Span(DAY), "admitted", "")


def test_facts_and_attributes_are_kept_as_written(world: World) -> None:
    written = {"card_no": "87.000999", "ethnicity": "Khmer", "religion": "Phật giáo", "education": "Đại học", "theory": "Trung cấp"}
    person = _registered(_khach(world, since_unknown=True, **written))
    facts = facts_of(person)
    assert facts and (facts.name, facts.card_no, facts.ethnicity, facts.religion) == ("Huỳnh Văn Khách", "87.000999", "Khmer", "Phật giáo")
    (held,) = attributes(person)
    assert (held.education, held.profession, held.theory, held.occupation, held.since_unknown) == ("Đại học", "", "Trung cấp", "", True)


@pytest.mark.parametrize(
    ("official", "expected"),
    [
        (None, [("probationary", Span(DAY))]),
        (date(2023, 3, 26), [("probationary", Span(DAY, date(2023, 3, 26))), ("official", Span(date(2023, 3, 26)))]),
    ],
    ids=["nobody knows when", "a year later"],
)
def test_it_is_probationary_until_it_is_official(world: World, official: date | None, expected: list[tuple[str, Span]]) -> None:
    person = _registered(_khach(world, official=official))
    assert [(status.value, status.span) for status in statuses(person)] == expected
    dates = three_dates(person)
    assert dates and (dates.decided, dates.ceremony, dates.official) == (DAY - timedelta(days=7), DAY, official)


def test_who_arrives_as_an_official_member_is_official_from_arrival_on(world: World) -> None:
    arrival = date(2022, 9, 1)
    elsewhere = date(2010, 1, 1)
    person = _registered(
        newcomer("009", "Huỳnh Văn Khách", elsewhere, world.hamlet_one, on=arrival, official=date(2011, 1, 1), entry="transferred_in")
    )
    assert cell_of(person, elsewhere) is None
    assert [(status.value, status.span) for status in statuses(person)] == [("official", Span(arrival))]


def test_it_was_not_known_before_the_decision(world: World) -> None:
    decision = decide(_khach(world))
    person, moment_before = decision.payload["given"][0], decision.recorded - timedelta(microseconds=1)
    assert cell_of(person, DAY, known=moment_before) is None
    assert facts_of(person, known=moment_before) is None
    assert cell_of(person, DAY, known=decision.recorded) == world.hamlet_one


def test_personal_values_lie_beside_the_chain(world: World) -> None:
    decision = decide(_khach(world))
    assert set(decision.payload["personal"]) == {
        "record_no", "card_no", "name", "born", "female", "ethnicity", "religion", "education", "profession", "theory", "occupation",
    }  # fmt: skip
    assert "Khách" not in str(decision.payload) and "Kinh" not in str(decision.payload)


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"record_no": "001"}, ["repeated_record_number"]),
        ({"record_no": " "}, ["missing_record_number"]),
        ({"card_no": "87.000001"}, ["card_of_another"]),
        ({"card_no": "87 000001"}, ["card_of_another"]),
        ({"name": " "}, ["missing_name"]),
        ({"cell": 4}, ["no_such_cell"]),
        ({"cell": 8}, ["no_such_cell"]),
        ({"decided": DAY + timedelta(days=1)}, ["ceremony_before_decision"]),
        ({"official": DAY}, ["official_before_ceremony"]),
        ({"official": date(2023, 3, 25)}, ["probation_not_served"]),
        ({"official": clock.today() + timedelta(days=1)}, ["official_to_come"]),
        ({"on": BEFORE}, ["before_ceremony"]),
        ({"born": date(2004, 3, 20)}, ["too_young"]),
        ({"entry": "elected"}, ["unknown_kind"]),
        ({"decided": date(1930, 2, 2), "born": date(1900, 1, 1)}, ["before_beginning"]),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else None,
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    """Unit 4 is a committee, unit 8 a cell that has ended; the decision was made on 19 March."""
    usual: dict[str, object] = {"record_no": "009", "cell": world.hamlet_one}
    given = {**usual, **differing}
    command = newcomer(str(given.pop("record_no")), str(given.pop("name", "Huỳnh Văn Khách")), DAY, int(str(given.pop("cell"))), **given)
    assert refusals(command) == codes


def test_eighteen_on_the_day_of_the_decision_is_old_enough_and_the_refusal_cites_the_charter(world: World) -> None:
    decided = DAY - timedelta(days=7)
    assert judge_register(_khach(world, born=decided.replace(year=decided.year - 18))) == []
    (problem,) = judge_register(_khach(world, born=(decided + timedelta(days=1)).replace(year=decided.year - 18)))
    assert (problem.code, problem.field, problem.source) == ("too_young", "decided", "Điều lệ Đảng (2011), Điều 1; 24-QĐ/TW ngày 30/7/2021")


def test_a_cell_that_ends_later_cannot_take_somebody_for_ever(world: World) -> None:
    """The post office was a cell in 2005; it ended in 2012, and nobody says where this member went."""
    late = newcomer("009", "Huỳnh Văn Khách", date(2005, 3, 26), world.post_office)
    assert refusals(late) == ["cell_has_members"]
