"""Figures, returns and workbooks for who may not list the people of a unit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dangvu.indicators.publishing import Publication
from dangvu.indicators.suppression import Limits, Rounding
from dangvu.periods import clock
from dangvu.reports.figures import figures
from dangvu.reports.provincial import provincial
from dangvu.reports.publication import publication
from dangvu.reports.workbook import write_xlsx
from tests.world import DAY, World

PUBLISHED = publication(date(2026, 11, 27))
LAX = Publication(Rounding(b"k" * 32, Limits(hidden=1, base=1, least=1)), date(2026, 11, 27))


def test_sensitive_figures_are_hidden_and_the_others_exact(world: World) -> None:
    answer = figures(world.province, DAY, published=PUBLISHED)
    exact = figures(world.province, DAY)
    differing = {code for code, figure in answer.figures.items() if figure != exact.figures[code]}
    assert differing <= {"religious", "hamlet_cells_with_member", "hamlet_cells_without_member", "coverage_rate"}
    assert answer.figures["religious"].shown == "hidden"
    assert (answer.figures["members"].value, exact.rounded_on) == (7, None)


def test_the_day_of_what_is_rounded_is_told(world: World) -> None:
    told = figures(world.province, DAY, codes=["religious"], published=PUBLISHED).rounded_on
    assert told is not None and told <= DAY
    assert figures(world.province, DAY, codes=["members"], published=PUBLISHED).rounded_on is None


def test_words_of_a_sensitive_division_come_in_the_order_of_their_names(world: World) -> None:
    parts = figures(world.province, DAY, codes=["members"], by="ethnicity", published=LAX).groups["members"]
    assert [part.key for part in parts] == sorted(part.key for part in parts)
    assert len({part.figure.shown for part in parts}) == 2


def test_shares_are_whole_numbers(world: World) -> None:
    parts = figures(world.province, DAY, codes=["members"], by="ethnicity", published=LAX).groups["members"]
    shares = [part.share for part in parts if part.figure.shown == "rounded"]
    assert shares and all(share is not None and share == int(share) for share in shares)
    assert {part.share for part in parts if part.figure.shown == "hidden"} == {None}


def test_the_return_rounds_its_sensitive_columns_and_balances_the_others(world: World) -> None:
    made = provincial(world.province, DAY, now=clock.now(), published=PUBLISHED)
    rounded = {column.code for column in made.columns if column.rounded}
    assert {"religious", "members", "exits"} <= rounded
    for column, figure in zip(made.columns, made.total.figures, strict=True):
        assert (figure.shown != "exact") <= column.rounded, column
    assert made.unbalanced == ()
    assert not any(column.adds_up for column in made.columns if column.rounded)


def test_the_exact_return_has_no_rounded_column(world: World) -> None:
    made = provincial(world.province, DAY, now=clock.now())
    assert not any(column.rounded for column in made.columns)
    assert made.rounded_on is None


@pytest.mark.parametrize("is_published", [True, False])
def test_a_workbook_says_what_is_rounded_and_shows_a_star_for_what_is_hidden(world: World, tmp_path: Path, is_published: bool) -> None:
    path = tmp_path / "bieu.xlsx"
    write_xlsx(path, provincial(world.province, DAY, now=clock.now(), published=PUBLISHED if is_published else None))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("làm tròn" in text for text in cells) == is_published
    assert ("*" in cells) == is_published


def test_the_key_is_drawn_from_the_secret_of_the_instance(settings: object) -> None:
    before = publication(date(2026, 11, 27)).rounding.key
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]  # the fixture of pytest-django
    assert publication(date(2026, 11, 27)).rounding.key != before
    assert before != b"another"
