"""A count that is nought is read like any other: nothing is divided by it, and nothing is said of a rate that has no base."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest

from dangvu.figurecheck.check import check_text
from tests.figurecheck.sets import read_cases

DAY = date(2024, 12, 10)
NUMBER = re.compile(r"(?<![\d.,/])\d{1,3}(?:\.\d{3})*(?:,\d+)?(?![\d/])")
SETS = ("plain_7", "plain_8", "plain_9", "plain_10", "plain_11", "plain_12")
MANY = 120
"""Texts of each set, drawn by the same dice every time."""


@pytest.mark.parametrize(
    "text",
    [
        "Đầu nhiệm kỳ, xã có 0 sản phẩm OCOP. Đến nay có 5 sản phẩm, tăng 100%.",
        "Chỉ tiêu năm 2024 có 0 sản phẩm. Đến nay đã có 1 sản phẩm được công nhận, hoàn thành 100% chỉ tiêu.",
        "Diện tích từ 0 ha lên 12 ha, bằng 130% năm trước.",
        "Năm 2022 xảy ra 0 vụ, năm 2023 xảy ra 3 vụ, tăng 100% so với năm 2022.",
        "Số sản phẩm OCOP tăng từ 0 lên 5 sản phẩm (100%).",
        "Toàn trường có 0 giáo viên; 97,5% giáo viên đạt chuẩn trình độ.",
    ],
)
def test_a_rate_of_nothing_is_left_to_the_reader(text: str) -> None:
    verdicts = {claim.verdict for claim in check_text(text, report_date=DAY).claims}
    assert verdicts == {"not_decidable"}


def test_a_rise_from_something_is_still_judged() -> None:
    """The same sentence with another base: what the nought leaves open is not simply never asked."""
    (claim,) = check_text("Năm 2022 xảy ra 2 vụ, năm 2023 xảy ra 3 vụ, tăng 70% so với năm 2022.", report_date=DAY).claims
    assert claim.verdict == "inconsistent"


@pytest.mark.parametrize("folder", SETS)
def test_no_number_of_any_text_brings_the_check_down_when_it_is_nought(folder: str) -> None:
    dice = random.Random(folder)
    cases = sorted({case.text for case in read_cases(folder)})
    for text in dice.sample(cases, min(MANY, len(cases))):
        found = list(NUMBER.finditer(text))
        for number in dice.sample(found, min(2, len(found))):
            check_text(f"{text[: number.start()]}0{text[number.end() :]}", report_date=DAY)
