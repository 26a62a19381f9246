"""The five published articles: what is wrong in them is found, and nothing else is called wrong."""

from datetime import date
from pathlib import Path

import pytest

from dangvu.figurecheck.check import check_file
from dangvu.figurecheck.claims import Report
from dangvu.figurecheck.register import RegisteredDocument

ARTICLES = Path(__file__).parents[3] / "shared" / "seeds"
POPULATION_OF_BEN_TRE = 1_288_463  # census of 2019
REGISTER = (
    RegisteredDocument("Kết luận", "21-KL/TW", date(2021, 10, 25), "Ban Chấp hành Trung ương", plenum="4 khóa XIII"),
    RegisteredDocument("Nghị quyết", "04-NQ/TW", date(2016, 10, 30), "Ban Chấp hành Trung ương", plenum="4 khóa XII"),
    RegisteredDocument("Kết luận", "01-KL/TW", date(2021, 5, 18), "Bộ Chính trị"),
)

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles lie beside the checkout, in ../shared")]


def article(number: str) -> Path:
    (path,) = ARTICLES.glob(f"{number}_*.txt")
    return path


def wrong(report: Report) -> set[tuple[str, str, str | None]]:
    return {(claim.kind, claim.stated, claim.recomputed) for claim in report.claims if claim.verdict == "inconsistent"}


def test_the_errors_of_the_five_articles_are_found_and_nothing_else_is_called_wrong() -> None:
    impossible_date = ("date", "21/01/20219", "21/01/2019")
    wrong_citation = ("citation", "01-CT/TW", "01-KL/TW")
    assert {number: wrong(check_file(article(number))) for number in ("000", "001", "002", "003", "004")} == {
        "000": {wrong_citation},
        "001": set(),
        "002": {impossible_date, ("sum", "3.826", "3.932")},
        "003": set(),
        "004": {("sum", "22", "27")},
    }
    assert wrong(check_file(article("003"), population=POPULATION_OF_BEN_TRE)) == {("share", "4%", "4,32%")}
    assert wrong(check_file(article("000"), documents=REGISTER)) == {
        wrong_citation,
        ("citation", "Nghị quyết Trung ương 4 (khóa XIII)", "Kết luận 21-KL/TW"),
    }


def test_an_overlapping_list_is_not_added_up() -> None:
    report = check_file(article("001"))
    shares = [claim for claim in report.claims if claim.kind == "share"]
    assert [(claim.stated, claim.verdict) for claim in shares if claim.stated.count(",") == 1] == [
        ("46,04%", "consistent"),
        ("26,65%", "consistent"),
        ("8,03%", "consistent"),
    ]


def test_a_rate_that_grew_by_points_is_not_decided_without_the_earlier_rate() -> None:
    report = check_file(article("000"))
    (points,) = [claim for claim in report.claims if claim.stated == "3,8%"]
    assert points.verdict == "not_decidable"
    assert "điểm %" in points.arithmetic
