"""The judgements of the areas, each on its edge; the article that a rule comes from stands beside its cases."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.commands.problems import Problem
from dangvu.members.rules import admission_age, dates_in_order, probation_served, readmission_due
from dangvu.organisation.rules import nesting

DECIDED = date(2022, 3, 19)


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize(("born", "found"), [(date(2004, 3, 19), []), (date(2004, 3, 20), ["too_young"]), (date(1960, 1, 1), [])])
def test_full_eighteen_years(born: date, found: list[str]) -> None:
    """Điều lệ Đảng, Điều 1: đủ 18 tuổi."""
    assert codes(admission_age(born, DECIDED, 18, "Điều lệ Đảng, Điều 1")) == found


@pytest.mark.parametrize(
    ("ceremony", "official", "found"),
    [
        (DECIDED, None, []),
        (date(2022, 3, 18), None, ["ceremony_before_decision"]),
        (DECIDED, date(2022, 3, 20), []),
        (DECIDED, DECIDED, ["official_before_ceremony"]),
        (date(2022, 4, 1), date(2022, 3, 25), ["official_before_ceremony"]),
    ],
)
def test_decision_then_ceremony_then_official(ceremony: date, official: date | None, found: list[str]) -> None:
    """Điều lệ Đảng, Điều 5: dự bị tính từ ngày kết nạp, tuổi đảng từ ngày ghi trong quyết định."""
    assert codes(dates_in_order(DECIDED, ceremony, official)) == found


@pytest.mark.parametrize(
    ("ceremony", "official", "found"),
    [
        (date(2022, 6, 1), date(2023, 6, 1), []),
        (date(2022, 6, 1), date(2023, 5, 31), ["probation_not_served"]),
        (date(2024, 2, 29), date(2025, 2, 28), []),
        (date(2024, 2, 29), date(2025, 2, 27), ["probation_not_served"]),
    ],
)
def test_twelve_months_of_probation_from_the_ceremony(ceremony: date, official: date, found: list[str]) -> None:
    """Điều lệ Đảng, Điều 5: mười hai tháng dự bị."""
    assert codes(probation_served(ceremony, official, 12, "Điều lệ Đảng, Điều 5")) == found


@pytest.mark.parametrize(("on", "found"), [(date(2021, 3, 1), []), (date(2021, 2, 28), ["readmitted_too_soon"])])
def test_thirty_six_months_before_readmission(on: date, found: list[str]) -> None:
    """24-QĐ/TW, mục 3.5: ít nhất 36 tháng kể từ khi ra khỏi Đảng."""
    assert codes(readmission_due(date(2018, 3, 1), on, 36, "24-QĐ/TW, mục 3.5")) == found


ALLOWED = {"Đảng bộ cơ sở": ["Chi bộ trực thuộc"]}


@pytest.mark.parametrize(
    ("kind", "above", "found"),
    [
        ("Chi bộ trực thuộc", "Đảng bộ cơ sở", []),
        ("Chi bộ cơ sở", "Đảng bộ cơ sở", ["nesting"]),
        ("Chi bộ trực thuộc", "Chi bộ trực thuộc", ["nesting"]),
        ("Đảng bộ tỉnh", None, []),
    ],
)
def test_what_may_stand_directly_below_what(kind: str, above: str | None, found: list[str]) -> None:
    """Điều lệ Đảng, Điều 10 và 21–24."""
    assert codes(nesting(kind, above, ALLOWED, "Điều lệ Đảng, Điều 10, 21–24")) == found


@pytest.mark.parametrize(
    "problem",
    [
        *admission_age(DECIDED, DECIDED, 18, "A"), *probation_served(DECIDED, DECIDED, 12, "A"),
        *readmission_due(DECIDED, DECIDED, 36, "A"), *nesting("X", "Y", {}, "A"),
    ],
    ids=lambda problem: problem.code,
)  # fmt: skip
def test_a_refusal_names_its_field_and_cites_its_source_in_a_whole_sentence(problem: Problem) -> None:
    assert problem.field
    assert problem.source == "A"
    assert problem.message.endswith(".")
