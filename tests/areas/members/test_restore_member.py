"""A former member is counted again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from dangvu.indicators.declaration import UNKNOWN
from dangvu.ledger.models import Decision
from dangvu.members.commands import EndMembership, RestoreMember, judge_restore
from dangvu.members.queries import attributes, cell_of, statuses, stays, three_dates
from dangvu.reports.figures import figures, records
from tests.world import World, decide, refusals

LEFT, DAY = date(2015, 4, 1), date(2017, 1, 1)
"""Phúc was expelled on the first day and restored on the second; An leaves on 1 March 2018 where a test says so."""


def test_it_counts_again_from_the_day_on(world: World) -> None:
    days = (date(2015, 3, 31), LEFT, date(2016, 12, 31), DAY)
    assert [cell_of(world.phuc, day) for day in days] == [world.hamlet_one, None, None, world.hamlet_one]
    assert [(stay.entry, stay.leaving) for stay in stays(world.phuc)] == [("admitted", "expelled"), ("restored", "")]


def test_the_last_standing_and_attributes_hold_again(world: World) -> None:
    assert [status.value for status in statuses(world.phuc)] == ["probationary", "official", "official"]
    assert [held.education for held in attributes(world.phuc)] == ["Trung học phổ thông", "Trung học phổ thông"]
    dates = three_dates(world.phuc)
    assert dates and dates.decided == date(2008, 12, 15), "the party age goes on"


def _gone(world: World) -> None:
    decide(EndMembership(on=date(2018, 3, 1), person=world.an, kind="struck_off"))


def test_who_is_readmitted_begins_anew(world: World) -> None:
    _gone(world)
    decide(RestoreMember(on=date(2021, 3, 1), person=world.an, cell=world.school, entry="readmitted"))
    assert [status.value for status in statuses(world.an)] == ["probationary", "official", "probationary"]
    dates = three_dates(world.an)
    assert dates and (dates.decided, dates.official) == (date(2021, 3, 1), None)
    found = figures(world.school, date(2021, 3, 1), since=date(2021, 3, 1), codes=["admissions", "returns_in"]).figures
    assert (found["admissions"].value, found["returns_in"].value) == (1, 0)


BANDS = [
    (date(2015, 6, 1), "10–19", "admitted in 2000, and nobody knew of a leaving"),
    (date(2021, 3, 1), "10–19", "18 years, without the three outside"),
    (date(2023, 2, 22), "10–19", "the day before"),
    (date(2023, 2, 24), "20–29", "23 years, three of them outside"),
]


@pytest.mark.parametrize(("on", "band", "why"), BANDS, ids=[why for *_, why in BANDS])
def test_a_figure_by_party_age_leaves_out_the_time_outside_alone_and_opens_into_its_records(
    world: World, on: date, band: str, why: str
) -> None:
    """An was admitted on 23 February 2000, and others of the same band are counted with him."""
    _gone(world)
    before = Decision.objects.latest("id").recorded
    decide(RestoreMember(on=date(2021, 3, 1), person=world.an, cell=world.hamlet_one, entry="readmitted"))
    assert "Nguyễn Văn An" in _named(world, on, band)
    assert ("Nguyễn Văn An" in _named(world, on, band, before)) == (on < date(2018, 3, 1)), "as known before, An is gone since then"
    assert _named(world, on, UNKNOWN) == []


def _named(world: World, on: date, band: str, known: datetime | None = None) -> list[str]:
    """The names behind the figure, as many as it counts."""
    answer = figures(world.province, on, known=known, codes=["members"], by="party_age_band")
    listed = records(world.province, "members", on, known=known, by="party_age_band", key=band)
    assert next((part.figure.value for part in answer.groups["members"] if part.key == band), 0) == len(listed)
    return [record.label for record in listed]


def test_who_is_restored_is_no_admission(world: World) -> None:
    found = figures(world.hamlet_one, DAY, since=DAY, codes=["admissions", "returns_in"]).figures
    assert (found["admissions"].value, found["returns_in"].value) == (0, 1)


def test_thirty_six_months_must_have_passed_and_the_refusal_cites_the_rule(world: World) -> None:
    _gone(world)
    early = RestoreMember(on=date(2021, 2, 28), person=world.an, cell=world.school, entry="readmitted")
    assert refusals(early) == ["readmitted_too_soon"]
    assert [problem.source for problem in judge_restore(early)] == ["24-QĐ/TW ngày 30/7/2021, mục 3.5"]


def test_nobody_is_readmitted_twice(world: World) -> None:
    _gone(world)
    decide(RestoreMember(on=date(2021, 3, 1), person=world.an, cell=world.school, entry="readmitted"))
    decide(EndMembership(on=date(2021, 9, 1), person=world.an, kind="struck_off"))
    again = RestoreMember(on=date(2025, 1, 1), person=world.an, cell=world.school, entry="readmitted")
    assert refusals(again) == ["readmitted_before"]


def test_who_asked_to_leave_comes_back_for_hard_family_reasons_alone(world: World) -> None:
    decide(EndMembership(on=date(2018, 3, 1), person=world.an, kind="left_on_request"))
    back = RestoreMember(on=date(2021, 3, 1), person=world.an, cell=world.school, entry="readmitted")
    assert refusals(back) == ["left_on_own_request"]
    decide(replace(back, hardship=True))


@pytest.mark.parametrize("entry", ["readmitted", "transferred_in"])
def test_the_dead_do_not_come_back_but_a_wrong_record_is_put_right(world: World, entry: str) -> None:
    """Em died on 5 October 2019."""
    again = RestoreMember(on=date(2023, 1, 1), person=world.em, cell=world.hamlet_two, entry=entry)
    assert refusals(again) == ["recorded_dead"]
    decide(replace(again, on=date(2019, 10, 5), entry="restored"))


@pytest.mark.parametrize("kind", ["expelled", "struck_off", "left_on_request"])
def test_only_who_went_elsewhere_comes_from_elsewhere(world: World, kind: str) -> None:
    decide(EndMembership(on=date(2018, 3, 1), person=world.an, kind=kind))
    arriving = RestoreMember(on=date(2022, 3, 1), person=world.an, cell=world.school, entry="transferred_in")
    assert refusals(arriving) == ["not_transferred_out"]


def test_who_went_elsewhere_comes_from_there(world: World) -> None:
    decide(EndMembership(on=date(2018, 3, 1), person=world.an, kind="transferred_out"))
    decide(RestoreMember(on=date(2018, 9, 1), person=world.an, cell=world.school, entry="transferred_in"))
    assert stays(world.an)[-1].entry == "transferred_in"


@pytest.mark.parametrize(
    ("person", "on", "cell", "entry", "codes"),
    [
        ("an", DAY, "hamlet_one", "restored", ["still_a_member"]),
        ("em", date(2019, 10, 4), "hamlet_one", "restored", ["still_a_member"]),
        ("em", date(2020, 1, 1), "an_binh", "restored", ["no_such_cell"]),
        ("em", date(2020, 1, 1), "hamlet_one", "elected", ["unknown_kind"]),
    ],
    ids=["a member", "a member until the day after", "not a cell", "no kind of entry"],
)
def test_it_is_refused(world: World, person: str, on: date, cell: str, entry: str, codes: list[str]) -> None:
    assert refusals(RestoreMember(on=on, person=getattr(world, person), cell=getattr(world, cell), entry=entry)) == codes


def test_who_was_never_here_is_refused(world: World) -> None:
    assert refusals(RestoreMember(on=DAY, person=999, cell=world.school)) == ["never_a_member"]
