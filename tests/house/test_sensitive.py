"""Whatever tells ethnicity, religion or discipline of people is declared to do so; publishing relies on the declarations alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dangvu.indicators.declaration import Indicator, Measure, Source
from dangvu.members.kinds import EXITS
from dangvu.reports.figures import CATALOGUE

TELLING = {"ethnicity": r"\.ethnicity\b|\bkin\b", "religion": r"\.religion\b", "discipline": r"'expelled'"}


def undeclared(indicators: Iterable[Indicator]) -> Iterator[str]:
    """Figures and divisions whose SQL names a sensitive attribute that their declaration does not."""
    sources: dict[Source, None] = {}
    for one in indicators:
        for measure in one.measures:
            sources[measure.source] = None
            yield from (one.code for told in _told(measure) if measure.sensitive != told)
            if measure.sensitive and not (measure.among and measure.source.row):
                yield f"{one.code}: among what?"
    for source in sources:
        for name, division in source.breakdowns.items():
            told = [attribute for attribute, sql in TELLING.items() if re.search(sql, division.key)]
            yield from (f"{source.name} by {name}" for attribute in told if division.sensitive != attribute)
            if division.sensitive and not source.row:
                yield f"{source.name} by {name}: whose rows?"


def _told(measure: Measure) -> Iterator[str]:
    """The attributes that a condition or an amount names; whoever names every way to leave tells none of them apart."""
    sql = f"{measure.where} {measure.amount}"
    for attribute, pattern in TELLING.items():
        if re.search(pattern, sql) and not (attribute == "discipline" and all(f"'{kind}'" in sql for kind in EXITS)):
            yield attribute


def test_every_figure_and_division_says_which_sensitive_attribute_it_tells() -> None:
    assert list(undeclared(CATALOGUE.indicators.values())) == []


def test_a_figure_or_division_that_keeps_silent_is_found() -> None:
    religious = CATALOGUE.indicators["religious"]
    silent = replace(religious, numerator=replace(religious.numerator, sensitive=""))
    assert list(undeclared([silent])) == ["religious"]
    members = CATALOGUE.indicators["members"]
    source = members.numerator.source
    open_list = replace(source, breakdowns={"ethnicity": replace(source.breakdowns["ethnicity"], sensitive="")})
    assert list(undeclared([replace(members, numerator=replace(members.numerator, source=open_list))])) == ["members by ethnicity"]
    expelled = replace(members, numerator=replace(members.numerator, where="m.kind IN ('expelled')"))
    assert list(undeclared([expelled])) == ["members"]


def test_the_kinds_of_leaving_tell_discipline() -> None:
    assert CATALOGUE.indicators["exits"].numerator.source.breakdowns["kind"].sensitive == "discipline"


def test_people_counted_by_the_census_are_no_members() -> None:
    """What is published of a place by ethnic group is a public figure."""
    assert not CATALOGUE.indicators["population"].numerator.source.breakdowns["ethnicity"].sensitive
