"""Whatever the figures: a consistent report raises nothing, and each error put into it is found where it stands.

No statement is made twice in one report: the same fact with other figures would be a contradiction indeed.
"""

import re
from fractions import Fraction
from itertools import product
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dangvu.figurecheck.check import check_text
from dangvu.figurecheck.slips import UNLIKELY, chance
from tests.figurecheck.generated import MAKERS, REPORT_DAY, Maker
from tests.figurecheck.sets import touches

numbers = st.randoms(use_true_random=False)
some_makers = st.lists(st.sampled_from(MAKERS), min_size=1, max_size=9, unique=True)
NUMBER = re.compile(r"(?<![\d.,/])\d+(?:\.\d{3})*(?![\d.,/%])")


def as_told(text: str) -> set[int]:
    return {int(number.replace(".", "")) for number in NUMBER.findall(text)}


def slips_by_chance(texts: list[str]) -> bool:
    """Whether a number of one statement is the total of another's table but for a digit or two; the check wrongly takes it for a slip."""
    totals = {place: as_told(text.splitlines()[-1]) for place, text in enumerate(texts) if "\t" in text}
    beside = [(total, told) for place, own in totals.items() for other, text in enumerate(texts) if other != place
              for total, told in product(own, as_told(text)) if total != told]  # fmt: skip
    return any(chance(Fraction(told), Fraction(total)) <= UNLIKELY for total, told in beside)


def test_what_slips_by_chance_is_known() -> None:
    table = "Đơn vị\tĐảng viên\nTổng cộng\t173"
    assert slips_by_chance([table, "Có 713 đảng viên là người dân tộc thiểu số."])
    assert not slips_by_chance([table, "Có 713,5 ha và 1.713 hộ."])


@settings(max_examples=80, deadline=None, derandomize=True)
@given(numbers, some_makers)
def test_a_consistent_report_raises_nothing(random: Random, makers: list[Maker]) -> None:
    texts = [maker(random).text for maker in makers]
    assume(not slips_by_chance(texts))
    text = "\n\n".join(texts)
    report = check_text(text, report_date=REPORT_DAY)
    assert [claim for claim in report.claims if claim.verdict in ("inconsistent", "rounding")] == []
    assert any(claim.verdict in ("consistent", "not_decidable") for claim in report.claims)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(numbers, some_makers)
def test_each_seeded_error_is_found_where_it_stands_and_nowhere_else(random: Random, makers: list[Maker]) -> None:
    *company, last = (maker(random) for maker in makers)
    before = "".join(f"{statement.text}\n\n" for statement in company)
    assume(not slips_by_chance([statement.text for statement in (*company, last)]))
    text = before + last.text.replace(last.right, last.wrong, 1)
    start = len(before) + last.text.index(last.right)
    alarms = [claim for claim in check_text(text, report_date=REPORT_DAY).claims if claim.verdict == "inconsistent"]
    assert alarms
    assert all(touches(claim, (start, start + len(last.wrong))) for claim in alarms)
