"""Declarations: codes once, divisions without gaps, a zero that is not claimed while facts are missing."""

import re
from datetime import date, timedelta

import pytest

from dangvu.indicators.declaration import OLDEST, UNKNOWN, Breakdown, Catalogue, Indicator, Listing, Measure, Source
from dangvu.indicators.statement import Part, Question
from dangvu.periods.days import completed_years
from dangvu.reports.figures import BREAKDOWNS, CATALOGUE

ROWS = Source(
    name="rows",
    reads=("unit_leaf",),
    tables="unit_leaf t",
    where="true",
    listing=Listing("t.unit", "t.unit", "t.unit"),
    breakdowns={"sex": Breakdown(key="s.female", conditions={"Nam": "NOT s.female", "Nữ": "s.female"}), "kind": Breakdown(key="m.kind")},
)


def count(unsure: Measure | None = None) -> Indicator:
    return Indicator("rows", "Số dòng", "Mọi dòng", Measure(ROWS), unsure=unsure)


def test_a_code_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice: rows"):
        Catalogue([count(), count()], {})


def test_equal_measures_share_a_column() -> None:
    part = Part(ROWS, by="", child=False)
    assert [part.place(Measure(ROWS)), part.place(Measure(ROWS, "s.female")), part.place(Measure(ROWS))] == [0, 1, 0]


def test_a_word_outside_the_bands_matches_nothing() -> None:
    assert ROWS.breakdowns["sex"].condition("Khác", "%(word)s") == "false"


def test_rows_without_the_attribute_have_a_word_of_their_own() -> None:
    sex, kind = ROWS.breakdowns["sex"], ROWS.breakdowns["kind"]
    assert (sex.condition(UNKNOWN, ""), kind.condition(UNKNOWN, "")) == ("s.female IS NULL", "NULLIF(m.kind, '') IS NULL")
    assert (sex.read(None), sex.read("1"), kind.read("dead")) == (UNKNOWN, "Nữ", "dead")


@pytest.mark.parametrize(("counted", "lacking", "value"), [(0, 0, 0), (0, 3, None), (2, 3, 2), (2, 0, 2)])
def test_zero_is_not_claimed_while_facts_are_missing(counted: int, lacking: int, value: int | None) -> None:
    assert count(unsure=Measure(ROWS, "lacking")).value(counted, None, lacking) == value


@pytest.mark.parametrize("on", [date(2022, 6, 30), date(2023, 2, 28), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)])
def test_birthdays_give_completed_years(on: date) -> None:
    """What `width_bucket` counts in SQL, counted here: thresholds not after the birth."""
    birthdays = Question(1, on, on).parameters()["birthdays"]
    for days in range(0, 45000, 7):
        born = on - timedelta(days=days)
        assert OLDEST - sum(threshold <= born for threshold in birthdays) == completed_years(born, on), born


@pytest.mark.parametrize("name", ["age_band", "party_age_band"])
def test_bands_leave_no_gap_and_do_not_overlap(name: str) -> None:
    """Each begins on the birthday on which the one before it ends; the lowest takes in a day that still lies ahead."""
    conditions = list(CATALOGUE.indicators["members"].numerator.source.breakdowns[name].conditions.values())
    ends = [re.findall(r"> %\((\w+)\)s", sql) for sql in conditions]
    starts = [re.findall(r"<= %\((\w+)\)s", sql) for sql in conditions]
    assert starts == [[], *ends[:-1]]
    assert ends[-1] == []


def test_every_figure_says_what_it_counts() -> None:
    for indicator in CATALOGUE.indicators.values():
        assert indicator.name and indicator.counts and indicator.unit_of_measure, indicator.code


def test_every_division_is_known_to_some_source() -> None:
    sources = {measure.source for indicator in CATALOGUE.indicators.values() for measure in indicator.measures}
    known = {name for source in sources for name in source.breakdowns}
    assert known == set(BREAKDOWNS) - {"child"}


def test_every_table_read_can_be_shown_as_held_in_the_past() -> None:
    sources = {measure.source for indicator in CATALOGUE.indicators.values() for measure in indicator.measures}
    assert {name for source in sources for name in source.reads} == set(CATALOGUE.past)
