"""What is asked of figures on behalf of somebody who may not list the people: which are exact, rounded, hidden, and of which days."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.indicators.declaration import UNKNOWN
from dangvu.indicators.evaluation import WHOLE, evaluate
from dangvu.indicators.publishing import HIDDEN, Publication, publish, tells
from dangvu.indicators.statement import Question, Slice
from dangvu.indicators.suppression import Limits, Rounding
from dangvu.periods import clock
from dangvu.reports.figures import CATALOGUE, indicator, question
from tests.world import DAY, World

TODAY = date(2026, 11, 27)
LAX = Publication(Rounding(b"k" * 32, Limits(hidden=1, base=1, least=1)), TODAY)
"""Hides 0 and 1 alone, so that the few people of the small world are enough to see something."""
STRICT = Publication(Rounding(b"k" * 32), TODAY)


def slices(*codes: str) -> list[Slice]:
    return [Slice(indicator(code)) for code in codes]


def asked(world: World) -> Question:
    return question(world.province, DAY)


def test_figures_that_tell_nothing_sensitive_are_what_they_are(world: World) -> None:
    wanted = slices("members", "women", "mean_age", "cells", "attendance_rate")
    for by, child in (("", False), ("", True), ("sex", False)):
        of = wanted[:2] if by else wanted
        exact = evaluate(CATALOGUE, asked(world), of, by=by, child=child)
        assert publish(CATALOGUE, asked(world), of, STRICT, by=by, child=child) == exact


def test_the_religious_of_a_few_members_are_hidden_beside_exact_members(world: World) -> None:
    members, religious = publish(CATALOGUE, asked(world), slices("members", "religious"), STRICT)[WHOLE]
    assert (members.value, members.shown) == (7, "exact")
    assert religious == HIDDEN


def test_the_lax_rule_shows_them(world: World) -> None:
    """The control of the test before: it is the limits that hide, not a mistake on the way."""
    (religious,) = publish(CATALOGUE, asked(world), slices("religious"), LAX)[WHOLE]
    assert (religious.value, religious.numerator, religious.shown) == (2, 2, "rounded")


def test_a_sensitive_division_shows_every_word_whether_anybody_bears_it_or_not(world: World) -> None:
    """A word that is missing would say 0."""
    found = publish(CATALOGUE, asked(world), slices("members"), STRICT, by="ethnicity")
    exact = evaluate(CATALOGUE, asked(world), slices("members"), by="ethnicity")
    assert found.pop(WHOLE)[0].value == 7
    assert {word for _, word in found} > {word for group, word in exact if word}
    assert (None, UNKNOWN) in found
    assert {figures[0] for figures in found.values()} == {HIDDEN}


def test_divided_and_sliced_the_same_people_have_the_same_figure(world: World) -> None:
    groups = publish(CATALOGUE, asked(world), slices("members"), LAX, by="ethnicity")
    for (_, word), (figure,) in groups.items():
        if word and word != "Kinh":
            sliced = publish(CATALOGUE, asked(world), [Slice(indicator("members"), "ethnicity", word)], LAX)
            assert sliced[WHOLE] == [figure], word
    assert any(figure.shown == "rounded" for _, (figure,) in groups.items())


def test_the_word_that_most_bear_is_left_off(world: World) -> None:
    """With an exact whole it is what the others leave: two roundings of one number would tell it."""
    groups = publish(CATALOGUE, asked(world), slices("members"), LAX, by="ethnicity")
    assert groups[None, "Kinh"] == [HIDDEN]
    assert publish(CATALOGUE, asked(world), [Slice(indicator("members"), "ethnicity", "Kinh")], LAX)[WHOLE] == [HIDDEN]


def test_crossings_of_two_sensitive_attributes_are_never_published(world: World) -> None:
    for unit in (world.province, world.hamlet_one):
        found = publish(CATALOGUE, question(unit, DAY), slices("religious"), LAX, by="ethnicity")
        assert {figures[0] for figures in found.values()} == {HIDDEN}
    expelled_of_a_people = publish(CATALOGUE, asked(world), [Slice(indicator("exits"), "kind", "expelled")], LAX, by="ethnicity")
    assert {figures[0] for figures in expelled_of_a_people.values()} == {HIDDEN}


def test_a_mean_of_people_of_one_ethnicity_is_never_published(world: World) -> None:
    found = publish(CATALOGUE, asked(world), slices("mean_age"), LAX, by="ethnicity")
    assert {figures[0] for group, figures in found.items() if group != WHOLE} == {HIDDEN}
    assert found[WHOLE][0].shown == "exact"


def test_what_was_known_in_the_past_is_not_published(world: World) -> None:
    """Two knowledges of one day differ by single corrections."""
    past = question(world.province, DAY, known=clock.now())
    assert publish(CATALOGUE, past, slices("members", "religious"), LAX)[WHOLE][1] == HIDDEN
    assert publish(CATALOGUE, asked(world), slices("members", "religious"), LAX)[WHOLE][1] != HIDDEN


@pytest.mark.parametrize(
    ("on", "since", "told"),
    [
        (date(2022, 6, 30), date(2022, 1, 1), (date(2022, 1, 1), date(2022, 6, 30))),
        (date(2022, 7, 20), date(2022, 1, 15), (date(2022, 1, 1), date(2022, 6, 30))),
        (date(2022, 7, 20), date(2022, 7, 3), (date(2022, 6, 1), date(2022, 6, 30))),
        (date(2026, 11, 30), date(2026, 1, 1), (date(2026, 1, 1), date(2026, 10, 31))),  # November is not over on the 27th
        (date(2030, 1, 1), date(2026, 1, 1), (date(2026, 1, 1), date(2026, 10, 31))),
    ],
)
def test_published_figures_are_those_of_whole_months_that_are_over(on: date, since: date, told: tuple[date, date]) -> None:
    days = STRICT.days(Question(1, on, since))
    assert (days.since, days.on) == told


def test_every_combination_of_code_and_division_can_be_published(world: World) -> None:
    """And nothing that tells something sensitive is exact, but the undivided whole of what is sensitive only by its division."""
    for one in CATALOGUE.indicators.values():
        for by in ("", *one.numerator.source.breakdowns):
            if by and not one.allows(by):
                continue
            secret = tells(Slice(one), by)
            for group, (figure,) in publish(CATALOGUE, asked(world), [Slice(one)], STRICT, by=by, child=True).items():
                is_open = not secret or (group == WHOLE and not tells(Slice(one)))
                assert (figure.shown == "exact") == is_open or figure.numerator in (None, 0), (one.code, by, group)
