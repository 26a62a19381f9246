"""Whatever the figures: a consistent report raises nothing, and each error put into it is found where it stands.

No statement is made twice in one report: the same fact with other figures would be a contradiction indeed.
"""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dangvu.figurecheck.check import check_text
from tests.figurecheck.generated import MAKERS, REPORT_DAY, Maker
from tests.figurecheck.sets import touches

numbers = st.randoms(use_true_random=False)
some_makers = st.lists(st.sampled_from(MAKERS), min_size=1, max_size=9, unique=True)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(numbers, some_makers)
def test_a_consistent_report_raises_nothing(random: Random, makers: list[Maker]) -> None:
    text = "\n\n".join(maker(random).text for maker in makers)
    report = check_text(text, report_date=REPORT_DAY)
    assert [claim for claim in report.claims if claim.verdict in ("inconsistent", "rounding")] == []
    assert any(claim.verdict in ("consistent", "not_decidable") for claim in report.claims)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(numbers, some_makers)
def test_each_seeded_error_is_found_where_it_stands_and_nowhere_else(random: Random, makers: list[Maker]) -> None:
    *company, last = (maker(random) for maker in makers)
    before = "".join(f"{statement.text}\n\n" for statement in company)
    text = before + last.text.replace(last.right, last.wrong, 1)
    start = len(before) + last.text.index(last.right)
    alarms = [claim for claim in check_text(text, report_date=REPORT_DAY).claims if claim.verdict == "inconsistent"]
    assert alarms
    assert all(touches(claim, (start, start + len(last.wrong))) for claim in alarms)
