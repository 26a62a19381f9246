"""The figures that the articles print come out of the register, and those that cannot be right do not."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from dangvu.demo.build import DAY
from dangvu.demo.printed import APRIL, CONTRADICTED, ELSEWHERE, PRINTED, Printed
from dangvu.demo.tree import ROOT
from dangvu.reports.figures import figures
from tests.databases import Database
from tests.world import unit

FIGURES = Path(__file__).parents[3] / "shared" / "seeds" / "figures.json"
NO_REGISTER = {"C-date", "A-kl"}
"""Not figures at all: a date and the symbol of a document."""


def answered(one: Printed) -> int | Decimal | None:
    answer = figures(unit(ROOT), one.on, since=one.since, codes=one.codes, by=one.by or None)
    if not one.by:
        return sum(answer.figures[code].value or 0 for code in one.codes)
    (code,) = one.codes
    parts = {part.key: part for part in answer.groups[code]}
    return parts[one.key].share if one.share else parts[one.key].figure.value


def named(one: Printed) -> str:
    return f"{one.id} = {one.value}"


@pytest.mark.slow
@pytest.mark.parametrize("one", PRINTED, ids=named)
def test_the_register_gives_the_printed_figure(province: Database, one: Printed) -> None:
    assert answered(one) == one.value


@pytest.mark.slow
def test_another_day_gives_another_figure(province: Database) -> None:
    (members,) = [one for one in PRINTED if one.id == "C-members"]
    assert answered(members._replace(on=DAY)) == 46_304


@pytest.mark.slow
def test_the_sum_that_the_article_prints_cannot_be_right(province: Database) -> None:
    (wrong,) = [one for one in CONTRADICTED if one.id == "C-adm-total"]
    years = [one for one in PRINTED if re.fullmatch(r"C-adm-\d+", one.id)]
    whole = answered(years[-1]._replace(since=years[0].since, on=APRIL))
    assert whole == wrong.follows == sum(answered(one) or 0 for one in years)
    assert whole != int(wrong.printed.replace(".", ""))


@pytest.mark.slow
def test_the_khmer_are_a_little_over_31_percent_of_the_people(province: Database) -> None:
    (khmer,) = [part for part in figures(unit(ROOT), DAY, codes=["population"], by="ethnicity").groups["population"] if part.key == "Khmer"]
    assert khmer.share is not None
    assert 31 < khmer.share < 32


def test_names_are_those_of_the_articles_own_figures() -> None:
    names = [one.id for one in PRINTED]
    assert not {one.id for one in CONTRADICTED}.intersection(names)
    assert {name[0] for name in (*names, *ELSEWHERE)} == {"A", "C"}
    for wrong in CONTRADICTED:
        assert (wrong.follows is None) == (wrong.id in NO_REGISTER)


@pytest.mark.shared
@pytest.mark.skipif(not FIGURES.exists(), reason="the collection of printed figures is not beside the checkout")
def test_the_table_agrees_with_the_collection_it_was_taken_from() -> None:
    collected = {figure["id"]: figure for figure in json.loads(FIGURES.read_text()) if figure["seed"] in {"000", "002"}}
    assert {*collected} == {one.id for one in PRINTED} | {one.id for one in CONTRADICTED} | set(ELSEWHERE)
    for name, figure in collected.items():
        said = {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", str(figure["value"]))}
        here = {Decimal(one.value) for one in PRINTED if one.id == name}
        if here:
            assert said <= here, name
        if figure["as_of"] and here:
            assert any(one.on.isoformat().startswith(figure["as_of"]) for one in PRINTED if one.id == name), name
    assert {name for name, figure in collected.items() if figure["check"].startswith("FAILS")} == {one.id for one in CONTRADICTED}


def test_the_page_of_this_area_names_every_figure_that_cannot_be_right() -> None:
    page = (Path(__file__).parents[2] / "docs" / "areas" / "demo.md").read_text()
    for name in [*(wrong.id for wrong in CONTRADICTED), *ELSEWHERE]:
        assert f"`{name}`" in page
