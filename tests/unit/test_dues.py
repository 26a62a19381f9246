"""Months, terms, amounts and shares of dues, by the rules alone."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from dangvu.dues.rules import LARGEST, divided, is_amount, judge_month, judge_term, kept_percent, rates_in
from dangvu.pages.dues_forms import AmountField

ON = date(2026, 3, 5)
RULE = {"by_kind": {"Chi bộ cơ sở": 70}, "of_places": 70}


@pytest.mark.parametrize(
    ("month", "code"),
    [
        (date(2026, 3, 1), None),
        (date(1990, 1, 1), None),
        (date(2027, 3, 1), None),
        (date(2027, 4, 1), "too_far_ahead"),
        (date(2026, 3, 2), "not_a_month"),
    ],
)
def test_a_month_is_whole_and_a_year_ahead_at_most(month: date, code: str | None) -> None:
    assert [one.code for one in judge_month(month, ON)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("until", "months", "code"),
    [
        (None, None, None),
        (date(2030, 1, 1), None, None),
        (date(2027, 3, 5), 12, None),
        (date(2027, 3, 6), 12, "exempt_too_long"),
        (None, 12, "exempt_too_long"),
        (ON, None, "empty_term"),
    ],
)
def test_a_term_that_a_rule_limits_ends_within_it(until: date | None, months: int | None, code: str | None) -> None:
    problems = judge_term(ON, until, months, "01-QĐ/TW ngày 03/02/2026")
    assert [one.code for one in problems] == ([code] if code else [])
    assert all(one.source for one in problems if one.code == "exempt_too_long")


@pytest.mark.parametrize(("amount", "is_one"), [(1, True), (LARGEST, True), (LARGEST + 1, False), (0, False), (-1, False), (None, False)])
def test_an_amount_is_paid_and_no_slip_in_the_zeros(amount: int | None, is_one: bool) -> None:
    assert is_amount(amount) is is_one


@given(st.integers(1, LARGEST), st.integers(0, 100))
def test_shares_add_up_and_the_odd_one_goes_up(amount: int, percent: int) -> None:
    kept, sent = divided(amount, percent)
    assert kept + sent == amount and kept * 100 <= amount * percent < (kept + 1) * 100


@pytest.mark.parametrize(
    ("kind", "level", "percent"),
    [
        ("Chi bộ cơ sở", "", 70),
        ("Chi bộ trực thuộc", "ấp", 70),
        ("Chi bộ trực thuộc", "Khu phố", 70),
        ("Chi bộ trực thuộc", "", None),
        ("Chi bộ trực thuộc", "xã", None),
    ],
)
def test_of_other_cells_the_rule_known_here_says_nothing(kind: str, level: str, percent: int | None) -> None:
    assert kept_percent(kind, RULE, level=level) == percent


def test_a_rate_is_a_share_or_an_amount() -> None:
    rates = rates_in([{"key": "a", "label": "A", "percent": "0.5", "of": "lương hưu"}, {"key": "b", "label": "B", "least": 2, "most": 3}])
    assert [(one.percent, one.least, one.most) for one in rates.values()] == [("0.5", None, None), ("", 2, 3)]


@pytest.mark.parametrize("text", ["96000", "96.000", "96,000", "96 000", "96\u00a0000", "96.000đ", "96.000 đ", "96.000 đồng", "96000 Đồng"])
def test_an_amount_is_read_as_people_write_it(text: str) -> None:
    assert AmountField(required=False).clean(text) == 96_000


def test_an_empty_box_is_no_amount_and_a_million_has_two_signs() -> None:
    assert AmountField(required=False).clean(" ") is None
    assert AmountField(required=False).clean("1.096.000") == 1_096_000


@pytest.mark.parametrize("text", ["96.5", "9.6.0.0.0", "96.00", "1.096,000", "0960.000", "96.000 usd", "-96000", "đồng", "９６０００"])
def test_what_may_be_a_slip_is_no_amount(text: str) -> None:
    with pytest.raises(ValidationError):
        AmountField(required=False).clean(text)
